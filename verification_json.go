package onrecord

import "math"

// The types below are a verification's JSON form. Spans of the article and of
// the transcript are in code points of their own texts.
type (
	jsonCheck struct {
		Span       jsonSpan    `json:"span"`
		Pieces     []jsonSpan  `json:"pieces"`
		Statement  string      `json:"statement,omitempty"`
		Text       string      `json:"text"`
		Verdict    Verdict     `json:"verdict"`
		Flags      []Flag      `json:"flags"`
		Transcript string      `json:"transcript,omitempty"`
		Passages   []jsonSpan  `json:"transcript_spans"`
		Speaker    string      `json:"transcript_speaker,omitempty"`
		Name       string      `json:"transcript_speaker_name,omitempty"`
		Attributed string      `json:"attributed_to,omitempty"`
		Diff       [][2]string `json:"diff"`
		Similarity float64     `json:"similarity"`
		Dropped    []jsonSpan  `json:"conditions_dropped,omitempty"`
		Reasons    []string    `json:"reasons,omitempty"`
	}

	jsonSource struct {
		ID      string         `json:"id"`
		URL     string         `json:"url,omitempty"`
		Title   string         `json:"title,omitempty"`
		Kind    TranscriptKind `json:"kind"`
		Spoken  string         `json:"spoken,omitempty"`
		Place   string         `json:"place,omitempty"`
		Notices []Notice       `json:"notices"`
	}

	jsonVerification struct {
		Format      int          `json:"format"`
		ID          string       `json:"id"`
		Quotes      []jsonCheck  `json:"quotes"`
		Transcripts []jsonSource `json:"transcripts"`
		Notes       []jsonNote   `json:"notes"`
	}

	jsonNote struct {
		Kind       NoteKind `json:"kind"`
		Quotes     []int    `json:"quotes"` // indexes of quotes, from 0
		Transcript string   `json:"transcript,omitempty"`
		Text       string   `json:"text"`
	}
)

// Name is what a transcript is called by in a verification: its ID, else its
// address, else its hash.
func (t *Transcript) Name() string {
	for _, s := range []string{t.ID, t.URL, t.SHA256} {
		if s != "" {
			return s
		}
	}
	return ""
}

// MarshalJSON writes the verification in its published form. Lists are never
// null.
func (v Verification) MarshalJSON() ([]byte, error) { return encode(v.published()) }

// published is the verification as it is written.
func (v *Verification) published() jsonVerification {
	text := v.Record.Article.Text
	article := NewPoints(text)
	out := jsonVerification{Format: Format, ID: v.Record.Article.ID, Quotes: make([]jsonCheck, 0, len(v.Checks)), Transcripts: make([]jsonSource, 0, len(v.Transcripts)), Notes: make([]jsonNote, 0, len(v.Notes))}
	points := make([]*Points, len(v.Transcripts))
	for i := range v.Transcripts {
		t := &v.Transcripts[i]
		points[i] = NewPoints(t.Text)
		s := jsonSource{ID: t.Name(), URL: t.URL, Title: t.Title, Kind: t.Kind, Notices: list(t.Notices)}
		if d, ok := t.SpokenDate(); ok {
			s.Spoken = d.Value
		}
		if t.Place != nil {
			s.Place = t.Place.Place
		}
		out.Transcripts = append(out.Transcripts, s)
	}
	for _, c := range v.Checks {
		j := jsonCheck{Span: article.span(c.Span), Pieces: article.spans(c.Pieces), Statement: c.Statement, Text: c.Span.In(text), Verdict: c.Verdict,
			Flags: list(c.Flags), Passages: []jsonSpan{}, Speaker: c.Speaker, Name: c.SpeakerName, Attributed: c.Attributed,
			Diff: make([][2]string, 0, len(c.Diff)), Similarity: math.Round(1000*c.Similarity) / 1000, Reasons: c.Reasons}
		if c.Transcript >= 0 && c.Transcript < len(points) {
			j.Transcript = v.Transcripts[c.Transcript].Name()
			j.Passages = points[c.Transcript].spans(c.Passages)
			if len(c.Dropped) > 0 {
				j.Dropped = points[c.Transcript].spans(c.Dropped)
			}
		}
		for _, e := range c.Diff {
			j.Diff = append(j.Diff, [2]string{e.Op, e.Text})
		}
		out.Quotes = append(out.Quotes, j)
	}
	for _, n := range v.Notes {
		j := jsonNote{Kind: n.Kind, Quotes: list(n.Checks), Text: n.Text}
		if n.Transcript >= 0 && n.Transcript < len(points) {
			j.Transcript = v.Transcripts[n.Transcript].Name()
		}
		out.Notes = append(out.Notes, j)
	}
	return out
}
