// Command scrape trains the models of package extract/scrape on pages with
// hand-made bodies and measures them by cross-validation over sites.
//
//	ONRECORD_DATA=… go run ./train/scrape [-folds 5] [-write DIR]
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"hash/fnv"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/eval/dump"
	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/scrape/boost"
	"github.com/onrecord/onrecord/train/grow"
)

// source is a page with its gold.
type source struct {
	ID, Site, HTML, Title, Body, Authors, Date string
	lines                                      []string
	gold                                       *goldBody
	extra                                      bool // for training only
}

// sample is a page dumped in one style.
type sample struct {
	*source
	style    string
	text     string
	blocks   []block.Block
	rows     [][]float32
	in       []bool
	from, to int       // the blocks from the first to the last of the story
	first    []float32 // log-odds of the first stage
	second   [][]float32
	third    [][]float32
}

// trains tells whether a sample is for training: each page as a plain dump and
// in one other style.
func (s *sample) trains() bool {
	others := styles[1:]
	return s.style == "plain" || s.style == "mixed" || s.style == others[fold(s.ID, len(others))]
}

func main() {
	folds := flag.Int("folds", 5, "parts of the cross-validation, by site; 0 for none")
	out := flag.String("out", "", "file for the articles of the pages under test, as JSON Lines for a scorer")
	write := flag.String("write", "", "folder for models trained on everything")
	onlyForm := flag.Bool("only-form", false, "train the judge of forms alone, with the first stage that is in the folder")
	flag.Parse()
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		log.Fatal("ONRECORD_DATA is not set: it names the folder with pages/aet-dev.jsonl.gz")
	}
	samples := load(filepath.Join(data, "pages", "aet-dev.jsonl.gz"))
	extra := readability(filepath.Join(data, "pages", "readability.jsonl.gz"))
	samples = append(samples, extra...)
	if *folds > 1 {
		validate(samples, *folds, *out)
	}
	if *onlyForm {
		text, err := os.ReadFile(filepath.Join(*write, "scrape-first.trees"))
		if err != nil {
			log.Fatal(err)
		}
		first, err := boost.Read(string(text))
		if err != nil {
			log.Fatal(err)
		}
		save(*write, "scrape-form.trees", forms(samples, data, first, 5))
		return
	}
	if *write != "" {
		st := train(slices.DeleteFunc(slices.Clone(samples), func(s *sample) bool { return !s.trains() }))
		save(*write, "scrape-first.trees", st.first)
		save(*write, "scrape-second.trees", st.second)
		save(*write, "scrape-title.trees", st.title)
		save(*write, "scrape-form.trees", forms(samples, data, st.first, 5))
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
		p.gold, p.lines = newGold(p.Body), dumped(p.HTML)
		for _, style := range styles {
			s := &sample{source: p, style: style}
			s.text = inStyle(style, p, r)
			s.blocks = block.Split(s.text)
			s.rows = block.Features(s.blocks)
			s.in = label(s.blocks, p.gold)
			s.from, s.to = span(s)
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

// pick parts the samples by site. Extra pages are for training only, and only
// where no page under test has a site of the same name, unless all is set.
func pick(samples []*sample, folds, k int, all bool) (train, test []*sample) {
	names := map[string]bool{}
	for _, s := range samples {
		if (all || !s.extra) && fold(s.Site, folds) == k {
			test = append(test, s)
			names[siteName(s.Site)] = true
		}
	}
	for _, s := range samples {
		if !s.trains() {
			continue
		}
		if s.extra && !all && !names[s.Site] || (all || !s.extra) && fold(s.Site, folds) != k {
			train = append(train, s)
		}
	}
	return train, test
}

// siteName is the part of a domain before its first stop.
func siteName(domain string) string {
	name, _, _ := strings.Cut(domain, ".")
	return name
}

// readability reads pages whose bodies a program made: rougher, but of other
// layouts. Their site is the first word of their ID.
func readability(path string) []*sample {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	var out []*sample
	for d := json.NewDecoder(z); d.More(); {
		var page struct {
			ID, HTML string
			Expected string `json:"expected_html"`
		}
		if err := d.Decode(&page); err != nil {
			log.Fatal(err)
		}
		p := &source{ID: page.ID, Body: dump.Text(page.Expected), lines: dumped(page.HTML), extra: true}
		p.Site, _, _ = strings.Cut(page.ID, "-")
		p.gold = newGold(p.Body)
		s := &sample{source: p, style: "plain", blocks: block.Split(strings.Join(p.lines, "\n"))}
		s.rows, s.in = block.Features(s.blocks), label(s.blocks, p.gold)
		out = append(out, s)
	}
	return out
}

var firstGrowth = grow.Growth{Trees: 120, Depth: 5, Rate: 0.1, Rows: 0.4, Columns: 0.3, Lambda: 4, MinWeight: 8, Seed: 7}
var secondGrowth = grow.Growth{Trees: 100, Depth: 4, Rate: 0.08, Rows: 0.4, Columns: 0.3, Lambda: 8, MinWeight: 8, Seed: 8}

// bags is how many models are averaged.
const bags = 3

// fit trains one model on all blocks of the samples. A page weighs the same
// whatever its length; a block by its words and a little for itself.
func fit(samples []*sample, row func(*sample, int) []float32, g grow.Growth) *boost.Model {
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
		if s.extra {
			share = 0.5
		}
		for i, b := range s.blocks {
			rows, yes = append(rows, row(s, i)), append(yes, s.in[i])
			weight = append(weight, share*(float64(min(len(b.Words), 120))/total+0.3/float64(len(s.blocks))))
		}
	}
	return grow.Bag(bags, rows, yes, weight, g)
}

// train fits the first stage, lets it judge pages of sites that it has not
// seen, and fits the second stage on these judgements; the same again for the
// title.
func train(samples []*sample) *stages {
	const inner = 3
	samples = append(slices.Clip(samples), mixed(samples, 5)...)
	st := &stages{}
	for k := range inner {
		seen, unseen := pick(samples, inner, k, true)
		judge(fit(seen, func(s *sample, i int) []float32 { return s.rows[i] }, firstGrowth), unseen)
	}
	st.second = fit(samples, func(s *sample, i int) []float32 { return s.second[i] }, secondGrowth)
	for _, s := range samples { // a little kinder than unseen pages: the second stage has seen these
		s.third = block.Third(s.blocks, s.second, block.Mean(s.first, scores(st.second, s.second)))
	}
	st.title = fitTitle(samples)
	st.first = fit(samples, func(s *sample, i int) []float32 { return s.rows[i] }, firstGrowth)
	return st
}

// stages are the models of the stages.
type stages struct{ first, second, title *boost.Model }

func scores(m *boost.Model, rows [][]float32) []float32 {
	out := make([]float32, len(rows))
	for i, row := range rows {
		out[i] = m.Score(row)
	}
	return out
}

var titleGrowth = grow.Growth{Trees: 80, Depth: 4, Rate: 0.1, Rows: 0.6, Columns: 0.3, Lambda: 6, MinWeight: 4, Seed: 9}

// fitTitle fits the judge of titles on the pages whose dump has the title.
func fitTitle(samples []*sample) *boost.Model {
	var rows [][]float32
	var yes []bool
	var weight []float64
	for _, s := range samples {
		if s.extra || s.style == "joined" || s.style == "inline" {
			continue
		}
		want, has := norm(s.Title), false
		for _, b := range s.blocks {
			has = has || norm(b.Text) == want
		}
		if !has {
			continue
		}
		for i, b := range s.blocks {
			if y := norm(b.Text) == want; y || len(b.Words) <= 40 && len(b.Words) > 0 {
				rows, yes = append(rows, s.third[i]), append(yes, y)
				w := 1.0
				if y {
					w = 10
				}
				weight = append(weight, w)
			}
		}
	}
	return grow.Bag(bags, rows, yes, weight, titleGrowth)
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
