package terms

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// parseLimit is the most words of a sentence that are looked at. Real ones are
// shorter, and what is done with a marker costs as much as its sentence is long.
const parseLimit = 160

// Word is a token with its clitics cut off.
type Word struct {
	Span onrecord.Span
	Text string
	Low  string // lower case, with a straight apostrophe
}

// sentence is a run of words that is parsed when somebody asks for its tree.
type sentence struct {
	words  []Word
	span   onrecord.Span
	para   int
	opens  map[int]bool // offsets at which what somebody says begins; of the article
	tree   *syntax.Tree
	found  []found // its conditions, where they were looked for
	done   bool
	clause []bool // which words are those of a condition
}

// parse gives the sentence's tree; it is made once.
func (s *sentence) parse(p *syntax.Parser) *syntax.Tree {
	if s.tree == nil {
		words := make([]string, len(s.words))
		for i, w := range s.words {
			words[i] = w.Text
		}
		t := p.Parse(words)
		s.tree = &t
	}
	return s.tree
}

// at is the first word that ends after byte offset b.
func (s *sentence) at(b int) int {
	return sort.Search(len(s.words), func(i int) bool { return s.words[i].Span.End > b })
}

// low is word i in lower case, "" outside of the sentence.
func (s *sentence) low(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].Low
}

// lower is a word as the lexicons write it.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] >= 'A' && s[i] <= 'Z' {
			return strings.ToLower(strings.ReplaceAll(s, "’", "'"))
		}
	}
	return s
}

// cutWords appends the words of tokens [first, last).
func cutWords(d *nlp.Document, first, last int, into []Word) []Word {
	for i := first; i < last; i++ {
		span, text := d.Tokens[i].Span, d.Word(i)
		at := len(text)
		if strings.ContainsAny(text, "'’") && len(text) > 2 {
			at = syntax.Clitic(text)
		}
		into = append(into, Word{onrecord.Span{Start: span.Start, End: span.Start + at}, text[:at], lower(text[:at])})
		if at < len(text) {
			into = append(into, Word{onrecord.Span{Start: span.Start + at, End: span.End}, text[at:], lower(text[at:])})
		}
	}
	return into
}

// article is a document cut into sentences. Longer sentences than parseLimit
// words are cut into several.
type article struct {
	found     *nlp.Resolved
	sentences []*sentence
	quotes    []onrecord.Span
	mentions  []mention // of all entities, in order
}

func read(found *nlp.Resolved) *article {
	a := &article{found: found, quotes: outerQuotes(&found.Quoted)}
	for i := range found.Entities {
		for _, m := range found.Entities[i].Mentions {
			a.mentions = append(a.mentions, mention{&found.Entities[i], m})
		}
	}
	slices.SortStableFunc(a.mentions, func(x, y mention) int { return cmp.Compare(x.span.Start, y.span.Start) })
	opens := map[int]bool{}
	for _, x := range found.Attributions {
		for _, c := range x.Content {
			opens[c.Start] = true
		}
	}
	for _, s := range found.Sentences {
		words := cutWords(&found.Document, s.First, s.Last, nil)
		for len(words) > 0 {
			n := min(len(words), parseLimit)
			a.sentences = append(a.sentences, &sentence{words: words[:n:n], para: s.Paragraph, opens: opens,
				span: onrecord.Span{Start: words[0].Span.Start, End: words[n-1].Span.End}})
			words = words[n:]
		}
	}
	return a
}

// sentencesOf are the indices of the sentences that overlap a span.
func (a *article) sentencesOf(span onrecord.Span) (first, last int) {
	first = sort.Search(len(a.sentences), func(i int) bool { return a.sentences[i].span.End > span.Start })
	last = first
	for last < len(a.sentences) && a.sentences[last].span.Start < span.End {
		last++
	}
	return first, last
}

// mentionAt is the first mention that starts at or after an offset.
func (a *article) mentionAt(offset int) int {
	return sort.Search(len(a.mentions), func(i int) bool { return a.mentions[i].span.Start >= offset })
}

// wordsOf appends the words that lie within a span.
func (a *article) wordsOf(span onrecord.Span, into []Word) []Word {
	first, last := a.sentencesOf(span)
	for _, s := range a.sentences[first:last] {
		for i := s.at(span.Start); i < len(s.words) && s.words[i].Span.Start < span.End; i++ {
			into = append(into, s.words[i])
		}
	}
	return into
}

// isMark tells whether a word is a mark of punctuation.
func isMark(low string) bool {
	_, ok := syntax.MarkTag(low)
	return ok && low != "&" && low != "%" && low != "$" && low != "€" && low != "£"
}

// isQuote tells whether a word is a quotation mark.
func isQuote(text string) bool {
	tag, ok := syntax.MarkTag(text)
	return ok && tag == syntax.Quot
}

// stem is a rough base form of a word by its ending alone, the same for the
// forms of a verb, and not always a word.
func stem(low string) string {
	switch n := len(low); {
	case strings.HasSuffix(low, "eed") && n > 5: // agreed
		return syntax.Lemma(low[:n-1], syntax.Base)
	case strings.HasSuffix(low, "ed") && n > 4 || strings.HasSuffix(low, "ied"):
		return syntax.Lemma(low, syntax.Past)
	case strings.HasSuffix(low, "ing") && n > 5:
		return syntax.Lemma(low, syntax.Gerund)
	case strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") && n > 3:
		return syntax.Lemma(low, syntax.Pres3)
	}
	return syntax.Lemma(low, syntax.Base)
}
