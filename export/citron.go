package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// newCitron writes each article as one document of Citron's annotation format
// (BBC R&D, docs/data_format.md of github.com/bbc/citron), one a line: text,
// quotes and coreference groups, with spans in code points, as Python counts.
// To that it adds "id", the article's, which Citron ignores.
//
// A quote of Citron's has exactly one cue: a statement without one is left
// out, and of a cue in several parts the first is given. Coreferences are the
// mention that names the speaker, where the source does not. Coreference
// groups are the entities with two mentions or more.
func newCitron(w io.Writer) Writer {
	return newLines(w, false, func(r *onrecord.Record, put func(any) error) (int, error) {
		document, omitted := citronOf(r)
		return omitted, put(document)
	})
}

type (
	citronDocument struct {
		ID     loose          `json:"id,omitempty"`
		Text   *string        `json:"text"`
		Quotes []citronQuote  `json:"quotes"`
		Groups [][]citronSpan `json:"coreference_groups,omitempty"`
	}

	citronQuote struct {
		ID           loose        `json:"id,omitempty"`
		Sources      []citronSpan `json:"sources"`
		Coreferences []citronSpan `json:"coreferences"`
		Cue          *citronSpan  `json:"cue"`
		Contents     []citronSpan `json:"contents"`
		Confidence   loose        `json:"confidence,omitempty"`
	}

	citronSpan struct {
		Start *int    `json:"start"`
		End   *int    `json:"end"`
		Text  *string `json:"text,omitempty"`
	}
)

// loose is a string that may stand as a number in JSON: Citron writes
// confidences as strings, and identifiers are whatever their maker chose.
type loose string

// UnmarshalJSON takes a string, a number or null.
func (l *loose) UnmarshalJSON(data []byte) error {
	value := string(data)
	if value == "null" {
		return nil
	}
	if strings.HasPrefix(value, `"`) {
		return unmarshalString(data, (*string)(l))
	}
	if _, err := strconv.ParseFloat(value, 64); err != nil {
		return fmt.Errorf("neither a string nor a number: %.40s", value)
	}
	*l = loose(value)
	return nil
}

func citronOf(r *onrecord.Record) (document citronDocument, omitted int) {
	c := citronizer{r.Article.Text, onrecord.NewPoints(r.Article.Text), speakersOf(r), map[*onrecord.Entity]onrecord.Span{}}
	document = citronDocument{ID: loose(r.Article.ID), Text: &r.Article.Text, Quotes: []citronQuote{}}
	for i := range r.Statements {
		s := &r.Statements[i]
		if len(s.Cue) == 0 || s.Cue[0].Empty() {
			omitted++
			continue
		}
		q := citronQuote{ID: loose(s.ID), Sources: c.spans(s.Source), Contents: c.spans(s.Content),
			Coreferences: c.spans(c.naming(s))}
		cue := c.span(s.Cue[0])
		q.Cue = &cue
		if s.Confidence != 0 {
			q.Confidence = loose(strconv.FormatFloat(s.Confidence, 'f', 4, 64))
		}
		document.Quotes = append(document.Quotes, q)
	}
	for _, e := range r.Entities {
		if len(e.Mentions) > 1 {
			document.Groups = append(document.Groups, c.spans(e.Mentions))
		}
	}
	return document, omitted
}

// citronizer writes spans of a text as Citron does.
type citronizer struct {
	text   string
	points *onrecord.Points
	who    speakers
	names  map[*onrecord.Entity]onrecord.Span // fullest, as far as it was asked for
}

func (c citronizer) span(s onrecord.Span) citronSpan {
	p, words := c.points.Span(s), s.In(c.text)
	return citronSpan{&p[0], &p[1], &words}
}

func (c citronizer) spans(in []onrecord.Span) []citronSpan {
	out := make([]citronSpan, len(in))
	for i, s := range in {
		out[i] = c.span(s)
	}
	return out
}

// naming is the mention that names a statement's speaker: the first that is
// the entity's name, or else the first of the longest. None where the source
// is or holds it already, or there is no entity.
func (c citronizer) naming(s *onrecord.Statement) []onrecord.Span {
	e := c.who.of(s)
	if e == nil || len(e.Mentions) == 0 {
		return nil
	}
	best, ok := c.names[e]
	if !ok {
		best = fullest(c.text, e)
		c.names[e] = best
	}
	for _, source := range s.Source {
		if source.Overlaps(best) {
			return nil
		}
	}
	return []onrecord.Span{best}
}

// fullest is the first mention that is the entity's name, or else the first
// of the longest.
func fullest(text string, e *onrecord.Entity) onrecord.Span {
	best := e.Mentions[0]
	for _, m := range e.Mentions {
		if m.In(text) == e.Name {
			return m
		}
		if m.Len() > best.Len() {
			best = m
		}
	}
	return best
}
