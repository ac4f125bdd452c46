package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
)

func newWho() *cobra.Command {
	var ledger string
	var asJSON bool
	latest := 5
	cmd := &cobra.Command{
		Use:   "who NAME",
		Short: "Tell what the ledger knows of a person, body or country",
		Long: `Tell what the ledger knows of a person, body or country: offices, other names,
statements over time, whom they speak of, who speaks of them, what they said last,
and what they said otherwise: two sentences, each from another article, that are the
same but for a negation, or a will that was a may. Whether they contradict
each other is for you to see. NAME is a name, another name, or a key as search --kind people prints it.
Where it fits several, the one with the most statements is shown and the others
are named. A name that nobody in the ledger has ends with exit code 1.`,
		Example: `  onrecord who Ada Stone
  onrecord who --json Q76 | jq .months`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("no NAME: whom do you mean?")}
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.Join(args, " ")
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				profile, err := l.Who(cmd.Context(), name)
				if errors.Is(err, onrecord.ErrNotFound) {
					return notThere(cmd, "nobody in the ledger is called %s; onrecord search --kind people finds parts of names", name)
				}
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), profile)
				}
				s := newSheet(cmd.OutOrStdout())
				s.profile(profile, latest)
				return s.print(cmd.OutOrStdout())
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().IntVar(&latest, "latest", latest, "how many of the latest statements to show, up to 20")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it all as JSON")
	return cmd
}

// notThere says that the ledger does not hold what was asked for.
func notThere(cmd *cobra.Command, format string, args ...any) error {
	fmt.Fprintln(cmd.ErrOrStderr(), "onrecord: "+visible(fmt.Sprintf(format, args...)))
	return errFailed
}

// profile writes who somebody is, within a screen or two.
func (s *sheet) profile(p onrecord.Profile, latest int) {
	s.figure(p.Figure)
	if len(p.Aliases) > 0 {
		s.labelled("  also     ", lipgloss.NewStyle(), strings.Join(p.Aliases, ", "))
	}
	s.tallies("  roles   ", p.Roles)
	if len(p.Namesakes) > 0 {
		s.blank()
		s.line(0, styleWarning, "! The name also fits:")
		for _, n := range p.Namesakes {
			s.figure(n)
		}
	}
	if len(p.Months) > 0 {
		s.blank()
		s.line(0, styleTitle, "Statements over time")
		s.chart(p.Months)
	}
	s.blank()
	s.tallies("speaks of   ", p.About)
	s.tallies("spoken of by", p.AboutThem)
	s.tallies("reported by ", p.Outlets)
	s.otherwise(p.Otherwise)
	for i, f := range p.Latest {
		if i == 0 && latest > 0 {
			s.blank()
			s.line(0, styleTitle, "Latest statements")
		}
		if i < latest {
			s.line(2, lipgloss.NewStyle(), f.Text)
			s.line(4, styleFaint, headingLine(f.Article, f.Statement.ID))
		}
	}
}

// otherwise writes what somebody said in two ways, the earlier first, and judges nothing.
func (s *sheet) otherwise(of []onrecord.Contrast) {
	for i, c := range of {
		if i == 0 {
			s.blank()
			s.line(0, styleTitle, "Said otherwise")
		}
		s.line(2, styleFaint, "another "+c.By+":")
		for _, f := range []onrecord.Found{c.Then, c.Later} {
			s.line(4, lipgloss.NewStyle(), f.Text)
			s.line(6, styleFaint, headingLine(f.Article, f.Statement.ID))
		}
	}
}

// maxTallies is how many values of a kind are shown.
const maxTallies = 6

// tallies writes the commonest values with how often each occurs.
func (s *sheet) tallies(label string, of []onrecord.Tally) {
	if len(of) == 0 {
		return
	}
	var parts []string
	for _, t := range of[:min(len(of), maxTallies)] {
		parts = append(parts, fmt.Sprintf("%s (%s%s)", t.Value, thousands(t.N), years(t)))
	}
	if more := len(of) - maxTallies; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	s.labelled(label+" ", lipgloss.NewStyle(), strings.Join(parts, ", "))
}

// years is when a value occurs, as ", 2014–2016", or "".
func years(t onrecord.Tally) string {
	if len(t.First) < 4 || len(t.Last) < 4 {
		return ""
	}
	if first, last := t.First[:4], t.Last[:4]; first != last {
		return ", " + first + "–" + last
	}
	return ", " + t.First[:4]
}

// maxBars is how many rows a chart has at most, unless it is of years.
const maxBars = 24

// chart draws how many statements fall in each month; where these are too
// many to draw, in each quarter or year.
func (s *sheet) chart(months []onrecord.Tally) { s.bars(onrecord.Periods(months, maxBars)) }

// bars draws rows of blocks, an eighth of a block at the finest.
func (s *sheet) bars(bars []onrecord.Tally) {
	if len(bars) == 0 {
		return
	}
	most := slices.MaxFunc(bars, func(a, b onrecord.Tally) int { return a.N - b.N }).N
	width := min(s.width-24, 50)
	for _, b := range bars {
		eighths := (b.N*width*8 + most - 1) / max(most, 1)
		row := strings.Repeat("█", eighths/8)
		if rest := eighths % 8; rest > 0 {
			row += string([]rune(" ▏▎▍▌▋▊▉")[rest])
		}
		s.out.WriteString("  " + styleFaint.Render(fmt.Sprintf("%-7s", b.Value)) + " " + styleSpeaker.Render(row) + " " + thousands(b.N) + "\n")
	}
}
