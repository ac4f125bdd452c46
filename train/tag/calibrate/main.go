// Command calibrate fits, for each kind of statement, the curve that turns a
// tagger's log odds into a confidence that holds: logistic regression of
// "right" on them (Platt 1999), over articles that the tagger was not trained
// on. Right means: content with a Jaccard index of at least 0.5, source and
// cue overlapping. It writes to standard output what goes into
// confidence-NAME.tsv, and to standard error how far the confidence holds.
//
//	ONRECORD_DATA=… go run ./train/tag/calibrate FOLDER NAME
package main

import (
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/tag"
)

// sample is one statement that a tagger found.
type sample struct {
	kind    onrecord.Kind
	logOdds float64
	right   bool
}

func main() {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" || len(os.Args) != 3 {
		log.Fatal("usage: ONRECORD_DATA=folder calibrate MODEL-FOLDER NAME")
	}
	samples, err := read(data, os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("# kind, slope and shift of the confidence; written by train/tag/calibrate")
	for _, kind := range []onrecord.Kind{onrecord.Direct, onrecord.Indirect, onrecord.Mixed} {
		slope, shift := fit(samples, kind)
		fmt.Printf("%s\t%.4f\t%.4f\n", kind, slope, shift)
		for i := range samples {
			if samples[i].kind == kind {
				samples[i].logOdds = slope*samples[i].logOdds + shift
			}
		}
	}
	report(samples)
}

// read collects what a tagger finds in the development articles.
func read(data, folder, name string) ([]sample, error) {
	vocabulary, err := os.ReadFile(filepath.Join(folder, "vocabulary.txt"))
	if err != nil {
		return nil, err
	}
	weights, err := os.ReadFile(filepath.Join(folder, "tagger-"+name+".safetensors"))
	if err != nil {
		return nil, err
	}
	tagger, err := tag.New(vocabulary, weights)
	if err != nil {
		return nil, err
	}
	segmenter, err := segment.New()
	if err != nil {
		return nil, err
	}
	rules, err := attribute.NewRules()
	if err != nil {
		return nil, err
	}
	var out []sample
	for a, err := range corpus.File(filepath.Join(data, "polnear", "dev.jsonl.gz"), corpus.Articles) {
		if err != nil {
			return nil, err
		}
		found := rules.Join(tagger.Tag(quote.Pair(segmenter.Segment(onrecord.Article{Text: a.Text}))))
		var said []metric.Attribution
		var of []sample
		for _, f := range found.Attributions {
			if f.Parent >= 0 {
				continue
			}
			said = append(said, metric.Attribution{Source: corpus.Points(a.Text, f.Source), Cue: corpus.Points(a.Text, f.Cue), Content: corpus.Points(a.Text, f.Content)})
			p := max(1e-6, min(1-1e-6, f.Confidence))
			s := sample{kind: f.Kind, logOdds: math.Log(p / (1 - p))}
			if len(f.Evidence) == 0 {
				s.kind = "" // a rule's, with a confidence of its own
			}
			of = append(of, s)
		}
		for _, pair := range metric.Match(a.Attributions, said) {
			of[pair.Predicted].right = metric.SameRelation(a.Attributions[pair.Gold], said[pair.Predicted])
		}
		out = append(out, of...)
	}
	return out, nil
}

// fit minimises the log loss of σ(slope·x + shift) by Newton's method.
func fit(samples []sample, kind onrecord.Kind) (slope, shift float64) {
	slope = 1
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for _, s := range samples {
			if s.kind != kind {
				continue
			}
			p := 1 / (1 + math.Exp(-(slope*s.logOdds + shift)))
			d := p
			if s.right {
				d--
			}
			w := p*(1-p) + 1e-9
			ga, gb = ga+d*s.logOdds, gb+d
			haa, hab, hbb = haa+w*s.logOdds*s.logOdds, hab+w*s.logOdds, hbb+w
		}
		det := (haa+1e-3)*(hbb+1e-3) - hab*hab
		slope -= ((hbb+1e-3)*ga - hab*gb) / det
		shift -= ((haa+1e-3)*gb - hab*ga) / det
	}
	return slope, shift
}

// report tells by tenths of confidence how many were right.
func report(samples []sample) {
	var n, right [10]int
	for _, s := range samples {
		if s.kind == "" {
			continue
		}
		band := min(9, int(10/(1+math.Exp(-s.logOdds))))
		n[band]++
		if s.right {
			right[band]++
		}
	}
	for b := 9; b >= 0; b-- {
		if n[b] > 0 {
			fmt.Fprintf(os.Stderr, "confidence %.1f and more: %4d statements, %5.1f %% right\n", float64(b)/10, n[b], 100*float64(right[b])/float64(n[b]))
		}
	}
}
