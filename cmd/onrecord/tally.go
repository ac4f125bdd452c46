package main

import (
	"fmt"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
)

// What became of an item besides the ledger's outcomes.
const (
	outcomeFailed  = "failed"
	outcomeSkipped = "skipped"
)

// tally counts what became of pages or records. It may be used by many
// goroutines at once.
type tally struct {
	mu         sync.Mutex
	counts     map[string]int
	items      int
	statements int
	bytes      int64
}

func (t *tally) add(outcome string, statements int, bytes int64) {
	t.addItems(1, outcome)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.statements += statements
	t.bytes += bytes
}

// addItems adds n items with nothing in them.
func (t *tally) addItems(n int, outcome string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[string]int{}
	}
	t.counts[outcome] += n
	t.items += n
}

func (t *tally) failed() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts[outcomeFailed]
}

// String says how many there are of each outcome.
func (t *tally) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	parts := []string{}
	for _, outcome := range []string{string(onrecord.StoredNew), string(onrecord.StoredChanged), string(onrecord.StoredReread),
		string(onrecord.StoredUnchanged), outcomeSkipped, outcomeFailed} {
		if n := t.counts[outcome]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(n), outcome))
		}
	}
	if len(parts) == 0 {
		return "nothing to do"
	}
	return strings.Join(parts, ", ")
}
