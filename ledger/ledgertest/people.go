package ledgertest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func testWho(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Aliases: []string{"Stone"}, Kind: onrecord.Person, Country: "GB", Key: "person:ada-stone"}
	bo := onrecord.Entity{Name: "Bo Hill", Kind: onrecord.Person, Key: "person:bo-hill"}
	rosa := onrecord.Entity{Name: "Rosa Stone", Aliases: []string{"Stone"}, Kind: onrecord.Person, Key: "person:rosa-stone"}
	for i, c := range []struct{ day, role string }{{"2015-11-03", "mayor"}, {"2015-11-20", "mayor"}, {"2016-02-01", "minister"}, {"", "mayor"}} {
		r := article(fmt.Sprintf("https://a.example/%d", i), "T", c.day).says(ada, c.role, fmt.Sprintf("Number %d asks Hill", i)).of(bo, "Hill")
		if i < 2 {
			r.says(bo, "", "So says Stone").of(ada, "Stone").says(rosa, "", "Not me")
		}
		record := r.done()
		record.Article.Outlet = []string{"Courier", "Post"}[min(i, 1)]
		put(t, l, record, onrecord.Origin{})
	}
	for _, name := range []string{"person:ada-stone", "Ada Stone", "ada  STONE", "stone", "Ada"} {
		p, err := l.Who(t.Context(), name)
		if err != nil || p.Key != "person:ada-stone" || p.Statements != 4 || p.Articles != 4 || p.Country != "GB" || p.Role != "mayor" {
			t.Fatalf("%s: %+v, %v", name, p.Figure, err)
		}
		tallies := map[string][]onrecord.Tally{"roles": p.Roles, "months": p.Months, "outlets": p.Outlets, "about": p.About, "about them": p.AboutThem}
		for what, want := range map[string][]onrecord.Tally{
			"roles":      {{Value: "mayor", N: 3, First: "2015-11-03", Last: "2015-11-20"}, {Value: "minister", N: 1, First: "2016-02-01", Last: "2016-02-01"}},
			"months":     {{Value: "2015-11", N: 2, First: "2015-11-03", Last: "2015-11-20"}, {Value: "2016-02", N: 1, First: "2016-02-01", Last: "2016-02-01"}},
			"outlets":    {{Value: "Post", N: 3, First: "2015-11-20", Last: "2016-02-01"}, {Value: "Courier", N: 1, First: "2015-11-03", Last: "2015-11-03"}},
			"about":      {{Key: bo.Key, Value: bo.Name, N: 4, First: "", Last: "2016-02-01"}},
			"about them": {{Key: bo.Key, Value: bo.Name, N: 2, First: "2015-11-03", Last: "2015-11-20"}},
		} {
			if !slices.Equal(tallies[what], want) {
				t.Errorf("%s: %s are %+v, want %+v", name, what, tallies[what], want)
			}
		}
		if len(p.Latest) != 4 || !strings.Contains(p.Latest[0].Text, "Number 2") || !slices.Equal(p.Aliases, []string{"Stone"}) {
			t.Errorf("%s: latest %+v, aliases %q", name, p.Latest, p.Aliases)
		}
		if namesakes := len(p.Namesakes); namesakes != map[string]int{"stone": 1}[name] {
			t.Errorf("%s has %d namesakes", name, namesakes)
		}
	}
	for _, name := range []string{"", "Nobody", `"`, "a OR b"} {
		if _, err := l.Who(t.Context(), name); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func testRecords(t *testing.T, l onrecord.Ledger) {
	for _, n := range []int{5, 3, 1, 4, 2} {
		put(t, l, Invented(n), onrecord.Origin{})
	}
	list := func(query string) (ids []string) {
		for r, err := range l.Records(t.Context(), query) {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, onrecord.ArticleID(&r.Article))
		}
		return ids
	}
	all := list("")
	if len(all) != 5 || !slices.IsSorted(all) {
		t.Errorf("records of %v", all)
	}
	r := Invented(3)
	id := onrecord.ArticleID(&r.Article)
	one := list(`speaker:"` + r.Statements[0].Speaker.Name + `" “` + strings.Trim(r.Statements[0].Content[0].In(r.Article.Text), "“”,") + `”`)
	if !slices.Equal(one, []string{id}) {
		t.Errorf("one statement's record: %v, want %s", one, id)
	}
	for range l.Records(t.Context(), "") {
		break // leaves nothing behind
	}
	path := filepath.Join(t.TempDir(), "backup")
	if err := l.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("backup: %v, %v", info, err)
	}
	if err := l.Backup(t.Context(), path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a backup over a file: %v", err)
	}
}

