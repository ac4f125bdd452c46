package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// showFlags are the choices of `onrecord show`.
type showFlags struct {
	ledger          string
	version         int
	changes         bool
	json, explained bool
}

func newShow() *cobra.Command {
	var flags showFlags
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show an article, a statement or a transcript that the ledger keeps",
		Long: `Show an article with its versions and copies, a statement in its context, or a
transcript turn by turn. ID is what search and trace print. An ID that the ledger does not know ends with exit
code 1.`,
		Example: `  onrecord show 5d1c2a9b0e4f3a7c6b21
  onrecord show --changes 5d1c2a9b0e4f3a7c6b21
  onrecord show --version 1 --json 5d1c2a9b0e4f3a7c6b21 | jq .record.article.text`,
		Args:              exactly(1, "an ID"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return inLedger(cmd, flags.ledger, false, func(l onrecord.Ledger) error {
				kept, err := l.Article(cmd.Context(), args[0], flags.version)
				if err == nil {
					return showArticle(cmd, l, kept, flags)
				}
				if !errors.Is(err, onrecord.ErrNotFound) {
					return err
				}
				found, err := l.Statement(cmd.Context(), args[0])
				if err == nil {
					return showStatement(cmd, l, found, flags)
				}
				if !errors.Is(err, onrecord.ErrNotFound) {
					return err
				}
				said, err := l.Transcript(cmd.Context(), args[0], flags.version)
				if errors.Is(err, onrecord.ErrNotFound) {
					return notThere(cmd, "neither an article nor a statement nor a transcript of the ledger, in the version asked for: %s", args[0])
				}
				if err != nil {
					return err
				}
				return showTranscript(cmd, said, flags)
			})
		},
	}
	f := cmd.Flags()
	addLedger(cmd, &flags.ledger)
	f.IntVar(&flags.version, "version", 0, "the version of the article to show (default: the current one)")
	f.BoolVar(&flags.changes, "changes", false, "show what each version of the article changed")
	f.BoolVar(&flags.explained, "explain", false, "show the rule and the evidence behind each claim")
	f.BoolVar(&flags.json, "json", false, "print it as a line of JSON, an article with its whole record")
	return cmd
}

func showArticle(cmd *cobra.Command, l onrecord.Ledger, kept onrecord.Kept, flags showFlags) error {
	if flags.json {
		return printJSON(cmd.OutOrStdout(), kept)
	}
	s := newSheet(cmd.OutOrStdout())
	s.line(0, styleFaint, fmt.Sprintf("Article %s, version %d of %d", kept.ID, kept.Version, len(kept.Versions)))
	for _, v := range kept.Versions {
		note := ""
		if v.Number == kept.Current {
			note = ", the current one"
		}
		s.line(2, styleFaint, fmt.Sprintf("version %d%s: seen %s, read by %s", v.Number, note, seen(v), v.Model))
	}
	if kept.NearCopyOf != "" {
		s.line(2, styleWarning, "! nearly the same text as "+kept.NearCopyOf+", which comes before it")
	}
	if len(kept.NearCopies) > 0 {
		s.line(2, styleFaint, "near copies: "+strings.Join(kept.NearCopies, ", "))
	}
	if flags.changes {
		if err := s.changes(cmd, l, kept); err != nil {
			return err
		}
		return s.print(cmd.OutOrStdout())
	}
	s.blank()
	if err := s.print(cmd.OutOrStdout()); err != nil {
		return err
	}
	return printCard(cmd.OutOrStdout(), kept.Record, flags.explained)
}

// seen is when a version was seen, in days.
func seen(v onrecord.Version) string {
	first, last := v.FirstSeen.Format(time.DateOnly), v.LastSeen.Format(time.DateOnly)
	if first == last {
		return comparison.Day(first)
	}
	return comparison.Day(first) + " to " + comparison.Day(last)
}

func showStatement(cmd *cobra.Command, l onrecord.Ledger, found onrecord.Found, flags showFlags) error {
	if flags.json {
		return printJSON(cmd.OutOrStdout(), found)
	}
	kept, err := l.Article(cmd.Context(), found.Article.ID, found.Version)
	if err != nil {
		return err
	}
	s := newSheet(cmd.OutOrStdout())
	s.line(0, styleTitle, firstOf(found.Article.Title, "(no title found)"))
	s.line(0, styleFaint, headingLine(found.Article, found.Article.ID))
	if found.Version != kept.Current {
		s.line(0, styleWarning, fmt.Sprintf("! This stands in version %d; the current one is version %d.", found.Version, kept.Current))
	}
	s.blank()
	s.line(0, styleSpeaker, comparison.Said(found.Statement.Speaker))
	s.marked(2, inContext(kept.Record.Article.Text, found.Statement))
	facts := []string{string(found.Statement.Kind), found.Statement.Rule, fmt.Sprintf("%.0f %%", 100*found.Statement.Confidence)}
	s.line(2, styleFaint, strings.Join(facts, " · "))
	if found.Statement.Parent != "" {
		s.line(2, styleFaint, "within "+found.Statement.Parent)
	}
	for _, other := range kept.Record.Statements {
		if other.Parent == found.Statement.ID {
			s.line(2, styleFaint, "holds "+other.ID+", by "+comparison.Said(other.Speaker))
		}
	}
	if len(found.Also) > 0 {
		s.line(2, styleFaint, "the same stands in "+strings.Join(found.Also, ", "))
	}
	if flags.explained {
		s.line(2, styleFaint, "speaker: "+strings.Join(found.Statement.Speaker.Evidence, " → "))
		s.line(2, styleFaint, "found by: "+strings.Join(append([]string{found.Statement.Rule}, found.Statement.Evidence...), " · "))
	}
	return s.print(cmd.OutOrStdout())
}

// inContext gives the paragraphs that a statement stands in, its content
// marked, safe for a terminal.
func inContext(text string, of onrecord.Statement) string {
	all := slices.Concat(of.Content, of.Cue, of.Source)
	if len(all) == 0 {
		return ""
	}
	first := slices.MinFunc(all, func(a, b onrecord.Span) int { return cmp.Compare(a.Start, b.Start) }).Start
	last := slices.MaxFunc(all, func(a, b onrecord.Span) int { return cmp.Compare(a.End, b.End) }).End
	start := strings.LastIndex(text[:first], "\n\n") + 1
	end := len(text)
	if at := strings.Index(text[last:], "\n\n"); at >= 0 {
		end = last + at
	}
	passage := onrecord.Snippet{Text: text[start:end]}
	for _, span := range of.Content {
		passage.Marks = append(passage.Marks, onrecord.Span{Start: span.Start - start, End: span.End - start})
	}
	return strings.TrimSpace(passage.Marked(markOpen, markEnd, printable))
}

// changes writes what each version of an article, in order, made of the one
// before it.
func (s *sheet) changes(cmd *cobra.Command, l onrecord.Ledger, kept onrecord.Kept) error {
	var before onrecord.Record
	for i, v := range kept.Versions {
		this, err := l.Article(cmd.Context(), kept.ID, v.Number)
		if err != nil {
			return err
		}
		if i > 0 {
			s.blank()
			s.line(0, styleTitle, fmt.Sprintf("Version %d, against version %d", v.Number, kept.Versions[i-1].Number))
			s.compare(before, this.Record)
		}
		before = this.Record
	}
	if len(kept.Versions) == 1 {
		s.blank()
		s.line(0, lipgloss.NewStyle(), "There is one version alone.")
	}
	return nil
}
