package pages

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// The pages of testdata/golden, byte for byte.
func TestGoldenPages(t *testing.T) {
	s := newSite(t)
	r := record("https://courier.example/pilots", "2024-03-12", "")
	id := s.put(r)
	later := record("https://courier.example/pilots", "2024-03-12", "")
	later.Article.Title, later.Statements = "Pilots without rules", later.Statements[:2]
	s.put(later)
	stored, err := s.ledger.PutTranscript(t.Context(), said(""), seen)
	if err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"results": "/search?q=boats+NOT+ferry&sort=date&act=promise", "fault": "/search?q=boats+(", "people": "/search?kind=people&q=lind", "statement": "/statements/" + r.Statements[0].ID,
		"older": "/statements/" + r.Statements[2].ID, "article": "/articles/" + id, "person": "/people?name=person:mara-lind", "positions": "/positions?actor=Mara+Lind", "transcript": "/transcripts/" + stored.Article, "verify": "/verify",
	} {
		got := s.get(path, map[bool]int{true: 400, false: 200}[name == "fault"])
		for file, a := range s.pages.assets {
			got = strings.ReplaceAll(got, a.url, "/assets/HASH/"+file)
		}
		golden := filepath.Join("testdata", "golden", name+".html")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not %s; go test ./web/pages -update writes it anew, for you to look at\n%s", path, golden, got)
		}
	}
}

func TestQueriesSayWhereTheyGoWrong(t *testing.T) {
	s := newSite(t)
	s.has(s.get("/search?q=bridge+AND+(ferry", 400), "At character 18 was expected", "bridge AND (ferry<span")
	s.has(s.get("/preview?q=act:nothing", 200), "was expected")
	s.has(s.get("/search?q=&before=soon", 400), "was expected")
	for _, form := range []string{"/search.csv", "/search.json", "/search.atom", "/search.feed.json"} {
		s.has(s.get(form+"?q=(", 400), "cannot be understood")
	}
	s.get("/search?cursor=nonsense", 400)
	s.get("/failures?cursor=nonsense", 400)
}

func TestTheStateOfAPageIsItsURL(t *testing.T) {
	v := url.Values{"q": {`bridge OR "the ferry"`}, "kind": {"articles"}, "sort": {"date"}, "speaker": {`Ada "Stone"`}, "form": {"direct"}, "after": {"2015"}, "act": {"nonsense"}}
	s := stateOf(v)
	query, err := s.Query()
	if want := `(bridge OR "the ferry") speaker:"Ada Stone" kind:direct after:2015`; err != nil || query != want {
		t.Errorf("%s, %v; want %s", query, err, want)
	}
	u, err := url.Parse(s.With("/search", "cursor", "x"))
	if err != nil {
		t.Fatal(err)
	}
	again := stateOf(u.Query())
	if q, _ := again.Query(); q != query || again.Kind != s.Kind || again.Sort != s.Sort || again.Cursor != "x" {
		t.Errorf("%+v became %+v", s, again)
	}
	if got := stateOf(nil).With("/search"); got != "/search" {
		t.Errorf("no state is %s", got)
	}
}

func TestSearchesPageAndGroup(t *testing.T) {
	s := newSite(t)
	for n := range 6 {
		s.put(ledgertest.Invented(n))
	}
	first := s.get("/search?sort=date", 200)
	_, next, _ := strings.Cut(first, `rel="next" href="`)
	next, _, _ = strings.Cut(next, `"`)
	second := s.get(strings.ReplaceAll(next, "&amp;", "&"), 200)
	id := func(page string) string {
		_, rest, _ := strings.Cut(page, `<a href="/statements/`)
		return rest[:20]
	}
	if id(first) == id(second) {
		t.Error("the second page begins as the first does")
	}
	s.has(first, `<svg viewBox`, "Statements over time", `<span class="n">120</span>`)
	s.lacks(second, `<svg viewBox="0 0 720`)
	s.has(s.get("/search?group=speaker", 200), `<section class="group">`)
	s.has(s.get("/search?kind=people", 200), "/people?name=person%3A")
	if n := strings.Count(s.get("/search.csv", 200), "\r\n"); n != 121 {
		t.Errorf("the table has %d lines", n)
	}
}

func TestChartsTileTime(t *testing.T) {
	months := onrecord.Timeline{Months: []onrecord.Tally{{Value: "2015-11", N: 4}, {Value: "2016-02", N: 1}}}
	var links []string
	c := chartOf(months, func(after, before string) string { links = append(links, after+" "+before); return "/" })
	if len(c.Columns) != 4 || c.Most != 4 || c.Total != 5 || strings.Join(links, ", ") != "2015-11-01 2015-12-01, 2016-02-01 2016-03-01" {
		t.Errorf("%+v, %v", c, links)
	}
	for period, want := range map[string]string{"2015-12": "2015-12-01 2016-01-01", "2015 Q4": "2015-10-01 2016-01-01", "1999": "1999-01-01 2000-01-01"} {
		if after, before := bounds(period); after+" "+before != want {
			t.Errorf("%s: %s %s", period, after, before)
		}
	}
	if chartOf(onrecord.Timeline{Months: months.Months[:1]}, nil) != nil {
		t.Error("a chart of one month")
	}
}

// The marks of an article give its text, whole and in order.
func TestMarksTileTheArticle(t *testing.T) {
	for n := range 5 {
		r := ledgertest.Invented(n)
		var paragraphs []string
		cards := 0
		for _, p := range marked(&r, "") {
			text := ""
			for _, run := range p.Runs {
				text += run.Text
			}
			paragraphs = append(paragraphs, text)
			cards += len(p.Cards)
		}
		if got := strings.Join(paragraphs, "\n\n"); strings.TrimSpace(got) != strings.TrimSpace(r.Article.Text) {
			t.Errorf("record %d: the text is %q, want %q", n, got, r.Article.Text)
		}
		if cards != len(r.Statements) {
			t.Errorf("record %d: %d cards for %d statements", n, cards, len(r.Statements))
		}
	}
	r := record("", "", "")
	inner := marked(&r, r.Statements[2].ID)[1]
	for _, run := range inner.Runs {
		if run.Text == "“never again”" && (run.Link != 3 || !run.Here) {
			t.Errorf("the statement within is marked as %+v", run)
		}
	}
}
