package eval

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/resolve"
)

// speakerTally collects speakers' figures over some group of statements.
type speakerTally struct {
	gold, matched, right, kindRight int
	named, namedRight               int
}

func (t *speakerTally) add(o metric.SpeakerOutcome) {
	t.gold++
	for _, c := range []struct {
		is    bool
		count *int
	}{{o.Matched, &t.matched}, {o.Right, &t.right}, {o.KindRight, &t.kindRight}, {o.Named, &t.named}, {o.Named && o.Right, &t.namedRight}} {
		if c.is {
			*c.count++
		}
	}
}

// speakerScore is the tally of all statements, of groups of them, and of the
// confidence that speakers were given with.
type speakerScore struct {
	all        speakerTally
	groups     map[string]*speakerTally // by difficulty and by kind
	confidence [len(confidences)]metric.Share
}

// confidences are the lower bounds of the bands of confidence.
var confidences = [...]float64{0.9, 0.7, 0.5, 0}

func (s *speakerScore) add(gold corpus.Speaker, o metric.SpeakerOutcome) {
	if s.groups == nil {
		s.groups = map[string]*speakerTally{}
	}
	s.all.add(o)
	for _, group := range []string{gold.Difficulty, gold.Kind} {
		if s.groups[group] == nil {
			s.groups[group] = &speakerTally{}
		}
		s.groups[group].add(o)
	}
	if !o.Named {
		return
	}
	for i, least := range confidences {
		if o.Confidence >= least {
			s.confidence[i].Count(o.Right)
			return
		}
	}
}

func measureSpeakers(ctx context.Context, b *bench) ([]Table, error) {
	gold, err := collect(corpus.File(b.path("gold", "speakers-dev.jsonl"), corpus.Speakers))
	if err != nil {
		return nil, err
	}
	resolver, err := resolve.New()
	if err != nil {
		return nil, err
	}
	articles, err := b.articlesOf(gold)
	if err != nil {
		return nil, err
	}
	type reading struct{ endToEnd, onGold []metric.Statement }
	readings := map[string]reading{}
	err = each(ctx, articles, func(a corpus.Article) reading {
		record, _ := b.readText(ctx, a.ID, a.Text)
		return reading{said(record), b.resolveGold(resolver, a)}
	}, func(a corpus.Article, r reading) { readings[a.ID] = r })
	if err != nil {
		return nil, err
	}
	var endToEnd, onGold speakerScore
	for _, g := range gold {
		r, ok := readings[g.Doc]
		if !ok {
			return nil, fmt.Errorf("the article %s of speakers-dev.jsonl is in neither part of PolNeAR", g.Doc)
		}
		endToEnd.add(g, judge(g, r.endToEnd))
		onGold.add(g, judge(g, r.onGold))
	}
	return speakerTables(&endToEnd, &onGold), nil
}

func judge(g corpus.Speaker, statements []metric.Statement) metric.SpeakerOutcome {
	return metric.Speaker(metric.SpeakerGold{
		Content: metric.Range{Start: g.ContentStart, End: g.ContentEnd}, Kind: g.Type, Names: append([]string{g.Name}, g.Accept...),
	}, statements)
}

// said gives a record's statements, nested ones too, as the speakers' measure
// takes them.
func said(record onrecord.Record) []metric.Statement {
	var out []metric.Statement
	for _, s := range record.Statements {
		out = append(out, metric.Statement{Content: corpus.Points(record.Article.Text, s.Content), Kind: string(s.Kind),
			Speaker: s.Speaker.Name, Confidence: s.Speaker.Confidence})
	}
	return out
}

