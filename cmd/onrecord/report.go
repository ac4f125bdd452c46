package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

// report tells how a run goes: a bar where a person is watching, lines of JSON
// where a program is, the first failures, and a summary.
type report struct {
	tally
	out, errOut io.Writer
	json        bool
	line        sync.Mutex // held while a line is printed
	begun       time.Time
	shown, most int // failures that were printed, or would be; and how many may be
	bar         *progressbar.ProgressBar
	pages       bool             // the bar counts pages, not bytes
	ends        bool             // it is known where the bar ends
	read        map[string]int64 // bytes of each file in parts that have been given
	steps       map[string]int64 // bytes that the bar moves by when the item of a place is done
}

func newReport(cmd *cobra.Command, json bool) *report {
	return &report{out: cmd.OutOrStdout(), errOut: cmd.ErrOrStderr(), json: json, most: 10, begun: time.Now(), read: map[string]int64{}, steps: map[string]int64{}}
}

// expect shows a bar on a terminal: over the bytes of files and folders, or over the
// pages that one address lists, once it is known how many. Without one of these there
// is no telling how long it will take, and the bar does not.
func (r *report) expect(names []string) {
	terminal, ok := r.errOut.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return
	}
	r.show(names)
}

func (r *report) show(names []string) {
	r.pages = len(names) == 1 && fetch.IsURL(names[0])
	total := bytesOf(names)
	r.ends = total >= 0
	r.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(r.errOut), progressbar.OptionShowBytes(!r.pages),
		progressbar.OptionSetDescription("reading"), progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
}

// bytesOf is how many bytes files and folders have, or -1 where it cannot be
// told how many will be read.
func bytesOf(names []string) (total int64) {
	for _, name := range names {
		if name == "-" || fetch.IsURL(name) || strings.ContainsAny(name, "*?[") {
			return -1
		}
		_ = filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // it will be told of when it is read
			}
			if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}

// reached notes how far an item takes the bar on, once it is done.
func (r *report) reached(place string, found fetch.Item) {
	if r.bar == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	at := found.Origin
	step := at.Size
	switch {
	case r.pages:
		step = 1
		if n := int64(found.Listed.Of); n > 0 && !r.ends {
			r.ends = true
			r.bar.ChangeMax64(n)
		}
	case at.Part != "":
		step = found.Passed - r.read[at.Path]
		r.read[at.Path] = max(r.read[at.Path], found.Passed)
	}
	r.steps[place] += max(step, 0)
}

// passed tells that the first pages of a file, which earlier runs have done, are
// not gone through again.
func (r *report) passed(path string, m mark) {
	r.addItems(m.pages, outcomeSkipped)
	if r.json {
		line := struct {
			Place   string `json:"place"`
			Outcome string `json:"outcome"`
			Pages   int    `json:"pages"` // how many
		}{path, outcomeSkipped, m.pages}
		r.line.Lock()
		defer r.line.Unlock()
		_ = printJSON(r.out, line) // as in event
	}
}

// advance moves the bar past an item that is done.
func (r *report) advance(place string) {
	r.mu.Lock()
	step := r.steps[place]
	delete(r.steps, place)
	r.mu.Unlock()
	r.bar.Describe(fmt.Sprintf("%s pages, %.1f/s: %s", thousands(r.items), r.rate(), r.String()))
	_ = r.bar.Add64(step)
}

// outcomeOf names what became of an item.
func outcomeOf(e pipeline.Event) string {
	switch {
	case e.Failure != nil:
		return outcomeFailed
	case e.Skipped:
		return outcomeSkipped
	}
	return string(e.Stored.Outcome)
}

// event counts what became of an item, and tells it.
func (r *report) event(e pipeline.Event) {
	r.add(outcomeOf(e), e.Statements, e.Bytes)
	r.line.Lock()
	defer r.line.Unlock()
	switch {
	case r.json:
		_ = printJSON(r.out, logLine(e)) // a log that breaks off does not end the run
	case e.Failure != nil:
		r.warn(e.Failure.Error())
	case e.Damage != "" && !e.Skipped:
		r.warn(e.From.Place + ": kept, but it may not be whole: " + e.Damage)
	}
	if r.bar != nil {
		r.advance(e.From.Place)
	}
}

// warn prints a line for each of the first failures.
func (r *report) warn(line string) {
	if r.shown++; r.shown > r.most {
		return
	}
	if r.bar != nil {
		_ = r.bar.Clear()
	}
	fmt.Fprintln(r.errOut, "onrecord: "+visible(line))
}

// rate is how many pages a second were done since the beginning.
func (r *report) rate() float64 { return float64(r.items) / max(time.Since(r.begun).Seconds(), 0.001) }

// logLine is what the log says of an item.
func logLine(e pipeline.Event) any {
	type wrong struct {
		Kind    onrecord.Reason `json:"kind"`
		Stage   string          `json:"stage"`
		Message string          `json:"message"`
	}
	line := struct {
		Place      string `json:"place"`
		Outcome    string `json:"outcome"`
		Article    string `json:"article,omitempty"`
		Version    int    `json:"version,omitempty"`
		NearCopyOf string `json:"near_copy_of,omitempty"`
		Statements int    `json:"statements,omitempty"`
		Damage     string `json:"damage,omitempty"`
		Error      *wrong `json:"error,omitempty"`
	}{e.From.Place, outcomeOf(e), e.Stored.Article, e.Stored.Version, e.Stored.NearCopyOf, e.Statements, e.Damage, nil}
	if f := e.Failure; f != nil {
		line.Error = &wrong{f.Reason, f.Stage, f.Message}
	}
	return line
}

// sum says how the run went.
func (r *report) sum() {
	seconds := time.Since(r.begun).Seconds()
	if r.json {
		type summary struct {
			Pages      int            `json:"pages"`
			Outcomes   map[string]int `json:"outcomes"`
			Statements int            `json:"statements"`
			Bytes      int64          `json:"bytes"`
			Seconds    float64        `json:"seconds"`
		}
		_ = printJSON(r.out, map[string]summary{"summary": {r.items, r.counts, r.statements, r.bytes, seconds}})
		return
	}
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	if more := r.shown - r.most; more > 0 {
		fmt.Fprintf(r.errOut, "onrecord: %d more; onrecord failures lists what failed\n", more)
	}
	fmt.Fprintf(r.out, "%s: %s\n", count(r.items, "page"), r.String())
	if r.items > 0 {
		fmt.Fprintf(r.out, "%s from %s in %.1f s, %.1f pages a second\n", count(r.statements, "statement"), size(r.bytes), seconds, r.rate())
	}
}
