package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// longestDirection is the number of bytes of a stage direction at most.
const longestDirection = 160

// directionAt reads the stage direction that opens at byte i with a
// parenthesis or a bracket.
func directionAt(text string, i, end int) (onrecord.Span, bool) {
	limit := min(end, i+longestDirection)
	mark := byte(')')
	if text[i] == '[' {
		mark = ']'
	}
	n := strings.IndexByte(text[i:limit], mark)
	if n < 2 {
		return onrecord.Span{}, false
	}
	inside := text[i+1 : i+n]
	span := onrecord.Span{Start: i, End: i + n + 1}
	if strings.ContainsAny(inside, "([") || !staged(inside, mark == ']') {
		return span, false
	}
	if mark == ']' && !staged(inside, false) && (isLetter(lastRune(text[:i])) || isLetter(firstRune(text[span.End:]))) {
		return span, false // "[t]he"
	}
	return span, true
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// staged tells whether the words in parentheses are a stage direction or an
// editor's mark: by their first words, which are in the list. What stands in
// square brackets was never spoken.
func staged(inside string, square bool) bool {
	if square {
		return true
	}
	low := strings.Trim(strings.ToLower(inside), " .!,:;-")
	if words.stage[low] {
		return true
	}
	fields := strings.FieldsFunc(low, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '.' || r == '/' })
	for n := min(4, len(fields)); n > 0; n-- {
		if words.stage[strings.Join(fields[:n], " ")] {
			return n > 1 || len(fields) <= 12
		}
	}
	// "Scattered applause.", "Audience laughs."
	return len(fields) > 1 && len(fields) <= 4 && words.stage[fields[len(fields)-1]]
}
