package verify

import "math"

// The method: local alignment of words with affine gaps (Smith and Waterman
// 1981, Gotoh 1982) in bands around seeds, and with jumps: a quotation's next
// word may also stand anywhere else in the bands, at a price. So a quotation
// that is cut, spliced or put in another order is one best path, and how it
// jumps says what was done to it.

// Prices, in units of the agreement of one word that carries content.
const (
	costReplace    = 0.5  // a word for another
	costOpen       = 0.5  // a gap
	costDropped    = 0.12 // each word of the transcript in it, and
	costDroppedBy  = 0.06 // … of its weight
	costAdded      = 0.2  // each word of the quotation in it, and
	costAddedBy    = 0.3  // … of its weight
	gainStem       = 0.5  // of a word's weight, where it has another ending
	costJump       = 2.0
	costJumpStart  = 1.5 // where a sentence of the quotation begins
	costJumpClean  = 0.9 // … and one of the transcript, and one ended before
	costJumpMarked = 0.4 // where a mark says that something is left out
	costFar        = 0.25
	costFarMarked  = 0.08 // per doubling of the distance
	costBack       = 0.6  // to a place before
	costTurn       = 0.3  // into another turn
	costStranger   = 0.8  // of somebody else than the quotation is given to
	costAway       = 0.4  // from where other quotations of the article stand, for a start
)

// state is one of the three states of a cell.
type state uint8

const (
	match state = iota // the words stand against each other
	drop               // the transcript's word has none
	added              // the quotation's word has none
)

// step is one step of an alignment. Either index is -1 where a word has no
// counterpart.
type step struct{ q, t int }

// alignment is the best path of a quotation through a transcript.
type alignment struct {
	steps []step // in the quotation's order
	score float32
}

// cell holds the scores of the three states and how each was reached.
type cell struct {
	score [3]float32
	from  [3]state
	jump  int32 // the cell, by number, that match was reached from by a jump; -1 for a start; noJump
}

const (
	noJump = -2
	never  = float32(-1e9)
)

// aligner has the memory that alignments use again.
type aligner struct {
	cells   []cell
	columns []int32 // start of each band's columns within a row
	ends    []int32 // best cell of each band in the row before, by number, or -1
	next    []int32
}

// grid is one alignment under way.
type grid struct {
	*aligner
	v        *vocabulary
	s        *source
	q        *query
	from, n  int // the query's words [from, from+n)
	bands    []band
	width    int
	near     []int // places of the article's other quotations
	strange  []bool
	headCost float32
}

// align finds the best path of the words [from, to) of a query within bands.
func (a *aligner) align(v *vocabulary, s *source, q *query, from, to int, bands []band, near []int) alignment {
	g := &grid{aligner: a, v: v, s: s, q: q, from: from, n: to - from, bands: bands, near: near}
	a.columns = a.columns[:0]
	for _, b := range bands {
		a.columns = append(a.columns, int32(g.width))
		g.width += b.hi - b.lo + 1
	}
	if need := g.width * g.n; cap(a.cells) < need {
		a.cells = make([]cell, need)
	} else {
		a.cells = a.cells[:need]
	}
	if cap(a.ends) < len(bands) {
		a.ends, a.next = make([]int32, len(bands)), make([]int32, len(bands))
	}
	a.ends, a.next = a.ends[:len(bands)], a.next[:len(bands)]
	for i := range a.ends {
		a.ends[i] = -1
	}
	g.strangers()
	for i := 0; i < g.n; i++ {
		g.row(i)
		a.ends, a.next = a.next, a.ends
	}
	return g.trace()
}

// strangers notes which voices are not of the one whom the quotation is given to.
func (g *grid) strangers() {
	if len(g.q.names) == 0 {
		return
	}
	g.strange = make([]bool, len(g.s.voices))
	for i := range g.s.voices {
		g.strange[i] = g.s.voices[i].agrees(g.q.names) != same
	}
}

// column is where the transcript's word j stands in row i of band b.
func (g *grid) number(i, b, d int) int { return i*g.width + int(g.columns[b]) + d }

// row computes all cells of the quotation's word i.
func (g *grid) row(i int) {
	head := g.headCost
	for b, r := range g.bands {
		g.next[b] = -1
		best := never
		for d := 0; d <= r.hi-r.lo; d++ {
			j := g.from + i + r.lo + d
			c := &g.cells[g.number(i, b, d)]
			*c = cell{score: [3]float32{never, never, never}, jump: noJump}
			if j < 0 || j >= len(g.s.words) {
				continue
			}
			g.fill(c, i, b, d, j, head)
			if top := max(c.score[match], c.score[added]); top > best {
				best = top
				g.next[b] = int32(g.number(i, b, d))
			}
		}
	}
	w := g.q.weight(g.v, g.from+i)
	g.headCost += costAdded + costAddedBy*w
	if i == 0 {
		g.headCost += costOpen
	}
}

