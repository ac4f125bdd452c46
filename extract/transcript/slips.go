package transcript

// nearTitle tells a title with a letter wrong.
func nearTitle(w string) bool {
	if len(w) < 6 || words.title[w] {
		return false
	}
	for t := range words.title {
		if len(t) > 6 && nearly(w, t) {
			return true
		}
	}
	return false
}

// A label is a slip of one that occurs so many times as often, of so many
// frequent ones at most.
const (
	slipTimes = 5
	mostOften = 64
)

// slip finds the frequent label that an infrequent one is a misspelling of: the same title,
// and a name that differs in one letter, or by two that changed places.
func (s *speakers) slip(c candidate) (candidate, bool) {
	if len(c.key) < 7 {
		return c, false
	}
	for _, other := range s.often {
		if s.counts[other.key] >= slipTimes*s.counts[c.key] && other.key != c.key && nearly(c.key, other.key) {
			return other, true
		}
	}
	return c, false
}

// nearly tells whether two words differ by one letter put in, left out or
// changed, or by two neighbours that changed places.
func nearly(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
