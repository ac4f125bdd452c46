package onrecord

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"
)

// ErrNotFound says that the ledger holds nothing under this ID, version or
// name. Test for it with errors.Is.
var ErrNotFound = errors.New("not in the ledger")

// ErrCursor says that a cursor is none that this ledger gave. Test for it with
// errors.Is.
var ErrCursor = errors.New("the cursor is none of this ledger's")

// Ledger keeps records and finds them again. All methods may be called from
// many goroutines at once; readers never wait for a writer. What a method has
// returned without error is kept: killed at any moment, the ledger holds each
// article wholly or not at all.
//
// Queries are in the search syntax that package ledger/query documents. One
// that cannot be parsed gives a *QueryError. "" matches everything. Searches
// see the current version of each article and no older ones.
type Ledger interface {
	// Put keeps a record and marks its origin as done, in one step. It is
	// idempotent: see Outcome. A failure from the same place is cleared.
	// Calls from many goroutines share commits: that is how to be fast.
	Put(ctx context.Context, r Record, from Origin) (Stored, error)
	// Fail keeps a failure, one for each place: a later one replaces it, a
	// later Put from that place clears it.
	Fail(ctx context.Context, f *Failure, from Origin) error
	// Done tells whether a record was put from this place in this state.
	Done(ctx context.Context, from Origin) (bool, error)
	// Mark marks an origin as done that has no record of its own, such as a file
	// of many pages; its State may say how far. Failures from there stay.
	Mark(ctx context.Context, from Origin) error
	// Marked gives the state in which a place was put or marked last, "" where it
	// never was.
	Marked(ctx context.Context, place string) (string, error)

	// Article gives one version of an article; 0 means the current one.
	Article(ctx context.Context, id string, version int) (Kept, error)
	// Statement gives a statement, also one that only an older version of
	// its article has.
	Statement(ctx context.Context, id string) (Found, error)
	// Search finds statements, people or articles.
	Search(ctx context.Context, query string, o SearchOptions) (Results, error)
	// Who gathers what all articles say of one entity. The name is a key, a
	// name or an alias, in any case; where it fits several, the one with the
	// most statements is given and the others stand in Namesakes.
	Who(ctx context.Context, name string) (Profile, error)
	// Bloc gathers what all articles claim of one bloc. The name is a key or a
	// name, in any case; where it fits several, the one of the most articles is
	// given and the others stand in Namesakes. Only current versions count.
	Bloc(ctx context.Context, name string) (BlocProfile, error)
	// Records gives the current record of each article that matches, or one
	// of whose statements does, in order of article IDs. The reader may take
	// its time: nothing is locked between two records.
	Records(ctx context.Context, query string) iter.Seq2[Record, error]
	// Failures lists failures, the newest first.
	Failures(ctx context.Context, f FailureFilter) (FailureList, error)
	// Stats counts what is kept.
	Stats(ctx context.Context) (Stats, error)

	TranscriptShelf
	Overview

	// Feeds gives the state of every feed that is watched, in order of URLs.
	Feeds(ctx context.Context) ([]Feed, error)
	// SetFeed keeps a feed's state instead of what was known of its URL. Where
	// it has no Failures, a failure from that place is cleared.
	SetFeed(ctx context.Context, f Feed) error

	// Backup writes a whole and consistent copy to a new file while the
	// ledger is in use. It fails where the file exists.
	Backup(ctx context.Context, path string) error
	// Check looks for damage, which stands in the report; the error says
	// that it could not look.
	Check(ctx context.Context) (Report, error)
	Close() error
}

// Origin says where a page came from and in what state it was there.
type Origin struct {
	// Place is a path, a URL, or a file with a line or offset within it. It
	// is what failures are listed under and cleared by.
	Place string
	// State is whatever makes the place be read again when it changes: a
	// file's size and time, a validator, the model's name. Done compares it.
	State string
	// SeenAt is when the page was seen there: when it was fetched, a file's
	// time, a WARC record's date. The zero value means now. It decides which
	// version of an article is the current one, so that the order in which
	// an archive is read does not.
	SeenAt time.Time
}

