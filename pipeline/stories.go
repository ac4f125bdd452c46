package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/story"
)

// Stories reads pages as JSON Lines, as Lines does, and when all are read
// writes a line for each utterance that several of them report, one for
// each story, and one for each page that could not be read. A line may name its
// outlet, which counts where the page does not. The order of the lines does
// not change the output. All records are held in memory. The error is of in,
// out, ctx or the release's files.
func (r *Reader) Stories(ctx context.Context, in io.Reader, out io.Writer, progress func(Outcome)) (Outcome, error) {
	matcher, err := story.New()
	if err != nil {
		return Outcome{}, err
	}
	var all storyLines
	done, err := eachLine(ctx, in, io.Discard, progress, func(ctx context.Context, line []byte, tooLong bool) lineResult {
		return all.take(ctx, r, line, tooLong)
	})
	if err != nil {
		return done, err
	}
	stories := matcher.Group(all.records)
	if err := stories.WriteLines(out); err != nil {
		return done, err
	}
	slices.Sort(all.failures)
	_, err = io.WriteString(out, strings.Join(all.failures, ""))
	return done, err
}

// storyLines gathers what lines gave, in no order.
type storyLines struct {
	sync.Mutex
	records  []onrecord.Record
	failures []string
}

// take reads one line.
func (all *storyLines) take(ctx context.Context, r *Reader, line []byte, tooLong bool) lineResult {
	record, err := r.storyLine(ctx, line, tooLong)
	all.Lock()
	defer all.Unlock()
	if err != nil {
		res := failedLine(err)
		all.failures = append(all.failures, string(res.json)+"\n")
		return lineResult{failed: true}
	}
	all.records = append(all.records, record)
	return lineResult{}
}

// storyLine reads a line's page.
func (r *Reader) storyLine(ctx context.Context, line []byte, tooLong bool) (onrecord.Record, error) {
	var in struct {
		onrecord.PageLine
		Outlet string `json:"outlet"`
	}
	var page onrecord.Page
	err := errors.New("the line is too long")
	if !tooLong {
		if err = json.Unmarshal(line, &in); err == nil {
			page, err = in.Page()
		}
	}
	if err != nil {
		return onrecord.Record{}, &onrecord.Failure{ID: in.ID, URL: in.URL, Stage: "input", Reason: onrecord.ReasonBadInput, Message: err.Error()}
	}
	record, err := r.Read(ctx, page)
	if record.Article.Outlet == "" {
		record.Article.Outlet = in.Outlet
	}
	return record, err
}
