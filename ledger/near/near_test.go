package near

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// prose draws words from a vocabulary of 5,000.
func prose(seed uint64, words int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, words)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", r.IntN(5000))
	}
	return out
}

func shareBand(a, b Shingles) bool {
	return slices.ContainsFunc(a.Sketch().Bands, func(v int64) bool { return slices.Contains(b.Sketch().Bands, v) })
}

func TestCopiesShareABandAndOthersDoNot(t *testing.T) {
	missed, falsely := 0, 0
	for n := range uint64(100) {
		text := prose(n, 600)
		// A wire copy with a paragraph cut and an editor's words in between.
		edited := slices.Concat(text[:300], prose(1000+n, 20), text[340:])
		a, b, other := Shingle(strings.Join(text, " ")), Shingle(strings.Join(edited, ", ")), Shingle(strings.Join(prose(5000+n, 600), " "))
		if s := a.Similarity(b); s < 0.85 || s > 0.95 || s != b.Similarity(a) {
			t.Errorf("similarity %.2f", s)
		}
		if !shareBand(a, b) {
			missed++
		}
		if shareBand(a, other) {
			falsely++
		}
	}
	if missed > 1 || falsely > 0 {
		t.Errorf("%d of 100 copies missed, %d others taken for copies", missed, falsely)
	}
}

// The estimate is near the truth, whatever that is.
func TestLikenessEstimatesSimilarity(t *testing.T) {
	for _, kept := range []int{600, 560, 500, 300, 100, 0} {
		off, falsely := 0.0, 0
		for n := range uint64(100) {
			text := prose(n, 600)
			a, b := Shingle(strings.Join(text, " ")), Shingle(strings.Join(slices.Concat(text[:kept], prose(9000+n, 600-kept)), " "))
			similarity, likeness := a.Similarity(b), Likeness(a.Sketch().Bytes, b.Sketch().Bytes)
			off += math.Abs(similarity - likeness)
			if (similarity > Alike) && likeness < MaybeAlike || similarity < 0.2 && likeness >= MaybeAlike {
				falsely++
			}
		}
		if off > 7 || falsely > 1 {
			t.Errorf("with %d of 600 words kept the estimate is off by %.3f, and wrong for %d of 100", kept, off/100, falsely)
		}
	}
}

func TestCaseAndPunctuationDoNotMatter(t *testing.T) {
	a, b := Shingle("The bridge, he said, “will open”."), Shingle("the bridge he said will OPEN")
	if a.Similarity(b) != 1 || len(a) != 3 {
		t.Errorf("similarity %.2f of %d runs", a.Similarity(b), len(a))
	}
}

func TestShortTextsAreNotCompared(t *testing.T) {
	if s := Shingle(strings.Join(prose(1, 40), " ")).Sketch(); s.Bands != nil || s.Bytes != nil || Likeness(s.Bytes, s.Bytes) != 0 {
		t.Errorf("%+v", s)
	}
	if s := Shingle("").Similarity(Shingle("")); s != 0 {
		t.Errorf("similarity %v of nothing", s)
	}
}

func BenchmarkSketch(b *testing.B) {
	text := strings.Join(prose(1, 750), " ")
	for b.Loop() {
		Shingle(text).Sketch()
	}
}
