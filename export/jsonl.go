package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/onrecord/onrecord"
)

// MaxLine is the longest line of JSON Lines that is read, in bytes.
const MaxLine = 256 << 20

// newJSONL writes records in their published JSON form, one a line. Reading
// them with ReadJSONL and writing them again gives the same bytes.
func newJSONL(w io.Writer) Writer { return jsonlWriter{bufio.NewWriterSize(w, 1<<16)} }

type jsonlWriter struct{ out *bufio.Writer }

func (j jsonlWriter) Write(record *onrecord.Record) (int, error) {
	data, err := record.MarshalJSON()
	if err != nil {
		return 0, err
	}
	_, err = j.out.Write(append(data, '\n'))
	return 0, err
}

func (j jsonlWriter) Close() error { return j.out.Flush() }

// ReadJSONL gives the records of a JSON Lines stream as newJSONL and `onrecord
// read --jsonl` write it. A line that is no record becomes a *LineError and
// reading goes on; a line that says why a page could not be read becomes a
// *LineError that holds its *onrecord.Failure. Lines over MaxLine are passed
// over without being held. Blank lines and a byte order mark are ignored.
func ReadJSONL(r io.Reader) iter.Seq2[onrecord.Record, error] { return readJSONL(r, MaxLine) }

func readJSONL(r io.Reader, longest int) iter.Seq2[onrecord.Record, error] {
	return func(yield func(onrecord.Record, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		skipMark(in)
		for number := 1; ; number++ {
			line, tooLong, err := readLine(in, longest)
			if err != nil && err != io.EOF {
				yield(onrecord.Record{}, err)
				return
			}
			if line = bytes.TrimSpace(line); len(line) > 0 {
				record, wrong := parseRecord(line, tooLong, longest)
				if wrong != nil {
					wrong = &LineError{number, wrong}
				}
				if !yield(record, wrong) {
					return
				}
			}
			if err == io.EOF {
				return
			}
		}
	}
}

// skipMark passes over a UTF-8 byte order mark.
func skipMark(in *bufio.Reader) {
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		in.Discard(len(mark)) // what was peeked at can be discarded
	}
}

// readLine reads up to the next \n or the end. Of a line over longest bytes it
// keeps only the first ones.
func readLine(in *bufio.Reader, longest int) (line []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		switch {
		case len(line)+len(part) > longest+1:
			tooLong = true
			line = append(line, part...)[:1]
		case !tooLong:
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, tooLong, err
		}
	}
}

func parseRecord(line []byte, tooLong bool, longest int) (onrecord.Record, error) {
	if tooLong {
		return onrecord.Record{}, fmt.Errorf("longer than %d bytes", longest)
	}
	var record onrecord.Record
	if err := json.Unmarshal(line, &record); err != nil {
		return onrecord.Record{}, jsonProblem(err)
	}
	if record.Article.Text == "" {
		if err := noRecord(line); err != nil {
			return onrecord.Record{}, err
		}
	}
	return record, nil
}

// noRecord says why a line without text is not a record; nil if it is one.
func noRecord(line []byte) error {
	var probe struct {
		ID, URL string
		Article json.RawMessage
		Error   *struct {
			Kind           onrecord.Reason
			Stage, Message string
		}
	}
	if err := json.Unmarshal(line, &probe); err != nil {
		return jsonProblem(err)
	}
	if e := probe.Error; e != nil {
		return &onrecord.Failure{ID: probe.ID, URL: probe.URL, Stage: e.Stage, Reason: e.Kind, Message: e.Message}
	}
	if len(probe.Article) == 0 {
		return errors.New("not a record: it has no article")
	}
	return nil
}

// jsonProblem adds the place in the line to an error of JSON.
func jsonProblem(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("not JSON, at byte %d: %w", syntax.Offset, err)
	}
	return err
}
