package attribute

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// word is a token with its clitics cut off.
type word struct {
	span  onrecord.Span
	text  string
	low   string
	quote int  // the outermost quotation around it, or -1
	start bool // first of a sentence, as the segmenter says
}

// stretch is a run of sentences that no quotation crosses the edge of.
type stretch struct {
	first, last int // words [first, last)
	para        int
	quotes      []int // the outermost quotations within, in order
}

// article is a document cut into words and stretches.
type article struct {
	q         *nlp.Quoted
	words     []word
	stretches []stretch
	wordQuote []onrecord.Span // by index into quotes: its words [Start, End)
	quotes    []part
}

// part is one paragraph's part of a quotation with its marks.
type part struct {
	span  onrecord.Span
	quote int // index into Quoted.Quotes
	piece int // which of its segments
}

// read cuts a document into words and stretches.
func read(q *nlp.Quoted) *article {
	a := &article{q: q}
	starts := make(map[int]bool, len(q.Sentences))
	for _, s := range q.Sentences {
		starts[s.First] = true
	}
	for i, t := range q.Tokens {
		text := q.Word(i)
		at := len(text)
		if t.Kind == nlp.Word || strings.ContainsAny(text, "'’") && len(text) > 3 {
			at = syntax.Clitic(text)
		}
		s := onrecord.Span{Start: t.Span.Start, End: t.Span.Start + at}
		a.words = append(a.words, word{span: s, text: text[:at], low: lower(text[:at]), quote: -1, start: starts[i]})
		if at < len(text) {
			s = onrecord.Span{Start: s.End, End: t.Span.End}
			a.words = append(a.words, word{span: s, text: text[at:], low: lower(text[at:]), quote: -1})
		}
	}
	a.placeQuotes()
	a.joinSentences()
	return a
}

func lower(s string) string {
	return strings.ToLower(strings.ReplaceAll(s, "’", "'"))
}

// at is the first word that ends after byte offset b.
func (a *article) at(b int) int {
	return sort.Search(len(a.words), func(i int) bool { return a.words[i].span.End > b })
}

// placeQuotes marks the words of the outermost quotations of speech. A
// quotation over several paragraphs is one part for each.
func (a *article) placeQuotes() {
	for i, quote := range a.q.Quotes {
		if quote.Parent >= 0 || quote.Use != nlp.Speech {
			continue
		}
		for n, seg := range quote.Segments {
			s := onrecord.Span{Start: a.markBefore(seg.Start), End: seg.End}
			if n == 0 {
				s.Start = quote.Outer.Start
			}
			if n == len(quote.Segments)-1 {
				s.End = quote.Outer.End
			}
			first, last := a.at(s.Start), a.at(s.End-1)+1
			if first >= last || last > len(a.words) {
				continue
			}
			if a.words[first].quote >= 0 || a.words[last-1].quote >= 0 {
				continue
			}
			for k := first; k < last; k++ {
				a.words[k].quote = len(a.quotes)
			}
			a.quotes = append(a.quotes, part{s, i, n})
			a.wordQuote = append(a.wordQuote, onrecord.Span{Start: first, End: last})
		}
	}
}

// markBefore is where the quotation mark just before offset b starts, or b.
func (a *article) markBefore(b int) int {
	r, size := utf8.DecodeLastRuneInString(a.q.Text[:b])
	if size > 0 && strings.ContainsRune("\"“”‘’«»„'`", r) {
		if r == '`' || r == '\'' {
			if b-2 >= 0 && a.q.Text[b-2] == byte(r) {
				return b - 2
			}
		}
		return b - size
	}
	return b
}

// joinSentences makes the stretches.
func (a *article) joinSentences() {
	begins := make([]bool, len(a.words)+1)
	for i := range a.words {
		begins[i] = a.words[i].start
	}
	for _, s := range a.wordQuote {
		broken := false
		for k := s.Start + 1; k < s.End; k++ {
			broken = broken || begins[k] && k == s.End-1
			begins[k] = false
		}
		if s.End < len(a.words) {
			begins[s.End] = a.splitAfter(s, begins[s.End] || broken)
		}
	}
	paragraph, firstOf := 0, 0
	tokens := a.paragraphStarts()
	for i := 0; i < len(a.words); {
		for paragraph < len(tokens) && tokens[paragraph] <= i {
			begins[i] = begins[i] || tokens[paragraph] == i
			paragraph++
		}
		end := i + 1
		for end < len(a.words) && !begins[end] && (paragraph >= len(tokens) || end < tokens[paragraph]) {
			end++
		}
		s := stretch{first: i, last: end, para: paragraph - 1}
		for firstOf < len(a.wordQuote) && a.wordQuote[firstOf].Start < end {
			if a.wordQuote[firstOf].Start >= i {
				s.quotes = append(s.quotes, firstOf)
			}
			firstOf++
		}
		a.stretches = append(a.stretches, s)
		i = end
	}
}

// paragraphStarts is the first word of each paragraph.
func (a *article) paragraphStarts() []int {
	out := make([]int, 0, len(a.q.Paragraphs))
	for _, p := range a.q.Paragraphs {
		out = append(out, a.at(p.Span.Start))
	}
	return out
}

// splitAfter tells whether a new sentence begins after a quotation: always
// where it ends with a full stop and a capital follows; never before a small
// letter; after ? and ! unless what follows is short and says who spoke.
func (a *article) splitAfter(s onrecord.Span, said bool) bool {
	next := a.words[s.End]
	r, _ := utf8.DecodeRuneInString(next.text)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return said && strings.ContainsAny(next.text, "\"“‘«`")
	}
	ending := a.ending(s)
	switch {
	case unicode.IsLower(r):
		return false
	case ending == '.':
		return true
	case ending == ',':
		return false
	case ending == '?' || ending == '!' || ending == '…' || ending == '-' || ending == '—' || ending == '–':
		for k := s.End; k < min(s.End+10, len(a.words)); k++ {
			if k > s.End && a.words[k].start {
				break
			}
			if reporting[a.words[k].low] {
				return false
			}
		}
	}
	return said
}

// ending is the last mark within a quotation, or 0 where it ends with a word.
func (a *article) ending(s onrecord.Span) rune {
	for k := s.End - 1; k > s.Start; k-- {
		r, _ := utf8.DecodeLastRuneInString(a.words[k].text)
		if strings.ContainsRune("\"“”‘’«»„'`", r) {
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return 0
		}
		return r
	}
	return 0
}

// reporting are the forms of the commonest verbs of speech: whatever else the
// lexicon holds, these alone decide that "…?" is not the end of a sentence.
var reporting = map[string]bool{"said": true, "says": true, "asked": true, "asks": true, "told": true,
	"wrote": true, "added": true, "tweeted": true, "shouted": true, "replied": true, "writes": true}
