package sqlite

import (
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

// BenchmarkSearch is how long questions take of ONRECORD_BENCH articles with
// 20 statements each (250 where it is not set): half and 99 of 100 of them.
func BenchmarkSearch(b *testing.B) {
	articles, err := strconv.Atoi(os.Getenv("ONRECORD_BENCH"))
	if err != nil {
		articles = 250
	}
	l := open(b, filepath.Join(b.TempDir(), "ledger.db"))
	start := time.Now()
	fillLedger(b, l, 0, articles)
	took := time.Since(start)
	s, err := l.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d statements; %.0f articles/s kept; %.2f bytes on disk for each of %d of text; %d near copies", s.Statements,
		float64(articles)/took.Seconds(), float64(s.DiskBytes)/float64(s.TextBytes), s.TextBytes, s.NearCopies)
	for name, query := range map[string]func(i int) string{
		"rare":    func(i int) string { return ledgertest.Word(500 + i*37%29_000) },
		"medium":  func(i int) string { return ledgertest.Word(20 + i%200) },
		"common":  func(i int) string { return ledgertest.Word(i % 20) },
		"two":     func(i int) string { return ledgertest.Word(i%50) + " " + ledgertest.Word(100+i%300) },
		"or":      func(i int) string { return ledgertest.Word(i%50) + " OR " + ledgertest.Word(100+i%300) },
		"phrase":  func(i int) string { return `"` + ledgertest.Word(i%10) + " " + ledgertest.Word(i%7) + `"` },
		"speaker": func(i int) string { return `speaker:"` + ledgertest.Name(i%3000) + `"` },
		"filters": func(i int) string {
			return "kind:direct country:GB after:2012 before:2020 " + ledgertest.Word(i%100)
		},
		"mixed": func(i int) string { return "(after:2015 OR outlet:7) NOT " + ledgertest.Word(i%100) },
		"typo":  func(i int) string { return ledgertest.Word(500+i*37%29_000) + "q" },
	} {
		b.Run(name, func(b *testing.B) {
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if _, err := l.Search(b.Context(), query(i), onrecord.SearchOptions{}); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	b.Run("who", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := l.Who(b.Context(), ledgertest.Name(i%3000)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
