package main

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// showTranscript prints a transcript turn by turn, or as JSON.
func showTranscript(cmd *cobra.Command, kept onrecord.KeptTranscript, flags showFlags) error {
	if flags.json {
		return printJSON(cmd.OutOrStdout(), kept)
	}
	t := &kept.Transcript
	s := newSheet(cmd.OutOrStdout())
	s.line(0, styleFaint, fmt.Sprintf("Transcript %s, version %d of %d", kept.ID, kept.Version, len(kept.Versions)))
	s.line(0, styleTitle, firstOf(t.Title, "(no title found)"))
	facts := []string{string(t.Kind)}
	if t.Place != nil {
		facts = append(facts, t.Place.Place)
	}
	if t.URL != "" {
		facts = append(facts, t.URL)
	}
	s.line(0, styleFaint, strings.Join(facts, " · "))
	if d, ok := t.SpokenDate(); ok {
		s.line(0, lipgloss.NewStyle(), "Spoken "+comparison.Day(d.Value)+" ("+d.Basis+")")
	} else {
		s.line(0, styleUnknown, "Spoken: unknown")
	}
	if flags.explained {
		for _, d := range t.Dates {
			s.line(2, styleFaint, fmt.Sprintf("%s %s · %s · “%s” · %.0f %%", d.Kind, d.Value, d.Basis, d.Evidence, 100*d.Confidence))
		}
	}
	for _, n := range t.Notices {
		s.line(0, styleWarning, "! "+comparison.Notice(n))
	}
	for i := range t.Turns {
		s.blank()
		s.turn(t, &t.Turns[i], flags.explained)
	}
	return s.print(cmd.OutOrStdout())
}

// turn writes one turn: whose it is, and what was said, paragraph by paragraph.
func (s *sheet) turn(t *onrecord.Transcript, turn *onrecord.Turn, explain bool) {
	label := turn.Label.In(t.Text)
	if name := turn.Speaker.Name; name != "" && !strings.EqualFold(name, label) {
		label = strings.TrimSpace(label + " (" + name + ")")
	}
	s.line(0, styleSpeaker, firstOf(label, "(no label)"))
	if explain && len(turn.Speaker.Evidence) > 0 {
		s.line(2, styleFaint, strings.Join(turn.Speaker.Evidence, " → "))
	}
	for _, p := range turn.Speech {
		s.line(2, lipgloss.NewStyle(), p.In(t.Text))
	}
	for _, d := range turn.Directions {
		s.line(2, styleFaint, d.In(t.Text))
	}
}
