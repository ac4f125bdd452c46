package onrecord

// Verdict says how a quotation agrees with a transcript. It is a verdict
// against this transcript and never says that a quotation is false.
type Verdict string

// The verdicts. A quotation has one; where several fit, the first of
// misattributed, reordered, spliced, altered, elided, exact, and a flag says
// the lesser fact.
const (
	Exact         Verdict = "exact"         // all the words, in order, in one turn
	Elided        Verdict = "elided"        // words left out in the middle with a mark of it
	Spliced       Verdict = "spliced"       // two passages joined with no mark
	Altered       Verdict = "altered"       // words changed, added or dropped without a mark
	Reordered     Verdict = "reordered"     // passages in another order
	Misattributed Verdict = "misattributed" // somebody else said it in the transcript
	NotFound      Verdict = "not_found"
)

// Flag is a lesser fact about a quotation.
type Flag string

// The flags.
const (
	FlagUnquoted         Flag = "unquoted"               // given without marks, and (nearly) word for word what was said
	FlagCutStart         Flag = "cut_start_mid_sentence" // begins within the transcript's sentence
	FlagCutEnd           Flag = "cut_end_mid_sentence"   // ends within the transcript's sentence
	FlagMinor            Flag = "minor"                  // altered: a disfluency, function word, contraction, typo
	FlagContent          Flag = "content"                // altered: a content word, gist kept
	FlagMeaning          Flag = "meaning"                // altered: the sense
	FlagSpelling         Flag = "spelling"               // 6 and six, Sen. and Senator, F.B.I. and FBI
	FlagBracketed        Flag = "bracketed"              // the article's own [words] within the quotation
	FlagConditionDropped Flag = "condition_dropped"      // the passage has an if, unless, provided that the article leaves out
	FlagInterrupted      Flag = "interrupted"            // the article's own words stand within the quotation: “…,” he said. “…”
	FlagCrossTurn        Flag = "cross_turn"             // the passages stand in different turns
	FlagRelayed          Flag = "relayed"                // the speaker reads out somebody else's words
	FlagNearPhrase       Flag = "near_phrase"            // not found, but half of the words are there in another statement
	FlagAlsoAltered      Flag = "also_altered"
	FlagAlsoElided       Flag = "also_elided"
	FlagParaphrase       Flag = "paraphrase"     // in the article's own words; given only where these leave a condition out
	FlagNeedsQuestion    Flag = "needs_question" // cannot be understood without the question that it answers
)

// Edit is one step of a word diff from the transcript to the article: "=" for
// words that both have, "-" for the transcript's alone, "+" for the article's.
type Edit struct {
	Op   string
	Text string
}

// Check is one quotation held against transcripts.
type Check struct {
	Span        Span   // in the article's text
	Pieces      []Span // of Span, where the article's cue parts the quotation; at least one
	Statement   string // the ID of the statement it belongs to, or ""
	Verdict     Verdict
	Flags       []Flag
	Transcript  int    // index in Verification.Transcripts, -1 where not found
	Passages    []Span // in that transcript's text, in the quotation's order
	Speaker     string // the transcript's label of the (first) passage's turn, or ""
	SpeakerName string // whom that label means, or ""
	Attributed  string // to whom the article gives it, or ""
	Diff        []Edit
	Similarity  float64  // 0 to 1: words that agree, of those of the longer side
	Dropped     []Span   // the conditions in the transcript that the article leaves out
	Reasons     []string // the rules that decided, in words, for --explain
}

// NoteKind says what a note on an article as a whole is about.
type NoteKind string

// The kinds of notes.
const (
	NoteOrder      NoteKind = "order_reversed" // quotations follow each other in another order than in the transcript
	NoteJoined     NoteKind = "answers_joined" // neighbouring quotations answer different questions, and the article does not say so
	NoteHeadline   NoteKind = "headline"       // the headline leaves out a condition under which it was said
	NoteTranscript NoteKind = "transcript"     // what the transcript says of itself: edited, partial, prepared
)

// Note is something about several quotations together, or about a transcript.
type Note struct {
	Kind       NoteKind
	Checks     []int // indexes in Verification.Checks, in order; may be empty
	Transcript int   // index in Verification.Transcripts
	Text       string
}

// Verification is a record held against transcripts.
type Verification struct {
	Record      Record
	Transcripts []Transcript
	Checks      []Check // in order of the article's text
	Notes       []Note
}
