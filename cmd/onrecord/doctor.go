package main

import (
	"fmt"
	"path/filepath"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/pipeline"
)

// checkup is what `onrecord doctor` finds.
type checkup struct {
	Program string `json:"program"`
	Ledger  string `json:"ledger"`
	onrecord.Report
	FreeBytes int64 `json:"free_bytes,omitempty"` // on the ledger's disk
}

func newDoctor() *cobra.Command {
	var ledger string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the ledger, the models and the disk",
		Long: `Check the ledger for damage, load every model against its hashes, and tell what
versions these are and how much room the disk has. Problems end with exit code 1.`,
		Example:           "  onrecord doctor\n  onrecord doctor --json | jq .problems",
		Args:              exactly(0, "no argument"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := ledgerPath(ledger)
			if err != nil {
				return err
			}
			for _, tagger := range pipeline.Taggers() {
				if _, err := pipeline.NewWith(pipeline.Tagger(tagger)); err != nil {
					return err
				}
			}
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				report, err := l.Check(cmd.Context())
				if err != nil {
					return err
				}
				return printCheckup(cmd, checkup{version(), path, report, freeBytes(filepath.Dir(path))}, asJSON)
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

// lowDisk is how few free bytes are worth a warning.
const lowDisk = 1 << 30

func printCheckup(cmd *cobra.Command, c checkup, asJSON bool) error {
	if asJSON {
		c.Problems, c.Notes = append([]string{}, c.Problems...), append([]string{}, c.Notes...)
		if err := printJSON(cmd.OutOrStdout(), c); err != nil {
			return err
		}
	} else {
		s := newSheet(cmd.OutOrStdout())
		s.labelled("program  ", lipgloss.NewStyle(), c.Program+"; its models match their hashes")
		s.labelled("ledger   ", lipgloss.NewStyle(), fmt.Sprintf("%s, schema %d", c.Ledger, c.Schema))
		for _, note := range c.Notes {
			s.labelled("         ", styleFaint, note)
		}
		if c.FreeBytes > 0 {
			s.labelled("disk     ", lipgloss.NewStyle(), size(c.FreeBytes)+" free")
		}
		if c.FreeBytes > 0 && c.FreeBytes < lowDisk {
			s.line(0, styleWarning, "! The disk is nearly full.")
		}
		for _, problem := range c.Problems {
			s.line(0, styleWarning, "! "+problem)
		}
		if len(c.Problems) == 0 {
			s.line(0, styleTitle, "The ledger is sound.")
		}
		if err := s.print(cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	if len(c.Problems) > 0 {
		return errFailed
	}
	return nil
}
