package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/pipeline"
)

func newBloc() *cobra.Command {
	var ledger string
	var asJSON bool
	latest := 30
	cmd := &cobra.Command{
		Use:   "bloc NAME",
		Short: "Tell what articles claim of an alliance, union, treaty or coalition",
		Long: `Tell what articles claim of an alliance, union, treaty or coalition: its size over
time, members, would-be members and on what terms, who left and who refused, leaders,
and whom it is against; when, where and by whom each was claimed. Claims that do not
go together (two sizes within a week, a member that refused) are shown side by side
with the words of both. Which is right is for you to see. NAME is a name, a part of
one, or a key. Articles that an older onrecord read have no blocs until they are read
again. A name that no article has ends with exit code 1.`,
		Example: `  onrecord bloc NATO
  onrecord bloc --json "Global Coalition to Counter ISIL" | jq .disputes`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("no NAME: which bloc do you mean?")}
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.Join(args, " ")
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				know, err := knowledge.New()
				if err != nil {
					return err
				}
				profile, err := blocNamed(cmd, l, know, name)
				if errors.Is(err, onrecord.ErrNotFound) {
					profile, err = blocDescribed(cmd, l, name)
				}
				if errors.Is(err, onrecord.ErrNotFound) {
					return notThere(cmd, "no bloc in the ledger is called %s; articles that an older onrecord read have none until they are read again", name)
				}
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), profile)
				}
				s := newSheet(cmd.OutOrStdout())
				s.bloc(profile, know.Bloc(profile.Key), latest)
				return s.print(cmd.OutOrStdout())
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().IntVar(&latest, "latest", latest, "how many of the latest claims to list")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it all as JSON")
	return cmd
}

// blocDescribed is the bloc that a description means, as articles give it:
// "the anti-IS coalition".
func blocDescribed(cmd *cobra.Command, l onrecord.Ledger, phrase string) (onrecord.BlocProfile, error) {
	reader, err := newReader(string(pipeline.Fast))
	if err != nil {
		return onrecord.BlocProfile{}, err
	}
	key := reader.BlocKey(phrase)
	if key == "" {
		return onrecord.BlocProfile{}, onrecord.ErrNotFound
	}
	return l.Bloc(cmd.Context(), key)
}

// blocNamed looks a bloc up by the key that the table gives a name, else by the
// name itself.
func blocNamed(cmd *cobra.Command, l onrecord.Ledger, know *knowledge.Directory, name string) (onrecord.BlocProfile, error) {
	if b := know.Bloc(name); b != nil {
		profile, err := l.Bloc(cmd.Context(), b.ID)
		if err == nil || !errors.Is(err, onrecord.ErrNotFound) {
			return profile, err
		}
	}
	return l.Bloc(cmd.Context(), name)
}

// ofTable is what the program's own table says of a bloc, in a line.
func ofTable(b *knowledge.Bloc) string {
	parts := []string{}
	if b.From != "" {
		parts = append(parts, "since "+b.From)
	}
	if b.To != "" {
		parts = append(parts, "until "+b.To)
	}
	for _, size := range b.Sizes {
		parts = append(parts, fmt.Sprintf("%d members from %s", size.N, size.Since))
	}
	if len(parts) == 0 {
		return ""
	}
	return "by onrecord's own table: " + strings.Join(parts, ", ")
}

// blocSections are the types of claims but size, in the order in which they
// are shown.
var blocSections = []struct {
	kind  onrecord.BlocClaimType
	label string
}{
	{onrecord.BlocLeader, "led by      "}, {onrecord.BlocOpponent, "against     "}, {onrecord.BlocPurpose, "for         "},
	{onrecord.BlocMember, "members     "}, {onrecord.BlocProspectiveMember, "would join  "},
	{onrecord.BlocFormerMember, "left        "}, {onrecord.BlocRefusedMember, "refused     "},
}

// bloc writes what is claimed of a bloc; known is the table's entry, or nil.
func (s *sheet) bloc(p onrecord.BlocProfile, known *knowledge.Bloc, latest int) {
	s.line(0, styleTitle, p.Name)
	s.line(2, styleFaint, count(p.Articles, "article")+" · "+p.Key)
	if known != nil {
		s.line(2, styleFaint, ofTable(known))
	}
	if len(p.Names) > 0 {
		s.labelled("  also     ", lipgloss.NewStyle(), strings.Join(p.Names, ", "))
	}
	if len(p.Namesakes) > 0 {
		s.blank()
		s.line(0, styleWarning, "! The name also fits:")
		for _, n := range p.Namesakes {
			s.line(2, lipgloss.NewStyle(), n.Name+" · "+count(n.Articles, "article")+" · "+n.Key)
		}
	}
	s.sizes(p)
	s.blank()
	for _, section := range blocSections {
		s.tallies(section.label, claimTallies(p.Claims, section.kind))
	}
	s.terms(p.Claims)
	s.disputes(p.Disputes)
	s.claimTable(p, latest)
}

