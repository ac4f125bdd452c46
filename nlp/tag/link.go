package tag

import (
	"fmt"
	"math"

	"github.com/onrecord/onrecord/nlp/tag/encoder"
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
	query, key, none linear
	bias             []float32 // [buckets][places]
}

// linear is a layer of floats, computed in an order that no machine changes.
type linear struct {
	weight, bias []float32
	in, out      int
}

// loadLinear reads the tensors name.weight [out, in] and name.bias [out].
func loadLinear(e *encoder.Encoder, name string, in int) (linear, error) {
	weight, shape, err := e.Tensor(name + ".weight")
	if err != nil {
		return linear{}, err
	}
	if len(shape) != 2 || shape[1] != in {
		return linear{}, fmt.Errorf("tag: %s.weight has shape %v, want [n %d]", name, shape, in)
	}
	bias, biasShape, err := e.Tensor(name + ".bias")
	if err == nil && (len(biasShape) != 1 || biasShape[0] != shape[0]) {
		err = fmt.Errorf("tag: %s.bias has shape %v, want [%d]", name, biasShape, shape[0])
	}
	return linear{weight: weight, bias: bias, in: in, out: shape[0]}, err
}

// apply writes weight·x + bias to dst. Products are summed in eight lanes,
// and rounded one by one, so that no machine fuses them.
func (l *linear) apply(dst, x []float32) {
	for o := range l.out {
		row := l.weight[o*l.in : (o+1)*l.in]
		var sum [8]float32
		for i := 0; i+8 <= len(row); i += 8 {
			r, v := row[i:i+8:i+8], x[i:i+8:i+8]
			for k := range sum {
				sum[k] += float32(r[k] * v[k])
			}
		}
		dst[o] = (sum[0] + sum[4]) + (sum[1] + sum[5]) + (sum[2] + sum[6]) + (sum[3] + sum[7]) + l.bias[o]
	}
}

func loadLink(e *encoder.Encoder, name string) (link, error) {
	var l link
	var err error
	in := 2 * e.Config().Hidden
	for part, into := range map[string]*linear{"q": &l.query, "k": &l.key, "none": &l.none} {
		if *into, err = loadLinear(e, name+"."+part, in); err != nil {
			return l, err
		}
	}
	if l.query.out != l.key.out || l.none.out != 1 {
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
// candidate, keys the candidates' projections, at the pairs' distance and place.
func (l *link) best(query []float32, none float32, keys [][]float32, at []int) (int, float64) {
	scores := make([]float64, len(keys)+1)
	scores[len(keys)] = float64(none)
	top := len(keys)
	scale := float32(1 / math.Sqrt(float64(l.query.out)))
	for i, k := range keys {
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
	if top == len(keys) {
		return -1, 1 / sum
	}
	return top, 1 / sum
}

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
