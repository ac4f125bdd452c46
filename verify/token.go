package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/onrecord/onrecord"
)

// word is one word in the form that is compared. A contraction is several
// words, a number of several words is one.
type word struct {
	span      onrecord.Span // of all the words as written that it stands for
	canon     int32         // what counts for agreement: "not" for the n't of don't
	form      int32         // as written, but for case, accents and kind of apostrophe
	sentence  int32         // numbered through the text
	turn      int32
	capital   bool // begins with a capital letter
	editorial bool // the article's own, in [brackets]
	aside     bool // in (round ones) in the article
	lead      rune // the last mark before it, or a space, or 0 at the beginning of a stretch
}

// raw is a word as written.
type raw struct {
	span   onrecord.Span
	norm   string
	tight  bool // only white space or a hyphen parts it from the word before
	begins bool // it begins a sentence
	caps   bool
	aside  bool
	lead   rune
}

// vocabulary numbers the words of one Verify.
type vocabulary struct {
	ids   map[string]int32
	words []entry
	plain map[string][2]int32 // words that are one whatever stands beside them: canon and form
}

// entry is what is known of a word in its canonical form.
type entry struct {
	text    string
	class   class
	weight  float32 // what its agreement is worth: near 0 for "uh", 1 for what carries content
	stem    int32   // of words that differ by an ending
	counted bool    // it is a number
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: make(map[string]int32, 4096), plain: make(map[string][2]int32, 4096)}
}

// id is the number of a word in its canonical form, or of a form.
func (v *vocabulary) id(text string) int32 {
	if id, ok := v.ids[text]; ok {
		return id
	}
	id := int32(len(v.words))
	v.ids[text] = id
	e := entry{text: text, class: lex.classes[text], weight: 1, counted: strings.HasPrefix(text, "#")}
	switch {
	case e.class&filler != 0:
		e.weight = 0.1
	case text == "#1" || e.class&function != 0:
		e.weight = 0.4
	case e.class&(negation|modal) != 0:
		e.weight = 0.5
	case e.class&(light|common) != 0:
		e.weight = 0.6
	case e.counted:
		e.weight = 1.2
	}
	v.words = append(v.words, e)
	stem := id
	if s := stemOf(text); s != text {
		stem = v.id(s)
	}
	v.words[id].stem = stem
	return id
}

