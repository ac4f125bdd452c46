package syntax

import (
	"strings"
	"unicode/utf8"
)

var clitics = []string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}

// Clitic is where a token's clitic ("n't", "'s") starts, or the token's length.
func Clitic(text string) int {
	plain := text
	if strings.Contains(text, "’") {
		plain = strings.ReplaceAll(text, "’", "'")
	}
	low := strings.ToLower(plain)
	for _, c := range clitics {
		if len(low) > len(c) && strings.HasSuffix(low, c) {
			at := len(low) - len(c)
			if i := strings.LastIndex(text, "’"); i >= 0 {
				at = i
				if c == "n't" {
					at--
				}
			}
			if at > 0 && at < len(text) && utf8.RuneStart(text[at]) {
				return at
			}
		}
	}
	if strings.HasSuffix(low, "s'") {
		return len(strings.TrimSuffix(strings.TrimSuffix(text, "'"), "’"))
	}
	return len(text)
}
