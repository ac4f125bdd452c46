package fetch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch/archive"
)

// archive gives the pages of a web archive. Answers that are no pages, such as
// errors and pictures, are failures, as they would be if they were fetched;
// stretches that cannot be read are failures of the archive with their offset.
func (r *run) archive(path string, origin Origin, start archive.Position, in io.Reader) {
	for record, err := range archive.Read(in, archive.Options{Start: start, MaxBody: r.opts.MaxBytes}) {
		at := origin
		at.Part, at.Next = record.At.String(), record.Next
		if err != nil {
			if !r.damaged(path, origin, err) {
				return
			}
			continue
		}
		if why := r.unfit(record); why != nil {
			why.Message = fmt.Sprintf("%s at offset %s: %s", path, record.At, why.Message)
			if !r.failed(at, why) {
				return
			}
			continue
		}
		page := onrecord.Page{URL: record.URI, FetchedAt: record.Date, ContentType: record.ContentType, Body: record.Body}
		if !r.give(Item{Origin: at, Page: page, Damage: record.Damage}) {
			return
		}
	}
}

// damaged tells of a stretch that could not be read.
func (r *run) damaged(path string, at Origin, err error) bool {
	var damage *archive.Damage
	if errors.As(err, &damage) {
		at.Part, at.Next = damage.At.String(), damage.At
	}
	return r.failed(at, failure(path, onrecord.ReasonBadInput, err.Error()))
}

// unfit is why a record holds no page, or nil.
func (r *run) unfit(record archive.Record) *onrecord.Failure {
	fail := func(reason onrecord.Reason, format string, args ...any) *onrecord.Failure {
		return &onrecord.Failure{URL: record.URI, Stage: "fetch", Reason: reason, Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case record.Status == http.StatusNotFound, record.Status == http.StatusGone:
		return fail(onrecord.ReasonNotFound, "the server had answered %d", record.Status)
	case record.Status == http.StatusUnauthorized, record.Status == http.StatusForbidden, record.Status == http.StatusUnavailableForLegalReasons:
		return fail(onrecord.ReasonForbidden, "the server had answered %d", record.Status)
	case record.Status != 0 && record.Status != http.StatusOK:
		return fail(onrecord.ReasonHTTP, "the server had answered %d", record.Status)
	case !mayBePage(record.ContentType):
		return fail(onrecord.ReasonNotText, "the server had said that it is %.100q", record.ContentType)
	case record.TooLarge:
		return fail(onrecord.ReasonTooLarge, "more than %d bytes", r.opts.MaxBytes)
	case len(bytes.TrimSpace(record.Body)) == 0:
		message := "no bytes"
		if record.Damage != "" {
			message = record.Damage
		}
		return fail(onrecord.ReasonEmpty, "%s", message)
	}
	return nil
}

// lines gives the pages of a JSONL file, as `read --jsonl` takes them, plain or
// gzipped; offsets are of what is unpacked.
func (r *run) lines(path string, origin Origin, start int64, in io.Reader) {
	count := &counting{in: in}
	b := bufio.NewReaderSize(count, 1<<16)
	if head, _ := b.Peek(3); isGzip(head) {
		z, err := gzip.NewReader(b)
		if err != nil {
			r.fail(path, onrecord.ReasonBadInput, err.Error())
			return
		}
		r.packed = func() int64 { return count.n }
		defer func() { r.packed = nil }()
		in, b = z, bufio.NewReaderSize(z, 1<<16)
	}
	if err := skip(b, in, start); err != nil {
		r.fail(path, onrecord.ReasonBadInput, fmt.Sprintf("going to offset %d: %v", start, err))
		return
	}
	for offset := start; ; {
		line, size, err := readLine(b, 2*r.opts.MaxBytes+1<<16)
		at := origin
		at.Part, at.Next = fmt.Sprint(offset), archive.Position{Offset: offset + size}
		if len(bytes.TrimSpace(line)) > 0 && !r.line(path, at, line, size > int64(len(line))) {
			return
		}
		offset += size
		if err == io.EOF {
			return
		}
		if err != nil {
			r.fail(path, onrecord.ReasonBadInput, fmt.Sprintf("at offset %d: %v", offset, err))
			return
		}
	}
}

// counting counts what is read.
type counting struct {
	in io.Reader
	n  int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// skip goes to an offset, with a jump where in, which b reads, can do it.
func skip(b *bufio.Reader, in io.Reader, offset int64) error {
	if s, ok := in.(io.Seeker); ok && offset > 0 {
		_, err := s.Seek(offset, io.SeekStart)
		b.Reset(in)
		return err
	}
	_, err := io.CopyN(io.Discard, b, offset)
	return err
}

// readLine reads a line that ends in \n alone; of one over the limit, no more
// than its beginning is kept. size is how long it is.
func readLine(b *bufio.Reader, limit int64) (line []byte, size int64, err error) {
	for {
		part, err := b.ReadSlice('\n')
		if size += int64(len(part)); size <= limit {
			line = append(line, part...)
		} else {
			line = line[:min(len(line), 1<<10)]
		}
		if err != bufio.ErrBufferFull {
			return line, size, err
		}
	}
}

// line gives the page of one line, which may be cut.
func (r *run) line(path string, at Origin, line []byte, cut bool) bool {
	var in onrecord.PageLine
	fail := func(reason onrecord.Reason, message string) bool {
		return r.failed(at, &onrecord.Failure{ID: in.ID, URL: in.URL, Stage: "input", Reason: reason,
			Message: fmt.Sprintf("%s at offset %s: %s", path, at.Part, message)})
	}
	if cut {
		return fail(onrecord.ReasonTooLarge, "the line is too long")
	}
	err := json.Unmarshal(line, &in)
	var page onrecord.Page
	if err == nil {
		page, err = in.Page()
	}
	switch {
	case err != nil:
		return fail(onrecord.ReasonBadInput, err.Error())
	case int64(len(page.Body)) > r.opts.MaxBytes:
		return fail(onrecord.ReasonTooLarge, fmt.Sprintf("more than %d bytes", r.opts.MaxBytes))
	}
	return r.give(Item{Origin: at, Page: page})
}
