package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/nlp"
)

// layout says what single line breaks mean in a text.
//
// In text wrapped to a width (mail, wire copy) a line break is a space, save
// before an indented line. In all other text a line break ends a paragraph
// where a sentence may end there; where the line stops in the middle of a
// sentence (no closing mark, and a lower-case word, a comma or the like next
// to the break) it is a space too.
type layout struct{ wrapped bool }

// Lines of wrapped text are at most wrapColumns wide, and nearly every break
// stands where the next word would not have fitted.
const (
	wrapColumns = 120
	wrapShare   = 0.75
)

// layoutOf measures the lines that end in a single break: the text is wrapped
// where most of them are as full as the widest.
func layoutOf(d *nlp.Document) layout {
	type line struct{ width, next int }
	var lines []line
	start, widest := d.Lead, 0
	for i, t := range d.Tokens {
		ws := d.Text[t.Span.End : t.Span.End+t.Trail]
		n := breaks(ws)
		if n == 0 {
			continue
		}
		if n == 1 && i+1 < len(d.Tokens) {
			width := utf8.RuneCountInString(d.Text[start:t.Span.End])
			if width > 2*wrapColumns {
				return layout{} // one long line, and the text is not wrapped
			}
			lines = append(lines, line{width, nextWord(d.Text[d.Tokens[i+1].Span.Start:])})
			widest = max(widest, width)
		}
		start = t.Span.End + t.Trail
	}
	if len(lines) < 3 || widest > wrapColumns {
		return layout{}
	}
	full := 0
	for _, l := range lines {
		if l.width+1+l.next >= widest-1 {
			full++
		}
	}
	return layout{wrapped: float64(full) >= wrapShare*float64(len(lines))}
}

// nextWord is the width of text's first word in code points, at most 40.
func nextWord(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsSpace(r) || n == 40 {
			break
		}
		n++
	}
	return n
}

// breaks counts the line breaks in white space, up to 2. A paragraph separator
// counts as two.
func breaks(ws string) int {
	if len(ws) == 1 && ws[0] == ' ' {
		return 0
	}
	n := 0
	for i, r := range ws {
		switch r {
		case '\n', '\u2028', '\u0085':
			n++
		case '\r':
			if !strings.HasPrefix(ws[i+1:], "\n") {
				n++
			}
		case '\u2029', '\f':
			n = 2
		}
		if n >= 2 {
			return 2
		}
	}
	return n
}

// paragraphEnd returns the token after the last one of the paragraph that
// begins at token first.
func (l layout) paragraphEnd(d *nlp.Document, first int) int {
	for i := first; i < len(d.Tokens)-1; i++ {
		t := d.Tokens[i]
		ws := d.Text[t.Span.End : t.Span.End+t.Trail]
		switch n := breaks(ws); {
		case n >= 2,
			n == 1 && l.wrapped && indent(ws) >= 2,
			n == 1 && !l.wrapped && !continues(d, i):
			return i + 1
		}
	}
	return len(d.Tokens)
}

// indent counts the spaces after the last line break; a tab is worth two.
func indent(ws string) int {
	n := 0
	for i := len(ws) - 1; i >= 0 && (ws[i] == ' ' || ws[i] == '\t'); i-- {
		n++
		if ws[i] == '\t' {
			n++
		}
	}
	return n
}

// continues tells whether the sentence runs on over the line break after
// token i: nothing ends it, and one of the words at the break needs the other.
func continues(d *nlp.Document, i int) bool {
	prev, next := d.Word(i), d.Word(i+1)
	if isTerminal(prev) || isCloser(prev) {
		r, _ := utf8.DecodeRuneInString(next)
		return unicode.IsLower(r) && isCloser(prev) || strings.Contains(",;.?!)", next[:1])
	}
	switch prev {
	case ",", "(", "-", "--", "—", "–", "&", "/":
		return true
	}
	if strings.Contains(",;:.?!)%", next[:1]) {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(next); unicode.IsLower(r) {
		return d.Tokens[i].Kind != nlp.Punct
	}
	if d.Tokens[i].Kind != nlp.Word {
		return false
	}
	switch class := lookup(wordClasses, prev); class {
	case "determiner", "linker":
		r, _ := utf8.DecodeRuneInString(prev)
		return unicode.IsLower(r)
	}
	class := lookup(abbreviations, strings.TrimSuffix(prev, "."))
	return class == "title" && strings.HasSuffix(prev, ".")
}
