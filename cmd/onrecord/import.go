package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/export"
)

func newImport() *cobra.Command {
	var ledger, format string
	var asJSON bool
	var names []string
	for _, f := range export.Formats() {
		if f.Readable() {
			names = append(names, f.Name)
		}
	}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Put records that were written by onrecord or Citron into the ledger",
		Long: `Put records into the ledger: JSON Lines as onrecord export and onrecord read
--jsonl write them, or Citron's annotation format. Nothing is read anew. FILE may
be - for standard input. What is there already is left as it is, so that a file
can be imported twice. Lines that are no records become failures, as onrecord
failures lists them, and end with exit code 1.`,
		Example: `  onrecord import records.jsonl
  onrecord read --jsonl < pages.jsonl | onrecord import -
  onrecord import --format citron quotes.json`,
		Args: exactly(1, "a file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, name, err := importFile(cmd, args[0])
			if err != nil {
				return usageError{err}
			}
			defer in.Close()
			buffered := bufio.NewReaderSize(in, 1<<16)
			if format == "" {
				format = formatOf(buffered)
			}
			f, ok := export.ByName(format)
			if !ok || !f.Readable() {
				return usageError{fmt.Errorf("--format %s: it is one of %s", format, strings.Join(names, " and "))}
			}
			return inLedger(cmd, ledger, true, func(l onrecord.Ledger) error {
				return importRecords(cmd, l, f, buffered, name, asJSON)
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().StringVar(&format, "format", "", "what FILE is: "+strings.Join(names, " or ")+" (default: found out)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the summary as JSON")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// stageImport is the stage of lines that are no records.
const stageImport = "import"

func importFile(cmd *cobra.Command, name string) (io.ReadCloser, string, error) {
	if name == "-" {
		return io.NopCloser(cmd.InOrStdin()), "standard input", nil
	}
	file, err := os.Open(name)
	return file, name, err
}

// formatOf tells the readable formats apart by their first bytes: a line of
// onrecord begins with the format's number.
func formatOf(in *bufio.Reader) string {
	head, _ := in.Peek(512)
	head = bytes.TrimPrefix(bytes.TrimSpace(head), []byte("\ufeff"))
	if bytes.HasPrefix(bytes.ReplaceAll(head, []byte(" "), nil), []byte(`{"format":`)) {
		return "jsonl"
	}
	return "citron"
}

// importRecords puts records into the ledger, many at once, so that they share
// commits.
func importRecords(cmd *cobra.Command, l onrecord.Ledger, f export.Format, in io.Reader, name string, asJSON bool) error {
	var counts tally
	puts, ctx := errgroup.WithContext(cmd.Context())
	puts.SetLimit(64)
	number := 0
	var broken error
	for record, err := range f.Read(in) {
		number++
		var line *export.LineError
		if err != nil && !errors.As(err, &line) {
			broken = fmt.Errorf("%s: %w", name, err)
			break
		}
		from := onrecord.Origin{Place: fmt.Sprintf("%s#%d", name, number)}
		if line != nil {
			from.Place = fmt.Sprintf("%s#line-%d", name, line.Line)
		}
		if ctx.Err() != nil {
			break
		}
		puts.Go(func() error { return importOne(ctx, l, record, line, from, &counts) })
	}
	if err := errors.Join(puts.Wait(), broken, cmd.Context().Err()); err != nil {
		return err
	}
	if asJSON {
		type summary struct {
			Records    int            `json:"records"`
			Outcomes   map[string]int `json:"outcomes"`
			Statements int            `json:"statements"`
		}
		if err := printJSON(cmd.OutOrStdout(), map[string]summary{"summary": {counts.items, counts.counts, counts.statements}}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(cmd.OutOrStdout(), counts.String())
	}
	if counts.failed() > 0 {
		return errFailed
	}
	return nil
}

func importOne(ctx context.Context, l onrecord.Ledger, record onrecord.Record, wrong *export.LineError, from onrecord.Origin, counts *tally) error {
	if wrong == nil {
		stored, err := l.Put(ctx, record, from)
		if err == nil {
			counts.add(string(stored.Outcome), len(record.Statements), 0)
		}
		return err
	}
	var failure *onrecord.Failure
	if !errors.As(wrong, &failure) {
		failure = &onrecord.Failure{URL: from.Place, Stage: stageImport, Reason: onrecord.ReasonBadInput, Message: wrong.Err.Error()}
	}
	err := l.Fail(ctx, failure, from)
	if err == nil {
		counts.add(outcomeFailed, 0, 0)
	}
	return err
}
