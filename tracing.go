package onrecord

// SpokenOn says when and where a statement was made.
type SpokenOn struct {
	Value      string `json:"value"` // a day or RFC 3339 time
	Basis      string `json:"basis"` // how it is known: "trace"
	Precision  string `json:"precision"`
	Place      string `json:"place,omitempty"`
	Transcript string `json:"transcript,omitempty"` // the ID in the ledger of the transcript that says so
}

// Candidate is a transcript that an article's quotations may come from.
type Candidate struct {
	Transcript TranscriptHeading   `json:"transcript"`
	Confidence float64             `json:"confidence"` // that the words were said there, 0 to 1
	Words      int                 `json:"words"`      // of the quotations, that stand in it
	Quotes     int                 `json:"quotes"`     // quotations of which words stand in it
	Copies     []TranscriptHeading `json:"copies"`     // near copies of it
}

// Tracing is where an article's quotations come from: the transcripts that
// they may be from, the likeliest first, and the article held against those
// that are believed.
type Tracing struct {
	Verification
	Candidates []Candidate
	// Spoken is when and where statements were made, by their IDs, where that
	// is known from a transcript.
	Spoken map[string]SpokenOn
}

// MarshalJSON writes the verification, and beside it the candidates, the
// article's dates with those on which it was spoken, and when each statement
// was made.
func (t Tracing) MarshalJSON() ([]byte, error) {
	type spoken struct {
		ID     string   `json:"id"`
		Spoken SpokenOn `json:"spoken"`
	}
	out := struct {
		jsonVerification
		Candidates []Candidate `json:"candidates"`
		Dates      []Date      `json:"dates"`
		Statements []spoken    `json:"statements"`
	}{t.Verification.published(), list(t.Candidates), list(t.Record.Article.Dates), []spoken{}}
	for i := range out.Candidates {
		out.Candidates[i].Copies = list(out.Candidates[i].Copies)
	}
	for _, s := range t.Record.Statements {
		if on, ok := t.Spoken[s.ID]; ok {
			out.Statements = append(out.Statements, spoken{s.ID, on})
		}
	}
	return encode(out)
}
