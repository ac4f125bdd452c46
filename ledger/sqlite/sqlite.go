// Package sqlite keeps the ledger in one SQLite file, with nothing to install
// or start: input, records and failures; output, what onrecord.Ledger
// promises. Method: one goroutine writes and commits for many callers at a
// time, readers have connections of their own (WAL, so that neither waits for
// the other); texts and records are kept compressed; FTS5 finds, and keeps no
// copy of what it indexes.
//
// Several processes may have the file open. A commit is safe from a killed
// process; a machine that loses power may lose the last commits, each wholly.
//
// Rows of the indexes are numbered by day, so that the newest come first
// without sorting and before: and after: are ranges of rows. See day.go.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver of database/sql

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/otherwise"
)

// Ledger is an onrecord.Ledger in a file. Make one with Open.
type Ledger struct {
	path    string
	readers *sql.DB
	writer  *writer
	codec   *codec
	finder  *otherwise.Finder

	commonMu sync.RWMutex
	common   map[string]bool // words of so many rows that they are not ranked by
}

var _ onrecord.Ledger = (*Ledger)(nil)

// Open opens the ledger in a file, and makes or updates it where that is
// needed. A file that a newer onrecord has written, or that is no ledger,
// gives an error and stays as it is.
func Open(ctx context.Context, path string) (*Ledger, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	if err := identify(ctx, path); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	codec, err := newCodec()
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	one, err := sql.Open("sqlite", dsn(path, "journal_mode(wal)", "synchronous(normal)", "cache_size(-65536)"))
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	one.SetMaxOpenConns(1)
	if err := migrate(ctx, one); err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), one.Close())
	}
	readers, err := sql.Open("sqlite", dsn(path, "query_only(1)", "cache_size(-16384)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("ledger: %w", err), one.Close())
	}
	connections := max(4, 2*runtime.GOMAXPROCS(0))
	readers.SetMaxOpenConns(connections)
	readers.SetMaxIdleConns(connections)
	w, err := newWriter(one, codec)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), readers.Close(), one.Close())
	}
	l := &Ledger{path: path, readers: readers, writer: w, codec: codec, finder: otherwise.New(), common: map[string]bool{}}
	if err := l.rankUnranked(ctx); err != nil { // of an older program's ledger
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), l.Close())
	}
	return l, nil
}

// dsn is the driver's name for the file, with pragmas for each connection.
func dsn(path string, pragmas ...string) string {
	q := url.Values{}
	for _, p := range append([]string{"busy_timeout(15000)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Close waits for what is being written and closes the file, which then holds
// all by itself where no other process has it open.
func (l *Ledger) Close() error {
	// The writer's connection last: it alone may move the log into the file.
	return errors.Join(l.readers.Close(), l.writer.close())
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
