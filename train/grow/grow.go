// Package grow fits boosted regression trees (package boost) to yes/no labels by
// second-order boosting over histograms: input rows of numbers with labels and
// weights; output a model. The same seed gives the same model.
package grow

import (
	"math"
	"math/rand"
	"sort"

	"github.com/onrecord/onrecord/extract/scrape/boost"
)

// Growth are the settings of the boosting.
type Growth struct {
	Trees, Depth        int
	Rate, Rows, Columns float64 // learning rate; shares drawn for each tree
	Lambda, MinWeight   float64 // L2 on leaves; least hessian in a leaf
	Seed                int64
	// Monotone says, for each column, whether the answer may only rise with it (1), only
	// fall (-1), or either (0); nil leaves all free. It holds for each split by itself.
	Monotone []int
}

const bins = 48

// Bag fits several models that differ by their seeds and gives their mean,
// which errs less than each.
func Bag(n int, rows [][]float32, yes []bool, weight []float64, g Growth) *boost.Model {
	out := &boost.Model{}
	for k := range n {
		g.Seed += int64(100 * k)
		m := Grow(rows, yes, weight, g)
		out.Bias += m.Bias / float32(n)
		for _, tree := range m.Trees {
			for i := range tree {
				tree[i].Value /= float32(n)
			}
			out.Trees = append(out.Trees, tree)
		}
	}
	return out
}

// Grow fits boosted trees to weighted yes/no labels by second-order boosting
// over histograms.
func Grow(rows [][]float32, yes []bool, weight []float64, g Growth) *boost.Model {
	r := rand.New(rand.NewSource(g.Seed))
	n, m := len(rows), len(rows[0])
	cuts := make([][]float32, m)
	binned := make([][]uint8, m)
	for c := range m {
		cuts[c] = cutPoints(rows, c, r)
		binned[c] = make([]uint8, n)
		for i := range n {
			x := rows[i][c]
			binned[c][i] = uint8(sort.Search(len(cuts[c]), func(k int) bool { return x < cuts[c][k] }))
		}
	}
	pos, all := 0.0, 0.0
	for i := range n {
		all += weight[i]
		if yes[i] {
			pos += weight[i]
		}
	}
	scale := float64(n) / all
	model := &boost.Model{Bias: float32(math.Log(pos / (all - pos)))}
	score := make([]float64, n)
	for i := range score {
		score[i] = float64(model.Bias)
	}
	grad, hess := make([]float64, n), make([]float64, n)
	for range g.Trees {
		var use []int32
		for i := range n {
			p := 1 / (1 + math.Exp(-score[i]))
			y := 0.0
			if yes[i] {
				y = 1
			}
			grad[i], hess[i] = (y-p)*weight[i]*scale, p*(1-p)*weight[i]*scale
			if r.Float64() < g.Rows {
				use = append(use, int32(i))
			}
		}
		columns := r.Perm(m)[:int(g.Columns*float64(m))]
		t := &tree{g: g, cuts: cuts, binned: binned, grad: grad, hess: hess, columns: columns}
		t.split(use, 0)
		model.Trees = append(model.Trees, t.nodes)
		for i := range n {
			score[i] += float64(t.value(i))
		}
	}
	return model
}

func cutPoints(rows [][]float32, c int, r *rand.Rand) []float32 {
	var xs []float32
	for range 20000 {
		xs = append(xs, rows[r.Intn(len(rows))][c])
	}
	sort.Slice(xs, func(i, j int) bool { return xs[i] < xs[j] })
	var uniq []float32
	for _, x := range xs {
		if len(uniq) == 0 || x > uniq[len(uniq)-1] {
			uniq = append(uniq, x)
		}
	}
	var out []float32
	if len(uniq) <= bins {
		for i := 1; i < len(uniq); i++ {
			out = append(out, (uniq[i-1]+uniq[i])/2)
		}
		return out
	}
	for k := 1; k < bins; k++ {
		if x := xs[k*len(xs)/bins]; len(out) == 0 || x > out[len(out)-1] {
			out = append(out, x)
		}
	}
	return out
}

type tree struct {
	g          Growth
	cuts       [][]float32
	binned     [][]uint8
	grad, hess []float64
	columns    []int
	nodes      []boost.Node
	bin        []uint8 // the cut's index at each split
}

func (t *tree) split(use []int32, depth int) int {
	at := len(t.nodes)
	t.nodes, t.bin = append(t.nodes, boost.Node{}), append(t.bin, 0)
	var sg, sh float64
	for _, i := range use {
		sg += t.grad[i]
		sh += t.hess[i]
	}
	t.nodes[at].Value = float32(t.g.Rate * sg / (sh + t.g.Lambda))
	if depth == t.g.Depth || sh < 2*t.g.MinWeight {
		return at
	}
	bestGain, bestC, bestK := 1e-3, -1, 0
	base := sg * sg / (sh + t.g.Lambda)
	for _, c := range t.columns {
		var hg, hh [bins + 1]float64
		col := t.binned[c]
		for _, i := range use {
			b := col[i]
			hg[b] += t.grad[i]
			hh[b] += t.hess[i]
		}
		lg, lh := 0.0, 0.0
		for k := range t.cuts[c] {
			lg += hg[k]
			lh += hh[k]
			if lh < t.g.MinWeight || sh-lh < t.g.MinWeight {
				continue
			}
			if t.g.Monotone != nil && float64(t.g.Monotone[c])*((sg-lg)/(sh-lh+t.g.Lambda)-lg/(lh+t.g.Lambda)) < 0 {
				continue
			}
			if gain := lg*lg/(lh+t.g.Lambda) + (sg-lg)*(sg-lg)/(sh-lh+t.g.Lambda) - base; gain > bestGain {
				bestGain, bestC, bestK = gain, c, k
			}
		}
	}
	if bestC < 0 {
		return at
	}
	var left, right []int32
	for _, i := range use {
		if int(t.binned[bestC][i]) <= bestK {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	l := t.split(left, depth+1)
	rr := t.split(right, depth+1)
	t.nodes[at] = boost.Node{Feature: bestC, Threshold: t.cuts[bestC][bestK], Left: l, Right: rr}
	t.bin[at] = uint8(bestK)
	return at
}

// value is the tree's answer for row i.
func (t *tree) value(i int) float32 {
	at := 0
	for t.nodes[at].Left > 0 {
		if t.binned[t.nodes[at].Feature][i] <= t.bin[at] {
			at = t.nodes[at].Left
		} else {
			at = t.nodes[at].Right
		}
	}
	return t.nodes[at].Value
}
