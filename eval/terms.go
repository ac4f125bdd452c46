package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/terms"
)

// measureTerms scores acts, modality and conditions, end to end and on the
// gold statements alone.
func measureTerms(ctx context.Context, b *bench) ([]Table, error) {
	gold := map[string][]corpus.Term{}
	for t, err := range corpus.File(b.path("gold", "terms-dev.jsonl"), corpus.Terms) {
		if err != nil {
			return nil, err
		}
		gold[t.Text] = append(gold[t.Text], t)
	}
	resolver, err := resolve.New()
	if err != nil {
		return nil, err
	}
	finder, err := terms.New()
	if err != nil {
		return nil, err
	}
	type reading struct{ endToEnd, onGold []metric.Terms }
	var endToEnd, onGold metric.TermsScore
	seen := map[string]bool{}
	err = each(ctx, corpus.File(b.path("gold", "terms-texts-dev.jsonl.gz"), corpus.Texts), func(t corpus.Text) reading {
		if len(gold[t.ID]) == 0 {
			return reading{}
		}
		found := b.reader.Analyse(onrecord.Article{ID: t.ID, Text: t.Text})
		known := finder.Find(resolver.Resolve(goldStatements(found.Quoted, gold[t.ID])))
		return reading{termsOf(found), termsOf(known)}
	}, func(t corpus.Text, r reading) {
		seen[t.ID] = true
		for _, g := range gold[t.ID] {
			wanted := metric.Terms{Content: g.Content, Act: g.Act, Also: g.Also, Modality: g.Modality}
			for _, c := range g.Conditions {
				wanted.Conditions = append(wanted.Conditions, metric.Condition{Clause: c.Clause, Kind: c.Kind, Concessive: c.Flag == "concessive"})
			}
			endToEnd.Add(wanted, r.endToEnd)
			onGold.Add(wanted, r.onGold)
		}
	})
	if err != nil {
		return nil, err
	}
	for id := range gold {
		if !seen[id] {
			return nil, fmt.Errorf("terms-texts-dev.jsonl.gz lacks the text %s", id)
		}
	}
	return termsTables(&endToEnd, &onGold), nil
}

// termsOf gives a document's terms as the measure takes them.
func termsOf(found nlp.Termed) []metric.Terms {
	var out []metric.Terms
	for i, a := range found.Attributions {
		t := found.Terms[i]
		said := metric.Terms{Content: corpus.Points(found.Text, a.Content), Act: string(t.Act), Modality: string(t.Modality)}
		for _, c := range t.Conditions {
			said.Conditions = append(said.Conditions, metric.Condition{Clause: corpus.Points(found.Text, []onrecord.Span{c.Clause})[0],
				Kind: string(c.Kind), Concessive: c.Flag == "concessive"})
		}
		out = append(out, said)
	}
	return out
}

// goldStatements puts gold statements in the place of those found.
func goldStatements(q nlp.Quoted, gold []corpus.Term) nlp.Attributed {
	text := []rune(q.Text)
	marks, offsets := inMarks(text), byteOffsets(q.Text)
	out := nlp.Attributed{Quoted: q}
	for _, g := range gold {
		out.Attributions = append(out.Attributions, nlp.Attribution{
			Kind: kindOf(text, marks, g.Content), Source: spans(offsets, g.Source), Cue: spans(offsets, g.Cue),
			Content: spans(offsets, g.Content), Parent: -1, Carried: -1, Confidence: 1, Rule: "gold"})
	}
	sort.SliceStable(out.Attributions, func(i, j int) bool {
		return out.Attributions[i].Content[0].Start < out.Attributions[j].Content[0].Start
	})
	return out
}

func termsTables(endToEnd, onGold *metric.TermsScore) []Table {
	main := Table{Title: "terms", Columns: []string{"gold", "matched", "conditions: P", "R", "F", "kind, given found", "act", "act macro F", "modality"},
		Notes: []string{"an act is right too where the gold names it as another that fits; \"even if\" is left out of the conditions",
			"rules and word lists were made with these statements at hand, so that others will be read less well"}}
	for _, s := range []struct {
		label string
		score *metric.TermsScore
	}{{"end to end", endToEnd}, {"on gold statements", onGold}} {
		main.row(s.label, slices.Concat([]Value{count(s.score.Matched.Whole), share(s.score.Matched)}, prf(s.score.Conditions),
			[]Value{share(s.score.Kind), share(s.score.Act), percent(s.score.ActMacro()), share(s.score.Modality)})...)
	}
	per := func(title string, of func(*metric.TermsScore) map[string]metric.PRF) Table {
		t := Table{Title: title, Columns: []string{"gold", "P", "R", "F", "| on gold: P", "R", "F"}}
		for _, key := range slices.Sorted(maps.Keys(of(onGold))) {
			e, g := of(endToEnd)[key], of(onGold)[key]
			t.row(key, slices.Concat([]Value{count(g.Gold)}, prf(e), prf(g))...)
		}
		return t
	}
	return []Table{main, per("conditions, by kind", func(s *metric.TermsScore) map[string]metric.PRF { return s.Kinds }),
		per("acts", func(s *metric.TermsScore) map[string]metric.PRF { return s.Acts })}
}
