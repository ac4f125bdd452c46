// Command attribute learns the weights of package nlp/attribute from the
// PolNeAR training articles in the folder that ONRECORD_DATA names: how likely
// each candidate of the rules is to be a statement, by cue, frame and
// surroundings (logistic regression), and each rule's precision by band of
// score, measured on the fifth of the articles that its weights were not
// learned from. It writes cues.tsv and rules.tsv into the folder given.
//
//	ONRECORD_DATA=… go run ./train/attribute model/english/2026-11-26.2
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
)

// shared is an article whose wire text is in the test set as well.
const shared = "breitbart_2016-08-24_report-half-clinton-s-state-meet"

type annotated struct {
	ID           string
	Text         string
	Attributions []struct{ Source, Cue, Content [][2]int }
}

type example struct {
	features []string
	right    bool
	rule     string
	fold     int
}

func main() {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" || len(os.Args) != 2 {
		log.Fatal("usage: ONRECORD_DATA=folder attribute OUT-FOLDER")
	}
	examples := read(filepath.Join(data, "polnear", "train.jsonl.gz"))
	seen, right := map[string]int{}, map[string]int{}
	for _, e := range examples {
		for _, f := range append([]string{"bias"}, e.features...) {
			seen[f]++
			if e.right {
				right[f]++
			}
		}
	}
	fmt.Println(len(examples), "candidates,", right["bias"], "right")
	total, hit := map[string]float64{}, map[string]float64{}
	for fold := range 5 {
		var part []example
		for _, e := range examples {
			if e.fold != fold {
				part = append(part, e)
			}
		}
		weights := learn(part, seen)
		for _, e := range examples {
			if e.fold != fold {
				continue
			}
			score := weights["bias"]
			for _, f := range e.features {
				score += weights[f]
			}
			for _, name := range []string{e.rule + "/" + attribute.Band(score), e.rule} {
				if name == e.rule && score < 0 {
					continue
				}
				total[name]++
				if e.right {
					hit[name]++
				}
			}
		}
	}
	var out bytes.Buffer
	out.WriteString("# rule, or rule/band of score\tprecision\tseen\n")
	for _, name := range slices.Sorted(mapKeys(total)) {
		if total[name] >= 10 {
			fmt.Fprintf(&out, "%s\t%.2f\t%.0f\n", name, hit[name]/total[name], total[name])
		}
	}
	write(filepath.Join(os.Args[1], "rules.tsv"), out.Bytes())

	weights := learn(examples, seen)
	out.Reset()
	out.WriteString("# feature\tweight (log odds)\tseen\tright\n")
	for _, name := range slices.Sorted(mapKeys(weights)) {
		if math.Abs(weights[name]) >= 0.02 {
			fmt.Fprintf(&out, "%s\t%.2f\t%d\t%d\n", name, weights[name], seen[name], right[name])
		}
	}
	write(filepath.Join(os.Args[1], "cues.tsv"), out.Bytes())
}

func write(path string, data []byte) {
	if err := os.WriteFile(path, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(path, len(data), "bytes")
}

func mapKeys(m map[string]float64) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// read runs the rules over the articles and marks which candidates are right:
// the cue's main word within a gold cue, and contents that overlap.
func read(path string) []example {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	segmenter, err := segment.New()
	if err != nil {
		log.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		log.Fatal(err)
	}
	var out []example
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	for n := 0; lines.Scan(); n++ {
		var a annotated
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			log.Fatal(err)
		}
		if a.ID == shared {
			continue
		}
		offsets := make([]int, 0, len(a.Text)+1)
		for i := range a.Text {
			offsets = append(offsets, i)
		}
		offsets = append(offsets, len(a.Text))
		for _, c := range rules.Candidates(quote.Pair(segmenter.Segment(onrecord.Article{Text: a.Text}))) {
			right := false
			for _, g := range a.Attributions {
				cue := len(c.Cue) == 0 || overlap(offsets, g.Cue, []onrecord.Span{c.Head}) > 0
				if cue && overlap(offsets, g.Content, c.Content) > 0 {
					right = true
				}
			}
			out = append(out, example{c.Features, right, c.Rule, n % 5})
		}
	}
	if lines.Err() != nil {
		log.Fatal(lines.Err())
	}
	return out
}

func overlap(offsets []int, gold [][2]int, spans []onrecord.Span) int {
	n := 0
	for _, g := range gold {
		for _, s := range spans {
			n += max(0, min(offsets[g[1]], s.End)-max(offsets[g[0]], s.Start))
		}
	}
	return n
}

// learn fits the weights by stochastic gradient descent (AdaGrad) with an L2
// penalty; features seen once stay without.
func learn(examples []example, seen map[string]int) map[string]float64 {
	const rate, penalty, epochs = 0.2, 1e-4, 12
	index := map[string]int{"bias": 0}
	rows := make([][]int, len(examples))
	for i, e := range examples {
		rows[i] = []int{0}
		for _, f := range e.features {
			if seen[f] < 2 {
				continue
			}
			k, ok := index[f]
			if !ok {
				k = len(index)
				index[f] = k
			}
			rows[i] = append(rows[i], k)
		}
	}
	w, g := make([]float64, len(index)), make([]float64, len(index))
	r := rand.New(rand.NewSource(1))
	for range epochs {
		for _, i := range r.Perm(len(examples)) {
			score := 0.0
			for _, k := range rows[i] {
				score += w[k]
			}
			slope := 1 / (1 + math.Exp(-score))
			if examples[i].right {
				slope--
			}
			for _, k := range rows[i] {
				d := slope + penalty*w[k]
				g[k] += d * d
				w[k] -= rate * d / math.Sqrt(g[k]+1e-8)
			}
		}
	}
	out := map[string]float64{}
	names := make([]string, 0, len(index))
	for name := range index {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		out[name] = w[index[name]]
	}
	return out
}
