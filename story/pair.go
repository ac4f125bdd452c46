package story

import (
	"cmp"
	"maps"
	"slices"
)

// pair is two statements of different articles, with what speaks for their
// being one.
type pair struct {
	a, b     int // indexes of sides, a < b
	features []float64
	score    float64 // log-odds that they are reports of one utterance
}

// pairs gives the pairs of a story's statements that have a telling word, or
// words akin, in common.
func (s *scene) pairs(sides []side) []pair {
	local := make([]bag, len(sides))
	for i := range sides {
		local[i] = s.local(&sides[i])
	}
	var out []pair
	for _, c := range s.candidates(sides, local) {
		a, b := &sides[c[0]], &sides[c[1]]
		out = append(out, pair{a: c[0], b: c[1], features: s.describe(a, b, local[c[0]], local[c[1]])})
	}
	rankRivals(sides, out)
	return out
}

// candidates gives pairs with a word in common, of different articles, in order.
func (s *scene) candidates(sides []side, local []bag) [][2]int {
	var out [][2]int
	if len(sides) <= fewSides {
		for i := range sides {
			for j := i + 1; j < len(sides); j++ {
				if sides[i].article != sides[j].article {
					out = append(out, [2]int{i, j})
				}
			}
		}
		return out
	}
	having := map[uint32][]int32{}
	for i := range sides {
		for _, t := range local[i] {
			if t.weight >= telling {
				having[t.stem] = append(having[t.stem], int32(i))
			}
		}
	}
	for i := range sides {
		for _, j := range closest(i, sides, local, having) {
			out = append(out, [2]int{min(i, j), max(i, j)})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// closest gives the sides of other articles that have most in common with side
// i, by words that not too many have.
func closest(i int, sides []side, local []bag, having map[uint32][]int32) []int {
	mass := map[int]float64{}
	for _, t := range local[i] {
		if list := having[t.stem]; len(list) <= mostHaving {
			for _, j := range list {
				if sides[j].article != sides[i].article {
					mass[int(j)] += float64(t.weight)
				}
			}
		}
	}
	out := slices.Collect(maps.Keys(mass))
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(mass[b], mass[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), mostClosest)]
}

const (
	fewSides   = 200  // so many are compared each with each
	telling    = 0.05 // the least local weight of a word that makes a candidate
	mostHaving = 400  // statements of a story that have a word that leads from one to another
	// mostClosest is how many others each statement of a larger story is compared with: fifty
	// outlets, and some rivals.
	mostClosest = 120
)

// rankRivals fills in, for each pair, how many statements of the other's
// article suit each side better, and by how much the best of the others suits less.
func rankRivals(sides []side, pairs []pair) {
	type key struct{ side, article int }
	suits := map[key][]float64{}
	for i := range pairs {
		p := &pairs[i]
		v := p.features[fAffinity]
		suits[key{p.a, sides[p.b].article}] = append(suits[key{p.a, sides[p.b].article}], v)
		suits[key{p.b, sides[p.a].article}] = append(suits[key{p.b, sides[p.a].article}], v)
	}
	for k := range suits {
		slices.SortFunc(suits[k], func(a, b float64) int { return cmp.Compare(b, a) })
	}
	standing := func(k key, v float64) (rank, margin float64) {
		list := suits[k]
		better := 0
		for better < len(list) && list[better] > v {
			better++
		}
		other := 0.0
		switch {
		case better > 0:
			other = list[0]
		case len(list) > 1:
			other = list[1]
		}
		return float64(min(better, 9)), v - other
	}
	for i := range pairs {
		p := &pairs[i]
		v := p.features[fAffinity]
		ra, ma := standing(key{p.a, sides[p.b].article}, v)
		rb, mb := standing(key{p.b, sides[p.a].article}, v)
		copy(p.features[fRank:], []float64{min(ra, rb), max(ra, rb), max(ma, mb), min(ma, mb)})
	}
}

const (
	fQuotedRun = 2
	fRank      = 39
	fAffinity  = 43

	wordy = 0.3 // what two quoted words weigh, to be more than "of the"
)
