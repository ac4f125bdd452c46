package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/ledger/ledgertest"
	"github.com/onrecord/onrecord/ledger/positions"
	"github.com/onrecord/onrecord/ledger/sqlite"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/web/desk"
)

// server is the API over a ledger with made-up records.
type server struct {
	t      *testing.T
	mux    *http.ServeMux
	ledger onrecord.Ledger
	reader *pipeline.Reader
}

func newServer(t *testing.T) *server {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "api.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	reader, err := pipeline.NewWith(pipeline.Fast)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	if _, err := Register(mux, desk.New(l, reader, fetch.New(fetch.Options{Timeout: 5 * time.Second})), "test", slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	return &server{t, mux, l, reader}
}

// ask asks, and gives the body where the status is the one that is wanted.
func (s *server) ask(method, path, body string, want int) []byte {
	s.t.Helper()
	r := httptest.NewRequest(method, Base+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	if w.Code != want {
		s.t.Fatalf("%s %s: %d, want %d\n%s", method, path, w.Code, want, w.Body)
	}
	kind := "application/json"
	if want >= 400 {
		kind = "application/problem+json"
	}
	if got := w.Header().Get("Content-Type"); got != kind {
		s.t.Errorf("%s %s: %s, want %s", method, path, got, kind)
	}
	return w.Body.Bytes()
}

// same fails where a body is not what the command line prints of a value.
func same(t *testing.T, what string, body []byte, value any, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	if got := bytes.TrimSpace(body); !bytes.Equal(got, bytes.TrimSpace(want.Bytes())) {
		t.Errorf("%s:\ngot  %.2000s\nwant %.2000s", what, got, want.Bytes())
	}
}

// fits fails where a body has a field that D lacks, or lacks one that D must have.
func fits[D any](t *testing.T, what string, body []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	schema := registry.Schema(reflect.TypeFor[D](), true, "")
	var result huma.ValidateResult
	huma.Validate(registry, schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, value, &result)
	for _, fault := range result.Errors {
		t.Errorf("%s is not as it is described: %v", what, fault)
	}
}

const (
	article  = `“We have waited for nine long days at the quay,” said Mara Lind, <b>a pilot</b> & mother. “The boats go out if the rule goes,” Lind told reporters in Paris.\n\nAccording to the ministry, France and Spain will join the Coalition of Twelve.`
	briefing = `MS. LIND:  We have waited for nine long days at the quay. And nobody came to see us there.\n\nQ  When will they go?\n\nMS. LIND:  The boats go out if the rule goes.`
)

func TestBodiesAreThoseOfTheCommandLine(t *testing.T) {
	s := newServer(t)
	r := ledgertest.Invented(1)
	stored, err := s.ledger.Put(t.Context(), r, onrecord.Origin{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 30 {
		if _, err := s.ledger.Put(t.Context(), ledgertest.Invented(n+2), onrecord.Origin{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ledger.Fail(t.Context(), &onrecord.Failure{Stage: "fetch", Reason: onrecord.ReasonTimeout, Message: "<slow>"}, onrecord.Origin{Place: "a"}); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindPeople, onrecord.FindArticles} {
		body := s.ask("GET", "/search?limit=5&kind="+string(kind), "", 200)
		found, err := s.ledger.Search(ctx, "", onrecord.SearchOptions{Kind: kind, Limit: 5})
		same(t, "search", body, found, err)
		fits[Results](t, "search", body)
		next := s.ask("GET", "/search?limit=5&kind="+string(kind)+"&cursor="+found.Next, "", 200)
		fits[Results](t, "the next page", next)
		if bytes.Equal(body, next) {
			t.Error("the next page is the first")
		}
	}
	id := r.Statements[0].ID
	body := s.ask("GET", "/statements/"+id, "", 200)
	found, err := s.ledger.Statement(ctx, id)
	same(t, "statement", body, found, err)
	fits[FoundStatement](t, "statement", body)

	body = s.ask("GET", "/articles/"+stored.Article, "", 200)
	kept, err := s.ledger.Article(ctx, stored.Article, 0)
	same(t, "article", body, kept, err)
	fits[KeptArticle](t, "article", body)

	name := r.Statements[0].Speaker.Name
	body = s.ask("GET", "/people?name="+url.QueryEscape(name), "", 200)
	profile, err := s.ledger.Who(ctx, name)
	same(t, "person", body, profile, err)
	fits[Profile](t, "person", body)

	body = s.ask("GET", "/positions?actor="+url.QueryEscape(name), "", 200)
	stands, err := positions.New().Of(ctx, s.ledger, positions.Query{Actor: name})
	same(t, "positions", body, stands, err)
	fits[Positions](t, "positions", body)

	body = s.ask("GET", "/stats", "", 200)
	stats, err := s.ledger.Stats(ctx)
	same(t, "stats", body, stats, err)
	fits[Stats](t, "stats", body)

	body = s.ask("GET", "/months?q=speaker:"+url.QueryEscape(`"`+name+`"`), "", 200)
	fits[Timeline](t, "months", body)
	fits[FailureList](t, "failures", s.ask("GET", "/failures", "", 200))
	fits[FailureList](t, "no failures", s.ask("GET", "/failures?stage=none", "", 200))
}

func TestReadingsAreThoseOfTheCommandLine(t *testing.T) {
	s := newServer(t)
	ctx := t.Context()
	text := strings.ReplaceAll(article, `\n`, "\n")
	record, err := s.reader.Read(ctx, onrecord.Page{ID: "a", Form: onrecord.Text, Body: []byte(text)})
	body := s.ask("POST", "/read", `{"id":"a","text":"`+article+`"}`, 200)
	same(t, "read", body, record, err)
	fits[Record](t, "read", body)

	transcript, err := s.reader.Transcript(ctx, onrecord.Page{ID: "t", Form: onrecord.Text, Body: []byte(strings.ReplaceAll(briefing, `\n`, "\n"))})
	if err != nil {
		t.Fatal(err)
	}
	v := s.reader.Verify(record, []onrecord.Transcript{transcript}, nil)
	body = s.ask("POST", "/verify", `{"id":"a","article":{"text":"`+article+`"},"transcript":{"id":"t","text":"`+briefing+`"}}`, 200)
	same(t, "verify", body, v, nil)
	fits[Verification](t, "verify", body)
	one := s.ask("POST", "/verify", `{"article":{"text":"`+article+`"},"transcripts":[{"text":"`+briefing+`"}],"quotes":[[1,47]]}`, 200)
	var quotes struct{ Quotes []Check }
	if err := json.Unmarshal(one, &quotes); err != nil || len(quotes.Quotes) != 1 || quotes.Quotes[0].Verdict != "exact" {
		t.Errorf("one quotation: %s, %v", one, err)
	}

	stored, err := s.ledger.PutTranscript(ctx, transcript, onrecord.Origin{Place: "t"})
	if err != nil {
		t.Fatal(err)
	}
	fits[KeptTranscript](t, "transcript", s.ask("GET", "/transcripts/"+stored.Article, "", 200))
	library, err := pipeline.OpenLibrary(ctx, s.ledger)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.reader.Trace(ctx, library, record)
	body = s.ask("POST", "/trace", `{"id":"a","text":"`+article+`"}`, 200)
	same(t, "trace", body, found, err)
	fits[Tracing](t, "trace", body)
	if len(found.Candidates) != 1 {
		t.Errorf("%d candidates", len(found.Candidates))
	}
}

func TestProblemsSayWhatIsWrong(t *testing.T) {
	s := newServer(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/search?q=(dam", "", 400, `"column":5`},
		{"GET", "/months?q=(dam", "", 400, `"column":5`},
		{"GET", "/positions?actor=a&about=(dam", "", 400, `"want":`},
		{"GET", "/positions", "", 422, "query.actor"},
		{"GET", "/search?kind=things", "", 422, "query.kind"},
		{"GET", "/search?limit=1000", "", 422, "query.limit"},
		{"GET", "/search?cursor=none", "", 400, "cursor"},
		{"GET", "/failures?cursor=none", "", 400, "cursor"},
		{"GET", "/statements/none", "", 404, "not in the ledger"},
		{"GET", "/articles/none", "", 404, "not in the ledger"},
		{"GET", "/transcripts/none", "", 404, "not in the ledger"},
		{"GET", "/people?name=none", "", 404, "not in the ledger"},
		{"GET", "/people", "", 422, "query.name"},
		{"GET", "/none", "", 404, "openapi.json"},
		{"POST", "/read", `{`, 400, "body"},
		{"POST", "/read", `{}`, 422, "exactly one of html, scrape and text"},
		{"POST", "/read", `{"text":"a","html":"a"}`, 422, "exactly one"},
		{"POST", "/read", `{"text":""}`, 422, `"reason":"empty"`},
		{"POST", "/read", `{"text":"a","published":"soon"}`, 422, "published"},
		{"POST", "/read", `{"url":"http://127.0.0.1:8470/"}`, 422, `"reason":"forbidden"`},
		{"POST", "/read", `{"url":"http://metadata.invalid/","published":"soon"}`, 422, "published"},
		{"POST", "/trace", `{"url":"/etc/passwd"}`, 422, `"reason":"bad_input"`},
		{"POST", "/verify", `{"article":{"text":"a"},"transcript":{"url":"file:///etc/passwd"}}`, 422, `"reason":"bad_input"`},
		{"POST", "/verify", `{"article":{"text":"a"}}`, 422, "no transcript"},
		{"POST", "/verify", `{"article":{"text":"a b"},"transcript":{"text":"MS. LIND:  a b\n\nQ  c?"},"quotes":[[0,99]]}`, 422, "outside"},
		{"POST", "/read", `{"text":"` + strings.Repeat("The boats go. ", 40_000) + `"}`, 413, `"reason":"too_large"`},
		{"POST", "/read", `{"text":"` + strings.Repeat("a", bodyMost) + `"}`, 413, "413"},
	} {
		body := s.ask(c.method, c.path, c.body, c.status)
		if !bytes.Contains(body, []byte(c.want)) || !bytes.Contains(body, fmt.Appendf(nil, `"status":%d`, c.status)) {
			t.Errorf("%s %s %.80s: %s lacks %s", c.method, c.path, c.body, body, c.want)
		}
	}
}

func TestTheDescriptionIsWhole(t *testing.T) {
	s := newServer(t)
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, httptest.NewRequest("GET", Base+"/openapi.json", nil))
	body, _ := io.ReadAll(w.Body)
	var spec struct {
		OpenAPI    string
		Paths      map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(body, &spec); err != nil || spec.OpenAPI != "3.1.0" || len(spec.Paths) != 12 {
		t.Errorf("%s with %d paths, %v", spec.OpenAPI, len(spec.Paths), err)
	}
	for part := range bytes.SplitSeq(body, []byte(`"$ref": "#/components/schemas/`)) {
		name, _, _ := bytes.Cut(part, []byte(`"`))
		if _, ok := spec.Components.Schemas[string(name)]; !ok && !bytes.HasPrefix(part, []byte("{")) {
			t.Errorf("%s is not described", name)
		}
	}
}
