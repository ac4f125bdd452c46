// Command story learns to tell which statements of different articles report
// one utterance, from the gold set of events in the folder that ONRECORD_DATA
// names. It says how good that is on events that were not learned from, and
// writes story-pairs.trees into the folder given.
//
//	ONRECORD_DATA=… go run ./train/story -records FILE [-folds 10] [model/english/2026-11-26]
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/extract/scrape/boost"
	"github.com/onrecord/onrecord/story"
	"github.com/onrecord/onrecord/train/grow"
)

var growth = grow.Growth{Trees: 120, Depth: 4, Rate: 0.08, Rows: 0.6, Columns: 0.4, Lambda: 4, MinWeight: 3, Seed: 5}

// rising and falling are the features with which pairs can only become more, or
// less, likely.
var rising = []string{"run", "run-weight", "quoted-run", "quoted-run-weight", "quoted-shared", "quoted-of-shorter", "quoted-of-longer",
	"order-of-shorter", "order-of-longer", "cosine", "of-shorter", "of-longer", "shared", "rarest", "local-cosine", "local-of-shorter",
	"local-of-longer", "local-shared", "local-rarest", "speaker", "speaker-key", "speaker-near", "numbers-shared", "names-shared", "names-of-shorter",
	"around", "around-other", "cue", "margin-best", "margin-worst", "affinity", "segment-cosine", "segment-of-shorter", "run-rarity",
	"quoted-run-rarity", "single-rarity", "said-least", "said-most", "clause-least", "clause-most"}
var falling = []string{"numbers-other", "rank-best", "rank-worst", "negation"}

// monotone is what rising and falling say, for each feature.
func monotone() []int {
	var out []int
	for _, name := range story.FeatureNames() {
		way := 0
		if slices.Contains(rising, name) {
			way = 1
		} else if slices.Contains(falling, name) {
			way = -1
		}
		out = append(out, way)
	}
	return out
}

// event is one event of the gold set, with its candidates and what they are.
type event struct {
	name                      string
	records                   []onrecord.Record
	gold, negative, uncertain []metric.PassagePair
	candidates                []story.Candidate
	pairs                     []metric.PassagePair // of the candidates
	yes, skip                 []bool
	clean                     *event // the same with the spans that the gold set gives
	reports                   []metric.Passage
	score                     []float32 // by what was learned from other events
}

func main() {
	log.SetFlags(0)
	cache := flag.String("records", "", "the records of data/stories/basil-dev, as onrecord read --jsonl writes them")
	folds := flag.Int("folds", 10, "parts of the events, each judged by what is learned from the others; 0: none is")
	dump := flag.String("dump", "", "write the candidates to this file")
	flag.Parse()
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		log.Fatal("ONRECORD_DATA names no folder")
	}
	events, err := load(data, *cache)
	if err != nil {
		log.Fatal(err)
	}
	m, err := story.NewWith(&boost.Model{})
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range events {
		e.label(m)
		e.clean = e.asAnnotated()
		e.clean.label(m)
	}
	if *folds > 0 {
		crossValidate(events, *folds)
	}
	if *dump != "" {
		if err := write(*dump, events); err != nil {
			log.Fatal(err)
		}
	}
	if flag.NArg() == 1 {
		if err := save(filepath.Join(flag.Arg(0), story.Scorer), fit(events)); err != nil {
			log.Fatal(err)
		}
	}
}

// label finds the candidates of an event and says which are one utterance.
func (e *event) label(m *story.Matcher) {
	e.candidates = m.Candidates(e.records)
	for _, c := range e.candidates {
		p := metric.PassagePair{A: passage(&e.records[c.A[0]], c.A[1]), B: passage(&e.records[c.B[0]], c.B[1])}
		e.pairs = append(e.pairs, p)
		yes, maybe := any(p, e.gold), any(p, e.uncertain)
		e.yes, e.skip = append(e.yes, yes), append(e.skip, maybe && !yes)
	}
}

func any(p metric.PassagePair, of []metric.PassagePair) bool {
	return slices.ContainsFunc(of, p.Same)
}

func passage(r *onrecord.Record, statement int) metric.Passage {
	return metric.Passage{Doc: r.Article.ID, Spans: corpus.Points(r.Article.Text, r.Statements[statement].Content)}
}

// fit learns from events.
func fit(events []*event) *boost.Model {
	var rows [][]float32
	var yes []bool
	var weight []float64
	for _, found := range events {
		for _, e := range []*event{found, found.clean} {
			for i, c := range e.candidates {
				if !e.skip[i] {
					rows, yes, weight = append(rows, row(c.Features)), append(yes, e.yes[i]), append(weight, 1)
				}
			}
		}
	}
	g := growth
	g.Monotone = monotone()
	return grow.Bag(3, rows, yes, weight, g)
}

