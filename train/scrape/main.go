// Command scrape trains the models of package extract/scrape on pages with
// hand-made bodies and measures them by cross-validation over sites.
//
//	ONRECORD_DATA=… go run ./train/scrape [-folds 5] [-write DIR]
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"strings"

	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/scrape/boost"
)

// source is a page with its gold.
type source struct {
	ID, Site, HTML, Title, Body, Authors, Date string
	lines                                      []string
	gold                                       *goldBody
}

// sample is a page dumped in one style.
type sample struct {
	*source
	style  string
	blocks []block.Block
	rows   [][]float32
	in     []bool
	first  []float32 // log-odds of the first stage
	second [][]float32
}

func main() {
	folds := flag.Int("folds", 5, "parts of the cross-validation, by site; 0 for none")
	write := flag.String("write", "", "folder for models trained on everything")
	flag.Parse()
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		log.Fatal("ONRECORD_DATA is not set: it names the folder with pages/aet-dev.jsonl.gz")
	}
	samples := load(filepath.Join(data, "pages", "aet-dev.jsonl.gz"))
	if *folds > 1 {
		validate(samples, *folds)
	}
	if *write != "" {
		first, second := train(samples)
		save(*write, "scrape-first.trees", first)
		save(*write, "scrape-second.trees", second)
	}
}

func save(dir, name string, m *boost.Model) {
	f, err := os.Create(filepath.Join(dir, name))
	if err == nil {
		err = m.Write(f)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		log.Fatal(err)
	}
}

func load(path string) []*sample {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	r := rand.New(rand.NewSource(1))
	var out []*sample
	for d := json.NewDecoder(z); d.More(); {
		p := &source{}
		if err := d.Decode(p); err != nil {
			log.Fatal(err)
		}
		p.gold, p.lines = newGold(p.Body), dump(p.HTML, false)
		for _, style := range styles {
			s := &sample{source: p, style: style}
			s.blocks = block.Split(inStyle(style, p, r))
			s.rows = block.Features(s.blocks)
			s.in = label(s.blocks, p.gold)
			out = append(out, s)
		}
		p.HTML = ""
	}
	return out
}

// fold gives a site's part of the cross-validation.
func fold(site string, folds int) int {
	h := fnv.New32a()
	h.Write([]byte(site))
	return int(h.Sum32()>>4) % folds
}

func pick(samples []*sample, folds, k int) (train, test []*sample) {
	for _, s := range samples {
		if fold(s.Site, folds) == k {
			test = append(test, s)
		} else {
			train = append(train, s)
		}
	}
	return train, test
}

var firstGrowth = growth{trees: 120, depth: 5, rate: 0.1, rows: 0.4, columns: 0.3, lambda: 4, minWeight: 8, seed: 7}
var secondGrowth = growth{trees: 100, depth: 4, rate: 0.08, rows: 0.4, columns: 0.3, lambda: 8, minWeight: 8, seed: 8}

// fit trains one model on all blocks of the samples. A page weighs the same
// whatever its length; a block by its words and a little for itself.
func fit(samples []*sample, row func(*sample, int) []float32, g growth) *boost.Model {
	var rows [][]float32
	var yes []bool
	var weight []float64
	for _, s := range samples {
		total := 0.0
		for i, b := range s.blocks {
			if s.in[i] {
				total += float64(min(len(b.Words), 120))
			}
		}
		if total < 40 {
			continue
		}
		share := 1.0
		if s.style != "plain" {
			share = 0.35
		}
		for i, b := range s.blocks {
			rows, yes = append(rows, row(s, i)), append(yes, s.in[i])
			weight = append(weight, share*(float64(min(len(b.Words), 120))/total+0.3/float64(len(s.blocks))))
		}
	}
	return grow(rows, yes, weight, g)
}

// train fits the first stage, lets it judge pages of sites that it has not
// seen, and fits the second stage on these judgements.
func train(samples []*sample) (first, second *boost.Model) {
	const inner = 3
	for k := range inner {
		seen, unseen := pick(samples, inner, k)
		m := fit(seen, func(s *sample, i int) []float32 { return s.rows[i] }, firstGrowth)
		judge(m, unseen)
	}
	second = fit(samples, func(s *sample, i int) []float32 { return s.second[i] }, secondGrowth)
	first = fit(samples, func(s *sample, i int) []float32 { return s.rows[i] }, firstGrowth)
	return first, second
}

func judge(m *boost.Model, samples []*sample) {
	for _, s := range samples {
		s.first = make([]float32, len(s.rows))
		for i, row := range s.rows {
			s.first[i] = m.Score(row)
		}
		s.second = block.Second(s.blocks, s.rows, s.first)
	}
}

func validate(samples []*sample, folds int) {
	oracle, one, two := tally{}, tally{}, tally{}
	for k := range folds {
		seen, unseen := pick(samples, folds, k)
		first, second := train(seen)
		judge(first, unseen)
		for _, s := range unseen {
			oracle.add(s, func(i int) bool { return s.in[i] })
			one.add(s, func(i int) bool { return s.first[i] > 0 })
			scores := make([]float32, len(s.blocks))
			for i := range scores {
				scores[i] = second.Score(s.second[i])
			}
			two.add(s, func(i int) bool { return scores[i] > 0 })
			if dir := os.Getenv("SCRAPE_ERRORS"); dir != "" && s.style == "plain" {
				explain(dir, s, scores)
			}
		}
	}
	oracle.print("labels")
	one.print("first")
	two.print("second")
}

// tally sums the parts of F1 for each style.
type tally map[string]*[5]float64

func (t tally) add(s *sample, keep func(int) bool) {
	var kept []string
	for i, b := range s.blocks {
		if keep(i) {
			kept = append(kept, b.Text)
		}
	}
	tp, fp, fn := compare(s.gold, strings.Join(kept, "\n\n"))
	a := t[s.style]
	if a == nil {
		a = &[5]float64{}
		t[s.style] = a
	}
	if tp+fp > 0 {
		a[0] += tp / (tp + fp)
		a[1]++
	}
	if tp+fn > 0 {
		a[2] += tp / (tp + fn)
		a[3]++
	}
}

func (t tally) print(name string) {
	for _, style := range styles {
		if a := t[style]; a != nil {
			p, r := a[0]/a[1], a[2]/a[3]
			fmt.Printf("%-8s %-8s f1 %.3f p %.3f r %.3f pages %.0f\n", name, style, 2*p*r/(p+r), p, r, a[3])
		}
	}
}

// explain writes a page's blocks with labels and scores, to be read.
func explain(dir string, s *sample, scores []float32) {
	var b strings.Builder
	var kept []string
	for i, x := range s.blocks {
		if scores[i] > 0 {
			kept = append(kept, x.Text)
		}
	}
	tp, fp, fn := compare(s.gold, strings.Join(kept, "\n"))
	for i, x := range s.blocks {
		mark := "  "
		switch {
		case s.in[i] && scores[i] <= 0:
			mark = "- "
		case !s.in[i] && scores[i] > 0:
			mark = "+ "
		case s.in[i]:
			mark = "= "
		}
		fmt.Fprintf(&b, "%s%5.1f %5.1f %.140s\n", mark, s.first[i], scores[i], x.Text)
	}
	name := fmt.Sprintf("%.3f-%s-%s.txt", 2*tp/(2*tp+fp+fn), s.Site, s.ID[:6])
	if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o644); err != nil {
		log.Print(err)
	}
}
