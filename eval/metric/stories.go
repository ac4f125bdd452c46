package metric

import "slices"

// Passage is a passage of an article that reports an utterance.
type Passage struct {
	Doc   string
	Spans []Range
}

// PassagePair is two passages of different articles that report one utterance,
// with how they relate.
type PassagePair struct {
	A, B Passage
	Kind string
}

// covers tells whether the two are of one article and the overlap covers half
// of the shorter.
func (p Passage) covers(q Passage) bool {
	if p.Doc != q.Doc {
		return false
	}
	a, b := coverOf(p.Spans), coverOf(q.Spans)
	shorter := min(a.size(), b.size())
	return shorter > 0 && 2*a.shared(b) >= shorter
}

// Same tells whether the pairs are of the same two passages.
func (p PassagePair) Same(q PassagePair) bool {
	return p.A.covers(q.A) && p.B.covers(q.B) || p.A.covers(q.B) && p.B.covers(q.A)
}

// UtteranceScore counts pairs of passages, micro-averaged. A predicted pair is
// right where a gold one is the same; one that is the same as a pair nobody is
// sure of does not count. Gold pairs within one article are not asked for, but
// predicted ones are not given either.
type UtteranceScore struct {
	Right     Share            // predicted pairs that are right
	Found     Share            // gold pairs
	Kinds     map[string]Share // the same by kind
	KindRight Share            // gold pairs that were found, and are of the kind that is said
	Negatives Share            // pairs that are not one utterance, and were joined
}

// Add scores some articles' pairs.
func (s *UtteranceScore) Add(gold, negative, uncertain, predicted []PassagePair) {
	if s.Kinds == nil {
		s.Kinds = map[string]Share{}
	}
	for _, g := range gold {
		hit := sameAsAny(g, predicted)
		if hit {
			s.KindRight.Count(slices.ContainsFunc(predicted, func(p PassagePair) bool { return p.Same(g) && p.Kind == g.Kind }))
		}
		s.Found.Count(hit)
		k := s.Kinds[g.Kind]
		k.Count(hit)
		s.Kinds[g.Kind] = k
	}
	for _, p := range predicted {
		if right := sameAsAny(p, gold); right || !sameAsAny(p, uncertain) {
			s.Right.Count(right)
		}
	}
	for _, n := range negative {
		s.Negatives.Count(sameAsAny(n, predicted))
	}
}

func sameAsAny(p PassagePair, others []PassagePair) bool {
	for _, o := range others {
		if p.Same(o) {
			return true
		}
	}
	return false
}

// BCubed is the precision, recall and F, in percent, of a grouping of items
// against the gold one (Bagga and Baldwin 1998). Both name each item's group.
func BCubed(gold, said []string) (p, r, f float64) {
	n := len(gold)
	if n == 0 || len(said) != n {
		return 0, 0, 0
	}
	type both struct{ gold, said string }
	g, s, b := map[string]int{}, map[string]int{}, map[both]int{}
	for i := range gold {
		g[gold[i]]++
		s[said[i]]++
		b[both{gold[i], said[i]}]++
	}
	for i := range gold {
		common := float64(b[both{gold[i], said[i]}])
		p += common / float64(s[said[i]])
		r += common / float64(g[gold[i]])
	}
	p, r = 100*p/float64(n), 100*r/float64(n)
	return p, r, 2 * p * r / (p + r)
}
