//go:build unix

package sqlite

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// BenchmarkGrowth is what keeping a record costs as the ledger grows to
// ONRECORD_BENCH articles (1,000 where it is not set): of each stretch the rate, and
// the processor's time, which does not suffer from what else the machine does. Both
// are to stay.
func BenchmarkGrowth(b *testing.B) {
	articles, err := strconv.Atoi(os.Getenv("ONRECORD_BENCH"))
	if err != nil {
		articles = 1000
	}
	for b.Loop() {
		l := open(b, filepath.Join(b.TempDir(), "ledger.db"))
		for have, stretch := 0, 1000; have < articles; have += stretch {
			stretch = min(max(stretch, have/4), articles-have)
			start, used := time.Now(), processorTime(b)
			fillLedger(b, l, have, stretch)
			rate := float64(stretch) / time.Since(start).Seconds()
			each := (processorTime(b) - used) / time.Duration(stretch)
			b.Logf("%7d to %7d: %5.0f articles/s, %5.2f ms of a processor each", have, have+stretch, rate, each.Seconds()*1000)
			b.ReportMetric(each.Seconds()*1000, "last-cpu-ms/article")
		}
	}
}

// processorTime is what the process has used so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
