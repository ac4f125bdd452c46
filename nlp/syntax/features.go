package syntax

import (
	"unicode"
	"unicode/utf8"
)

// featureCount is how many features a word has.
const featureCount = 15

// Features are the hashed features of one word in its sentence.
type Features struct{ Keys [featureCount]uint32 }

// fold hashes a word without regard to case; digits count as one.
func fold(seed uint32, s string) uint32 {
	h := seed*16777619 ^ 2166136261
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= '0' && c <= '9':
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func mix(h uint32, n uint32) uint32 {
	h = (h ^ n*0x9E3779B1) * 0x85EBCA6B
	return h ^ h>>15
}

// shape says how a word is written: capitals, digits, hyphens.
func shape(s string) uint32 {
	r, size := utf8.DecodeRuneInString(s)
	var out uint32
	switch {
	case unicode.IsUpper(r):
		out = 1
	case r >= '0' && r <= '9':
		out = 2
	}
	for _, r := range s[size:] {
		switch {
		case unicode.IsUpper(r):
			out |= 4
		case r >= '0' && r <= '9':
			out |= 8
		case r == '-':
			out |= 16
		}
	}
	return out
}

func suffix(s string, n int) string { return s[max(0, len(s)-n):] }

// lexeme is what the features need of a word, computed once.
type lexeme struct{ self, three, two, next, form uint32 }

// Prepare computes what the features of a sentence's words need of each.
func Prepare(words []string) []lexeme {
	out := make([]lexeme, len(words))
	for i, w := range words {
		end := suffix(w, 3)
		out[i] = lexeme{fold(3, w), fold(4, end), fold(5, suffix(w, 2)), fold(6, end), shape(w)}
	}
	return out
}

// Fill computes the features of word i, given the tags of the words before.
func (f *Features) Fill(words []lexeme, tags []Tag, i int) {
	word := func(k int) uint32 {
		switch {
		case k < 0:
			return 1
		case k >= len(words):
			return 2
		}
		return words[k].self
	}
	tag := func(k int) uint32 {
		if k < 0 {
			return uint32(Count)
		}
		return uint32(tags[k])
	}
	w, t1, t2 := words[i], tag(i-1), tag(i-2)
	self, next, prev := w.self, word(i+1), word(i-1)
	form := w.form
	if t1 == uint32(Count) || (t1 >= uint32(Mark) && t1 != uint32(Comma)) {
		form |= 32 // a capital after a stop says less
	}
	nextEnd, nextForm := fold(6, ""), uint32(0)
	if i+1 < len(words) {
		nextEnd, nextForm = words[i+1].next, words[i+1].form
	}
	f.Keys = [featureCount]uint32{
		mix(self, 1), mix(w.three, 2), mix(w.two^form<<8, 3), mix(form, 4),
		mix(t1, 5), mix(t1<<8|t2, 6), mix(self^t1<<4, 7), mix(prev, 8), mix(next, 9), mix(word(i+2), 10),
		mix(nextEnd, 11), mix(self^next*31, 12), mix(self^form<<3, 13), mix(nextForm<<8|form, 14),
		mix(prev^word(i-2)*31, 15),
	}
	for k, key := range f.Keys {
		if key == 0 {
			f.Keys[k] = 1
		}
	}
}

// MarkTag is the tag of a word without letters and digits.
func MarkTag(w string) (Tag, bool) {
	r, size := utf8.DecodeRuneInString(w)
	switch w {
	case ",", "-", "--", "---", "–", "—", "―":
		return Comma, true
	case ".", "?", "!", ";", "…", "...", "....", ":":
		if w == ":" {
			return Mark, true
		}
		return Stop, true
	case `"`, "``", "''", "“", "”", "„", "«", "»", "‘", "’", "'", "`", "‹", "›", "‚", "‟", "‛":
		return Quot, true
	case "&", "%", "$", "€", "£":
		return Other, true
	}
	if size == len(w) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return Mark, true
	}
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return 0, false
		}
	}
	return Mark, true
}
