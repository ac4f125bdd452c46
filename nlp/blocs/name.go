package blocs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/knowledge"
)

// name is one of a bloc's names, as the finder looks for it.
type name struct {
	text string
	weak bool
	one  bool // it is one word, and is found as written only
	bloc *knowledge.Bloc
}

// indexNames files the table's names under their first words, and lists the
// words that make a sentence worth reading.
func (f *Finder) indexNames() {
	f.names, f.byID, f.starts = map[string][]name{}, map[string]*knowledge.Bloc{}, map[string]bool{}
	for _, b := range f.know.Blocs() {
		f.byID[b.ID] = b
		for _, n := range b.Names {
			first := n.Text
			if i := strings.IndexFunc(first, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("+/,", r) }); i > 0 {
				first = first[:i]
			}
			f.names[first] = append(f.names[first], name{n.Text, n.Weak, !strings.ContainsRune(n.Text, ' '), b})
			f.starts[first] = true
		}
	}
	for _, class := range []string{"head", "members"} {
		for w := range f.lex[class] {
			f.starts[w] = true
			f.starts[strings.ToUpper(w)] = true
			f.starts[strings.ToUpper(w[:1])+w[1:]] = true
		}
	}
}

// named is the longest name of a bloc that starts with word i, and the word
// after it.
func (t *text) named(s *sentence, i int) (found name, last int) {
	from := s.words[i].span.Start
	for _, n := range t.f.names[s.form(i)] {
		if len(n.text) <= len(found.text) {
			continue
		}
		length := matches(t.r.Text[from:], n)
		if length == 0 {
			continue
		}
		end := i
		for end < len(s.words) && s.words[end].span.Start < from+length {
			end++
		}
		if s.words[end-1].span.End == from+length {
			found, last = n, end
		}
	}
	return found, last
}

// matches is how many bytes of a text a name covers at its start, 0 where it
// does not stand there. Case counts in the first letter and in names of one
// word; any white space is a space; what a hyphen ties to a word is part of it.
func matches(text string, n name) int {
	at := 0
	for i := 0; i < len(n.text); {
		want, size := utf8.DecodeRuneInString(n.text[i:])
		got, width := utf8.DecodeRuneInString(text[at:])
		switch {
		case width == 0:
			return 0
		case want == ' ':
			if !unicode.IsSpace(got) {
				return 0
			}
			for unicode.IsSpace(got) {
				at += width
				got, width = utf8.DecodeRuneInString(text[at:])
			}
			i += size
			continue
		case want != got && (n.one || i == 0 || unicode.ToLower(want) != unicode.ToLower(got)):
			return 0
		}
		i, at = i+size, at+width
	}
	next, width := utf8.DecodeRuneInString(text[at:])
	if unicode.IsLetter(next) || unicode.IsDigit(next) {
		return 0
	}
	if after, _ := utf8.DecodeRuneInString(text[at+width:]); next == '-' && unicode.IsLetter(after) {
		return 0
	}
	return at
}
