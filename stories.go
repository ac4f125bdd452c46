package onrecord

// RelationKind says how two reports of one utterance relate, by their quoted
// words alone.
type RelationKind string

// The kinds of relations. Case, punctuation and [inserts] do not matter.
const (
	Identical  RelationKind = "identical"
	Trimmed    RelationKind = "trimmed"    // one is a cut of the other
	Recut      RelationKind = "recut"      // each has words that the other lacks
	Paraphrase RelationKind = "paraphrase" // one side quotes nothing, or they share fewer than two quoted words
)

// Wording is one report: passage of one utterance as one article gives it.
type Wording struct {
	Article   int // index in Stories.Records
	Spans     []Span
	Form      Kind
	Statement string // the ID of the record's statement that it is (a part of)
}

// Relation is how two reports of one utterance relate, in different articles.
type Relation struct {
	A, B    int // indexes in Utterance.Reports, A < B
	Kind    RelationKind
	Variant bool   // the same passage, words slightly different
	Missing []Span // what A has and B leaves out, in A's article
	Added   []Span // what B has and A leaves out, in B's article
	// What is left out that changes what was said: negation, condition, hedge.
	MissingTerms, AddedTerms []string
}

// Utterance is something said once, with the reports of it in several
// articles, in order of publication.
type Utterance struct {
	ID        string // stable: of its first report
	Speaker   string // the fullest name that a report gives, or ""
	Reports   []Wording
	Relations []Relation
}

// NearCopy is an article that is another one's text, or most of it.
type NearCopy struct {
	Of, Article int     // indexes in Stories.Records: which was first, and its copy
	Similarity  float64 // share of the shorter's runs of words that both have, 0 to 1
}

// Story is the articles about one event.
type Story struct {
	ID         string // stable: of its first article
	Articles   []int  // indexes in Stories.Records, in order of publication
	NearCopies []NearCopy
}

// Stories is some records put side by side.
type Stories struct {
	Records    []Record
	Utterances []Utterance // with reports in two articles at least
	Stories    []Story     // of all articles, also those that are alone
}
