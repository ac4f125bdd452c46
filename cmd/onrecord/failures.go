package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

func newFailures() *cobra.Command {
	var flags intake
	var filter onrecord.FailureFilter
	var reason string
	var retry bool
	cmd := &cobra.Command{
		Use:   "failures",
		Short: "List what could not be read, or read it again",
		Long: `List the pages that could not be read, the newest first: where they stand, at
which stage they failed, why, when and how often. With --retry they are read
again; a page that can be read then is no failure any more.

The reasons: ` + strings.Join(reasons(), ", ") + `.`,
		Example: `  onrecord failures --reason timeout
  onrecord failures --retry --stage fetch
  onrecord failures --json | jq -r .place`,
		Args:              exactly(0, "no argument besides the flags"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if filter.Reason = onrecord.Reason(reason); reason != "" && !slices.Contains(reasons(), reason) {
				return usageError{fmt.Errorf("--reason %s: it is one of %s", reason, strings.Join(reasons(), ", "))}
			}
			if retry {
				return flags.open(cmd, fetch.Options{}, func(t *taking) error { return t.retry(filter) })
			}
			return inLedger(cmd, flags.ledger, false, func(l onrecord.Ledger) error {
				return listFailures(cmd, l, filter, flags.json)
			})
		},
	}
	flags.add(cmd)
	f := cmd.Flags()
	f.StringVar(&reason, "reason", "", "only those that failed for this reason")
	f.StringVar(&filter.Stage, "stage", "", "only those that failed at this stage: fetch, input, extract, import …")
	f.IntVar(&filter.Limit, "limit", 50, "how many to list")
	f.StringVar(&filter.Cursor, "cursor", "", "the page of the list to show, as the page before it names it")
	f.BoolVar(&retry, "retry", false, "read them again")
	_ = cmd.RegisterFlagCompletionFunc("reason", cobra.FixedCompletions(reasons(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("stage", cobra.FixedCompletions([]string{"fetch", "input", "extract", "import", "pipeline"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func reasons() (out []string) {
	for _, r := range onrecord.Reasons() {
		out = append(out, string(r))
	}
	return out
}

func listFailures(cmd *cobra.Command, l onrecord.Ledger, filter onrecord.FailureFilter, asJSON bool) error {
	list, err := l.Failures(cmd.Context(), filter)
	if err != nil {
		return err
	}
	s := newSheet(cmd.OutOrStdout())
	for _, f := range list.Failures {
		if asJSON {
			if err := printJSON(cmd.OutOrStdout(), f); err != nil {
				return err
			}
			continue
		}
		s.line(0, styleTitle, f.Origin.Place)
		when := f.Origin.SeenAt.Format(time.DateTime)
		if f.Times > 1 {
			when += fmt.Sprintf(", %d times since %s", f.Times, f.First.Format(time.DateTime))
		}
		s.line(2, styleWarning, fmt.Sprintf("%s: %s (%s)", f.Failure.Stage, f.Failure.Message, f.Failure.Reason))
		s.line(2, styleFaint, when)
	}
	if asJSON {
		return nil
	}
	s.line(0, lipgloss.NewStyle(), count(list.Total, "failure"))
	if list.Next != "" {
		s.line(0, styleFaint, "More: the same with --cursor "+list.Next)
	}
	return s.print(cmd.OutOrStdout())
}

// retry reads again what a filter chooses. The sources of what failed are gone
// through, and of what they hold only that is read.
func (t *taking) retry(filter onrecord.FailureFilter) error {
	failed := map[string]bool{}
	sources := map[string]bool{}
	left := 0
	err := eachFailure(t.cmd.Context(), t.into, filter, func(f onrecord.StoredFailure) {
		source, _, _ := cutPlace(f.Origin.Place)
		if f.Failure.Stage == stageImport || source == "-" || source == "" {
			left++
			return
		}
		failed[f.Origin.Place], sources[source] = true, true
	})
	if err != nil {
		return err
	}
	if left > 0 {
		fmt.Fprintf(t.cmd.ErrOrStderr(), "onrecord: %s from imports or standard input cannot be retried: import them again\n", count(left, "failure"))
	}
	names := make([]string, 0, len(sources))
	for name := range sources {
		names = append(names, name)
	}
	slices.Sort(names)
	t.want = func(name, place string) bool { return failed[place] || failed[name] }
	return t.take(t.cmd.Context(), t.items(t.cmd.Context(), names), pipeline.IngestOptions{})
}
