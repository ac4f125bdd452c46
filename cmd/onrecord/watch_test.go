package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// outlet is a server of feeds and pages on loopback that counts what it is
// asked for.
type outlet struct {
	*httptest.Server
	mu     sync.Mutex
	asked  map[string]int // by path and the status that was answered
	served map[string]http.HandlerFunc
	seen   func(key string) // told of each answer, where not nil
}

func newOutlet(t *testing.T) *outlet {
	o := &outlet{asked: map[string]int{}, served: map[string]http.HandlerFunc{}}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		serve, seen := o.served[r.URL.Path], o.seen
		o.mu.Unlock()
		if serve == nil {
			serve = http.NotFound
		}
		recorded := httptest.NewRecorder()
		serve(recorded, r)
		key := fmt.Sprint(r.URL.Path, " ", recorded.Code)
		o.mu.Lock()
		o.asked[key]++
		o.mu.Unlock()
		maps.Copy(w.Header(), recorded.Header())
		w.WriteHeader(recorded.Code)
		_, _ = w.Write(recorded.Body.Bytes()) // who hangs up has had enough
		if seen != nil {
			seen(key)
		}
	}))
	t.Cleanup(o.Close)
	return o
}

func (o *outlet) serve(path string, handler http.HandlerFunc) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.served[path] = handler
}

func (o *outlet) count(key string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.asked[key]
}

// text answers with a body; pages are invented ones.
func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

func (o *outlet) page(path string, number int) { o.serve(path, text(invented.New(number).HTML())) }