// Outcome says what Put did. An article is known by ArticleID; its text and
// title make its versions.
type Outcome string

// The outcomes of Put.
const (
	StoredNew       Outcome = "new"       // an article not known before
	StoredChanged   Outcome = "changed"   // a version of a known article not known before
	StoredReread    Outcome = "reread"    // a known version by another model: its record is replaced
	StoredUnchanged Outcome = "unchanged" // a known version by the same model: nothing new
)

// Stored is what became of a record that was put.
type Stored struct {
	Article    string // the article's ID in the ledger
	Version    int    // from 1, in the order in which they were kept
	Outcome    Outcome
	NearCopyOf string // as in Kept, as far as is known by now: an earlier article may come later
}

// Version is one version of an article.
type Version struct {
	Number    int       `json:"number"`
	Model     string    `json:"model"`
	TextHash  string    `json:"text_hash"` // of title and text, lower-case hex
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"` // the greatest of all versions' is the current one's
}

// Kept is one version of an article, with what the ledger knows beside it.
type Kept struct {
	ID       string
	Version  int       // the number of this one
	Current  int       // the number of the current one
	Versions []Version // all, by number
	// NearCopyOf is the ID of the earliest article with nearly the same text that is
	// earlier than this one, or "": earlier published, to the minute where the page
	// says so and else by the end of the day, and among equals by ID. It does not
	// depend on the order of Put.
	NearCopyOf string
	NearCopies []string // IDs of the articles that are marked as near copies of this one
	Record     Record
}

// FailureFilter chooses failures; zero values choose all.
type FailureFilter struct {
	Stage  string
	Reason Reason
	Limit  int    // 0 means 50
	Cursor string // a FailureList's Next
}

// StoredFailure is a failure as the ledger keeps it.
type StoredFailure struct {
	Failure Failure
	Origin  Origin    // SeenAt is when it failed last
	First   time.Time // when it failed first
	Times   int       // how often it failed since it last succeeded
}

// FailureList is a page of failures.
type FailureList struct {
	Failures []StoredFailure
	Total    int    // that the filter chooses
	Next     string // cursor of the next page, "" after the last
}

// Feed is the state of a feed that is watched.
type Feed struct {
	URL          string
	ETag         string
	LastModified string
	Next         time.Time // when it is due
	Checked      time.Time // when it was last asked for
	Failures     int       // in a row
}

// Stats counts what the ledger keeps.
type Stats struct {
	Articles   int `json:"articles"`
	Versions   int `json:"versions"`
	NearCopies int `json:"near_copies"`
	Statements int `json:"statements"`
	Attributed int `json:"attributed"`
	Entities   int `json:"entities"`
	Failures   int `json:"failures"`
	Feeds      int `json:"feeds"`

	Transcripts int `json:"transcripts"`

	TextBytes int64          `json:"text_bytes"`      // of all versions' texts
	DiskBytes int64          `json:"disk_bytes"`      // of the ledger's files
	Outlets   map[string]int `json:"outlets"`         // articles by outlet
	Models    map[string]int `json:"models"`          // versions by model
	Reasons   map[Reason]int `json:"reasons"`         // failures by reason
	First     string         `json:"first,omitempty"` // the earliest published day, or ""
	Last      string         `json:"last,omitempty"`  // the latest
}

// Report is what Check found. A ledger with no problems is sound.
type Report struct {
	Schema   int      `json:"schema"` // version of the ledger's own tables
	Problems []string `json:"problems"`
	Notes    []string `json:"notes"` // what is worth knowing: sizes, versions
}

// QueryError says what is wrong with a query, and where.
type QueryError struct {
	Query  string
	Column int    // of the code point, from 1; one past the end where more was expected
	Want   string // what was expected there, in words
}

// Error gives the fault in one line.
func (e *QueryError) Error() string {
	return fmt.Sprintf("query, column %d: expected %s", e.Column, e.Want)
}
