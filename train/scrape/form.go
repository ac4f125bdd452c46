package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/scrape/boost"
	"github.com/onrecord/onrecord/train/grow"
)

// text is a text of known form.
type text struct {
	from, site string
	scrape     bool
	row        []float32
}

var formGrowth = grow.Growth{Trees: 60, Depth: 3, Rate: 0.15, Rows: 0.7, Columns: 0.5, Lambda: 4, MinWeight: 4, Seed: 10}

// cleanTexts reads clean article texts; one in so many is taken.
func cleanTexts(data string) map[string][]string {
	out := map[string][]string{}
	for _, c := range []struct {
		path  string
		every int
	}{{"polnear/train.jsonl.gz", 1}, {"stories/basil-dev.jsonl.gz", 1}, {"bulk/guardian-3k.jsonl.gz", 5}, {"bulk/reuters21578.jsonl.gz", 30}, {"transcripts/briefings-dev.jsonl.gz", 20}, {"pages/aet-dev.jsonl.gz", 1}} {
		f, err := os.Open(filepath.Join(data, c.path))
		if err != nil {
			log.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			log.Fatal(err)
		}
		r := bufio.NewReaderSize(z, 1<<16)
		for n := 0; ; n++ {
			line, err := r.ReadBytes('\n')
			var row struct{ Text, Body string }
			if n%c.every == 0 && json.Unmarshal(line, &row) == nil {
				if t := row.Text + row.Body; len(t) > 200 {
					out[c.path] = append(out[c.path], t)
				}
			}
			if err == io.EOF {
				break
			}
		}
	}
	return out
}

// forms trains and measures the judge of forms: dumps of all styles against
// clean texts. The first stage's odds are those of pages not seen.
func forms(samples []*sample, data string, first *boost.Model, folds int) *boost.Model {
	var texts []text
	for _, s := range samples {
		if s.style == "bare" && len(s.blocks) > 0 {
			boilerplate := 0
			for i := range s.blocks {
				if !s.in[i] {
					boilerplate++
				}
			}
			if boilerplate < 3 {
				continue // nothing tells such a dump from clean text
			}
		}
		blocks := block.Sample(s.blocks)
		rows := block.Features(blocks)
		texts = append(texts, text{"dump " + s.style, s.Site, true, block.Form(blocks, rows, scores(first, rows))})
	}
	clean := cleanTexts(data)
	for _, from := range slices.Sorted(maps.Keys(clean)) {
		for i, t := range clean[from] {
			blocks := block.Sample(block.Split(t))
			rows := block.Features(blocks)
			texts = append(texts, text{from, fmt.Sprint(from, i%50), false, block.Form(blocks, rows, scores(first, rows))})
		}
	}
	right, all := map[string]int{}, map[string]int{}
	for k := range folds {
		var seen, unseen []text
		for _, t := range texts {
			if fold(t.site, folds) == k {
				unseen = append(unseen, t)
			} else {
				seen = append(seen, t)
			}
		}
		m := fitForm(seen)
		for _, t := range unseen {
			all[t.from]++
			if (m.Score(t.row) > formOdds) == t.scrape {
				right[t.from]++
			}
		}
	}
	for _, from := range slices.Sorted(maps.Keys(all)) {
		fmt.Printf("form %s: %.1f%% of %d\n", from, 100*float64(right[from])/float64(all[from]), all[from])
	}
	return fitForm(texts)
}

// formOdds is how sure a text has to be a dump to be taken for one.
const formOdds = 0.5

func fitForm(texts []text) *boost.Model {
	var rows [][]float32
	var yes []bool
	var weight []float64
	for _, t := range texts {
		rows, yes = append(rows, t.row), append(yes, t.scrape)
		w := 1.0
		if !t.scrape {
			w = 2
		}
		if strings.HasPrefix(t.from, "pages/") {
			w = 4
		}
		weight = append(weight, w)
	}
	return grow.Grow(rows, yes, weight, formGrowth)
}
