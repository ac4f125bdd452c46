package fetch

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxLooks is how many feeds are looked at at once, each of another host.
const maxLooks = 16

// Watch looks at feeds as they fall due, at those of several hosts side by side,
// until ctx ends or the caller has had enough. Each look is given, with what it
// brought: its error is an *onrecord.Failure, and ends nothing. The context's error
// comes last.
func (f *Fetcher) Watch(ctx context.Context, states []FeedState) iter.Seq2[Update, error] {
	return f.looks(ctx, states, true)
}

// Round looks at feeds as Watch does, but once at each and at once, also at those
// that are not due.
func (f *Fetcher) Round(ctx context.Context, states []FeedState) iter.Seq2[Update, error] {
	return f.looks(ctx, states, false)
}

// looks is Watch, or Round where feeds are not looked at again.
func (f *Fetcher) looks(ctx context.Context, states []FeedState, again bool) iter.Seq2[Update, error] {
	return func(yield func(Update, error) bool) {
		within, cancel := context.WithCancel(ctx)
		w := &watch{fetcher: f, ctx: within, again: again, idle: slices.Clone(states), hosts: map[string]bool{}, ends: make(chan look)}
		defer w.flights.Wait()
		defer cancel()
		for len(w.idle) > 0 || len(w.hosts) > 0 {
			timer := time.NewTimer(w.begin())
			select {
			case l := <-w.ends:
				timer.Stop()
				if ctx.Err() != nil {
					break
				}
				w.ended(l)
				if !yield(l.Update, l.err) {
					return
				}
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
			}
			if err := ctx.Err(); err != nil {
				yield(Update{}, err)
				return
			}
		}
	}
}

// watch is one call of looks.
type watch struct {
	fetcher *Fetcher
	ctx     context.Context
	again   bool
	idle    []FeedState     // that are not being looked at
	hosts   map[string]bool // of those that are
	ends    chan look
	flights sync.WaitGroup
}

// look is a look at a feed that has ended.
type look struct {
	Update
	err  error
	host string
}

// begin looks at all feeds that are due and whose hosts are free, the longest due
// first, as far as there is room. It says how long it is until the next falls due.
func (w *watch) begin() time.Duration {
	slices.SortStableFunc(w.idle, func(a, b FeedState) int { return a.Due.Compare(b.Due) })
	wait := maxPause
	rest := w.idle[:0]
	for _, s := range w.idle {
		host := feedHost(s.URL)
		left := time.Until(s.Due)
		switch {
		case len(w.hosts) == maxLooks || w.hosts[host]: // until a look ends
		case left > 0 && w.again:
			wait = min(wait, left)
		default:
			w.look(s, host)
			continue
		}
		rest = append(rest, s)
	}
	w.idle = rest
	return wait
}

// look looks at a feed in a goroutine of its own.
func (w *watch) look(s FeedState, host string) {
	w.hosts[host] = true
	w.flights.Go(func() {
		state, items, err := w.fetcher.Poll(w.ctx, s)
		select {
		case w.ends <- look{Update{state, items}, err, host}:
		case <-w.ctx.Done():
		}
	})
}

func (w *watch) ended(l look) {
	delete(w.hosts, l.host)
	if w.again {
		w.idle = append(w.idle, l.State)
	}
}

// feedHost is the host of a feed's address; what is no address has one of its own.
func feedHost(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.ToLower(u.Host)
}
