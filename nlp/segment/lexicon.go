package segment

import (
	"bufio"
	_ "embed"
	"strings"
)

//go:embed lexicon/abbreviations.txt
var abbreviationList string

//go:embed lexicon/words.txt
var wordList string

var (
	abbreviations = readClasses(abbreviationList)
	wordClasses   = readClasses(wordList)
)

// readClasses reads lines of "word class"; # begins a comment.
func readClasses(list string) map[string]string {
	classes := make(map[string]string)
	for s := bufio.NewScanner(strings.NewReader(list)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) == 2 && f[0][0] != '#' {
			classes[f[0]] = f[1]
		}
	}
	return classes
}

// longestListed bounds the words that are looked up: no listed word is longer.
const longestListed = 24

// lookup returns the class of word whatever its case, or "".
func lookup(classes map[string]string, word string) string {
	if len(word) > longestListed {
		return ""
	}
	if class, ok := classes[word]; ok {
		return class
	}
	var lower [longestListed]byte
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		lower[i] = c
	}
	return classes[string(lower[:len(word)])]
}

// strongAbbreviation tells whether a full stop after word always belongs to it.
func strongAbbreviation(word string) bool {
	class := lookup(abbreviations, word)
	return class != "" && !strings.HasSuffix(class, "?")
}
