package pages

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/onrecord/onrecord"
)

// safe reads a page as a browser does and fails where anything could run: a
// script that is not ours, a handler, an inline style, a link to code.
func safe(t *testing.T, what, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if !errors.Is(z.Err(), io.EOF) {
				t.Errorf("%s: %v", what, z.Err())
			}
			return
		}
		token := z.Token()
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		if slices.Contains([]string{"img", "iframe", "object", "embed", "style", "base", "audio", "video"}, token.Data) {
			t.Errorf("%s has <%s>: %v", what, token.Data, token.Attr)
		}
		ours := false
		for _, a := range token.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Key, "hx-on") || strings.HasPrefix(a.Key, "data-hx-on") {
				t.Errorf("%s: <%s %s=%q>", what, token.Data, a.Key, a.Val)
			}
			if slices.Contains([]string{"href", "src", "action", "formaction"}, a.Key) && !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "http") {
				t.Errorf("%s: <%s %s=%q>", what, token.Data, a.Key, a.Val)
			}
			ours = ours || a.Key == "src" && strings.HasPrefix(a.Val, "/assets/")
		}
		if token.Data == "script" && !ours {
			t.Errorf("%s: a script that is not ours: %v", what, token.Attr)
		}
	}
}

// What articles, transcripts and failures say stays text on every page.
func TestHostileTextIsTextEverywhere(t *testing.T) {
	s := newSite(t)
	id := s.put(record("https://a.example/1", "2024-03-12", attack))
	evil := record("", "", attack+"2")
	evil.Article.URL, evil.Article.CanonicalURL, evil.Article.ID = "javascript:alert(4)", "JAVASCRIPT:alert(5)", "evil"
	second := s.put(evil)
	changed := record("https://a.example/1", "2024-03-12", attack+"3")
	s.put(changed)
	stored, err := s.ledger.PutTranscript(t.Context(), said(attack), onrecord.Origin{Place: "t"})
	if err != nil {
		t.Fatal(err)
	}
	failure := &onrecord.Failure{ID: attack, URL: "javascript:alert(6)", Stage: "fetch" + attack, Reason: onrecord.ReasonHTTP, Message: attack}
	if err := s.ledger.Fail(t.Context(), failure, onrecord.Origin{Place: attack}); err != nil {
		t.Fatal(err)
	}
	pages := []string{"/", "/search", "/search?kind=people", "/search?kind=articles", "/search?group=speaker", "/search?q=boats", "/articles/" + id, "/articles/" + id + "?version=1",
		"/articles/" + second, "/transcripts", "/transcripts/" + stored.Article, "/failures", "/verify", "/people?name=Lind", "/positions", "/positions?actor=Lind", "/positions?" + url.Values{"actor": {"Mara Lind" + attack + "2"}}.Encode(),
		"/people?" + url.Values{"name": {"person:mara-lind" + attack + "2"}}.Encode(), "/preview?q=boats"}
	for _, statement := range append(evil.Statements, changed.Statements...) {
		pages = append(pages, "/statements/"+statement.ID)
	}
	for _, page := range pages {
		body := s.get(page, 200)
		if safe(t, page, body); len(body) == 0 {
			t.Errorf("%s is empty", page)
		}
	}
	for page, status := range map[string]int{"/search?q=" + url.QueryEscape("("+attack): 400, "/preview?q=" + url.QueryEscape("("+attack): 200, "/search?speaker=" + url.QueryEscape(attack): 200,
		"/search?after=" + url.QueryEscape(attack): 400, "/statements/" + url.PathEscape(attack): 404, "/people?name=" + url.QueryEscape("zz"+attack): 404, "/failures?stage=" + url.QueryEscape(attack): 200, "/positions?actor=a&about=" + url.QueryEscape("("+attack): 400, "/" + url.PathEscape(attack): 404} {
		safe(t, page, s.get(page, status))
	}
}

