package eval

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/dump"
	"github.com/onrecord/onrecord/fetch/archive"
)

// pageDeadline is how long a page may take before it counts as a timeout.
const pageDeadline = 60 * time.Second

// outcome is how one page fared: the failure's reason, "read" or "panic".
type outcome struct{ what, message string }

const (
	outcomeRead  = "read"
	outcomePanic = "panic"
)

// tryPage reads a page. A panic comes back from the reader as an internal
// failure.
func (b *bench) tryPage(ctx context.Context, page onrecord.Page) outcome {
	ctx, cancel := context.WithTimeout(ctx, pageDeadline)
	defer cancel()
	_, err := b.reader.Read(ctx, page)
	var failure *onrecord.Failure
	switch {
	case err == nil:
		return outcome{what: outcomeRead}
	case errors.As(err, &failure) && failure.Reason == onrecord.ReasonInternal:
		return outcome{outcomePanic, failure.Message}
	case errors.As(err, &failure):
		return outcome{string(failure.Reason), failure.Message}
	}
	return outcome{"error that is no failure", err.Error()}
}

// input is one source of pages for the robustness run.
type input struct {
	name   string
	pages  iter.Seq2[onrecord.Page, error]
	damage *string // why an archive could not be read to its end, once pages is used up
}

func measureRobustness(ctx context.Context, b *bench) ([]Table, error) {
	inputs, err := b.inputs()
	if err != nil {
		return nil, err
	}
	peak := watchHeap()
	defer peak.stop()
	var reasons, notes []string
	tallies := make([]map[string]int, len(inputs))
	for i, in := range inputs {
		tallies[i] = map[string]int{}
		start, pages, bytes := time.Now(), 0, 0
		err := each(ctx, in.pages, func(p onrecord.Page) outcome { return b.tryPage(ctx, p) }, func(p onrecord.Page, o outcome) {
			tallies[i][o.what]++
			if !slices.Contains(reasons, o.what) {
				reasons = append(reasons, o.what)
			}
			if o.what == outcomePanic {
				notes = append(notes, fmt.Sprintf("panic at %s, %s: %s", in.name, p.ID, o.message))
			}
			pages++
			bytes += len(p.Body)
		})
		if err != nil {
			if len(tallies[i]) == 0 || ctx.Err() != nil {
				return nil, err
			}
			notes = append(notes, fmt.Sprintf("%s: %v", in.name, err))
		}
		if in.damage != nil && *in.damage != "" {
			notes = append(notes, "read in part: "+in.name+": "+*in.damage)
		}
		seconds := time.Since(start).Seconds()
		fmt.Fprintf(b.timing, "%s: %d pages, %.1f/s, %.2f MB/s, peak heap so far %d MB\n",
			in.name, pages, float64(pages)/seconds, float64(bytes)/1e6/seconds, peak.bytes()>>20)
	}
	slices.Sort(reasons)
	table := Table{Title: "inputs", Columns: append([]string{"pages"}, reasons...), Notes: notes}
	for i, in := range inputs {
		total, values := 0, []Value{}
		for _, reason := range reasons {
			total += tallies[i][reason]
			values = append(values, count(tallies[i][reason]))
		}
		table.row(in.name, append([]Value{count(total)}, values...)...)
	}
	return []Table{table}, nil
}

// inputs lists all that the reference data has to read.
func (b *bench) inputs() ([]input, error) {
	pages := func(file string, form onrecord.Form, body func(corpus.Page) string) iter.Seq2[onrecord.Page, error] {
		return mapped(corpus.File(b.path("pages", file), corpus.Pages), func(p corpus.Page) onrecord.Page {
			return onrecord.Page{ID: p.ID, URL: p.URL, Form: form, Body: []byte(body(p))}
		})
	}
	whole := func(p corpus.Page) string { return p.HTML }
	dumped := func(p corpus.Page) string { return dump.Text(p.HTML) }
	bulk := func(file string, form onrecord.Form) iter.Seq2[onrecord.Page, error] {
		return mapped(corpus.File(b.path("bulk", file), corpus.Texts), func(t corpus.Text) onrecord.Page {
			return onrecord.Page{ID: t.ID, Form: form, Body: []byte(t.Text)}
		})
	}
	inputs := []input{
		{name: "pages/aet-dev", pages: pages("aet-dev.jsonl.gz", onrecord.Auto, whole)},
		{name: "pages/aet-dev as dumps", pages: pages("aet-dev.jsonl.gz", onrecord.Scrape, dumped)},
		{name: "pages/readability", pages: pages("readability.jsonl.gz", onrecord.Auto, whole)},
		{name: "pages/readability as dumps", pages: pages("readability.jsonl.gz", onrecord.Scrape, dumped)},
		{name: "bulk/reuters21578", pages: bulk("reuters21578.jsonl.gz", onrecord.Text)},
		{name: "bulk/guardian-3k", pages: bulk("guardian-3k.jsonl.gz", onrecord.Text)},
		{name: "bulk/guardian-3k, form untold", pages: bulk("guardian-3k.jsonl.gz", onrecord.Auto)},
	}
	archives, err := filepath.Glob(b.path("warc", "*", "*"))
	if err != nil {
		return nil, err
	}
	slices.Sort(archives)
	for _, file := range archives {
		if info, err := os.Stat(file); err != nil || info.IsDir() {
			continue
		}
		name, err := filepath.Rel(b.data, file)
		if err != nil {
			return nil, err
		}
		damage := new(string)
		inputs = append(inputs, input{filepath.ToSlash(name), answers(file, damage), damage})
	}
	return inputs, nil
}

func mapped[A, B any](in iter.Seq2[A, error], to func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for a, err := range in {
			var out B
			if err == nil {
				out = to(a)
			}
			if !yield(out, err) || err != nil {
				return
			}
		}
	}
}

// answers gives all that an archive's servers answered, errors among them, and
// says in damage what could not be read.
func answers(path string, damage *string) iter.Seq2[onrecord.Page, error] {
	return func(yield func(onrecord.Page, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(onrecord.Page{}, err)
			return
		}
		defer file.Close() // only read from
		var harm []string
		for r, err := range archive.Read(file, archive.Options{}) {
			if err != nil {
				harm = append(harm, err.Error())
				continue
			}
			if r.Damage != "" {
				harm = append(harm, fmt.Sprintf("record at %s: %s", r.At, r.Damage))
			}
			if !yield(onrecord.Page{ID: r.URI, URL: r.URI, ContentType: r.ContentType, Body: r.Body}, nil) {
				break
			}
		}
		*damage = strings.Join(harm, "; ")
	}
}

// heapWatch samples the heap while it runs.
type heapWatch struct {
	peak atomic.Uint64
	quit chan struct{}
	once sync.Once
}

func watchHeap() *heapWatch {
	w := &heapWatch{quit: make(chan struct{})}
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			w.peak.Store(max(w.peak.Load(), sample[0].Value.Uint64()))
			select {
			case <-tick.C:
			case <-w.quit:
				return
			}
		}
	}()
	return w
}

func (w *heapWatch) bytes() uint64 { return w.peak.Load() }

func (w *heapWatch) stop() { w.once.Do(func() { close(w.quit) }) }
