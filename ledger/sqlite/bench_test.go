package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
)

// fillLedger puts invented articles from a few goroutines, as ingest does.
func fillLedger(b *testing.B, l *Ledger, first, n int) {
	b.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if _, err := l.Put(b.Context(), ledgertest.Invented(first+i), onrecord.Origin{Place: fmt.Sprintf("bench/%d", first+i), State: "1"}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkPut is how fast records are kept by callers in parallel.
func BenchmarkPut(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), "ledger.db"))
	records := make([]onrecord.Record, 2000)
	for i := range records {
		records[i] = ledgertest.Invented(i)
	}
	b.ResetTimer()
	var next atomic.Int64
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := int(next.Add(1))
			r := records[n%len(records)]
			r.Article.URL = fmt.Sprintf("https://a.example/%d", n)
			if _, err := l.Put(b.Context(), r, onrecord.Origin{Place: r.Article.URL}); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// benchLedger is a ledger with so many invented articles. Where
// ONRECORD_BENCH_DIR names a folder it is kept there and used again.
func benchLedger(b *testing.B, articles int) *Ledger {
	b.Helper()
	folder := os.Getenv("ONRECORD_BENCH_DIR")
	if folder == "" {
		folder = b.TempDir()
	}
	path := filepath.Join(folder, fmt.Sprintf("ledger-%d.db", articles))
	if _, err := os.Stat(path); err == nil {
		return open(b, path)
	}
	// Not under its name until it is whole.
	part := path + ".part"
	l, err := Open(b.Context(), part)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	fillLedger(b, l, 0, articles)
	b.Logf("%.0f articles/s kept", float64(articles)/time.Since(start).Seconds())
	if err := errors.Join(l.Close(), os.Rename(part, path)); err != nil || b.Failed() {
		b.Fatal(err)
	}
	return open(b, path)
}

// question is a class of queries, the same for the same number.
type question struct {
	class string
	query func(i int) string
}

// questions are the classes: from what readers type to what costs most.
func questions() []question {
	word, name := ledgertest.Word, ledgertest.Name
	return []question{
		{"rare", func(i int) string { return word(500 + i*37%29_000) }},
		{"medium", func(i int) string { return word(20 + i%200) }},
		{"common", func(i int) string { return word(i % 20) }},
		{"two", func(i int) string { return word(i%50) + " " + word(100+i%300) }},
		{"or", func(i int) string { return word(i%50) + " OR " + word(100+i%300) }},
		{"phrase", func(i int) string { return `"` + word(i%10) + " " + word(i%7) + `"` }},
		{"saying", func(i int) string { // four common words that hardly ever stand so
			return `"` + word(i%5) + " " + word(i%7) + " " + word(i%9) + " " + word(i%11) + `"`
		}},
		{"sentence", func(i int) string { return `"the bridge over the sound will open in the spring" ` + word(i%100) }},
		{"prefix", func(i int) string { return word(20 + i%200)[:4] + "*" }},
		{"speaker", func(i int) string { return `speaker:"` + name(i%3000) + `"` }},
		{"filters", func(i int) string { return "kind:direct country:GB after:2012 before:2020 " + word(i%100) }},
		{"mixed", func(i int) string { return "(after:2015 OR outlet:7) NOT " + word(i%100) }},
		{"typo", func(i int) string { return word(500+i*37%29_000) + "q" }},
	}
}

// BenchmarkSearch is how long questions take of ONRECORD_BENCH articles with
// 20 statements each (250 where it is not set): half and 99 of 100 of them.
// "all" is a mix of all classes.
func BenchmarkSearch(b *testing.B) {
	articles, err := strconv.Atoi(os.Getenv("ONRECORD_BENCH"))
	if err != nil {
		articles = 250
	}
	l := benchLedger(b, articles)
	s, err := l.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d statements; %.2f bytes on disk for each of %d of text; %d near copies", s.Statements,
		float64(s.DiskBytes)/float64(s.TextBytes), s.TextBytes, s.NearCopies)
	classes := questions()
	all := func(i int) string { return classes[i%len(classes)].query(i / len(classes)) }
	for _, q := range append(classes, question{"all", all}) {
		b.Run(q.class, func(b *testing.B) {
			benchTimes(b, func(i int) error {
				_, err := l.Search(b.Context(), q.query(i), onrecord.SearchOptions{})
				return err
			})
		})
	}
	b.Run("who", func(b *testing.B) {
		benchTimes(b, func(i int) error {
			_, err := l.Who(b.Context(), ledgertest.Name(i%3000))
			return err
		})
	})
}

// benchTimes reports how long half and 99 of 100 of the calls take.
func benchTimes(b *testing.B, ask func(i int) error) {
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := ask(i); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}
