package block

import (
	"math"
	"strings"

	"github.com/onrecord/onrecord/extract/textdate"
)

// Sample gives the blocks by which a text's form is judged: the first 300 and
// the last 100.
func Sample(blocks []Block) []Block {
	const first, last = 300, 100
	if len(blocks) <= first+last {
		return blocks
	}
	return append(blocks[:first:first], blocks[len(blocks)-last:]...)
}

// Form describes a whole text, for telling dumps from clean texts: rows and
// odds are those of the first stage.
func Form(blocks []Block, rows [][]float32, odds []float32) []float32 {
	n := float64(max(1, len(blocks)))
	var words, out, outBlocks, short, open, good, whole, covered, dates, bars, lowest float64
	seen := map[string]int{}
	again := 0.0
	classWhole := make([]float64, len(classes))
	for i, b := range blocks {
		w := math.Min(float64(len(b.Words)), 150)
		words += w
		p := 1 / (1 + math.Exp(-float64(odds[i])))
		out += (1 - p) * w
		outBlocks += truth(p < 0.5)
		lowest = math.Min(lowest, float64(odds[i]))
		short += truth(len(b.Words) < 6)
		open += truth(!b.Stop && len(b.Words) < 25 && !strings.HasSuffix(b.Text, ":"))
		good += truth(Good(b))
		said := lookUp(b.Words)
		whole += truth(said.whole != 0)
		for c := range classes {
			covered += math.Min(float64(said.covered[c]), 10) / float64(len(classes))
			classWhole[c] += truth(said.whole&(1<<c) != 0)
		}
		if len(b.Text) < 120 {
			if _, ok := textdate.Only(b.Text); ok || ago.MatchString(b.Text) {
				dates++
			}
		}
		bars += truth(strings.ContainsAny(b.Text, "|»›©") || strings.Contains(b.Text, " / "))
		key := strings.Join(b.Words[:min(len(b.Words), 20)], " ")
		if seen[key]++; seen[key] > 1 {
			again++
		}
	}
	row := []float32{
		f(math.Log1p(n)), f(math.Log1p(words)), f(out / math.Max(1, words)), f(outBlocks / n), f(outBlocks), f(short / n), f(open / n), f(open),
		f(good / n), f(whole / n), f(whole), f(covered / math.Max(1, words)), f(dates), f(dates / n), f(bars), f(bars / n), f(again), f(lowest),
	}
	for _, c := range classWhole {
		row = append(row, f(c))
	}
	for _, ends := range [][2]int{{0, 3}, {len(blocks) - 3, len(blocks)}} {
		o, stops, date, hits := 0.0, 0.0, 0.0, 0.0
		for i := max(0, ends[0]); i < min(len(blocks), ends[1]); i++ {
			o += float64(odds[i])
			stops += truth(blocks[i].Stop)
			_, only := textdate.Only(blocks[i].Text)
			date += truth(only && len(blocks[i].Text) < 80)
			hits += truth(lookUp(blocks[i].Words).whole != 0) + truth(strings.Contains(blocks[i].Text, " / "))
		}
		row = append(row, f(o), f(stops), f(date), f(hits))
	}
	return row
}
