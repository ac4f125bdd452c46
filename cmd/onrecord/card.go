package main

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// card writes one record for a person to read.
type card struct {
	sheet
	record  onrecord.Record
	points  *onrecord.Points
	explain bool
}

// printCard writes the record as a card: what the page is, when it is from,
// and each statement with its speaker; with explain also the rule and the
// evidence of each. Control characters of the page are not passed on.
func printCard(w io.Writer, record onrecord.Record, explain bool) error {
	c := &card{sheet: newSheet(w), record: record, points: onrecord.NewPoints(record.Article.Text), explain: explain}
	c.head()
	c.dates()
	c.statements()
	return c.print(w)
}

func (c *card) head() {
	a := &c.record.Article
	title := a.Title
	if title == "" {
		title = "(no title found)"
	}
	c.line(0, styleTitle, title)
	var facts []string
	if a.Outlet != "" {
		facts = append(facts, a.Outlet)
	}
	if len(a.Section) > 0 {
		facts = append(facts, strings.Join(a.Section, " / "))
	}
	if len(a.Authors) > 0 {
		facts = append(facts, "by "+strings.Join(a.Authors, ", "))
	}
	if a.Dateline != nil {
		facts = append(facts, "from "+a.Dateline.Place)
	}
	if len(facts) > 0 {
		c.line(0, styleFaint, strings.Join(facts, " · "))
	}
	if address := firstOf(a.CanonicalURL, a.URL); address != "" {
		c.line(0, styleFaint, address)
	}
}

// dates says when the page is from, and warns where it misleads.
func (c *card) dates() {
	a := &c.record.Article
	published, known := a.PublishedDate()
	if known {
		c.line(0, lipgloss.NewStyle(), "Published "+comparison.Day(published.Value)+" ("+published.Basis+")")
	} else {
		c.line(0, styleUnknown, "Published: unknown")
	}
	for _, d := range a.Dates {
		switch {
		case d.Kind == onrecord.Rendered && !known:
			c.line(0, styleWarning, fmt.Sprintf("! %s stands on the page (“%s”), but as the day on which it was rendered; "+
				"it does not say when the story was published.", comparison.Day(d.Value), d.Evidence))
		case d.Kind == onrecord.Published && known && d.Day() != published.Day():
			c.line(0, styleWarning, fmt.Sprintf("! The page also gives %s as its date (%s: “%s”).", comparison.Day(d.Value), d.Basis, d.Evidence))
		}
	}
	if !c.explain {
		return
	}
	for _, d := range a.Dates {
		c.line(2, styleFaint, fmt.Sprintf("%s %s · %s · “%s” · %.0f %%", d.Kind, d.Value, d.Basis, d.Evidence, 100*d.Confidence))
	}
}

func (c *card) statements() {
	if len(c.record.Statements) == 0 {
		c.out.WriteString("\nNobody is reported to have said anything.\n")
		return
	}
	speakers := map[string]bool{}
	for _, s := range c.record.Statements {
		if s.Speaker.Kind != onrecord.Unknown && s.Speaker.Name != "" {
			speakers[s.Speaker.Name] = true
		}
	}
	c.line(0, lipgloss.NewStyle(), count(len(c.record.Statements), "statement")+", "+count(len(speakers), "speaker"))
	number := map[string]int{}
	for i, s := range c.record.Statements {
		number[s.ID] = i + 1
	}
	for i, s := range c.record.Statements {
		c.statement(i+1, s, number[s.Parent])
	}
}

// statement writes one statement; parent is the number of the one that it is
// nested in, or 0.
func (c *card) statement(number int, s onrecord.Statement, parent int) {
	style := styleSpeaker
	if k := s.Speaker.Kind; k == onrecord.Unknown || k == onrecord.Unnamed || k == "" {
		style = styleUnknown
	}
	c.blank()
	c.labelled(fmt.Sprintf("%3d  ", number), style, comparison.Said(s.Speaker))
	c.line(5, lipgloss.NewStyle(), c.words(s.Content, " … "))
	facts := []string{string(s.Kind)}
	if s.Act != "" && s.Act != onrecord.ActClaim {
		facts = append(facts, string(s.Act))
	}
	if len(s.Cue) > 0 {
		facts = append(facts, c.words(s.Cue, " … "))
	}
	if parent > 0 {
		facts = append(facts, fmt.Sprintf("within %d", parent))
	}
	facts = append(facts, fmt.Sprintf("%.0f %%", 100*s.Confidence))
	c.line(5, styleFaint, strings.Join(facts, " · "))
	c.conditions(s)
	if c.explain {
		c.evidence(s)
	}
}

// evidence writes the rule, the places and the chain behind a statement.
// Places are code points of the article's text.
func (c *card) evidence(s onrecord.Statement) {
	var how []string
	for _, e := range s.Evidence {
		if !ofTerms(e) {
			how = append(how, e)
		}
	}
	c.labelled("     rule     ", styleFaint, strings.Join(append([]string{s.Rule}, how...), " · "))
	c.labelled("     content  ", styleFaint, c.places(s.Content))
	if len(s.Cue) > 0 {
		c.labelled("     cue      ", styleFaint, "“"+c.words(s.Cue, " … ")+"” "+c.places(s.Cue))
	}
	if len(s.Source) > 0 {
		c.labelled("     source   ", styleFaint, "“"+c.words(s.Source, " … ")+"” "+c.places(s.Source))
	}
	if len(s.Speaker.Evidence) > 0 {
		c.labelled("     speaker  ", styleFaint, fmt.Sprintf("%s · %.0f %%", strings.Join(s.Speaker.Evidence, " → "), 100*s.Speaker.Confidence))
	}
	c.terms(s)
}

func (c *card) words(spans []onrecord.Span, between string) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = s.In(c.record.Article.Text)
	}
	return strings.Join(parts, between)
}

func (c *card) places(spans []onrecord.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		p := c.points.Span(s)
		parts[i] = fmt.Sprintf("[%d, %d)", p[0], p[1])
	}
	return strings.Join(parts, " ")
}
