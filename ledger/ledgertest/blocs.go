package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// claims adds a bloc to a record: its mention is the first place of words, and
// each claim is "type value", with a ~ after what is approximate.
func claims(r onrecord.Record, key, name, words string, of ...string) onrecord.Record {
	at := strings.Index(r.Article.Text, words)
	mention := onrecord.Span{Start: at, End: at + len(words)}
	b := onrecord.Bloc{Key: key, Name: name, Mention: mention, Rule: "test"}
	for _, c := range of {
		kind, value, _ := strings.Cut(c, " ")
		value, rough := strings.CutSuffix(value, "~")
		b.Claims = append(b.Claims, onrecord.BlocClaim{Type: onrecord.BlocClaimType(kind), Value: value, Approximate: rough, Span: mention,
			Statement: r.Statements[0].ID, ClaimedBy: r.Statements[0].Speaker.Name})
	}
	r.Blocs = append(r.Blocs, b)
	return r
}

func testBlocs(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	said := func(n int, day, what string) onrecord.Record {
		r := article(fmt.Sprintf("https://a.example/%d", n), fmt.Sprintf("T%d", n), day).says(ada, "", what).says(ada, "", "It rains").done()
		r.Article.Outlet = "Courier"
		return r
	}
	first := claims(said(1, "2015-11-24", "The Sound Pact has 65 members"), "bloc:sound-pact", "Sound Pact", "Sound Pact", "size 65", "member Ruritania")
	second := claims(said(2, "2015-11-25", "Our 62 in the pact are enough"), "bloc:sound-pact", "Sound Pact", "pact", "size 62")
	third := claims(said(3, "", "The Treaty of the Sound holds"), "bloc:sound-pact", "Treaty of the Sound", "Treaty of the Sound", "refused_member Freedonia")
	fourth := claims(said(4, "2016-01-01", "The Other Pact holds"), "bloc:other-pact", "Other Pact", "Other Pact")
	fourth = claims(fourth, "", "a coalition", "holds", "size 5") // without a key nothing is gathered
	for _, r := range []onrecord.Record{third, second, first, fourth} {
		put(t, l, r, onrecord.Origin{})
	}
	for _, name := range []string{"bloc:sound-pact", "sound pact", "the Sound Pact", "Treaty of the Sound"} {
		p, err := l.Bloc(t.Context(), name)
		if err != nil || p.Key != "bloc:sound-pact" || p.Articles != 3 || len(p.Namesakes) != 0 {
			t.Fatalf("%s: %+v, %v", name, p.BlocFigure, err)
		}
		var got []string
		for _, c := range p.Claims {
			got = append(got, fmt.Sprintf("%s %s %s %s %s", c.Article.Day, c.Article.Outlet, c.Type, c.Value, c.ClaimedBy))
		}
		want := []string{"2015-11-24 Courier size 65 Ada Stone", "2015-11-24 Courier member Ruritania Ada Stone", "2015-11-25 Courier size 62 Ada Stone",
			" Courier refused_member Freedonia Ada Stone"}
		if !slices.Equal(got, want) {
			t.Errorf("%s: claims %q, want %q", name, got, want)
		}
		if len(p.Disputes) != 1 || p.Disputes[0].Then.Value != "65" || p.Disputes[0].Later.Value != "62" || !strings.Contains(p.Disputes[0].Then.Text, "has 65 members") {
			t.Errorf("%s: disputes %+v", name, p.Disputes)
		}
	}
	if p, err := l.Bloc(t.Context(), "pact"); err != nil || p.Key != "bloc:sound-pact" || len(p.Namesakes) != 1 || p.Namesakes[0].Name != "Other Pact" {
		t.Errorf("part of a name: %+v, %v", p, err)
	}
	for _, name := range []string{"", "Nobody", `"`, "a coalition"} {
		if _, err := l.Bloc(t.Context(), name); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for query, want := range map[string]int{`bloc:"sound pact"`: 3, "bloc:pact": 4, "bloc:nobody": 0, `NOT bloc:"sound pact"`: 5, `bloc:pact NOT bloc:"other pact"`: 3, "bloc:pact rains": 0} {
		res, err := l.Search(t.Context(), query, onrecord.SearchOptions{})
		if err != nil || len(res.Hits) != want {
			t.Errorf("%s: %d hits, want %d (%v)", query, len(res.Hits), want, err)
		}
	}
	if res, err := l.Search(t.Context(), "bloc:other", onrecord.SearchOptions{Kind: onrecord.FindArticles}); err != nil || len(res.Hits) != 1 {
		t.Errorf("articles: %+v, %v", res, err)
	}
	testBlocsForget(t, l, first)
}

// testBlocsForget puts an article anew, without its bloc, and once more with it.
func testBlocsForget(t *testing.T, l onrecord.Ledger, first onrecord.Record) {
	t.Helper()
	for i, c := range []struct {
		blocs          []onrecord.Bloc
		articles, size int
	}{{nil, 2, 1}, {first.Blocs, 3, 2}} {
		first.Blocs, first.Model = c.blocs, fmt.Sprintf("test/%d", i+2)
		put(t, l, first, onrecord.Origin{})
		p, err := l.Bloc(t.Context(), "bloc:sound-pact")
		sizes := 0
		for _, f := range p.Claims {
			if f.Type == onrecord.BlocSize {
				sizes++
			}
		}
		if err != nil || p.Articles != c.articles || sizes != c.size {
			t.Errorf("read again: %d articles with %d sizes, want %d with %d (%v)", p.Articles, sizes, c.articles, c.size, err)
		}
	}
}