// resolveGold resolves the speakers of an article's gold attributions.
func (b *bench) resolveGold(resolver *resolve.Resolver, a corpus.Article) []metric.Statement {
	text := []rune(a.Text)
	marks, offsets := inMarks(text), byteOffsets(a.Text)
	found := nlp.Attributed{Quoted: b.reader.Analyse(onrecord.Article{ID: a.ID, Text: a.Text}).Quoted}
	for _, g := range a.Attributions {
		if !slices.ContainsFunc(g.Content, func(r metric.Range) bool { return r.End > r.Start }) {
			continue
		}
		found.Attributions = append(found.Attributions, nlp.Attribution{
			Kind: kindOf(text, marks, g.Content), Source: spans(offsets, g.Source), Cue: spans(offsets, g.Cue),
			Content: spans(offsets, g.Content), Parent: -1, Carried: -1, Confidence: 1, Rule: "gold"})
	}
	sort.SliceStable(found.Attributions, func(i, j int) bool {
		return found.Attributions[i].Content[0].Start < found.Attributions[j].Content[0].Start
	})
	var out []metric.Statement
	resolved := resolver.Resolve(found)
	for i, f := range resolved.Attributions {
		out = append(out, metric.Statement{Content: corpus.Points(a.Text, f.Content), Kind: string(f.Kind),
			Speaker: resolved.Speakers[i].Name, Confidence: resolved.Speakers[i].Confidence})
	}
	return out
}

// byteOffsets gives the byte offset of each code point, and of the end.
func byteOffsets(text string) []int {
	out := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

func spans(offsets []int, in []metric.Range) []onrecord.Span {
	var out []onrecord.Span
	for _, r := range in {
		out = append(out, onrecord.Span{Start: offsets[r.Start], End: offsets[r.End]})
	}
	slices.SortFunc(out, func(a, b onrecord.Span) int { return a.Start - b.Start })
	return out
}

// articlesOf gives the PolNeAR articles that the gold statements are of.
func (b *bench) articlesOf(gold []corpus.Speaker) (iter.Seq2[corpus.Article, error], error) {
	missing := map[string]bool{}
	for _, g := range gold {
		missing[g.Doc] = true
	}
	var found []corpus.Article
	for _, part := range []string{"dev.jsonl.gz", "train.jsonl.gz"} {
		if len(missing) == 0 {
			break
		}
		for a, err := range corpus.File(b.path("polnear", part), corpus.Articles) {
			if err != nil {
				return nil, err
			}
			if missing[a.ID] {
				delete(missing, a.ID)
				found = append(found, a)
			}
		}
	}
	return func(yield func(corpus.Article, error) bool) {
		for _, a := range found {
			if !yield(a, nil) {
				return
			}
		}
	}, nil
}

// collect reads a small corpus into memory.
func collect[T any](in iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for row, err := range in {
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func speakerTables(endToEnd, onGold *speakerScore) []Table {
	main := Table{Title: "speaker", Columns: []string{"gold", "matched", "right, given a match", "end to end", "kind right", "named", "right where named",
		"| on gold: right", "named", "right where named"}}
	line := func(label string, e, g *speakerTally) {
		if e == nil {
			return
		}
		of := func(part, whole int) Value { return share(metric.Share{Part: part, Whole: whole}) }
		main.row(label, count(e.gold), of(e.matched, e.gold), of(e.right, e.matched), of(e.right, e.gold), of(e.kindRight, e.matched),
			of(e.named, e.matched), of(e.namedRight, e.named), of(g.right, g.matched), of(g.named, g.matched), of(g.namedRight, g.named))
	}
	line("all", &endToEnd.all, &onGold.all)
	for _, group := range []string{"easy", "coref", "hard", "person", "organization", "country", "group", "document", "unnamed", "other"} {
		line(group, endToEnd.groups[group], onGold.groups[group])
	}
	main.Notes = []string{"on gold: speakers resolved for the gold attributions; published, given a match: 87.4, people 94.9"}
	bands := Table{Title: "given with confidence", Columns: []string{"speakers", "right", "| on gold: speakers", "right"}}
	for i, least := range confidences {
		label := fmt.Sprintf("%.1f or more", least)
		if i > 0 {
			label = fmt.Sprintf("%.1f to %.1f", least, confidences[i-1])
		}
		bands.row(label, count(endToEnd.confidence[i].Whole), share(endToEnd.confidence[i]), count(onGold.confidence[i].Whole), share(onGold.confidence[i]))
	}
	return []Table{main, bands}
}
