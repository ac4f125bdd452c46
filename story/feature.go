package story

import "math"

// features of a pair of statements: what a scorer decides by. Their order is
// the model's.
var featureNames = []string{
	"run", "run-weight", "quoted-run", "quoted-run-weight", "quoted-shared", "quoted-of-shorter", "quoted-of-longer",
	"order-of-shorter", "order-of-longer",
	"cosine", "of-shorter", "of-longer", "shared", "rarest",
	"local-cosine", "local-of-shorter", "local-of-longer", "local-shared", "local-rarest",
	"speaker", "speaker-key", "one-indirect", "both-quoted", "both-indirect", "quoted-share-least", "quoted-share-most",
	"numbers-shared", "numbers-other", "names-shared", "names-of-shorter", "negation", "length-least", "length-most", "length-ratio",
	"distance", "place-least", "around", "around-other", "cue",
	"rank-best", "rank-worst", "margin-best", "margin-worst", "affinity",
	"segment-cosine", "segment-of-shorter", "run-rarity", "quoted-run-rarity", "single-rarity", "speaker-near",
	"said-least", "said-most", "clause-least", "clause-most", "sure-least", "nested-most",
}

// scene is what statements are compared within: how rare words are in the
// statements of one story.
type scene struct {
	count map[uint32]int // statements that have the word
	twos  map[uint32]int // the same of two words in a row
	total int
}

// rarity weighs a word by how few of the story's statements have it, from 0 to 1.
func (s *scene) rarity(stem uint32) float64 {
	return math.Log(float64(s.total+1)/float64(s.count[stem]+1)) / math.Log(float64(s.total+1))
}

// newScene counts the words of the statements.
func newScene(sides []side) *scene {
	s := &scene{count: map[uint32]int{}, twos: map[uint32]int{}, total: len(sides) + 1}
	for i := range sides {
		for _, t := range sides[i].all {
			s.count[t.stem]++
		}
		for _, h := range sides[i].pairs {
			s.twos[h]++
		}
	}
	return s
}

func ratio(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// local is a side's bag as the scene weighs it.
func (s *scene) local(x *side) bag { return x.all.reweigh(s.rarity) }

// affinity is a quick measure of how much two sides have in common, by which
// rivals are ranked.
func affinity(a, b *side, la, lb bag) float64 {
	shared := la.shared(lb)
	v := la.cosine(lb) + 0.5*ratio(shared, min(la.mass(), lb.mass())) + 0.1*min(shared, 5)
	switch a.who.agrees(b.who) {
	case same:
		v += 0.3
	case different:
		v -= 0.2
	}
	return v
}

// describe gives the features of a pair but for those of its rivals.
func (s *scene) describe(a, b *side, la, lb bag) []float64 {
	weigh := func(x *side, from, n int) (w float64) {
		for _, word := range x.words[from : from+n] {
			w += float64(word.weight)
		}
		return w
	}
	var run, runWeight, qRun, qRunWeight, runRarity, qRunRarity, single float64
	if found := runs(a.words, b.words, 1, false); len(found) > 0 {
		for _, f := range found {
			runRarity = max(runRarity, s.telling(a.words[f.a:f.a+f.n]))
		}
		for _, f := range found[:min(3, len(found))] {
			run = max(run, float64(f.n))
			runWeight = max(runWeight, weigh(a, f.a, f.n))
		}
	}
	qShared := 0.0
	for _, f := range runs(a.words, b.words, 1, true) {
		qRun = max(qRun, float64(f.n))
		qRunRarity = max(qRunRarity, s.telling(a.words[f.a:f.a+f.n]))
		for _, w := range a.words[f.a : f.a+f.n] {
			single = max(single, float64(w.weight)*math.Log(float64(s.total)/float64(max(1, s.count[w.stem]-1))))
		}
		qRunWeight = max(qRunWeight, weigh(a, f.a, f.n))
		if f.n > 1 || weigh(a, f.a, f.n) > 0.3 {
			qShared += float64(f.n)
		}
	}
	order := float64(inOrder(a.words, b.words))
	na, nb := float64(len(a.words)), float64(len(b.words))
	ma, mb, sh := a.all.mass(), b.all.mass(), a.all.shared(b.all)
	lma, lmb, lsh := la.mass(), lb.mass(), la.shared(lb)
	var rarest, localRarest float64
	a.all.common(b.all, func(_ uint32, w float64) { rarest = max(rarest, w) })
	la.common(lb, func(_ uint32, w float64) { localRarest = max(localRarest, w) })
	qa, qb := ratio(float64(a.nQuoted), na), ratio(float64(b.nQuoted), nb)
	numbers := a.numbers.shared(b.numbers)
	names := a.names.shared(b.names)
	agreed := a.who.agrees(b.who)
	segCos, segShort := s.segments(a, b)
	return []float64{
		run, runWeight, qRun, qRunWeight, qShared, ratio(qShared, float64(min(a.nQuoted, b.nQuoted))), ratio(qShared, float64(max(a.nQuoted, b.nQuoted))),
		ratio(order, min(na, nb)), ratio(order, max(na, nb)),
		a.all.cosine(b.all), ratio(sh, min(ma, mb)), ratio(sh, max(ma, mb)), sh, rarest,
		la.cosine(lb), ratio(lsh, min(lma, lmb)), ratio(lsh, max(lma, lmb)), lsh, localRarest,
		float64(agreed), truth(a.who.key != "" && a.who.key == b.who.key),
		truth((a.nQuoted == 0) != (b.nQuoted == 0)), truth(a.nQuoted > 0 && b.nQuoted > 0), truth(a.nQuoted+b.nQuoted == 0), min(qa, qb), max(qa, qb),
		numbers, a.numbers.mass() + b.numbers.mass() - 2*numbers, names, ratio(names, min(a.names.mass(), b.names.mass())),
		truth((a.negations > 0) != (b.negations > 0)), min(na, nb), max(na, nb), ratio(min(na, nb), max(na, nb)),
		math.Abs(a.place - b.place), min(a.place, b.place), a.around.cosine(b.around),
		max(ratio(a.around.shared(b.all), mb), ratio(b.around.shared(a.all), ma)), a.cue.cosine(b.cue),
		0, 0, 0, 0, affinity(a, b, la, lb),
		segCos, segShort, runRarity, qRunRarity, single, a.near(b),
		min(a.said, b.said), max(a.said, b.said), min(a.clause, b.clause), max(a.clause, b.clause), min(a.sure, b.sure), max(a.nested, b.nested),
	}
}

// telling is how much the rarest two words in a row tell: their weights, by how
// few of the story's statements have them.
func (s *scene) telling(ws []word) (most float64) {
	for i := 1; i < len(ws); i++ {
		n := max(1, s.twos[pairHash(&ws[i-1], &ws[i])]-1)
		most = max(most, float64(ws[i-1].weight+ws[i].weight+0.2)*math.Log(float64(s.total)/float64(n)))
	}
	return most
}

// segments is how alike the two most alike segments of two sides are.
func (s *scene) segments(a, b *side) (cosine, ofShorter float64) {
	for _, x := range a.segments[:min(len(a.segments), mostSegments)] {
		x = x.reweigh(s.rarity)
		for _, y := range b.segments[:min(len(b.segments), mostSegments)] {
			y = y.reweigh(s.rarity)
			c := x.cosine(y)
			cosine = max(cosine, c)
			if m := min(x.mass(), y.mass()); m > 0.5 {
				ofShorter = max(ofShorter, x.shared(y)/m)
			}
		}
	}
	return cosine, ofShorter
}

// mostSegments bounds the segments of a side that are compared.
const mostSegments = 12
