package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// testAgrees asks many made-up queries, days in every place of them, and
// compares with what the queries mean.
func testAgrees(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	rng := rand.New(rand.NewPCG(1, 2))
	type kept struct{ id, text, day string }
	var all []kept
	for n := range 60 {
		words := []string{fmt.Sprintf("number%d", n)}
		for range 6 {
			words = append(words, Word(rng.IntN(8)))
		}
		day := ""
		if n%10 > 0 {
			day = fmt.Sprintf("201%d-0%d-15", rng.IntN(6), 1+rng.IntN(9))
		}
		r := article(fmt.Sprintf("https://a.example/%d", n), "T", day).says(ada, "", strings.Join(words, " ")).done()
		put(t, l, r, onrecord.Origin{})
		all = append(all, kept{r.Statements[0].ID, " " + strings.Join(words, " ") + " ", day})
	}
	for range 400 {
		q := query.Query{Root: tree(rng, 3)}
		var want []string
		for _, k := range all {
			if holds(q.Root, k.text, k.day) {
				want = append(want, k.id)
			}
		}
		slices.Sort(want)
		for _, sort := range []onrecord.Sort{onrecord.ByDate, onrecord.ByRelevance} {
			res := find(t, l, q.String(), onrecord.SearchOptions{Sort: sort, Limit: 200})
			got := []string{}
			for _, h := range res.Hits {
				got = append(got, h.Statement.Statement.ID)
			}
			slices.Sort(got)
			if n := res.Counts[onrecord.FindStatements]; !slices.Equal(got, want) || n.N != len(want) || n.More {
				t.Fatalf("%s by %s: got %d (counted %+v), want %d", q, sort, len(got), n, len(want))
			}
		}
	}
}

// tree is a made-up query in the form that parsing gives.
func tree(rng *rand.Rand, depth int) query.Node {
	kind := rng.IntN(5)
	if depth > 0 {
		kind = rng.IntN(9)
	}
	switch kind {
	case 0, 1:
		return query.Words{Text: Word(rng.IntN(8))}
	case 2:
		return query.Words{Text: Word(rng.IntN(8)) + " " + Word(rng.IntN(8)), Phrase: true}
	case 3, 4:
		return query.Field{Name: []string{"before", "after"}[rng.IntN(2)], Value: []string{"2012", "2013-05", "2014-03-15", "2014-03-16"}[rng.IntN(4)]}
	case 5, 6:
		return query.Not{Node: tree(rng, depth-1)}
	case 7:
		return query.And{tree(rng, depth-1), tree(rng, depth-1), tree(rng, depth-1)}
	}
	return query.Or{tree(rng, depth-1), tree(rng, depth-1)}
}

// holds tells whether a query of words and days fits a statement.
func holds(n query.Node, text, day string) bool {
	part := func(n query.Node) bool { return holds(n, text, day) }
	switch n := n.(type) {
	case query.Words:
		return strings.Contains(text, " "+n.Text+" ")
	case query.Field:
		from := n.Value + "-01-01"[:10-len(n.Value)]
		return day != "" && n.Name == "before" && day < from || n.Name == "after" && day >= from
	case query.And:
		return !slices.ContainsFunc(n, func(n query.Node) bool { return !part(n) })
	case query.Or:
		return slices.ContainsFunc(n, part)
	case query.Not:
		return !part(n.Node)
	}
	return true
}
