package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// asAnnotated gives the event with the gold set's reports instead of the
// statements that they are found in, each with the speaker who was found.
func (e *event) asAnnotated() *event {
	out := &event{name: e.name, gold: e.gold, negative: e.negative, uncertain: e.uncertain}
	for _, r := range e.records {
		points := onrecord.NewPoints(r.Article.Text)
		found := r.Statements
		r.Statements = nil
		taken := make([]bool, len(found))
		for _, p := range e.reports {
			if p.Doc != r.Article.ID {
				continue
			}
			s := onrecord.Statement{ID: fmt.Sprint(p.Spans)}
			for _, span := range p.Spans {
				if b, ok := points.Bytes([2]int{span.Start, span.End}); ok && !b.Empty() {
					s.Content = append(s.Content, b)
				}
			}
			if len(s.Content) == 0 || slices.ContainsFunc(r.Statements, func(o onrecord.Statement) bool { return o.ID == s.ID }) {
				continue
			}
			s.Kind = onrecord.Mixed
			most := 0
			for i, o := range found {
				if n := overlap(o.Content, s.Content); n > 0 {
					taken[i] = true
					if n > most {
						most, s.Speaker, s.Cue, s.Source = n, o.Speaker, o.Cue, o.Source
						s.Kind = o.Kind
					}
				}
			}
			r.Statements = append(r.Statements, s)
		}
		for i, o := range found {
			if !taken[i] {
				r.Statements = append(r.Statements, o)
			}
		}
		out.records = append(out.records, r)
	}
	return out
}

func overlap(a, b []onrecord.Span) (n int) {
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
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
	if u.A != nil && u.B != nil {
		e.reports = append(e.reports, of(*u.A), of(*u.B))
	}
	switch {
	case u.Uncertain:
		e.uncertain = append(e.uncertain, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
	case u.Negative:
		if u.A.Doc != u.B.Doc {
			e.negative = append(e.negative, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
		}
	default:
		for _, r := range u.Reports {
			e.reports = append(e.reports, of(r))
		}
		for _, r := range u.Relations {
			e.gold = append(e.gold, metric.PassagePair{A: of(u.Reports[r.A]), B: of(u.Reports[r.B]), Kind: r.Kind})
		}
	}
}
