package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onrecord/onrecord"
)

// noRobots answers 404 for robots.txt and leaves the rest to a handler.
func noRobots(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		handler(w, r)
	}
}

func TestOneHostIsAskedOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{Delay: 3 * time.Second}, noRobots(func(w http.ResponseWriter, r *http.Request) { time.Sleep(time.Second) }))
		begun := time.Now()
		var all sync.WaitGroup
		for i := range 5 {
			for _, host := range []string{"a.example", "b.example"} {
				all.Go(func() { item(f, fmt.Sprintf("https://%s/%d", host, i)).Read(t.Context()) })
			}
		}
		all.Wait()
		if net.most != 1 {
			t.Errorf("%d requests at once to one host", net.most)
		}
		// robots.txt, which is at once there, then five pages of a second each.
		if got, want := time.Since(begun), 3*time.Second+4*4*time.Second+time.Second; got != want {
			t.Errorf("took %s, want %s", got, want)
		}
	})
}

func TestMoreConnectionsToOneHostKeepThePause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{PerHost: 2}, noRobots(func(w http.ResponseWriter, r *http.Request) { time.Sleep(1500 * time.Millisecond) }))
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() { item(f, fmt.Sprint("https://a.example/", i)).Read(t.Context()) })
		}
		all.Wait()
		if net.most != 2 {
			t.Errorf("%d requests at once", net.most)
		}
		for i := 1; i < len(net.times); i++ {
			if pause := net.times[i].Sub(net.times[i-1]); pause < time.Second {
				t.Errorf("the pause before request %d is %s", i, pause)
			}
		}
	})
}

func TestCrawlDelayIsObeyedWithinReason(t *testing.T) {
	for seconds, want := range map[string]time.Duration{"10": 10 * time.Second, "0.1": time.Second, "86400": maxDelay} {
		synctest.Test(t, func(t *testing.T) {
			f, net := served(Options{}, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					io.WriteString(w, "User-agent: *\nCrawl-delay: "+seconds)
				}
			})
			for range 3 {
				item(f, "https://a.example/x").Read(t.Context())
			}
			if got := net.times[3].Sub(net.times[2]); got != want {
				t.Errorf("%s s: the pause is %s, want %s", seconds, got, want)
			}
		})
	}
}

func TestWhatMayPassIsTriedAgain(t *testing.T) {
	date := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for _, c := range []struct {
		name     string
		codes    []int // of each answer; 0 never comes
		wait     string
		want     string
		requests int
		atLeast  time.Duration
	}{
		{"at once", []int{200}, "", "ok", 1, 0},
		{"after two errors", []int{500, 503, 200}, "", "ok", 3, 1500 * time.Millisecond},
		{"errors without end", []int{502}, "", "! http_status", 4, 3500 * time.Millisecond},
		{"too many requests", []int{429, 200}, "40", "ok", 2, 40 * time.Second},
		{"until a date", []int{503, 200}, "date", "ok", 2, 59 * time.Second},
		{"until long after", []int{503, 200}, "7200", "! http_status", 1, 0},
		{"a server that never answers", []int{0, 0, 0, 0}, "", "! timeout", 4, 4 * 30 * time.Second},
		{"then answers", []int{0, 200}, "", "ok", 2, 30 * time.Second},
		{"gone", []int{410}, "", "! not_found", 1, 0},
		{"refused", []int{403}, "", "! forbidden", 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int32 // an answer that nobody waits for any more may still be made
				f, net := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
					code := c.codes[min(int(n.Add(1)), len(c.codes))-1]
					if code == 0 {
						<-r.Context().Done()
						return
					}
					switch {
					case c.wait == "date":
						w.Header().Set("Retry-After", date(time.Minute))
					case c.wait != "":
						w.Header().Set("Retry-After", c.wait)
					}
					w.WriteHeader(code)
					io.WriteString(w, "ok")
				}))
				begun := time.Now()
				if got := got(item(f, "https://a.example/x").Read(t.Context())); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
				if n := net.asked("https://a.example/x"); n != c.requests {
					t.Errorf("%d requests, want %d", n, c.requests)
				}
				if took := time.Since(begun); took < c.atLeast || took > 10*time.Minute {
					t.Errorf("took %s, want at least %s", took, c.atLeast)
				}
			})
		})
	}
}

