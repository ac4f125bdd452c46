package pages

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// paragraph is one of an article's, cut where statements begin and end, with a
// card for each statement that begins in it.
type paragraph struct {
	Runs  []stretch
	Cards []card
}

// stretch is a run of text: plain, or part of a statement.
type stretch struct {
	Text   string
	Class  string // "" where plain
	Link   int    // number of the statement, from 1
	Begins bool   // the statement begins here
	Here   bool   // it is the one that the page is about
}

// card says of a statement who makes it and how.
type card struct {
	Number    int
	Statement onrecord.Statement
	Key       string // the speaker's, "" where there is none
	Terms     []onrecord.Term
	Here      bool
}

// part is a span of a statement within the text.
type part struct {
	onrecord.Span
	statement int // index in the record
	what      rank
}

// rank orders what a stretch can be; of several the greatest is shown.
type rank int

const (
	isSource rank = iota
	isCue
	isContent
)

// marked cuts an article's text into paragraphs with its statements marked; here is
// the ID of the one that the page is about, or "".
func marked(r *onrecord.Record, here string) []paragraph {
	parts := partsOf(r)
	keys := map[string]string{}
	for _, e := range r.Entities {
		keys[e.ID] = e.Key
	}
	var out []paragraph
	begun := map[int]bool{}
	text := r.Article.Text
	next := 0 // the first part that may still reach into the paragraph
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.Index(text[at:], "\n\n"); i >= 0 {
			end = at + i
		}
		in := onrecord.Span{Start: at, End: end}
		for next < len(parts) && parts[next].End <= at {
			next++
		}
		var within []part
		for _, p := range parts[next:] {
			if p.Start >= end {
				break
			}
			if p.Overlaps(in) {
				within = append(within, p)
			}
		}
		para := paragraph{Runs: stretches(r, in, within, here, begun)}
		for i := range r.Statements {
			if s := &r.Statements[i]; first(s) >= at && first(s) < end+len("\n\n") {
				c := card{Number: i + 1, Statement: *s, Key: keys[s.Speaker.Entity], Here: s.ID == here}
				for _, condition := range s.Conditions {
					c.Terms = append(c.Terms, onrecord.Term{Kind: condition.Kind, Text: condition.Clause.In(text), Flag: condition.Flag})
				}
				para.Cards = append(para.Cards, c)
			}
		}
		if strings.TrimSpace(text[at:end]) != "" || len(para.Cards) > 0 {
			out = append(out, para)
		}
		at = end + len("\n\n")
	}
	return out
}

// partsOf are all spans of all statements by where they start. Those that start
// together are in order of the statements.
func partsOf(r *onrecord.Record) []part {
	var out []part
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, list := range []struct {
			what  rank
			spans []onrecord.Span
		}{{isSource, s.Source}, {isCue, s.Cue}, {isContent, s.Content}} {
			for _, span := range list.spans {
				if !span.Empty() && span.Start >= 0 && span.End <= len(r.Article.Text) {
					out = append(out, part{span, i, list.what})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b part) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// first is where a statement's content begins.
func first(s *onrecord.Statement) int {
	if len(s.Content) == 0 {
		return -1
	}
	return slices.MinFunc(s.Content, func(a, b onrecord.Span) int { return cmp.Compare(a.Start, b.Start) }).Start
}

// stretches cuts a paragraph. Where statements lie within each other, a stretch
// belongs to the innermost.
func stretches(r *onrecord.Record, in onrecord.Span, within []part, here string, begun map[int]bool) []stretch {
	edges := []int{in.Start, in.End}
	for _, p := range within {
		edges = append(edges, max(p.Start, in.Start), min(p.End, in.End))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []stretch
	for i := 0; i+1 < len(edges); i++ {
		span := onrecord.Span{Start: edges[i], End: edges[i+1]}
		run := stretch{Text: span.In(r.Article.Text)}
		best := -1
		for k, p := range within {
			if !p.Contains(span) {
				continue
			}
			if best < 0 || p.what > within[best].what || p.what == within[best].what && p.Len() < within[best].Len() {
				best = k
			}
			if r.Statements[p.statement].ID == here && p.what == isContent {
				run.Here = true
			}
		}
		if best >= 0 {
			p := within[best]
			run.Link = p.statement + 1
			switch p.what {
			case isSource:
				run.Class = "source"
			case isCue:
				run.Class = "cue"
			case isContent:
				run.Class = "said " + string(r.Statements[p.statement].Kind)
				run.Begins = !begun[p.statement]
				begun[p.statement] = true
			}
		}
		out = append(out, run)
	}
	return out
}
