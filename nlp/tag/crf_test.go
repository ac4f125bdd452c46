package tag

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// draw makes a small random field and paragraph.
func draw(t *rapid.T) (crf, []scores) {
	f := rapid.Float32Range(-3, 3)
	c := newCRF(rapid.SliceOfN(f, int(labelCount)*int(labelCount), int(labelCount)*int(labelCount)).Draw(t, "transitions"))
	emissions := make([]scores, rapid.IntRange(1, 5).Draw(t, "tokens"))
	for i := range emissions {
		copy(emissions[i][:], rapid.SliceOfN(f, int(labelCount), int(labelCount)).Draw(t, "emissions"))
	}
	return c, emissions
}

// every calls use with every sequence of n labels.
func every(n int, use func([]Label)) {
	labels := make([]Label, n)
	var fill func(int)
	fill = func(i int) {
		if i == n {
			use(labels)
			return
		}
		for l := range labelCount {
			labels[i] = l
			fill(i + 1)
		}
	}
	fill(0)
}

func (c *crf) score(emissions []scores, labels []Label) float64 {
	s := float64(emissions[0][labels[0]] + start(labels[0]))
	for i := 1; i < len(labels); i++ {
		s += float64(c.transition[labels[i-1]][labels[i]] + emissions[i][labels[i]])
	}
	return s
}

func TestDecodeFindsTheBestOfAllSequences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, emissions := draw(t)
		best := math.Inf(-1)
		every(len(emissions), func(l []Label) { best = max(best, c.score(emissions, l)) })
		got := c.decode(emissions)
		if s := c.score(emissions, got); math.Abs(s-best) > 1e-3 {
			t.Fatalf("%v scores %g, the best is %g", got, s, best)
		}
		previous := Outside
		for _, l := range got {
			if inside(l) && previous != l && previous != l-1 {
				t.Fatalf("%v follows %v", l, previous)
			}
			previous = l
		}
	})
}

func TestSpanProbabilityIsTheShareOfAllSequencesThatHoldTheSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, emissions := draw(t)
		n := len(emissions)
		first := rapid.IntRange(0, n-1).Draw(t, "first")
		last := rapid.IntRange(first+1, n).Draw(t, "last")
		begin := rapid.SampledFrom([]Label{BeginSource, BeginCue, BeginContent}).Draw(t, "role")
		all, with := 0.0, 0.0
		every(n, func(l []Label) {
			p := math.Exp(c.score(emissions, l))
			all += p
			if l[first] != begin || last < n && l[last] == begin+1 {
				return
			}
			for i := first + 1; i < last; i++ {
				if l[i] != begin+1 {
					return
				}
			}
			with += p
		})
		lattice := c.sum(emissions)
		if got := lattice.span(first, last, begin); math.Abs(got-with/all) > 1e-3 {
			t.Fatalf("probability %g, want %g", got, with/all)
		}
	})
}
