package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onrecord/onrecord"
)

// site answers with what stands under a path.
func site(pages map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, page)
	}
}

func urlset(paths ...string) string {
	out := "<urlset>"
	for _, p := range paths {
		out += "<url><loc>" + p + "</loc></url>"
	}
	return out + "</urlset>"
}

func index(paths ...string) string {
	out := "<sitemapindex>"
	for _, p := range paths {
		out += "<sitemap><loc>" + p + "</loc></sitemap>"
	}
	return out + "</sitemapindex>"
}

func TestAnAddressIsWhatItAnswers(t *testing.T) {
	pages := map[string]string{
		"/page": "<html>page", "/1": "one", "/2": "two", "/3": "three",
		"/feed": feedOfItems("1", "1", "2", "none"), "/map.xml": urlset("/1", "/2"), "/map.xml.gz": zipped(t, urlset("/3")),
		"/index.xml": index("/map.xml", "/map.xml.gz", "/index.xml", "/none.xml", "/map.xml"),
		"/d1.xml":    index("/d2.xml", "/map.xml"), "/d2.xml": index("/d3.xml"), "/d3.xml": index("/d4.xml"), "/d4.xml": index("/d5.xml"),
		"/w.warc.gz": warcOf(t, true, "archived"), "/l.jsonl": `{"text":"line"}`, "/page.html.gz": zipped(t, "unpacked"), "/zipped": zipped(t, "unpacked"),
		"/links": feedOfItems("zipped"), "/cut.xml": strings.TrimSuffix(urlset("/1"), "</urlset>"),
		"/rubbish.rss": `<rss version="2.0"><channel><item/></channel></rss>`,
	}
	for path, want := range map[string][]string{
		"/page": {"<html>page"}, "/none": {"! not_found: https://a.example/none: the server answered 404 Not Found"},
		"/feed":      {"one", "two", "! not_found: https://a.example/none: the server answered 404 Not Found"},
		"/index.xml": {"one", "two", "three", "! not_found: https://a.example/none.xml: the server answered 404 Not Found"},
		"/d1.xml":    {"! too_large: https://a.example/d5.xml: a sitemap more than 3 indexes deep", "one", "two"},
		"/w.warc.gz": {"archived"}, "/l.jsonl": {"line"}, "/page.html.gz": {"unpacked"}, "/zipped": {"unpacked"}, "/links": {"unpacked"},
		"/cut.xml":     {"one", "! bad_input: https://a.example/cut.xml: not a sitemap that can be read: the sitemap is cut short"},
		"/rubbish.rss": {"! bad_input: https://a.example/rubbish.rss: 1 entries have no address"},
	} {
		synctest.Test(t, func(t *testing.T) {
			f, _ := served(Options{}, site(pages))
			var out []string
			for i, err := range f.Items(t.Context(), "https://a.example"+path, Source{}) {
				if err == nil {
					i, err = i.Read(t.Context())
				}
				text := got(i, err)
				if err != nil {
					text = fmt.Sprintf("! %s: %s: %s", err.(*onrecord.Failure).Reason, err.(*onrecord.Failure).URL, err.(*onrecord.Failure).Message)
				}
				out = append(out, text)
			}
			same(t, out, want...)
		})
	}
}

func TestListedPagesAreBounded(t *testing.T) {
	var paths, maps []string
	pages := map[string]string{}
	for i := range 20 {
		paths = append(paths, fmt.Sprintf("/p%d", i))
	}
	for i := range maxSitemaps + 5 {
		maps = append(maps, fmt.Sprintf("/m%d", i))
		pages[maps[i]] = urlset()
	}
	pages["/map"], pages["/index"], pages["/feed"] = urlset(paths...), index(maps...), feedOfItems(paths...)
	for path, want := range map[string]string{
		"/map":   "pages beyond the limit of 5 are left out",
		"/feed":  "15 entries beyond the limit of 5 are left out",
		"/index": "sitemaps beyond the limit of 1000 are left out",
	} {
		synctest.Test(t, func(t *testing.T) {
			f, _ := served(Options{}, site(pages))
			n := 0
			var last error
			for _, err := range f.Items(t.Context(), "https://a.example"+path, Source{MaxEntries: 5}) {
				if last = err; err == nil {
					n++
				}
			}
			if last == nil || !strings.Contains(last.Error(), want) || n > 5 {
				t.Errorf("%s: %d pages, last error %v", path, n, last)
			}
		})
	}
}

