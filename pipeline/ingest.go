package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"golang.org/x/sync/semaphore"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
)

// ErrUnchanged is what an Item's Page gives where the page is as it was when
// it was kept. It is no failure.
var ErrUnchanged = errors.New("the page is as it was")

// Item is one page that a source has, and how to bring it.
type Item struct {
	From onrecord.Origin // where the page says when it was fetched, that counts as SeenAt
	// Size is about how many bytes the page has in memory; 0 where unknown.
	Size int64
	// Page brings the page. It is called once at most, from any goroutine, and
	// not where the ledger has it already. Its errors are *onrecord.Failure, or
	// ErrUnchanged.
	Page func(context.Context) (onrecord.Page, error)
	// Damage is why the page may not be whole, or "". It is passed on to Event.
	Damage string
}

// Sink is the part of onrecord.Ledger that ingest uses: it writes, and all
// that it reads is whether a place is done.
type Sink interface {
	PutTranscript(ctx context.Context, t onrecord.Transcript, from onrecord.Origin) (onrecord.Stored, error)
	Put(ctx context.Context, r onrecord.Record, from onrecord.Origin) (onrecord.Stored, error)
	Fail(ctx context.Context, f *onrecord.Failure, from onrecord.Origin) error
	Done(ctx context.Context, from onrecord.Origin) (bool, error)
}

// Event says what became of one item: of Stored.Outcome, Skipped and Failure
// one is set.
type Event struct {
	From       onrecord.Origin
	Skipped    bool // it was kept, or left alone, before
	Failure    *onrecord.Failure
	Stored     onrecord.Stored
	Transcript bool // it was read as a transcript
	Statements int
	Bytes      int64  // of the page, or what Item.Size said of a skipped one
	Damage     string // Item.Damage
}

// Transcripts says which pages are read as transcripts and not as articles.
type Transcripts int

// The choices of Transcripts.
const (
	FoundTranscripts Transcripts = iota // those that look like one
	AllTranscripts
	NoTranscripts
)

// IngestOptions choose how a run goes. The zero value means the defaults.
type IngestOptions struct {
	// Leave says of an item that is not done that it is to be left alone all
	// the same, as one that failed before in the same state.
	Leave func(onrecord.Origin) bool
	// Transcripts are the pages that are read as such.
	Transcripts Transcripts
	// Event is told what became of each item, from one goroutine at a time, in
	// the order in which they end.
	Event func(Event)
	// Flying is how many items are brought, read or written at once; 0 means 64.
	// As many cores as there are read; the others wait for a server or a commit,
	// which the ledger shares among those that wait.
	Flying int
	// Memory bounds the bytes of the pages that are held at once; 0 means 256 MiB.
	// One page is always held, whatever its size.
	Memory int64
}

// Ingest brings every item that is not done, reads it and keeps its record, or
// the transcript that it is, or why there is neither. The order of items does not matter to the result. A page
// that fails never ends the run; the error is of the ledger, or of ctx. When
// ctx ends, what has been read is still kept, and what has not is left for the
// next run.
func (r *Reader) Ingest(ctx context.Context, items iter.Seq[Item], into Sink, o IngestOptions) error {
	if o.Flying <= 0 {
		o.Flying = 64
	}
	if o.Memory <= 0 {
		o.Memory = 256 << 20
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	run := &ingest{reader: r, into: into, options: o,
		cores:  semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))),
		memory: semaphore.NewWeighted(o.Memory)}
	flying := semaphore.NewWeighted(int64(o.Flying))
	var flights sync.WaitGroup
	for item := range items {
		held := min(max(item.Size, 1<<16), o.Memory)
		if flying.Acquire(ctx, 1) != nil || run.memory.Acquire(ctx, held) != nil {
			break
		}
		flights.Go(func() {
			defer flying.Release(1)
			defer run.memory.Release(held)
			if err := run.item(ctx, item); err != nil {
				cancel(err)
			}
		})
	}
	flights.Wait()
	return context.Cause(ctx)
}

// ingest is one run.
type ingest struct {
	reader  *Reader
	into    Sink
	options IngestOptions
	cores   *semaphore.Weighted
	memory  *semaphore.Weighted
	telling sync.Mutex
}

// item does all there is to do for one item. Its errors end the run.
func (g *ingest) item(ctx context.Context, item Item) error {
	done, err := g.into.Done(ctx, item.From)
	switch {
	case err != nil:
		return err
	case done || g.options.Leave != nil && g.options.Leave(item.From):
		g.tell(Event{From: item.From, Skipped: true, Bytes: item.Size})
		return nil
	}
	read, event, err := g.read(ctx, item)
	if ctx.Err() != nil {
		return context.Cause(ctx) // what failed because of that is no failure of the page
	}
	keep := context.WithoutCancel(ctx) // a record that is read is not thrown away
	switch {
	case errors.Is(err, ErrUnchanged):
		event.Skipped, err = true, nil
	case err != nil:
		event.Failure = failed(err, item.From)
		err = g.into.Fail(keep, event.Failure, event.From)
	case event.Transcript:
		event.Stored, err = g.into.PutTranscript(keep, read.transcript, event.From)
	default:
		event.Stored, err = g.into.Put(keep, read.record, event.From)
	}
	if err != nil {
		return fmt.Errorf("keeping %s: %w", item.From.Place, err)
	}
	g.tell(event)
	return nil
}

// reading is what a page turned out to be: Event.Transcript says which.
type reading struct {
	record     onrecord.Record
	transcript onrecord.Transcript
}

// read brings a page and reads it, as soon as a core is free.
func (g *ingest) read(ctx context.Context, item Item) (reading, Event, error) {
	event := Event{From: item.From, Damage: item.Damage}
	page, err := item.Page(ctx)
	if err != nil {
		return reading{}, event, err
	}
	event.Bytes = int64(len(page.Body))
	if !page.FetchedAt.IsZero() {
		event.From.SeenAt = page.FetchedAt
	}
	if err := g.cores.Acquire(ctx, 1); err != nil {
		return reading{}, event, err
	}
	defer g.cores.Release(1)
	var out reading
	switch g.options.Transcripts {
	case AllTranscripts:
		event.Transcript = true
	case FoundTranscripts:
		event.Transcript = extract.LooksLikeTranscript(ctx, page) >= 0.5
	}
	if event.Transcript {
		out.transcript, err = g.reader.Transcript(ctx, page)
		return out, event, err
	}
	out.record, err = g.reader.Read(ctx, page)
	event.Statements = len(out.record.Statements)
	return out, event, err
}

func (g *ingest) tell(e Event) {
	if g.options.Event == nil {
		return
	}
	g.telling.Lock()
	defer g.telling.Unlock()
	g.options.Event(e)
}

// failed is an error as a failure that says where.
func failed(err error, from onrecord.Origin) *onrecord.Failure {
	var failure *onrecord.Failure
	if !errors.As(err, &failure) {
		return &onrecord.Failure{URL: from.Place, Stage: "pipeline", Reason: onrecord.ReasonInternal, Message: err.Error()}
	}
	named := *failure
	if named.URL == "" {
		named.URL = from.Place
	}
	return &named
}
