package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/onrecord/onrecord"
)

// MaxCitron is the longest document of Citron's that is read, in bytes.
const MaxCitron = 64 << 20

// ReadCitron gives a record for each document of Citron's annotation format:
// one file of it, or several behind one another, on a line each or on many. A
// document becomes the article's text, with the text's hash for SHA256 and,
// where the document gives none, for the ID, as with any clean text; a quote
// becomes a statement under the rule "citron"; a coreference group becomes an
// entity of the kind other, named by its longest mention. Where a quote has
// one coreference, that is its speaker's name; else the speaker is unknown.
// What Citron does not say (title, dates, kinds, nesting) stays empty.
//
// A document that breaks the format, whose spans are outside the text or whose
// spans' words are not the text's, becomes a *LineError, and reading goes on
// behind it. Bytes between documents, and documents over MaxCitron, end it.
func ReadCitron(r io.Reader) iter.Seq2[onrecord.Record, error] { return readCitron(r, MaxCitron) }

func readCitron(r io.Reader, longest int) iter.Seq2[onrecord.Record, error] {
	return func(yield func(onrecord.Record, error) bool) {
		in := newObjects(r, longest)
		for {
			line, data, err := in.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(onrecord.Record{}, err)
				return
			}
			record, err := parseCitron(data)
			if err != nil {
				err = &LineError{line + wrongAt(data, err), err}
			}
			if !yield(record, err) {
				return
			}
		}
	}
}

// wrongAt is how many lines into data an error of JSON is, 0 for other errors.
func wrongAt(data []byte, err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := 0
	switch {
	case errors.As(err, &syntax):
		offset = int(syntax.Offset)
	case errors.As(err, &kind):
		offset = int(kind.Offset)
	}
	return bytes.Count(data[:max(0, min(offset, len(data)))], []byte("\n"))
}

func unmarshalString(data []byte, s *string) error { return json.Unmarshal(data, s) }

func parseCitron(data []byte) (onrecord.Record, error) {
	var in citronDocument
	if err := json.Unmarshal(data, &in); err != nil {
		return onrecord.Record{}, jsonProblem(err)
	}
	if in.Text == nil {
		return onrecord.Record{}, errors.New(`the document has no "text": what citron-extract writes can be read only when joined with the text that it was made from`)
	}
	sum := sha256.Sum256([]byte(*in.Text))
	record := onrecord.Record{Article: onrecord.Article{ID: string(in.ID), Text: *in.Text, SHA256: hex.EncodeToString(sum[:])}}
	if record.Article.ID == "" {
		record.Article.ID = "sha256:" + record.Article.SHA256[:16]
	}
	c := citronReader{*in.Text, onrecord.NewPoints(*in.Text)}
	var err error
	if record.Entities, err = c.entities(in.Groups); err != nil {
		return onrecord.Record{}, err
	}
	of := entityAt(record.Entities)
	for i := range in.Quotes {
		s, err := c.statement(&in.Quotes[i], of)
		if err != nil {
			return onrecord.Record{}, fmt.Errorf("quotes[%d]: %w", i, err)
		}
		if s.ID == "" {
			s.ID = onrecord.StatementID(sum, s.Content, s.Cue, s.Source)
		}
		record.Statements = append(record.Statements, s)
	}
	return record, nil
}

// citronReader turns Citron's spans into ours.
type citronReader struct {
	text   string
	points *onrecord.Points
}

func (c citronReader) span(in *citronSpan) (onrecord.Span, error) {
	if in == nil || in.Start == nil || in.End == nil {
		return onrecord.Span{}, errors.New("a span needs start and end")
	}
	s, ok := c.points.Bytes([2]int{*in.Start, *in.End})
	if !ok {
		return s, fmt.Errorf("the span [%d, %d) is outside the text", *in.Start, *in.End)
	}
	if in.Text != nil && *in.Text != s.In(c.text) {
		return s, fmt.Errorf("the span [%d, %d) is %.60q in the text, but %.60q by its own words", *in.Start, *in.End, s.In(c.text), *in.Text)
	}
	return s, nil
}

func (c citronReader) spans(in []citronSpan, name string) ([]onrecord.Span, error) {
	var out []onrecord.Span
	for i := range in {
		s, err := c.span(&in[i])
		if err != nil {
			return nil, fmt.Errorf("%s[%d]: %w", name, i, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func (c citronReader) entities(groups [][]citronSpan) ([]onrecord.Entity, error) {
	var out []onrecord.Entity
	for i, group := range groups {
		mentions, err := c.spans(group, fmt.Sprintf("coreference_groups[%d]", i))
		if err != nil {
			return nil, err
		}
		if len(mentions) == 0 {
			continue
		}
		e := onrecord.Entity{ID: "e" + strconv.Itoa(len(out)+1), Kind: onrecord.Other, Mentions: mentions}
		e.Name = fullest(c.text, &e).In(c.text)
		out = append(out, e)
	}
	return out, nil
}

// entityAt indexes entities by their mentions; the first entity keeps a
// mention that several have.
func entityAt(entities []onrecord.Entity) map[onrecord.Span]*onrecord.Entity {
	of := map[onrecord.Span]*onrecord.Entity{}
	for i := range entities {
		for _, m := range entities[i].Mentions {
			if of[m] == nil {
				of[m] = &entities[i]
			}
		}
	}
	return of
}

func (c citronReader) statement(q *citronQuote, of map[onrecord.Span]*onrecord.Entity) (s onrecord.Statement, err error) {
	s = onrecord.Statement{ID: string(q.ID), Rule: "citron"}
	cue, err := c.span(q.Cue)
	if err != nil {
		return s, fmt.Errorf("cue: %w", err)
	}
	s.Cue = []onrecord.Span{cue}
	if s.Source, err = c.spans(q.Sources, "sources"); err != nil {
		return s, err
	}
	if s.Content, err = c.spans(q.Contents, "contents"); err != nil {
		return s, err
	}
	if q.Confidence != "" {
		s.Confidence, err = strconv.ParseFloat(string(q.Confidence), 64)
		if err != nil || !(s.Confidence >= 0 && s.Confidence <= 1) {
			return s, fmt.Errorf("confidence: %.40q is not between 0 and 1", string(q.Confidence))
		}
	}
	names, err := c.spans(q.Coreferences, "coreferences")
	if err != nil {
		return s, err
	}
	s.Speaker.Kind = onrecord.Unknown
	if len(names) == 1 {
		s.Speaker = onrecord.Speaker{Name: names[0].In(c.text), Kind: onrecord.Other, Evidence: []string{"coreference of Citron's"}}
		if e := of[names[0]]; e != nil {
			s.Speaker.Entity = e.ID
		}
	}
	return s, nil
}
