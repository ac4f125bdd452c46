package ledgertest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// library is a few articles that every operator and field can tell apart.
func library(t *testing.T, l onrecord.Ledger) map[string]string {
	t.Helper()
	ada := onrecord.Entity{Name: "Ada Stone", Aliases: []string{"Stone", "Mayor Stone"}, Kind: onrecord.Person, Country: "GB", Key: "person:ada-stone", Roles: []onrecord.Role{{Title: "mayor of Eastharbour"}}}
	bo := onrecord.Entity{Name: "Bo Hill", Aliases: []string{"Hill"}, Kind: onrecord.Person, Country: "US", Key: "person:bo-hill"}
	guild := onrecord.Entity{Name: "Pilots’ Guild", Kind: onrecord.Organization, Country: "GB", Key: "organization:pilots-guild"}
	bridge := article("https://courier.example/bridge", "The bridge over the sound", "2016-01-01").
		says(ada, "mayor of Eastharbour", "The bridge will open in May").
		says(bo, "spokesman", "Nobody has told Stone of any tariffs").of(ada, "Stone").done()
	bridge.Article.Outlet = "The Sound Courier"
	bridge.Statements[1].Kind = onrecord.Indirect
	ferry := article("https://post.example/ferry", "Ferries may run at night", "2017-05-06T10:00:00+02:00").
		says(guild, "", "No ferry crosses a bridge, and no tariff helps").
		says(onrecord.Entity{Name: "a sailor", Kind: onrecord.Unnamed}, "", "Don’t ask me").done()
	ferry.Article.Outlet, ferry.Article.Language = "Evening Post", "en-GB"
	undated := article("https://post.example/undated", "Storm closes the road", "").
		says(bo, "spokesman", "A storm over the sound").done()
	undated.Article.Outlet, undated.Article.Language = "Evening Post", "de"
	ids := map[string]string{}
	for i, r := range []onrecord.Record{bridge, ferry, undated} {
		ids[put(t, l, r, onrecord.Origin{SeenAt: at(i)}).Article] = []string{"bridge", "ferry", "undated"}[i]
	}
	return ids
}

func find(t *testing.T, l onrecord.Ledger, query string, o onrecord.SearchOptions) onrecord.Results {
	t.Helper()
	res, err := l.Search(t.Context(), query, o)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return res
}

// testSearch names each statement by its first word, in order of days.
func testSearch(t *testing.T, l onrecord.Ledger) {
	ids := library(t, l)
	const every = "No Don’t The Nobody A"
	for _, c := range []struct{ query, want string }{
		{"", every},
		{"bridge", "No The Nobody"}, // also by the title
		{"bridge ferry", "No"},
		{"bridge AND open", "The"},
		{"open OR storm", "The A"},
		{"bridge NOT open", "No Nobody"},
		{"bridge -open -nobody", "No"},
		{"NOT bridge", "Don’t A"},
		{"NOT (bridge OR ferries)", "A"},
		{"(open OR storm) sound", "The A"},
		{`"over the sound"`, "The Nobody A"},
		{"“a storm over”", "A"},
		{`"storm a over"`, ""},
		{"TARIFF", "No Nobody"}, // a word finds its inflections
		{`"tariff"`, "No"},      // a phrase does not
		{"tarif*", "No Nobody"},
		{"don't", "Don’t"},
		{"speaker:Stone", "The"},
		{"speaker:“Ada Stone”", "The"},
		{`speaker:"Stone Ada"`, ""},
		{"speaker:sailor", "Don’t"},
		{"NOT speaker:Hill", "No Don’t The"},
		{"about:Stone", "Nobody"},
		{"about:Hill", ""},
		{"role:spokesman", "Nobody A"},
		{"outlet:post", "No Don’t A"},
		{`outlet:"Sound Courier"`, "The Nobody"},
		{"kind:direct", "No Don’t The A"},
		{"kind:indirect", "Nobody"},
		{"kind:organization", "No"},
		{"kind:unnamed", "Don’t"},
		{"country:gb", "No The"},
		{"country:US", "Nobody A"},
		{"lang:en", "The Nobody"},
		{"lang:en-GB", "No Don’t"},
		{"act:denial", ""},
		{"condition:any", ""},
		{"bloc:nato", ""},
		{"NOT act:denial", every},
		{"before:2016-01-01", ""},
		{"before:2016-01-02", "The Nobody"},
		{"after:2016-01-01", "No Don’t The Nobody"},
		{"after:2016-01-02", "No Don’t"},
		{"after:2017", "No Don’t"},
		{"before:2017-05", "The Nobody"},
		{"after:2016 before:2017 bridge", "The Nobody"},
		{"NOT before:2017", "No Don’t A"},
		{"NOT after:2016", "A"},
		{"open OR after:2017-05-06", "No Don’t The"},
		{"(open OR after:2017) NOT ferry", "The"}, // Ferries, says the title,
		{"NOT (open OR after:2017)", "Nobody A"},
		{"k2 all none facet s1", ""},
		{"—", ""},
	} {
		for _, sort := range []onrecord.Sort{onrecord.ByDate, onrecord.ByRelevance} {
			res := find(t, l, c.query, onrecord.SearchOptions{Sort: sort})
			var got []string
			for _, h := range res.Hits {
				got = append(got, strings.Trim(strings.Fields(h.Statement.Text)[0], "“"))
			}
			want := strings.Fields(c.want)
			if sort == onrecord.ByRelevance {
				slices.Sort(got)
				slices.Sort(want)
			}
			if !slices.Equal(got, want) || res.Counts[onrecord.FindStatements].N != len(want) {
				t.Errorf("%s by %s: got %q (%v), want %q", c.query, sort, got, res.Counts, want)
			}
		}
	}
	testSearchArticles(t, l, ids)
	testSearchErrors(t, l)
	testSnippets(t, l)
}

