package fetch

import (
	"context"
	"sync"
	"time"
)

// maxHosts is how many hosts are remembered.
const maxHosts = 10_000

// turns lets requests to one host go one after the other, with a pause between
// them.
type turns struct {
	delay time.Duration
	conns int // at once to one host
	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	slots chan struct{}
	users int       // that hold or wait for a slot
	free  time.Time // before which no request may begin
}

func newTurns(delay time.Duration, conns int) *turns {
	return &turns{delay: delay, conns: conns, hosts: map[string]*host{}}
}

// wait waits for the host's turn; delay is what the host itself asks for. done
// must be called when its answer has been read.
func (t *turns) wait(ctx context.Context, name string, delay time.Duration) (done func(), err error) {
	h := t.enter(name)
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		t.leave(h)
		return nil, ctx.Err()
	}
	delay = max(delay, t.delay)
	for {
		t.mu.Lock()
		now := time.Now()
		pause := h.free.Sub(now)
		if pause <= 0 {
			h.free = now.Add(delay)
		}
		t.mu.Unlock()
		if pause <= 0 {
			return func() {
				t.postpone(name, delay)
				<-h.slots
				t.leave(h)
			}, nil
		}
		if err := sleep(ctx, pause); err != nil {
			<-h.slots
			t.leave(h)
			return nil, err
		}
	}
}

func (t *turns) enter(name string) *host {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[name]
	if h == nil {
		t.forget()
		h = &host{slots: make(chan struct{}, t.conns)}
		t.hosts[name] = h
	}
	h.users++
	return h
}

func (t *turns) leave(h *host) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h.users--
}

// postpone keeps a host's next request back for some time from now.
func (t *turns) postpone(name string, pause time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.hosts[name]; h != nil {
		if at := time.Now().Add(pause); at.After(h.free) {
			h.free = at
		}
	}
}

// forget drops hosts that nobody waits for, once there are too many.
func (t *turns) forget() {
	if len(t.hosts) < maxHosts {
		return
	}
	now := time.Now()
	for name, h := range t.hosts {
		if h.users == 0 && h.free.Before(now) {
			delete(t.hosts, name)
		}
	}
}

// sleep waits, or gives the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
