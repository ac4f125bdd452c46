package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/onrecord/onrecord"
)

// lines writes JSON values, one a line: the frame of every format that has
// one JSON document for each article or statement. In JSON, strings hold no
// raw line ends, so that a value is one line whatever its text is.
type lines struct {
	out  *bufio.Writer
	json *json.Encoder
	each func(r *onrecord.Record, put func(any) error) (omitted int, err error)
}

// newLines makes a writer that calls each for every record; what each puts
// becomes a line. escape writes <, > and & as escapes, which lets the value
// stand in a web page's script element.
func newLines(w io.Writer, escape bool, each func(*onrecord.Record, func(any) error) (int, error)) *lines {
	l := &lines{out: bufio.NewWriterSize(w, 1<<16), each: each}
	l.json = json.NewEncoder(l.out)
	l.json.SetEscapeHTML(escape)
	return l
}

func (l *lines) Write(record *onrecord.Record) (int, error) { return l.each(record, l.json.Encode) }

func (l *lines) Close() error { return l.out.Flush() }
