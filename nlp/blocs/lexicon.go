package blocs

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed words.tsv
var wordsTable string

// lexicon is words by class, and for each what stands beside it.
type lexicon map[string]map[string]string

// readLexicon reads the embedded table: class, word, and a third cell that may
// be empty.
func readLexicon() (lexicon, error) {
	lex := lexicon{}
	for line := range strings.Lines(wordsTable) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("blocs: words.tsv: %q has %d cells, not 3", line, len(cells))
		}
		if lex[cells[0]] == nil {
			lex[cells[0]] = map[string]string{}
		}
		for w := range strings.SplitSeq(cells[1], "|") {
			lex[cells[0]][w] = cells[2]
		}
	}
	return lex, nil
}

// is tells whether a word, in small letters, is of a class.
func (l lexicon) is(class, word string) bool {
	_, ok := l[class][word]
	return ok
}