// A server that asks for patience is asked nothing else meanwhile; one that
// asks for much is asked no more.
func TestRetryAfterHoldsForTheWholeHost(t *testing.T) {
	for after, want := range map[string]string{"60": "ok after 1m0s", "7200": "! http_status after 0s"} {
		synctest.Test(t, func(t *testing.T) {
			n := 0
			f, net := served(Options{Attempts: 2}, noRobots(func(w http.ResponseWriter, r *http.Request) {
				if n++; n == 1 {
					w.Header().Set("Retry-After", after)
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				io.WriteString(w, "ok")
			}))
			go item(f, "https://a.example/1").Read(t.Context())
			time.Sleep(2 * time.Second)
			synctest.Wait()
			begun := time.Now()
			first := begun.Sub(net.times[1]) // since the refusal
			text := got(item(f, "https://a.example/2").Read(t.Context()))
			took := time.Since(begun)
			if text == "ok" {
				took = (took + first).Truncate(time.Minute)
			}
			if got := fmt.Sprintf("%s after %s", text, took); got != want {
				t.Errorf("%s: %s, want %s", after, got, want)
			}
			synctest.Wait()
			if text != "ok" && len(net.log) != 2 {
				t.Errorf("requests %v", net.log)
			}
			time.Sleep(2 * time.Minute)
		})
	}
}

func TestOnesOwnContextEndsAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		if got := got(item(f, "https://a.example/x").Read(ctx)); got != "! canceled" {
			t.Errorf("got %q", got)
		}
	})
}

func TestConditionalRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, _ := served(Options{}, noRobots(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "yesterday" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Last-Modified", "yesterday")
			io.WriteString(w, "ok")
		}))
		first, err := item(f, "https://a.example/x").Read(t.Context())
		if got(first, err) != "ok" || first.Origin.ETag != `"1"` || first.Origin.LastModified != "yesterday" {
			t.Fatalf("%+v, %v", first, err)
		}
		again := item(f, "https://a.example/x")
		again.Origin = first.Origin
		if got := got(again.Read(t.Context())); got != "! unchanged" {
			t.Errorf("got %q", got)
		}
	})
}

func TestRedirectsFollowEachHostsRules(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, net := served(Options{}, func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Host + r.URL.Path {
			case "b.example/robots.txt":
				io.WriteString(w, "User-agent: *\nDisallow: /")
			case "a.example/there":
				http.Redirect(w, r, "https://b.example/x", http.StatusMovedPermanently)
			case "a.example/file":
				w.Header().Set("Location", "file:///etc/passwd")
				w.WriteHeader(http.StatusFound)
			case "a.example/circle":
				http.Redirect(w, r, "/circle", http.StatusFound)
			case "a.example/here":
				http.Redirect(w, r, "/page", http.StatusFound)
			case "a.example/page":
				w.Header().Set("Content-Type", "text/html")
				io.WriteString(w, "ok")
			case "a.example/picture":
				w.Header().Set("Content-Type", "image/png")
			default:
				http.NotFound(w, r)
			}
		})
		for path, want := range map[string]string{
			"there": "! forbidden", "file": "! forbidden", "circle": "! unreachable", "here": "ok", "picture": "! not_text", "none": "! not_found",
		} {
			i, err := item(f, "https://a.example/"+path).Read(t.Context())
			if got := got(i, err); got != want {
				t.Errorf("%s: %s, want %s", path, got, want)
			}
			if err == nil && i.Page.URL != "https://a.example/page" {
				t.Errorf("%s: the page's address is %s", path, i.Page.URL)
			}
		}
		if net.asked("https://b.example/x") != 0 {
			t.Error("the second host's rules were not asked")
		}
	})
}

// The first host is served from memory, as if it were public; all others go
// through the guarded dialer.
func TestARedirectToAPrivateAddressMakesNoConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	connected := make(chan struct{}, 1)
	go func() {
		if c, err := listener.Accept(); err == nil {
			c.Close()
			connected <- struct{}{}
		}
	}()
	dialer := &net.Dialer{Control: Guard}
	guarded := &http.Transport{DialContext: dialer.DialContext}
	for _, target := range []string{"http://" + listener.Addr().String(), "http://127.0.0.1", "http://169.254.169.254/latest/meta-data",
		"http://10.0.0.1", "http://[::1]", "http://[fe80::1]", "http://[::ffff:127.0.0.1]", "http://localhost"} {
		public := &sites{handler: noRobots(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) })}
		f := over(Options{Delay: time.Nanosecond}, split{public, guarded})
		_, err := item(f, "https://public.example/").Read(t.Context())
		fails(t, err, onrecord.ReasonForbidden)
	}
	select {
	case <-connected:
		t.Error("the server was connected to")
	default:
	}
}

// split sends one host's requests one way and all others another.
type split struct{ public, others http.RoundTripper }

func (s split) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "public.example" {
		return s.public.RoundTrip(r)
	}
	return s.others.RoundTrip(r)
}

func TestTurnsForgetHostsThatNobodyWaitsFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(time.Second, 1)
		for i := range maxHosts + 100 {
			done, err := turns.wait(t.Context(), fmt.Sprint(i), 0)
			if err != nil {
				t.Fatal(err)
			}
			done()
			time.Sleep(time.Millisecond)
		}
		if n := len(turns.hosts); n > maxHosts {
			t.Errorf("%d hosts are remembered", n)
		}
	})
}
