package story

import (
	"cmp"
	"slices"
)

// Near copies are found by the runs of runLength words that two articles have
// in common. Of all runs those are kept whose hash says so, one in sampled
// (Broder 1997's sampling modulo m), each in a list of the articles that have it:
// unlike MinHash it estimates how much of the shorter article the longer has,
// so that a copy whose end is cut off is as near as the whole.
const (
	runLength   = 5
	sampled     = 4
	fewestRuns  = 10  // kept ones: shorter notices are alike without being copies
	mostSharing = 200 // articles with one run: more have it from no one article
	// CopyFrom is the least share of the shorter article's runs that a near copy has.
	CopyFrom = 0.6
)

// runsOf gives the hashes of the runs that are kept, in order, each once.
func runsOf(ws []word) []uint32 {
	var out []uint32
	var window [runLength]uint32
	n := 0
	for i := range ws {
		if ws[i].said == 0 {
			continue
		}
		copy(window[:], window[1:])
		window[runLength-1] = ws[i].said
		if n++; n < runLength {
			continue
		}
		h := uint64(14695981039346656037)
		for _, w := range window {
			h = mix(h ^ uint64(w))
		}
		if h%sampled == 0 {
			out = append(out, uint32(h>>32))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mix spreads the bits of a hash (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// likeness is another article, with how much it has in common.
type likeness struct {
	article int32
	value   float64
}

// copiesOf gives the near copies of an article, in order of their numbers.
func (x *Index) copiesOf(i int) []likeness {
	mine := x.articles[i].runs
	if len(mine) < fewestRuns {
		return nil
	}
	shared := map[int32]int{}
	for _, h := range mine {
		if list := x.sharing[h]; len(list) > 1 && len(list) <= mostSharing {
			for _, j := range list {
				shared[j]++
			}
		}
	}
	var out []likeness
	for j, n := range shared {
		theirs := x.articles[j].runs
		if int(j) == i || len(theirs) < fewestRuns || n < fewestRuns/2 {
			continue
		}
		if v := float64(common(mine, theirs)) / float64(min(len(mine), len(theirs))); v >= CopyFrom {
			out = append(out, likeness{j, v})
		}
	}
	slices.SortFunc(out, func(a, b likeness) int { return cmp.Compare(a.article, b.article) })
	return out
}

// common counts what two sorted lists share.
func common(a, b []uint32) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
