package sqlite

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// snippetLength is about how many bytes of a text a snippet shows.
const snippetLength = 320

// marker finds the words of a query in a text.
type marker struct{ sought []sought }

// sought is a run of words, folded; a prefix where the last is cut short.
type sought struct {
	words  []string
	prefix bool
}

// newMarker gathers what a query looks for, but not what it excludes.
func newMarker(q query.Query, forms map[string][]string) marker {
	var m marker
	excluded := map[query.Node]bool{}
	query.Walk(q.Root, func(n query.Node) {
		if not, ok := n.(query.Not); ok {
			query.Walk(not.Node, func(n query.Node) {
				if w, ok := n.(query.Words); ok {
					excluded[w] = true
				}
			})
		}
		w, ok := n.(query.Words)
		if !ok || excluded[w] {
			return
		}
		texts := []string{w.Text}
		if f := forms[w.Text]; !w.Phrase && !w.Prefix && f != nil {
			texts = f
		}
		for _, t := range texts {
			if words := foldedWords(t); words != nil {
				m.sought = append(m.sought, sought{words, w.Prefix})
			}
		}
	})
	return m
}

func foldedWords(text string) []string {
	var out []string
	for w := range strings.FieldsFuncSeq(text, outOfWord) {
		out = append(out, fold(w))
	}
	return out
}

// token is a word of a text with its place.
type token struct {
	folded string
	span   onrecord.Span
}

func tokens(text string) []token {
	var out []token
	start := -1
	for i, r := range text {
		switch in := inWord(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, token{fold(text[start:i]), onrecord.Span{Start: start, End: i}})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, token{fold(text[start:]), onrecord.Span{Start: start, End: len(text)}})
	}
	return out
}

// snippet gives a text, or a part of it about the first mark.
func (m marker) snippet(text string) onrecord.Snippet {
	found := tokens(text)
	var marks []onrecord.Span
	for i := 0; i < len(found); {
		n := m.at(found[i:])
		if n > 0 {
			marks = append(marks, onrecord.Span{Start: found[i].span.Start, End: found[i+n-1].span.End})
		}
		i += max(n, 1)
	}
	return cut(onrecord.Snippet{Text: text, Marks: marks})
}

// at is how many tokens from the first on are sought together, the most of
// what is sought.
func (m marker) at(found []token) int {
	most := 0
	for _, s := range m.sought {
		if n := len(s.words); n > most && n <= len(found) && s.fits(found) {
			most = n
		}
	}
	return most
}

func (s sought) fits(found []token) bool {
	last := len(s.words) - 1
	for i, w := range s.words {
		if found[i].folded != w && !(s.prefix && i == last && strings.HasPrefix(found[i].folded, w)) {
			return false
		}
	}
	return true
}

// cut shortens a long text to what stands about its first mark, at words.
func cut(s onrecord.Snippet) onrecord.Snippet {
	if len(s.Text) <= snippetLength {
		return s
	}
	start := 0
	if len(s.Marks) > 0 {
		start = max(0, s.Marks[0].Start-snippetLength/4)
	}
	end := min(len(s.Text), start+snippetLength)
	if len(s.Marks) > 0 {
		end = max(end, s.Marks[0].End)
	}
	before, after := "", ""
	if start > 0 {
		start += strings.IndexByte(s.Text[start:s.Marks[0].Start]+" ", ' ')
		start = min(start+1, s.Marks[0].Start)
		before = "… "
	}
	if end < len(s.Text) {
		if blank := strings.LastIndexByte(s.Text[start:end], ' '); blank > snippetLength/2 {
			end = start + blank
		}
		for !utf8.RuneStart(s.Text[end]) {
			end--
		}
		after = " …"
	}
	out := onrecord.Snippet{Text: before + s.Text[start:end] + after}
	for _, m := range s.Marks {
		if m.Start >= start && m.End <= end {
			out.Marks = append(out.Marks, onrecord.Span{Start: m.Start - start + len(before), End: m.End - start + len(before)})
		}
	}
	return out
}