// fill computes a cell from its neighbours and by jumps.
func (g *grid) fill(c *cell, i, b, d, j int, head float32) {
	qi := g.from + i
	gain, equal := g.gain(qi, j)
	if i > 0 {
		p := &g.cells[g.number(i-1, b, d)]
		for from := match; from <= added; from++ {
			if s := p.score[from] + gain; p.score[from] > never/2 && s > c.score[match] {
				c.score[match], c.from[match] = s, from
			}
		}
		if d+1 <= g.bands[b].hi-g.bands[b].lo {
			up := &g.cells[g.number(i-1, b, d+1)]
			each := float32(costAdded) + costAddedBy*g.q.weight(g.v, qi)
			if s := up.score[match] - costOpen - each; up.score[match] > never/2 {
				c.score[added], c.from[added] = s, match
			}
			if s := up.score[added] - each; up.score[added] > never/2 && s > c.score[added] {
				c.score[added], c.from[added] = s, added
			}
		}
	}
	if d > 0 {
		left := &g.cells[g.number(i, b, d-1)]
		each := float32(costDropped) + costDroppedBy*g.v.words[g.s.words[j].canon].weight
		if s := left.score[match] - costOpen - each; left.score[match] > never/2 {
			c.score[drop], c.from[drop] = s, match
		}
		if s := left.score[drop] - each; left.score[drop] > never/2 && s > c.score[drop] {
			c.score[drop], c.from[drop] = s, drop
		}
	}
	if !equal {
		return
	}
	if s := gain - head - g.startCost(j); s > c.score[match] {
		c.score[match], c.jump = s, -1
	}
	if i > 0 && (i+1 == g.n || g.q.joins[qi] != none || j+1 == len(g.s.words) ||
		g.q.words[qi+1].canon == g.s.words[j+1].canon || g.q.joins[qi+1] != none || g.q.weight(g.v, qi) >= 1) {
		for _, from := range g.ends {
			if from < 0 {
				continue
			}
			p := &g.cells[from]
			s := max(p.score[match], p.score[added]) + gain - g.jumpCost(qi, g.place(int(from)), j)
			if s > c.score[match] {
				c.score[match], c.jump = s, from
			}
		}
	}
}

// place is the transcript's word of a cell.
func (g *grid) place(number int) int {
	i, column := number/g.width, number%g.width
	b := len(g.bands) - 1
	for int(g.columns[b]) > column {
		b--
	}
	return g.from + i + g.bands[b].lo + column - int(g.columns[b])
}

// gain is what it brings to set the quotation's word against the
// transcript's, and whether the two agree.
func (g *grid) gain(qi, j int) (float32, bool) {
	a, b := g.q.words[qi].canon, g.s.words[j].canon
	x := &g.v.words[a]
	if a == b {
		return x.weight, true
	}
	y := &g.v.words[b]
	if x.stem == y.stem {
		return gainStem * x.weight, false
	}
	return -costReplace * max(x.weight, y.weight, 0.3), false
}

func (g *grid) startCost(j int) float32 {
	cost := float32(0)
	if g.strange != nil && g.strange[g.s.turns[g.s.words[j].turn]] {
		cost += costStranger
	}
	if len(g.near) > 0 {
		cost += costAway
		for _, n := range g.near {
			if j-n < 400 && n-j < 400 {
				cost -= costAway
				break
			}
		}
	}
	return cost
}

// jumpCost is the price of a jump to word j from word p.
func (g *grid) jumpCost(qi, p, j int) float32 {
	cost, far := float32(costJump), float32(costFar)
	switch {
	case g.q.joins[qi] != none:
		cost, far = costJumpMarked, costFarMarked
	case g.q.begins[qi]:
		cost = costJumpStart
		if g.s.begins(j) && (p+1 == len(g.s.words) || g.s.begins(p+1)) {
			cost = costJumpClean
		}
	}
	away := j - p
	if away <= 0 {
		away = 1 - away
		cost += costBack
	}
	cost += far * float32(math.Log2(float64(away+1)))
	if a, b := g.s.words[p].turn, g.s.words[j].turn; a != b {
		cost += costTurn
		if x, y := g.s.turns[a], g.s.turns[b]; x != y && (g.strange == nil || g.strange[y]) {
			cost += costStranger
		}
	}
	return cost
}

// trace follows the best path back from the quotation's end.
func (g *grid) trace() alignment {
	end, top := -1, never
	tail := float32(0)
	var rest int
	for i := g.n - 1; i >= 0; i-- {
		for number := i * g.width; number < (i+1)*g.width; number++ {
			if s := g.cells[number].score[match] - tail; s > top {
				top, end, rest = s, number, g.n-1-i
			}
		}
		if i == g.n-1 {
			tail += costOpen
		}
		tail += costAdded + costAddedBy*g.q.weight(g.v, g.from+i)
	}
	if end < 0 {
		return alignment{score: never}
	}
	var back []step
	for k := 0; k < rest; k++ {
		back = append(back, step{g.from + g.n - 1 - k, -1})
	}
	at, st := end, match
	for {
		i := at / g.width
		c := &g.cells[at]
		j := g.place(at)
		switch st {
		case match:
			back = append(back, step{g.from + i, j})
			if c.jump >= 0 {
				at = int(c.jump)
				st = match
				if p := &g.cells[at]; p.score[added] > p.score[match] {
					st = added
				}
				continue
			}
			if c.jump == -1 {
				for k := i - 1; k >= 0; k-- {
					back = append(back, step{g.from + k, -1})
				}
				return alignment{reversed(back), top}
			}
			st = c.from[match]
			at -= g.width
		case drop:
			back = append(back, step{-1, j})
			st = c.from[drop]
			at--
		case added:
			back = append(back, step{g.from + i, -1})
			st = c.from[added]
			at -= g.width - 1
		}
	}
}

func reversed(list []step) []step {
	out := make([]step, len(list))
	for i, s := range list {
		out[len(list)-1-i] = s
	}
	return out
}
