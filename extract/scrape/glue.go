package scrape

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// starters are words with which a sentence may begin right after an initial
// or an abbreviation in capitals ("the U.S.The").
var starters = map[string]bool{
	"The": true, "A": true, "An": true, "It": true, "He": true, "She": true, "They": true, "We": true, "But": true,
	"And": true, "In": true, "On": true, "At": true, "For": true, "This": true, "That": true, "His": true, "Her": true,
	"There": true, "When": true, "As": true, "If": true, "After": true, "Before": true, "While": true,
}

// domains are endings after a stop that make a name of two words a host's.
var domains = map[string]bool{
	"com": true, "org": true, "net": true, "co": true, "uk": true, "gov": true, "edu": true, "io": true, "js": true,
	"tv": true, "info": true, "biz": true, "us": true, "eu": true, "in": true, "de": true, "fr": true, "net4": true,
	"ai": true, "app": true, "me": true, "fm": true, "ly": true,
}

// part puts a space between sentences that the scrape glued together
// ("information.The"): after a stop, question or exclamation mark, and any
// closing quotation mark, that follows a small letter, a digit or a closing
// bracket and precedes a capital. Addresses, names of hosts ("Example.Com"),
// abbreviations ("U.S.A") and numbers stay whole.
func part(text string) string {
	if !glued(text) {
		return text
	}
	var b strings.Builder
	from, open := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			open++
			continue
		case '.', '!', '?':
		default:
			continue
		}
		if at := cutAt(text, i, open%2 == 1); at > 0 {
			b.WriteString(text[from:at])
			b.WriteByte(' ')
			from = at
		}
	}
	b.WriteString(text[from:])
	return b.String()
}

// glued is a quick look whether there is anything to part.
func glued(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if c := text[i]; (c == '.' || c == '!' || c == '?') && text[i+1] != ' ' {
			return true
		}
	}
	return false
}

// cutAt gives the byte before which a space is missing after the mark at byte
// i, or 0. quoted tells that a straight quotation is open.
func cutAt(text string, i int, quoted bool) int {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	at := i + 1
	r, size := utf8.DecodeRuneInString(text[at:])
	switch {
	case r == '”' || r == '’' || r == '"' && quoted:
		at += size
		before = 'a' // what closes a quotation closes a sentence
	case r == '“' || r == '‘' || r == '"':
		if next, _ := utf8.DecodeRuneInString(text[at+size:]); unicode.IsUpper(next) && !unicode.IsSpace(before) && before != '.' {
			return at
		}
		return 0
	}
	word := letters(text[at:])
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) || address(text, i) {
		return 0
	}
	lone := utf8.RuneCountInString(word) == 1
	if lone && word != "A" && word != "I" || lone && !strings.HasPrefix(text[at+1:], " ") {
		return 0
	}
	switch {
	case domains[strings.ToLower(word)] && !starters[word]:
		return 0
	case unicode.IsLower(before) || unicode.IsDigit(before) || strings.ContainsRune(")%.!?…", before):
		if word == strings.ToUpper(word) && !lone {
			return 0 // "v2.API", "node.JS"
		}
		return at
	case unicode.IsUpper(before) && starters[word] && !lone:
		return at
	}
	return 0
}

// letters is the run of letters that s begins with, up to 24 bytes.
func letters(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) || i > 24 {
			return s[:i]
		}
	}
	return s
}

// address tells whether byte i stands in a web or mail address.
func address(text string, i int) bool {
	from := max(0, i-80)
	if sp := strings.LastIndexByte(text[from:i], ' '); sp >= 0 {
		from += sp + 1
	}
	to := min(len(text), i+80)
	if sp := strings.IndexByte(text[i:to], ' '); sp >= 0 {
		to = i + sp
	}
	word := text[from:to]
	if strings.Contains(word, "://") || strings.HasPrefix(word, "www.") {
		return true
	}
	return text[i] == '.' && strings.IndexByte(word, '@') > 0
}
