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
	shut  time.Time // before which none is wanted
}

// shutError says that a host asked to be left alone for long.
type shutError struct{ until time.Time }

func (e shutError) Error() string {
	return "the server asked to be left alone until " + e.until.UTC().Format(time.RFC3339)
}

func newTurns(delay time.Duration, conns int) *turns {
	return &turns{delay: delay, conns: conns, hosts: map[string]*host{}}
}

// wait waits for the host's turn; delay is what the host itself asks for. done
// must be called when its answer has been read. The error is ctx's, or a
// shutError at once.
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
		pause, err := t.begin(h, delay)
		if err == nil && pause <= 0 {
			return func() {
				t.postpone(name, delay)
				<-h.slots
				t.leave(h)
			}, nil
		}
		if err == nil {
			err = sleep(ctx, pause)
		}
		if err != nil {
			<-h.slots
			t.leave(h)
			return nil, err
		}
	}
}

// begin takes the host's turn, or says how long it is until then.
func (t *turns) begin(h *host, delay time.Duration) (pause time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	if now.Before(h.shut) {
		return 0, shutError{h.shut}
	}
	if pause = h.free.Sub(now); pause <= 0 {
		h.free = now.Add(delay)
	}
	return pause, nil
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

// shut lets nothing go to a host for some time from now.
func (t *turns) shut(name string, pause time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.hosts[name]; h != nil {
		h.shut = time.Now().Add(pause)
	}
}

// forget drops hosts that nobody waits for, once there are too many.
func (t *turns) forget() {
	if len(t.hosts) < maxHosts {
		return
	}
	now := time.Now()
	for name, h := range t.hosts {
		if h.users == 0 && h.free.Before(now) && h.shut.Before(now) {
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
