package block

import (
	"math"
	"strings"
)

// Third gives the rows for judging which block is the title: some of the
// first stage's, and how the block lies to the story that the second stage's
// log-odds show.
func Third(blocks []Block, rows [][]float32, odds []float32) [][]float32 {
	n := len(blocks)
	story := Decode(blocks, odds)
	first := n
	for i, s := range story {
		if s && (len(blocks[i].Words) >= goodWords) {
			first = i
			break
		}
	}
	inStory := map[string]bool{}
	for i, s := range story {
		if s {
			for _, w := range blocks[i].Words[:min(len(blocks[i].Words), 300)] {
				inStory[w] = true
			}
		}
	}
	size := newPrefix(n, func(i int) float64 { return math.Min(float64(len(blocks[i].Words)), 60) })
	long := newPrefix(n, func(i int) float64 { return truth(len(blocks[i].Words) >= 5) })
	heads := inners(blocks, first)
	out := make([][]float32, n)
	for i := range n {
		shared, all := 0, 0
		for _, w := range blocks[i].Words[:min(len(blocks[i].Words), 40)] {
			if content(w) {
				all++
				if inStory[w] {
					shared++
				}
			}
		}
		row := make([]float32, 0, len(rows[i])+16)
		row = append(row, rows[i]...)
		from, to := min(i, first), max(i, first)
		row = append(row, odds[i], f(float64(shared)/math.Max(1, float64(all))), f(float64(shared)), side(i, first),
			f(size.sum(from+1, to)), f(long.sum(from+1, to)), f(float64(i)), f(heads[i]), truth32(story[i]), f(float64(len(blocks[i].Words))))
		out[i] = row
	}
	return out
}

// inners counts for each block before the story in how many others there its
// words stand as a part, as a headline's do in a breadcrumb or a page title.
func inners(blocks []Block, first int) []float64 {
	out := make([]float64, len(blocks))
	to := min(len(blocks), first+3)
	from := max(0, to-60)
	keys := make([]string, to)
	for i := from; i < to; i++ {
		keys[i] = " " + strings.Join(blocks[i].Words[:min(len(blocks[i].Words), 60)], " ") + " "
	}
	for i := from; i < to; i++ {
		if len(blocks[i].Words) < 3 {
			continue
		}
		for j := from; j < to; j++ {
			if i != j && len(keys[j]) >= len(keys[i]) && strings.Contains(keys[j], keys[i]) {
				out[i]++
			}
		}
	}
	return out
}
