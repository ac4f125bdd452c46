package main

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// conditions writes what a statement stands on, a line for each condition.
func (c *card) conditions(s onrecord.Statement) {
	for _, k := range s.Conditions {
		label := "     on condition: "
		if k.Flag == "concessive" {
			label = "     whether or not: "
		}
		c.labelled(label, styleFaint, k.Clause.In(c.record.Article.Text))
	}
}

// terms writes the act and the conditions of a statement with the rules that
// found them, and who acts, at whom, to whom it was said and where.
func (c *card) terms(s onrecord.Statement) {
	if s.Act == "" {
		return
	}
	facts := []string{string(s.Act), string(s.Modality)}
	for _, e := range s.Evidence {
		if ofTerms(e) {
			facts = append(facts, e)
		}
	}
	c.labelled("     act      ", styleFaint, strings.Join(facts, " · "))
	for _, k := range s.Conditions {
		facts := []string{string(k.Kind)}
		if k.Flag != "" {
			facts = append(facts, k.Flag)
		}
		facts = append(facts, fmt.Sprintf("“%s”", k.Marker.In(c.record.Article.Text)), k.Rule, c.places([]onrecord.Span{k.Clause}))
		if len(k.Consequence) > 0 {
			facts = append(facts, "→ “"+c.words(k.Consequence, " … ")+"” "+c.places(k.Consequence))
		}
		c.labelled("     if       ", styleFaint, strings.Join(facts, " · "))
	}
	for _, who := range []struct{ label, name string }{{"     actor    ", s.Actor}, {"     target   ", s.Target}} {
		if who.name != "" {
			c.labelled(who.label, styleFaint, who.name)
		}
	}
	for _, m := range []struct {
		label string
		what  *onrecord.Mention
	}{{"     to       ", s.Addressee}, {"     at       ", s.Venue}} {
		if m.what != nil {
			c.labelled(m.label, styleFaint, "“"+m.what.Text+"” "+c.places([]onrecord.Span{m.what.Span}))
		}
	}
}

// ofTerms tells whether a piece of evidence says how terms were found.
func ofTerms(evidence string) bool {
	for _, what := range []string{"act: ", "modality: ", "target: "} {
		if strings.HasPrefix(evidence, what) {
			return true
		}
	}
	return false
}
