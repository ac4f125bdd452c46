// Package block cuts a text dump into blocks (the lines, with hard-wrapped
// and broken ones joined) and describes each block by numbers, for the models
// of package scrape.
//
// Input is any string; output is blocks in the order of the dump, whose
// characters other than white space and control characters are those of the
// dump, and one feature row for each block. Work is linear in the dump. The
// package decides nothing about what is story and what is boilerplate.
package block

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Block is one line of a dump, or several lines that belong together.
type Block struct {
	Text  string   // valid UTF-8, one line, single spaces, trimmed, not empty
	Words []string // lower-case runs of letters and digits
	Stop  bool     // the block ends as a sentence does
}

// longWords is how many words of a block are looked at: beyond, a block is
// long whatever follows.
const longWords = 2000

// Split cuts a dump into blocks.
func Split(dump string) []Block {
	lines := rejoin(unwrap(clean(dump)))
	blocks := make([]Block, len(lines))
	for i, l := range lines {
		blocks[i] = Block{Text: l, Words: words(l, longWords), Stop: EndsSentence(l)}
	}
	return blocks
}

// line is a line of the dump; blank says that a blank line stood before it.
type line struct {
	text  string
	blank bool
}

// clean cuts the dump at its line ends, drops control characters and folds
// white space.
func clean(dump string) []line {
	var lines []line
	var b strings.Builder
	blank, space := false, false
	flush := func() {
		if b.Len() == 0 {
			blank = true
		} else {
			lines = append(lines, line{b.String(), blank})
			blank = false
		}
		b.Reset()
		space = false
	}
	for i := 0; i < len(dump); {
		r, size := utf8.DecodeRuneInString(dump[i:])
		i += size
		switch {
		case r == '\r' && i < len(dump) && dump[i] == '\n':
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\f' || r == '\v':
			flush()
		case unicode.IsSpace(r) || r == '\u200b':
			space = true
		case unicode.IsControl(r) || r == '\ufeff':
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	flush()
	return lines
}

// The widths, in characters, that hard-wrapped text comes in.
const (
	narrowest = 40
	widest    = 140
)

// unwrap joins the lines of a hard-wrapped dump. A dump is hard-wrapped where
// lines all keep within one width, nearly all longer lines are followed by a
// word that would not have fitted, and few of them end a sentence.
func unwrap(lines []line) []line {
	counts := make([]int, widest+2)
	lengths := make([]int, len(lines))
	for i, l := range lines {
		lengths[i] = utf8.RuneCountInString(l.text)
		counts[min(lengths[i], widest+1)]++
	}
	width, over := widest+1, 0
	for ; width > 0; width-- { // the widest line but for one in a hundred
		if over += counts[width]; over*100 > len(lines) {
			break
		}
	}
	if width > widest || width < narrowest {
		return lines
	}
	full := func(i int) bool {
		next := lines[i+1].text
		if sp := strings.IndexByte(next, ' '); sp >= 0 {
			next = next[:sp]
		}
		return lengths[i]+1+utf8.RuneCountInString(next) > width
	}
	long, fits, ends := 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		if lengths[i] > width*3/4 && !lines[i+1].blank {
			long++
			if full(i) {
				fits++
			}
			if EndsSentence(lines[i].text) {
				ends++
			}
		}
	}
	if long < 4 || fits*10 < long*8 || ends*10 > long*4 {
		return lines
	}
	return fold(lines, func(i int) bool {
		return !lines[i].blank && full(i-1) && lengths[i-1] > width/2
	})
}

// rejoin joins a line that stops in the middle of a sentence to the next one
// where that goes on with a small letter, also across a blank line.
func rejoin(lines []line) []string {
	lines = fold(lines, func(i int) bool { return Broken(lines[i-1].text, lines[i].text) })
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.text
	}
	return out
}

// fold appends each line for which goesOn says yes to the one before it.
func fold(lines []line, goesOn func(i int) bool) []line {
	var out []line
	var b strings.Builder
	for i := 0; i < len(lines); {
		first := lines[i]
		j := i + 1
		for j < len(lines) && goesOn(j) {
			j++
		}
		if j > i+1 {
			b.Reset()
			for k := i; k < j; k++ {
				if k > i {
					b.WriteByte(' ')
				}
				b.WriteString(lines[k].text)
			}
			first.text = b.String()
		}
		out = append(out, first)
		i = j
	}
	return out
}

// brokenWords is how many words a line has at least that is taken for the
// beginning of a broken sentence.
const brokenWords = 6

// Broken tells whether the text a stops in the middle of a sentence with which
// b goes on.
func Broken(a, b string) bool {
	if r, size := utf8.DecodeRuneInString(b); strings.ContainsRune(",.;:)", r) && (len(b) == size || b[size] == ' ') && countWords(a, 2) == 2 && !EndsSentence(a) {
		return true // a link or a name that the scrape put on a line of its own
	}
	if EndsSentence(a) || strings.HasSuffix(a, ":") || strings.HasSuffix(a, "…") || strings.HasSuffix(a, "...") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(b)
	last := lastWord(a) // in a headline it has a capital
	hangs := dangling[last] || strings.HasSuffix(a, ",") && stopwords[last]
	if !unicode.IsLower(r) && !(hangs && (unicode.IsUpper(r) || strings.ContainsRune("“‘\"", r))) {
		return false
	}
	if strings.HasPrefix(b, "by ") || strings.HasPrefix(b, "http") || strings.HasPrefix(b, "www.") || countWords(a, brokenWords) < brokenWords || countWords(b, 2) < 2 {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(a)
	return (unicode.IsLetter(end) || unicode.IsDigit(end) || strings.ContainsRune(",-–—’'”\"", end)) && stopShare(a) >= 0.2
}

// dangling are words that no line of its own ends with.
var dangling = map[string]bool{
	"a": true, "an": true, "the": true, "of": true, "and": true, "or": true, "but": true, "with": true, "from": true,
	"their": true, "his": true, "its": true, "our": true, "your": true, "my": true, "than": true, "because": true,
	"mr": true, "mrs": true, "ms": true, "dr": true, "into": true, "that": true,
}

func lastWord(s string) string {
	s = strings.TrimRight(s, ",.")
	i := strings.LastIndexByte(s[max(0, len(s)-24):], ' ')
	if i < 0 {
		return ""
	}
	return s[max(0, len(s)-24)+i+1:]
}

// EndsSentence tells whether s ends with a stop, a question or exclamation
// mark, or with one of these inside closing marks.
func EndsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?")
}

// words gives the lower-case words of s, no more than limit.
func words(s string, limit int) []string {
	out := make([]string, 0, min(limit, len(s)/6+1))
	start := -1
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			if out = append(out, strings.ToLower(s[start:i])); len(out) == limit {
				return out
			}
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, strings.ToLower(s[start:]))
	}
	return out
}

func countWords(s string, limit int) int { return len(words(s, limit)) }

// stopShare is the share of the first 60 words that are stop words.
func stopShare(s string) float64 {
	n, all := 0, words(s, 60)
	for _, w := range all {
		if stopwords[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(all)))
}
