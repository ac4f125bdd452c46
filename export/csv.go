package export

import (
	"bufio"
	"io"
	"strings"

	"github.com/onrecord/onrecord"
)

// newCSV writes one statement a row as RFC 4180 says: a header line, fields
// apart by commas, lines ended by CRLF, fields with commas, quotation marks or
// line ends in quotation marks, UTF-8 without a byte order mark. Line ends
// within a field are kept as they are, which encoding/csv would not do.
//
// A cell that a spreadsheet would take for a formula is given a leading
// apostrophe; see Guard.
func newCSV(w io.Writer) Writer {
	return &csvWriter{out: bufio.NewWriterSize(w, 1<<16), columns: columns()}
}

type csvWriter struct {
	out     *bufio.Writer
	columns []column
	started bool
	rows    []row // of one record, used again for the next
}

func (c *csvWriter) Write(record *onrecord.Record) (int, error) {
	c.header()
	c.rows = rows(c.rows[:0], record)
	for i := range c.rows {
		for j, column := range c.columns {
			c.cell(j, Guard(column.value(&c.rows[i])))
		}
		c.out.WriteString("\r\n")
	}
	return 0, c.err()
}

func (c *csvWriter) Close() error {
	c.header()
	return c.out.Flush()
}

// header writes the names of the columns, once.
func (c *csvWriter) header() {
	if c.started {
		return
	}
	c.started = true
	for i, column := range c.columns {
		c.cell(i, column.name)
	}
	c.out.WriteString("\r\n")
}

func (c *csvWriter) cell(i int, value string) {
	if i > 0 {
		c.out.WriteByte(',')
	}
	if !strings.ContainsAny(value, "\",;\r\n\t") {
		c.out.WriteString(value)
		return
	}
	c.out.WriteByte('"')
	c.out.WriteString(strings.ReplaceAll(value, `"`, `""`))
	c.out.WriteByte('"')
}

// err gives the error of any write so far: a bufio.Writer keeps its first.
func (c *csvWriter) err() error {
	_, err := c.out.Write(nil)
	return err
}

// Guard puts an apostrophe before a cell that begins as a formula does, by
// OWASP's list of what spreadsheets evaluate: = + - @, tab, line ends, and the
// full-width forms of the signs. A cell that begins with apostrophes and then
// so is given one more. Thus the guard can be undone: where a cell begins with
// apostrophes and then so, the first is dropped.
func Guard(cell string) string {
	if formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// formula tells whether a spreadsheet would evaluate a cell.
func formula(cell string) bool {
	for _, start := range [...]string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, start) {
			return true
		}
	}
	return false
}
