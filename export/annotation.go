package export

import (
	"io"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// around is how many code points a TextQuoteSelector gives on either side.
const around = 32

// vocabulary is what the prefix onrecord: stands for: the terms that the Web
// Annotation vocabulary has no word for. docs/export.md says what they mean.
const vocabulary = "https://github.com/onrecord/onrecord/blob/main/docs/export.md#"

// newAnnotation writes each statement as an Annotation of the W3C Web
// Annotation Data Model (Recommendation of 23 February 2017) in JSON-LD, one a
// line. Targets are the parts of the content, bodies the speaker, the source,
// the cue and the kind. Every part of the text has two selectors of equal
// standing, quote and position: a refinedBy would make the position one within
// the quotation. Positions count code points of the article's text, whose
// SHA-256 is given; source is the article's address, or urn:sha256: and that
// hash where it has none. A statement without content has no target, which
// the model requires, and is left out.
func newAnnotation(w io.Writer) Writer {
	return newLines(w, false, func(r *onrecord.Record, put func(any) error) (omitted int, err error) {
		a := newAnnotator(r)
		for i := range r.Statements {
			s := &r.Statements[i]
			if len(s.Content) == 0 {
				omitted++
				continue
			}
			if err := put(a.annotation(s)); err != nil {
				return omitted, err
			}
		}
		return omitted, nil
	})
}

type (
	annotation struct {
		Context    [2]any             `json:"@context"`
		ID         string             `json:"id"`
		Type       string             `json:"type"`
		Motivation string             `json:"motivation"`
		Generator  annotationSoftware `json:"generator"`
		TextHash   string             `json:"onrecord:textSHA256"`
		Confidence float64            `json:"onrecord:confidence"`
		Within     string             `json:"onrecord:within,omitempty"`
		Body       []any              `json:"body"`
		Target     []specificResource `json:"target"`
	}

	annotationSoftware struct {
		Type  string `json:"type"`
		Name  string `json:"name"`
		Model string `json:"onrecord:model,omitempty"`
	}

	// specificResource is a part of the article, or an item of Wikidata.
	specificResource struct {
		Type     string   `json:"type"`
		Source   string   `json:"source"`
		Selector []any    `json:"selector,omitempty"`
		Purpose  []string `json:"purpose"`
	}

	textualBody struct {
		Type    string   `json:"type"`
		Value   string   `json:"value"`
		Format  string   `json:"format"`
		Purpose []string `json:"purpose"`
	}

	textQuoteSelector struct {
		Type   string `json:"type"`
		Exact  string `json:"exact"`
		Prefix string `json:"prefix"`
		Suffix string `json:"suffix"`
	}

	textPositionSelector struct {
		Type  string `json:"type"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	}
)

// annotator makes the annotations of one record.
type annotator struct {
	record *onrecord.Record
	points *onrecord.Points
	who    speakers
	hash   string
	source string
}

func newAnnotator(r *onrecord.Record) *annotator {
	hash := textHash(r.Article.Text)
	return &annotator{record: r, points: onrecord.NewPoints(r.Article.Text), who: speakersOf(r), hash: hash, source: iri(&r.Article, hash)}
}

func (a *annotator) annotation(s *onrecord.Statement) annotation {
	out := annotation{
		Context:    [2]any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"onrecord": vocabulary}},
		ID:         statementIRI(a.record.Article.ID, s.ID),
		Type:       "Annotation",
		Motivation: "describing",
		Generator:  annotationSoftware{"Software", "onrecord", a.record.Model},
		TextHash:   a.hash, Confidence: s.Confidence,
		Body:   a.bodies(s),
		Target: a.parts(s.Content, "onrecord:content"),
	}
	if s.Speaker.Name != "" && speakerKind(s) != onrecord.Unnamed {
		out.Motivation = "identifying"
	}
	if s.Parent != "" {
		out.Within = statementIRI(a.record.Article.ID, s.Parent)
	}
	return out
}

// bodies says who spoke: the item of Wikidata, the name, the role, and the
// words of the source and the cue where they stand.
func (a *annotator) bodies(s *onrecord.Statement) []any {
	var out []any
	if at := concept(a.who.of(s)); at != "" {
		out = append(out, specificResource{Type: "SpecificResource", Source: at, Purpose: []string{"identifying", "onrecord:speaker"}})
	}
	if s.Speaker.Name != "" {
		purpose := "identifying"
		if speakerKind(s) == onrecord.Unnamed {
			purpose = "describing"
		}
		out = append(out, text(s.Speaker.Name, purpose, "onrecord:speaker"))
	}
	for _, fact := range []struct{ value, purpose, term string }{
		{s.Speaker.Role, "describing", "onrecord:role"},
		{s.Speaker.OnBehalfOf, "describing", "onrecord:onBehalfOf"},
		{string(s.Kind), "classifying", "onrecord:kind"},
	} {
		if fact.value != "" {
			out = append(out, text(fact.value, fact.purpose, fact.term))
		}
	}
	for _, part := range append(a.parts(s.Source, "identifying", "onrecord:source"), a.parts(s.Cue, "describing", "onrecord:cue")...) {
		out = append(out, part)
	}
	if out == nil {
		out = []any{}
	}
	return out
}

func text(value string, purpose ...string) textualBody {
	return textualBody{Type: "TextualBody", Value: value, Format: "text/plain", Purpose: purpose}
}

// parts selects each span in the article.
func (a *annotator) parts(spans []onrecord.Span, purpose ...string) []specificResource {
	out := make([]specificResource, 0, len(spans))
	for _, s := range spans {
		p := a.points.Span(s)
		prefix, suffix := surroundings(a.record.Article.Text, s)
		out = append(out, specificResource{Type: "SpecificResource", Source: a.source, Purpose: purpose, Selector: []any{
			textQuoteSelector{"TextQuoteSelector", s.In(a.record.Article.Text), prefix, suffix},
			textPositionSelector{"TextPositionSelector", p[0], p[1]},
		}})
	}
	return out
}

// surroundings gives up to around code points before and after a span.
func surroundings(text string, s onrecord.Span) (prefix, suffix string) {
	start, end := s.Start, s.End
	for range around {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
		_, size = utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[start:s.Start], text[s.End:end]
}
