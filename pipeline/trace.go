package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/trace"
)

// Library finds the transcripts that articles quote, among those of a shelf.
// It sees the shelf as it was when it was opened, and is safe for concurrent use.
type Library struct {
	shelf onrecord.TranscriptShelf
	index *trace.Index
}

// shardText is how many bytes of transcripts go into one new shard: what is
// held in memory at once.
const shardText = 64 << 20

// OpenLibrary brings the index of a shelf up to date and opens it. Killed on the way,
// it goes on from the last shard that was kept. A shard of another
// version of the program, or one that is damaged, is made anew.
func OpenLibrary(ctx context.Context, shelf onrecord.TranscriptShelf) (*Library, error) {
	shards, err := shelf.Shards(ctx)
	if err != nil {
		return nil, err
	}
	dropped, err := dropUnreadable(ctx, shelf, shards)
	if err != nil {
		return nil, err
	}
	indexed, err := indexNew(ctx, shelf)
	if err != nil {
		return nil, err
	}
	if dropped || indexed {
		if shards, err = shelf.Shards(ctx); err != nil {
			return nil, err
		}
	}
	if shards, err = mergeStale(ctx, shelf, shards); err != nil {
		return nil, err
	}
	parts := make([][]byte, len(shards))
	for i, s := range shards {
		parts[i] = s.Bytes
	}
	index, err := trace.Open(parts...)
	if err != nil {
		return nil, err
	}
	return &Library{shelf, index}, nil
}

// Len is how many transcripts it knows.
func (l *Library) Len() int { return l.index.Len() }

// dropUnreadable replaces shards that cannot be read by an empty one, so that
// what they covered is indexed again. All go where one does: a shard may say
// what is gone from older ones. It tells whether one does.
func dropUnreadable(ctx context.Context, shelf onrecord.TranscriptShelf, shards []onrecord.Shard) (bool, error) {
	bad := slices.ContainsFunc(shards, func(s onrecord.Shard) bool {
		_, err := trace.Open(s.Bytes)
		return err != nil
	})
	if !bad {
		return false, nil
	}
	empty, err := trace.Remove()
	if err != nil {
		return false, err
	}
	return true, shelf.PutShard(ctx, onrecord.Shard{Bytes: empty}, shardIDs(shards))
}

func shardIDs(shards []onrecord.Shard) []int64 {
	out := make([]int64, len(shards))
	for i, s := range shards {
		out[i] = s.ID
	}
	return out
}

// indexNew makes shards of the transcripts that no shard covers, and tells
// whether there are any.
func indexNew(ctx context.Context, shelf onrecord.TranscriptShelf) (indexed bool, err error) {
	next, stop := iter.Pull2(shelf.Unindexed(ctx))
	defer stop()
	for more := true; more; {
		var covers []onrecord.Covered
		var failed error
		size := 0
		docs := func(yield func(trace.Doc) bool) {
			for size < shardText {
				kept, err, ok := next()
				if more = ok && err == nil; !more {
					failed = err
					return
				}
				size += len(kept.Transcript.Text)
				covers = append(covers, onrecord.Covered{ID: kept.ID, Version: kept.Version})
				if !yield(docOf(kept)) {
					return
				}
			}
		}
		bytes, err := trace.Build(docs)
		if err := errors.Join(failed, err); err != nil {
			return indexed, fmt.Errorf("indexing transcripts: %w", err)
		}
		if len(covers) == 0 {
			return indexed, nil
		}
		if err := shelf.PutShard(ctx, onrecord.Shard{Covers: covers, Bytes: bytes}, nil); err != nil {
			return indexed, err
		}
		indexed = true
	}
	return indexed, nil
}

// docOf is a transcript as the index knows it.
func docOf(kept onrecord.KeptTranscript) trace.Doc {
	t := &kept.Transcript
	doc := trace.Doc{ID: kept.ID, Text: t.Text}
	if d, ok := t.SpokenDate(); ok {
		doc.Day = d.Value
	}
	seen := map[string]bool{}
	for i := range t.Turns {
		for _, name := range []string{t.Turns[i].Speaker.Name, t.Turns[i].Label.In(t.Text)} {
			if name != "" && !seen[name] {
				seen[name] = true
				doc.Speakers = append(doc.Speakers, name)
			}
		}
	}
	return doc
}

// mergeStale keeps the shards few, and gives those that there are then.
func mergeStale(ctx context.Context, shelf onrecord.TranscriptShelf, shards []onrecord.Shard) ([]onrecord.Shard, error) {
	sizes := make([]int, len(shards))
	for i, s := range shards {
		sizes[i] = len(s.Bytes)
	}
	n := trace.Stale(sizes)
	if n < 2 {
		return shards, nil
	}
	merge := trace.Merge
	if n == len(shards) {
		merge = trace.MergeAll
	}
	old := shards[len(shards)-n:]
	var parts [][]byte
	var covers []onrecord.Covered
	for _, s := range old {
		parts = append(parts, s.Bytes)
		covers = append(covers, s.Covers...)
	}
	bytes, err := merge(parts...)
	if errors.Is(err, trace.ErrTooLarge) {
		return shards, nil
	}
	if err != nil {
		return nil, err
	}
	err = shelf.PutShard(ctx, onrecord.Shard{Covers: covers, Bytes: bytes}, shardIDs(old))
	if errors.Is(err, onrecord.ErrNotFound) {
		return shelf.Shards(ctx) // somebody else was faster
	}
	if err != nil {
		return nil, err
	}
	return shelf.Shards(ctx)
}

