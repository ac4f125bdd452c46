package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

func newStats() *cobra.Command {
	var ledger string
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "stats",
		Short:             "Count what the ledger keeps",
		Example:           "  onrecord stats\n  onrecord stats --json | jq .articles",
		Args:              exactly(0, "no argument"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				stats, err := l.Stats(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), stats)
				}
				s := newSheet(cmd.OutOrStdout())
				s.stats(stats)
				return s.print(cmd.OutOrStdout())
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the counts as JSON")
	return cmd
}

func (s *sheet) stats(st onrecord.Stats) {
	days := "none is dated"
	if st.First != "" {
		days = comparison.Day(st.First) + " to " + comparison.Day(st.Last)
	}
	for _, row := range [][2]string{
		{"articles   ", fmt.Sprintf("%s in %s versions, %s of them near copies of another; %s",
			thousands(st.Articles), thousands(st.Versions), thousands(st.NearCopies), days)},
		{"statements ", fmt.Sprintf("%s, the speaker known of %s", thousands(st.Statements), thousands(st.Attributed))},
		{"entities   ", thousands(st.Entities)},
		{"transcripts", thousands(st.Transcripts)},
		{"failures   ", thousands(st.Failures) + ranking(st.Reasons)},
		{"feeds      ", thousands(st.Feeds)},
		{"outlets    ", thousands(len(st.Outlets)) + ranking(st.Outlets)},
		{"models     ", thousands(len(st.Models)) + ranking(st.Models)},
		{"size       ", fmt.Sprintf("%s on disk for %s of text", size(st.DiskBytes), size(st.TextBytes))},
	} {
		s.labelled(row[0]+"  ", lipgloss.NewStyle(), row[1])
	}
}

// ranking is the commonest values with their counts, as ": a 3, b 2".
func ranking[K ~string](counts map[K]int) string {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b K) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	var parts []string
	for _, k := range keys[:min(len(keys), maxTallies)] {
		parts = append(parts, fmt.Sprintf("%s %s", firstOf(string(k), "(none)"), thousands(counts[k])))
	}
	if len(parts) == 0 {
		return ""
	}
	if more := len(keys) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return ": " + strings.Join(parts, ", ")
}
