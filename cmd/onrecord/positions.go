package main

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/ledger/positions"
)

func newPositions() *cobra.Command {
	var q positions.Query
	var ledger string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "positions ACTOR",
		Short: "Show what stands somebody takes, over time and on what terms",
		Long: `Show the statements by which a person, a body or a country takes a stand, made by
it or on its behalf: promises, offers, threats, demands, refusals, support and the
like, by day, each with its conditions. Where the same actor later says otherwise
on the same matter, the two are shown as a change, with both texts. A change is
no verdict: each may be of its own matter.`,
		Example: `  onrecord positions "United States" --toward Russia
  onrecord positions "Paul Aubrac" --about "harbour AND condition:any"
  onrecord positions --json Germany | jq '.changes'`,
		Args:              exactly(1, "one ACTOR"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Actor = args[0]
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				found, err := positions.New().Of(cmd.Context(), l, q)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), found)
				}
				if len(found.Stands) == 0 {
					return notThere(cmd, "no statement of the ledger takes a stand for %s; ledgers read by an older version have no acts until they are read again", q.Actor)
				}
				s := newSheet(cmd.OutOrStdout())
				s.positions(&found)
				return s.print(cmd.OutOrStdout())
			})
		},
	}
	addLedger(cmd, &ledger)
	f := cmd.Flags()
	f.StringVar(&q.Toward, "toward", "", "only stands toward this person, body or country")
	f.StringVar(&q.About, "about", "", "only stands that match this query, in the syntax of onrecord search")
	f.IntVar(&q.Limit, "limit", 200, "the newest so many stands")
	f.BoolVar(&asJSON, "json", false, "print them as JSON")
	return cmd
}

// positions writes stands by day, then the changes.
func (s *sheet) positions(p *positions.Positions) {
	s.line(0, styleTitle, "Positions of "+p.Actor)
	s.line(0, styleFaint, count(len(p.Stands), "stand")+", "+count(len(p.Changes), "change"))
	for i := range p.Stands {
		s.blank()
		s.stand(&p.Stands[i], i+1)
	}
	if len(p.Changes) > 0 {
		s.blank()
		s.line(0, styleTitle, "Said otherwise later")
	}
	for _, c := range p.Changes {
		s.labelled(fmt.Sprintf("  %d → %d  ", c.Then+1, c.Later+1), styleWarning, changeWords[c.By]+onWhat(c.On))
		for _, i := range []int{c.Then, c.Later} {
			s.line(4, lipgloss.NewStyle(), firstOf(p.Stands[i].Article.Day, "no date")+": "+p.Stands[i].Text)
		}
	}
}

// changeWords say how two stands differ, and judge nothing.
var changeWords = map[string]string{
	positions.Side:  "for and against",
	positions.Terms: "with conditions and without",
	"negation":      "another negation",
	"modal":         "another modal",
}

func onWhat(words string) string {
	if words == "" {
		return ""
	}
	return " (both: " + words + ")"
}

// stand writes one statement with its terms.
func (s *sheet) stand(st *positions.Stand, number int) {
	day := "no date"
	if st.Article.Day != "" {
		day = comparison.Day(st.Article.Day)
	}
	facts := []string{day, string(st.Statement.Act)}
	if st.Statement.Target != "" {
		facts = append(facts, "toward "+st.Statement.Target)
	}
	if st.Statement.Modality != "" && st.Statement.Modality != onrecord.Asserted {
		facts = append(facts, strings.ReplaceAll(string(st.Statement.Modality), "_", " "))
	}
	s.labelled(fmt.Sprintf("%3d  ", number), styleSpeaker, strings.Join(facts, " · "))
	s.line(5, lipgloss.NewStyle(), st.Text)
	for _, t := range st.Terms {
		s.line(5, styleUnknown, strings.ReplaceAll(string(t.Kind), "_", " ")+": "+t.Text)
	}
	s.line(5, styleFaint, comparison.Said(st.Statement.Speaker)+" · "+headingLine(st.Article, st.Statement.ID))
}
