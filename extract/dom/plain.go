package dom

import (
	"strings"
	"unicode"
)

// Plain is s in lower case with everything but letters and digits made single
// spaces: the form in which titles, names and paragraphs are compared.
func Plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r == '\'' || r == '’' || r == '‘' {
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		space = true
	}
	return b.String()
}
