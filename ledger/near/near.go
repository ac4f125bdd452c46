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

// MaybeAlike is the least Likeness of texts that are worth comparing.
const MaybeAlike = 0.5

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

// Sketch is what near copies of a text are found by. It is empty for a text too
// short to tell.
type Sketch struct {
	Bands []int64 // of which near copies have at least one in common
	Bytes []byte  // what Likeness compares
}

// Sketch sketches the text.
func (s Shingles) Sketch() Sketch {
	if len(s) < minShingles {
		return Sketch{}
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
	out := Sketch{make([]int64, bands), make([]byte, len(least))}
	for band := range out.Bands {
		h := uint64(band)
		for _, v := range least[band*rows : (band+1)*rows] {
			h = mix(h ^ v)
		}
		out.Bands[band] = int64(int32(h >> 32)) // 32 bits: short in a database
	}
	for i, v := range least {
		out.Bytes[i] = byte(mix(v))
	}
	return out
}

// Likeness estimates by the bytes of two sketches how similar their texts are, from
// 0 to 1. Texts as similar as Alike have a likeness under MaybeAlike once in 500 times
// (a share of 48 draws).
func Likeness(a, b []byte) float64 {
	if len(a) != len(b) || len(a) == 0 {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / float64(len(a))
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
