package guard

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// clientsMost is how many clients are remembered; of more, those that have been
// still for long enough to have their whole burst again are forgotten.
const clientsMost = 10_000

// clients paces each client for itself.
type clients struct {
	rate  rate.Limit
	burst int

	mu   sync.Mutex
	list map[string]*pace
}

type pace struct {
	limiter *rate.Limiter
	last    time.Time
}

func newClients(perSecond float64, burst int) *clients {
	return &clients{rate: rate.Limit(perSecond), burst: burst, list: map[string]*pace{}}
}

// allow tells whether a client may make a request now.
func (c *clients) allow(name string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.list[name]
	if p == nil {
		if len(c.list) >= clientsMost {
			c.forget(now)
		}
		if len(c.list) >= clientsMost {
			return false // so many at once are no readers
		}
		p = &pace{limiter: rate.NewLimiter(c.rate, c.burst)}
		c.list[name] = p
	}
	p.last = now
	return p.limiter.AllowN(now, 1)
}

func (c *clients) forget(now time.Time) {
	full := time.Duration(float64(c.burst) / float64(c.rate) * float64(time.Second))
	for name, p := range c.list {
		if now.Sub(p.last) > full {
			delete(c.list, name)
		}
	}
}

// paced refuses clients that ask for too much at once.
func (g *Guard) paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.clients.allow(client(r), time.Now()) {
			w.Header().Set("Retry-After", "1")
			Refuse(w, r, http.StatusTooManyRequests, "Too many requests at once; wait a moment.")
			return
		}
		next.ServeHTTP(w, r)
	})
}
