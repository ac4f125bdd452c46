package pages

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/onrecord/onrecord"
)

// Whatever stands in a URL, the answer is a page or says what is wrong with the URL.
func FuzzURLs(f *testing.F) {
	s := newSite(f)
	s.put(record("https://a.example/1", "2024-03-12", attack))
	if _, err := s.ledger.PutTranscript(f.Context(), said(attack), onrecord.Origin{Place: "t"}); err != nil {
		f.Fatal(err)
	}
	f.Add("boats NOT (ferry", "people", "2015", "abc")
	f.Add(`speaker:"Lind" after:2015`, "articles", "\x00\xff\"*", "AAAA")
	f.Fuzz(func(t *testing.T, q, kind, value, cursor string) {
		v := url.Values{"q": {q}, "kind": {kind}, "cursor": {cursor}, "name": {q}, "actor": {q}, "toward": {value}, "about": {value}, "stage": {value}, "reason": {value}, "from": {value}, "to": {value}, "version": {value}, "group": {"speaker"}}
		for _, f := range filters() {
			v.Set(f.Param, value)
		}
		for _, path := range []string{"/search", "/search.csv", "/search.json", "/search.atom", "/search.feed.json", "/preview", "/people", "/positions", "/transcripts", "/failures", "/statements/" + url.PathEscape("s"+q), "/articles/" + url.PathEscape("a"+value)} {
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, httptest.NewRequest("GET", path+"?"+v.Encode(), nil))
			if w.Code >= 500 {
				t.Errorf("%s?%s: %d", path, v.Encode(), w.Code)
			}
			if kind := w.Header().Get("Content-Type"); kind == "text/html; charset=utf-8" {
				safe(t, path, w.Body.String())
			}
		}
	})
}
