package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord/fetch/robots"
)

// How long a robots.txt holds (RFC 9309, 2.4), and how long it is not asked for
// again where it could not be had.
const (
	robotsHold  = 24 * time.Hour
	robotsAgain = 5 * time.Minute
)

// robotsTimeout bounds one request for a robots.txt.
const robotsTimeout = 10 * time.Second

// robotsCache keeps the rules of hosts.
type robotsCache struct {
	mu    sync.Mutex
	hosts map[string]*hostRules
}

// hostRules are one host's rules, or why they could not be had.
type hostRules struct {
	mu      sync.Mutex // held while they are fetched
	expires time.Time
	rules   robots.Rules
	known   bool // rules were had once
	failure *failed
}

func (c *robotsCache) of(u *url.URL) *hostRules {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := strings.ToLower(u.Scheme) + "://" + hostOf(u)
	h := c.hosts[key]
	if h == nil {
		if len(c.hosts) >= maxHosts {
			clear(c.hosts) // they will be fetched again
		}
		h = new(hostRules)
		c.hosts[key] = h
	}
	return h
}

// robotsOf gives the rules for an address. A host that has none allows all; one
// whose rules cannot be had, for a server error or none at all, allows nothing
// (RFC 9309, 2.3.1), unless an older copy is at hand.
func (f *Fetcher) robotsOf(ctx context.Context, u *url.URL) (robots.Rules, *failed) {
	h := f.robots.of(u)
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Now().Before(h.expires) {
		return h.rules, h.copy()
	}
	rules, why := f.fetchRobots(ctx, u)
	if ctx.Err() != nil {
		return rules, unreached(u.String(), ctx.Err())
	}
	h.failure = why
	switch {
	case why == nil:
		h.rules, h.known = rules, true
		h.expires = time.Now().Add(robotsHold)
	default:
		h.expires = time.Now().Add(max(robotsAgain, min(why.after, robotsHold)))
		if h.known {
			h.failure = nil
		}
	}
	return h.rules, h.copy()
}

// copy gives the failure so that it may be changed.
func (h *hostRules) copy() *failed {
	if h.failure == nil {
		return nil
	}
	out := *h.failure
	return &out
}

func (f *Fetcher) fetchRobots(ctx context.Context, u *url.URL) (robots.Rules, *failed) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range 6 { // five redirects (RFC 9309, 2.3.1.2)
		file, next, why := f.robotsOnce(ctx, at)
		if why != nil {
			why.Message = "robots.txt of " + at.Host + " cannot be had: " + why.Message
			why.passing = false // it is not asked for again soon
			return robots.Rules{}, why
		}
		if next == nil {
			return robots.Parse(file, f.token), nil
		}
		at = next
	}
	return robots.Rules{}, nil
}

// robotsOnce makes one request for a robots.txt. No file and no failure means
// that there is none.
func (f *Fetcher) robotsOnce(ctx context.Context, at *url.URL) (file []byte, next *url.URL, why *failed) {
	done, why := f.turn(ctx, at.String(), at, 0)
	if why != nil {
		return nil, nil, why
	}
	defer done()
	ctx, cancel := context.WithTimeout(ctx, min(robotsTimeout, f.opts.Timeout))
	defer cancel()
	response, err := f.send(ctx, at, "", "")
	if err != nil {
		return nil, nil, unreached(at.String(), err)
	}
	defer response.Body.Close()
	switch code := response.StatusCode; {
	case isRedirect(code):
		next, err := at.Parse(response.Header.Get("Location"))
		if err != nil || !IsURL(next.String()) || next.Host == "" {
			return nil, nil, nil
		}
		return nil, next, nil
	case code == http.StatusTooManyRequests, code >= 500:
		return nil, nil, badStatus(at.String(), response)
	case code != http.StatusOK:
		return nil, nil, nil
	}
	file, err = io.ReadAll(io.LimitReader(response.Body, robots.MaxBytes))
	if err != nil {
		return nil, nil, unreached(at.String(), err)
	}
	return file, nil, nil
}
