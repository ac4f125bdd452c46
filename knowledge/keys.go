package knowledge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// nameKey is what names are compared by: "the" in front and stops left out,
// initials together, one kind of apostrophe and one space between words. Big
// and small letters stay what they are.
func nameKey(name string) string {
	if plainName(name) {
		return name
	}
	words := strings.Fields(withoutStops(strings.ReplaceAll(name, "’", "'")))
	for len(words) > 1 && (words[0] == "the" || words[0] == "The") {
		words = words[1:]
	}
	return joinInitials(words)
}

// withoutStops leaves out the stops of abbreviations: those that no small
// letter and no digit follows ("U.N.", "No. 10", but not "change.org").
func withoutStops(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if name[i] == '.' {
			if next, _ := utf8.DecodeRuneInString(name[i+1:]); !unicode.IsLower(next) && !unicode.IsDigit(next) {
				continue
			}
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// plainName tells a name that is its own key, as most are.
func plainName(name string) bool {
	letters := 0 // of the word so far
	for i := range len(name) {
		switch c := name[i]; {
		case c == '.' || c >= utf8.RuneSelf || c < ' ':
			return false
		case c != ' ':
			letters++
		case letters < 2:
			return false
		default:
			letters = 0
		}
	}
	return letters > 1 && !strings.HasPrefix(name, "the ") && !strings.HasPrefix(name, "The ")
}

// joinInitials writes words with one space between them and none between
// single capitals: "J D Vance" is "JD Vance".
func joinInitials(words []string) string {
	var b strings.Builder
	last := false
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		initial := n == len(w) && unicode.IsUpper(r)
		if i > 0 && !(last && initial) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		last = initial
	}
	return b.String()
}

// surnameKey is what surnames are compared by.
func surnameKey(surname string) string {
	return strings.ToLower(nameKey(surname))
}

// titleKey is what titles are compared by: small letters without stops, a
// hyphen as a space.
func titleKey(title string) string {
	return strings.ToLower(nameKey(strings.Join(strings.Fields(strings.ReplaceAll(title, "-", " ")), " ")))
}

// particles begin a surname of more than one word.
var particles = []string{"al", "el", "de", "del", "della", "der", "di", "da", "dos", "du", "la", "le", "van", "von", "bin", "ben", "ibn", "den", "ter"}

// suffixes follow a surname and are no part of it.
var suffixes = []string{"jr", "sr", "ii", "iii", "iv"}

// surnamesOf are the keys that a name's surname is found by: its last word,
// with the particles before it, and without "al-".
func surnamesOf(name string) []string {
	words := strings.Fields(surnameKey(strings.ReplaceAll(name, ",", " ")))
	for len(words) > 1 && slices.Contains(suffixes, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return nil
	}
	last := words[len(words)-1]
	out := []string{last}
	if article, rest, ok := strings.Cut(last, "-"); ok && (article == "al" || article == "el") && rest != "" {
		out = append(out, rest)
	}
	first := len(words) - 1
	for first > 1 && slices.Contains(particles, words[first-1]) {
		first--
	}
	if first < len(words)-1 {
		out = append(out, strings.Join(words[first:], " "))
	}
	return out
}

// findable tells whether an entity may be looked up by the key of a name:
// persons never by one word.
func findable(kind onrecord.EntityKind, key string) bool {
	return key != "" && (kind != onrecord.Person || strings.IndexByte(key, ' ') > 0)
}
