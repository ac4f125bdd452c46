package pages

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/ledger/sqlite"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/web/desk"
)

// attack is text that does harm where it is taken for anything but text.
const attack = `</title></textarea></script><script>alert(1)</script><img src=x onerror=alert(2)>"'` + "`" + `javascript:alert(3)`

// at is a place of words in a text.
func at(text, words string) onrecord.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic("the text lacks " + words)
	}
	return onrecord.Span{Start: i, End: i + len(words)}
}

// record is an article with a quotation in two parts, a statement within another,
// and a condition; extra stands wherever there is a place for foreign text.
func record(url, day, extra string) onrecord.Record {
	text := "“If the rule goes,” said Mara Lind, “the boats go out.” " + extra + "\n\nLind said that Paul Aubry had told her “never again” " + extra + ".\n\nNobody came."
	hash := sha256.Sum256([]byte(text))
	r := onrecord.Record{Model: "test/1", Article: onrecord.Article{URL: url, CanonicalURL: url, Outlet: "Sound Courier" + extra, SHA256: fmt.Sprintf("%x", hash),
		Title: "Pilots & rules" + extra, Section: []string{"News" + extra}, Authors: []string{"Gil Parrish" + extra}, Language: "en", Text: text}}
	if day != "" {
		r.Article.Dates = []onrecord.Date{{Kind: onrecord.Published, Value: day, Precision: "day", Basis: "meta", Evidence: "article:published_time" + extra, Confidence: 0.9}}
	}
	lind := onrecord.Entity{ID: "e1", Name: "Mara Lind" + extra, Kind: onrecord.Person, Key: "person:mara-lind" + extra, Aliases: []string{"Lind" + extra}, Country: "GB",
		Roles: []onrecord.Role{{Title: "pilot" + extra}}, Mentions: []onrecord.Span{at(text, "Mara Lind")}}
	aubry := onrecord.Entity{ID: "e2", Name: "Paul Aubry", Kind: onrecord.Person, Key: "person:paul-aubry", Mentions: []onrecord.Span{at(text, "Paul Aubry")}}
	r.Entities = []onrecord.Entity{lind, aubry}
	by := onrecord.Speaker{Name: lind.Name, Entity: "e1", Kind: onrecord.Person, Role: "pilot" + extra, Confidence: 0.95, Evidence: []string{"Mara Lind" + extra}}
	add := func(s onrecord.Statement) string {
		s.ID = onrecord.StatementID(hash, s.Content, s.Cue, s.Source)
		r.Statements = append(r.Statements, s)
		return s.ID
	}
	add(onrecord.Statement{Kind: onrecord.Direct, Content: []onrecord.Span{at(text, "“If the rule goes,”"), at(text, "“the boats go out.”")}, Cue: []onrecord.Span{at(text, "said")},
		Source: []onrecord.Span{at(text, "Mara Lind")}, Speaker: by, Confidence: 0.97, Rule: "made" + extra, Act: onrecord.ActPromise, Modality: onrecord.Hypothetical, About: []string{"e2"},
		Conditions: []onrecord.Condition{{Marker: at(text, "If"), Clause: at(text, "If the rule goes"), Kind: onrecord.ConditionIf}}})
	outer := add(onrecord.Statement{Kind: onrecord.Mixed, Content: []onrecord.Span{at(text, "that Paul Aubry had told her “never again” "+extra)}, Cue: []onrecord.Span{at(text, "said that")},
		Source: []onrecord.Span{at(text, "Lind")}, Speaker: by, Confidence: 0.8, Rule: "made"})
	add(onrecord.Statement{Kind: onrecord.Direct, Content: []onrecord.Span{at(text, "“never again”")}, Cue: []onrecord.Span{at(text, "told")}, Source: []onrecord.Span{at(text, "Paul Aubry")},
		Speaker: onrecord.Speaker{Name: "Paul Aubry", Entity: "e2", Kind: onrecord.Person, Confidence: 0.9}, Parent: outer, Confidence: 0.9, Rule: "made"})
	return r
}

// said is a transcript in which the first quotation stands.
func said(extra string) onrecord.Transcript {
	text := "MS. LIND:  If the rule goes, and only in writing, the boats go out. We have waited for nine long days at the quay. " + extra + "\n\nQ  When?"
	second := at(text, "Q")
	return onrecord.Transcript{ID: "briefing" + extra, URL: "https://quay.example/briefing" + extra, SHA256: "00", Title: "At the quay" + extra, Kind: onrecord.Briefing, Language: "en", Text: text,
		Dates:   []onrecord.Date{{Kind: onrecord.Spoken, Value: "2024-03-11", Precision: "day", Basis: "text", Evidence: "11 March" + extra, Confidence: 0.9}},
		Notices: []onrecord.Notice{{Kind: onrecord.NoticeEdited, Evidence: "edited" + extra}},
		Turns: []onrecord.Turn{{Label: at(text, "MS. LIND"), Speaker: onrecord.Speaker{Name: "Mara Lind" + extra, Kind: onrecord.Person}, Speech: []onrecord.Span{at(text, "If the rule goes, and only in writing, the boats go out. We have waited for nine long days at the quay. "+extra)}},
			{Label: second, Speech: []onrecord.Span{at(text, "When?")}}}}
}

// site is the pages over a ledger with made-up records.
type site struct {
	t       testing.TB
	handler http.Handler
	ledger  onrecord.Ledger
	pages   *Pages
}

func newSite(t testing.TB) *site {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "web.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	reader, err := pipeline.NewWith(pipeline.Fast)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(desk.New(l, reader, fetch.New(fetch.Options{Timeout: 5 * time.Second})), "test", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	p.now = func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	mux := http.NewServeMux()
	p.Register(mux)
	return &site{t, mux, l, p}
}

var seen = onrecord.Origin{Place: "made", SeenAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}

func (s *site) put(r onrecord.Record) string {
	s.t.Helper()
	stored, err := s.ledger.Put(s.t.Context(), r, seen)
	if err != nil {
		s.t.Fatal(err)
	}
	return stored.Article
}

// get asks for a page; it fails where the status is another.
func (s *site) get(url string, status int) string {
	s.t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", url, nil)
	r.Host = "localhost:8470"
	s.handler.ServeHTTP(w, r)
	if w.Code != status {
		s.t.Fatalf("%s: %d, want %d\n%s", url, w.Code, status, w.Body)
	}
	return w.Body.String()
}

// lacks and has say what a page should and should not have.
func (s *site) has(page string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			s.t.Errorf("the page lacks %q:\n%s", w, page)
		}
	}
}

func (s *site) lacks(page string, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(page, w) {
			s.t.Errorf("the page has %q:\n%s", w, page)
		}
	}
}