// claimTallies counts the values of a type, the commonest first.
func claimTallies(claims []onrecord.FoundClaim, kind onrecord.BlocClaimType) (out []onrecord.Tally) {
	for _, c := range claims {
		if c.Type != kind {
			continue
		}
		i := slices.IndexFunc(out, func(t onrecord.Tally) bool { return strings.EqualFold(t.Value, c.Value) })
		if i < 0 {
			i = len(out)
			out = append(out, onrecord.Tally{Value: c.Value, First: c.Article.Day})
		}
		out[i].N++
		if c.Article.Day != "" {
			out[i].Last = c.Article.Day
		}
	}
	slices.SortStableFunc(out, func(a, b onrecord.Tally) int { return b.N - a.N })
	return out
}

// terms writes on what conditions somebody would join, leave or be refused.
func (s *sheet) terms(claims []onrecord.FoundClaim) {
	first := true
	for _, c := range claims {
		if c.Condition == "" {
			continue
		}
		if first {
			s.blank()
			s.line(0, styleTitle, "On what terms")
			first = false
		}
		s.line(2, lipgloss.NewStyle(), c.Value+": "+c.Condition)
		s.line(4, styleFaint, claimedBy(c)+headingLine(c.Article, firstOf(c.Statement, c.Article.ID)))
	}
}

func claimedBy(c onrecord.FoundClaim) string {
	if c.ClaimedBy == "" {
		return ""
	}
	return "so " + c.ClaimedBy + " · "
}

// disputes writes claims that do not go together, and judges nothing.
func (s *sheet) disputes(of []onrecord.BlocDispute) {
	for i, d := range of {
		if i == 0 {
			s.blank()
			s.line(0, styleTitle, "Claimed otherwise")
		}
		s.line(2, styleWarning, "! "+string(d.By)+": "+claimWords(d.Then)+" — "+claimWords(d.Later))
		for _, c := range []onrecord.FoundClaim{d.Then, d.Later} {
			s.line(4, lipgloss.NewStyle(), "“"+c.Text+"”")
			s.line(6, styleFaint, claimedBy(c)+headingLine(c.Article, firstOf(c.Statement, c.Article.ID)))
		}
	}
}

// claimWords is a claim in a few words.
func claimWords(c onrecord.FoundClaim) string {
	value := c.Value
	if c.Approximate {
		value = "about " + value
	}
	if c.Type == onrecord.BlocSize {
		return value
	}
	return strings.ReplaceAll(string(c.Type), "_", " ") + " " + value
}

// claimTable lists the latest claims: day, outlet, claim, by whom.
func (s *sheet) claimTable(p onrecord.BlocProfile, latest int) {
	claims := p.Claims[max(0, len(p.Claims)-latest):]
	if latest <= 0 || len(claims) == 0 {
		return
	}
	s.blank()
	title := "Claims"
	if more := len(p.Claims) - len(claims); more > 0 || p.More {
		title = fmt.Sprintf("The latest %d of %s claims", len(claims), thousands(len(p.Claims)))
	}
	s.line(0, styleTitle, title)
	for _, c := range claims {
		what := claimWords(c)
		if c.Type == onrecord.BlocSize {
			what = "size " + what
		}
		row := fmt.Sprintf("%-10s  %s  %s  %s", firstOf(c.Article.Day, "no date"), pad(firstOf(c.Article.Outlet, "no outlet"), 20), pad(what, 36), firstOf(c.ClaimedBy, "the article"))
		s.row(row)
	}
}

// pad makes a cell of a width, cut where it is longer.
func pad(text string, width int) string {
	text = visible(text)
	if lipgloss.Width(text) > width {
		runes := []rune(text)
		return string(runes[:min(len(runes), width-1)]) + "…"
	}
	return text + strings.Repeat(" ", width-lipgloss.Width(text))
}

// row writes a line whose cells are set already.
func (s *sheet) row(text string) { s.out.WriteString("  " + printable(text) + "\n") }
