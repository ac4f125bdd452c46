package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
)

func testOverview(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	bo := onrecord.Entity{Name: "Bo Hill", Kind: onrecord.Person, Key: "person:bo-hill"}
	guild := onrecord.Entity{Name: "Pilots' Guild", Kind: onrecord.Organization, Key: "organization:pilots-guild"}
	for i, day := range []string{"2016-02-01", "2015-11-20", "", "2015-11-03"} {
		r := article(fmt.Sprintf("https://a.example/%d", i), "T", day).says(ada, "", fmt.Sprintf("Number %d is a ferry", i))
		if i%2 == 0 {
			r.says(bo, "", "No bridge").says(guild, "", "One boat").says(guild, "", "Two boats").says(guild, "", "Three boats")
		}
		put(t, l, r.done(), onrecord.Origin{})
	}
	for query, want := range map[string][]onrecord.Tally{
		"ferry":                           {{Value: "2015-11", N: 2, First: "2015-11-03", Last: "2015-11-20"}, {Value: "2016-02", N: 1, First: "2016-02-01", Last: "2016-02-01"}},
		"":                                {{Value: "2015-11", N: 2, First: "2015-11-03", Last: "2015-11-20"}, {Value: "2016-02", N: 5, First: "2016-02-01", Last: "2016-02-01"}},
		"speaker:stone before:2015-11-20": {{Value: "2015-11", N: 1, First: "2015-11-03", Last: "2015-11-03"}},
		"unheard":                         nil,
	} {
		if got, err := l.Months(t.Context(), query); err != nil || got.Capped || !slices.Equal(got.Months, want) {
			t.Errorf("%q by month: %+v, %v; want %+v", query, got, err, want)
		}
	}
	var fault *onrecord.QueryError
	if _, err := l.Months(t.Context(), "(ferry"); !errors.As(err, &fault) {
		t.Errorf("a query that cannot be parsed gives %v", err)
	}
	most, err := l.MostQuoted(t.Context(), 5)
	if err != nil || len(most) != 2 || most[0].Key != ada.Key || most[0].Statements != 4 || most[1].Key != bo.Key {
		t.Errorf("most quoted: %+v, %v", most, err)
	}
	if most, err := l.MostQuoted(t.Context(), 1); err != nil || len(most) != 1 {
		t.Errorf("the most quoted alone: %+v, %v", most, err)
	}
}
