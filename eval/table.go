package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/metric"
)

// Table is a table of figures.
type Table struct {
	Title   string   `json:"title"`
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`
	Notes   []string `json:"notes,omitempty"`
}

// Row is one line of a table, with a value for each column.
type Row struct {
	Label  string  `json:"label"`
	Values []Value `json:"values"`
}

// Value is a figure, or none where there is nothing to measure.
type Value struct {
	number   float64
	decimals int
	given    bool
}

func (t *Table) row(label string, values ...Value) {
	t.Rows = append(t.Rows, Row{label, values})
}

func count(n int) Value          { return Value{float64(n), 0, true} }
func percent(f float64) Value    { return Value{f, 1, true} }
func thousandth(f float64) Value { return Value{f, 3, true} }
func none() Value                { return Value{} }
func share(s metric.Share) Value {
	f, ok := s.Percent()
	return Value{f, 1, ok}
}

// prf gives a measure's precision, recall and F.
func prf(c interface {
	P() float64
	R() float64
	F() float64
}) []Value {
	return []Value{percent(c.P()), percent(c.R()), percent(c.F())}
}

// String gives the figure as printed.
func (v Value) String() string {
	if !v.given {
		return "–"
	}
	return strconv.FormatFloat(v.number, 'f', v.decimals, 64)
}

// MarshalJSON writes the figure as printed, or null.
func (v Value) MarshalJSON() ([]byte, error) {
	if !v.given {
		return []byte("null"), nil
	}
	return json.Marshal(json.Number(v.String()))
}

// writeText writes the report as aligned plain text.
func (r Report) writeText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n== %s: %s\n", r.Name, r.About)
	for _, t := range r.Tables {
		t.text(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Table) text(b *strings.Builder) {
	label := utf8.RuneCountInString(t.Title)
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = utf8.RuneCountInString(c)
	}
	for _, row := range t.Rows {
		label = max(label, utf8.RuneCountInString(row.Label))
		for i, v := range row.Values {
			widths[i] = max(widths[i], utf8.RuneCountInString(v.String()))
		}
	}
	b.WriteString("\n" + pad(t.Title, label, false))
	for i, c := range t.Columns {
		b.WriteString("  " + pad(c, widths[i], true))
	}
	b.WriteByte('\n')
	for _, row := range t.Rows {
		b.WriteString(pad(row.Label, label, false))
		for i, v := range row.Values {
			b.WriteString("  " + pad(v.String(), widths[i], true))
		}
		b.WriteByte('\n')
	}
	for _, note := range t.Notes {
		b.WriteString("  " + note + "\n")
	}
}

func pad(s string, width int, right bool) string {
	fill := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if right {
		return fill + s
	}
	return s + fill
}
