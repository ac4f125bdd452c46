package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// cuts notes where the article begins or ends a sentence within one of the
// transcript's. A fragment that is given as a fragment, without a capital,
// claims to be no sentence.
func (f *finding) cuts(text string) {
	if len(f.passages) == 0 || !f.q.quoted {
		return
	}
	first, last := f.passages[0].from, f.passages[len(f.passages)-1].to
	if !f.sentenceLike(text) {
		return
	}
	if !f.s.begins(first) && !f.s.opens(first) && f.q.joins[0] == none && f.anchors[0].q == 0 {
		f.flags[onrecord.FlagCutStart] = true
		f.because("cut-start", "the transcript's sentence begins with %q", f.text(run{f.sentenceStart(first), first}))
	}
	if f.anchors[len(f.anchors)-1].q == len(f.q.words)-1 && f.goesOn(last) {
		f.flags[onrecord.FlagCutEnd] = true
		_, to := f.s.sentenceOf(last)
		f.because("cut-end", "the transcript's sentence goes on with %q", f.text(run{last + 1, to}))
	}
}

func (f *finding) sentenceStart(i int) int {
	from, _ := f.s.sentenceOf(i)
	return from
}

// sentenceLike tells whether the article gives the quotation as a sentence: it
// begins with a capital and ends with a stop, or a comma before the cue.
func (f *finding) sentenceLike(text string) bool {
	if !f.q.words[0].capital {
		return false
	}
	if f.s.words[f.passages[0].from].capital && f.s.words[f.passages[0].from].canon == f.q.words[0].canon {
		// A name or "I" has its capital anywhere: then the end decides.
		inner := strings.TrimRight(f.q.span.In(text), " '’”\"")
		r, _ := utf8.DecodeLastRuneInString(inner)
		return strings.ContainsRune(".,!?;…", r)
	}
	return true
}

// goesOn tells whether the transcript's sentence goes on after word i.
func (f *finding) goesOn(i int) bool {
	for i+1 < len(f.s.words) && f.s.words[i+1].span == f.s.words[i].span { // of one contraction
		i++
	}
	if i+1 >= len(f.s.words) {
		return false
	}
	if f.s.closes(i) {
		return false
	}
	a, b := f.s.words[i], f.s.words[i+1]
	if a.sentence != b.sentence || a.turn != b.turn {
		return false
	}
	gap := unbracketed(f.s.gap(i))
	return !strings.ContainsAny(gap, ".?!;:…")
}

// relays tells whether a passage is given in the transcript as the words of
// somebody else: in quotation marks, or after a word that hands words on.
func (s *source) relays(p passage, names []string) bool {
	if s.opens(p.from) {
		return true
	}
	const reach, direct = 40, 6
	w := s.words
	turn, named, handed := w[p.from].turn, false, false
	for i := p.from - 1; i >= max(0, p.from-reach) && w[i].turn == turn && w[i].sentence+2 > w[p.from].sentence; i-- {
		form := strings.TrimSuffix(strings.ToLower(w[i].span.In(s.Text)), "'s")
		named = named || slices.Contains(names, form)
		if lex.classes[form]&reports != 0 && (i == 0 || !strings.EqualFold(w[i-1].span.In(s.Text), "I")) && p.from-i <= direct {
			handed = true
		}
	}
	return named && handed || handed && s.pronounSays(p.from, direct)
}

// pronounSays tells whether "he said" or its like stands right before word i.
func (s *source) pronounSays(i, reach int) bool {
	for k := i - 1; k > 0 && k >= i-reach && s.words[k].turn == s.words[i].turn; k-- {
		if lex.classes[strings.ToLower(s.words[k].span.In(s.Text))]&reports == 0 {
			continue
		}
		switch strings.ToLower(s.words[k-1].span.In(s.Text)) {
		case "he", "she", "you":
			return true
		}
	}
	return false
}

// opens tells whether a quotation mark opens right before word i.
func (s *source) opens(i int) bool {
	before := s.Text[:s.words[i].span.Start]
	return hasSuffix(before, []string{"\"", "“", "‘", " '", "«"}) > 0
}

// closes tells whether a quotation mark closes right after word i.
func (s *source) closes(i int) bool {
	after := strings.TrimLeft(s.Text[s.words[i].span.End:], ".,?!;")
	return hasPrefix(after, []string{"\"", "”", "’ ", "' ", "»"}) > 0
}

// needsQuestion notes a short answer that points back to its question: the
// first words of a turn that follows somebody else's, with a "that" or "it" and
// nothing of its own that it could mean.
func (f *finding) needsQuestion() {
	p := f.passages[0]
	w := f.s.words
	turn := w[p.from].turn
	last := f.passages[len(f.passages)-1].to
	if len(f.passages) > 1 || last-p.from+1 > 12 || turn == 0 {
		return
	}
	from, _ := f.s.sentenceOf(p.from)
	if from > 0 && w[from-1].turn == turn || w[last].sentence != w[from].sentence {
		return
	}
	for i := p.from; i <= last; i++ {
		text := f.v.words[w[i].canon].text
		ends := i == last || i+1 < len(w) && strings.ContainsAny(f.s.gap(i), ",.;")
		if f.v.words[w[i].canon].class&anaphor != 0 && (ends || i == p.from && text != "there" && text != "so") {
			f.flags[onrecord.FlagNeedsQuestion] = true
			f.because("points-back", "%q points to the question before it", text)
			return
		}
	}
}

// near tells whether half of a quotation's words stand together in the
// transcript, though it is another statement.
func (f *finding) near() bool {
	if len(f.anchors) == 0 || len(f.q.words) < 4 {
		return false
	}
	const window = 3
	best, from := 0, 0
	for i := range f.anchors {
		for f.anchors[i].t-f.anchors[from].t > window*len(f.q.words) || f.anchors[i].t < f.anchors[from].t {
			from++
			if from >= i {
				from = i
				break
			}
		}
		best = max(best, i-from+1)
	}
	return 2*best >= len(f.q.words)
}

// isQuoted tells whether a place stands within double quotation marks of its
// paragraph, for spans that do not begin at their mark.
func isQuoted(text string, at int) bool {
	const reach = 1 << 14 // bytes
	from := max(strings.LastIndexByte(text[max(0, at-reach):at], '\n')+1+max(0, at-reach), 0)
	for from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	depth := false
	for i := from; i < at; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '“':
			depth = true
		case r == '”':
			depth = false
		case r == '"' || strings.HasPrefix(text[i:], "''"):
			depth = !depth
			if r == '\'' {
				size = 2
			}
		case r == '’' && strings.HasPrefix(text[i:], "’’"):
			depth, size = false, len("’’")
		case r == '‘' && strings.HasPrefix(text[i:], "‘‘"):
			depth, size = true, len("‘‘")
		}
		i += size
	}
	return depth
}

// hasLetters tells whether there is a word in a text.
func hasLetters(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
