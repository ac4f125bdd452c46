package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
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
		q := made(rng, 3)
		var want []string
		for _, k := range all {
			if q.holds(k.text, k.day) {
				want = append(want, k.id)
			}
		}
		slices.Sort(want)
		for _, sort := range []onrecord.Sort{onrecord.ByDate, onrecord.ByRelevance} {
			res := find(t, l, q.query, onrecord.SearchOptions{Sort: sort, Limit: 200})
			got := []string{}
			for _, h := range res.Hits {
				got = append(got, h.Statement.Statement.ID)
			}
			slices.Sort(got)
			if n := res.Counts[onrecord.FindStatements]; !slices.Equal(got, want) || n.N != len(want) || n.More {
				t.Fatalf("%s by %s: got %d (counted %+v), want %d", q.query, sort, len(got), n, len(want))
			}
		}
	}
}

// question is a query with what it means.
type question struct {
	query string
	holds func(text, day string) bool
}

// made makes a query up.
func made(rng *rand.Rand, depth int) question {
	kind := rng.IntN(5)
	if depth > 0 {
		kind = rng.IntN(9)
	}
	switch kind {
	case 0, 1, 2:
		words := Word(rng.IntN(8))
		if kind == 2 {
			words += " " + Word(rng.IntN(8))
		}
		typed := words
		if kind > 0 {
			typed = `"` + words + `"`
		}
		return question{typed, func(text, _ string) bool { return strings.Contains(text, " "+words+" ") }}
	case 3, 4:
		from := []string{"2012", "2013-05", "2014-03-15", "2014-03-16"}[rng.IntN(4)]
		first := from + "-01-01"[:10-len(from)]
		if kind == 3 {
			return question{"before:" + from, func(_, day string) bool { return day != "" && day < first }}
		}
		return question{"after:" + from, func(_, day string) bool { return day >= first }}
	case 5, 6:
		a := made(rng, depth-1)
		return question{"NOT " + a.query, func(text, day string) bool { return !a.holds(text, day) }}
	}
	a, b := made(rng, depth-1), made(rng, depth-1)
	if kind == 7 {
		return question{"(" + a.query + " " + b.query + ")", func(text, day string) bool { return a.holds(text, day) && b.holds(text, day) }}
	}
	return question{"(" + a.query + " OR " + b.query + ")", func(text, day string) bool { return a.holds(text, day) || b.holds(text, day) }}
}