// testHostile puts what pages and people may send and expects no error but
// for spans that do not fit, and no other answer because of it.
func testHostile(t *testing.T, l onrecord.Ledger) {
	for i, s := range []string{
		"'; DROP TABLE article; --", `") OR 1=1 --`, "a\x00b", "\xff\xfe", "\u202e\u200b", "NEAR(a b)", `{text title} : x`, "^a", "a*", `""""`,
		strings.Repeat("word ", 20_000), strings.Repeat("x", 100_000), "\n\n\n", "%s%n",
	} {
		who := onrecord.Entity{Name: s, Aliases: []string{s}, Kind: onrecord.Person, Key: s, Country: s, Roles: []onrecord.Role{{Title: s}}}
		r := article("https://a.example/"+fmt.Sprint(i), s, s).says(who, s, strings.ToValidUTF8(s, "?")).done()
		r.Article.Text = strings.ToValidUTF8(r.Article.Text, "?")
		r.Article.Outlet, r.Article.Language, r.Model = s, s, s
		if len(r.Article.Text) < r.Statements[0].Source[0].End {
			continue
		}
		from := onrecord.Origin{Place: s, State: s}
		stored := put(t, l, r, from)
		if done, err := l.Done(t.Context(), from); !done || err != nil {
			t.Errorf("%.20q: done %v, %v", s, done, err)
		}
		if _, err := l.Article(t.Context(), stored.Article, 0); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
		if err := l.Fail(t.Context(), &onrecord.Failure{URL: s, Stage: s, Message: s}, onrecord.Origin{Place: "x" + s}); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
		for _, query := range []string{s, `"` + strings.ReplaceAll(s, `"`, "") + `"`, "speaker:" + s, "NOT " + s} {
			var wrong *onrecord.QueryError
			for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindArticles, onrecord.FindPeople} {
				if _, err := l.Search(t.Context(), query, onrecord.SearchOptions{Kind: kind}); err != nil && !errors.As(err, &wrong) {
					t.Errorf("%.20q: %v", query, err)
				}
			}
		}
		if _, err := l.Who(t.Context(), s); err != nil && !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("who %.20q: %v", s, err)
		}
	}
	bad := Invented(1)
	bad.Statements[0].Content = []onrecord.Span{{Start: 0, End: 1 << 30}}
	if _, err := l.Put(t.Context(), bad, onrecord.Origin{}); err == nil {
		t.Error("a span outside the text was taken")
	}
	put(t, l, onrecord.Record{}, onrecord.Origin{})
}

func testOtherwise(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	bo := onrecord.Entity{Name: "Bo Hill", Kind: onrecord.Person, Key: "person:bo-hill"}
	for i, c := range []struct {
		day  string
		who  onrecord.Entity
		says []string
	}{
		{"2015-11-03", ada, []string{"We will attend the harbour summit", "We will not attend the bridge opening", "We will attend the bridge opening"}},
		{"2016-02-01", ada, []string{"The pilots are right. We will not attend the harbour summit"}},
		{"2014-02-01", ada, []string{"The ministry may withdraw the night rule"}},
		{"2013-02-01", bo, []string{"The ministry will withdraw the night rule"}},
	} {
		r := article(fmt.Sprintf("https://a.example/%d", i), "T", c.day)
		for _, what := range c.says {
			r.says(c.who, "mayor", what)
		}
		put(t, l, r.done(), onrecord.Origin{})
	}
	p, err := l.Who(t.Context(), ada.Key)
	if err != nil || len(p.Otherwise) != 1 {
		t.Fatalf("%+v, %v: want one pair, of two articles and one speaker", p.Otherwise, err)
	}
	c := p.Otherwise[0]
	if c.By != "negation" || c.Then.Article.Day != "2015-11-03" || c.Later.Article.Day != "2016-02-01" || !strings.Contains(c.Then.Text, "will attend the harbour") {
		t.Errorf("%+v", c)
	}
}
