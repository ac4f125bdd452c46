// Package web serves a ledger over HTTP: pages for people (web/pages), the same
// as REST (web/api), behind what a server owes the network (web/guard). It joins
// them and knows how to start and to stop.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/onrecord/onrecord/web/api"
	"github.com/onrecord/onrecord/web/desk"
	"github.com/onrecord/onrecord/web/guard"
	"github.com/onrecord/onrecord/web/pages"
)

// Options say what is served and to whom.
type Options struct {
	Desk    *desk.Desk
	Version string       // of the program, as pages name it
	Hosts   []string     // names by which the server may be called, besides localhost
	Keys    *guard.Keys  // who may come in; nil lets everybody in
	Log     *slog.Logger // default: none
	Rate    float64      // requests a second from one client; 0 means the default
}

// Handler makes the handler of all routes.
func Handler(o Options) (http.Handler, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := guard.New(guard.Options{Hosts: o.Hosts, Keys: o.Keys, Log: o.Log, Rate: o.Rate})
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+guard.Open, healthy)
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) { metrics(w, r, g, o.Desk) })
	shown, err := pages.New(o.Desk, o.Version, o.Log)
	if err != nil {
		return nil, err
	}
	shown.Register(mux)
	spec, err := api.Register(mux, o.Desk, o.Version, o.Log)
	if err != nil {
		return nil, err
	}
	if err := shown.Docs(mux, "GET "+api.Base+"/docs", spec); err != nil {
		return nil, err
	}
	return g.Wrap(mux)
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

func metrics(w http.ResponseWriter, r *http.Request, g *guard.Guard, d *desk.Desk) {
	f, err := d.Figures(r.Context())
	if err != nil {
		guard.Refuse(w, r, http.StatusServiceUnavailable, "The ledger cannot be read.")
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_ = g.Metrics(w, []guard.Gauge{
		{Name: "onrecord_articles", Help: "Articles in the ledger.", Value: float64(f.Articles)},
		{Name: "onrecord_statements", Help: "Statements in the ledger.", Value: float64(f.Statements)},
		{Name: "onrecord_transcripts", Help: "Transcripts in the ledger.", Value: float64(f.Transcripts)},
		{Name: "onrecord_failures", Help: "Pages that could not be read.", Value: float64(f.Failures)},
		{Name: "onrecord_disk_bytes", Help: "Bytes of the ledger's files.", Value: float64(f.DiskBytes)},
	}) // a client that is gone needs no answer
}

// Listen listens on an address. Without keys it listens on this machine's own
// addresses alone.
func Listen(ctx context.Context, addr string, keys *guard.Keys) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	if at, ok := listener.Addr().(*net.TCPAddr); keys == nil && (!ok || !at.IP.IsLoopback()) {
		return nil, errors.Join(fmt.Errorf("%s can be reached from other machines: that takes keys, which --api-key-file names", addr), listener.Close())
	}
	return listener, nil
}

// grace is how long requests may go on once the server is told to stop.
const grace = 10 * time.Second

// Serve answers until ctx ends, then lets the requests that are under way come to
// an end.
func Serve(ctx context.Context, listener net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: h, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), MaxHeaderBytes: 64 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 90 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := server.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if served := <-done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
