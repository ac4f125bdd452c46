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
	return eachLine(ctx, in, out, progress, r.line)
}

// eachLine is Lines with whatever turns a line of input into one of output.
func eachLine(ctx context.Context, in io.Reader, out io.Writer, progress func(Outcome),
	work func(ctx context.Context, line []byte, tooLong bool) lineResult) (Outcome, error) {
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
				j.result <- work(ctx, j.line, j.tooLong)
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

// line reads one line into its output line.
func (r *Reader) line(ctx context.Context, line []byte, tooLong bool) lineResult {
	if tooLong {
		return longLine()
	}
	var in onrecord.PageLine
	var page onrecord.Page
	err := json.Unmarshal(line, &in)
	if err == nil {
		page, err = in.Page()
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

// longLine is the output line for one that is longer than is read.
func longLine() lineResult {
	return failedLine(&onrecord.Failure{Stage: "input", Reason: onrecord.ReasonTooLarge, Message: fmt.Sprintf("the line is over %d bytes", maxLine)})
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
