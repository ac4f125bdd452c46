package ledgertest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func testNearCopies(t *testing.T, l onrecord.Ledger) {
	original := put(t, l, Invented(1), onrecord.Origin{})
	wire := Invented(1)
	wire.Article.URL, wire.Article.Title = "https://other.example/wire", "Another headline"
	wire.Article.Dates[0].Value = "2025-01-02"
	wire.Article.Text += "\n\nThis report was first published by an agency and shortened by us."
	exact := Invented(1)
	exact.Article.URL = "https://third.example/wire"
	exact.Article.Dates = nil
	for _, r := range []onrecord.Record{wire, exact} {
		if got := put(t, l, r, onrecord.Origin{}); got.Outcome != onrecord.StoredNew || got.NearCopyOf != original.Article {
			t.Errorf("a copy: %+v", got)
		}
	}
	for n := 2; n < 40; n++ {
		if got := put(t, l, Invented(n), onrecord.Origin{}); got.NearCopyOf != "" {
			t.Errorf("article %d is taken for a copy", n)
		}
	}
	kept, err := l.Article(t.Context(), original.Article, 0)
	if err != nil || len(kept.NearCopies) != 2 || kept.NearCopyOf != "" {
		t.Errorf("the original: %v, %q, %v", kept.NearCopies, kept.NearCopyOf, err)
	}
	f, err := l.Statement(t.Context(), exact.Statements[0].ID)
	if err != nil || f.Article.ID != original.Article || len(f.Also) != 2 {
		t.Errorf("a statement of three articles: %+v, %v", f, err)
	}
	if s := stats(t, l); s.NearCopies != 2 {
		t.Errorf("stats %+v", s)
	}
}

// family makes articles of which some are near copies of others: of one text many on
// one day, and of each of a few texts copies with paragraphs cut away at the end or put
// in front, of one day and of several, so that a copy of a copy need not be one of the
// first.
func family() []onrecord.Record {
	var out []onrecord.Record
	for i := range wires {
		r := Invented(50)
		r.Statements, r.Entities = nil, nil
		r.Article.URL = fmt.Sprintf("https://wire%d.example/", i)
		r.Article.Text += strings.Repeat(" "+Word(i), i%4)
		out = append(out, r)
	}
	for n := range 4 {
		for i := range 7 {
			r := Invented(n)
			text := r.Article.Text
			r.Statements, r.Entities = nil, nil
			switch {
			case i%3 == 1:
				text = text[:len(text)*(20-i)/20]
			case i%3 == 2:
				text = strings.Repeat(Word(100*n+i)+" "+Word(i)+" added by an editor. ", 4*i) + text
			}
			r.Article.Text = strings.ToValidUTF8(text, "")
			r.Article.URL = fmt.Sprintf("https://copy%d.example/%d", i, n)
			switch {
			case n == 3 && i%2 == 0:
				r.Article.Dates = nil
			case i > 2:
				r.Article.Dates[0].Value = fmt.Sprintf("2024-05-%02d", 10-i)
			case i == 2:
				r.Article.Dates[0].Value = "2024-05-04T23:30:00-05:00"
			}
			out = append(out, r)
		}
	}
	return out
}

// wires is how many near copies of one text there are.
const wires = 50

// originals gives for each article of which it is a near copy.
func originals(t *testing.T, l onrecord.Ledger) map[string]string {
	t.Helper()
	out := map[string]string{}
	for r, err := range l.Records(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		kept, err := l.Article(t.Context(), onrecord.ArticleID(&r.Article), 0)
		if err != nil {
			t.Fatal(err)
		}
		out[kept.ID] = kept.NearCopyOf
	}
	return out
}

// testAnyOrder puts the same articles in many orders, of some an older version
// first or last, and wants the same marks.
func testAnyOrder(t *testing.T, open func(t *testing.T) onrecord.Ledger) {
	type seen struct {
		record onrecord.Record
		hour   int
	}
	var all []seen
	for i, r := range family() {
		all = append(all, seen{r, 2})
		if i%5 == 0 { // was the first of another text, or a text of its own, before
			old := Invented((i/5)%7 + 1)
			old.Article.URL, old.Article.Dates[0].Value = r.Article.URL, "2001-01-01"
			all = append(all, seen{old, 1})
		}
	}
	var want map[string]string
	for round := range 5 {
		l := open(t)
		random := rand.New(rand.NewPCG(uint64(round), 7))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, s := range all {
			put(t, l, s.record, onrecord.Origin{SeenAt: at(s.hour)})
		}
		got := originals(t, l)
		if round == 0 {
			want = got
			copies := 0
			for _, original := range slices.Collect(maps.Values(got)) {
				if original != "" {
					copies++
				}
			}
			if len(got) != 28+wires || copies < 16+wires-1 || copies > 24+wires-1 {
				t.Fatalf("%d articles, %d of them copies", len(got), copies)
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("in order %d the marks are %v, not %v", round, got, want)
		}
		sound(t, l)
	}
}