func row(features []float64) []float32 {
	out := make([]float32, len(features))
	for i, f := range features {
		out[i] = float32(f)
	}
	return out
}

// crossValidate scores each candidate by what was learned from other events,
// and says what precision and recall each threshold gives.
func crossValidate(events []*event, folds int) {
	order := rand.New(rand.NewSource(1)).Perm(len(events))
	type scored struct {
		e     *event
		i     int
		score float32
	}
	var all []scored
	var lines [][2]float64
	for _, least := range []float64{0.4, 0.5} {
		for _, doubt := range []float64{0, 0.5, 1} {
			lines = append(lines, [2]float64{least, doubt})
		}
	}
	whole := make([]metric.UtteranceScore, len(lines))
	for f := range folds {
		var learn, judge []*event
		for k, i := range order {
			if k%folds == f {
				judge = append(judge, events[i])
			} else {
				learn = append(learn, events[i])
			}
		}
		model := fit(learn)
		m, err := story.NewWith(model)
		if err != nil {
			log.Fatal(err)
		}
		for _, e := range judge {
			for k, at := range lines {
				whole[k].Add(e.gold, e.negative, e.uncertain, e.group(m.Cautious(at[0], at[1])))
			}
			for i, c := range e.candidates {
				all = append(all, scored{e, i, model.Score(row(c.Features))})
				e.score = append(e.score, all[len(all)-1].score)
			}
		}
	}
	for k, at := range lines {
		report(fmt.Sprintf("whole %.1f %.1f", at[0], at[1]), &whole[k])
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	for _, threshold := range []float32{-2, -1.5, -1, -0.5, 0, 0.5, 1} {
		var total metric.UtteranceScore
		for _, e := range events {
			var said []metric.PassagePair
			for _, s := range all {
				if s.e == e && s.score >= threshold {
					said = append(said, e.pairs[s.i])
				}
			}
			total.Add(e.gold, e.negative, e.uncertain, said)
		}
		report(fmt.Sprintf("pairs from %.1f", threshold), &total)
	}
}

// group gives the pairs that a matcher finds among the event's articles, as
// one story.
func (e *event) group(m *story.Matcher) []metric.PassagePair {
	var out []metric.PassagePair
	stories := m.OneStory(e.records)
	for _, u := range stories.Utterances {
		of := func(i int) metric.Passage {
			a := &stories.Records[u.Reports[i].Article].Article
			return metric.Passage{Doc: a.ID, Spans: corpus.Points(a.Text, u.Reports[i].Spans)}
		}
		for _, r := range u.Relations {
			out = append(out, metric.PassagePair{A: of(r.A), B: of(r.B), Kind: string(r.Kind)})
		}
	}
	return out
}

func save(path string, m *boost.Model) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := m.Write(f); err != nil {
		return err
	}
	return f.Close()
}

func report(what string, s *metric.UtteranceScore) {
	p, _ := s.Right.Percent()
	r, _ := s.Found.Percent()
	fmt.Printf("%-16s P %.1f R %.1f", what, p, r)
	for _, k := range []string{"identical", "trimmed", "recut", "paraphrase"} {
		share := s.Kinds[k]
		v, _ := share.Percent()
		fmt.Printf("  %s %.1f", k, v)
	}
	fmt.Printf("  kind right %d of %d, negatives joined %d of %d\n", s.KindRight.Part, s.KindRight.Whole, s.Negatives.Part, s.Negatives.Whole)
}

// write puts the candidates down as tab-separated numbers, for other learners.
func write(path string, events []*event) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, "event\ta\tb\tyes\tskip\tscore\ttexta\ttextb")
	for _, n := range story.FeatureNames() {
		fmt.Fprint(w, "\t", n)
	}
	fmt.Fprintln(w)
	for _, e := range events {
		for i, c := range e.candidates {
			fmt.Fprintf(w, "%s\t%v\t%v\t%v\t%v\t%.2f\t%s\t%s", e.name, c.A, c.B, e.yes[i], e.skip[i], e.score[i], content(e, c.A), content(e, c.B))
			for _, f := range c.Features {
				fmt.Fprintf(w, "\t%.5g", f)
			}
			fmt.Fprintln(w)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func content(e *event, c [2]int) string {
	r := &e.records[c[0]]
	out := ""
	for _, s := range r.Statements[c[1]].Content {
		out += s.In(r.Article.Text) + " … "
	}
	j, _ := json.Marshal(out)
	return string(j)
}
