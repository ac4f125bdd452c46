package archive

import (
	"bytes"
	"strconv"
	"time"
)

// maxStart is how many bytes are looked at to tell whether a record begins.
const maxStart = 8 << 10

// start is what begins at a place.
type start int

const (
	startNone start = iota
	startWARC
	startARC
)

// startOf tells what data begins with.
func startOf(data []byte) start {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	switch {
	case isVersion(line):
		return startWARC
	case isARCLine(line):
		return startARC
	}
	return startNone
}

// isVersion tells whether a line is WARC's version line, "WARC/1.1".
func isVersion(line []byte) bool {
	number, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r\n "), []byte("WARC/"))
	return ok && len(number) >= 3 && len(number) < 8 && isDigit(number[0]) && bytes.Trim(number, "0123456789.") == nil
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isARCLine(line []byte) bool {
	_, ok := arcLine(line)
	return ok
}

// arcHeader is the first line of an ARC record.
type arcHeader struct {
	uri, kind string
	date      time.Time
	size      int64 // -1 where the line has none that is a size
}

// arcLine reads the first line of an ARC record: address, IP, date, type,
// size, with more fields before the size in version 2. The address may hold
// spaces. A line is one where an address with a scheme comes first and a date
// of 14 digits (of 8 to 20 in broken ones) third or later.
func arcLine(line []byte) (h arcHeader, ok bool) {
	if len(line) < 20 || len(line) >= maxStart || !hasScheme(line) {
		return h, false
	}
	fields := bytes.Fields(line)
	for i := 2; i < len(fields)-1; i++ {
		if n := len(fields[i]); n < 8 || n > 20 || len(bytes.Trim(fields[i], "0123456789")) > 0 {
			continue
		}
		h.uri = string(bytes.Join(fields[:i-1], []byte(" ")))
		h.kind = string(fields[i+1])
		h.date, _ = time.Parse("20060102150405", string(fields[i])) // zero where it is none
		size, err := strconv.ParseInt(string(fields[len(fields)-1]), 10, 64)
		if err != nil || size < 0 {
			size = -1
		}
		h.size = size
		return h, true
	}
	return h, false
}

// hasScheme tells whether a line begins with letters and a colon (RFC 3986).
func hasScheme(line []byte) bool {
	at := bytes.IndexByte(line[:min(len(line), 32)], ':')
	if at < 2 {
		return false
	}
	for _, b := range line[:at] {
		if (b|0x20 < 'a' || b|0x20 > 'z') && !isDigit(b) && b != '+' && b != '-' && b != '.' {
			return false
		}
	}
	return true
}

// nextStart finds the first line in data, after the first, that begins a
// record, or gives -1. Only an ARC's lines are searched for ARC records.
func nextStart(data []byte, arc bool) int {
	if arc {
		return nextLine(data, isARCLine)
	}
	for from := 0; ; {
		at := bytes.Index(data[from:], []byte("\nWARC/"))
		if at < 0 {
			return -1
		}
		from += at + 1
		line, _, _ := bytes.Cut(data[from:min(len(data), from+32)], []byte("\n"))
		if isVersion(line) {
			return from
		}
	}
}

// nextLine finds the first line after the first of which is holds.
func nextLine(data []byte, is func([]byte) bool) int {
	for from := 0; ; {
		at := bytes.IndexByte(data[from:], '\n')
		if at < 0 {
			return -1
		}
		from += at + 1
		line, _, ended := bytes.Cut(data[from:min(len(data), from+maxStart)], []byte("\n"))
		if ended && is(line) {
			return from
		}
	}
}
