package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

// sites is a network without sockets: a handler that sees each request with
// its host, for tests whose clock is synctest's.
type sites struct {
	mu      sync.Mutex
	handler http.HandlerFunc
	log     []string // addresses, in the order in which they were asked for
	times   []time.Time
	open    map[string]int // requests to a host that are being answered
	most    int
}

func (s *sites) RoundTrip(r *http.Request) (*http.Response, error) {
	s.enter(r)
	defer s.leave(r)
	answer := httptest.NewRecorder()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.handler(answer, r)
	}()
	select {
	case <-done:
		out := answer.Result()
		out.Request = r
		return out, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

func (s *sites) enter(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[string]int{}
	}
	s.open[r.URL.Host]++
	s.most = max(s.most, s.open[r.URL.Host])
	s.log = append(s.log, r.URL.String())
	s.times = append(s.times, time.Now())
}

func (s *sites) leave(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[r.URL.Host]--
}

// asked counts requests for an address.
func (s *sites) asked(address string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.log {
		if a == address {
			n++
		}
	}
	return n
}

// served makes a Fetcher over a handler.
func served(opts Options, handler http.HandlerFunc) (*Fetcher, *sites) {
	s := &sites{handler: handler}
	return over(opts, s), s
}

// item is an unread item for an address.
func item(f *Fetcher, address string) Item {
	return (&run{Fetcher: f}).webPage(address)
}

// got is an item's body, or its error in a word.
func got(i Item, err error) string {
	var f *onrecord.Failure
	switch {
	case err == nil:
		return string(i.Page.Body)
	case errors.As(err, &f):
		return "! " + string(f.Reason)
	case errors.Is(err, ErrUnchanged):
		return "! unchanged"
	case errors.Is(err, context.Canceled):
		return "! canceled"
	}
	return "! " + err.Error()
}

func fails(t *testing.T, err error, want onrecord.Reason) {
	t.Helper()
	if got := reason(t, err); got != want {
		t.Errorf("reason %s, want %s (%v)", got, want, err)
	}
}
