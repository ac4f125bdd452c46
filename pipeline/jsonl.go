package pipeline

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/onrecord/onrecord"
)

// Outcome counts the lines of a JSON Lines run.
type Outcome struct {
	Lines, Records, Failures int
	Bytes                    int64 // of input
}

// Lines reads pages as JSON Lines from in and writes one line for each to out,
// in order: its record, or what went wrong with it. A bad line never stops
// the run. Work is spread over all cores with a bounded number of lines in
// flight. After each line, progress (where not nil) is told how far the run
// is. The error is of in, out or ctx.
func (r *Reader) Lines(ctx context.Context, in io.Reader, out io.Writer, progress func(Outcome)) (Outcome, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		line    []byte
		tooLong bool
		result  chan lineResult
	}
	workers := runtime.GOMAXPROCS(0)
	jobs := make(chan job)
	order := make(chan job, 2*workers)
	for range workers {
		go func() {
			for j := range jobs {
				j.result <- r.line(ctx, j.line, j.tooLong)
			}
		}()
	}
	readErr := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(jobs)
		readErr <- readLines(in, func(line []byte, tooLong bool) bool {
			j := job{line, tooLong, make(chan lineResult, 1)}
			select {
			case order <- j:
			case <-ctx.Done():
				return false
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return false
			}
			return true
		})
	}()
	var done Outcome
	w := bufio.NewWriterSize(out, 1<<16)
	for j := range order {
		var res lineResult
		select {
		case res = <-j.result:
		case <-ctx.Done():
			return done, errors.Join(ctx.Err(), w.Flush())
		}
		done.Lines++
		done.Bytes += int64(len(j.line)) + 1
		if res.failed {
			done.Failures++
		} else {
			done.Records++
		}
		if _, err := w.Write(append(res.json, '\n')); err != nil {
			return done, err
		}
		if progress != nil {
			progress(done)
		}
	}
	if err := ctx.Err(); err != nil {
		return done, errors.Join(err, w.Flush())
	}
	return done, errors.Join(<-readErr, w.Flush())
}

type lineResult struct {
	json   []byte
	failed bool
}

// lineInput is one line of `read --jsonl`.
type lineInput struct {
	ID        string  `json:"id"`
	HTML      *string `json:"html"`
	Scrape    *string `json:"scrape"`
	Text      *string `json:"text"`
	URL       string  `json:"url"`
	FetchedAt string  `json:"fetched_at"`
	Published string  `json:"published"`
}

// page checks the line and turns it into a page.
func (l lineInput) page() (onrecord.Page, error) {
	page := onrecord.Page{ID: l.ID, URL: l.URL, Published: l.Published}
	given := 0
	for _, f := range []struct {
		form onrecord.Form
		body *string
	}{{onrecord.HTML, l.HTML}, {onrecord.Scrape, l.Scrape}, {onrecord.Text, l.Text}} {
		if f.body != nil {
			given++
			page.Form, page.Body = f.form, []byte(*f.body)
		}
	}
	if given != 1 {
		return page, fmt.Errorf("a line needs exactly one of html, scrape and text; this one has %d", given)
	}
	if l.FetchedAt != "" {
		at, err := time.Parse(time.RFC3339, l.FetchedAt)
		if err != nil {
			return page, fmt.Errorf("fetched_at: %w", err)
		}
		page.FetchedAt = at
	}
	if err := CheckPublished(l.Published); err != nil {
		return page, err
	}
	return page, nil
}

// CheckPublished says what is wrong with a published date given by the caller:
// "" and a day (2016-09-12) and an RFC 3339 time are right.
func CheckPublished(value string) error {
	if value == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, value); err == nil {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, value); err == nil {
		return nil
	}
	return fmt.Errorf("published: %q is neither a day (2016-09-12) nor an RFC 3339 time", value)
}

// line reads one line into its output line.
func (r *Reader) line(ctx context.Context, line []byte, tooLong bool) lineResult {
	if tooLong {
		return failedLine(&onrecord.Failure{Stage: "input", Reason: onrecord.ReasonTooLarge,
			Message: fmt.Sprintf("the line is over %d bytes", maxLine)})
	}
	var in lineInput
	var page onrecord.Page
	err := json.Unmarshal(line, &in)
	if err == nil {
		page, err = in.page()
	}
	if err != nil {
		return failedLine(&onrecord.Failure{ID: in.ID, URL: in.URL, Stage: "input", Reason: onrecord.ReasonBadInput, Message: err.Error()})
	}
	record, err := r.Read(ctx, page)
	if err != nil {
		return failedLine(err)
	}
	data, err := record.MarshalJSON()
	if err != nil {
		return failedLine(&onrecord.Failure{ID: in.ID, URL: in.URL, Stage: "output", Reason: onrecord.ReasonInternal, Message: err.Error()})
	}
	return lineResult{json: data}
}

// failedLine is the output line for a page that could not be read.
func failedLine(err error) lineResult {
	var failure *onrecord.Failure
	if !errors.As(err, &failure) {
		failure = &onrecord.Failure{Reason: onrecord.ReasonInternal, Message: err.Error()}
	}
	data, err := failure.MarshalJSON()
	if err != nil {
		data = []byte(`{"format":1,"id":"","error":{"kind":"internal","message":"the error could not be written"}}`)
	}
	return lineResult{json: data, failed: true}
}

// maxLine is the longest line that is read, in bytes; longer ones become
// failures without being held in memory.
const maxLine = 256 << 20

// readLines calls use with each non-blank line until it says false or in
// ends; lines end in \n alone. A line over maxLine is given as its first bytes
// and marked so.
func readLines(in io.Reader, use func(line []byte, tooLong bool) bool) error {
	r := bufio.NewReaderSize(in, 1<<16)
	var line []byte
	tooLong := false
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			tooLong = true
			line = line[:min(len(line), 1<<10)]
		} else if !tooLong {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 && !use(trimmed, tooLong) {
			return nil
		}
		line, tooLong = nil, false
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