func TestAHostileFeedIsRefused(t *testing.T) {
	laughs := `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`
	for name, c := range map[string]struct {
		in   string
		want onrecord.Reason
	}{
		"a million items": {`<rss version="2.0"><channel>` + strings.Repeat("<item/>", 1_000_000), onrecord.ReasonBadInput},
		"too many bytes":  {`<rss version="2.0"><channel>` + strings.Repeat(" ", maxFeed), onrecord.ReasonTooLarge},
		"a bomb":          {zipped(t, `<rss version="2.0"><channel>`+strings.Repeat(" ", 2*maxFeed)), onrecord.ReasonTooLarge},
		"billion laughs":  {laughs, onrecord.ReasonBadInput},
	} {
		synctest.Test(t, func(t *testing.T) {
			f, _ := served(Options{}, noRobots(site(map[string]string{"/feed": c.in})))
			n := 0
			for _, err := range f.Items(t.Context(), feedURL, Source{}) {
				n++
				fails(t, err, c.want)
			}
			if n != 1 {
				t.Errorf("%s: %d failures", name, n)
			}
		})
	}
}

// Over a real connection: what never ends is cut, by bytes or by time.
func TestAServerThatNeverEnds(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", http.NotFound)
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, zipped(t, strings.Repeat("a", 64<<20)))
	})
	mux.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, strings.Repeat("a", 1<<16)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "a")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/silence", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	server := httptest.NewServer(mux)
	defer server.Close()
	for path, c := range map[string]struct {
		timeout time.Duration
		want    onrecord.Reason
	}{
		"/bomb": {time.Minute, onrecord.ReasonTooLarge}, "/stream": {time.Minute, onrecord.ReasonTooLarge},
		"/drip": {300 * time.Millisecond, onrecord.ReasonTimeout}, "/silence": {300 * time.Millisecond, onrecord.ReasonTimeout},
	} {
		f := New(Options{AllowPrivate: true, MaxBytes: 1 << 20, Timeout: c.timeout, Attempts: 1, Delay: time.Nanosecond})
		_, err := item(f, server.URL+path).Read(t.Context())
		fails(t, err, c.want)
	}
}

func TestListedPagesKeepWhatWasSaidOfThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{}, site(map[string]string{"/feed": feedOfItems("1")}))
		known := func(path string) Origin {
			if path == "https://a.example/1" {
				return Origin{ETag: "e"}
			}
			return Origin{}
		}
		for i, err := range f.Items(t.Context(), feedURL, Source{Known: known, Form: onrecord.HTML}) {
			if err != nil || i.Listed.Title != "1" || i.Origin.ETag != "e" || i.Page.Form != onrecord.HTML || i.Page.Body != nil {
				t.Errorf("%+v, %v", i, err)
			}
		}
		if net.asked("https://a.example/1") != 0 {
			t.Error("the page was fetched")
		}
	})
}

func TestAnAddressThatHasNotChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == "e" {
				w.WriteHeader(http.StatusNotModified)
			}
		}))
		n := 0
		for i, err := range f.Items(t.Context(), feedURL, Source{Known: func(string) Origin { return Origin{ETag: "e"} }}) {
			n++
			if got(i, err) != "! unchanged" || i.Origin.Path != feedURL {
				t.Errorf("%+v, %v", i, err)
			}
		}
		if n != 1 {
			t.Errorf("%d items", n)
		}
	})
}
