package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/ledger/query"
)

// searchFlags are the choices of `onrecord search`.
type searchFlags struct {
	ledger, kind, sort, cursor string
	limit                      int
	json                       bool
}

func newSearch() *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find statements, people and articles in the ledger",
		Long: `Find statements, people and articles in the ledger, the best first.

  bridge ferry             both words           bridge OR ferry    either
  "bridge over the sound"  the words in order   -ferry, NOT ferry  without
  tarif*                   words that start so  ( )                group
  speaker:Stone            who says it          about:Russia       whom it is about
  role:minister            the speaker's office country:FR         the speaker's
  outlet:Courier           the paper            lang:en            its language
  kind:direct              direct, indirect, mixed; person, country ...
  after:2015 before:2016-02-01                  days of publication

Several arguments are one query. Nothing found is no error.`,
		Example: `  onrecord search 'speaker:"Ada Stone" bridge'
  onrecord search --kind people minister
  onrecord search --sort date --json tariff after:2020 | jq -r '.hits[].statement.text'`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{fmt.Errorf(`no QUERY: name words to look for, or "" for everything`)}
			}
			return nil
		},
		ValidArgsFunction: completeFields,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			return inLedger(cmd, flags.ledger, false, func(l onrecord.Ledger) error {
				return search(cmd.Context(), cmd, l, strings.Join(args, " "), flags)
			})
		},
	}
	f := cmd.Flags()
	addLedger(cmd, &flags.ledger)
	f.StringVar(&flags.kind, "kind", string(onrecord.FindStatements), "what to find: statements, people or articles")
	f.StringVar(&flags.sort, "sort", string(onrecord.ByRelevance), "their order: relevance or date, the newest first")
	f.IntVar(&flags.limit, "limit", 20, "how many to show, up to 200")
	f.StringVar(&flags.cursor, "cursor", "", "the page of hits to show, as the page before it names it")
	f.BoolVar(&flags.json, "json", false, "print the page of hits as JSON")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(hitKinds(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(sorts(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func hitKinds() []string {
	return []string{string(onrecord.FindStatements), string(onrecord.FindPeople), string(onrecord.FindArticles)}
}

func sorts() []string { return []string{string(onrecord.ByRelevance), string(onrecord.ByDate)} }

// completeFields completes the names of fields.
func completeFields(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, f := range query.Fields() {
		out = append(out, f+":")
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func (f searchFlags) check() error {
	if !slices.Contains(hitKinds(), f.kind) {
		return usageError{fmt.Errorf("--kind %s: it is one of %s", f.kind, strings.Join(hitKinds(), ", "))}
	}
	if !slices.Contains(sorts(), f.sort) {
		return usageError{fmt.Errorf("--sort %s: it is one of %s", f.sort, strings.Join(sorts(), " and "))}
	}
	if f.limit < 1 || f.limit > 200 {
		return usageError{fmt.Errorf("--limit %d: it is 1 to 200", f.limit)}
	}
	return nil
}

func search(ctx context.Context, cmd *cobra.Command, l onrecord.Ledger, text string, flags searchFlags) error {
	found, err := l.Search(ctx, text, onrecord.SearchOptions{
		Kind: onrecord.HitKind(flags.kind), Sort: onrecord.Sort(flags.sort), Limit: flags.limit, Cursor: flags.cursor})
	if err != nil {
		return err
	}
	if flags.json {
		return printJSON(cmd.OutOrStdout(), found)
	}
	s := newSheet(cmd.OutOrStdout())
	if flags.cursor == "" {
		s.line(0, styleFaint, countsLine(found.Counts))
	}
	if found.Capped {
		s.line(0, styleFaint, "So much matches that only the newest were ranked; more words say more.")
	}
	for _, meant := range found.Suggestions {
		s.line(0, lipgloss.NewStyle(), "Did you mean: "+meant)
	}
	for _, h := range found.Hits {
		s.blank()
		s.hit(h)
	}
	if found.Next != "" {
		s.blank()
		s.line(0, styleFaint, "More: the same with --cursor "+found.Next)
	}
	return s.print(cmd.OutOrStdout())
}

// countsLine says how much of each kind was found.
func countsLine(counts map[onrecord.HitKind]onrecord.Count) string {
	var parts []string
	for _, kind := range hitKinds() {
		c := counts[onrecord.HitKind(kind)]
		part := count(c.N, strings.TrimSuffix(kind, "s"))
		if kind == string(onrecord.FindPeople) {
			part = strings.Replace(count(c.N, "person"), "persons", kind, 1)
		}
		if c.More {
			part = "more than " + part
		}
		parts = append(parts, part)
	}
	return "Found " + strings.Join(parts, ", ")
}

// What is searched for stands out in a snippet; the reset is of bold alone.
const markOpen, markEnd = "\x1b[1m", "\x1b[22m"

func (s *sheet) hit(h onrecord.Hit) {
	switch {
	case h.Statement != nil:
		f := h.Statement
		s.line(0, styleSpeaker, comparison.Said(f.Statement.Speaker))
		s.marked(2, snippet(h.Snippet, f.Text))
		s.line(2, styleFaint, headingLine(f.Article, f.Statement.ID))
		if len(f.Also) > 0 {
			s.line(2, styleFaint, "the same in "+count(len(f.Also), "other article"))
		}
	case h.Person != nil:
		s.figure(*h.Person)
	case h.Article != nil:
		s.line(0, styleTitle, firstOf(h.Article.Title, "(no title found)"))
		s.marked(2, snippet(h.Snippet, ""))
		s.line(2, styleFaint, headingLine(*h.Article, h.Article.ID)+" · "+count(h.Article.Statements, "statement"))
	}
}

// snippet is the passage with its marks, or else text, safe for a terminal.
func snippet(passage onrecord.Snippet, text string) string {
	if passage.Text == "" {
		return visible(text)
	}
	return passage.Marked(markOpen, markEnd, printable)
}

// headingLine is where and when something stands, and the ID to show it by.
func headingLine(h onrecord.Heading, id string) string {
	parts := []string{firstOf(h.Outlet, h.URL, "no outlet"), "no date", id}
	if h.Day != "" {
		parts[1] = comparison.Day(h.Day)
	}
	if h.NearCopyOf != "" {
		parts = append(parts, "near copy of "+h.NearCopyOf)
	}
	return strings.Join(parts, " · ")
}

// figure writes an entity in two lines.
func (s *sheet) figure(f onrecord.Figure) {
	name := f.Name
	if f.Role != "" {
		name += ", " + f.Role
	}
	s.line(0, styleSpeaker, name)
	facts := []string{string(f.Kind)}
	for _, fact := range []string{f.Country, f.Wikidata} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	facts = append(facts, count(f.Statements, "statement"), "named in "+count(f.Articles, "article"), f.Key)
	s.line(2, styleFaint, strings.Join(facts, " · "))
}
