package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

// readFlags are the choices of `onrecord read`.
type readFlags struct {
	as           string
	model        string
	url          string
	published    string
	json         bool
	jsonl        bool
	explain      bool
	directory    []string
	allowPrivate bool
	timeout      time.Duration
}

func newRead() *cobra.Command {
	var flags readFlags
	cmd := &cobra.Command{
		Use:   "read INPUT...",
		Short: "Read pages and print who said what in them",
		Long: `Read pages and print the record of each: title, dates with their evidence, and
every statement with its speaker, role and kind.

INPUT is a file, an http or https URL, or - for standard input.
With --jsonl, standard input holds one page a line, as
{"id": "...", "html"|"scrape"|"text": "...", "url": "...", "title": "...",
"published": "2016-09-12"},
and one record a line is printed, in the same order, on all cores.`,
		Example: `  onrecord read samples/harbour.html
  onrecord read --as scrape --explain samples/harbour-scrape.txt
  onrecord read --json https://example.org/story | jq .statements
  onrecord read --jsonl < pages.jsonl > records.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(args); err != nil {
				return usageError{err}
			}
			reader, err := newReader(flags.model, flags.directory...)
			if err != nil {
				return err
			}
			if flags.jsonl {
				return readLines(cmd, reader)
			}
			return readPages(cmd, reader, flags, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.as, "as", "auto", "what the input is: auto, html, scrape (a page's text dump) or text (clean article text)")
	addModel(cmd, &flags.model, pipeline.Accurate)
	addDirectory(cmd, &flags.directory)
	f.StringVar(&flags.url, "url", "", "the address that the page was taken from, where INPUT is a file")
	f.StringVar(&flags.published, "published", "", "the day (2016-09-12) or time on which it is known to have been published")
	f.BoolVar(&flags.json, "json", false, "print each record as a line of JSON")
	f.BoolVar(&flags.jsonl, "jsonl", false, "read pages as lines of JSON from standard input, print records as lines of JSON")
	f.BoolVar(&flags.explain, "explain", false, "show the rule and the evidence behind each claim")
	f.BoolVar(&flags.allowPrivate, "allow-private", false, "let URLs lead to loopback and private addresses and to any port")
	f.DurationVar(&flags.timeout, "timeout", 30*time.Second, "the longest that one page may take to fetch")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions([]string{"auto", "html", "scrape", "text"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// addModel gives a command the flag that chooses the tagger.
func addModel(cmd *cobra.Command, into *string, otherwise pipeline.Tagger) {
	cmd.Flags().StringVar(into, "model", string(otherwise), "the tagger that finds statements: accurate, or fast for very many pages")
	_ = cmd.RegisterFlagCompletionFunc("model", cobra.FixedCompletions(pipeline.Taggers(), cobra.ShellCompDirectiveNoFileComp))
}

// addDirectory gives a command the flag that names who is who.
func addDirectory(cmd *cobra.Command, into *[]string) {
	cmd.Flags().StringArrayVar(into, "directory", nil, "a file of people, bodies and offices to know besides the built-in ones, as lines of JSON (may be repeated)")
}

// newReader makes the reader for a --model flag and the files of --directory.
func newReader(model string, directory ...string) (*pipeline.Reader, error) {
	if !slices.Contains(pipeline.Taggers(), model) {
		return nil, usageError{fmt.Errorf("--model %s: it is one of %s", model, strings.Join(pipeline.Taggers(), " and "))}
	}
	var entities []io.Reader
	for _, name := range directory {
		file, err := os.Open(name)
		if err != nil {
			return nil, usageError{fmt.Errorf("--directory: %w", err)}
		}
		defer file.Close()
		entities = append(entities, file)
	}
	return pipeline.NewWith(pipeline.Tagger(model), entities...)
}

// check says what is wrong with the flags and inputs taken together.
func (f readFlags) check(args []string) error {
	switch onrecord.Form(f.as) {
	case onrecord.Auto, onrecord.HTML, onrecord.Scrape, onrecord.Text:
	default:
		return fmt.Errorf("--as %s: it is one of auto, html, scrape and text", f.as)
	}
	switch {
	case f.jsonl && len(args) > 0:
		return errors.New("--jsonl reads standard input and takes no INPUT")
	case f.jsonl && (f.explain || f.as != "auto" || f.url != "" || f.published != ""):
		return errors.New("with --jsonl each line says what it is: --as, --url, --published and --explain do not go with it")
	case !f.jsonl && len(args) == 0:
		return errors.New("no INPUT: name a file, a URL, or - for standard input")
	case f.url != "" && len(args) > 1:
		return errors.New("--url goes with one INPUT only")
	}
	return onrecord.CheckPublished(f.published)
}

// readPages prints the record, or the failure, of each input in turn.
func readPages(cmd *cobra.Command, reader *pipeline.Reader, flags readFlags, inputs []string) error {
	fetcher := fetch.New(fetch.Options{AllowPrivate: flags.allowPrivate, Timeout: flags.timeout, Stdin: cmd.InOrStdin()})
	failed := false
	for i, input := range inputs {
		record, err := readPage(cmd.Context(), fetcher, reader, flags, input)
		if cmd.Context().Err() != nil {
			return context.Canceled
		}
		var out []byte
		var failure *onrecord.Failure
		switch {
		case err != nil && !errors.As(err, &failure):
			return err
		case failure != nil:
			failed = true
			fmt.Fprintf(cmd.ErrOrStderr(), "onrecord: %v\n", failure)
			if flags.json {
				out, err = failure.MarshalJSON()
			}
		case flags.json:
			out, err = record.MarshalJSON()
		default:
			if i > 0 {
				fmt.Fprintln(cmd.OutOrStdout())
			}
			err = printCard(cmd.OutOrStdout(), record, flags.explain)
		}
		if err == nil && len(out) > 0 {
			_, err = cmd.OutOrStdout().Write(append(out, '\n'))
		}
		if err != nil && failure == nil {
			return err
		}
	}
	if failed {
		return errFailed
	}
	return nil
}

func readPage(ctx context.Context, fetcher *fetch.Fetcher, reader *pipeline.Reader, flags readFlags, input string) (onrecord.Record, error) {
	page, err := fetcher.Page(ctx, input)
	if err != nil {
		return onrecord.Record{}, err
	}
	page.Form = onrecord.Form(flags.as)
	page.Published = flags.published
	if flags.url != "" {
		page.URL = flags.url
	}
	record, err := reader.Read(ctx, page)
	var failure *onrecord.Failure
	if errors.As(err, &failure) && failure.URL == "" {
		failure.URL = input
	}
	return record, err
}

// readLines runs --jsonl, with a progress bar where a person is watching.
func readLines(cmd *cobra.Command, reader *pipeline.Reader) error {
	bar := newProgress(cmd.InOrStdin(), cmd.ErrOrStderr())
	outcome, err := reader.Lines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), bar.show)
	bar.finish(outcome)
	return err
}

// progress shows how far a run of lines is; its zero value shows nothing.
type progress struct {
	bar *progressbar.ProgressBar
	out io.Writer
}

// newProgress shows a bar on errOut where that is a terminal, over the bytes
// of in where in is a file.
func newProgress(in io.Reader, errOut io.Writer) progress {
	terminal, ok := errOut.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return progress{}
	}
	total := int64(-1)
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			total = info.Size()
		}
	}
	return progress{out: errOut, bar: progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(errOut), progressbar.OptionShowBytes(true), progressbar.OptionSetDescription("reading"),
		progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish())}
}

func (p progress) show(o pipeline.Outcome) {
	if p.bar == nil {
		return
	}
	p.bar.Describe(fmt.Sprintf("%d records, %d failed", o.Records, o.Failures))
	_ = p.bar.Set64(o.Bytes)
}

func (p progress) finish(o pipeline.Outcome) {
	if p.bar == nil {
		return
	}
	_ = p.bar.Clear()
	var line bytes.Buffer
	fmt.Fprintf(&line, "%d lines: %d records, %d failed\n", o.Lines, o.Records, o.Failures)
	_, _ = p.out.Write(line.Bytes())
}
