package onrecord

import (
	"encoding/json"
	"fmt"
)

// The types below are a transcript's JSON form, with spans in code points.
type (
	jsonTurn struct {
		Label      jsonSpan   `json:"label"`
		Speaker    Speaker    `json:"speaker"`
		Speech     []jsonSpan `json:"speech"`
		Directions []jsonSpan `json:"directions"`
		From       float64    `json:"from,omitempty"`
		To         float64    `json:"to,omitempty"`
	}

	jsonTranscript struct {
		Format   int            `json:"format"`
		ID       string         `json:"id"`
		URL      string         `json:"url,omitempty"`
		SHA256   string         `json:"sha256"`
		Title    string         `json:"title,omitempty"`
		Kind     TranscriptKind `json:"kind"`
		Language string         `json:"language,omitempty"`
		Spoken   string         `json:"spoken,omitempty"` // the day believed most
		Dates    []Date         `json:"dates"`
		Place    *jsonDateline  `json:"place,omitempty"`
		Notices  []Notice       `json:"notices"`
		Text     string         `json:"text"`
		Turns    []jsonTurn     `json:"turns"`
	}
)

// MarshalJSON writes the transcript with every span in code points. Lists are
// never null. The same transcript gives the same bytes.
func (t Transcript) MarshalJSON() ([]byte, error) {
	points := NewPoints(t.Text)
	out := jsonTranscript{Format: Format, ID: t.ID, URL: t.URL, SHA256: t.SHA256, Title: t.Title, Kind: t.Kind, Language: t.Language,
		Dates: list(t.Dates), Notices: list(t.Notices), Text: t.Text, Turns: make([]jsonTurn, 0, len(t.Turns))}
	if out.Kind == "" {
		out.Kind = OtherOccasion
	}
	if d, ok := t.SpokenDate(); ok {
		out.Spoken = d.Value
	}
	if t.Place != nil {
		out.Place = &jsonDateline{Place: t.Place.Place, Span: points.span(t.Place.Span)}
	}
	for _, turn := range t.Turns {
		if turn.Speaker.Kind == "" {
			turn.Speaker.Kind = Unknown
		}
		out.Turns = append(out.Turns, jsonTurn{points.span(turn.Label), turn.Speaker, points.spans(turn.Speech), points.spans(turn.Directions), turn.From, turn.To})
	}
	return encode(out)
}

// UnmarshalJSON reads a transcript back: spans become bytes again. It fails on
// another format and on spans outside the text.
func (t *Transcript) UnmarshalJSON(data []byte) error {
	var in jsonTranscript
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Format != Format {
		return fmt.Errorf("onrecord: transcript has format %d, this program reads %d", in.Format, Format)
	}
	index := newByteIndex(in.Text)
	*t = Transcript{ID: in.ID, URL: in.URL, SHA256: in.SHA256, Title: in.Title, Kind: in.Kind, Language: in.Language,
		Dates: in.Dates, Notices: in.Notices, Text: in.Text}
	if in.Place != nil {
		t.Place = &Dateline{Place: in.Place.Place, Span: index.span(in.Place.Span)}
	}
	for _, turn := range in.Turns {
		t.Turns = append(t.Turns, Turn{index.span(turn.Label), turn.Speaker, index.spans(turn.Speech), index.spans(turn.Directions), turn.From, turn.To})
	}
	return index.err
}