// stemOf cuts the commonest endings off: enough to tell words that differ by
// number or tense from others.
func stemOf(w string) string {
	if len(w) < 4 || w[0] == '#' {
		return w
	}
	for _, e := range [...][2]string{{"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"sses", "ss"}, {"es", ""}, {"ed", ""}, {"ly", ""}, {"s", ""}, {"e", ""}} {
		if cut, ok := strings.CutSuffix(w, e[0]); ok && len(cut) >= 3 {
			return cut + e[1]
		}
	}
	return w
}

// words reads the words of the stretches of a text. Each stretch begins a
// sentence. A word in [brackets] is editorial where editorial is true, and
// left out otherwise, as a stage direction in capitals is.
func (v *vocabulary) read(text string, stretches []onrecord.Span, editorial bool, out []word, sentence int32) ([]word, int32) {
	for _, s := range stretches {
		raws := scan(text, s)
		var inside []bool
		raws, inside = bracketed(text, s, raws, editorial)
		for i := 0; i < len(raws); {
			if raws[i].begins && len(out) > 0 || i == 0 {
				sentence++
			}
			n := len(out)
			taken := 1
			out, taken = v.expand(out, raws, i)
			for k := n; k < len(out); k++ {
				w := &out[k]
				w.span = onrecord.Span{Start: raws[i].span.Start, End: raws[i+taken-1].span.End}
				w.sentence, w.capital, w.lead = sentence, raws[i].caps, raws[i].lead
				w.editorial, w.aside = inside != nil && inside[i], raws[i].aside
			}
			i += taken
		}
	}
	return out, sentence
}

// expand appends the words that raws[i] and perhaps its neighbours stand for,
// and tells how many of them were taken.
func (v *vocabulary) expand(out []word, raws []raw, i int) ([]word, int) {
	r := raws[i].norm
	if ids, ok := v.plain[r]; ok {
		return append(out, word{canon: ids[0], form: ids[1]}), 1
	}
	add := func(canon, form string) { out = append(out, word{canon: v.id(canon), form: v.id(form)}) }
	switch {
	case r == "%":
		add("percent", "%")
		return out, 1
	case r == "per" && i+1 < len(raws) && raws[i+1].norm == "cent" && raws[i+1].tight:
		add("percent", "per cent")
		return out, 2
	}
	if currency, ok := currencies[r]; ok && i+1 < len(raws) && raws[i+1].tight {
		if canon, taken := lex.numberAt(raws, i+1); taken > 0 {
			add(canon, v.numberForm(raws[i+1:i+1+taken]))
			add(currency, r)
			return out, taken + 1
		}
	}
	if canon, taken := lex.numberAt(raws, i); taken > 0 {
		add(canon, v.numberForm(raws[i:i+taken]))
		return out, taken
	}
	if parts, ok := lex.contractions[r]; ok {
		for k, p := range parts {
			form := p
			if k > 0 || p == "them" || p == "because" || p == "until" {
				form = "~" + r
			}
			add(p, form)
		}
		return out, 1
	}
	for _, c := range [...][2]string{{"n't", "not"}, {"'m", "am"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'d", "would"}, {"'s", "'s"}} {
		if base, ok := strings.CutSuffix(r, c[0]); ok && base != "" {
			add(canonOf(base), base)
			add(c[1], c[0])
			return out, 1
		}
	}
	add(canonOf(r), r)
	if r != "per" {
		last := out[len(out)-1]
		v.plain[r] = [2]int32{last.canon, last.form}
	}
	return out, 1
}

var currencies = map[string]string{"$": "dollars", "€": "euros", "£": "pounds"}

// numberForm is a number as written: digits without commas, words as they are.
func (v *vocabulary) numberForm(raws []raw) string {
	parts := make([]string, len(raws))
	for i, r := range raws {
		parts[i] = strings.ReplaceAll(r.norm, ",", "")
	}
	return strings.Join(parts, " ")
}

// canonOf is what a word counts as: abbreviations without stops, variants and
// British spellings as the commoner American ones. Where a rule misses, it
// does so for both texts alike.
func canonOf(form string) string {
	if form == "us^" || form == "u.s" {
		return "u.s."
	}
	if strings.Contains(form, ".") && !strings.ContainsAny(form, "0123456789") {
		form = strings.ReplaceAll(form, ".", "")
	}
	if to, ok := lex.variants[form]; ok {
		return to
	}
	if form == "" {
		return "."
	}
	return american(form)
}

// american carries out the regular differences of spelling.
func american(w string) string {
	if len(w) < 6 {
		if w == "metre" || w == "litre" || w == "fibre" {
			return w[:3] + "er"
		}
		return w
	}
	for _, e := range [...][2]string{
		{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"},
		{"ysing", "yzing"}, {"ysed", "yzed"}, {"yse", "yze"}, {"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"},
		{"ourable", "orable"}, {"ourite", "orite"}, {"ourites", "orites"}, {"centre", "center"}, {"centres", "centers"},
		{"theatre", "theater"}, {"theatres", "theaters"}, {"metres", "meters"}, {"logue", "log"}, {"logues", "logs"},
		{"elled", "eled"}, {"elling", "eling"}, {"eller", "eler"}, {"ellers", "elers"},
	} {
		if cut, ok := strings.CutSuffix(w, e[0]); ok {
			return cut + e[1]
		}
	}
	return w
}

// scan finds the words of a stretch as they are written.
func scan(text string, s onrecord.Span) []raw {
	out := make([]raw, 0, s.Len()/5+1)
	last := s.Start // end of the word before
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(text[i:s.End])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && r != '$' && r != '€' && r != '£' {
			i += size
			continue
		}
		end := i + size
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			end = wordEnd(text[:s.End], i)
		}
		gap := text[last:i]
		w := raw{span: onrecord.Span{Start: i, End: end}, norm: normal(text[i:end]), caps: unicode.IsUpper(r)}
		w.tight = len(out) > 0 && strings.Trim(gap, " -\u00a0\u2010\u2011\n") == ""
		w.begins = len(out) == 0 || endsSentence(out[len(out)-1].norm, gap, r)
		w.lead = leadOf(gap)
		if len(out) == 0 {
			w.lead = 0
		}
		out = append(out, w)
		i, last = end, end
	}
	return out
}

// leadOf is the last mark of a gap between words that is neither white space
// nor a quotation mark, or a space.
func leadOf(gap string) rune {
	lead := ' '
	for _, r := range gap {
		if !unicode.IsSpace(r) && !strings.ContainsRune(`"'“”‘’«»`, r) {
			lead = r
		}
	}
	return lead
}

// wordEnd is where the word that begins at i ends: letters and digits with
// inner apostrophes, the stops of abbreviations, commas within numbers, and
// brackets around letters of the word: [t]he.
func wordEnd(text string, i int) int {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			end += size
			continue
		case end == i:
			return end + size
		}
		next, _ := utf8.DecodeRuneInString(text[end+size:])
		before, beforeSize := utf8.DecodeLastRuneInString(text[i:end])
		inner := false
		switch r {
		case '\'', '’':
			inner = unicode.IsLetter(before) && unicode.IsLetter(next)
		case '.':
			single := end-beforeSize == i || text[end-beforeSize-1] == '.'
			inner = unicode.IsLetter(before) && single && unicode.IsLetter(next) || unicode.IsDigit(before) && unicode.IsDigit(next)
		case ',', ':':
			inner = unicode.IsDigit(before) && unicode.IsDigit(next)
		case ']':
			inner = unicode.IsLetter(next) && end-i <= 12 && i > 0 && text[i-1] == '['
		}
		if !inner {
			return end
		}
		end += size
	}
	return end
}

// normal is a word in lower case, with straight apostrophes, without accents
// and brackets. "US" keeps apart from "us".
func normal(w string) string {
	if w == "US" {
		return "us^"
	}
	ascii, lower := true, true
	for i := 0; i < len(w); i++ {
		ascii = ascii && w[i] < utf8.RuneSelf
		lower = lower && (w[i] >= 'a' && w[i] <= 'z' || w[i] == '\'')
	}
	if lower && ascii {
		return w
	}
	w = strings.ReplaceAll(strings.ReplaceAll(w, "’", "'"), "]", "")
	if !ascii {
		w = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(w))
	}
	if w = strings.ToLower(w); w == "" {
		return "."
	}
	return w
}

// endsSentence tells whether the gap between a word and one that begins with r
// ends a sentence: a stop, exclamation or question mark before a capital, digit
// or another mark, or a blank line.
func endsSentence(before, gap string, r rune) bool {
	if strings.Contains(gap, "\n\n") {
		return true
	}
	i := strings.IndexAny(gap, ".?!…")
	if i < 0 {
		return false
	}
	if gap[i] == '.' && !strings.HasPrefix(gap[i:], "..") && (lex.classes[before]&stop != 0 || len(before) == 1 && before != "i") {
		return strings.Contains(gap, "\n")
	}
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '$' || gap[i] == '?' || gap[i] == '!'
}
