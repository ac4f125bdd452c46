package onrecord

// Transcript is a published account of what was said, turn by turn. Text is
// final, as an article's is: every span points into it.
type Transcript struct {
	ID       string // the page's ID, or its address, or its hash
	URL      string
	SHA256   string // of the page's bytes, lower-case hex
	Title    string
	Kind     TranscriptKind
	Language string    // BCP 47, "" where unknown
	Dates    []Date    // of kind Spoken; every date found, also those that contradict each other
	Place    *Dateline // where it was said, as the text says, or nil
	Notices  []Notice  // what the transcript says of itself and what is odd about it
	Text     string    // valid UTF-8, paragraphs joined by "\n\n"
	Turns    []Turn    // in order of the text, none overlapping
}

// TranscriptKind is the occasion that a transcript is of.
type TranscriptKind string

// The kinds of transcripts. OtherOccasion is also what cannot be told.
const (
	Briefing      TranscriptKind = "briefing"
	Speech        TranscriptKind = "speech"
	Debate        TranscriptKind = "debate"
	Hearing       TranscriptKind = "hearing"
	Parliament    TranscriptKind = "parliament"
	Interview     TranscriptKind = "interview"
	Subtitles     TranscriptKind = "subtitles"
	OtherOccasion TranscriptKind = "other"
)

// Turn is what one speaker says without another between.
type Turn struct {
	Label      Span    // the speaker's label as printed ("MR. EARNEST"), empty where there is none
	Speaker    Speaker // whom the label means, with the evidence; zero where it cannot be told
	Speech     []Span  // what was spoken, by paragraph, without the label and stage directions
	Directions []Span  // stage directions within the turn: (Applause.), [Laughter]
	From, To   float64 // seconds from the start of the recording; both 0 where there are no times
}

// Span is the turn from its label to its last word or direction.
func (t *Turn) Span() Span {
	s := t.Label
	for _, list := range [][]Span{t.Speech, t.Directions} {
		for _, x := range list {
			if s.Empty() {
				s = x
			}
			s = Span{min(s.Start, x.Start), max(s.End, x.End)}
		}
	}
	return s
}

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notices.
const (
	NoticeEdited   NoticeKind = "edited"   // it calls itself edited, or its text prepared beforehand
	NoticePartial  NoticeKind = "partial"  // it calls itself an excerpt, or incomplete
	NoticeDates    NoticeKind = "dates"    // its dates contradict each other
	NoticeZone     NoticeKind = "zone"     // a time zone that is not in force on that day: EDT in winter
	NoticePrepared NoticeKind = "prepared" // remarks as prepared for delivery, not as spoken
)

// Notice is something a reader of the transcript should know, with the words
// that say so.
type Notice struct {
	Kind     NoticeKind `json:"kind"`
	Evidence string     `json:"evidence"`
}

// SpokenDate is the day believed most, or false where there is none. Ties go
// to the first in Dates.
func (t *Transcript) SpokenDate() (Date, bool) {
	var best Date
	for _, d := range t.Dates {
		if d.Kind == Spoken && d.Confidence > best.Confidence {
			best = d
		}
	}
	return best, best.Value != ""
}
