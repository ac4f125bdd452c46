// Package comparison makes a verification fit for people to read: from an
// onrecord.Verification the passages with their surroundings, the article
// paragraph by paragraph with what was found of each, and one self-contained
// HTML page. It judges nothing.
package comparison

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Run is a stretch of an article's paragraph: plain, or one that checks are
// about.
type Run struct {
	Text   string
	Checks []int // indexes of Verification.Checks, none where plain
}

// Row is a paragraph of the article with the checks that begin in it.
type Row struct {
	Runs   []Run
	Checks []int
}

// Rows cuts the article into paragraphs and marks what checks are about.
func Rows(v *onrecord.Verification) []Row {
	text := v.Record.Article.Text
	var rows []Row
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.Index(text[at:], "\n\n"); i >= 0 {
			end = at + i
		}
		row := Row{Runs: runs(v, onrecord.Span{Start: at, End: end})}
		for i := range v.Checks {
			if s := v.Checks[i].Span.Start; s >= at && s < end || s == end && end == len(text) {
				row.Checks = append(row.Checks, i)
			}
		}
		if strings.TrimSpace(text[at:end]) != "" {
			rows = append(rows, row)
		}
		at = end + len("\n\n")
	}
	return rows
}

// runs cuts a paragraph where checks begin and end.
func runs(v *onrecord.Verification, paragraph onrecord.Span) []Run {
	text := v.Record.Article.Text
	edges := map[int]bool{paragraph.End: true}
	for i := range v.Checks {
		for _, p := range pieces(&v.Checks[i]) {
			for _, e := range []int{p.Start, p.End} {
				if e > paragraph.Start && e < paragraph.End {
					edges[e] = true
				}
			}
		}
	}
	var out []Run
	for at := paragraph.Start; at < paragraph.End; {
		end := at + 1
		for !edges[end] {
			end++
		}
		run := Run{Text: text[at:end]}
		for i := range v.Checks {
			for _, p := range pieces(&v.Checks[i]) {
				if p.Start <= at && end <= p.End {
					run.Checks = append(run.Checks, i)
					break
				}
			}
		}
		out = append(out, run)
		at = end
	}
	return out
}

func pieces(c *onrecord.Check) []onrecord.Span {
	if len(c.Pieces) == 0 {
		return []onrecord.Span{c.Span}
	}
	return c.Pieces
}

// Passage is a place in a transcript with what stands around it.
type Passage struct {
	Before, Text, After string // Before and After lie in the same turn
	Label               string // of its turn, as printed
	Turn                int    // its number from 1, 0 where it lies in none
	Points              [2]int // in code points of the transcript's text
	From                float64
}

// around is how many bytes are shown before and after a passage, to the next
// end of a sentence or word.
const around = 160

// Passages are the places that a check was found at.
func Passages(v *onrecord.Verification, c *onrecord.Check, points *onrecord.Points) []Passage {
	if c.Transcript < 0 || c.Transcript >= len(v.Transcripts) {
		return nil
	}
	t := &v.Transcripts[c.Transcript]
	out := make([]Passage, 0, len(c.Passages))
	for _, s := range c.Passages {
		p := Passage{Text: s.In(t.Text), Points: points.Span(s)}
		bounds := onrecord.Span{Start: max(0, s.Start-around), End: min(len(t.Text), s.End+around)}
		for i := range t.Turns {
			if span := t.Turns[i].Span(); span.Contains(onrecord.Span{Start: s.Start, End: min(s.End, span.End)}) && s.Start < span.End {
				p.Turn, p.Label, p.From = i+1, t.Turns[i].Label.In(t.Text), t.Turns[i].From
				start := span.Start
				if len(t.Turns[i].Speech) > 0 {
					start = min(s.Start, t.Turns[i].Speech[0].Start)
				}
				bounds = onrecord.Span{Start: max(bounds.Start, start), End: max(s.End, min(bounds.End, span.End))}
				break
			}
		}
		p.Before, p.After = clip(t.Text[bounds.Start:s.Start], true), clip(t.Text[s.End:bounds.End], false)
		out = append(out, p)
	}
	return out
}

// clip cuts a long text to whole words: its end where tail is set, else its start.
func clip(s string, tail bool) string {
	if len(s) < around {
		return s
	}
	if tail {
		for !utf8.RuneStart(s[0]) {
			s = s[1:]
		}
		if i := strings.IndexAny(s, " \n"); i >= 0 {
			s = s[i+1:]
		}
		return "… " + s
	}
	for len(s) > 0 && !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	if i := strings.LastIndexAny(s, " \n"); i >= 0 {
		s = s[:i]
	}
	return s + " …"
}

// Day is the day of a date or time in words: 24 November 2015.
func Day(value string) string {
	t, err := time.Parse(time.DateOnly, value[:min(len(value), len(time.DateOnly))])
	if err != nil {
		return value
	}
	return t.Format("2 January 2006")
}
