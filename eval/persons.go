package eval

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// personTally counts coreference of persons over some documents.
type personTally struct {
	documents int
	chains    metric.CoreferenceScore
	pronouns  metric.Share // he and she: of gold ones, those that a person's entity has
	right     metric.Share // of those, the ones whose entity is the gold person
}

func (t *personTally) add(o personTally) {
	t.documents += o.documents
	t.chains.Add(o.chains)
	t.pronouns.Add(o.pronouns)
	t.right.Add(o.right)
}

// personGenres are the genres of GUM that are like what onrecord reads.
var personGenres = []string{"news", "interview"}

func measurePersons(ctx context.Context, b *bench) ([]Table, error) {
	var held, train personTally
	parts := map[string]*personTally{"dev": {}, "test": {}, "train": &train}
	genres := map[string]*personTally{}
	for _, genre := range personGenres {
		genres[genre] = &personTally{}
	}
	for _, part := range []string{"dev", "test", "train"} {
		documents := ofGenres(corpus.File(b.path("syntax", "gum-"+part+".conllu.gz"), corpus.CoNLLU), personGenres)
		err := each(ctx, documents, func(d corpus.Document) personTally {
			record, _ := b.readText(ctx, d.ID, d.Text)
			return scorePersons(d, entityMentions(record, func(e onrecord.Entity) bool { return e.Kind == onrecord.Person }))
		}, func(d corpus.Document, t personTally) {
			parts[part].add(t)
			if part != "train" {
				held.add(t)
				genres[d.Genre].add(t)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return personTables([]personRow{{"dev + test", &held}, {"  news", genres["news"]}, {"  interview", genres["interview"]},
		{"dev", parts["dev"]}, {"test", parts["test"]}, {"train", &train}}), nil
}

// ofGenres leaves out documents of other genres.
func ofGenres(in iter.Seq2[corpus.Document, error], genres []string) iter.Seq2[corpus.Document, error] {
	return func(yield func(corpus.Document, error) bool) {
		for d, err := range in {
			if (err != nil || slices.Contains(genres, d.Genre)) && !yield(d, err) {
				return
			}
		}
	}
}

// scorePersons compares the persons of a document with predicted entities, by
// their mentions. Every gold mention takes its part in the matching, so that a
// name within a phrase on something else is not taken for that phrase; chains
// of one mention are then left out on both sides.
func scorePersons(d corpus.Document, predicted [][]metric.Range) personTally {
	var mentions []metric.Mention
	for _, m := range d.Mentions {
		mentions = append(mentions, m.Mention)
	}
	aligned := alignChains(mentions, predicted)
	gold := goldPersons(d)
	t := personTally{documents: 1, chains: metric.Coreference(gold, severalOf(aligned))}
	person := map[int]int{} // which predicted entity has a mention
	for i, chain := range aligned {
		for _, m := range chain {
			person[m] = i
		}
	}
	text := []rune(d.Text)
	isPronoun := func(m int) bool { return heOrShe(string(text[mentions[m].Span.Start:mentions[m].Span.End])) }
	for _, chain := range gold {
		for _, m := range chain {
			if !isPronoun(m) {
				continue
			}
			i, resolved := person[m]
			t.pronouns.Count(resolved)
			if resolved {
				t.right.Count(mostly(d, aligned[i], isPronoun) == d.Mentions[m].Chain)
			}
		}
	}
	return t
}

// alignChains numbers predicted mentions as the gold ones that they match,
// those that match none beyond them.
func alignChains(gold []metric.Mention, predicted [][]metric.Range) [][]int {
	matched := metric.AlignMentions(gold, slices.Concat(predicted...))
	out := make([][]int, len(predicted))
	at := 0
	for i, chain := range predicted {
		for range chain {
			m := matched[at]
			if m < 0 {
				m = len(gold) + at
			}
			out[i] = append(out[i], m)
			at++
		}
	}
	return out
}

// goldPersons gives the chains of persons with two mentions or more, by the
// mentions' places in the document's list. What a chain is, its first mention
// says.
func goldPersons(d corpus.Document) [][]int {
	place := map[string]int{}
	var chains [][]int
	for i, m := range d.Mentions {
		at, ok := place[m.Chain]
		if !ok {
			at = len(chains)
			place[m.Chain] = at
			chains = append(chains, nil)
		}
		chains[at] = append(chains[at], i)
	}
	return slices.DeleteFunc(severalOf(chains), func(c []int) bool { return d.Mentions[c[0]].Kind != string(onrecord.Person) })
}

// severalOf gives the chains of two mentions or more.
func severalOf(chains [][]int) [][]int {
	var out [][]int
	for _, c := range chains {
		if len(c) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// mostly is the gold chain that most of an entity's mentions are of, its
// pronouns apart; the first of several. It is "" where there is none.
func mostly(d corpus.Document, entity []int, isPronoun func(int) bool) string {
	best, counts := "", map[string]int{}
	for _, m := range entity {
		if m < len(d.Mentions) && !isPronoun(m) {
			counts[d.Mentions[m].Chain]++
		}
	}
	for _, m := range entity {
		if m < len(d.Mentions) && counts[d.Mentions[m].Chain] > counts[best] {
			best = d.Mentions[m].Chain
		}
	}
	return best
}

// heOrShe tells the third person's pronouns of either gender.
func heOrShe(word string) bool {
	switch strings.ToLower(word) {
	case "he", "him", "his", "himself", "she", "her", "hers", "herself":
		return true
	}
	return false
}

// personRow is a group of documents with its name.
type personRow struct {
	name  string
	tally *personTally
}

func personTables(rows []personRow) []Table {
	chains := Table{Title: "persons", Columns: []string{"documents", "MUC P", "R", "F", "| B-cubed P", "R", "F", "| CEAF P", "R", "F", "| mean F"}}
	found := Table{Title: "mentions", Columns: []string{"gold", "P", "R", "F", "| he, she", "resolved", "right"}}
	for _, r := range rows {
		s := &r.tally.chains
		values := []Value{count(r.tally.documents)}
		for _, c := range []metric.Credit{s.MUC, s.BCubed, s.CEAF} {
			values = append(values, prf(c)...)
		}
		chains.row(r.name, append(values, percent(s.Mean()))...)
		values = append([]Value{count(s.Mentions.Gold)}, prf(s.Mentions)...)
		found.row(r.name, append(values, count(r.tally.pronouns.Whole), share(r.tally.pronouns), share(r.tally.right))...)
	}
	chains.Notes = []string{"gold: persons with two mentions or more, I, you, they and appositions too; CEAF by φ4", "train: sentence ends and trees were learnt on these documents"}
	found.Notes = []string{"resolved: some person's entity has the pronoun; right: of those, most of that entity's other mentions are of the gold person"}
	return []Table{chains, found}
}
