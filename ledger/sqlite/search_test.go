package sqlite

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
	"github.com/onrecord/onrecord/ledger/query"
)

// TestAVeryCommonWordIsSoughtInTheTextFirst has 10,000 rows with a word, of
// which the newest have it in the title, and an older one in the text.
func TestAVeryCommonWordIsSoughtInTheTextFirst(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	said, titled := ledgertest.Invented(1), ledgertest.Invented(2)
	content := said.Statements[4].Content[0].In(said.Article.Text)
	word := ""
	for _, w := range foldedWords(content) {
		if strings.Count(said.Article.Text, w) == 1 && !strings.Contains(titled.Article.Text, w) {
			word = w
		}
	}
	said.Article.Title, said.Article.Dates[0].Value = "Other", "2001-02-03"
	titled.Article.Title, titled.Article.Dates[0].Value = "On "+word, "2001-02-04"
	for _, r := range []onrecord.Record{said, titled} {
		if _, err := l.Put(t.Context(), r, onrecord.Origin{Place: r.Article.URL}); err != nil {
			t.Fatal(err)
		}
	}
	err := l.writer.do(t.Context(), func(w *writer) error {
		for row := range int64(commonLeast) {
			w.index(statementIndex, row+1, "", word, "", "", "", "", "all")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	res, err := l.Search(t.Context(), word, onrecord.SearchOptions{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Hits) != 2 || res.Hits[0].Statement.Text != content || res.Hits[1].Score != 0 {
		t.Errorf("%s: found %+v", word, res.Hits)
	}
	if n := res.Counts[onrecord.FindStatements]; !res.Capped || n != (onrecord.Count{N: countMost, More: true}) {
		t.Errorf("capped %v, counted %+v", res.Capped, n)
	}
}

func TestStretches(t *testing.T) {
	day := func(s string) int64 {
		first, _ := dayRows(s, statementsDay)
		return first
	}
	for text, want := range map[string][]stretch{
		"":                        {{math.MinInt64, math.MaxInt64, ""}},
		"a":                       {{math.MinInt64, math.MaxInt64, "a"}},
		"after:2016":              {{day("2016"), math.MaxInt64, ""}},
		"before:2016 a":           {{dated, day("2016"), "a"}},
		"after:2016 before:2015":  nil,
		"after:2016 OR a":         {{day("2016"), math.MaxInt64, ""}, {math.MinInt64, day("2016"), "a"}},
		"a NOT before:2016":       {{day("2016"), math.MaxInt64, "a"}, {math.MinInt64, dated, "a"}},
		"NOT (a OR after:2016)":   {{math.MinInt64, day("2016"), "NOT a"}},
		"(a after:2016) OR NOT b": {{day("2016"), math.MaxInt64, "a OR NOT b"}, {math.MinInt64, day("2016"), "NOT b"}},
		"a (b OR after:2016)":     {{day("2016"), math.MaxInt64, "a"}, {math.MinInt64, day("2016"), "a b"}},
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		c := compiler{index: indexOf(onrecord.FindStatements), forms: map[string][]string{"a": {"a"}, "b": {"b"}}}
		for i, s := range want {
			if s.match != "" {
				part, _ := query.Parse(s.match)
				want[i].match = c.match(part.Root)
			}
		}
		got := c.stretches(q.Root)
		if len(got) != len(want) {
			t.Errorf("%s: %+v, want %+v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %+v, want %+v", text, got[i], want[i])
			}
		}
	}
}
