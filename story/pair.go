package story

import (
	"cmp"
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
	seen := make([]int, len(sides)) // the last side that was joined with it
	for j := range sides {
		for _, t := range local[j] {
			if t.weight < telling {
				continue
			}
			list := having[t.stem]
			for _, i := range list {
				if sides[i].article != sides[j].article && seen[i] != j+1 {
					seen[i] = j + 1
					out = append(out, [2]int{int(i), j})
				}
			}
			if len(list) < mostHaving {
				having[t.stem] = append(list, int32(j))
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

const (
	fewSides   = 200  // so many are compared each with each
	telling    = 0.05 // the least local weight of a word that makes a candidate
	mostHaving = 400  // statements of a story that a word leads to
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
	fRank     = 39
	fAffinity = 43
)
