package onrecord

import "time"

// MarshalJSON writes a page of hits; its list of hits is never null.
func (r Results) MarshalJSON() ([]byte, error) {
	type plain Results
	r.Hits = list(r.Hits)
	return encode(plain(r))
}

// MarshalJSON writes a statement by its words and its article. It has no
// spans: these stand in the article's record, under the same ID.
func (f Found) MarshalJSON() ([]byte, error) {
	s := &f.Statement
	if s.Speaker.Kind == "" {
		s.Speaker.Kind = Unknown
	}
	return encode(struct {
		ID         string   `json:"id"`
		Kind       Kind     `json:"kind"`
		Text       string   `json:"text"`
		Speaker    Speaker  `json:"speaker"`
		SpeakerKey string   `json:"speaker_key,omitempty"`
		Parent     string   `json:"parent,omitempty"`
		Confidence float64  `json:"confidence"`
		Rule       string   `json:"rule"`
		Act        Act      `json:"act,omitempty"`
		Modality   Modality `json:"modality,omitempty"`
		Actor      string   `json:"actor,omitempty"`
		Target     string   `json:"target,omitempty"`
		Terms      []Term   `json:"conditions,omitempty"`
		Article    Heading  `json:"article"`
		Version    int      `json:"version"`
		Also       []string `json:"also,omitempty"`
	}{s.ID, s.Kind, f.Text, s.Speaker, f.SpeakerID, s.Parent, s.Confidence, s.Rule,
		s.Act, s.Modality, s.Actor, s.Target, f.Terms, f.Article, f.Version, f.Also})
}

// MarshalJSON writes the passage with its marks in code points.
func (s Snippet) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Text  string     `json:"text"`
		Marks []jsonSpan `json:"marks"`
	}{s.Text, NewPoints(s.Text).spans(s.Marks)})
}

// MarshalJSON writes a version of an article with its record.
func (k Kept) MarshalJSON() ([]byte, error) {
	return encode(struct {
		ID         string    `json:"id"`
		Version    int       `json:"version"`
		Current    int       `json:"current"`
		Versions   []Version `json:"versions"`
		NearCopyOf string    `json:"near_copy_of,omitempty"`
		NearCopies []string  `json:"near_copies,omitempty"`
		Record     Record    `json:"record"`
	}{k.ID, k.Version, k.Current, list(k.Versions), k.NearCopyOf, k.NearCopies, k.Record})
}

// MarshalJSON writes a version of a transcript.
func (k KeptTranscript) MarshalJSON() ([]byte, error) {
	return encode(struct {
		ID         string     `json:"id"`
		Version    int        `json:"version"`
		Current    int        `json:"current"`
		Versions   []Version  `json:"versions"`
		Transcript Transcript `json:"transcript"`
	}{k.ID, k.Version, k.Current, list(k.Versions), k.Transcript})
}

// MarshalJSON writes the failure with its place, and how often it occurred.
func (f StoredFailure) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Place   string `json:"place"`
		Stage   string `json:"stage"`
		Reason  Reason `json:"reason"`
		Message string `json:"message"`
		ID      string `json:"id,omitempty"`
		URL     string `json:"url,omitempty"`
		First   string `json:"first"`
		Last    string `json:"last"`
		Times   int    `json:"times"`
	}{f.Origin.Place, f.Failure.Stage, f.Failure.Reason, f.Failure.Message, f.Failure.ID, f.Failure.URL, moment(f.First), moment(f.Origin.SeenAt), f.Times})
}

// moment is a time as JSON has it: RFC 3339, UTC.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
