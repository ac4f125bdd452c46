package tag

import (
	"fmt"
	"math"

	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// distances are the tokens between two spans at which the next bucket begins.
var distances = [...]int{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128}

// The number of values of a pair's distance (both ways) and place.
const (
	buckets = 2*len(distances) + 3
	places  = 3 // in the same sentence, in the same paragraph, further
)

// link scores candidates for a span: q(span)·k(candidate)/√d plus a bias for
// their distance, against a score for none (a biaffine scorer after Dozat and
// Manning 2017, without its full matrix).
type link struct {
	query, key, none *kernel.Dense
	bias             []float32 // [buckets][places]
}

func loadLink(e *encoder.Encoder, name string) (link, error) {
	var l link
	var err error
	in := 2 * e.Config().Hidden
	for part, into := range map[string]**kernel.Dense{"q": &l.query, "k": &l.key, "none": &l.none} {
		if *into, err = e.Dense(name + "." + part); err != nil {
			return l, err
		}
		if (*into).In != in {
			return l, fmt.Errorf("tag: %s.%s takes %d numbers, want %d", name, part, (*into).In, in)
		}
	}
	if l.query.Out != l.key.Out || l.none.Out != 1 {
		return l, fmt.Errorf("tag: %s: the sizes of its parts do not fit", name)
	}
	bias, shape, err := e.Tensor(name + ".bias")
	if err == nil && (len(shape) != 2 || shape[0] != buckets || shape[1] != places) {
		err = fmt.Errorf("tag: %s.bias has shape %v, want [%d %d]", name, shape, buckets, places)
	}
	l.bias = bias
	return l, err
}

// best gives the candidate that a span is linked to, or -1, and the
// probability of that. query is the span's projection, none its score for no
// candidate, keys the projections of the candidates, a row each, at the pairs'
// distance and place.
func (l *link) best(query []float32, none float32, keys []float32, at []int) (int, float64) {
	n, width := len(at), l.key.Width()
	scores := make([]float64, n+1)
	scores[n] = float64(none) - noneCosts
	top := n
	scale := float32(1 / math.Sqrt(float64(l.query.Out)))
	for i := range n {
		k := keys[i*width:][:len(query)]
		var dot float32
		for j, q := range query {
			dot += float32(q * k[j])
		}
		scores[i] = float64(float32(dot*scale) + l.bias[at[i]])
		if scores[i] > scores[top] {
			top = i
		}
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s - scores[top])
	}
	if top == n {
		return -1, 1 / sum
	}
	return top, 1 / sum
}

// noneCosts is taken off the score of "no candidate": a statement without its
// cue or source is seldom what is wanted. It was set on PolNeAR dev.
const noneCosts = 0.5

// tokenRun is a run of tokens with where it stands.
type tokenRun struct{ first, last, sentence, paragraph int }

// at indexes the bias of candidate b as seen from span a.
func at(a, b tokenRun) int {
	gap, way := b.first-a.last, 1
	if gap < 0 {
		gap, way = a.first-b.last, -1
	}
	step := 0
	if gap >= 0 {
		step = 1
		for _, d := range distances {
			if gap >= d {
				step++
			}
		}
	}
	place := 2
	switch {
	case a.sentence == b.sentence:
		place = 0
	case a.paragraph == b.paragraph:
		place = 1
	}
	return (len(distances)+1+way*step)*places + place
}
