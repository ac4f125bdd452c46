// Package export writes records in the forms that other programs read, and
// reads records back from two of them.
//
// Input: a stream of records; output: bytes of one format to an io.Writer, at
// constant memory however many records there are. Formats lists them; each has
// a file of its own, which names the standard that it follows. What it does
// not do: it looks nothing up, reads no clock and writes nothing that the
// record does not say; the same records give the same bytes. docs/export.md
// shows every format on one article.
package export

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Format is one form that records can be written in, and perhaps read from.
type Format struct {
	Name        string // as on the command line
	MediaType   string
	Ending      string // of file names, with the dot
	Description string // one line

	write func(io.Writer) Writer
	read  func(io.Reader) iter.Seq2[onrecord.Record, error]
}

// Formats lists every format, in the order in which they are shown to users.
func Formats() []Format {
	return []Format{
		{"jsonl", "application/x-ndjson", ".jsonl", "onrecord's own records, one a line: everything, exactly", newJSONL, ReadJSONL},
		{"csv", "text/csv; charset=utf-8; header=present", ".csv", "one statement a row (RFC 4180), safe to open in a spreadsheet", newCSV, nil},
		{"parquet", "application/vnd.apache.parquet", ".parquet", "one statement a row, for DuckDB, pandas and the like", newParquet, nil},
		{"annotation", "application/x-ndjson", ".annotation.jsonl", "W3C Web Annotations in JSON-LD, one statement a line", newAnnotation, nil},
		{"schema", "application/x-ndjson", ".schema.jsonl", "schema.org Quotation and Claim in JSON-LD, one statement a line", newSchema, nil},
		{"citron", "application/x-ndjson", ".citron.jsonl", "Citron's annotation format, one article a line", newCitron, ReadCitron},
		{"brat", "application/x-tar", ".brat.tar", "brat standoff: a tar archive of a collection, .txt and .ann for each article", newBrat, nil},
	}
}

// ByName finds a format.
func ByName(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Writer writes records in one format.
type Writer interface {
	// Write writes one record and says how many of its statements were left
	// out because the format has no place for them. After an error the output
	// is not to be used.
	Write(record *onrecord.Record) (omitted int, err error)
	// Close writes what is still held back and what the format ends with. It
	// does not close the io.Writer beneath.
	Close() error
}

// NewWriter starts an output in this format. The writer refuses, without
// writing any of it, a record whose text is not UTF-8 or whose spans are not
// within the text: every format would make offsets of them that mean nothing.
func (f Format) NewWriter(w io.Writer) Writer { return checked{f.write(w)} }

// Readable tells whether records can be read from this format.
func (f Format) Readable() bool { return f.read != nil }

// Read gives the records of an input in this format, one at a time. What
// cannot be read is given as a *LineError in the place of a record, and
// reading goes on behind it where the format allows that; any other error is
// of r and the last. A format that is not Readable gives one error.
func (f Format) Read(r io.Reader) iter.Seq2[onrecord.Record, error] {
	if f.read == nil {
		return func(yield func(onrecord.Record, error) bool) {
			yield(onrecord.Record{}, fmt.Errorf("export: records cannot be read from the format %s", f.Name))
		}
	}
	return f.read(r)
}

// Summary counts what was written.
type Summary struct {
	Records    int
	Statements int // written
	Omitted    int // statements that the format has no place for
}

// Write writes all records to w, up to the first error of records or of w;
// then what was written is not a complete output and must not be taken for one.
func (f Format) Write(w io.Writer, records iter.Seq2[onrecord.Record, error]) (Summary, error) {
	var done Summary
	out := f.NewWriter(w)
	for record, err := range records {
		if err != nil {
			return done, err
		}
		omitted, err := out.Write(&record)
		if err != nil {
			return done, fmt.Errorf("export: record %q: %w", record.Article.ID, err)
		}
		done.Records++
		done.Statements += len(record.Statements) - omitted
		done.Omitted += omitted
	}
	if err := out.Close(); err != nil {
		return done, fmt.Errorf("export: %w", err)
	}
	return done, nil
}

// LineError is a place of an input that is not a record.
type LineError struct {
	Line int // from 1
	Err  error
}

// Error gives the line and what is wrong with it.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives what is wrong, without the line.
func (e *LineError) Unwrap() error { return e.Err }

// checked is a writer that sees only records that keep their contract.
type checked struct{ Writer }

func (c checked) Write(record *onrecord.Record) (int, error) {
	if err := check(record); err != nil {
		return 0, err
	}
	return c.Writer.Write(record)
}

// check says what is wrong with a record's text or spans.
func check(record *onrecord.Record) error {
	text := record.Article.Text
	if !utf8.ValidString(text) {
		return fmt.Errorf("the text is not valid UTF-8")
	}
	if d := record.Article.Dateline; d != nil {
		if err := checkSpans(text, []onrecord.Span{d.Span}); err != nil {
			return fmt.Errorf("dateline: %w", err)
		}
	}
	for i := range record.Statements {
		s := &record.Statements[i]
		for _, spans := range [][]onrecord.Span{s.Content, s.Cue, s.Source} {
			if err := checkSpans(text, spans); err != nil {
				return fmt.Errorf("statement %q: %w", s.ID, err)
			}
		}
	}
	for i := range record.Entities {
		e := &record.Entities[i]
		spans := slices.Clone(e.Mentions)
		for _, role := range e.Roles {
			spans = append(spans, role.Span)
		}
		if err := checkSpans(text, spans); err != nil {
			return fmt.Errorf("entity %q: %w", e.ID, err)
		}
	}
	return nil
}

func checkSpans(text string, spans []onrecord.Span) error {
	for _, s := range spans {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) || !boundary(text, s.Start) || !boundary(text, s.End) {
			return fmt.Errorf("bytes [%d, %d) are not a part of the text's %d bytes", s.Start, s.End, len(text))
		}
	}
	return nil
}

// boundary tells whether a code point starts at byte i, or the text ends there.
func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
