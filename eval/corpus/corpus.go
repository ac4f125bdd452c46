// Package corpus reads the foreign formats that onrecord is measured on: JSON
// Lines (PolNeAR, pages, speakers, bulk texts), tagged tokens, CoNLL-U with
// GUM's entities and GAP's pronouns. Everything streams: one row
// is in memory at a time, a line or record that is too long is an error. Rows
// are checked as they are read (a span outside its text, labels without
// tokens); errors name the line. It scores nothing and holds no data of its own.
package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/metric"
)

// maxLine is how many bytes a line may have.
const maxLine = 64 << 20

// Open opens a file, unpacking gzip by the file's first bytes.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := unpacked(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}

// unpacked reads r through gzip where its first bytes say so.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	magic, err := b.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return gzip.NewReader(b)
	}
	return b, nil
}

// File reads a file with one of this package's readers. Its errors name the
// file.
func File[T any](path string, read func(io.Reader) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		f, err := Open(path)
		if err != nil {
			yield(none, err)
			return
		}
		defer f.Close() // only read from
		for row, err := range read(f) {
			if err != nil {
				yield(none, fmt.Errorf("%s: %w", path, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// lines gives each line with its number, from 1. Lines end in \n alone:
// strings may hold U+2028 and the like. The slice is good until the next line.
func lines(r io.Reader) iter.Seq2[int, lineOrError] {
	return func(yield func(int, lineOrError) bool) {
		b := bufio.NewReaderSize(r, 1<<16)
		var long []byte
		for n := 1; ; n++ {
			line, err := b.ReadSlice('\n')
			long = long[:0]
			for errors.Is(err, bufio.ErrBufferFull) {
				if len(long)+len(line) > maxLine {
					yield(n, lineOrError{err: fmt.Errorf("line %d: longer than %d bytes", n, maxLine)})
					return
				}
				long = append(long, line...)
				line, err = b.ReadSlice('\n')
			}
			if len(long) > 0 {
				long = append(long, line...)
				line = long
			}
			if err != nil && err != io.EOF {
				yield(n, lineOrError{err: fmt.Errorf("line %d: %w", n, err)})
				return
			}
			if len(line) > 0 && !yield(n, lineOrError{line: bytes.TrimSuffix(line, []byte("\n"))}) {
				return
			}
			if err == io.EOF {
				return
			}
		}
	}
}

type lineOrError struct {
	line []byte
	err  error
}

// JSONLines reads one value a line and checks it. Blank lines are skipped. It
// stops at the first bad line.
func JSONLines[T any](r io.Reader, check func(*T) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for n, l := range lines(r) {
			var row T
			err := l.err
			if err == nil {
				if len(bytes.TrimSpace(l.line)) == 0 {
					continue
				}
				if err = json.Unmarshal(l.line, &row); err == nil {
					err = check(&row)
				}
				if err != nil {
					err = fmt.Errorf("line %d: %w", n, err)
				}
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Article is one PolNeAR article with its gold attributions.
type Article struct {
	ID           string               `json:"id"`
	Publisher    string               `json:"publisher"`
	Date         string               `json:"date"`
	Text         string               `json:"text"`
	Attributions []metric.Attribution `json:"attributions"`
}

// Articles reads PolNeAR's articles (JSON Lines).
func Articles(r io.Reader) iter.Seq2[Article, error] {
	return JSONLines(r, func(a *Article) error {
		if a.ID == "" {
			return errors.New("an article without id")
		}
		size := utf8.RuneCountInString(a.Text)
		for i, attribution := range a.Attributions {
			for _, ranges := range [][]metric.Range{attribution.Source, attribution.Cue, attribution.Content} {
				for _, span := range ranges {
					if err := inside(span, size); err != nil {
						return fmt.Errorf("attribution %d: %w", i, err)
					}
				}
			}
		}
		return nil
	})
}

func inside(r metric.Range, size int) error {
	if r.Start < 0 || r.End < r.Start || r.End > size {
		return fmt.Errorf("range [%d, %d] is outside the text of %d code points", r.Start, r.End, size)
	}
	return nil
}

// Speaker is one gold statement with its speaker.
type Speaker struct {
	Doc          string   `json:"doc"`
	ContentStart int      `json:"content_start"`
	ContentEnd   int      `json:"content_end"`
	Type         string   `json:"type"`
	Name         string   `json:"speaker"`
	Kind         string   `json:"kind"`
	Accept       []string `json:"accept"`
	Difficulty   string   `json:"difficulty"`
}

// Speakers reads the speakers' gold set (JSON Lines).
func Speakers(r io.Reader) iter.Seq2[Speaker, error] {
	return JSONLines(r, func(s *Speaker) error {
		if s.Doc == "" {
			return errors.New("a speaker without doc")
		}
		if s.ContentStart < 0 || s.ContentEnd < s.ContentStart {
			return fmt.Errorf("content [%d, %d] is no range", s.ContentStart, s.ContentEnd)
		}
		return nil
	})
}

// Page is a web page, with what should be read from it where that is known.
type Page struct {
	ID      string `json:"id"`
	URL     string `json:"url"`
	HTML    string `json:"html"`
	Title   string `json:"title"`
	Body    string `json:"body"`
	Authors string `json:"authors"` // several apart by commas
	Date    string `json:"date"`
}

// Pages reads pages (JSON Lines).
func Pages(r io.Reader) iter.Seq2[Page, error] {
	return JSONLines(r, func(p *Page) error {
		if p.ID == "" {
			return errors.New("a page without id")
		}
		return nil
	})
}

// Transcript is a transcript with what should be read from it.
type Transcript struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Author       string `json:"author"`
	URL          string `json:"url"`
	Text         string `json:"text"`
	Date         string `json:"date"`          // a day
	DateConflict bool   `json:"date_conflict"` // its dates, and that of an index of its publisher, differ
	Speakers     []struct {
		Label string `json:"label"`
		Turns int    `json:"turns"`
	} `json:"speakers"`
}

// Transcripts reads transcripts (JSON Lines).
func Transcripts(r io.Reader) iter.Seq2[Transcript, error] {
	return JSONLines(r, func(t *Transcript) error {
		if t.ID == "" {
			return errors.New("a transcript without id")
		}
		return nil
	})
}

// Text is a bulk text without gold.
type Text struct {
	ID   string
	Text string
}

// Texts reads bulk texts (JSON Lines with text or body; ids may be numbers).
func Texts(r io.Reader) iter.Seq2[Text, error] {
	type row struct {
		ID   json.RawMessage `json:"id"`
		Text string          `json:"text"`
		Body string          `json:"body"`
	}
	return func(yield func(Text, error) bool) {
		for r, err := range JSONLines(r, func(*row) error { return nil }) {
			t := Text{ID: string(bytes.Trim(r.ID, `"`)), Text: r.Text}
			if t.Text == "" {
				t.Text = r.Body
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

// Points turns byte spans of a text into ranges of code points. Spans outside
// the text are cut to it. Spans in order take one walk over the text.
func Points(text string, spans []onrecord.Span) []metric.Range {
	var out []metric.Range
	at, points := 0, 0
	for _, s := range spans {
		start := max(0, min(s.Start, len(text)))
		end := max(start, min(s.End, len(text)))
		if start < at {
			at, points = 0, 0
		}
		from := points + utf8.RuneCountInString(text[at:start])
		to := from + utf8.RuneCountInString(text[start:end])
		out = append(out, metric.Range{Start: from, End: to})
		at, points = end, to
	}
	return out
}
