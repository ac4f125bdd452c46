package textdate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters, a run of digits, or one mark.
type word struct {
	text       string
	start, end int // bytes in the whole text
}

func (w word) number() bool { return w.text != "" && isDigit(w.text[0]) }

// isMark tells whether the word is one of the marks, each a single byte; the
// long dashes count as "-".
func (w word) isMark(marks string) bool {
	if w.text == "–" || w.text == "—" {
		return strings.Contains(marks, "-")
	}
	return len(w.text) == 1 && strings.Contains(marks, w.text)
}

// lex cuts s[low:high] into words. A small letter followed by a capital parts
// two words ("UpdatedNov"), and so do letters and digits ("24th") and several
// capitals followed by a capitalised word ("ESTUpdated"). A word
// that the window cuts is left out.
func lex(s string, low, high int) []word {
	var words []word
	for i := low; i < high; {
		r, size := utf8.DecodeRuneInString(s[i:high])
		start := i
		switch {
		case unicode.IsSpace(r):
			i += size
			continue
		case r < utf8.RuneSelf && isDigit(byte(r)):
			for i < high && isDigit(s[i]) {
				i++
			}
			i = start + yearLength(s[:high], start, i)
		case unicode.IsLetter(r):
			i = letters(s, i, high)
		default:
			i += size
		}
		if start == low && low > 0 && cut(s, low) || i == high && high < len(s) && cut(s, high) {
			continue
		}
		words = append(words, word{s[start:i], start, i})
	}
	return words
}

func letters(s string, i, high int) int {
	small, capitals, last := false, 0, i
	for i < high {
		r, size := utf8.DecodeRuneInString(s[i:high])
		if !unicode.IsLetter(r) || small && unicode.IsUpper(r) {
			break
		}
		small = unicode.IsLower(r)
		if small && capitals >= 3 {
			return last
		}
		if unicode.IsUpper(r) {
			capitals++
			last = i
		} else {
			capitals = 0
		}
		i += size
	}
	return i
}

// cut tells whether a word runs over byte offset i.
func cut(s string, i int) bool {
	a, _ := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(a) && unicode.IsLetter(b) || unicode.IsDigit(a) && unicode.IsDigit(b)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// atoi reads a short run of digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 6; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthOf gives the number of a month by its name or a usual short form, or 0.
// "may" and "march" need a capital.
func monthOf(s string) int {
	if len(s) < 3 || len(s) > 9 {
		return 0
	}
	low := strings.ToLower(s)
	if (low == "may" || low == "march" || low == "mar") && !unicode.IsUpper(rune(s[0])) {
		return 0
	}
	for i, m := range months {
		if low == m || low == m[:3] || low == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// weekday knows the names and their usual short forms.
func weekday(s string) bool {
	if len(s) < 3 || len(s) > 9 {
		return false
	}
	low := strings.ToLower(s)
	for _, d := range weekdays {
		if low == d || low == d[:3] || low == "tues" || low == "weds" || low == "thur" || low == "thurs" {
			return true
		}
	}
	return false
}

func ordinal(s string) bool {
	switch strings.ToLower(s) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}
