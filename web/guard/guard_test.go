package guard

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// site is a guard around a page, an echo, and a defect.
func site(t *testing.T, o Options) (http.Handler, *Guard) {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /page/{id}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, strings.Repeat("<p>page "+r.PathValue("id")+"</p>", 200))
	})
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			Refuse(w, r, http.StatusRequestEntityTooLarge, err.Error())
			return
		}
		w.Write(b)
	})
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /api/defect", func(http.ResponseWriter, *http.Request) { panic("a defect") })
	g := New(o)
	h, err := g.Wrap(mux)
	if err != nil {
		t.Fatal(err)
	}
	return h, g
}

// ask makes a request with headers given as name, value.
func ask(h http.Handler, method, url, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	r.Host = "localhost:8470"
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	h, _ := site(t, Options{})
	for _, path := range []string{"/page/1", "/nowhere", "/api/defect"} {
		res := ask(h, "GET", path, "")
		if res.Header.Get("Content-Security-Policy") != Policy || res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
	if strings.Contains(Policy, "unsafe") {
		t.Errorf("the policy lets inline code run: %s", Policy)
	}
}

func TestNamesThatItIsNotCalledByAreRefused(t *testing.T) {
	h, _ := site(t, Options{Hosts: []string{"News.example"}})
	for host, want := range map[string]int{"localhost": 200, "localhost:8470": 200, "127.0.0.1:8470": 200, "[::1]:8470": 200, "news.example": 200, "NEWS.example.:443": 200,
		"evil.example": 421, "localhost.evil.example:8470": 421, "": 421} {
		if res := ask(h, "GET", "/page/1", "", "Host", host); res.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, res.StatusCode, want)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	h, _ := site(t, Options{})
	for _, c := range []struct {
		want    int
		headers []string
	}{
		{200, nil}, // no browser
		{200, []string{"Sec-Fetch-Site", "same-origin"}},
		{200, []string{"Origin", "http://localhost:8470"}},
		{403, []string{"Sec-Fetch-Site", "cross-site"}},
		{403, []string{"Sec-Fetch-Site", "same-site"}},
		{403, []string{"Origin", "https://evil.example"}},
		{403, []string{"Origin", "null"}},
	} {
		if res := ask(h, "POST", "/echo", "a", c.headers...); res.StatusCode != c.want {
			t.Errorf("%v: %d, want %d", c.headers, res.StatusCode, c.want)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	h, _ := site(t, Options{MaxBody: 10})
	if res := ask(h, "POST", "/echo", "0123456789"); res.StatusCode != 200 {
		t.Errorf("as long as may be: %d", res.StatusCode)
	}
	if res := ask(h, "POST", "/echo", "0123456789a"); res.StatusCode != 413 {
		t.Errorf("too long and says so: %d", res.StatusCode)
	}
	r := httptest.NewRequest("POST", "/echo", io.MultiReader(strings.NewReader("0123456789a")))
	r.Host, r.ContentLength = "localhost", -1
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 413 {
		t.Errorf("too long and does not say so: %d", w.Code)
	}
}

func TestKeysAndScopes(t *testing.T) {
	reads, line1, err := NewKey("reader", false)
	if err != nil {
		t.Fatal(err)
	}
	writes, line2, err := NewKey("desk", true)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(line1, reads) || strings.Contains(line1, strings.TrimPrefix(reads, "onrecord_")) {
		t.Error("the line holds the key itself")
	}
	keys, err := ReadKeys(strings.NewReader("# who may come in\n\n" + line1 + "\n" + line2 + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	h, _ := site(t, Options{Keys: keys, Log: slog.New(slog.NewTextHandler(&log, nil))})
	basic := func(key string) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.SetBasicAuth("anybody", key)
		return r.Header.Get("Authorization")
	}
	for _, c := range []struct {
		method, path, auth string
		want               int
	}{
		{"GET", "/page/1", "", 401}, {"GET", "/page/1", "Bearer wrong", 401}, {"GET", "/page/1", "Bearer ", 401}, {"GET", "/page/1", basic(""), 401},
		{"GET", "/page/1", "Bearer " + reads, 200}, {"GET", "/page/1", basic(writes), 200},
		{"POST", "/echo", "Bearer " + reads, 403}, {"POST", "/echo", "Bearer " + writes, 200}, {"DELETE", "/page/1", basic(reads), 403},
		{"GET", "/healthz", "", 200},
	} {
		if res := ask(h, c.method, c.path, "a", "Authorization", c.auth); res.StatusCode != c.want {
			t.Errorf("%s %s with %q: %d, want %d", c.method, c.path, c.auth, res.StatusCode, c.want)
		}
	}
	if s := log.String(); !strings.Contains(s, "key=desk") || strings.Contains(s, writes) {
		t.Errorf("the log is\n%s", s)
	}
}

func TestFilesOfKeysThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"", "# nobody\n", "a read", "a all sha256:" + strings.Repeat("0", 64), "a read sha256:00", "a read " + strings.Repeat("0", 64)} {
		if _, err := ReadKeys(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for keys", text)
		}
	}
}

func TestEachClientIsPaced(t *testing.T) {
	h, _ := site(t, Options{Rate: 0.001, Burst: 3})
	from := func(addr string) int {
		r := httptest.NewRequest("GET", "/page/1", nil)
		r.Host, r.RemoteAddr = "localhost", addr
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for i, want := range []int{200, 200, 200, 429} {
		if got := from("192.0.2.1:5000"); got != want {
			t.Errorf("request %d: %d, want %d", i+1, got, want)
		}
	}
	if got := from("192.0.2.2:5000"); got != 200 {
		t.Errorf("another client: %d", got)
	}
}

func TestWhoHasAPageGetsNoneAgain(t *testing.T) {
	h, _ := site(t, Options{})
	first := ask(h, "GET", "/page/1", "", "Accept-Encoding", "gzip")
	tag := first.Header.Get("ETag")
	if first.Header.Get("Content-Encoding") != "gzip" || tag == "" {
		t.Fatalf("%v", first.Header)
	}
	z, err := gzip.NewReader(first.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(z); err != nil || !strings.Contains(string(body), "page 1") {
		t.Errorf("%s, %v", body, err)
	}
	again := ask(h, "GET", "/page/1", "", "If-None-Match", `"other", `+tag)
	if body, _ := io.ReadAll(again.Body); again.StatusCode != 304 || len(body) > 0 {
		t.Errorf("%d with %d bytes", again.StatusCode, len(body))
	}
	if other := ask(h, "GET", "/page/2", "", "If-None-Match", tag); other.StatusCode != 200 {
		t.Errorf("another page: %d", other.StatusCode)
	}
}

func TestDefectsAreAnsweredAndLogged(t *testing.T) {
	var log bytes.Buffer
	h, g := site(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	res := ask(h, "GET", "/api/defect", "")
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != 500 || res.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(string(body), "a defect") {
		t.Errorf("%d %v %s", res.StatusCode, res.Header, body)
	}
	if !strings.Contains(log.String(), "a defect") {
		t.Errorf("the log is\n%s", log.String())
	}
	ask(h, "GET", "/page/7?q=secret", "")
	if strings.Contains(log.String(), "secret") {
		t.Error("the log has what was searched for")
	}
	var text bytes.Buffer
	if err := g.Metrics(&text, []Gauge{{"onrecord_articles", "Articles.", 3}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`onrecord_http_requests_total{route="GET /page/{id}",method="GET",status="200"} 1`, "onrecord_articles 3", `_count{route="GET /page/{id}"} 1`, "in_flight 0"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("metrics lack %s:\n%s", want, text.String())
		}
	}
}
