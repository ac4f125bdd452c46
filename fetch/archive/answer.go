package archive

import (
	"bytes"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// maxEncodings is how many content encodings of one body are undone.
const maxEncodings = 3

// fill makes the record's body out of its block, of which at most limit bytes
// are kept.
func (b *block) fill(limit int64) {
	b.Body = b.data
	if bytes.HasPrefix(b.data, []byte("HTTP/")) {
		b.answer(limit)
	}
	if int64(len(b.Body)) > limit {
		b.Body, b.TooLarge = b.Body[:limit], true
	}
	b.data = nil
}

// answer parts an HTTP answer (RFC 9112) into headers and body and undoes the
// encodings of the body.
func (b *block) answer(limit int64) {
	status, header, body, ok := parted(b.data)
	if !ok {
		b.harmed("the HTTP header does not end")
		return
	}
	if words := strings.Fields(status); len(words) > 1 {
		b.Status, _ = strconv.Atoi(words[1]) // 0 where it is none
	}
	b.ContentType = header.Get("Content-Type")
	b.Body = body
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		var whole bool
		if b.Body, whole = dechunk(body); !whole {
			b.harmed("its chunks break off")
		}
	}
	b.decode(strings.Join(header.Values("Content-Encoding"), ","), limit)
}

// harmed notes damage, the first of which counts.
func (b *block) harmed(why string) {
	if b.Damage == "" {
		b.Damage = why
	}
}

// parted cuts an answer into status line, header and body.
func parted(data []byte) (status string, header textproto.MIMEHeader, body []byte, ok bool) {
	s := newStream(bytes.NewReader(data), 0)
	line, ok := s.line()
	status = string(line)
	if !ok {
		return status, nil, nil, false
	}
	header, err := headers(s)
	if err != nil {
		return status, nil, nil, false
	}
	return status, header, data[s.offset:], true
}

// decode undoes content encodings (RFC 9110, 8.4), the last one first. A body
// that does not begin as its encoding does was stored without it.
func (b *block) decode(encodings string, limit int64) {
	names := strings.FieldsFunc(strings.ToLower(encodings), func(r rune) bool { return r == ',' || r == ' ' })
	for i := len(names) - 1; i >= max(0, len(names)-maxEncodings); i-- {
		r := unpacker(names[i], b.Body)
		if r == nil {
			continue
		}
		out, err := io.ReadAll(io.LimitReader(r, limit+1))
		if err != nil && (len(out) == 0 || !isGzip(b.Body) && len(out) < len(b.Body)/2) {
			continue // stored as it was before it was encoded, or lost
		}
		if err != nil {
			b.harmed(fmt.Sprintf("its %s encoding is damaged", names[i]))
		}
		b.Body = out
	}
}

// unpacker undoes one encoding, or is nil where it is none that body has.
func unpacker(name string, body []byte) io.Reader {
	in := bytes.NewReader(body)
	switch name {
	case "gzip", "x-gzip":
		if z, err := gzip.NewReader(in); err == nil {
			return z
		}
	case "deflate": // zlib by the RFC, bare deflate by custom
		if z, err := zlib.NewReader(in); err == nil {
			return z
		}
		return flate.NewReader(bytes.NewReader(body))
	case "br":
		return brotli.NewReader(in)
	}
	return nil
}

// dechunk joins HTTP chunks (RFC 9112, 7.1). Where they are broken, what is
// left stands as it is; whole says that they were not, or that there were none
// to begin with.
func dechunk(in []byte) (out []byte, whole bool) {
	for rest := in; ; {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		digits, _, _ := strings.Cut(string(line[:min(len(line), 64)]), ";")
		size, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
		switch {
		case !found || err != nil:
			return append(out, rest...), len(rest) == len(in)
		case size > uint64(len(after)):
			return append(out, after...), false
		case size == 0:
			return out, true
		}
		out = append(out, after[:size]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[size:], []byte("\r")), []byte("\n"))
	}
}
