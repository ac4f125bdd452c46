// Package archive reads web archives: WARC (ISO 28500) and ARC, plain, with a
// gzip member for each record, or gzipped as a whole. Input: a stream of
// bytes. Output: the records that hold what a server answered, one after the
// other, each with the place where it stands, so that reading can begin again
// there. One record is in memory at a time, whatever the archive's size.
//
// It is tolerant. What is cut short is given as far as it goes; a wrong length
// is mended where the next record can be found; behind a damaged stretch,
// reading goes on at the next record. All that could not be read is told as a
// *Damage. It does not join segmented records, look up revisits, or check
// digests.
package archive

import (
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Position is where a record begins: Offset bytes into the file and, where
// several records share a gzip member, which then begins at Offset, Inner
// bytes into what that member unpacks to.
type Position struct {
	Offset int64 `json:"offset"`
	Inner  int64 `json:"inner,omitempty"`
}

// String writes the position as "offset" or "offset+inner".
func (p Position) String() string {
	if p.Inner == 0 {
		return fmt.Sprint(p.Offset)
	}
	return fmt.Sprintf("%d+%d", p.Offset, p.Inner)
}

// Before tells whether p stands before q.
func (p Position) Before(q Position) bool {
	return p.Offset < q.Offset || p.Offset == q.Offset && p.Inner < q.Inner
}

// Record is what an archive holds of one answer.
type Record struct {
	At, Next    Position // where it begins, and where reading may go on behind it
	Type        string   // WARC-Type: response, resource or conversion; "response" in an ARC
	URI         string
	Date        time.Time // of the capture; zero where unknown
	ContentType string    // as the server said
	Status      int       // of HTTP, 0 where there was none
	Body        []byte    // without headers, chunks and content encodings
	TooLarge    bool      // Body is the first Options.MaxBody bytes of more
	Damage      string    // why Body may not be what the server sent, or ""
}

// Damage is a stretch of an archive that could not be read.
type Damage struct {
	At      Position
	Message string
}

// Error says where the damage is and what it is.
func (d *Damage) Error() string { return fmt.Sprintf("at offset %s: %s", d.At, d.Message) }

// Options bound what Read does. The zero value means the defaults.
type Options struct {
	Start   Position // a record's At or Next of an earlier run; default the file's beginning
	MaxBody int64    // bytes of one body that are kept, packed and unpacked; default 64 MiB
}

// Read gives the records of the archive in r that hold an answer; requests,
// metadata, revisits and the like are passed over. r stands at the file's
// beginning; where it is an io.Seeker, Start is sought, and damage is searched
// once more for records. Errors are *Damage, and reading goes on after them,
// or those of r, which end it.
func Read(r io.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if o.MaxBody <= 0 {
			o.MaxBody = 64 << 20
		}
		a := &reader{options: o, yield: yield}
		a.file.open(r)
		if err := a.file.seek(o.Start.Offset); err != nil {
			yield(Record{}, err)
			return
		}
		a.read()
		if err := a.file.failed; err != nil && !a.stopped {
			yield(Record{}, err)
		}
	}
}

// reader is one run through an archive.
type reader struct {
	options Options
	file    file
	zip     *gzip.Reader // of the member that is read; nil in a plain archive
	probe   gzip.Reader  // of what may be a member
	begin   [maxStart]byte
	yield   func(Record, error) bool
	stopped bool  // the caller has had enough
	arc     bool  // the last record was an ARC record
	again   int64 // bytes that were read more than once
}

// mayReadAgain tells whether n more bytes may be read a second time. It keeps
// the time linear in the archive's size, however it is damaged.
func (a *reader) mayReadAgain(n int64) bool {
	if a.again+n > 4*a.file.offset()+4*a.options.MaxBody {
		return false
	}
	a.again += n
	return true
}

func (a *reader) damaged(at Position, format string, args ...any) {
	if !a.stopped && !a.yield(Record{}, &Damage{at, fmt.Sprintf(format, args...)}) {
		a.stopped = true
	}
}

func (a *reader) read() {
	if isGzip(a.file.peek(3)) {
		a.members()
		return
	}
	s := newStream(&a.file, a.file.offset())
	a.records(s, func(offset int64) Position { return Position{Offset: offset} })
	if s.err != nil && s.err != io.EOF && a.file.failed == nil {
		a.file.failed = s.err
	}
}

// records reads records from s until it ends. place turns an offset of s into
// one of the archive.
func (a *reader) records(s *stream, place func(int64) Position) {
	for !a.stopped {
		s.blanks()
		start := s.offset
		if len(s.peek(1)) == 0 {
			return
		}
		kind := startOf(s.peek(maxStart))
		if kind == startNone {
			skipped, _ := s.until(a.next, 0)
			a.damaged(place(start), "%d bytes that belong to no record", skipped)
			continue
		}
		a.arc = kind == startARC
		a.record(s, place)
	}
}

// next finds the beginning of a record of the archive's kind in data.
func (a *reader) next(data []byte) int { return nextStart(data, a.arc) }