// feed serves a feed of these pages under a validator.
func (o *outlet) feed(path, etag string, pages ...string) {
	var items strings.Builder
	for _, p := range pages {
		if strings.HasPrefix(p, "/") {
			p = o.URL + p
		}
		fmt.Fprintf(&items, "<item><title>A page</title><link>%s</link></item>", p)
	}
	o.serve(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>News</title>%s</channel></rss>`, items.String())
	})
}

// refuse serves a status, and with 429 and 503 the wish to be left alone for
// an hour.
func (o *outlet) refuse(path string, status int) {
	o.serve(path, func(w http.ResponseWriter, _ *http.Request) {
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "3600")
		}
		http.Error(w, "no", status)
	})
}

// watcher runs `onrecord watch` on a list of one feed, with one ledger.
type watcher struct {
	t      *testing.T
	feeds  string
	ledger string
}

func newWatcher(t *testing.T, feed string) watcher {
	dir := t.TempDir()
	w := watcher{t, filepath.Join(dir, "feeds.opml"), filepath.Join(dir, "l.db")}
	list := `<opml version="2.0"><body><outline type="rss" xmlUrl="` + feed + `"/></body></opml>`
	if err := os.WriteFile(w.feeds, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	return w
}

// run runs it and gives its exit code and all that it printed.
func (w watcher) run(ctx context.Context, more ...string) (int, string) {
	var out bytes.Buffer
	args := append([]string{"watch", "--allow-private", "--delay", "1ns", "--every", "1ns", "--ledger", w.ledger, w.feeds}, more...)
	code := run(ctx, args, strings.NewReader(""), &out, &out)
	return code, out.String()
}

// round looks once at each feed and wants an exit code and a summary.
func (w watcher) round(code int, summary string) string {
	w.t.Helper()
	got, out := w.run(w.t.Context(), "--once")
	if got != code || !strings.Contains(out, summary) {
		w.t.Errorf("exit code %d, want %d and %q in\n%s", got, code, summary, out)
	}
	return out
}

// state gives what the ledger knows of its one feed, and its failures.
func (w watcher) state() (onrecord.Feed, map[string]onrecord.Reason) {
	w.t.Helper()
	ctx := context.Background()
	l, err := sqlite.Open(ctx, w.ledger)
	if err != nil {
		w.t.Fatal(err)
	}
	defer l.Close()
	feeds, err := l.Feeds(ctx)
	if err != nil || len(feeds) != 1 {
		w.t.Fatalf("feeds %v, %v", feeds, err)
	}
	failures := map[string]onrecord.Reason{}
	err = eachFailure(ctx, l, onrecord.FailureFilter{}, func(f onrecord.StoredFailure) { failures[f.Origin.Place] = f.Failure.Reason })
	if err != nil {
		w.t.Fatal(err)
	}
	return feeds[0], failures
}

func TestWatchReadsWhatIsNewAndAsksOnlyForWhatHasChanged(t *testing.T) {
	o := newOutlet(t)
	o.serve("/robots.txt", text("User-agent: *\nDisallow: /private/"))
	o.page("/a", 1)
	o.page("/b", 2)
	o.page("/private/c", 3)
	o.feed("/news.xml", `"one"`, "/a", "/b", "/private/c")
	w := newWatcher(t, o.URL+"/news.xml")
	w.round(exitFailed, "3 pages: 2 new, 1 failed")
	if _, failures := w.state(); failures[o.URL+"/private/c"] != onrecord.ReasonForbidden || len(failures) != 1 {
		t.Errorf("failures %v", failures)
	}
	if n := o.count("/private/c 200"); n != 0 {
		t.Error("robots.txt was not obeyed")
	}
	w.round(exitOK, "0 pages: nothing to do")
	if o.count("/news.xml 304") != 1 {
		t.Errorf("the feed was not asked for changes alone: %v", o.asked)
	}
	o.page("/d", 4)
	o.feed("/news.xml", `"two"`, "/d", "/a", "/b")
	w.round(exitOK, "3 pages: 1 new, 2 skipped")
	if o.count("/a 200") != 1 || o.count("/d 200") != 1 {
		t.Errorf("pages were fetched again: %v", o.asked)
	}
}

func TestWatchWaitsAsLongAsAFeedAsks(t *testing.T) {
	o := newOutlet(t)
	o.refuse("/news.xml", http.StatusTooManyRequests)
	w := newWatcher(t, o.URL+"/news.xml")
	w.round(exitFailed, "1 failed")
	feed, failures := w.state()
	if time.Until(feed.Next) < 50*time.Minute || feed.Failures != 1 || failures[o.URL+"/news.xml"] != onrecord.ReasonHTTP {
		t.Errorf("feed %+v, failures %v", feed, failures)
	}
	w.round(exitOK, "is not due before")
	if n := o.count("/news.xml 429"); n != 1 {
		t.Errorf("it was asked %d times", n)
	}
}

func TestWatchComesBackToAFeedThatFails(t *testing.T) {
	o := newOutlet(t)
	o.refuse("/news.xml", http.StatusInternalServerError)
	w := newWatcher(t, o.URL+"/news.xml")
	w.round(exitFailed, "1 failed")
	w.round(exitFailed, "1 failed")
	if feed, _ := w.state(); feed.Failures != 2 {
		t.Errorf("feed %+v", feed)
	}
	o.page("/a", 1)
	o.feed("/news.xml", `"one"`, "/a")
	w.round(exitOK, "1 new")
	if feed, failures := w.state(); feed.Failures != 0 || feed.ETag != `"one"` || len(failures) != 0 {
		t.Errorf("feed %+v, failures %v", feed, failures)
	}
}

func TestWatchAsksNothingOfAHostThatBansIt(t *testing.T) {
	o := newOutlet(t)
	o.serve("/robots.txt", text("User-agent: *\nDisallow: /"))
	o.feed("/news.xml", `"one"`, "/a")
	w := newWatcher(t, o.URL+"/news.xml")
	w.round(exitFailed, "1 failed")
	if _, failures := w.state(); failures[o.URL+"/news.xml"] != onrecord.ReasonForbidden || o.count("/news.xml 200") != 0 {
		t.Errorf("failures %v, asked %v", failures, o.asked)
	}
}

// A page that may be had another time is tried again even where its feed has
// not changed.
func TestWatchComesBackToAPageThatFails(t *testing.T) {
	o, other := newOutlet(t), newOutlet(t)
	o.page("/a", 1)
	other.refuse("/b", http.StatusServiceUnavailable)
	o.feed("/news.xml", `"one"`, o.URL+"/a", other.URL+"/b")
	w := newWatcher(t, o.URL+"/news.xml")
	w.round(exitFailed, "2 pages: 1 new, 1 failed")
	other.page("/b", 2)
	w.round(exitOK, "2 pages: 1 new, 1 skipped")
	w.round(exitOK, "nothing to do")
	if _, failures := w.state(); len(failures) != 0 || o.count("/news.xml 304") != 1 {
		t.Errorf("failures %v, asked %v", failures, o.asked)
	}
}

func TestWatchGoesOnUntilItIsStopped(t *testing.T) {
	o := newOutlet(t)
	o.page("/a", 1)
	o.feed("/news.xml", `"one"`, "/a")
	w := newWatcher(t, o.URL+"/news.xml")
	ctx, cancel := context.WithCancel(t.Context())
	o.seen = func(string) {
		if o.count("/news.xml 304") >= 3 && o.count("/a 200") == 1 {
			cancel()
		}
	}
	if code, out := w.run(ctx); code != exitStopped {
		t.Errorf("exit code %d\n%s", code, out)
	}
}
