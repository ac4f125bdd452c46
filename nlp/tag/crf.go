package tag

import "math"

// Label is a token's place in a source, cue or content.
type Label uint8

// The labels; those that begin a span are odd.
const (
	Outside Label = iota
	BeginSource
	InsideSource
	BeginCue
	InsideCue
	BeginContent
	InsideContent
	labelCount
)

// forbidden is the score of a pair of labels that cannot follow each other.
const forbidden = -1e4

// scores are a token's scores of the labels.
type scores [labelCount]float32

// crf is a linear-chain conditional random field over labels (Lafferty,
// McCallum and Pereira 2001). It decides on one paragraph at a time, since no
// span crosses one.
type crf struct {
	transition [labelCount]scores // [from][to]
}

// newCRF takes learned transition scores and forbids an inside label that
// follows neither its begin nor itself.
func newCRF(learned []float32) crf {
	var c crf
	for from := range labelCount {
		for to := range labelCount {
			c.transition[from][to] = learned[int(from)*int(labelCount)+int(to)]
			if inside(to) && from != to && from != to-1 {
				c.transition[from][to] = forbidden
			}
		}
	}
	return c
}

// inside tells whether a label continues a span.
func inside(l Label) bool { return l > 0 && l%2 == 0 }

// start is the score of beginning a paragraph with a label.
func start(l Label) float32 {
	if inside(l) {
		return forbidden
	}
	return 0
}

// decode gives the best labels of a paragraph's tokens (Viterbi 1967).
func (c *crf) decode(emissions []scores) []Label {
	if len(emissions) == 0 {
		return nil
	}
	best := emissions[0]
	for l := range labelCount {
		best[l] += start(l)
	}
	back := make([][labelCount]Label, len(emissions))
	for i := 1; i < len(emissions); i++ {
		var next scores
		for to := range labelCount {
			top, from := best[0]+c.transition[0][to], Label(0)
			for f := Label(1); f < labelCount; f++ {
				if s := best[f] + c.transition[f][to]; s > top {
					top, from = s, f
				}
			}
			next[to], back[i][to] = top+emissions[i][to], from
		}
		best = next
	}
	last := Label(0)
	for l := range labelCount {
		if best[l] > best[last] {
			last = l
		}
	}
	labels := make([]Label, len(emissions))
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i] = last
		last = back[i][last]
	}
	return labels
}

// lattice holds the forward and backward scores of a paragraph.
type lattice struct {
	crf               *crf
	emissions         []scores
	forward, backward [][labelCount]float64 // natural logarithms
	total             float64
}

// sum runs the forward-backward algorithm over a paragraph.
func (c *crf) sum(emissions []scores) lattice {
	n := len(emissions)
	l := lattice{crf: c, emissions: emissions, forward: make([][labelCount]float64, n), backward: make([][labelCount]float64, n)}
	if n == 0 {
		return l
	}
	for to := range labelCount {
		l.forward[0][to] = float64(emissions[0][to] + start(to))
	}
	var terms [labelCount]float64
	for i := 1; i < n; i++ {
		for to := range labelCount {
			for from := range labelCount {
				terms[from] = l.forward[i-1][from] + float64(c.transition[from][to])
			}
			l.forward[i][to] = logSum(&terms) + float64(emissions[i][to])
		}
	}
	for i := n - 2; i >= 0; i-- {
		for from := range labelCount {
			for to := range labelCount {
				terms[to] = float64(c.transition[from][to]+emissions[i+1][to]) + l.backward[i+1][to]
			}
			l.backward[i][from] = logSum(&terms)
		}
	}
	l.total = logSum(&l.forward[n-1])
	return l
}

// span is the probability that tokens [first, last) are one span of the role
// that begin begins.
func (l *lattice) span(first, last int, begin Label) float64 {
	score := l.forward[first][begin]
	previous := begin
	for i := first + 1; i < last; i++ {
		score += float64(l.crf.transition[previous][begin+1] + l.emissions[i][begin+1])
		previous = begin + 1
	}
	if last == len(l.emissions) {
		return math.Exp(score - l.total)
	}
	var terms [labelCount]float64
	for to := range labelCount {
		terms[to] = forbidden
		if to != begin+1 {
			terms[to] = float64(l.crf.transition[previous][to]+l.emissions[last][to]) + l.backward[last][to]
		}
	}
	return math.Exp(score + logSum(&terms) - l.total)
}

// logSum is the logarithm of the sum of exponentials.
func logSum(terms *[labelCount]float64) float64 {
	top := terms[0]
	for _, t := range terms[1:] {
		top = max(top, t)
	}
	sum := 0.0
	for _, t := range terms {
		if d := t - top; d > -30 {
			sum += math.Exp(d)
		}
	}
	return top + math.Log(sum)
}