func testSearchArticles(t *testing.T, l onrecord.Ledger, ids map[string]string) {
	for _, c := range []struct{ query, want, people string }{
		{"", "ferry bridge undated", "Pilots’ Guild, Bo Hill, Ada Stone"},
		{"ferries", "ferry", ""},
		{"speaker:Hill", "bridge undated", "Bo Hill"},
		{"about:guild", "ferry", ""},
		{"outlet:post before:2020", "ferry", ""},
		{"before:2020 OR lang:de", "ferry bridge undated", ""},
		{"kind:indirect", "bridge", ""},
		{"kind:organization", "ferry", "Pilots’ Guild"},
		{"country:GB", "ferry bridge", "Pilots’ Guild, Ada Stone"},
		{"role:mayor", "bridge", "Ada Stone"},
		{"“Mayor Stone”", "", "Ada Stone"},
		{"stone OR hill", "bridge undated", "Bo Hill, Ada Stone"},
	} {
		var got []string
		res := find(t, l, c.query, onrecord.SearchOptions{Kind: onrecord.FindArticles, Sort: onrecord.ByDate})
		for _, h := range res.Hits {
			got = append(got, ids[h.Article.ID])
		}
		if strings.Join(got, " ") != c.want || res.Counts[onrecord.FindArticles].N != len(got) {
			t.Errorf("articles, %s: got %q, want %q", c.query, got, c.want)
		}
		got = nil
		for _, h := range find(t, l, c.query, onrecord.SearchOptions{Kind: onrecord.FindPeople, Sort: onrecord.ByDate}).Hits {
			got = append(got, h.Person.Name)
		}
		if strings.Join(got, ", ") != c.people || res.Counts[onrecord.FindPeople].N != len(got) {
			t.Errorf("people, %s: got %q, want %q", c.query, got, c.people)
		}
	}
	h := find(t, l, "speaker:sailor", onrecord.SearchOptions{}).Hits[0].Statement.Article
	if ids[h.ID] != "ferry" || h.Day != "2017-05-06" || h.Outlet != "Evening Post" || h.Statements != 2 || h.URL != "https://post.example/ferry" {
		t.Errorf("heading %+v", h)
	}
}

