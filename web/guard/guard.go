// Package guard stands between the network and the handlers: it knows HTTP and
// nothing of what is served. Around a handler it sets, from the outside in: the
// log and the metrics, recovery from panics, the names by which it may be called
// (against DNS rebinding), headers that keep a page from running what it should
// not, a rate for each client, keys, refusal of forms from other sites, bounds on
// bodies and time, compression and validators.
package guard

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// Options bound what comes through. Zero values mean the defaults.
type Options struct {
	Hosts   []string      // names, besides localhost and addresses in figures, by which it may be called
	Keys    *Keys         // who may come in; nil lets everybody in
	Log     *slog.Logger  // default: none
	MaxBody int64         // bytes of a request's body; default 4 MiB
	Timeout time.Duration // for a request; default 60 s
	Rate    float64       // requests a second that a client may make for long; default 20
	Burst   int           // requests that it may make at once; default 100
}

// Guard is the wrapping with its counts. It is safe for concurrent use.
type Guard struct {
	o       Options
	hosts   map[string]bool
	clients *clients
	metrics *metrics
}

// New makes a Guard.
func New(o Options) *Guard {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 4 << 20
	}
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.Rate <= 0 {
		o.Rate = 20
	}
	if o.Burst <= 0 {
		o.Burst = 100
	}
	g := &Guard{o: o, hosts: map[string]bool{"localhost": true}, clients: newClients(o.Rate, o.Burst), metrics: newMetrics()}
	for _, h := range o.Hosts {
		g.hosts[strings.ToLower(strings.TrimSuffix(h, "."))] = true
	}
	return g
}

// Open are the paths that need no key.
const Open = "/healthz"

// trip is what is known of a request on its way; the layers fill it in.
type trip struct {
	route string // the pattern that matched
	key   string // whose key it came with
}

type tripKey struct{}

// Wrap puts the guard around a handler, which is an http.ServeMux or ends in one.
func (g *Guard) Wrap(h http.Handler) (http.Handler, error) {
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	inner := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r)
		if t, ok := r.Context().Value(tripKey{}).(*trip); ok {
			t.route = r.Pattern
		}
	}))
	inner = compress(validated(inner))
	inner = g.bounded(inner)
	inner = sameOrigin(inner)
	inner = g.keyed(inner)
	inner = g.paced(inner)
	inner = headed(inner)
	inner = g.called(inner)
	inner = g.recovered(inner)
	return g.logged(inner), nil
}

// logged writes a line for each request and counts it. Of the address it gives
// the path alone: what people look for is theirs.
func (g *Guard) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t, out, began := &trip{}, &counted{ResponseWriter: w}, time.Now()
		g.metrics.begin()
		next.ServeHTTP(out, r.WithContext(context.WithValue(r.Context(), tripKey{}, t)))
		took := time.Since(began)
		g.metrics.end(r.Method, t.route, out.status(), took)
		level := slog.LevelInfo
		if out.status() >= 500 {
			level = slog.LevelError
		}
		g.o.Log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", out.status()),
			slog.Int64("bytes", out.bytes), slog.Duration("took", took), slog.String("client", client(r)), slog.String("key", t.key))
	})
}

// recovered turns a panic into an answer, and a line in the log.
func (g *Guard) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if defect := recover(); defect != nil {
				if defect == http.ErrAbortHandler {
					panic(defect)
				}
				g.o.Log.Error("panic", "path", r.URL.Path, "defect", defect)
				Refuse(w, r, http.StatusInternalServerError, "A defect of this program: the log says more.")
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// called refuses names that it is not known by: a page elsewhere whose name was
// made to mean this machine comes with such a one. Addresses in figures cannot
// be made to mean another.
func (g *Guard) called(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
		if net.ParseIP(host) == nil && !g.hosts[host] {
			Refuse(w, r, http.StatusMisdirectedRequest, "This server does not go by that name; --host gives it one.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Policy is the Content-Security-Policy of every answer: nothing inline, nothing
// from elsewhere, no frame around a page.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "private, no-cache")
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what a page of another site sends.
func sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Refuse(w, r, http.StatusForbidden, "This came from a page of another site.")
	}))
	return protection.Handler(next)
}

// bounded bounds the body and the time of a request.
func (g *Guard) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > g.o.MaxBody {
			Refuse(w, r, http.StatusRequestEntityTooLarge, "A body is at most "+strconv.FormatInt(g.o.MaxBody>>20, 10)+" MiB long.")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), g.o.Timeout)
		defer cancel()
		in := r.WithContext(ctx)
		if r.Body != nil {
			in.Body = http.MaxBytesReader(w, r.Body, g.o.MaxBody)
		}
		next.ServeHTTP(w, in)
	})
}

// Refuse answers with what is wrong: problem details (RFC 9457) below /api/, else
// a line of text.
func Refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		http.Error(w, detail, status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "title": http.StatusText(status), "detail": detail})
}

// client is the address that a request comes from.
func client(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}

// counted counts what is written.
type counted struct {
	http.ResponseWriter
	code  int
	bytes int64
}

func (c *counted) WriteHeader(code int) {
	if c.code == 0 {
		c.code = code
	}
	c.ResponseWriter.WriteHeader(code)
}

func (c *counted) Write(b []byte) (int, error) {
	if c.code == 0 {
		c.code = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *counted) status() int {
	if c.code == 0 {
		return http.StatusOK
	}
	return c.code
}
