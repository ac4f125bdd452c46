package onrecord

import (
	"context"
	"iter"
)

// TranscriptShelf is the part of a Ledger that keeps transcripts, and the
// shards of the index by which a passage is found among them. What a shard
// holds only package trace knows.
type TranscriptShelf interface {
	// PutTranscript keeps a transcript and marks its origin as done, in one
	// step, as Put does with a record: its title and text make its versions.
	PutTranscript(ctx context.Context, t Transcript, from Origin) (Stored, error)
	// Transcript gives one version of a transcript; 0 means the current one.
	Transcript(ctx context.Context, id string, version int) (KeptTranscript, error)
	// Transcripts lists the current transcripts that were spoken from one day
	// to another, both included and both "" for no bound; the latest first.
	Transcripts(ctx context.Context, from, to string) iter.Seq2[TranscriptHeading, error]

	// Unindexed gives the current versions that no shard covers, in the order
	// in which they were kept.
	Unindexed(ctx context.Context) iter.Seq2[KeptTranscript, error]
	// Shards gives all shards, in the order in which they were made.
	Shards(ctx context.Context) ([]Shard, error)
	// PutShard keeps a shard instead of others, in one step. The versions it
	// covers are no longer unindexed. It fails with ErrNotFound where one of
	// the others is gone: somebody else has replaced it.
	PutShard(ctx context.Context, s Shard, replaces []int64) error
}

// KeptTranscript is one version of a transcript, with what the ledger knows
// beside it.
type KeptTranscript struct {
	ID         string
	Version    int
	Current    int
	Versions   []Version
	Transcript Transcript
}

// TranscriptHeading is a transcript in a list.
type TranscriptHeading struct {
	ID    string         `json:"id"`
	Title string         `json:"title,omitempty"`
	URL   string         `json:"url,omitempty"`
	Kind  TranscriptKind `json:"kind"`
	Day   string         `json:"day,omitempty"`
	Turns int            `json:"turns"`
	Bytes int            `json:"bytes"` // of its text
}

// Shard is a part of the index of transcripts.
type Shard struct {
	ID     int64
	Covers []Covered
	Bytes  []byte
}

// Covered is a version of a transcript that a shard covers.
type Covered struct {
	ID      string
	Version int
}

// TranscriptID is the ID of a transcript in the ledger, by the rule of
// ArticleID.
func TranscriptID(t *Transcript) string {
	return ArticleID(&Article{ID: t.ID, URL: t.URL, SHA256: t.SHA256, Title: t.Title, Text: t.Text})
}
