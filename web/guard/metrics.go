package guard

import (
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// metrics counts requests by route, method and status, in the text form that
// Prometheus reads. Routes are patterns, so that no client can make more of them.
type metrics struct {
	mu     sync.Mutex
	flying int
	counts map[[3]string]int // route, method, status
	times  map[string]*histogram
}

// histogram counts durations up to each of the bounds.
type histogram struct {
	within []int
	n      int
	sum    float64
}

// bounds are those of histograms, in seconds.
func bounds() []float64 { return []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10} }

func newMetrics() *metrics {
	return &metrics{counts: map[[3]string]int{}, times: map[string]*histogram{}}
}

func (m *metrics) begin() {
	m.mu.Lock()
	m.flying++
	m.mu.Unlock()
}

func (m *metrics) end(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	if !slices.Contains([]string{"GET", "HEAD", "POST", "OPTIONS"}, method) {
		method = "other"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.flying--
	m.counts[[3]string{route, method, fmt.Sprint(status)}]++
	h := m.times[route]
	if h == nil {
		h = &histogram{within: make([]int, len(bounds()))}
		m.times[route] = h
	}
	h.n++
	h.sum += took.Seconds()
	for i, bound := range bounds() {
		if took.Seconds() <= bound {
			h.within[i]++
		}
	}
}

// Gauge is a figure that metrics give beside the requests.
type Gauge struct {
	Name, Help string
	Value      float64
}

// Metrics writes all counts, and gauges of the caller's, as Prometheus reads them.
func (g *Guard) Metrics(w io.Writer, gauges []Gauge) error {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	gauges = append(slices.Clone(gauges),
		Gauge{"onrecord_goroutines", "Goroutines.", float64(runtime.NumGoroutine())},
		Gauge{"onrecord_memory_bytes", "Memory that the runtime has from the system.", float64(memory.Sys)})
	_, err := io.WriteString(w, g.metrics.text(gauges))
	return err
}

func (m *metrics) text(gauges []Gauge) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	gauges = append(gauges, Gauge{"onrecord_http_requests_in_flight", "Requests that are being answered.", float64(m.flying)})
	for _, g := range gauges {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n%s %g\n", g.Name, g.Help, g.Name, g.Name, g.Value)
	}
	const requests, seconds = "onrecord_http_requests_total", "onrecord_http_request_seconds"
	fmt.Fprintf(&b, "# HELP %s Requests answered.\n# TYPE %s counter\n", requests, requests)
	keys := slices.SortedFunc(maps.Keys(m.counts), func(x, y [3]string) int { return slices.Compare(x[:], y[:]) })
	for _, k := range keys {
		fmt.Fprintf(&b, "%s{route=%q,method=%q,status=%q} %d\n", requests, k[0], k[1], k[2], m.counts[k])
	}
	fmt.Fprintf(&b, "# HELP %s How long answers took.\n# TYPE %s histogram\n", seconds, seconds)
	for _, route := range slices.Sorted(maps.Keys(m.times)) {
		h := m.times[route]
		for i, bound := range bounds() {
			fmt.Fprintf(&b, "%s_bucket{route=%q,le=\"%g\"} %d\n", seconds, route, bound, h.within[i])
		}
		fmt.Fprintf(&b, "%s_bucket{route=%q,le=\"+Inf\"} %d\n%s_sum{route=%q} %g\n%s_count{route=%q} %d\n", seconds, route, h.n, seconds, route, h.sum, seconds, route, h.n)
	}
	return b.String()
}
