package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// window is how many bytes are read at once and can be looked ahead.
const window = 64 << 10

// file is the archive's bytes with a count of them.
type file struct {
	in     io.Reader
	buffer *bufio.Reader
	count  int64 // bytes taken from in
	failed error // what in failed with, other than io.EOF
}

func (f *file) open(r io.Reader) {
	f.in = r
	f.buffer = bufio.NewReaderSize(counted{f}, 2*window)
}

// counted is the file below its buffer.
type counted struct{ *file }

func (c counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.count += int64(n)
	if err != nil && err != io.EOF {
		c.failed = err
	}
	return n, err
}

// Read reads through the buffer.
func (f *file) Read(p []byte) (int, error) { return f.buffer.Read(p) }

// offset is where the next byte stands in the archive.
func (f *file) offset() int64 { return f.count - int64(f.buffer.Buffered()) }

// peek gives up to n bytes without taking them.
func (f *file) peek(n int) []byte {
	data, _ := f.buffer.Peek(n) // what is wrong shows when they are taken
	return data
}

// canSeek tells whether bytes can be read again.
func (f *file) canSeek() bool {
	_, ok := f.in.(io.Seeker)
	return ok
}

// seek goes to an offset, by reading where it cannot jump.
func (f *file) seek(offset int64) error {
	if offset == f.offset() {
		return nil
	}
	if s, ok := f.in.(io.Seeker); ok {
		if _, err := s.Seek(offset, io.SeekStart); err != nil {
			return fmt.Errorf("seeking to %d: %w", offset, err)
		}
		f.buffer.Reset(counted{f})
		f.count = offset
		return nil
	}
	if _, err := io.CopyN(io.Discard, f.buffer, offset-f.offset()); err != nil {
		return fmt.Errorf("going to offset %d: %w", offset, err)
	}
	return nil
}

// stream reads with a look ahead, and takes bytes back.
type stream struct {
	in     io.Reader
	data   []byte // read from in, not taken yet
	memory []byte // what data lies in
	offset int64  // of the next byte
	err    error  // why in gave no more
}

func newStream(in io.Reader, offset int64) *stream {
	return &stream{in: in, memory: make([]byte, 2*window), offset: offset}
}

// reset makes the stream read from another reader, or place.
func (s *stream) reset(in io.Reader, offset int64) {
	s.in, s.data, s.offset, s.err = in, nil, offset, nil
	if len(s.memory) != 2*window {
		s.memory = make([]byte, 2*window)
	}
}

// peek gives n bytes, at most window, or fewer where the input ends.
func (s *stream) peek(n int) []byte {
	for empty := 0; len(s.data) < n && s.err == nil; {
		if len(s.data) == 0 && len(s.memory) != 2*window {
			s.memory = make([]byte, 2*window)
		}
		kept := copy(s.memory, s.data)
		var got int
		got, s.err = s.in.Read(s.memory[kept:])
		s.data = s.memory[:kept+got]
		if empty++; got > 0 {
			empty = 0
		} else if empty > 100 && s.err == nil {
			s.err = io.ErrNoProgress
		}
	}
	return s.data[:min(n, len(s.data))]
}

func (s *stream) take(n int) {
	s.data = s.data[n:]
	s.offset += int64(n)
}

// unread puts bytes back that were taken last.
func (s *stream) unread(data []byte) {
	joined := make([]byte, max(len(data)+len(s.data)+window, 2*window))
	n := copy(joined, data)
	n += copy(joined[n:], s.data)
	s.memory, s.data = joined, joined[:n]
	s.offset -= int64(len(data))
}

// blanks takes line ends.
func (s *stream) blanks() {
	for {
		data := s.peek(1)
		if len(data) == 0 || data[0] != '\r' && data[0] != '\n' {
			return
		}
		rest := bytes.TrimLeft(s.data, "\r\n")
		s.take(len(s.data) - len(rest))
	}
}

// line takes a line of at most window bytes and gives it without its end; ok
// says that it had one.
func (s *stream) line() (line []byte, ok bool) {
	data := s.data[:min(len(s.data), window)]
	at := bytes.IndexByte(data, '\n')
	if at < 0 {
		data = s.peek(window)
		at = bytes.IndexByte(data, '\n')
	}
	if at < 0 {
		s.take(len(data))
		return data, false
	}
	s.take(at + 1)
	return bytes.TrimRight(data[:at], "\r"), true
}

// block takes size bytes, or as many as there are, and keeps the first keep of
// them. taken says how many there were.
func (s *stream) block(size, keep int64) (data []byte, taken int64) {
	keep = min(size, keep)
	for taken < size && len(s.peek(1)) > 0 {
		n := int(min(int64(len(s.data)), size-taken))
		if taken < keep {
			if data == nil {
				data = make([]byte, 0, min(keep, 1<<20))
			}
			data = append(data, s.data[:min(int64(n), keep-taken)]...)
		}
		s.take(n)
		taken += int64(n)
	}
	return data, taken
}

// until takes bytes up to where find, which is shown windows, finds what it
// looks for, and keeps the first keep of them.
func (s *stream) until(find func([]byte) int, keep int64) (taken int64, data []byte) {
	for {
		shown := s.peek(window)
		if len(shown) == 0 {
			return taken, data
		}
		at := find(shown)
		step := at
		if at < 0 {
			step = len(shown)
			if len(shown) == window { // what is looked for may begin near the end
				step -= maxStart
			}
		}
		if room := keep - taken; room > 0 {
			data = append(data, shown[:min(int64(step), room)]...)
		}
		s.take(step)
		taken += int64(step)
		if at >= 0 {
			return taken, data
		}
	}
}