// believed is how many transcripts an article is held against at most.
const believed = 5

// Trace finds the transcripts that a record's quotations come from and holds it
// against them. Statements whose words stand in one get the day and the place
// on which they were spoken, and the article a date of kind spoken for each.
func (r *Reader) Trace(ctx context.Context, l *Library, record onrecord.Record) (onrecord.Tracing, error) {
	out := onrecord.Tracing{Spoken: map[string]onrecord.SpokenOn{}}
	out.Record = record
	var transcripts []onrecord.Transcript
	for _, c := range l.index.Find(quotesOf(&record), trace.Options{}) {
		candidate, kept, err := l.candidate(ctx, c)
		if errors.Is(err, onrecord.ErrNotFound) {
			continue // it is gone since the library was opened
		}
		if err != nil {
			return out, err
		}
		out.Candidates = append(out.Candidates, candidate)
		if c.Confidence >= trace.Found && len(transcripts) < believed {
			kept.Transcript.ID = kept.ID
			transcripts = append(transcripts, kept.Transcript)
		}
	}
	out.Verification = r.Verify(record, transcripts, nil)
	date(&out)
	return out, nil
}

// quotesOf are the statements of a record that give somebody's words.
func quotesOf(record *onrecord.Record) []trace.Quote {
	day := ""
	if d, ok := record.Article.PublishedDate(); ok {
		day = d.Value
	}
	var out []trace.Quote
	for _, s := range record.Statements {
		if s.Kind == onrecord.Indirect {
			continue
		}
		text := ""
		for _, c := range s.Content {
			text += c.In(record.Article.Text) + " … "
		}
		out = append(out, trace.Quote{Text: text, Day: day, Speaker: s.Speaker.Name})
	}
	return out
}

// candidate gives what the shelf knows of a transcript that the index names.
func (l *Library) candidate(ctx context.Context, c trace.Candidate) (onrecord.Candidate, onrecord.KeptTranscript, error) {
	kept, err := l.shelf.Transcript(ctx, c.ID, 0)
	if err != nil {
		return onrecord.Candidate{}, kept, err
	}
	out := onrecord.Candidate{Transcript: headingOf(kept), Confidence: decimals(c.Confidence), Words: c.Words, Quotes: len(c.Hits)}
	for _, id := range c.Copies {
		other, err := l.shelf.Transcript(ctx, id, 0)
		if errors.Is(err, onrecord.ErrNotFound) {
			continue
		}
		if err != nil {
			return out, kept, err
		}
		out.Copies = append(out.Copies, headingOf(other))
	}
	return out, kept, nil
}

func headingOf(kept onrecord.KeptTranscript) onrecord.TranscriptHeading {
	t := &kept.Transcript
	h := onrecord.TranscriptHeading{ID: kept.ID, Title: t.Title, URL: t.URL, Kind: t.Kind, Turns: len(t.Turns), Bytes: len(t.Text)}
	if d, ok := t.SpokenDate(); ok {
		h.Day = d.Day()
	}
	return h
}

// date says of the statements that were found when and where they were
// spoken, and gives the article those days. Of the hour at which an occasion
// began nothing follows for the hour of a statement.
func date(out *onrecord.Tracing) {
	used := make([]float64, len(out.Transcripts)) // the best agreement with each
	for i := range out.Checks {
		c := &out.Checks[i]
		if c.Transcript < 0 || c.Verdict == onrecord.NotFound {
			continue
		}
		t := &out.Transcripts[c.Transcript]
		used[c.Transcript] = max(used[c.Transcript], c.Similarity)
		day, ok := t.SpokenDate()
		if _, known := out.Spoken[c.Statement]; !ok || known || c.Statement == "" {
			continue
		}
		on := onrecord.SpokenOn{Value: day.Day(), Basis: "trace", Precision: "day", Transcript: t.ID}
		if t.Place != nil {
			on.Place = t.Place.Place
		}
		out.Spoken[c.Statement] = on
	}
	for i := range out.Transcripts {
		t := &out.Transcripts[i]
		if day, ok := t.SpokenDate(); ok && used[i] > 0 {
			out.Record.Article.Dates = append(slices.Clone(out.Record.Article.Dates), onrecord.Date{Kind: onrecord.Spoken, Value: day.Day(),
				Precision: "day", Basis: "trace", Evidence: strings.TrimSpace(t.Title + " " + t.ID), Confidence: decimals(day.Confidence * used[i])})
		}
	}
}
