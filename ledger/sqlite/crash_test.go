package sqlite

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
)

// crashEnv names the ledger that a child process of the test writes to.
const crashEnv = "ONRECORD_TEST_CRASH"

// origin is where the children say that an article came from.
func origin(n int) onrecord.Origin {
	return onrecord.Origin{Place: fmt.Sprintf("page/%d", n), State: "1", SeenAt: time.Unix(int64(n), 0)}
}

// TestWriteUntilKilled is the child: it puts articles that are not done yet
// from several goroutines, every third of them with two versions.
func TestWriteUntilKilled(t *testing.T) {
	path := os.Getenv(crashEnv)
	if path == "" {
		t.Skip("run by TestKilledAtAnyMoment")
	}
	l := open(t, path)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				n := int(next.Add(1))
				if done, err := l.Done(context.Background(), origin(n)); done || err != nil {
					continue
				}
				r := ledgertest.Invented(n)
				if n%3 == 0 {
					r.Article.URL = ledgertest.Invented(n - 1).Article.URL // another text at this address
				}
				if _, err := l.Put(context.Background(), r, origin(n)); err != nil {
					t.Error(err)
					return
				}
				fmt.Print(".") // tells the parent that there is progress
			}
		})
	}
	wg.Wait()
}

// TestKilledAtAnyMoment kills a process that writes at twenty random points:
// what is left is sound, and what is done is there.
func TestKilledAtAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	for round := range 20 {
		child := exec.Command(os.Args[0], "-test.run", "^TestWriteUntilKilled$")
		child.Env = append(os.Environ(), crashEnv+"="+path)
		progress, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if round%4 != 0 { // else somewhere in its start
			if _, err := io.ReadFull(progress, make([]byte, 1+rand.IntN(12))); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := child.Wait(); err == nil {
			t.Fatalf("round %d: the child ended by itself", round)
		}
	}
	l := open(t, path)
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("check: %+v, %v", report, err)
	}
	kept := 0
	for r, err := range l.Records(t.Context(), "") {
		if err != nil || len(r.Statements) != ledgertest.StatementsEach {
			t.Fatalf("%d statements, %v", len(r.Statements), err)
		}
		kept++
	}
	s, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for n := 1; n < 100_000; n++ {
		ok, err := l.Done(t.Context(), origin(n))
		if err != nil {
			t.Fatal(err)
		}
		if !ok && n > 2*s.Versions+100 {
			break
		}
		if ok {
			done++
		}
	}
	if kept != s.Articles || done != s.Versions || done == 0 {
		t.Errorf("%d origins are done, but %d articles with %d versions are kept", done, kept, s.Versions)
	}
	t.Logf("20 kills: %d articles, %d versions", s.Articles, s.Versions)
}
