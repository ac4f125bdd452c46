// Package metric holds the pure measures that onrecord is judged by: gold and
// predicted annotations in, counts out. It reads no files, knows no corpus and
// decides nothing about text; the corpora are eval/corpus's, the tables eval's.
//
// All positions are code points, the unit of the gold sets: shares of overlap
// would differ in bytes. Every matching is one-to-one, so swapping gold and
// predicted swaps precision and recall.
package metric

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Range is a half-open range [Start, End) of code points. It is a type of its
// own so that it cannot be mixed up with onrecord.Span, which counts bytes.
type Range struct{ Start, End int }

// UnmarshalJSON reads [start, end].
func (r *Range) UnmarshalJSON(data []byte) error {
	var pair []int
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fmt.Errorf("a range is [start, end], this one has %d numbers", len(pair))
	}
	*r = Range{pair[0], pair[1]}
	return nil
}

// MarshalJSON writes [start, end].
func (r Range) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{r.Start, r.End}) }

// compareRanges orders ranges by start, then end.
func compareRanges(a, b Range) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}

// PRF counts a set comparison: how many predictions and how many gold items
// there are, and how many were matched with each other.
type PRF struct{ Hit, Predicted, Gold int }

// Add sums counts, for micro averages over articles.
func (c *PRF) Add(o PRF) {
	c.Hit += o.Hit
	c.Predicted += o.Predicted
	c.Gold += o.Gold
}

// P is precision in percent, 0 where nothing was predicted.
func (c PRF) P() float64 { return 100 * ratio(c.Hit, c.Predicted) }

// R is recall in percent, 0 where there is no gold.
func (c PRF) R() float64 { return 100 * ratio(c.Hit, c.Gold) }

// F is the harmonic mean of precision and recall in percent.
func (c PRF) F() float64 {
	p, r := ratio(c.Hit, c.Predicted), ratio(c.Hit, c.Gold)
	if p+r == 0 {
		return 0
	}
	return 200 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Share is a part of a whole, both counted.
type Share struct{ Part, Whole int }

// Add sums counts.
func (s *Share) Add(o Share) {
	s.Part += o.Part
	s.Whole += o.Whole
}

// Count adds one to the whole, and to the part where it belongs to it.
func (s *Share) Count(part bool) {
	s.Whole++
	if part {
		s.Part++
	}
}

// Percent is the share in percent; false where the whole is empty.
func (s Share) Percent() (float64, bool) { return 100 * ratio(s.Part, s.Whole), s.Whole > 0 }

// Exact compares two bags of ranges: a hit is the same range in both, each
// used once.
func Exact(gold, predicted []Range) PRF { return bags(gold, predicted) }

// bags is the size of the intersection of two multisets.
func bags[K comparable](gold, predicted []K) PRF {
	left := make(map[K]int, len(gold))
	for _, k := range gold {
		left[k]++
	}
	c := PRF{Predicted: len(predicted), Gold: len(gold)}
	for _, k := range predicted {
		if left[k] > 0 {
			left[k]--
			c.Hit++
		}
	}
	return c
}

// cover is a sorted list of disjoint ranges: the set of code points that some
// ranges cover.
type cover []Range

func coverOf(ranges []Range) cover {
	var out cover
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, compareRanges)
	for _, r := range sorted {
		if r.End <= r.Start {
			continue
		}
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

func (c cover) size() int {
	n := 0
	for _, r := range c {
		n += r.End - r.Start
	}
	return n
}

// shared counts the code points in both.
func (c cover) shared(d cover) int {
	n := 0
	for i, j := 0, 0; i < len(c) && j < len(d); {
		if lo, hi := max(c[i].Start, d[j].Start), min(c[i].End, d[j].End); lo < hi {
			n += hi - lo
		}
		if c[i].End < d[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

// jaccard is the share of the code points of either that are in both, 0 where
// both are empty.
func (c cover) jaccard(d cover) float64 {
	both := c.shared(d)
	if both == 0 {
		return 0
	}
	return float64(both) / float64(c.size()+d.size()-both)
}
