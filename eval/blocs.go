package eval

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// blocTypes are the types of claims, in the order of the report.
var blocTypes = []string{"size", "member", "prospective_member", "former_member", "refused_member", "leader", "opponent", "purpose"}

// blocScore counts how sentences were judged: is the mention a bloc, and the
// claims of those of its blocs that overlap the mention, by type and value.
type blocScore struct {
	is     metric.Share
	claims map[string]*metric.PRF
}

// foundBloc is a bloc of a record in code points.
type foundBloc struct {
	mention metric.Range
	claims  []foundClaim
}

type foundClaim struct {
	kind, value string
	span        metric.Range
}

func measureBlocs(ctx context.Context, b *bench) ([]Table, error) {
	gold, err := collect(corpus.File(b.path("gold", "blocs-dev.jsonl"), corpus.Blocs))
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, g := range gold {
		wanted[g.Doc] = true
	}
	found := map[string][]foundBloc{}
	texts := func(yield func(corpus.Text, error) bool) {
		for t, err := range corpus.File(b.path("gold", "terms-texts-dev.jsonl.gz"), corpus.Texts) {
			if (err != nil || wanted[t.ID]) && !yield(t, err) {
				return
			}
		}
	}
	err = each(ctx, texts, func(t corpus.Text) []foundBloc {
		record, _ := b.readText(ctx, t.ID, t.Text)
		return foundBlocs(record)
	}, func(t corpus.Text, f []foundBloc) { found[t.ID] = f; delete(wanted, t.ID) })
	if err != nil {
		return nil, err
	}
	if len(wanted) > 0 {
		return nil, fmt.Errorf("%d texts of blocs-dev.jsonl are missing", len(wanted))
	}
	score := blocScore{claims: map[string]*metric.PRF{}}
	for _, g := range gold {
		score.add(g, found[g.Doc])
	}
	return []Table{score.table()}, nil
}

// foundBlocs gives a record's blocs in code points.
func foundBlocs(record onrecord.Record) []foundBloc {
	var out []foundBloc
	for _, b := range record.Blocs {
		spans := []onrecord.Span{b.Mention}
		for _, c := range b.Claims {
			spans = append(spans, c.Span)
		}
		points := corpus.Points(record.Article.Text, spans)
		f := foundBloc{mention: points[0]}
		for i, c := range b.Claims {
			f.claims = append(f.claims, foundClaim{string(c.Type), plainValue(string(c.Type), c.Value), points[i+1]})
		}
		out = append(out, f)
	}
	return out
}

func overlap(a, b metric.Range) bool { return a.Start < b.End && b.Start < a.End }

// add judges one gold sentence.
func (s *blocScore) add(g corpus.Bloc, found []foundBloc) {
	said := map[[2]string]int{}
	is := false
	for _, b := range found {
		if !overlap(b.mention, g.Sentence) || !overlap(b.mention, g.Mention) {
			continue
		}
		is = true
		for _, c := range b.claims {
			if overlap(c.span, g.Sentence) {
				said[[2]string{c.kind, c.value}]++
				s.of(c.kind).Predicted++
			}
		}
	}
	s.is.Count(is == g.IsBloc)
	for _, c := range g.Claims {
		key := [2]string{c.Type, plainValue(c.Type, strings.Trim(string(c.Value), `"`))}
		s.of(c.Type).Gold++
		if said[key] > 0 {
			said[key]--
			s.of(c.Type).Hit++
		}
	}
}

func (s *blocScore) of(kind string) *metric.PRF {
	if s.claims[kind] == nil {
		s.claims[kind] = &metric.PRF{}
	}
	return s.claims[kind]
}

var (
	notDigits = regexp.MustCompile(`\D`)
	notWords  = regexp.MustCompile(`[^\p{L}\p{N}_\s]`)
)

// titles are words that do not count when values are compared.
var titles = []string{"the", "a", "an", "mr", "mrs", "ms", "dr", "president", "sen", "senator", "rep", "gov"}

// plainValue is a value as it is compared: a size's digits, else small letters
// without marks, articles and titles.
func plainValue(kind, value string) string {
	if kind == "size" {
		if digits := notDigits.ReplaceAllString(value, ""); digits != "" {
			return digits
		}
	}
	words := strings.Fields(notWords.ReplaceAllString(strings.ReplaceAll(strings.ToLower(value), "'s", ""), " "))
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return slices.Contains(titles, w) }), " ")
}

func (s *blocScore) table() Table {
	t := Table{Title: "blocs", Columns: []string{"sentences", "is it a bloc", "claims", "P", "R", "F"},
		Notes: []string{"a claim is right where its type and value are, in a bloc that overlaps the gold mention"}}
	var all metric.PRF
	for _, kind := range blocTypes {
		all.Add(*s.of(kind))
	}
	t.row("all", append([]Value{count(s.is.Whole), share(s.is), count(all.Gold)}, prf(all)...)...)
	for _, kind := range blocTypes {
		t.row(kind, append([]Value{none(), none(), count(s.of(kind).Gold)}, prf(*s.of(kind))...)...)
	}
	return t
}
