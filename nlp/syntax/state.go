package syntax

// State is a parse under way: the words (marks left out) with a root after
// the last, a stack, and the arcs so far.
type State struct {
	Words  []int // index of each word in the sentence
	Head   []int // by position in Words; -1 not yet known
	Labels []Relation
	Stack  []int
	Next   int

	hash             []uint32
	tags             []Tag // of each word; Count for the root
	before           []Tag // the mark before each word, or Count
	left, right      []int // the last child added on either side, or -1
	nLeft, nRight    []uint8
	sentenceTags     []Tag
	leftRel, rightRe []Relation
}

// NewState starts a parse.
func NewState(words []string, tags []Tag) *State {
	s := &State{sentenceTags: tags}
	mark := Count
	for i, tag := range tags {
		if tag >= Mark {
			mark = tag
			continue
		}
		s.Words = append(s.Words, i)
		s.hash = append(s.hash, fold(7, words[i]))
		s.tags = append(s.tags, tag)
		s.before = append(s.before, mark)
		mark = Count
	}
	n := len(s.Words) + 1
	s.hash, s.tags, s.before = append(s.hash, 1), append(s.tags, Count), append(s.before, mark)
	ints := make([]int, 3*n)
	for i := range ints {
		ints[i] = -1
	}
	s.Head, s.left, s.right = ints[:n:n], ints[n:2*n:2*n], ints[2*n:]
	rel := make([]Relation, 3*n)
	s.Labels, s.leftRel, s.rightRe = rel[:n:n], rel[n:2*n:2*n], rel[2*n:]
	counts := make([]uint8, 2*n)
	s.nLeft, s.nRight = counts[:n:n], counts[n:]
	s.Stack = make([]int, 0, 16)
	return s
}

// Done tells whether every word has its head.
func (s *State) Done() bool { return s.Next == len(s.Words) && len(s.Stack) == 0 }

// Can tells whether a transition is allowed.
func (s *State) Can(t int) bool {
	switch {
	case t == Shift:
		return s.Next < len(s.Words)
	case t < Right:
		if len(s.Stack) == 0 {
			return false
		}
		return (s.Next == len(s.Words)) == (Relation(t-Left) == Root)
	default:
		return len(s.Stack) >= 2 && Relation(t-Right) != Root
	}
}

// Do takes a transition that is allowed.
func (s *State) Do(t int) {
	if t == Shift {
		s.Stack = append(s.Stack, s.Next)
		s.Next++
		return
	}
	top := s.Stack[len(s.Stack)-1]
	s.Stack = s.Stack[:len(s.Stack)-1]
	if t < Right {
		s.arc(s.Next, top, Relation(t-Left))
	} else {
		s.arc(s.Stack[len(s.Stack)-1], top, Relation(t-Right))
	}
}

func (s *State) arc(head, dep int, r Relation) {
	s.Head[dep], s.Labels[dep] = head, r
	if dep < head {
		s.left[head], s.leftRel[head] = dep, r
		s.nLeft[head] = min(3, s.nLeft[head]+1)
	} else {
		s.right[head], s.rightRe[head] = dep, r
		s.nRight[head] = min(3, s.nRight[head]+1)
	}
}

// Tree is the finished parse over the whole sentence.
func (s *State) Tree() Tree {
	n := len(s.sentenceTags)
	t := Tree{Tags: s.sentenceTags, Head: make([]int, n), Relations: make([]Relation, n)}
	for i := range t.Head {
		t.Head[i] = -1
	}
	for k, i := range s.Words {
		t.Relations[i] = s.Labels[k]
		if h := s.Head[k]; h >= 0 && h < len(s.Words) {
			t.Head[i] = s.Words[h]
		}
	}
	return t
}

const arcFeatureCount = 30

// ArcFeatures are the hashed features of a state.
type ArcFeatures struct{ Keys [arcFeatureCount]uint32 }

// Fill computes the features of a state.
func (s *State) Fill(f *ArcFeatures) {
	at := func(depth int) int {
		if i := len(s.Stack) - 1 - depth; i >= 0 {
			return s.Stack[i]
		}
		return -1
	}
	word := func(i int) uint32 {
		if i < 0 || i >= len(s.hash) {
			return 2
		}
		return s.hash[i]
	}
	tag := func(i int) uint32 {
		if i < 0 || i >= len(s.tags) {
			return uint32(Count) + 1
		}
		return uint32(s.tags[i])
	}
	mark := func(i int) uint32 {
		if i < 0 || i >= len(s.before) {
			return uint32(Count)
		}
		return uint32(s.before[i])
	}
	child := func(of []int, i int) int {
		if i < 0 || i >= len(of) {
			return -1
		}
		return of[i]
	}
	rel := func(of []Relation, i int) uint32 {
		if i < 0 || i >= len(of) {
			return 31
		}
		return uint32(of[i])
	}
	num := func(of []uint8, i int) uint32 {
		if i < 0 || i >= len(of) {
			return 7
		}
		return uint32(of[i])
	}
	s0, s1, s2, b0 := at(0), at(1), at(2), s.Next
	w0, w1, wb := word(s0), word(s1), word(b0)
	t0, t1, t2, tb := tag(s0), tag(s1), tag(s2), tag(b0)
	tb1, tb2 := tag(b0+1), tag(b0+2)
	l0, r0, lb, r1 := child(s.left, s0), child(s.right, s0), child(s.left, b0), child(s.right, s1)
	dist := uint32(0)
	if s0 >= 0 {
		dist = uint32(min(b0-s0, 6))
	}
	nl0, nr0, nlb := num(s.nLeft, s0), num(s.nRight, s0), num(s.nLeft, b0)
	pair := t0<<6 | tb
	keys := [...]uint32{
		mix(w0^t0<<3, 41), mix(wb^tb<<3, 42), mix(w1^t1<<3, 43), mix(word(b0+1)^tb1<<3, 44),
		mix(w0*31^wb, 45), mix(w0*31^tb, 46), mix(wb*31^t0, 47), mix(pair<<6|t1, 48), mix(pair<<6|tb1, 49),
		mix(tb<<12|tb1<<6|tb2, 50), mix(t1<<12|t0<<6|tb1, 51), mix(t2<<12|t1<<6|t0, 52), mix(w1*31^w0, 53),
		mix(w1*31^t0^t1<<7, 54), mix(pair<<6|tag(l0), 55), mix(pair<<6|tag(r0), 56), mix(pair<<6|tag(lb), 57),
		mix(pair<<8|mark(b0), 58), mix(pair<<8|mark(s0)|128, 59), mix(pair<<8|nl0<<4|nr0, 60),
		mix(pair<<8|nlb<<4|dist, 61), mix(w0^nr0<<5^nl0<<9, 62), mix(wb^nlb<<5, 63),
		mix(t0<<15|rel(s.leftRel, s0)<<10|rel(s.rightRe, s0)<<5|mark(b0), 64), mix(w0*31^word(r0), 65),
		mix(t1<<12|t0<<6|tag(r1), 66), mix(tb<<10|rel(s.leftRel, b0)<<5|mark(s0), 67),
		mix(t1<<17|t0<<12|tb<<7|mark(b0)<<1, 68), mix(w0*31^tb^tb1<<8, 69), mix(w1*31^t0^tb<<8^mark(b0)<<16, 70),
	}
	for i, k := range keys {
		if k == 0 {
			k = 1
		}
		f.Keys[i] = k
	}
}
