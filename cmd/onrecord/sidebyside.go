package main

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// verdictStyles are the colours of verdicts.
var verdictStyles = map[onrecord.Verdict]lipgloss.Style{
	onrecord.Exact: styleAdded, onrecord.Elided: styleAdded,
	onrecord.Altered: styleUnknown, onrecord.Spliced: styleUnknown, onrecord.Reordered: styleUnknown,
	onrecord.Misattributed: styleWarning, onrecord.NotFound: styleFaint,
}

// printVerification writes a verification for a person to read: what the
// article says on the left, what the transcript has on the right.
func printVerification(s *sheet, v *onrecord.Verification, explain bool) {
	a := &v.Record.Article
	s.line(0, styleTitle, firstOf(a.Title, "(no title found)"))
	if d, ok := a.PublishedDate(); ok {
		s.line(0, styleFaint, "Published "+comparison.Day(d.Value)+" ("+d.Basis+")")
	}
	for i := range v.Transcripts {
		s.transcriptLine(&v.Transcripts[i])
	}
	if len(v.Checks) == 0 {
		s.blank()
		s.line(0, styleUnknown, "The article quotes nothing, and repeats nothing, that could be held against a transcript.")
		return
	}
	s.line(0, lipgloss.NewStyle(), comparison.Summary(v))
	points := make([]*onrecord.Points, len(v.Transcripts))
	for i := range v.Transcripts {
		points[i] = onrecord.NewPoints(v.Transcripts[i].Text)
	}
	for i := range v.Checks {
		s.blank()
		s.check(v, i, points, explain)
	}
	notes := comparison.Notes(v)
	if len(notes) > 0 {
		s.blank()
	}
	for _, n := range notes {
		s.line(0, styleWarning, "! "+n)
	}
}

// transcriptLine says what was held against, and what that says of itself.
func (s *sheet) transcriptLine(t *onrecord.Transcript) {
	facts := []string{firstOf(t.Title, t.Name())}
	if d, ok := t.SpokenDate(); ok {
		facts = append(facts, "spoken "+comparison.Day(d.Value))
	}
	if t.Place != nil {
		facts = append(facts, t.Place.Place)
	}
	if t.URL != "" {
		facts = append(facts, t.URL)
	}
	s.line(0, styleFaint, "Against this transcript: "+strings.Join(facts, " · "))
	for _, n := range t.Notices {
		s.line(2, styleWarning, "! "+comparison.Notice(n))
	}
}

// check writes one check, two columns wide.
func (s *sheet) check(v *onrecord.Verification, i int, points []*onrecord.Points, explain bool) {
	c := &v.Checks[i]
	s.labelled(fmt.Sprintf("%3d  ", i+1), verdictStyles[c.Verdict].Bold(true), strings.Join(append([]string{comparison.Verdict(c)}, comparison.Flags(c)...), " · "))
	width := (s.width - 5 - 3) / 2
	left := "“" + visible(strings.Join(words(v.Record.Article.Text, c.Pieces, c.Span), " … ")) + "”"
	if c.Attributed != "" {
		left += "\n" + styleFaint.Render("given to "+visible(c.Attributed))
	}
	var right []string
	var places []string
	if c.Transcript >= 0 && c.Transcript < len(points) {
		for n, p := range comparison.Passages(v, c, points[c.Transcript]) {
			text := styleFaint.Render(tail(visible(p.Before), 6)) + " " + visible(p.Text)
			if n == 0 && comparison.Differs(c) {
				text = styleFaint.Render(tail(visible(p.Before), 6)) + " " + wordDiff(c.Diff)
			} else if n > 0 && comparison.Differs(c) {
				text = ""
			}
			if p.Label != "" && (n == 0 || text != "") {
				text = styleSpeaker.Render(visible(p.Label)+":") + " " + text
			}
			if text != "" {
				right = append(right, strings.TrimSpace(text))
			}
			places = append(places, comparison.Place(p))
		}
	} else {
		right = append(right, styleFaint.Render("does not stand in what it was held against"))
	}
	s.columns(5, width, left, strings.Join(right, "\n…\n"))
	if len(places) > 0 {
		place := strings.Join(places, "; ")
		if len(v.Transcripts) > 1 {
			place = firstOf(v.Transcripts[c.Transcript].Title, v.Transcripts[c.Transcript].Name()) + ", " + place
		}
		s.line(5, styleFaint, place)
	}
	for _, d := range c.Dropped {
		s.line(5, styleWarning, "! left out: “"+d.In(v.Transcripts[c.Transcript].Text)+"”")
	}
	if explain && len(c.Reasons) > 0 {
		s.labelled("     because  ", styleFaint, strings.Join(c.Reasons, " · "))
	}
}

// columns writes two texts side by side, whose styles are in them already.
func (s *sheet) columns(indent, width int, left, right string) {
	l, r := strings.Split(lipgloss.Wrap(left, width, ""), "\n"), strings.Split(lipgloss.Wrap(right, width, ""), "\n")
	for i := range max(len(l), len(r)) {
		a, b := "", ""
		if i < len(l) {
			a = strings.TrimRight(l[i], " ")
		}
		if i < len(r) {
			b = strings.TrimRight(r[i], " ")
		}
		gap := strings.Repeat(" ", max(0, width-lipgloss.Width(a)))
		s.out.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+a+gap+" │ "+b, " ") + "\n")
	}
}

// wordDiff writes a word diff: [-the transcript's alone-] {+the article's alone+}.
func wordDiff(diff []onrecord.Edit) string {
	parts := make([]string, len(diff))
	for i, e := range diff {
		text := visible(e.Text)
		switch e.Op {
		case "-":
			text = styleWarning.Render("[-" + text + "-]")
		case "+":
			text = styleAdded.Render("{+" + text + "+}")
		}
		parts[i] = text
	}
	return strings.Join(parts, " ")
}

// words are the parts of a text that spans cover, or the one that whole does.
func words(text string, spans []onrecord.Span, whole onrecord.Span) []string {
	if len(spans) == 0 {
		spans = []onrecord.Span{whole}
	}
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = s.In(text)
	}
	return out
}

// tail is the last n words of a text.
func tail(text string, n int) string {
	all := strings.Fields(text)
	if len(all) <= n {
		return text
	}
	return "… " + strings.Join(all[len(all)-n:], " ")
}