func TestFeedsAndTablesHoldHostileTextAsText(t *testing.T) {
	s := newSite(t)
	r := record("https://a.example/1", "2024-03-12", attack)
	r.Statements[0].Speaker.Name = "=HYPERLINK(1)"
	s.put(r)
	var feed struct {
		Entries []struct {
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(s.get("/search.atom?q=boats", 200)), &feed); err != nil || len(feed.Entries) != 1 ||
		!strings.HasPrefix(feed.Entries[0].Link.Href, "http://localhost:8470/statements/") || feed.Entries[0].Updated != "2024-03-12T00:00:00Z" {
		t.Errorf("%+v, %v", feed, err)
	}
	var items struct {
		Items []struct {
			ID   string `json:"id"`
			Text string `json:"content_text"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(s.get("/search.feed.json?q=boats", 200)), &items); err != nil || len(items.Items) != 1 || !strings.Contains(items.Items[0].Text, "the boats go out") {
		t.Errorf("%+v, %v", items, err)
	}
	rows, err := csv.NewReader(strings.NewReader(s.get("/search.csv?q=boats", 200))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][2] != "'=HYPERLINK(1)" || !strings.Contains(rows[1][9], "<script>") {
		t.Errorf("%q, %v", rows, err)
	}
	if found, err := s.ledger.Search(t.Context(), "boats", onrecord.SearchOptions{}); err != nil {
		t.Error(err)
	} else if b, err := found.MarshalJSON(); err != nil || strings.TrimSpace(s.get("/search.json?q=boats", 200)) != string(b) {
		t.Errorf("the JSON of a search is not that of the command line: %v", err)
	}
}

// check posts the form of an article.
func (s *site) check(fields map[string]string, file string) (int, string) {
	s.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			s.t.Fatal(err)
		}
	}
	if file != "" {
		part, err := form.CreateFormFile("file", "../../etc/passwd")
		if err != nil {
			s.t.Fatal(err)
		}
		io.WriteString(part, file)
	}
	form.Close()
	r := httptest.NewRequest("POST", "/verify", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const pasted = "“We have waited for nine long days at the quay,” said Mara Lind, a pilot <script>alert(1)</script>.\n\n“Nobody asked us about the new lanterns,” Lind said."

func TestAnArticleIsCheckedAgainstTheLedger(t *testing.T) {
	s := newSite(t)
	if _, err := s.ledger.PutTranscript(t.Context(), said(""), onrecord.Origin{Place: "t"}); err != nil {
		t.Fatal(err)
	}
	for what, ask := range map[string]func() (int, string){
		"pasted": func() (int, string) { return s.check(map[string]string{"text": pasted, "as": "text"}, "") },
		"a file": func() (int, string) { return s.check(map[string]string{"as": "text"}, pasted) },
	} {
		code, page := ask()
		if code != 200 {
			t.Fatalf("%s: %d", what, code)
		}
		safe(t, what, page)
		s.lacks(page, `href="/statements/`, `href="/people?name=person`)
		s.has(page, "Mara Lind", "At the quay", "word for word", "not found", "Of 1 transcript in this ledger", `class="row"`, "&lt;script&gt;")
	}
	code, page := s.check(map[string]string{"text": pasted, "as": "text", "against": "MS. LIND:  We have waited for ten long days at the quay.\n\nQ  When?\n\nMS. LIND:  Since March."}, "")
	if safe(t, "own", page); code != 200 {
		t.Fatal(code)
	}
	s.has(page, "words differ", "<del>", "ten")
}

func TestWhatCannotBeCheckedIsSaid(t *testing.T) {
	s := newSite(t)
	for what, c := range map[string]struct {
		fields map[string]string
		want   string
	}{
		"nothing":            {map[string]string{}, "nothing was handed in"},
		"a file's name":      {map[string]string{"url": "/etc/passwd"}, "no http or https address"},
		"a file's address":   {map[string]string{"url": "file:///etc/passwd"}, "no http or https address"},
		"this machine":       {map[string]string{"url": "http://127.0.0.1:22/"}, "forbidden"},
		"a private network":  {map[string]string{"url": "http://10.0.0.1/"}, "forbidden"},
		"a cloud's secrets":  {map[string]string{"url": "http://169.254.169.254/latest/meta-data/"}, "forbidden"},
		"its own transcript": {map[string]string{"text": pasted, "as": "text", "against_url": "http://[::1]:8470/"}, "forbidden"},
		"too long":           {map[string]string{"text": strings.Repeat("The boats go out. ", 40_000), "as": "text"}, "more than the 400000"},
	} {
		code, page := s.check(c.fields, "")
		if code != 422 || !strings.Contains(strings.ToLower(page), c.want) {
			t.Errorf("%s: %d lacks %q\n%s", what, code, c.want, page[:min(len(page), 2500)])
		}
		safe(t, what, page)
	}
}
