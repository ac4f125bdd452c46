package quote

import (
	"bufio"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

//go:embed lexicon/words.txt
var wordList string

var (
	elisions = readClass(wordList, "elision")
	saying   = readClass(wordList, "saying")
	labels   = readClass(wordList, "labelling")
	persons  = readClass(wordList, "person")
	scares   = readClass(wordList, "scare")
	works    = readClass(wordList, "work")
	channels = readClass(wordList, "broadcast")
	smalls   = readClass(wordList, "small")
)

// readClass reads the words of one class from lines of "word class"; # begins
// a comment.
func readClass(list, class string) map[string]bool {
	words := make(map[string]bool)
	for s := bufio.NewScanner(strings.NewReader(list)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) == 2 && f[0][0] != '#' && f[1] == class {
			words[f[0]] = true
		}
	}
	return words
}

// longestListed bounds the words that are looked up: no listed word is longer.
const longestListed = 16

// listed tells whether word is in list, whatever its case.
func listed(list map[string]bool, word string) bool {
	return len(word) <= longestListed && (list[word] || list[strings.ToLower(word)])
}

func capitalised(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func lowerCase(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

// tokensIn is the range of tokens that begin within s.
func tokensIn(d *nlp.Document, s onrecord.Span) (first, last int) {
	return tokenAt(d, s.Start), tokenAt(d, s.End)
}

// tokenAt is the first token that begins at offset or later.
func tokenAt(d *nlp.Document, offset int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Tokens[mid].Span.Start < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// reportAt returns where a quotation without closing mark gives way to the
// words that report it: the end of the comma in `…, he said.`,
// `…, Smith added.` or `…, said Smith.`; or -1.
func reportAt(d *nlp.Document, s onrecord.Span) int {
	first, last := tokensIn(d, s)
	for i := first; i < last; i++ {
		if d.Word(i) != "," {
			continue
		}
		if reports(d, i+1, last) {
			return d.Tokens[i].Span.End
		}
	}
	return -1
}

// reports tells whether tokens from i on are a short clause that reports:
// a name or he, she, they and a verb of saying in either order, and a stop or
// the end.
func reports(d *nlp.Document, i, last int) bool {
	const reach = 5
	name, verb := false, false
	for k := i; k < min(i+reach, last); k++ {
		word := d.Word(k)
		switch {
		case listed(saying, word) && lowerCase(word) && !verb:
			verb = true
		case word == "he" || word == "she" || word == "they" || capitalised(word) && d.Tokens[k].Kind == nlp.Word && word != "I":
			name = true
		case d.Tokens[k].Kind == nlp.Punct:
			return name && verb
		default:
			return false
		}
	}
	return name && verb && i+reach >= last
}
