package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onrecord/onrecord"
)

func feedOfItems(ids ...string) string {
	out := `<rss version="2.0"><channel>`
	for _, id := range ids {
		out += "<item><link>/" + id + "</link><title>" + id + "</title></item>"
	}
	return out + "</channel></rss>"
}

const feedURL = "https://a.example/feed"

// A feed that is watched through new items, no change, refusals, an error and
// a ban, with its state written out and read back each time.
func TestAFeedIsWatched(t *testing.T) {
	type step struct {
		answer func(w http.ResponseWriter, r *http.Request)
		want   string // items, or a failure
		pause  time.Duration
		upTo   time.Duration
	}
	items := func(ids ...string) func(w http.ResponseWriter, r *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", strings.Join(ids, ""))
			io.WriteString(w, feedOfItems(ids...))
		}
	}
	status := func(code int, after string) func(w http.ResponseWriter, r *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", after)
			w.WriteHeader(code)
		}
	}
	const every = 15 * time.Minute
	steps := []step{
		{items("1", "2"), "/1 /2", every, every},
		{items("3", "2", "3"), "/3", every, every},
		{func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != "323" {
				t.Errorf("If-None-Match %q", r.Header.Get("If-None-Match"))
			}
			w.Header().Set("Cache-Control", "max-age=3600")
			w.WriteHeader(http.StatusNotModified)
		}, "", time.Hour, time.Hour},
		{status(429, "7200"), "! http_status", 2 * time.Hour, 2 * time.Hour},
		{status(500, ""), "! http_status", every * 2, every * 4},
		{func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<html>") }, "! bad_input", every * 4, every * 8},
		{items("1", "4"), "/4", every, every}, // 1 is still remembered
	}
	synctest.Test(t, func(t *testing.T) {
		n := 0
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) { steps[n].answer(w, r) }))
		state := FeedState{URL: feedURL}
		for n = range steps {
			time.Sleep(time.Until(state.Due))
			next, items, err := f.Poll(t.Context(), state)
			var words []string
			for _, i := range items {
				words = append(words, strings.TrimPrefix(i.Origin.Path, "https://a.example"))
			}
			if err != nil {
				words = append(words, got(Item{}, err))
			}
			if got := strings.Join(words, " "); got != steps[n].want {
				t.Errorf("step %d: got %q, want %q", n, got, steps[n].want)
			}
			if (next.Failures > 0) != (err != nil) || (next.Failure != "") != (err != nil) {
				t.Errorf("step %d: state %+v after %v", n, next, err)
			}
			if pause := time.Until(next.Due); pause < steps[n].pause || pause > steps[n].upTo {
				t.Errorf("step %d: the pause is %s, want %s to %s", n, pause, steps[n].pause, steps[n].upTo)
			}
			kept, err := json.Marshal(next)
			if err != nil {
				t.Fatal(err)
			}
			state = FeedState{}
			if err := json.Unmarshal(kept, &state); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestABanStopsWatching(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{}, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /") })
		state, _, err := f.Poll(t.Context(), FeedState{URL: feedURL})
		fails(t, err, onrecord.ReasonForbidden)
		if net.asked(feedURL) != 0 || state.Failures != 1 {
			t.Errorf("asked %d times, state %+v", net.asked(feedURL), state)
		}
		for range 20 {
			state, _, _ = f.Poll(t.Context(), state)
		}
		if pause := time.Until(state.Due); pause < maxPause/2 || pause > maxPause {
			t.Errorf("after 21 failures the pause is %s", pause)
		}
	})
}

func TestWatchLooksAtWhatIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/feed":
				n++
				io.WriteString(w, feedOfItems(fmt.Sprint(n)))
			case "/bad":
				w.WriteHeader(http.StatusNotFound)
			default:
				io.WriteString(w, "page "+r.URL.Path)
			}
		}))
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Minute)
		defer cancel()
		var looks []string
		for u, err := range f.Watch(ctx, []FeedState{{URL: feedURL}, {URL: "https://b.example/bad"}}) {
			var why *onrecord.Failure
			if err != nil && !errors.As(err, &why) {
				looks = append(looks, err.Error())
				continue
			}
			text := strings.TrimPrefix(u.State.URL, "https://")
			for _, i := range u.Items {
				i, err := i.Read(t.Context())
				text += " " + got(i, err)
			}
			if err != nil {
				text += " " + string(why.Reason)
			}
			looks = append(looks, text)
		}
		count := strings.Join(looks, "\n")
		for _, want := range []string{"a.example/feed page /1", "a.example/feed page /4", "b.example/bad not_found", "context deadline exceeded"} {
			if !strings.Contains(count, want) {
				t.Errorf("%q is not among the looks:\n%s", want, count)
			}
		}
		if strings.Contains(count, "page /5") {
			t.Errorf("too many looks:\n%s", count)
		}
	})
	for range New(Options{}).Watch(t.Context(), nil) {
		t.Error("nothing is watched")
	}
}

