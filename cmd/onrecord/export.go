package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/export"
)

func newExport() *cobra.Command {
	var ledger, format, query, out string
	var asJSON bool
	var formats strings.Builder
	var names []string
	for _, f := range export.Formats() {
		fmt.Fprintf(&formats, "  %-11s %s\n", f.Name, f.Description)
		names = append(names, f.Name)
	}
	cmd := &cobra.Command{
		Use:   "export --format FORMAT",
		Short: "Write records of the ledger in a form that other programs read",
		Long: `Write the current record of each article in a form that other programs read:

` + formats.String() + `
With --query only of articles that match, or one of whose statements does; the
syntax is that of onrecord search. The output goes to standard output, or with -o
to a file, which is there only once it is complete.`,
		Example: `  onrecord export --format parquet -o statements.parquet
  onrecord export --format jsonl --query 'speaker:"Ada Stone" after:2020' > stone.jsonl`,
		Args:              exactly(0, "no argument besides the flags"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, ok := export.ByName(format)
			if !ok {
				return usageError{fmt.Errorf("--format %q: it is one of %s", format, strings.Join(names, ", "))}
			}
			if file, ok := cmd.OutOrStdout().(*os.File); ok && out == "" && binary(f) && term.IsTerminal(int(file.Fd())) {
				return usageError{fmt.Errorf("%s is not for a terminal: name a file with -o", f.Name)}
			}
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				var done export.Summary
				err := into(out, cmd.OutOrStdout(), func(w io.Writer) (err error) {
					done, err = f.Write(w, l.Records(cmd.Context(), query))
					return err
				})
				if err != nil {
					return err
				}
				if asJSON && out != "" {
					return printJSON(cmd.OutOrStdout(), exported(f, out, done))
				}
				if asJSON {
					return printJSON(cmd.ErrOrStderr(), exported(f, out, done))
				}
				fmt.Fprintf(cmd.ErrOrStderr(), "%s, %s", count(done.Records, "record"), count(done.Statements, "statement"))
				if done.Omitted > 0 {
					fmt.Fprintf(cmd.ErrOrStderr(), "; %d statements have no place in this format", done.Omitted)
				}
				fmt.Fprintln(cmd.ErrOrStderr())
				return nil
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().StringVar(&format, "format", "", "the form: "+strings.Join(names, ", "))
	cmd.Flags().StringVar(&query, "query", "", "what to export, as for onrecord search (default: everything)")
	cmd.Flags().StringVarP(&out, "output", "o", "", "the file to write (default: standard output)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the summary as JSON: with -o to standard output, else to standard error")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// exported is the summary of an export for programs.
func exported(f export.Format, file string, done export.Summary) any {
	type summary struct {
		Format     string `json:"format"`
		File       string `json:"file,omitempty"`
		Records    int    `json:"records"`
		Statements int    `json:"statements"`
		Omitted    int    `json:"omitted"` // statements that the format has no place for
	}
	return map[string]summary{"summary": {f.Name, file, done.Records, done.Statements, done.Omitted}}
}

func binary(f export.Format) bool { return f.Name == "parquet" || f.Name == "brat" }

// into lets write fill a file, which takes the place of name only once it is
// complete; where name is "", write goes to out.
func into(name string, out io.Writer, write func(io.Writer) error) error {
	if name == "" {
		return write(out)
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
