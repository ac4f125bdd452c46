package archive

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b, 8}) }

// members reads a gzipped archive, member by member (RFC 1952, 2.2; ISO 28500,
// annex D).
func (a *reader) members() {
	a.zip = new(gzip.Reader)
	s := newStream(a.zip, 0)
	for !a.stopped && len(a.file.peek(1)) > 0 {
		start := a.file.offset()
		if !isGzip(a.file.peek(3)) {
			a.search(Position{Offset: start}, start, "what stands here is no gzip member")
			continue
		}
		if !a.nextMember() {
			a.search(Position{Offset: start}, start+1, "the gzip member has no header that can be read")
			continue
		}
		s.reset(a.zip, 0)
		a.member(s, start)
	}
}

// nextMember makes the gzip reader read the member that begins where the file
// stands.
func (a *reader) nextMember() bool {
	err := a.zip.Reset(a.file.buffer)
	a.zip.Multistream(false)
	return err == nil
}

// continues goes on with the next member where a record is longer than its
// own, as some writers begin a member after the answer's header.
func (a *reader) continues(s *stream) bool {
	if a.zip == nil || s.err != io.EOF {
		return false
	}
	data := a.file.peek(window)
	if !isGzip(data) || a.beginsRecord(data) || !a.nextMember() {
		return false
	}
	s.err = nil
	return true
}

// member reads the records of one gzip member.
func (a *reader) member(s *stream, start int64) {
	a.records(s, func(inner int64) Position {
		if inner > 0 && len(s.data) == 0 && s.err == io.EOF {
			return Position{Offset: a.file.offset()} // the next member
		}
		return Position{start, inner}
	})
	if a.stopped || s.err == io.EOF {
		return
	}
	why := "the gzip member is damaged"
	if errors.Is(s.err, gzip.ErrChecksum) {
		why = "the gzip member's checksum differs"
	}
	a.search(Position{Offset: start}, start+1, why)
}

// search goes to the next gzip member that begins with a record. It looks from
// an offset where it may go back to it, or else from where it stands.
func (a *reader) search(member Position, from int64, why string) {
	if here := a.file.offset(); from < here && a.file.canSeek() && a.mayReadAgain(here-from) {
		if a.file.seek(from) != nil {
			return
		}
	}
	for {
		data := a.file.peek(window)
		at := bytes.Index(data, []byte{0x1f, 0x8b, 8})
		switch {
		case at > 0:
		case at == 0 && a.beginsRecord(data):
			a.damaged(member, "%s; reading goes on at offset %d", why, a.file.offset())
			return
		case at == 0:
			at = 1
		case len(data) < window:
			a.file.buffer.Discard(len(data))
			a.damaged(member, "%s; no record follows", why)
			return
		default:
			at = len(data) - 2 // the last two bytes may begin one
		}
		a.file.buffer.Discard(at)
	}
}

// beginsRecord tells whether a gzip member unpacks to the beginning of a
// record.
func (a *reader) beginsRecord(data []byte) bool {
	if len(data) < 10 || data[3]&0xe0 != 0 || a.probe.Reset(bytes.NewReader(data)) != nil {
		return false
	}
	n, _ := io.ReadFull(&a.probe, a.begin[:]) // of the first window, so it may well end early
	return startOf(bytes.TrimLeft(a.begin[:n], "\r\n")) != startNone
}
