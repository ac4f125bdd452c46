package quote

// action is what a mark does.
type action uint8

const (
	ignores action = iota
	opens
	closes
	reopensHere
)

// state is the stack of open quotations: two bits each, outermost lowest.
type state uint8

const (
	deepest = 3
	states  = 1 << (2 * deepest)
)

// Costs of readings that are not well-formed.
const (
	costUnclosed  = 7  // a quotation without closing mark
	costContinued = 1  // … that the next paragraph takes up
	costUnopened  = 9  // a closing mark without quotation
	costSame      = 7  // a quotation directly within one of its family
	costReopened  = 5  // an opening mark while its family is open, after a stop
	costReplaced  = 9  // … not after a stop
	costDropped   = 7  // an inner quotation that ends with the outer one
	costSingle    = 10 // a closing single mark without quotation: an apostrophe
)

func (s state) depth() int {
	switch {
	case s == 0:
		return 0
	case s < 1<<2:
		return 1
	case s < 1<<4:
		return 2
	}
	return 3
}

func (s state) push(f family) state {
	d := s.depth()
	if d == deepest {
		return s
	}
	return s | state(f)<<(2*d)
}

func (s state) top() family {
	if s == 0 {
		return none
	}
	return family(s >> (2 * (s.depth() - 1)) & 3)
}

// cut keeps the n outermost.
func (s state) cut(n int) state { return s & (1<<(2*n) - 1) }

// find is the depth of the innermost of a family, or 0.
func (s state) find(f family) int {
	for d := s.depth(); d > 0; d-- {
		if family(s>>(2*(d-1))&3) == f {
			return d
		}
	}
	return 0
}

// step is how a state was reached.
type step struct {
	from state
	act  action
}

const impossible = -1 << 30

// decode finds the best reading of a paragraph's marks by Viterbi's algorithm.
// start is the stack at the paragraph's beginning, reopens the family of the
// mark that the next one begins with.
func decode(marks []mark, start state, reopens family) []action {
	if len(marks) == 0 {
		return nil
	}
	var best, next [states]int
	for s := range best {
		best[s] = impossible
	}
	best[start] = 0
	back := make([][states]step, len(marks))
	for i := range marks {
		for s := range next {
			next[s] = impossible
		}
		for s, sum := range best {
			if sum == impossible {
				continue
			}
			from := state(s)
			reach := func(to state, act action, gain int) {
				if sum+gain > next[to] {
					next[to] = sum + gain
					back[i][to] = step{from, act}
				}
			}
			readings(&marks[i], from, reach)
		}
		best = next
	}
	end, top := state(0), impossible
	for s, sum := range best {
		if sum == impossible {
			continue
		}
		cost := state(s).depth() * costUnclosed
		if s != 0 && family(s&3) == reopens {
			cost = costContinued * state(s).depth()
		}
		if sum-cost > top {
			end, top = state(s), sum-cost
		}
	}
	acts := make([]action, len(marks))
	for i := len(marks) - 1; i >= 0; i-- {
		acts[i] = back[i][end].act
		end = back[i][end].from
	}
	return acts
}

// readings calls reach with each state that a mark may lead to.
func readings(m *mark, from state, reach func(to state, act action, gain int)) {
	reach(from, ignores, m.ignore)
	depth := from.find(m.family)
	if from.depth() < deepest {
		cost := 0
		if depth > 0 {
			cost = costSame
		}
		reach(from.push(m.family), opens, m.open-cost)
	}
	if depth == 0 {
		if m.family == single {
			reach(from, closes, m.close-2*costSingle)
		} else {
			reach(from, closes, m.close-costUnopened)
		}
		return
	}
	dropped := (from.depth() - depth) * costDropped
	reach(from.cut(depth-1), closes, m.close-dropped)
	if m.afterStop {
		reach(from.cut(depth), reopensHere, m.open-costReopened-dropped)
	} else {
		reach(from.cut(depth), reopensHere, m.open-costReplaced-dropped)
	}
}
