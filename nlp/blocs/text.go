package blocs

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// parseLimit is how many words of a sentence are read; what comes after is not.
const parseLimit = 200

// word is a token with its clitics cut off.
type word struct {
	span  onrecord.Span
	text  string
	low   string
	token int // index into the document's
}

// sentence is one that is worth reading, with its tree.
type sentence struct {
	index int
	text  string // of the document
	words []word
	tree  syntax.Tree
	kids  [][]int
	named []*mention // by name, in order
	all   []*mention // in order, once all are found
}

var clitics = []string{"n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"}

// read cuts sentence i into words.
func (t *text) read(i int) *sentence {
	at := t.r.Sentences[i]
	s := &sentence{index: i, text: t.r.Text}
	for k := at.First; k < at.Last && len(s.words) < parseLimit; k++ {
		span := t.r.Tokens[k].Span
		w := span.In(t.r.Text)
		cut := len(w)
		for _, c := range clitics {
			if len(w) > len(c) && strings.HasSuffix(w, c) {
				cut = len(w) - len(c)
				break
			}
		}
		s.add(span.Start, span.Start+cut, k)
		if cut < len(w) {
			s.add(span.Start+cut, span.End, k)
		}
	}
	return s
}

func (s *sentence) add(from, to, token int) {
	span := onrecord.Span{Start: from, End: to}
	w := span.In(s.text)
	s.words = append(s.words, word{span, w, strings.ReplaceAll(strings.ToLower(w), "’", "'"), token})
}

// parse makes the sentence's tree.
func (s *sentence) parse(p *syntax.Parser) {
	forms := make([]string, len(s.words))
	for i, w := range s.words {
		forms[i] = w.text
	}
	s.tree = p.Parse(forms)
	s.kids = make([][]int, len(forms))
	for i := range forms {
		if h := s.tree.Head[i]; h >= 0 {
			s.kids[h] = append(s.kids[h], i)
		}
	}
}

// low is word i in small letters, "" outside the sentence.
func (s *sentence) low(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].low
}

// form is word i as written, "" outside the sentence.
func (s *sentence) form(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].text
}

// tag is word i's part of speech, Stop outside the sentence.
func (s *sentence) tag(i int) syntax.Tag {
	if i < 0 || i >= len(s.words) {
		return syntax.Stop
	}
	return s.tree.Tags[i]
}

// kid is the first child of a word with a relation, or -1.
func (s *sentence) kid(i int, r syntax.Relation) int {
	for _, k := range s.kids[i] {
		if s.tree.Relations[k] == r {
			return k
		}
	}
	return -1
}

// span is the text of words [first, last).
func (s *sentence) span(first, last int) onrecord.Span {
	return onrecord.Span{Start: s.words[first].span.Start, End: s.words[last-1].span.End}
}

// in is words [first, last) as written, white space made single.
func (s *sentence) in(first, last int) string {
	return strings.Join(strings.Fields(s.span(first, last).In(s.text)), " ")
}

// nominal tells whether word i can stand within a noun phrase before its head.
func (s *sentence) nominal(i int) bool {
	switch s.tag(i) {
	case syntax.Adj, syntax.Noun, syntax.Nouns, syntax.Name, syntax.Num:
		return true
	case syntax.Gerund, syntax.Perf, syntax.Past:
		return strings.HasSuffix(s.low(i), "ing") && s.tag(i-1) == syntax.Det || strings.Contains(s.low(i), "-") || s.tag(i-1) == syntax.Det
	}
	return false
}

// noun tells whether word i is a noun or a name.
func (s *sentence) noun(i int) bool {
	switch s.tag(i) {
	case syntax.Noun, syntax.Nouns, syntax.Name:
		return true
	}
	return false
}

// phraseFrom is the first word of the noun phrase that ends before word
// end, its determiner or possessor's own among them.
func (s *sentence) phraseFrom(end int) int {
	i := end
	for i > 0 && i > end-12 && (s.nominal(i-1) || s.low(i-1) == "&") {
		i--
	}
	if i > 0 && (s.tag(i-1) == syntax.Det || s.tag(i-1) == syntax.PronPos || slices.Contains(quantifiers, s.low(i-1))) {
		i--
	}
	return i
}

var quantifiers = []string{"all", "both", "every", "each", "these", "those", "several", "many", "some", "other"}

// phraseTo is the end of the noun phrase that starts at word first: after its
// last noun in a row.
func (s *sentence) phraseTo(first int) int {
	i := first
	for i < len(s.words) && (s.tag(i) == syntax.Det || s.tag(i) == syntax.PronPos || slices.Contains(quantifiers, s.low(i))) {
		i++
	}
	for i < len(s.words) && i < first+12 && (s.nominal(i) || s.tag(i) == syntax.Poss && s.nominal(i+1)) {
		i++
	}
	return i
}
