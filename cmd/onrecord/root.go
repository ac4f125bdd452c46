package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/onrecord/onrecord/model"
)

// newRoot builds the command tree, which completions and man pages come from.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "onrecord",
		Short: "Put the news on the record: who said what, in what role, where and when",
		Long: `onrecord reads news pages and says who said what, in what role, where and when,
each statement with its exact place in the source.`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unknown command %q; see onrecord --help", args[0])}
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newRead(), newVerify(), newTrace(), newIngest(), newWatch(), newFailures(), newSearch(), newWho(), newPositions(), newBloc(), newStory(), newShow(), newStats(), newServe(),
		newExport(), newImport(), newBackup(), newDoctor(), newEval(), newMan(), newExitCodes())
	return root
}

// version names the build and the models it carries.
func version() string {
	v := "devel"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		v = info.Main.Version
	}
	return v + " (model " + model.Version + ")"
}

// newMan writes the man pages of all commands into a folder.
func newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages of all commands into a folder",
		Args:  exactly(1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true // the same program gives the same pages
			return doc.GenManTree(root, &doc.GenManHeader{Title: "ONRECORD", Section: "1", Source: "onrecord"}, args[0])
		},
	}
}

// newExitCodes is a help topic: a command that cannot be run.
func newExitCodes() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "What the exit codes mean",
		Long: `  0    all was read; with --jsonl: the run went through, and lines that could
       not be read stand in the output with their error
  1    at least one page could not be read: read names each on standard error,
       onrecord failures lists those of the ledger; or what was asked for is not
       in the ledger, or doctor found a problem
  2    the command was called wrongly
  3    the program's own models are damaged, or input, output or the ledger
       broke off
  130  interrupted`,
	}
}

// exactly is cobra.ExactArgs with an error that says what is wanted.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{fmt.Errorf("%s is needed, %d were given", what, len(args))}
		}
		return nil
	}
}
