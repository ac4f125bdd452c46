// Command story learns to tell which statements of different articles report
// one utterance, from the gold set of events in the folder that ONRECORD_DATA
// names. It says how good that is on events that were not learned from, and
// writes story-pairs.trees into the folder given.
//
//	ONRECORD_DATA=… go run ./train/story [-records FILE] [-folds 10] [model/english/2026-11-26]
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

// event is one event of the gold set, with its candidates and what they are.
type event struct {
	name                      string
	records                   []onrecord.Record
	gold, negative, uncertain []metric.PassagePair
	candidates                []story.Candidate
	pairs                     []metric.PassagePair // of the candidates
	yes, skip                 []bool
	score                     []float32 // by what was learned from other events
}

func main() {
	log.SetFlags(0)
	cache := flag.String("records", "", "a file of records, made or used")
	folds := flag.Int("folds", 10, "parts of the events, each judged by what is learned from the others")
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
	}
	crossValidate(events, *folds)
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
	for _, e := range events {
		for i, c := range e.candidates {
			if !e.skip[i] {
				rows, yes, weight = append(rows, row(c.Features)), append(yes, e.yes[i]), append(weight, 1)
			}
		}
	}
	return grow.Bag(3, rows, yes, weight, growth)
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
	var whole metric.UtteranceScore
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
			whole.Add(e.gold, e.negative, e.uncertain, e.group(m))
			for i, c := range e.candidates {
				all = append(all, scored{e, i, model.Score(row(c.Features))})
				e.score = append(e.score, all[len(all)-1].score)
			}
		}
	}
	report("whole", &whole)
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
	fmt.Printf("  negatives joined %d of %d\n", s.Negatives.Part, s.Negatives.Whole)
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

// load reads the events of the gold set with their articles' records.
func load(data, cache string) ([]*event, error) {
	records := map[string]onrecord.Record{}
	f, err := os.Open(cache)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	for d.More() {
		var r onrecord.Record
		if err := d.Decode(&r); err != nil {
			return nil, err
		}
		records[r.Article.ID] = r
	}
	byName := map[string]*event{}
	var out []*event
	for u, err := range corpus.File(filepath.Join(data, "gold", "stories-dev.jsonl"), corpus.Utterances) {
		if err != nil {
			return nil, err
		}
		e := byName[u.Event]
		if e == nil {
			e = &event{name: u.Event}
			byName[u.Event], out = e, append(out, e)
		}
		e.add(u)
	}
	ids := make([]string, 0, len(records))
	for id := range records {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		if e := byName[filepath.Dir(id)]; e != nil {
			e.records = append(e.records, records[id])
		}
	}
	return out, nil
}

// add takes a line of the gold set.
func (e *event) add(u corpus.Utterance) {
	of := func(r corpus.Reported) metric.Passage { return metric.Passage{Doc: r.Doc, Spans: r.Spans} }
	switch {
	case u.Uncertain:
		e.uncertain = append(e.uncertain, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
	case u.Negative:
		if u.A.Doc != u.B.Doc {
			e.negative = append(e.negative, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
		}
	default:
		for _, r := range u.Relations {
			e.gold = append(e.gold, metric.PassagePair{A: of(u.Reports[r.A]), B: of(u.Reports[r.B]), Kind: r.Kind})
		}
	}
}
