// Package desk does for the pages and the API what takes a ledger, a reader or
// the network: reading what somebody hands in, holding it against transcripts,
// and figures that all pages show. It bounds how much of that goes on at once.
// It knows no HTML and no routes.
package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/ledger/positions"
	"github.com/onrecord/onrecord/pipeline"
)

// TextMost is how many bytes of text are read for somebody who waits: some
// hundred times an article.
const TextMost = 400_000

// Desk is safe for concurrent use.
type Desk struct {
	onrecord.Ledger
	reader  *pipeline.Reader
	fetcher *fetch.Fetcher
	stances *positions.Finder
	cores   *semaphore.Weighted

	opening sync.Mutex // held while the library is brought up to date
	library *pipeline.Library

	mu       sync.Mutex
	figures  Figures
	counting bool // somebody is counting them again
}

// New makes a Desk. fetcher brings the addresses that people hand in; it should
// refuse private ones.
func New(l onrecord.Ledger, r *pipeline.Reader, fetcher *fetch.Fetcher) *Desk {
	return &Desk{Ledger: l, reader: r, fetcher: fetcher, stances: positions.New(), cores: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
}

// Fetch brings the page at an http or https address, and nothing else: no file,
// whatever its name. Its errors are *onrecord.Failure.
func (d *Desk) Fetch(ctx context.Context, address string) (onrecord.Page, error) {
	address = strings.TrimSpace(address)
	if !fetch.IsURL(address) {
		return onrecord.Page{}, &onrecord.Failure{URL: address, Stage: "input", Reason: onrecord.ReasonBadInput, Message: "this is no http or https address"}
	}
	return d.fetcher.Page(ctx, address)
}

// Read reads a page into its record. Its errors are *onrecord.Failure, or ctx's.
func (d *Desk) Read(ctx context.Context, page onrecord.Page) (onrecord.Record, error) {
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return onrecord.Record{}, err
	}
	defer d.cores.Release(1)
	article, err := extract.Read(ctx, page)
	if err != nil {
		return onrecord.Record{}, err
	}
	if err := short(page, article.Text); err != nil {
		return onrecord.Record{}, err
	}
	return d.reader.Record(article), nil
}

// ReadTranscript reads a page as a transcript.
func (d *Desk) ReadTranscript(ctx context.Context, page onrecord.Page) (onrecord.Transcript, error) {
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return onrecord.Transcript{}, err
	}
	defer d.cores.Release(1)
	t, err := d.reader.Transcript(ctx, page)
	if err != nil {
		return t, err
	}
	return t, short(page, t.Text)
}

func short(page onrecord.Page, text string) error {
	if len(text) <= TextMost {
		return nil
	}
	return &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: onrecord.ReasonTooLarge,
		Message: fmt.Sprintf("the text has %d bytes, more than the %d that are read while somebody waits; onrecord ingest takes it", len(text), TextMost)}
}

// Verify holds a record against transcripts; see pipeline.Reader.Verify.
func (d *Desk) Verify(ctx context.Context, r onrecord.Record, against []onrecord.Transcript, quotes []onrecord.Span) (onrecord.Verification, error) {
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return onrecord.Verification{}, err
	}
	defer d.cores.Release(1)
	return d.reader.Verify(r, against, quotes), nil
}

// Trace finds the transcripts of the ledger that a record quotes and holds it
// against them; of says among how many.
func (d *Desk) Trace(ctx context.Context, r onrecord.Record) (found onrecord.Tracing, of int, err error) {
	library, err := d.opened(ctx)
	if err != nil {
		return onrecord.Tracing{}, 0, err
	}
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return onrecord.Tracing{}, 0, err
	}
	defer d.cores.Release(1)
	found, err = d.reader.Trace(ctx, library, r)
	return found, library.Len(), err
}

// standsMost is how many stands are gathered for somebody who waits.
const standsMost = 200

// Positions gathers the stands that somebody takes, at most 200.
func (d *Desk) Positions(ctx context.Context, q positions.Query) (positions.Positions, error) {
	if q.Limit <= 0 || q.Limit > standsMost {
		q.Limit = standsMost
	}
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return positions.Positions{}, err
	}
	defer d.cores.Release(1)
	return d.stances.Of(ctx, d.Ledger, q)
}

// opened is the library with all transcripts of the ledger. It is opened when it
// is first asked for, and again where transcripts have come since.
func (d *Desk) opened(ctx context.Context) (*pipeline.Library, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.library != nil {
		next, stop := iter.Pull2(d.Unindexed(ctx))
		_, err, more := next()
		stop()
		if err != nil || !more {
			return d.library, err
		}
	}
	// What has begun is made whole: the next who asks has it at once.
	library, err := pipeline.OpenLibrary(context.WithoutCancel(ctx), d.Ledger)
	if err != nil {
		return nil, err
	}
	d.library = library
	return library, nil
}

// Figures are what is counted over the whole ledger.
type Figures struct {
	onrecord.Stats
	MostQuoted []onrecord.Figure
	At         time.Time // when they were counted
}

// fresh is how long figures are shown before they are counted again, counting how
// long that may take.
const fresh, counting = 30 * time.Second, time.Minute

// Figures gives figures that were counted within the last half minute, or else the
// last ones, while new ones are counted: nobody but the first waits for them.
func (d *Desk) Figures(ctx context.Context) (Figures, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.figures.At.IsZero() {
		var err error
		d.figures, err = d.count(ctx)
		return d.figures, err
	}
	if time.Since(d.figures.At) >= fresh && !d.counting {
		d.counting = true
		go d.recount(context.WithoutCancel(ctx))
	}
	return d.figures, nil
}

func (d *Desk) recount(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, counting)
	defer cancel()
	figures, err := d.count(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.counting = false; err == nil {
		d.figures = figures // else the last ones stay, with their time
	}
}

func (d *Desk) count(ctx context.Context) (Figures, error) {
	stats, err := d.Stats(ctx)
	if err != nil {
		return Figures{}, err
	}
	quoted, err := d.MostQuoted(ctx, 12)
	if err != nil {
		return Figures{}, err
	}
	return Figures{stats, quoted, time.Now()}, nil
}

// Fault tells a failure of what was handed in from an error of the ledger.
func Fault(err error) (*onrecord.Failure, bool) {
	var f *onrecord.Failure
	return f, errors.As(err, &f)
}
