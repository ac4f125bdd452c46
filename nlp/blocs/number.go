package blocs

import (
	"strconv"
	"strings"
)

// number is a count that a text gives.
type number struct {
	n           int
	first, last int // its words, those that make it approximate among them
	approximate bool
}

// numberAt reads the number that starts at word i: "12", "1,000", "twelve",
// "twenty-eight", "a dozen", "three dozen", "two hundred".
func (t *text) numberAt(s *sentence, i int) (number, bool) {
	n, ok := t.count(s.low(i))
	last := i + 1
	if !ok {
		if (s.low(i) != "a" || s.low(i+1) != "dozen" && s.low(i+1) != "hundred") && s.low(i) != "dozen" {
			return number{}, false
		}
		n = 1
		if s.low(i) == "dozen" {
			last = i
		}
	}
	switch s.low(last) {
	case "dozen":
		n, last = n*12, last+1
	case "hundred":
		n, last = n*100, last+1
	}
	if n <= 0 || n > 1000 {
		return number{}, false
	}
	out := number{n: n, first: i, last: last}
	t.approximate(s, &out)
	return out, true
}

// count is the number that a word writes, in figures or out.
func (t *text) count(word string) (int, bool) {
	if v, ok := t.f.lex["number"][word]; ok {
		n, err := strconv.Atoi(v)
		return n, err == nil
	}
	if tens, units, ok := strings.Cut(word, "-"); ok {
		a, ok1 := t.f.lex["number"][tens]
		b, ok2 := t.f.lex["number"][units]
		x, err1 := strconv.Atoi(a)
		y, err2 := strconv.Atoi(b)
		return x + y, ok1 && ok2 && err1 == nil && err2 == nil && x >= 20 && y < 10
	}
	if len(word) > 5 || word == "" || word[0] < '0' || word[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(word, ",", ""))
	return n, err == nil
}

// approximate looks for "more than", "some", "or so" around a number.
func (t *text) approximate(s *sentence, n *number) {
	for _, words := range []int{2, 1} {
		if n.first < words {
			continue
		}
		if t.f.lex.is("approximate", strings.Join(lows(s, n.first-words, n.first), " ")) {
			n.first, n.approximate = n.first-words, true
			break
		}
	}
	if s.low(n.last) == "or" && (s.low(n.last+1) == "so" || s.low(n.last+1) == "more") {
		n.last, n.approximate = n.last+2, true
	} else if s.low(n.last) == "-" && s.low(n.last+1) == "plus" || s.low(n.last) == "-plus" || s.low(n.last) == "+" {
		n.approximate = true
	}
}

func lows(s *sentence, first, last int) []string {
	var out []string
	for i := first; i < last; i++ {
		out = append(out, s.low(i))
	}
	return out
}

// compound reads a modifier such as "65-nation" or "twelve-country", or "65
// nation" in two words before a head: the number and how many words it takes.
func (t *text) compound(s *sentence, i int) (n number, words int, ok bool) {
	w := s.low(i)
	at := strings.LastIndexByte(w, '-')
	if at > 0 && t.f.lex.is("member", w[at+1:]) {
		if c, ok := t.count(strings.TrimSuffix(w[:at], "-plus")); ok && c > 1 && c <= 1000 {
			n := number{n: c, first: i, last: i + 1}
			t.approximate(s, &n)
			n.approximate = n.approximate || strings.HasSuffix(w[:at], "-plus")
			return n, 1, true
		}
		return number{}, 0, false
	}
	if c, ok := t.numberAt(s, i); ok && c.last == i+1 && t.f.lex.is("member", s.low(i+1)) {
		c.last = i + 2
		return c, 2, true
	}
	return number{}, 0, false
}
