// Package near finds texts that are nearly the same, as wire copy is in many
// papers: input, a text; output, a sketch that two such texts share parts of,
// and the share of wording that two texts have in common. Method: MinHash over
// runs of four words (Broder 1997), in bands, so that texts alike in three
// quarters of their runs share a band nearly always. It does not say which of
// two texts was first.
package near

import (
	"math"
	"strings"
	"unicode"
)

const (
	bands   = 12
	rows    = 4 // hashes of each band
	shingle = 4 // words
	// minShingles is how many runs a text needs: short notices are alike
	// without being copies.
	minShingles = 40
)

// Alike is the least share of common wording that makes a near copy.
const Alike = 0.7

// Shingles are the hashes of a text's runs of words, each once.
type Shingles map[uint64]struct{}

// Shingle cuts a text into its runs of words. Case and punctuation do not
// matter.
func Shingle(text string) Shingles {
	out := Shingles{}
	var window [shingle]uint64
	n := 0
	for word := range strings.FieldsFuncSeq(text, notWord) {
		copy(window[:], window[1:])
		window[shingle-1] = hashWord(word)
		if n++; n >= shingle {
			var h uint64
			for _, w := range window {
				h = mix(h*31 + w)
			}
			out[h] = struct{}{}
		}
	}
	return out
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// hashWord is FNV-1a over the word in small letters.
func hashWord(word string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range word {
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
	}
	return h
}

// mix spreads the bits of a hash (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Bands gives one number for each band of the text's sketch: near copies have
// at least one in common. nil for a text too short to tell.
func (s Shingles) Bands() []int64 {
	if len(s) < minShingles {
		return nil
	}
	var least [bands * rows]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for h := range s {
		// The i-th hash function is a + i*b (Kirsch and Mitzenmacher 2006).
		b := mix(h) | 1
		for i := range least {
			least[i] = min(least[i], h)
			h += b
		}
	}
	out := make([]int64, bands)
	for band := range out {
		h := uint64(band)
		for _, v := range least[band*rows : (band+1)*rows] {
			h = mix(h ^ v)
		}
		out[band] = int64(int32(h >> 32)) // 32 bits: short in a database
	}
	return out
}

// Similarity is the share of all runs of both texts that they have in common,
// from 0 to 1.
func (s Shingles) Similarity(t Shingles) float64 {
	if len(s) > len(t) {
		s, t = t, s
	}
	common := 0
	for h := range s {
		if _, ok := t[h]; ok {
			common++
		}
	}
	if total := len(s) + len(t) - common; total > 0 {
		return float64(common) / float64(total)
	}
	return 0
}
