package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/eval"
	"github.com/onrecord/onrecord/pipeline"
)

func newEval() *cobra.Command {
	var opts eval.Options
	var tagger string
	var names strings.Builder
	var valid []string
	for _, m := range eval.Names() {
		fmt.Fprintf(&names, "  %-16s %s\n", m.Name, m.About)
		valid = append(valid, m.Name)
	}
	cmd := &cobra.Command{
		Use:   "eval NAME...",
		Short: "Measure the program on corpora with known answers",
		Long: `Measure the program on corpora with known answers, a table for each. The
corpora are not part of the program; --data or ONRECORD_DATA names their folder.

` + names.String(),
		Example:           "  onrecord eval --data ~/corpora polnear speakers",
		ValidArgsFunction: cobra.FixedCompletions(append(valid, "all"), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("name what to measure, or all; see onrecord eval --help")}
			}
			if opts.Data == "" {
				return usageError{errors.New("say where the corpora are, with --data or ONRECORD_DATA")}
			}
			reader, err := newReader(tagger)
			if err != nil {
				return err
			}
			opts.Timing = cmd.ErrOrStderr()
			return eval.Run(cmd.Context(), cmd.OutOrStdout(), reader, opts, args)
		},
	}
	addModel(cmd, &tagger, pipeline.Accurate)
	cmd.Flags().StringVar(&opts.Data, "data", os.Getenv("ONRECORD_DATA"), "the folder that holds the corpora (default: $ONRECORD_DATA)")
	cmd.Flags().BoolVar(&opts.JSON, "json", false, "print each report as a line of JSON")
	return cmd
}
