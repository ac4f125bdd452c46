package block

import "math"

// Second gives the rows of the second stage: the first stage's rows and what
// its log-odds say about each block's surroundings.
func Second(blocks []Block, rows [][]float32, odds []float32) [][]float32 {
	n := len(blocks)
	prob := make([]float64, n)
	for i, o := range odds {
		prob[i] = 1 / (1 + math.Exp(-float64(o)))
	}
	size := func(i int) float64 { return math.Min(float64(len(blocks[i].Words)), 120) }
	story := newPrefix(n, func(i int) float64 { return prob[i] * size(i) })
	all := newPrefix(n, size)
	sure := func(i int) bool { return prob[i] > 0.7 && size(i) >= 10 }
	before, after := nearest(n, sure)
	from, to := heaviest(prob, size)
	total := math.Max(1, story.sum(0, n))
	out := make([][]float32, n)
	for i := range n {
		row := make([]float32, 0, len(rows[i])+32)
		row = append(row, rows[i]...)
		row = append(row, odds[i])
		for _, d := range []int{-4, -3, -2, -1, 1, 2, 3, 4} {
			if j := i + d; j >= 0 && j < n {
				row = append(row, odds[j])
			} else {
				row = append(row, -6)
			}
		}
		for _, w := range []int{3, 8, 20} {
			row = append(row, f(story.sum(i-w, i)/math.Max(1, all.sum(i-w, i))), f(story.sum(i+1, i+1+w)/math.Max(1, all.sum(i+1, i+1+w))))
		}
		row = append(row, gap(i, before[i]), gap(i, after[i]), f(story.sum(0, i)/total), f(story.sum(i+1, n)/total), f(math.Log1p(total)),
			side(i, from), side(i, to-1), truth32(i >= from && i < to), f(story.sum(from, to)/total), f(total/math.Max(1, all.sum(0, n))),
			f(size(i)/total))
		out[i] = row
	}
	return out
}

// heaviest is the run [from, to) whose blocks speak most for the story.
func heaviest(prob []float64, size func(int) float64) (from, to int) {
	best, sum, start := 0.0, 0.0, 0
	for i, p := range prob {
		if sum <= 0 {
			sum, start = 0, i
		}
		if sum += (p - 0.4) * math.Sqrt(size(i)+4); sum > best {
			best, from, to = sum, start, i+1
		}
	}
	return from, to
}