// A host that never answers holds up its own feeds alone.
func TestFeedsOfOtherHostsDoNotWaitForOneThatHangs(t *testing.T) {
	for name, looks := range map[string]func(*Fetcher, context.Context, []FeedState) iter.Seq2[Update, error]{
		"Watch": (*Fetcher).Watch, "Round": (*Fetcher).Round,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				flying := map[string]int{}
				f, _ := served(Options{Timeout: time.Minute}, noRobots(func(w http.ResponseWriter, r *http.Request) {
					mu.Lock()
					flying[r.Host]++
					if flying[r.Host] > 1 {
						t.Errorf("%d requests to %s at once", flying[r.Host], r.Host)
					}
					mu.Unlock()
					if r.Host == "hangs.example" {
						<-r.Context().Done()
					} else {
						io.WriteString(w, feedOfItems("1"))
					}
					mu.Lock()
					flying[r.Host]--
					mu.Unlock()
				}))
				var states []FeedState
				for i := range 2 * maxLooks {
					states = append(states, FeedState{URL: fmt.Sprintf("https://hangs.example/feed%d", i)})
				}
				for i := range 2 * maxLooks {
					states = append(states, FeedState{URL: fmt.Sprintf("https://h%d.example/feed", i)})
				}
				begun := time.Now()
				well := map[string]bool{}
				for u, err := range looks(f, t.Context(), states) {
					if err == nil {
						well[u.State.URL] = true
					}
					if len(well) == 2*maxLooks {
						break
					}
				}
				if took := time.Since(begun); took > 50*time.Second || len(well) < 2*maxLooks {
					t.Errorf("%d feeds were had in %s of the clock that the test sets", len(well), took)
				}
			})
		})
	}
}

// Round looks once at each feed, also at those of one host and not due.
func TestRoundLooksOnceAtEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, feedOfItems("1")) }))
		var states []FeedState
		for i := range 40 {
			states = append(states, FeedState{URL: fmt.Sprintf("https://h%d.example/feed%d", i%3, i), Due: time.Now().Add(time.Hour)})
		}
		n := 0
		for u, err := range f.Round(t.Context(), states) {
			if n++; err != nil || len(u.Items) != 1 || net.asked(u.State.URL) != 1 {
				t.Errorf("%s: %d items, asked %d times, %v", u.State.URL, len(u.Items), net.asked(u.State.URL), err)
			}
		}
		if n != len(states) {
			t.Errorf("%d looks at %d feeds", n, len(states))
		}
	})
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turn := 0
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
			var ids []string
			for i := range 1500 {
				ids = append(ids, fmt.Sprint(turn*1500+i))
			}
			io.WriteString(w, feedOfItems(ids...))
		}))
		state := FeedState{URL: feedURL}
		for turn = range 4 {
			var items []Item
			var err error
			if state, items, err = f.Poll(t.Context(), state); err != nil || len(items) != 1500 {
				t.Fatalf("%d items, %v", len(items), err)
			}
		}
		if len(state.Seen) != 1500+maxSeen {
			t.Errorf("%d items are remembered", len(state.Seen))
		}
	})
}

func TestListsOfFeeds(t *testing.T) {
	dir := tree(t, map[string]string{
		"f.opml": `<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/></body></opml>`,
		"f.txt":  "# mine\nhttps://a.example/feed\nhttps://b.example/feed\n", "bad.txt": "what\n",
	})
	f, _ := served(Options{}, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, feedOfItems("1")) })
	for source, want := range map[string]string{
		filepath.Join(dir, "f.opml"): "[https://a.example/feed]", filepath.Join(dir, "f.txt"): "[https://a.example/feed https://b.example/feed]",
		feedURL: "[" + feedURL + "]",
	} {
		list, err := f.FeedList(t.Context(), source)
		if err != nil || fmt.Sprint(list) != want {
			t.Errorf("%s: %v, %v", source, list, err)
		}
	}
	_, err := f.FeedList(t.Context(), filepath.Join(dir, "bad.txt"))
	fails(t, err, onrecord.ReasonBadInput)
	_, err = f.FeedList(t.Context(), filepath.Join(dir, "none"))
	fails(t, err, onrecord.ReasonNotFound)
}
