package archive

import (
	"bytes"
	"errors"
	"fmt"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// maxHeaders is how many header lines a record or an answer may have.
const maxHeaders = 1000

// block is a record with the bytes that stand under its header.
type block struct {
	Record
	size    int64 // as the header says; -1 where it says none
	data    []byte
	skipped bool // it holds no answer
}

// record reads one record, which begins at s, and yields it.
func (a *reader) record(s *stream, place func(int64) Position) {
	at := place(s.offset)
	b, err := a.header(s)
	if err != nil {
		s.until(a.next, 0)
		a.damaged(at, "%v", err)
		return
	}
	b.At = at
	cut := a.content(s, &b)
	s.blanks()
	s.peek(1) // so that the end of a gzip member is reached, and its sum checked
	b.Next = place(s.offset)
	if !at.Before(a.options.Start) {
		a.give(s, &b, cut)
	}
}

// give yields a record, and then that it is cut short.
func (a *reader) give(s *stream, b *block, cut bool) {
	if !b.skipped && !a.stopped {
		b.fill(a.options.MaxBody)
		if !a.yield(b.Record, nil) {
			a.stopped = true
		}
	}
	switch {
	case cut:
		a.damaged(b.At, "it ends within the record, whose length should be %d", b.size)
	case b.skipped && b.Damage != "":
		a.damaged(b.At, "%s", b.Damage)
	}
}

// content reads a record's block. Where its length proves wrong, the block
// ends where the next record begins. cut says that nothing follows.
func (a *reader) content(s *stream, b *block) (cut bool) {
	keep := a.options.MaxBody + window // with room for an answer's headers
	start := s.offset
	var taken int64
	b.data, taken = s.block(b.size, keep)
	for taken < b.size && a.continues(s) {
		more, n := s.block(b.size-taken, keep-int64(len(b.data)))
		b.data, taken = append(b.data, more...), taken+n
	}
	cut = taken < b.size
	if !cut && a.endsHere(s, b.size) {
		b.TooLarge = taken > keep
		return false
	}
	whole := taken == int64(len(b.data))
	if at := a.next(b.data); at >= 0 && whole && a.mayReadAgain(taken-int64(at)) {
		s.unread(b.data[at:])
		b.data = bytes.TrimRight(b.data[:at], "\r\n")
		b.Damage = fmt.Sprintf("the length should be %d, but a record begins %d bytes on", b.size, at)
		return false
	}
	if cut && !whole && a.rewind(s, start, taken) {
		taken, b.data = s.until(a.next, keep)
		b.TooLarge = taken > keep
		b.Damage = fmt.Sprintf("the length should be %d, but is %d", b.size, taken)
		return len(s.peek(1)) == 0
	}
	if cut {
		b.Damage = fmt.Sprintf("cut short: %d bytes of %d", taken, b.size)
		return true
	}
	more, tail := s.until(a.next, keep-int64(len(b.data)))
	b.data = bytes.TrimRight(append(b.data, tail...), "\r\n")
	b.TooLarge = taken+more > keep
	b.Damage = fmt.Sprintf("the length should be %d, but %d bytes come before the next record", b.size, taken+more)
	if b.size < 0 {
		b.Damage = fmt.Sprintf("its length is no number; %d bytes come before the next record", more)
	}
	return false
}

// endsHere tells whether a block of this size may well end where s stands:
// before a record, the end, or the two line ends of ISO 28500.
func (a *reader) endsHere(s *stream, size int64) bool {
	rest := s.peek(maxStart)
	if size < 0 {
		return false
	}
	if !a.arc && bytes.HasPrefix(rest, []byte("\r\n\r\n")) {
		return true
	}
	rest = bytes.TrimLeft(rest, "\r\n")
	return len(rest) == 0 || startOf(rest) != startNone
}

// rewind goes back to an offset of a plain archive that can be sought in.
func (a *reader) rewind(s *stream, offset, again int64) bool {
	if s.in != &a.file || !a.file.canSeek() || !a.mayReadAgain(again) {
		return false
	}
	if a.file.seek(offset) != nil {
		return false
	}
	s.reset(&a.file, offset)
	return true
}

// header reads what stands before a record's block.
func (a *reader) header(s *stream) (b block, err error) {
	line, _ := s.line()
	b.Type = "response"
	if h, ok := arcLine(line); ok {
		b.URI, b.ContentType, b.Date, b.size = h.uri, h.kind, h.date, h.size
		b.skipped = strings.HasPrefix(h.uri, "filedesc:") || strings.HasPrefix(h.uri, "dns:")
		return b, nil
	}
	fields, err := headers(s)
	if err != nil {
		return b, err
	}
	b.URI = strings.Trim(fields.Get("Warc-Target-Uri"), "<>")
	b.Date, _ = time.Parse(time.RFC3339, fields.Get("Warc-Date")) // zero where it is none
	b.ContentType = fields.Get("Content-Type")
	b.Type = strings.ToLower(fields.Get("Warc-Type"))
	b.size, err = strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || b.size < 0 {
		b.size = -1
	}
	answers := b.Type == "response" || b.Type == "resource" || b.Type == "conversion"
	b.skipped = !answers || strings.HasPrefix(b.URI, "dns:") || strings.HasPrefix(b.URI, "whois:")
	if why := fields.Get("Warc-Truncated"); why != "" {
		b.Damage = "the crawler cut it: " + why
	}
	if fields.Get("Warc-Segment-Number") != "" {
		b.Damage = "the first segment of more"
	}
	return b, nil
}

// headers reads "Name: value" lines up to a blank one. A line that begins with
// white space goes on with the value before it; others that are no headers are
// passed over.
func headers(s *stream) (textproto.MIMEHeader, error) {
	out := textproto.MIMEHeader{}
	last := ""
	for range maxHeaders {
		line, ok := s.line()
		if len(line) == 0 {
			return out, nil
		}
		if !ok {
			return out, errors.New("it ends, or a line is too long, within a record's header")
		}
		text := string(line)
		name, value, found := strings.Cut(text, ":")
		switch {
		case text[0] == ' ' || text[0] == '\t':
			if values := out[last]; len(values) > 0 {
				values[len(values)-1] = strings.TrimSpace(values[len(values)-1] + " " + strings.TrimSpace(text))
			}
		case found:
			last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
			out[last] = append(out[last], strings.TrimSpace(value))
		}
	}
	return out, fmt.Errorf("more than %d header lines", maxHeaders)
}
