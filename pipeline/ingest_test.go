package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
)

// shelf is a Sink in memory that counts.
type shelf struct {
	mu       sync.Mutex
	records  map[string]string // JSON by place
	failures map[string]onrecord.Reason
	puts     int
	said     []string // titles of transcripts
	full     error    // what Put fails with
}

func newShelf() *shelf {
	return &shelf{records: map[string]string{}, failures: map[string]onrecord.Reason{}}
}

func (s *shelf) Put(_ context.Context, r onrecord.Record, from onrecord.Origin) (onrecord.Stored, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full != nil {
		return onrecord.Stored{}, s.full
	}
	data, err := r.MarshalJSON()
	s.records[from.Place+"@"+from.State] = string(data)
	s.puts++
	return onrecord.Stored{Article: onrecord.ArticleID(&r.Article), Version: 1, Outcome: onrecord.StoredNew}, err
}

func (s *shelf) PutTranscript(_ context.Context, t onrecord.Transcript, from onrecord.Origin) (onrecord.Stored, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, t.Title)
	s.records[from.Place+"@"+from.State] = t.Text
	return onrecord.Stored{Article: onrecord.TranscriptID(&t), Version: 1, Outcome: onrecord.StoredNew}, nil
}

func (s *shelf) Fail(_ context.Context, f *onrecord.Failure, from onrecord.Origin) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures[from.Place] = f.Reason
	return nil
}

func (s *shelf) Done(_ context.Context, from onrecord.Origin) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.records[from.Place+"@"+from.State]
	return ok, nil
}

// pages are n items of invented pages; every seventh is empty.
func pages(n int) []Item {
	var items []Item
	for i := range n {
		body := []byte(invented.New(i).HTML())
		if i%7 == 3 {
			body = nil
		}
		items = append(items, Item{From: onrecord.Origin{Place: fmt.Sprintf("page %d", i), State: "a"}, Size: int64(len(body)),
			Page: func(context.Context) (onrecord.Page, error) {
				return onrecord.Page{ID: fmt.Sprint(i), Body: body}, nil
			}})
	}
	return items
}

func fastReader(t *testing.T) *Reader {
	t.Helper()
	reader, err := NewWith(Fast)
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

func TestIngestKeepsEveryItemWhateverTheOrder(t *testing.T) {
	reader := fastReader(t)
	items := pages(20)
	one, other := newShelf(), newShelf()
	var events []Event
	err := reader.Ingest(t.Context(), slices.Values(items), one, IngestOptions{Event: func(e Event) { events = append(events, e) }})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(items)
	if err := reader.Ingest(t.Context(), slices.Values(items), other, IngestOptions{Flying: 1, Memory: 1}); err != nil {
		t.Fatal(err)
	}
	if len(one.records) != 17 || len(one.failures) != 3 || len(events) != 20 {
		t.Errorf("%d records, %d failures, %d events", len(one.records), len(one.failures), len(events))
	}
	for place, record := range one.records {
		if other.records[place] != record {
			t.Errorf("%s has another record in another order", place)
		}
	}
	if one.failures["page 3"] != onrecord.ReasonEmpty {
		t.Errorf("failures %v", one.failures)
	}
}

func TestIngestBringsOnlyWhatIsNotDone(t *testing.T) {
	reader := fastReader(t)
	items := pages(8)
	sink := newShelf()
	if err := reader.Ingest(t.Context(), slices.Values(items[:4]), sink, IngestOptions{}); err != nil {
		t.Fatal(err)
	}
	for i := range items[:4] {
		items[i].Page = func(context.Context) (onrecord.Page, error) {
			t.Error("a page that is done was brought again")
			return onrecord.Page{}, errors.New("again")
		}
	}
	skipped := 0
	err := reader.Ingest(t.Context(), slices.Values(items), sink, IngestOptions{
		Leave: func(from onrecord.Origin) bool { return from.Place == "page 3" },
		Event: func(e Event) {
			if e.Skipped {
				skipped++
			}
		}})
	if err != nil || sink.puts != 7 || skipped != 4 {
		t.Errorf("%v, %d puts, %d skipped", err, sink.puts, skipped)
	}
	items[5].From.State = "b"
	if err := reader.Ingest(t.Context(), slices.Values(items[5:6]), sink, IngestOptions{}); err != nil || sink.puts != 8 {
		t.Errorf("%v, %d puts: another state is to be read again", err, sink.puts)
	}
}

func TestIngestStopsWithTheLedgerAndWithItsContext(t *testing.T) {
	reader := fastReader(t)
	full := newShelf()
	full.full = errors.New("disk full")
	if err := reader.Ingest(t.Context(), forEver(), full, IngestOptions{}); !errors.Is(err, full.full) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	sink := newShelf()
	told := 0
	err := reader.Ingest(ctx, forEver(), sink, IngestOptions{Event: func(e Event) {
		if told++; told == 5 {
			cancel()
		}
		if e.Failure != nil {
			t.Errorf("a stop is no failure of a page: %v", e.Failure)
		}
	}})
	if !errors.Is(err, context.Canceled) || told < 5 || told != sink.puts {
		t.Errorf("%v, %d told, %d kept", err, told, sink.puts)
	}
}

// forEver gives invented pages for ever.
func forEver() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for i := 0; ; i++ {
			item := Item{From: onrecord.Origin{Place: fmt.Sprint(i)}, Page: func(ctx context.Context) (onrecord.Page, error) {
				return onrecord.Page{ID: fmt.Sprint(i), Body: []byte(invented.New(i % 8).HTML())}, ctx.Err()
			}}
			if !yield(item) {
				return
			}
		}
	}
}

// An item's own error that is no Failure is a defect, and is kept as one.
func TestIngestKeepsErrorsThatAreNoFailures(t *testing.T) {
	sink := newShelf()
	broken := Item{From: onrecord.Origin{Place: "here"}, Page: func(context.Context) (onrecord.Page, error) {
		return onrecord.Page{}, errors.New("odd")
	}}
	var told *onrecord.Failure
	err := fastReader(t).Ingest(t.Context(), slices.Values([]Item{broken}), sink, IngestOptions{Event: func(e Event) { told = e.Failure }})
	if err != nil || sink.failures["here"] != onrecord.ReasonInternal || told == nil || told.URL != "here" {
		t.Errorf("%v, %v, %v", err, sink.failures, told)
	}
}
