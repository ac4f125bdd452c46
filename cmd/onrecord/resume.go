package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
)

// marks remembers how far files of many pages, such as web archives, are done,
// so that the next run begins there and reads nothing before it. The ledger
// keeps it under the file's own place. A page is done once it is kept, skipped
// or a failure: what failed in a file that has not changed fails again.
type marks struct {
	ctx   context.Context
	into  marker
	by    string      // what reads: nothing is done for another reader
	again bool        // begin at the beginning all the same
	stop  func(error) // told where the ledger fails
	// skips, where not nil, is told of a file that is not read from its beginning.
	skips func(path string, m mark)
	mu    sync.Mutex
	files map[string]*inParts
}

// marker is the part of onrecord.Ledger that marks use.
type marker interface {
	Mark(ctx context.Context, from onrecord.Origin) error
	Marked(ctx context.Context, place string) (string, error)
}

// mark is a place in a file up to which all is done.
type mark struct {
	size     int64 // of the file, which is another where this or modified differs
	modified time.Time
	next     fetch.Position
	pages    int // before it
	by       string
}

// String is the mark as an Origin's State.
func (m mark) String() string {
	return fmt.Sprintf("%d %s %d %d %d %s", m.size, m.modified.UTC().Format(time.RFC3339Nano), m.next.Offset, m.next.Inner, m.pages, m.by)
}

// parseMark reads a mark back; ok is false for the state of anything else.
func parseMark(state string) (m mark, ok bool) {
	fields := strings.SplitN(state, " ", 6)
	if len(fields) < 6 {
		return mark{}, false
	}
	var err error
	if m.modified, err = time.Parse(time.RFC3339Nano, fields[1]); err != nil {
		return mark{}, false
	}
	m.by = fields[5]
	_, err = fmt.Sscan(fields[0]+" "+fields[2]+" "+fields[3]+" "+fields[4], &m.size, &m.next.Offset, &m.next.Inner, &m.pages)
	return m, err == nil
}

// inParts is a file that is being read.
type inParts struct {
	mark
	kept    fetch.Position // the mark in the ledger
	since   int            // pages done since it was kept
	queue   []*part        // given and not passed, in the file's order
	waiting map[string][]*part
}

// part is a page of a file.
type part struct {
	next fetch.Position
	done bool
}

// keepEvery is after how many pages a mark is kept. What a killed run had done
// behind its last mark is skipped too, but has to be unpacked for it.
const keepEvery = 500

// known is fetch.Source.Known: where reading of a file begins.
func (m *marks) known(path string) fetch.Origin {
	if fetch.IsURL(path) {
		return fetch.Origin{}
	}
	state, err := m.into.Marked(m.ctx, path)
	if err != nil {
		m.stop(err)
		return fetch.Origin{}
	}
	at, ok := parseMark(state)
	info, err := os.Stat(path)
	if !ok || at.by != m.by || err != nil || info.Size() != at.size || !info.ModTime().Equal(at.modified) {
		return fetch.Origin{}
	}
	file := &inParts{mark: at, kept: at.next, waiting: map[string][]*part{}}
	if m.again {
		file.next, file.pages = fetch.Position{}, 0
	}
	m.mu.Lock()
	m.files[path] = file
	m.mu.Unlock()
	if file.pages > 0 && m.skips != nil {
		m.skips(path, file.mark)
	}
	return fetch.Origin{Path: path, Size: at.size, Modified: at.modified, Next: file.next}
}

// given notes an item before it is read.
func (m *marks) given(place string, o fetch.Origin) {
	if o.Part == "" || o.Modified.IsZero() {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	file := m.files[o.Path]
	if file == nil || file.size != o.Size || !file.modified.Equal(o.Modified) {
		file = &inParts{mark: mark{size: o.Size, modified: o.Modified, by: m.by}, waiting: map[string][]*part{}}
		m.files[o.Path] = file
	}
	p := &part{next: o.Next}
	file.queue = append(file.queue, p)
	file.waiting[place] = append(file.waiting[place], p)
}

// done notes that an item that was given is done, and keeps the mark of its
// file now and then.
func (m *marks) done(place string) {
	path, _, ok := cutPlace(place)
	if !ok {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	file := m.files[path]
	if file == nil || len(file.waiting[place]) == 0 {
		return
	}
	parts := file.waiting[place]
	parts[0].done = true
	if file.waiting[place] = parts[1:]; len(parts) == 1 {
		delete(file.waiting, place)
	}
	for len(file.queue) > 0 && file.queue[0].done {
		if next := file.queue[0].next; file.next.Before(next) {
			file.next = next
		}
		file.queue = file.queue[1:]
		file.pages++
		file.since++
	}
	if file.since >= keepEvery {
		if err := m.keep(path, file); err != nil {
			m.stop(err)
		}
	}
}

// keep writes a file's mark, where it is further on than the one that is kept.
func (m *marks) keep(path string, file *inParts) error {
	file.since = 0
	if !file.kept.Before(file.next) {
		return nil
	}
	file.kept = file.next
	return m.into.Mark(context.WithoutCancel(m.ctx), onrecord.Origin{Place: path, State: file.mark.String()})
}

// end keeps all marks, once no item is being read any more.
func (m *marks) end() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(m.files)) {
		errs = append(errs, m.keep(path, m.files[path]))
	}
	return errors.Join(errs...)
}
