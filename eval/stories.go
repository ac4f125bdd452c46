package eval

import (
	"context"
	"path"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/story"
)

// measureStories reads the articles of all events, groups them, and scores the
// utterances of the events that are annotated, and the grouping of all.
func measureStories(ctx context.Context, b *bench) ([]Table, error) {
	matcher, err := story.New()
	if err != nil {
		return nil, err
	}
	var records []onrecord.Record
	events := map[string]string{} // by article
	err = each(ctx, corpus.File(b.path("stories", "basil-dev.jsonl.gz"), corpus.Stories), func(s corpus.Story) onrecord.Record {
		record, _ := b.read(ctx, onrecord.Page{ID: s.ID(), Form: onrecord.Text, Title: s.Title, Published: s.Date, Body: []byte(s.Text)})
		return record
	}, func(s corpus.Story, r onrecord.Record) {
		events[s.ID()] = s.Event
		records = append(records, r)
	})
	if err != nil {
		return nil, err
	}
	found := matcher.Group(records)
	gold := map[string]*annotated{}
	for u, err := range corpus.File(b.path("gold", "stories-dev.jsonl"), corpus.Utterances) {
		if err != nil {
			return nil, err
		}
		if gold[u.Event] == nil {
			gold[u.Event] = &annotated{}
		}
		gold[u.Event].add(u)
	}
	return []Table{utteranceTable(scoreUtterances(&found, gold)), groupingTable(&found, events)}, nil
}

// annotated is what the gold set says of one event.
type annotated struct{ gold, negative, uncertain, said []metric.PassagePair }

// add takes a line of the gold set. Pairs within one article are not asked for.
func (a *annotated) add(u corpus.Utterance) {
	of := func(r corpus.Reported) metric.Passage { return metric.Passage{Doc: r.Doc, Spans: r.Spans} }
	switch {
	case u.Uncertain:
		a.uncertain = append(a.uncertain, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
	case u.Negative && u.A.Doc != u.B.Doc:
		a.negative = append(a.negative, metric.PassagePair{A: of(*u.A), B: of(*u.B)})
	case !u.Negative:
		for _, r := range u.Relations {
			a.gold = append(a.gold, metric.PassagePair{A: of(u.Reports[r.A]), B: of(u.Reports[r.B]), Kind: r.Kind})
		}
	}
}

// scoreUtterances scores the pairs of reports in annotated events.
func scoreUtterances(found *onrecord.Stories, gold map[string]*annotated) *metric.UtteranceScore {
	var order []*annotated
	for i := range found.Utterances {
		u := &found.Utterances[i]
		of := func(i int) metric.Passage {
			a := &found.Records[u.Reports[i].Article].Article
			return metric.Passage{Doc: a.ID, Spans: corpus.Points(a.Text, u.Reports[i].Spans)}
		}
		for _, r := range u.Relations {
			p := metric.PassagePair{A: of(r.A), B: of(r.B), Kind: string(r.Kind)}
			if a := gold[path.Dir(p.A.Doc)]; a != nil {
				a.said = append(a.said, p)
			}
		}
	}
	for _, a := range gold {
		order = append(order, a)
	}
	var score metric.UtteranceScore
	for _, a := range order { // sums: their order does not matter
		score.Add(a.gold, a.negative, a.uncertain, a.said)
	}
	return &score
}

func utteranceTable(score *metric.UtteranceScore) Table {
	table := Table{Title: "pairs of reports", Columns: []string{"gold", "R", "said", "P"}}
	table.row("all", count(score.Found.Whole), share(score.Found), count(score.Right.Whole), share(score.Right))
	for _, kind := range []onrecord.RelationKind{onrecord.Identical, onrecord.Trimmed, onrecord.Recut, onrecord.Paraphrase} {
		s := score.Kinds[string(kind)]
		table.row(string(kind), count(s.Whole), share(s), none(), none())
	}
	table.row("found, with their kind", count(score.KindRight.Whole), share(score.KindRight), none(), none())
	table.row("not one, and joined", count(score.Negatives.Whole), share(score.Negatives), none(), none())
	table.Notes = []string{"The scorer of pairs is trained on these events: held out, figures are lower (the model card gives them)."}
	return table
}

// groupingTable scores which articles are of one event.
func groupingTable(found *onrecord.Stories, events map[string]string) Table {
	var gold, said []string
	for i, s := range found.Stories {
		for _, a := range s.Articles {
			gold, said = append(gold, events[found.Records[a].Article.ID]), append(said, strconv.Itoa(i))
		}
	}
	p, r, f := metric.BCubed(gold, said)
	table := Table{Title: "articles of one event", Columns: []string{"articles", "P", "R", "F"}}
	table.row("B-cubed", count(len(gold)), percent(p), percent(r), percent(f))
	return table
}
