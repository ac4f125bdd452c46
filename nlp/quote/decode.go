package quote

// action is what a mark does.
type action uint8

const (
	ignores action = iota
	opens
	unopens
	reopensHere
	closes // and above: closes the quotation at depth 1, 2 or 3 of the stack
)

// closing is the action that closes the quotation at a depth, 1 the outermost.
func closing(depth int) action { return closes + action(depth-1) }

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
	costLoose     = 20 // … a single one: an apostrophe
	costSame      = 7  // a quotation directly within one of its family
	costMixed     = 3  // a curly one within a straight one, or the other way round
	costReopened  = 3  // an opening mark while its family is open, after a stop
	costReplaced  = 9  // … not after a stop
	costDropped   = 7  // an inner quotation that ends with the outer one
	costStyle     = 2  // a quotation closed by a mark of the other double family
	costLevel     = 9  // a double quotation closed by a single mark, or the other way round
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
	return s.at(s.depth())
}

// cut keeps the n outermost.
func (s state) cut(n int) state { return s & (1<<(2*n) - 1) }

// at is the family of the quotation at a depth, 1 the outermost.
func (s state) at(depth int) family { return family(s >> (2 * (depth - 1)) & 3) }

// find is the depth of the innermost of a family, or 0.
func (s state) find(f family) int {
	for d := s.depth(); d > 0; d-- {
		if s.at(d) == f {
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

// beam is how far a state may lie behind the best one and still be followed:
// more than all costs of one mark together.
const beam = 60

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
	lead := 0
	for i := range marks {
		for s := range next {
			next[s] = impossible
		}
		least := lead - beam
		lead = impossible
		for s, sum := range best {
			if sum < least {
				continue
			}
			from := state(s)
			reach := func(to state, act action, gain int) {
				if sum+gain > next[to] {
					next[to] = sum + gain
					lead = max(lead, sum+gain)
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
	depth := from.depth()
	if depth < deepest {
		reach(from.push(m.family), opens, m.open-within(from.top(), m.family))
	}
	closable := false
	for d := depth; d > 0; d-- {
		f := from.at(d)
		closable = closable || f != single && m.family != single || f == m.family
		reach(from.cut(d-1), closing(d), m.close-(depth-d)*costDropped-mismatch(f, m.family))
	}
	if !closable {
		cost := costUnopened
		if m.family == single {
			cost = costLoose
		}
		reach(from, unopens, m.close-cost)
	}
	if d := from.find(m.family); d > 0 {
		cost := costReplaced
		if m.afterStop {
			cost = costReopened
		}
		reach(from.cut(d), reopensHere, m.open-cost-(depth-d)*costDropped)
	}
}

// within is the cost of a quotation of family inner directly within outer.
func within(outer, inner family) int {
	switch {
	case outer == none, outer != inner && (outer == single || inner == single):
		return 0
	case outer == inner:
		return costSame
	}
	return costMixed
}

// mismatch is the cost of a mark that closes a quotation of another family.
func mismatch(opened, closed family) int {
	switch {
	case opened == closed:
		return 0
	case opened == single || closed == single:
		return costLevel
	}
	return costStyle
}
