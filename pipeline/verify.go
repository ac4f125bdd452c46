package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/verify"
)

// Verify holds an article's quotations, and what it repeats without marks,
// against transcripts. With quotes, spans of the article's text, these are
// judged and nothing else. It is total and deterministic.
func (r *Reader) Verify(record onrecord.Record, transcripts []onrecord.Transcript, quotes []onrecord.Span) onrecord.Verification {
	return verify.Verify(record, transcripts, verify.Options{Quotes: quotes})
}

// pair is a line of `onrecord verify --jsonl`.
type pair struct {
	ID         string             `json:"id"`
	Article    *onrecord.PageLine `json:"article"`
	Transcript *onrecord.PageLine `json:"transcript"`
	Quotes     [][2]int           `json:"quotes"`
}

// VerifyLines is Lines for pairs of an article and a transcript: each line
// gives its verification, or what went wrong with it.
func (r *Reader) VerifyLines(ctx context.Context, in io.Reader, out io.Writer, progress func(Outcome)) (Outcome, error) {
	return eachLine(ctx, in, out, progress, r.pairLine)
}

func (r *Reader) pairLine(ctx context.Context, line []byte, tooLong bool) lineResult {
	if tooLong {
		return longLine()
	}
	var in pair
	bad := func(err error) lineResult {
		return failedLine(&onrecord.Failure{ID: in.ID, Stage: "input", Reason: onrecord.ReasonBadInput, Message: err.Error()})
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return bad(err)
	}
	if in.Article == nil || in.Transcript == nil {
		return bad(errors.New("a line needs an article and a transcript"))
	}
	articlePage, err := in.Article.Page()
	if err != nil {
		return bad(fmt.Errorf("article: %w", err))
	}
	transcriptPage, err := in.Transcript.Page()
	if err != nil {
		return bad(fmt.Errorf("transcript: %w", err))
	}
	if articlePage.ID == "" {
		articlePage.ID = in.ID
	}
	record, err := r.Read(ctx, articlePage)
	if err != nil {
		return failedLine(underID(err, in.ID))
	}
	transcript, err := r.Transcript(ctx, transcriptPage)
	if err != nil {
		return failedLine(underID(err, in.ID))
	}
	var quotes []onrecord.Span
	if in.Quotes != nil {
		points := onrecord.NewPoints(record.Article.Text)
		quotes = []onrecord.Span{}
		for _, q := range in.Quotes {
			span, ok := points.Bytes(q)
			if !ok || span.Empty() {
				return bad(fmt.Errorf("quotes: [%d, %d] is outside the article's text", q[0], q[1]))
			}
			quotes = append(quotes, span)
		}
	}
	v := r.Verify(record, []onrecord.Transcript{transcript}, quotes)
	v.Record.Article.ID = in.ID
	data, err := v.MarshalJSON()
	if err != nil {
		return failedLine(&onrecord.Failure{ID: in.ID, Stage: "output", Reason: onrecord.ReasonInternal, Message: err.Error()})
	}
	return lineResult{json: data}
}

// underID is a failure under the line's ID.
func underID(err error, id string) error {
	var failure *onrecord.Failure
	if !errors.As(err, &failure) {
		return err
	}
	out := *failure
	out.ID = id
	return &out
}
