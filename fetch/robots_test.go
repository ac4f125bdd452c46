package fetch

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestRobots(t *testing.T) {
	disallow := "User-agent: *\nDisallow: /private\n"
	for _, c := range []struct {
		name   string
		robots http.HandlerFunc
		want   string // of /public and /private
	}{
		{"none", http.NotFound, "ok ok"},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "ok ok"},
		{"rules", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, disallow) }, "ok ! forbidden"},
		{"a server error", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "! http_status ! http_status"},
		{"too many requests", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }, "! http_status ! http_status"},
		{"no answer", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "! timeout ! timeout"},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Host == "a.example" {
				http.Redirect(w, r, "https://b.example/robots.txt", http.StatusFound)
				return
			}
			io.WriteString(w, disallow)
		}, "ok ! forbidden"},
		{"in a circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }, "ok ok"},
		{"without end", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, disallow+strings.Repeat("#\n", 1<<20))
		}, "ok ! forbidden"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, _ := served(Options{}, func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						c.robots(w, r)
						return
					}
					io.WriteString(w, "ok")
				})
				public := got(item(f, "https://a.example/public").Read(t.Context()))
				private := got(item(f, "https://a.example/private").Read(t.Context()))
				if public+" "+private != c.want {
					t.Errorf("got %s %s, want %s", public, private, c.want)
				}
			})
		})
	}
}

func TestRobotsAreKeptForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := false
		f, net := served(Options{}, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case broken:
				w.WriteHeader(500)
			case r.URL.Path == "/robots.txt":
				io.WriteString(w, "User-agent: onrecord\nDisallow: /private")
			}
		})
		const robots = "https://a.example/robots.txt"
		read := func() string { return got(item(f, "https://a.example/private").Read(t.Context())) }
		for _, step := range []struct {
			wait     time.Duration
			broken   bool
			requests int
		}{{0, false, 1}, {23 * time.Hour, false, 1}, {2 * time.Hour, true, 2}, {time.Minute, true, 2}, {time.Hour, false, 3}} {
			time.Sleep(step.wait)
			broken = step.broken
			if got := read(); got != "! forbidden" { // also by the old copy
				t.Errorf("after %s: %s", step.wait, got)
			}
			if n := net.asked(robots); n != step.requests {
				t.Errorf("after %s: %d requests, want %d", step.wait, n, step.requests)
			}
		}
	})
}
