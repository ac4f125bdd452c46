package export

import (
	"bufio"
	"fmt"
	"io"
)

// objects splits a stream into the JSON objects that stand in it behind one
// another, without parsing them: it counts brackets outside strings.
type objects struct {
	in      *bufio.Reader
	line    int // of the next byte, from 1
	longest int
}

func newObjects(r io.Reader, longest int) *objects {
	o := &objects{in: bufio.NewReaderSize(r, 1<<16), line: 1, longest: longest}
	skipMark(o.in)
	return o
}

// next gives the next object's bytes and the line it starts on, or io.EOF.
// Any other error ends the stream.
func (o *objects) next() (line int, data []byte, err error) {
	first, err := o.skipSpace()
	if err != nil {
		return 0, nil, err
	}
	if first != '{' {
		return 0, nil, &LineError{o.line, fmt.Errorf("a JSON object was expected, not %q", first)}
	}
	line = o.line
	data = append(data, first)
	depth, inString, escaped := 1, false, false
	for depth > 0 {
		c, err := o.in.ReadByte()
		if err == io.EOF {
			return 0, nil, &LineError{line, fmt.Errorf("the JSON object that starts here does not end")}
		}
		if err != nil {
			return 0, nil, err
		}
		if data = append(data, c); len(data) > o.longest {
			return 0, nil, &LineError{line, fmt.Errorf("the JSON object that starts here is longer than %d bytes", o.longest)}
		}
		switch {
		case c == '\n':
			o.line++
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	return line, data, nil
}

// skipSpace reads the first byte that is no white space.
func (o *objects) skipSpace() (byte, error) {
	for {
		c, err := o.in.ReadByte()
		if err != nil {
			return 0, err
		}
		switch c {
		case '\n':
			o.line++
		case ' ', '\t', '\r':
		default:
			return c, nil
		}
	}
}
