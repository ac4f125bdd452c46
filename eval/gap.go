package eval

import (
	"context"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// gapTally counts GAP's pronouns of one gender. Decisions are scored as by
// GAP's own scorer (Webster et al. 2018): two for each pronoun, whether it
// means A and whether it means B.
type gapTally struct {
	resolved  metric.Share // some entity has the pronoun among its mentions
	decisions metric.PRF
}

func (t *gapTally) add(o gapTally) {
	t.resolved.Add(o.resolved)
	t.decisions.Add(o.decisions)
}

func (t *gapTally) values() []Value {
	return append([]Value{count(t.resolved.Whole), share(t.resolved)}, prf(t.decisions)...)
}

func measureGAP(ctx context.Context, b *bench) ([]Table, error) {
	var tables []Table
	for _, part := range []string{"development", "validation"} {
		var masculine, feminine gapTally
		err := each(ctx, corpus.File(b.path("syntax", "gap-"+part+".tsv.gz"), corpus.Pronouns), func(p corpus.Pronoun) gapTally {
			record, _ := b.readText(ctx, p.ID, p.Text)
			return scorePronoun(p, entityMentions(record, func(onrecord.Entity) bool { return true }))
		}, func(p corpus.Pronoun, t gapTally) {
			if p.Feminine {
				feminine.add(t)
			} else {
				masculine.add(t)
			}
		})
		if err != nil {
			return nil, err
		}
		tables = append(tables, gapTable(part, masculine, feminine))
	}
	tables[len(tables)-1].Notes = []string{"resolved: an entity has the pronoun among its mentions; bias: F of feminine pronouns by F of masculine ones"}
	return tables, nil
}

func gapTable(part string, masculine, feminine gapTally) Table {
	table := Table{Title: part, Columns: []string{"pronouns", "resolved", "P", "R", "F", "bias"}}
	total, bias := masculine, none()
	total.add(feminine)
	if f := masculine.decisions.F(); f > 0 {
		bias = thousandth(feminine.decisions.F() / f)
	}
	table.row("all", append(total.values(), bias)...)
	table.row("masculine", append(masculine.values(), none())...)
	table.row("feminine", append(feminine.values(), none())...)
	return table
}

// scorePronoun looks for the entity that has the pronoun, and nothing more, as
// one of its mentions ("her" alone, not "her brother"), and says that the
// pronoun means a name where another of that entity's mentions overlaps it.
func scorePronoun(p corpus.Pronoun, entities [][]metric.Range) gapTally {
	var t gapTally
	var said [len(p.Names)]bool
	resolved := false
	for _, mentions := range entities {
		has := false
		var means [len(p.Names)]bool
		for _, m := range mentions {
			has = has || m == p.Span
			for i, name := range p.Names {
				means[i] = means[i] || m.Start < name.Span.End && name.Span.Start < m.End
			}
		}
		if has {
			resolved, said = true, means
			break
		}
	}
	t.resolved.Count(resolved)
	for i, name := range p.Names {
		for _, c := range []struct {
			is    bool
			count *int
		}{{name.Same, &t.decisions.Gold}, {said[i], &t.decisions.Predicted}, {name.Same && said[i], &t.decisions.Hit}} {
			if c.is {
				*c.count++
			}
		}
	}
	return t
}

// entityMentions gives the mentions of each of a record's entities that keep
// takes, in code points.
func entityMentions(record onrecord.Record, keep func(onrecord.Entity) bool) [][]metric.Range {
	var out [][]metric.Range
	for _, e := range record.Entities {
		if keep(e) {
			out = append(out, corpus.Points(record.Article.Text, e.Mentions))
		}
	}
	return out
}
