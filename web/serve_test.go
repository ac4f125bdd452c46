package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/onrecord/onrecord/web/guard"
)

func TestOtherMachinesNeedKeys(t *testing.T) {
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0"} {
		if l, err := Listen(t.Context(), addr, nil); err == nil {
			l.Close()
			t.Errorf("%s is listened on without keys", addr)
		}
		l, err := Listen(t.Context(), addr, &guard.Keys{})
		if err != nil {
			t.Errorf("%s with keys: %v", addr, err)
			continue
		}
		l.Close()
	}
	l, err := Listen(t.Context(), "localhost:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}

// What is under way when the server is told to stop is answered.
func TestServeStopsWithGrace(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	reached := make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(reached)
		time.Sleep(200 * time.Millisecond)
		if r.Context().Err() != nil {
			t.Error("the request was cut off")
		}
		io.WriteString(w, "whole")
	})
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, handler, slog.New(slog.DiscardHandler)) }()
	body := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			body <- err.Error()
			return
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		body <- string(b)
	}()
	<-reached
	stop()
	if got := <-body; got != "whole" {
		t.Errorf("the answer under way was %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
