package main

import (
	"math"
	"math/rand/v2"
	"sort"

	"github.com/onrecord/onrecord/extract/story"
)

// How the trees are grown.
const (
	rounds    = 220
	rate      = 0.08
	maxLeaves = 8
	bins      = 32
	ridge     = 10.0
	minWeight = 20.0
	someOf    = 0.2 // share of features that a tree sees
	somePages = 0.7 // share of pages that a tree sees
)

type grower struct {
	binned  [][]uint8 // by feature, by row
	cuts    [][]float32
	page    []int
	y, w    []float64
	margin  []float64
	g, h    []float64
	random  *rand.Rand
	pages   int
	columns []int
}

// fit grows boosted trees by histograms on log-loss, best leaf first. Seeded.
func fit(samples []sample) *story.Model {
	gr := &grower{random: rand.New(rand.NewPCG(7, 11)), pages: len(samples)}
	var rows [][]float32
	for p, s := range samples {
		for i := range s.features {
			rows = append(rows, s.features[i])
			gr.page = append(gr.page, p)
			gr.y = append(gr.y, float64(s.labels[i]))
			gr.w = append(gr.w, float64(s.weights[i]))
		}
	}
	n := len(rows)
	gr.bin(rows)
	gr.margin, gr.g, gr.h = make([]float64, n), make([]float64, n), make([]float64, n)
	pos, all := 0.0, 0.0
	for i := range n {
		pos += gr.y[i] * gr.w[i]
		all += gr.w[i]
	}
	bias := math.Log(pos / (all - pos))
	for i := range n {
		gr.margin[i] = bias
	}
	model := &story.Model{Bias: float32(bias)}
	for range rounds {
		model.Trees = append(model.Trees, gr.grow(rows))
	}
	return model
}

func (gr *grower) bin(rows [][]float32) {
	for f := range rows[0] {
		values := make([]float32, len(rows))
		for i := range rows {
			values[i] = rows[i][f]
		}
		sort.Slice(values, func(a, b int) bool { return values[a] < values[b] })
		var cuts []float32
		distinct := values[:1:1]
		for _, v := range values {
			if v != distinct[len(distinct)-1] {
				distinct = append(distinct, v)
			}
		}
		if len(distinct) <= bins {
			for i := 1; i < len(distinct); i++ {
				cuts = append(cuts, (distinct[i-1]+distinct[i])/2)
			}
		} else {
			for b := 1; b < bins; b++ {
				v := values[b*len(values)/bins]
				if len(cuts) == 0 || v > cuts[len(cuts)-1] {
					cuts = append(cuts, v)
				}
			}
		}
		column := make([]uint8, len(rows))
		for i := range rows {
			column[i] = uint8(sort.Search(len(cuts), func(c int) bool { return rows[i][f] <= cuts[c] }))
		}
		gr.cuts = append(gr.cuts, cuts)
		gr.binned = append(gr.binned, column)
	}
}

type leaf struct {
	rows    []int32
	node    int
	g, h    float64
	gain    float64
	feature int
	cut     int
}

func (gr *grower) grow(rows [][]float32) story.Tree {
	seen := make([]bool, gr.pages)
	for p := range seen {
		seen[p] = gr.random.Float64() < somePages
	}
	root := &leaf{}
	for i := range gr.y {
		p := 1 / (1 + math.Exp(-gr.margin[i]))
		gr.g[i] = gr.w[i] * (gr.y[i] - p)
		gr.h[i] = gr.w[i] * p * (1 - p)
		if seen[gr.page[i]] {
			root.rows = append(root.rows, int32(i))
			root.g += gr.g[i]
			root.h += gr.h[i]
		}
	}
	gr.columns = gr.columns[:0]
	for f := range gr.cuts {
		if gr.random.Float64() < someOf {
			gr.columns = append(gr.columns, f)
		}
	}
	t := story.Tree{}
	push := func() int {
		t.Feature, t.Threshold = append(t.Feature, 0), append(t.Threshold, 0)
		t.Left, t.Right, t.Value = append(t.Left, 0), append(t.Right, 0), append(t.Value, 0)
		return len(t.Value) - 1
	}
	push()
	leaves := []*leaf{root}
	gr.bestCut(root)
	for len(leaves) < maxLeaves {
		best := 0
		for i, l := range leaves {
			if l.gain > leaves[best].gain {
				best = i
			}
		}
		l := leaves[best]
		if l.gain <= 1e-6 {
			break
		}
		left, right := &leaf{node: push()}, &leaf{node: push()}
		t.Feature[l.node], t.Threshold[l.node] = int16(l.feature), gr.cuts[l.feature][l.cut]
		t.Left[l.node], t.Right[l.node] = int16(left.node), int16(right.node)
		for _, i := range l.rows {
			side := right
			if int(gr.binned[l.feature][i]) <= l.cut {
				side = left
			}
			side.rows = append(side.rows, i)
			side.g += gr.g[i]
			side.h += gr.h[i]
		}
		gr.bestCut(left)
		gr.bestCut(right)
		leaves[best] = left
		leaves = append(leaves, right)
	}
	for _, l := range leaves {
		t.Value[l.node] = float32(math.Round(rate*l.g/(l.h+ridge)*1e5) / 1e5)
	}
	one := story.Model{Trees: []story.Tree{t}}
	for i := range rows {
		gr.margin[i] += float64(one.Margin(rows[i]))
	}
	return t
}

// bestCut finds the feature and the cut that part a leaf best.
func (gr *grower) bestCut(l *leaf) {
	l.gain = 0
	base := l.g * l.g / (l.h + ridge)
	for _, f := range gr.columns {
		var g, h [bins + 1]float64
		column := gr.binned[f]
		for _, i := range l.rows {
			g[column[i]] += gr.g[i]
			h[column[i]] += gr.h[i]
		}
		sumG, sumH := 0.0, 0.0
		for c := range gr.cuts[f] {
			sumG += g[c]
			sumH += h[c]
			restG, restH := l.g-sumG, l.h-sumH
			if sumH < minWeight/4 || restH < minWeight/4 {
				continue
			}
			if gain := sumG*sumG/(sumH+ridge) + restG*restG/(restH+ridge) - base; gain > l.gain {
				l.gain, l.feature, l.cut = gain, f, c
			}
		}
	}
}