func testSearchErrors(t *testing.T, l onrecord.Ledger) {
	var wrong *onrecord.QueryError
	if _, err := l.Search(t.Context(), "a (b", onrecord.SearchOptions{}); !errors.As(err, &wrong) || wrong.Column != 5 {
		t.Errorf("a bad query: %v", err)
	}
	for _, err := range l.Records(t.Context(), "speeker:x") {
		if !errors.As(err, &wrong) {
			t.Errorf("a bad query for records: %v", err)
		}
	}
	for _, o := range []onrecord.SearchOptions{{Cursor: "?"}, {Kind: "things"}} {
		if _, err := l.Search(t.Context(), "a", o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

func testSnippets(t *testing.T, l onrecord.Ledger) {
	plain := func(s string) string { return s }
	for query, want := range map[string]string{
		"tariff NOT bridge OR told": "“Nobody has [told] Stone of any [tariffs],”",
		"“will open”":               "“The bridge [will open] in May,”",
		"don’t":                     "“[Don’t] ask me,”",
		"stor*":                     "“A [storm] over the sound,”",
	} {
		res := find(t, l, query, onrecord.SearchOptions{})
		if len(res.Hits) == 0 || res.Hits[0].Snippet.Marked("[", "]", plain) != want {
			t.Errorf("%s: got %+v, want %s", query, res.Hits, want)
		}
	}
	long := Invented(7)
	put(t, l, long, onrecord.Origin{})
	word := Word(3)
	res := find(t, l, word, onrecord.SearchOptions{Kind: onrecord.FindArticles})
	if len(res.Hits) != 1 {
		t.Fatalf("found %d", len(res.Hits))
	}
	s := res.Hits[0].Snippet
	if len(s.Text) > 400 || len(s.Marks) == 0 || s.Marks[0].In(s.Text) != word {
		t.Errorf("the snippet of a long text is %+v", s)
	}
}

func testSearchForgets(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	bo := onrecord.Entity{Name: "Bo Hill", Kind: onrecord.Person, Key: "person:bo-hill"}
	put(t, l, article("https://a.example/1", "Old", "2016-01-02").says(ada, "", "The first wording").done(), onrecord.Origin{SeenAt: at(1)})
	put(t, l, article("https://a.example/1", "New", "2018-01-02").says(bo, "", "The second wording").done(), onrecord.Origin{SeenAt: at(2)})
	for query, want := range map[string]int{"first": 0, "second": 1, "old": 0, "wording": 1, "before:2017": 0, "after:2017": 1, "speaker:stone": 0} {
		for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindArticles} {
			if res := find(t, l, query, onrecord.SearchOptions{Kind: kind}); len(res.Hits) != want || res.Counts[kind].N != want {
				t.Errorf("%s: %d %s, want %d", query, len(res.Hits), kind, want)
			}
		}
	}
	if res := find(t, l, "stone", onrecord.SearchOptions{Kind: onrecord.FindPeople}); len(res.Hits) != 0 {
		t.Errorf("somebody whom no article names is found: %+v", res.Hits[0].Person)
	}
	if _, err := l.Who(t.Context(), "Ada Stone"); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("who: %v", err)
	}
}

func testRanking(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	bo := onrecord.Entity{Name: "Bo Hill", Kind: onrecord.Person, Key: "person:bo-hill"}
	put(t, l, article("https://a.example/1", "A title on granite", "2016-01-02").says(bo, "", "Nothing of it was said by the people there, and nothing will be").done(), onrecord.Origin{})
	put(t, l, article("https://a.example/2", "Other", "2016-01-02").says(ada, "", "We like granite, granite and nothing else").done(), onrecord.Origin{})
	put(t, l, article("https://a.example/3", "Other", "2016-01-03").says(ada, "", "We like wood and nothing else").done(), onrecord.Origin{})
	for n := range 20 {
		put(t, l, Invented(n), onrecord.Origin{})
	}
	hits := find(t, l, "granite", onrecord.SearchOptions{}).Hits
	if len(hits) != 2 || !strings.Contains(hits[0].Statement.Text, "granite") || hits[0].Score <= hits[1].Score {
		t.Errorf("a statement must come before one whose article's title has the word: %+v", hits)
	}
	hits = find(t, l, "nothing OR granite", onrecord.SearchOptions{}).Hits
	if len(hits) < 3 || !strings.Contains(hits[0].Statement.Text, "granite") {
		t.Errorf("what has both words must come first: %+v", hits)
	}
	people := find(t, l, "kind:person", onrecord.SearchOptions{Kind: onrecord.FindPeople}).Hits
	if len(people) == 0 {
		t.Error("no people found")
	}
}

func testSuggestions(t *testing.T, l onrecord.Ledger) {
	library(t, l)
	for query, want := range map[string]string{
		"brigde":                  "bridge",
		"tarriffs NOT open":       "tariffs NOT open",
		"“over the suond”":        `"over the sound"`,
		"speaker:Stoen":           "speaker:stone",
		"brigde AND tarrif":       "bridge tariff",
		"qqqqqqqqqq":              "",
		"bridge storm":            "", // all words are right, they are only nowhere together
		"outlet:Courrier bridgee": "outlet:Courrier bridge",
	} {
		got := find(t, l, query, onrecord.SearchOptions{}).Suggestions
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%s: suggests %q, want %q first", query, got, want)
		}
	}
	if got := find(t, l, "bridge", onrecord.SearchOptions{}).Suggestions; got != nil {
		t.Errorf("what finds something suggests %q", got)
	}
}

// testPaging reads all pages while new articles come in: no hit that was
// there at the start is missing or given twice.
func testPaging(t *testing.T, l onrecord.Ledger) {
	for n := range 30 {
		put(t, l, Invented(n), onrecord.Origin{})
	}
	next := 100
	for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindArticles, onrecord.FindPeople} {
		for _, sort := range []onrecord.Sort{onrecord.ByDate, onrecord.ByRelevance} {
			query := "kind:direct"
			if kind == onrecord.FindPeople {
				query = "kind:person"
			}
			all := map[string]bool{}
			o := onrecord.SearchOptions{Kind: kind, Sort: sort, Limit: 200}
			for res := find(t, l, query, o); ; res = find(t, l, query, o) {
				for _, h := range res.Hits {
					all[name(h)] = true
				}
				if o.Cursor = res.Next; res.Next == "" {
					break
				}
			}
			seen := map[string]int{}
			o = onrecord.SearchOptions{Kind: kind, Sort: sort, Limit: 7}
			for pages := 0; ; pages++ {
				res := find(t, l, query, o)
				for _, h := range res.Hits {
					if seen[name(h)]++; seen[name(h)] > 1 {
						t.Errorf("%s by %s: %s is given twice", kind, sort, name(h))
					}
				}
				if o.Cursor = res.Next; res.Next == "" {
					break
				}
				if pages%20 == 0 {
					put(t, l, Invented(next), onrecord.Origin{})
					next++
				}
			}
			for id := range all {
				if seen[id] == 0 {
					t.Errorf("%s by %s: %s is missing", kind, sort, id)
				}
			}
		}
	}
}

func name(h onrecord.Hit) string {
	switch {
	case h.Statement != nil:
		return h.Statement.Statement.ID
	case h.Article != nil:
		return h.Article.ID
	}
	return h.Person.Key
}
