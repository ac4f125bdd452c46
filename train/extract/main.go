// Command extract trains the trees of package extract/story on pages with
// their gold bodies (story.json with the libraries' votes, story-alone.json
// without), and reports the body F1 on sites that the trees did not see: five
// folds by site. The data's folder is ONRECORD_DATA. With WORST=REPORT it
// lists that report's bad pages, with SHOW=ID it prints a page's blocks.
//
//	go run ./train/extract [-out FOLDER] [-measure [-list title,authors,false,date]]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/extract/story"
)

type sample struct {
	row      gold
	blocks   []story.Block
	votes    story.Votes
	title    string
	heard    story.Votes // the votes that the features were made with
	features [][]float32
	labels   []float32 // share of the block that the gold body holds
	weights  []float32
	gold     map[string]int // shingles
	fold     int
}

const folds = 5

func main() {
	out := flag.String("out", "", "folder to write story.json and story-alone.json to; nowhere if empty")
	only := flag.Bool("measure", false, "do not train: read the pages and score title, authors, day and body on each half of the sites")
	list := flag.String("list", "", "with -measure: list the errors of title, authors, false (authors) or date on the first half")
	flag.Parse()
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		fmt.Println("ONRECORD_DATA is not set: nothing to train on")
		return
	}
	rows, err := readGold(data + "/pages/aet-dev.jsonl.gz")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if *only {
		measure(rows, *list)
		return
	}
	samples := prepare(rows)
	baselines(samples)
	for _, m := range []struct {
		file    string
		without bool
	}{{"story.json", false}, {"story-alone.json", true}} {
		if m.without {
			for i := range samples {
				samples[i].heard = story.Votes{Declared: samples[i].votes.Declared}
				samples[i].features = story.Features(samples[i].blocks, samples[i].heard, samples[i].title)
			}
		}
		crossValidate(m.file, samples)
		if *out == "" {
			continue
		}
		model := fit(samples)
		report(m.file+", its own pages", samples, func(i int) string { return keep(&samples[i], margins(model, &samples[i])) })
		encoded, err := json.Marshal(model)
		if err == nil {
			err = os.WriteFile(filepath.Join(*out, m.file), append(encoded, '\n'), 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// crossValidate trains on four fifths of the sites and reports on the fifth,
// in turn.
func crossValidate(name string, samples []sample) {
	var wg sync.WaitGroup
	gate := make(chan bool, runtime.GOMAXPROCS(0))
	held := make([][]float32, len(samples)) // margins
	for f := range folds {
		wg.Add(1)
		gate <- true
		go func() {
			defer wg.Done()
			model := fit(pick(samples, func(s *sample) bool { return s.fold != f }))
			for i := range samples {
				if samples[i].fold == f {
					held[i] = margins(model, &samples[i])
				}
			}
			<-gate
		}()
	}
	wg.Wait()
	for i := range samples {
		if id := os.Getenv("SHOW"); id != "" && strings.Contains(id, samples[i].row.ID[:8]) {
			show(held[i], &samples[i])
		}
	}
	report(name+", held-out sites", samples, func(i int) string { return keep(&samples[i], held[i]) })
}

func pick(all []sample, want func(*sample) bool) []sample {
	var some []sample
	for i := range all {
		if want(&all[i]) {
			some = append(some, all[i])
		}
	}
	return some
}

func margins(model *story.Model, s *sample) []float32 {
	var out []float32
	for _, f := range s.features {
		out = append(out, model.Margin(f))
	}
	return out
}

func keep(s *sample, margins []float32) string {
	return story.Join(story.Settle(s.blocks, margins, s.heard))
}

// prepare describes the pages' blocks and labels them with the gold bodies.
func prepare(rows []gold) []sample {
	samples := make([]sample, len(rows))
	var wg sync.WaitGroup
	gate := make(chan bool, runtime.GOMAXPROCS(0))
	for i, row := range rows {
		wg.Add(1)
		gate <- true
		go func() {
			defer wg.Done()
			samples[i] = label(row)
			<-gate
		}()
	}
	wg.Wait()
	return samples
}

func label(row gold) sample {
	blocks, votes, title := extract.Inspect([]byte(row.HTML), row.URL)
	s := sample{row: row, blocks: blocks, votes: votes, title: title, heard: votes, features: story.Features(blocks, votes, title), gold: shingles(row.Body)}
	h := fnv.New32a()
	h.Write([]byte(row.Site))
	s.fold = int(h.Sum32() % folds)
	lines := map[string]bool{}
	for line := range strings.Lines(row.Body) {
		lines[strings.Join(words(line), " ")] = true
	}
	total := 0
	used := map[string]int{}
	for _, b := range blocks {
		ws := words(b.Text)
		total += len(ws)
		y := float32(0)
		if len(ws) >= 4 {
			hit := 0
			for k := range shinglesOf(ws) {
				if used[k] < s.gold[k] {
					hit++
				}
			}
			y = float32(hit) / float32(len(ws)-3)
			if y > 0.5 {
				for k := range shinglesOf(ws) {
					used[k]++
				}
			}
		} else if len(ws) > 0 && lines[strings.Join(ws, " ")] {
			y = 1
		}
		s.labels = append(s.labels, min(1, y))
		s.weights = append(s.weights, float32(math.Sqrt(float64(len(ws))+1)))
	}
	// Every page weighs the same but for a root of its length, so that long
	// pages do not drown the short ones.
	sum := float32(0)
	for _, w := range s.weights {
		sum += w
	}
	for i := range s.weights {
		s.weights[i] *= 100 / (sum + 1)
	}
	return s
}

// show prints a page's blocks with label, score and votes.
func show(margins []float32, s *sample) {
	for i, b := range s.blocks {
		t := b.Text
		if len(t) > 90 {
			t = t[:90]
		}
		fmt.Printf("%.1f %5.2f t%.1f r%.1f %s %s\n", s.labels[i], margins[i], s.votes.Trafilatura.Share(&b), s.votes.Readability.Share(&b), b.Tag, t)
	}
}
