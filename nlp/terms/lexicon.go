package terms

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed lexicon
var files embed.FS

// rows reads a table of the lexicon: cells apart by tabs, lines that start
// with # left out. Missing cells are "".
func rows(name string, cells int) ([][]string, error) {
	data, err := files.ReadFile("lexicon/" + name)
	if err != nil {
		return nil, fmt.Errorf("terms: %w", err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) > cells {
			return nil, fmt.Errorf("terms: %s: %q has more than %d cells", name, line, cells)
		}
		for len(row) < cells {
			row = append(row, "")
		}
		out = append(out, row)
	}
	return out, nil
}

// phrases are lists of words under their first word, the longest first.
type phrases[T any] map[string][]phrase[T]

type phrase[T any] struct {
	words []string
	value T
}

// add puts a phrase in, its words apart by spaces.
func (p phrases[T]) add(text string, value T) {
	words := strings.Fields(text)
	list := p[words[0]]
	at := 0
	for at < len(list) && len(list[at].words) >= len(words) {
		at++
	}
	list = append(list, phrase[T]{})
	copy(list[at+1:], list[at:])
	list[at] = phrase[T]{words, value}
	p[words[0]] = list
}

// at is the longest phrase that starts at word i, and how many words it has.
func (p phrases[T]) at(words []Word, i int) (value T, n int) {
	if i < 0 || i >= len(words) {
		return value, 0
	}
next:
	for _, f := range p[words[i].Low] {
		if i+len(f.words) > len(words) {
			continue
		}
		for k, w := range f.words {
			if words[i+k].Low != w {
				continue next
			}
		}
		return f.value, len(f.words)
	}
	return value, 0
}

// stems reads a list of words as the set of their stems.
func stems(name string) (map[string]bool, error) {
	list, err := rows(name, 1)
	out := make(map[string]bool, len(list))
	for _, row := range list {
		out[stem(row[0])] = true
	}
	return out, err
}

// phraseList reads a list of phrases.
func phraseList(name string) (phrases[bool], error) {
	list, err := rows(name, 1)
	out := phrases[bool]{}
	for _, row := range list {
		out.add(row[0], true)
	}
	return out, err
}

// asWritten reads a list of words as a set.
func asWritten(name string) (map[string]bool, error) {
	list, err := rows(name, 1)
	out := make(map[string]bool, len(list))
	for _, row := range list {
		out[row[0]] = true
	}
	return out, err
}

// stemAll gives the stems of words apart by spaces.
func stemAll(text string) string {
	words := strings.Fields(text)
	for i := range words {
		words[i] = stem(words[i])
	}
	return strings.Join(words, " ")
}
