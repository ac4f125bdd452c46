// Package warcfile writes web archives for tests: WARC 1.1 records (ISO
// 28500), plain or in a gzip member each. It checks nothing, so that it can
// write archives that are wrong.
package warcfile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"time"
)

// Writer writes records to a file.
type Writer struct {
	out  io.Writer
	zips bool
}

// New makes a Writer that writes each record as a gzip member of its own, or
// all of them plain.
func New(out io.Writer, zips bool) *Writer { return &Writer{out, zips} }

// Page writes a response record with an HTTP answer of status 200.
func (w *Writer) Page(uri string, at time.Time, contentType string, body []byte) error {
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", contentType, len(body))
	return w.Record("response", uri, at, append([]byte(head), body...))
}

// Record writes a record of any type.
func (w *Writer) Record(kind, uri string, at time.Time, block []byte) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n", kind, uri, at.UTC().Format(time.RFC3339))
	fmt.Fprintf(&b, "Content-Type: application/http; msgtype=%s\r\nContent-Length: %d\r\n\r\n", kind, len(block))
	b.Write(block)
	b.WriteString("\r\n\r\n")
	return w.write(b.Bytes())
}

func (w *Writer) write(record []byte) error {
	if !w.zips {
		_, err := w.out.Write(record)
		return err
	}
	z := gzip.NewWriter(w.out)
	if _, err := z.Write(record); err != nil {
		return err
	}
	return z.Close()
}
