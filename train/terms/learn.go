package main

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/onrecord/onrecord/nlp/terms"
)

const (
	epochs = 12
	rate   = 0.2
	decay  = 1e-4
)

// learn fits a log-linear model over each clause's places by AdaGrad.
func learn(all []clause) map[terms.Feature]float64 {
	weights, squares := map[terms.Feature]float64{}, map[terms.Feature]float64{}
	random := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	for range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			c := &all[n]
			shares := softmax(weights, c.places)
			for i, p := range c.places {
				gradient := -shares[i]
				if i == c.right {
					gradient++
				}
				if math.Abs(gradient) < 1e-4 {
					continue
				}
				for _, f := range p.Features {
					g := c.weight*gradient - decay*weights[f]
					squares[f] += g * g
					weights[f] += rate * g / (1e-6 + math.Sqrt(squares[f]))
				}
			}
		}
	}
	return weights
}

func softmax(weights map[terms.Feature]float64, places []terms.Place) []float64 {
	out := make([]float64, len(places))
	top := math.Inf(-1)
	for i, p := range places {
		for _, f := range p.Features {
			out[i] += weights[f]
		}
		top = max(top, out[i])
	}
	sum := 0.0
	for i := range out {
		out[i] = math.Exp(out[i] - top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// exact and half are how many clauses end where they should, and how many
// share at least half of their words with what they should be.
func measure(weights map[terms.Feature]float64, all []clause) (exact, half float64) {
	for _, c := range all {
		shares := softmax(weights, c.places)
		best := 0
		for i := range shares {
			if shares[i] > shares[best] {
				best = i
			}
		}
		if best == c.right {
			exact++
		}
		start := c.places[0].End - 2
		a, b := float64(c.places[best].End-start), float64(c.places[c.right].End-start)
		if min(a, b)/max(a, b) >= 0.5 {
			half++
		}
	}
	n := float64(max(1, len(all)))
	return 100 * exact / n, 100 * half / n
}

// table writes the weights, in order of the features, without those that are
// next to nothing.
func table(weights map[terms.Feature]float64) []byte {
	var out bytes.Buffer
	for _, f := range slices.Sorted(maps.Keys(weights)) {
		if math.Abs(weights[f]) >= 0.02 {
			fmt.Fprintf(&out, "%s\t%.3f\n", f, weights[f])
		}
	}
	return out.Bytes()
}
