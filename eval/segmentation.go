package eval

import (
	"context"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/nlp"
)

// sentenceTally counts sentences and boundaries of some documents.
type sentenceTally struct {
	documents int
	sentences metric.PRF // both ends exact
	inner     metric.PRF // ends within paragraphs: those at a paragraph's end are given away
}

func measureSegmentation(ctx context.Context, b *bench) ([]Table, error) {
	var tables []Table
	for _, set := range []struct{ name, file string }{
		{"GUM dev", "gum-dev"}, {"GUM test", "gum-test"}, {"GENTLE", "gum-test2"}, {"EWT dev", "ewt-dev"},
	} {
		var total sentenceTally
		genres := map[string]*sentenceTally{}
		var names []string
		err := each(ctx, corpus.File(b.path("syntax", set.file+".conllu.gz"), corpus.CoNLLU), func(d corpus.Document) sentenceTally {
			return scoreSentences(d, b.reader.Analyse(onrecord.Article{ID: d.ID, Text: d.Text}).Document)
		}, func(d corpus.Document, t sentenceTally) {
			if genres[d.Genre] == nil {
				genres[d.Genre] = &sentenceTally{}
				names = append(names, d.Genre)
			}
			genres[d.Genre].add(t)
			total.add(t)
		})
		if err != nil {
			return nil, err
		}
		table := Table{Title: set.name, Columns: []string{"documents", "sentences", "P", "R", "F", "| inner ends", "P", "R", "F"}}
		slices.Sort(names)
		for _, name := range names {
			table.row(name, genres[name].values()...)
		}
		table.row("all", total.values()...)
		tables = append(tables, table)
	}
	tables[len(tables)-1].Notes = []string{"sentences: both ends exact; inner ends: ends of sentences, without those at the end of a gold paragraph"}
	return tables, nil
}

func scoreSentences(gold corpus.Document, said nlp.Document) sentenceTally {
	var spans []onrecord.Span
	for _, s := range said.Sentences {
		spans = append(spans, s.Span)
	}
	found := corpus.Points(said.Text, spans)
	inner := func(sentences []metric.Range) []metric.Range {
		var out []metric.Range
		for _, s := range sentences {
			if _, last := slices.BinarySearch(gold.ParaEnds, s.End); !last {
				out = append(out, metric.Range{Start: s.End, End: s.End})
			}
		}
		return out
	}
	return sentenceTally{1, metric.Exact(gold.Sentences, found), metric.Exact(inner(gold.Sentences), inner(found))}
}

func (t *sentenceTally) add(o sentenceTally) {
	t.documents += o.documents
	t.sentences.Add(o.sentences)
	t.inner.Add(o.inner)
}

func (t *sentenceTally) values() []Value {
	values := append([]Value{count(t.documents), count(t.sentences.Gold)}, prf(t.sentences)...)
	return append(append(values, count(t.inner.Gold)), prf(t.inner)...)
}
