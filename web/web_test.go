package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/ledger/ledgertest"
	"github.com/onrecord/onrecord/ledger/sqlite"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/web/desk"
	"github.com/onrecord/onrecord/web/guard"
)

// whole is the whole server over a ledger of so many articles, and one of these.
func whole(t testing.TB, articles int) (http.Handler, onrecord.Record, string) {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "web.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var id string
	record := ledgertest.Invented(articles / 2)
	puts := make(chan error, articles)
	for n := range articles {
		go func() {
			_, err := l.Put(t.Context(), ledgertest.Invented(n), onrecord.Origin{})
			puts <- err
		}()
	}
	for range articles {
		if err := <-puts; err != nil {
			t.Fatal(err)
		}
	}
	id = onrecord.ArticleID(&record.Article)
	reader, err := pipeline.NewWith(pipeline.Fast)
	if err != nil {
		t.Fatal(err)
	}
	h, err := Handler(Options{Desk: desk.New(l, reader, fetch.New(fetch.Options{})), Version: "test", Rate: 1e6})
	if err != nil {
		t.Fatal(err)
	}
	return h, record, id
}

func request(method, path string, body io.Reader, headers ...string) *http.Request {
	r := httptest.NewRequest(method, path, body)
	r.Host = "localhost:8470"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryRouteIsBehindTheGuard(t *testing.T) {
	h, record, id := whole(t, 3)
	for path, want := range map[string]int{"/": 200, "/search?q=ba": 200, "/search.csv": 200, "/search.json": 200, "/search.atom": 200, "/search.feed.json": 200, "/preview?q=ba": 200,
		"/statements/" + record.Statements[0].ID: 200, "/articles/" + id: 200, "/people?name=Stone": 404, "/people": 302, "/transcripts": 200, "/verify": 200, "/failures": 200, "/none": 404,
		"/healthz": 200, "/metrics": 200, "/api/v1/search": 200, "/api/v1/openapi.json": 200, "/api/v1/docs": 200, "/api/v1/none": 404, "/api/none": 404} {
		w := answer(h, request("GET", path, nil))
		if w.Code != want || w.Header().Get("Content-Security-Policy") != guard.Policy || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d, want %d; %v", path, w.Code, want, w.Header())
		}
		if tag := w.Header().Get("ETag"); want == 200 && path != "/metrics" {
			if again := answer(h, request("GET", path, nil, "If-None-Match", tag)); again.Code != 304 {
				t.Errorf("%s again: %d", path, again.Code)
			}
		}
		if w := answer(h, request("GET", path, nil, "Host", "")); w.Code == 421 {
			t.Errorf("%s is refused to localhost", path)
		}
		other := request("GET", path, nil)
		other.Host = "evil.example"
		if w := answer(h, other); w.Code != 421 {
			t.Errorf("%s as evil.example: %d", path, w.Code)
		}
	}
}

func TestNothingIsTakenFromOtherSites(t *testing.T) {
	h, _, _ := whole(t, 1)
	var form bytes.Buffer
	fields := multipart.NewWriter(&form)
	fields.WriteField("text", "“We go,” said Mara Lind.")
	fields.Close()
	for path, body := range map[string]string{"/verify": form.String(), "/api/v1/read": `{"text":"“We go,” said Mara Lind."}`} {
		kind := "application/json"
		if path == "/verify" {
			kind = fields.FormDataContentType()
		}
		if w := answer(h, request("POST", path, strings.NewReader(body), "Content-Type", kind, "Sec-Fetch-Site", "same-origin")); w.Code != 200 {
			t.Errorf("%s from here: %d %s", path, w.Code, w.Body)
		}
		if w := answer(h, request("POST", path, strings.NewReader(body), "Content-Type", kind, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")); w.Code != 403 {
			t.Errorf("%s from elsewhere: %d", path, w.Code)
		}
		long := request("POST", path, strings.NewReader(strings.Replace(body, "We go", strings.Repeat("a", 5<<20), 1)), "Content-Type", kind)
		long.ContentLength = -1
		if w := answer(h, long); w.Code != 413 {
			t.Errorf("%s with five megabytes: %d %.200s", path, w.Code, w.Body)
		}
		long = request("POST", path, strings.NewReader(strings.Repeat("a", 5<<20)), "Content-Type", kind)
		if w := answer(h, long); w.Code != 413 {
			t.Errorf("%s with five megabytes that are announced: %d", path, w.Code)
		}
	}
}

func TestAssetsStayForGood(t *testing.T) {
	h, _, _ := whole(t, 1)
	page := answer(h, request("GET", "/", nil)).Body.String()
	n := 0
	for part := range strings.SplitSeq(page, `"/assets/`) {
		path, _, ok := strings.Cut(part, `"`)
		if n++; n == 1 || !ok {
			continue
		}
		w := answer(h, request("GET", "/assets/"+path, nil))
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() == 0 {
			t.Errorf("/assets/%s: %d %v", path, w.Code, w.Header())
		}
	}
	if n < 5 {
		t.Errorf("the page has %d assets", n-1)
	}
	if w := answer(h, request("GET", "/assets/0000000000000000/style.css", nil)); w.Code != 404 {
		t.Errorf("an asset under another hash: %d", w.Code)
	}
}
