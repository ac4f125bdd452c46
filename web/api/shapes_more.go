package api

// What transcripts, verifications and the ledger's state are written as; see
// shapes.go.
type (
	Turn struct {
		Label      Span    `json:"label"`
		Speaker    Speaker `json:"speaker"`
		Speech     []Span  `json:"speech"`
		Directions []Span  `json:"directions"`
		From       float64 `json:"from,omitempty"`
		To         float64 `json:"to,omitempty"`
	}
	Notice struct {
		Kind     string `json:"kind"`
		Evidence string `json:"evidence"`
	}
	Transcript struct {
		Format   int       `json:"format"`
		ID       string    `json:"id"`
		URL      string    `json:"url,omitempty"`
		SHA256   string    `json:"sha256"`
		Title    string    `json:"title,omitempty"`
		Kind     string    `json:"kind"`
		Language string    `json:"language,omitempty"`
		Spoken   string    `json:"spoken,omitempty"`
		Dates    []Date    `json:"dates"`
		Place    *Dateline `json:"place,omitempty"`
		Notices  []Notice  `json:"notices"`
		Text     string    `json:"text"`
		Turns    []Turn    `json:"turns"`
	}
	KeptTranscript struct {
		ID         string     `json:"id"`
		Version    int        `json:"version"`
		Current    int        `json:"current"`
		Versions   []Version  `json:"versions"`
		Transcript Transcript `json:"transcript"`
	}
	TranscriptHeading struct {
		ID    string `json:"id"`
		Title string `json:"title,omitempty"`
		URL   string `json:"url,omitempty"`
		Kind  string `json:"kind"`
		Day   string `json:"day,omitempty"`
		Turns int    `json:"turns"`
		Bytes int    `json:"bytes"`
	}

	Check struct {
		Span       Span        `json:"span"`
		Pieces     []Span      `json:"pieces"`
		Statement  string      `json:"statement,omitempty"`
		Text       string      `json:"text"`
		Verdict    string      `json:"verdict" enum:"exact,elided,spliced,altered,reordered,misattributed,not_found"`
		Flags      []string    `json:"flags"`
		Transcript string      `json:"transcript,omitempty"`
		Passages   []Span      `json:"transcript_spans"`
		Speaker    string      `json:"transcript_speaker,omitempty"`
		Name       string      `json:"transcript_speaker_name,omitempty"`
		Attributed string      `json:"attributed_to,omitempty"`
		Diff       [][2]string `json:"diff"`
		Similarity float64     `json:"similarity"`
		Dropped    []Span      `json:"conditions_dropped,omitempty"`
		Reasons    []string    `json:"reasons,omitempty"`
	}
	Source struct {
		ID      string   `json:"id"`
		URL     string   `json:"url,omitempty"`
		Title   string   `json:"title,omitempty"`
		Kind    string   `json:"kind"`
		Spoken  string   `json:"spoken,omitempty"`
		Place   string   `json:"place,omitempty"`
		Notices []Notice `json:"notices"`
	}
	Note struct {
		Kind       string `json:"kind"`
		Quotes     []int  `json:"quotes"`
		Transcript string `json:"transcript,omitempty"`
		Text       string `json:"text"`
	}
	Verification struct {
		Format      int      `json:"format"`
		ID          string   `json:"id"`
		Quotes      []Check  `json:"quotes"`
		Transcripts []Source `json:"transcripts"`
		Notes       []Note   `json:"notes"`
	}
	Candidate struct {
		Transcript TranscriptHeading   `json:"transcript"`
		Confidence float64             `json:"confidence"`
		Words      int                 `json:"words"`
		Quotes     int                 `json:"quotes"`
		Copies     []TranscriptHeading `json:"copies"`
	}
	SpokenOn struct {
		Value      string `json:"value"`
		Basis      string `json:"basis"`
		Precision  string `json:"precision"`
		Place      string `json:"place,omitempty"`
		Transcript string `json:"transcript,omitempty"`
	}
	SpokenStatement struct {
		ID     string   `json:"id"`
		Spoken SpokenOn `json:"spoken"`
	}
	Tracing struct {
		Verification
		Candidates []Candidate       `json:"candidates"`
		Dates      []Date            `json:"dates"`
		Statements []SpokenStatement `json:"statements"`
	}

	PositionChange struct {
		Then  int    `json:"then" doc:"place among the stands, from 0"`
		Later int    `json:"later" doc:"place among the stands, from 0"`
		By    string `json:"by" doc:"side, terms, negation or modal"`
		On    string `json:"on" doc:"what they have in common"`
	}
	Positions struct {
		Actor   string           `json:"actor"`
		Stands  []FoundStatement `json:"stands" doc:"by day, the earliest first"`
		Changes []PositionChange `json:"changes"`
		Total   int              `json:"total"`
		More    bool             `json:"more,omitempty"`
	}

	Stats struct {
		Articles    int            `json:"articles"`
		Versions    int            `json:"versions"`
		NearCopies  int            `json:"near_copies"`
		Statements  int            `json:"statements"`
		Attributed  int            `json:"attributed"`
		Entities    int            `json:"entities"`
		Failures    int            `json:"failures"`
		Feeds       int            `json:"feeds"`
		Transcripts int            `json:"transcripts"`
		TextBytes   int64          `json:"text_bytes"`
		DiskBytes   int64          `json:"disk_bytes"`
		Outlets     map[string]int `json:"outlets"`
		Models      map[string]int `json:"models"`
		Reasons     map[string]int `json:"reasons"`
		First       string         `json:"first,omitempty"`
		Last        string         `json:"last,omitempty"`
	}
	StoredFailure struct {
		Place   string `json:"place"`
		Stage   string `json:"stage"`
		Reason  string `json:"reason"`
		Message string `json:"message"`
		ID      string `json:"id,omitempty"`
		URL     string `json:"url,omitempty"`
		First   string `json:"first"`
		Last    string `json:"last"`
		Times   int    `json:"times"`
	}
	FailureList struct {
		Failures []StoredFailure `json:"failures"`
		Total    int             `json:"total"`
		Next     string          `json:"next,omitempty" doc:"cursor of the next page"`
	}
)
