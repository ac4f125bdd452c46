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

// class is a set of the classes that a word belongs to.
type class uint16

// The classes of lexicon/words.txt.
const (
	elision class = 1 << iota
	saying
	labelling
	person
	scare
	work
	broadcast
	small
)

var classNames = map[string]class{
	"elision": elision, "saying": saying, "labelling": labelling, "person": person,
	"scare": scare, "work": work, "broadcast": broadcast, "small": small,
}

var classes = readClasses(wordList)

// readClasses reads lines of "word class"; # begins a comment.
func readClasses(list string) map[string]class {
	words := make(map[string]class)
	for s := bufio.NewScanner(strings.NewReader(list)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) == 2 && f[0][0] != '#' {
			words[f[0]] |= classNames[f[1]]
		}
	}
	return words
}

// longestListed bounds the words that are looked up: no listed word is longer.
const longestListed = 16

// classOf gives the classes of word, whatever its case.
func classOf(word string) class {
	if len(word) > longestListed {
		return 0
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

// has tells whether c holds one of the other's classes.
func (c class) has(other class) bool { return c&other != 0 }

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
		case !verb && lowerCase(word) && classOf(word).has(saying):
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
