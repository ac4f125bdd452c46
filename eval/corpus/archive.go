package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"strconv"
	"strings"
)

// maxPayload is how many bytes of a payload are kept.
const maxPayload = 64 << 20

// Payload is one web page, or whatever else a server answered with, from a web
// archive.
type Payload struct {
	URI         string
	ContentType string // as the server said
	Status      int    // HTTP status, 0 where there was no HTTP
	Body        []byte
}

// Archive reads the payloads of a WARC or ARC file, gzipped or not: HTTP
// answers without their headers, and resources. It serves to feed foreign
// bytes to the reader, so it is tolerant: a payload that is cut short, or whose
// chunks or compression are broken, is given as far as it goes. What follows a
// damaged record cannot be found again: the error that says so comes last.
func Archive(r io.Reader) iter.Seq2[Payload, error] {
	return func(yield func(Payload, error) bool) {
		b := bufio.NewReaderSize(r, 1<<16)
		for n := 1; ; n++ {
			p, keep, err := record(b)
			if keep && !yield(p, nil) {
				return
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Payload{}, fmt.Errorf("record %d: %w", n, err))
				return
			}
		}
	}
}

// record reads one record; keep says that it holds a payload. A record may be
// kept and an error given, where it is cut short.
func record(b *bufio.Reader) (p Payload, keep bool, err error) {
	first := ""
	for first == "" {
		if first, err = shortLine(b); err != nil {
			if errors.Is(err, io.EOF) && first == "" {
				err = io.EOF
			}
			return p, false, err
		}
	}
	if strings.HasPrefix(first, "WARC/") {
		return warcRecord(b)
	}
	return arcRecord(b, first)
}

// warcRecord reads the rest of a record whose version line has been read.
func warcRecord(b *bufio.Reader) (p Payload, keep bool, err error) {
	header, err := headers(b)
	if err != nil {
		return p, false, err
	}
	size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return p, false, fmt.Errorf("Content-Length %q is no size", header.Get("Content-Length"))
	}
	p.URI = strings.Trim(header.Get("Warc-Target-Uri"), "<>")
	data, err := block(b, size)
	switch kind := strings.ToLower(header.Get("Warc-Type")); {
	case kind == "response" && strings.HasPrefix(string(data[:min(len(data), 5)]), "HTTP/"):
		p.answer(data)
		return p, true, err
	case kind == "response", kind == "resource", kind == "conversion":
		p.ContentType, p.Body = header.Get("Content-Type"), data
		return p, true, err
	}
	return p, false, err
}

// arcRecord reads a record from its first line: address, IP, date, type, size;
// the address may hold spaces.
func arcRecord(b *bufio.Reader, first string) (p Payload, keep bool, err error) {
	fields := strings.Fields(first)
	if len(fields) < 5 {
		return p, false, fmt.Errorf("%.60q begins neither a WARC nor an ARC record", first)
	}
	size, err := strconv.ParseInt(fields[len(fields)-1], 10, 64)
	if err != nil || size < 0 {
		return p, false, fmt.Errorf("%.60q ends with no size", first)
	}
	data, err := block(b, size)
	if strings.HasPrefix(first, "filedesc:") {
		return p, false, err
	}
	p.URI = strings.Join(fields[:len(fields)-4], " ")
	if bytes.HasPrefix(data, []byte("HTTP/")) {
		p.answer(data)
	} else {
		p.ContentType, p.Body = fields[len(fields)-2], data
	}
	return p, true, err
}

// block reads size bytes, as many as there are, and keeps maxPayload of them.
func block(b *bufio.Reader, size int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(b, min(size, maxPayload)))
	if err == nil && size > maxPayload {
		if _, err = io.CopyN(io.Discard, b, size-maxPayload); err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	}
	if err == nil && int64(len(data)) < min(size, maxPayload) {
		err = io.ErrUnexpectedEOF
	}
	return data, err
}

// answer parts an HTTP answer into headers and body and undoes its encodings.
func (p *Payload) answer(data []byte) {
	b := bufio.NewReader(bytes.NewReader(data))
	p.Body = data
	status, err := shortLine(b)
	if err != nil {
		return
	}
	if words := strings.Fields(status); len(words) > 1 {
		p.Status, _ = strconv.Atoi(words[1]) // 0 where it is none
	}
	header, err := headers(b)
	if err != nil {
		return
	}
	p.ContentType = header.Get("Content-Type")
	p.Body, _ = io.ReadAll(b) // of memory, never fails
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		p.Body = dechunk(p.Body)
	}
	switch strings.ToLower(header.Get("Content-Encoding")) {
	case "gzip", "x-gzip":
		if z, err := gzip.NewReader(bytes.NewReader(p.Body)); err == nil {
			p.Body = asMuch(z)
		}
	case "deflate":
		if z, err := zlib.NewReader(bytes.NewReader(p.Body)); err == nil {
			p.Body = asMuch(z)
		}
	}
}

// asMuch reads what can be read, up to maxPayload.
func asMuch(r io.Reader) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, maxPayload)) // what follows the damage is lost
	return data
}

// dechunk joins HTTP chunks; where they are broken, what is left stands as it
// is.
func dechunk(in []byte) []byte {
	var out []byte
	for rest := in; ; {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		digits, _, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 64)])), ";")
		size, err := strconv.ParseUint(digits, 16, 31)
		if !found || err != nil || size > uint64(len(after)) {
			return append(out, rest...)
		}
		if size == 0 {
			return out
		}
		out = append(out, after[:size]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[size:], []byte("\r")), []byte("\n"))
	}
}

// headers reads "Name: value" lines up to a blank one, at most a thousand.
// Lines that are none are passed over.
func headers(b *bufio.Reader) (textproto.MIMEHeader, error) {
	out := textproto.MIMEHeader{}
	for range 1000 {
		line, err := shortLine(b)
		if err != nil {
			return out, err
		}
		if line == "" {
			return out, nil
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			out.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return out, errors.New("more than 1000 header lines")
}

// shortLine reads a line of at most 64 KiB without its end.
func shortLine(b *bufio.Reader) (string, error) {
	line, err := b.ReadSlice('\n')
	text := strings.TrimRight(string(line), "\r\n")
	if err == io.EOF && text != "" {
		err = io.ErrUnexpectedEOF
	}
	return text, err
}
