package verify

import (
	"cmp"
	"math"
	"slices"
)

// band is a range of diagonals: word i of the quotation against words i+lo to
// i+hi of the transcript.
type band struct{ lo, hi int }

const (
	binWidth  = 16 // diagonals that are counted together
	bandSlack = 24 // and what the alignment may stray from them
	nearby    = 64 // … around the best ones, where the rest of a cut quotation often stands
	maxBands  = 6
	leastPeak = 6    // the part of the best one's votes that a band must have
	frequent  = 1024 // places; a pair of words with more tells nothing
	rare      = 12   // a word is a seed by itself where it has no more places
	longQuery = 400  // words that are aligned at once
)

// votes is the memory that bands uses again for each quotation.
type votes struct {
	bins []float32
	hit  []int
}

// bands are the places of a transcript in which the words [from, to) of a query
// may stand: diagonals with many and rare pairs of words that follow each other
// in both texts, the best first.
func (s *source) bands(v *vocabulary, q *query, from, to int, m *votes) []band {
	if len(s.words) == 0 || from >= to {
		return nil
	}
	bins := (len(s.words)+to)/binWidth + 2
	if len(m.bins) < bins {
		m.bins = make([]float32, bins)
	}
	add := func(i, j int, weight float32) {
		b := (j - i + to) / binWidth
		if b < 0 || b >= bins {
			return
		}
		if m.bins[b] == 0 {
			m.hit = append(m.hit, b)
		}
		m.bins[b] += weight
	}
	for i := from; i < to; i++ {
		s.vote(v, q, i, to, add)
	}
	found := m.best(to)
	for _, b := range m.hit {
		m.bins[b] = 0
	}
	m.hit = m.hit[:0]
	return found
}

// vote adds the votes of the query's word i and its next two neighbours.
func (s *source) vote(v *vocabulary, q *query, i, to int, add func(i, j int, weight float32)) {
	a := q.words[i].canon
	at := s.at(a)
	if len(at) == 0 {
		return
	}
	worth := func(n int, canon int32) float32 {
		return v.words[canon].weight * float32(math.Log2(float64(len(s.words)+2)/float64(n+1)))
	}
	own := worth(len(at), a)
	if len(at) <= rare || to-i == 1 && len(at) <= 4000 {
		for _, j := range at {
			add(i, int(j), own)
		}
	}
	for k := i + 1; k <= i+2 && k < to; k++ {
		b := q.words[k].canon
		other := s.at(b)
		if len(other) == 0 || min(len(other), len(at)) > frequent {
			continue
		}
		weight := own + worth(len(other), b)
		if len(other) < len(at) {
			for _, j := range other {
				if t := int(j) - (k - i); t >= 0 && s.words[t].canon == a {
					add(i, t, weight)
				}
			}
			continue
		}
		for _, j := range at {
			if t := int(j) + (k - i); t < len(s.words) && s.words[t].canon == b {
				add(i, int(j), weight)
			}
		}
	}
}

// best picks the bins with most votes, together with their neighbours, and
// gives them as bands.
func (m *votes) best(to int) []band {
	type peak struct {
		bin   int
		votes float32
	}
	sum := func(b int) float32 {
		t := m.bins[b]
		if b > 0 {
			t += 0.9 * m.bins[b-1]
		}
		if b+1 < len(m.bins) {
			t += 0.9 * m.bins[b+1]
		}
		return t
	}
	top := float32(0)
	for _, b := range m.hit {
		top = max(top, sum(b))
	}
	var peaks []peak
	for _, b := range m.hit {
		if v := sum(b); v >= top/leastPeak {
			peaks = append(peaks, peak{b, v})
		}
	}
	slices.SortFunc(peaks, func(a, b peak) int {
		return cmp.Or(cmp.Compare(b.votes, a.votes), cmp.Compare(a.bin, b.bin))
	})
	var out []band
	for _, p := range peaks {
		if len(out) == maxBands {
			break
		}
		lo := p.bin*binWidth - to
		b := band{lo - bandSlack, lo + binWidth + bandSlack}
		if len(out) < 2 {
			b = band{lo - nearby, lo + binWidth + nearby}
		}
		if !slices.ContainsFunc(out, func(o band) bool { return o.lo <= lo && lo+binWidth <= o.hi }) {
			out = append(out, b)
		}
	}
	return out
}

// merged puts bands in order and joins those that touch.
func merged(list []band) []band {
	slices.SortFunc(list, func(a, b band) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	var out []band
	for _, b := range list {
		if n := len(out); n > 0 && b.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, b.hi)
			continue
		}
		out = append(out, b)
	}
	return out
}
