package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

// checkFlags are what verify and trace have in common.
type checkFlags struct {
	readFlags
	html string
}

func (f *checkFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "auto", "what the article is: auto, html, scrape (a page's text dump) or text (clean article text)")
	addModel(cmd, &f.model, pipeline.Accurate)
	addDirectory(cmd, &f.directory)
	flags.StringVar(&f.url, "url", "", "the address that the article was taken from, where ARTICLE is a file")
	flags.StringVar(&f.published, "published", "", "the day (2016-09-12) or time on which it is known to have been published")
	flags.StringVar(&f.html, "html", "", "write one page to this file, article and transcript side by side, for printing and sending")
	flags.BoolVar(&f.json, "json", false, "print the verification as a line of JSON")
	flags.BoolVar(&f.explain, "explain", false, "show the rules behind each verdict")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "let URLs lead to loopback and private addresses and to any port")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "the longest that one page may take to fetch")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions([]string{"auto", "html", "scrape", "text"}, cobra.ShellCompDirectiveNoFileComp))
}

func newVerify() *cobra.Command {
	var flags checkFlags
	var against []string
	cmd := &cobra.Command{
		Use:   "verify ARTICLE --against TRANSCRIPT...",
		Short: "Hold an article's quotations against a transcript, word by word",
		Long: `Hold what an article quotes, and what it repeats without quotation marks,
against the transcripts of what was said, and print for each how the words agree:
word for word, words left out with or without a mark, words changed, passages
joined or in another order, somebody else's words, or not found. A verdict is
against these transcripts; "not found" does not mean that it was not said.

ARTICLE and TRANSCRIPT are files, http or https URLs, or - for standard input.
Transcripts are web pages, text, or subtitles (SRT, WebVTT).
With --jsonl, standard input holds one pair a line, as {"id": "...",
"article": {"text"|"html"|"scrape": "..."}, "transcript": {"text"|"html": "..."},
"quotes": [[start, end]...]}, and one verification a line is printed, in the same
order. With "quotes", in code points of the article's text, these are judged and
nothing else.`,
		Example: `  onrecord verify samples/harbour.html --against samples/harbour-briefing.txt
  onrecord verify story.html --against briefing.html --html checked.html
  onrecord verify --json story.txt --against day1.srt --against day2.srt | jq .quotes
  onrecord verify --jsonl < pairs.jsonl > verdicts.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			// What stands behind --against TRANSCRIPT is one more of them.
			if len(args) > 1 && len(against) > 0 {
				against = append(against, args[1:]...)
				args = args[:1]
			}
			if err := flags.checkVerify(args, against); err != nil {
				return usageError{err}
			}
			reader, err := newReader(flags.model, flags.directory...)
			if err != nil {
				return err
			}
			if flags.jsonl {
				bar := newProgress(cmd.InOrStdin(), cmd.ErrOrStderr())
				outcome, err := reader.VerifyLines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), bar.show)
				bar.finish(outcome)
				return err
			}
			return verifyArticle(cmd, reader, flags, args[0], against)
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&flags.jsonl, "jsonl", false, "read pairs as lines of JSON from standard input, print verifications as lines of JSON")
	cmd.Flags().StringArrayVar(&against, "against", nil, "a transcript to hold it against (may be repeated)")
	return cmd
}

// checkVerify says what is wrong with the flags and inputs taken together.
func (f checkFlags) checkVerify(args, against []string) error {
	switch {
	case f.jsonl && (len(args) > 0 || len(against) > 0):
		return errors.New("--jsonl reads standard input and takes neither ARTICLE nor --against")
	case f.jsonl && f.html != "":
		return errors.New("--html goes with one ARTICLE, not with --jsonl")
	case f.jsonl:
		return f.readFlags.check(args)
	case len(args) != 1:
		return fmt.Errorf("one ARTICLE is needed, %d were given", len(args))
	case len(against) == 0:
		return errors.New("no transcript: name one or more with --against, or let onrecord trace find it")
	case slices.Contains(against, "-") && args[0] == "-":
		return errors.New("ARTICLE and TRANSCRIPT cannot both be standard input")
	}
	return f.readFlags.check(args)
}

// verifyArticle reads an article and transcripts and prints how they agree.
func verifyArticle(cmd *cobra.Command, reader *pipeline.Reader, flags checkFlags, article string, against []string) error {
	fetcher := fetch.New(fetch.Options{AllowPrivate: flags.allowPrivate, Timeout: flags.timeout, Stdin: cmd.InOrStdin()})
	var transcripts []onrecord.Transcript
	for _, name := range against {
		t, err := readTranscript(cmd.Context(), fetcher, reader, name)
		if err != nil {
			return failedInput(cmd, err)
		}
		transcripts = append(transcripts, t)
	}
	record, err := readPage(cmd.Context(), fetcher, reader, flags.readFlags, article)
	if err != nil {
		return failedInput(cmd, err)
	}
	v := reader.Verify(record, transcripts, nil)
	return flags.give(cmd, &v)
}

// readTranscript reads one; a file goes by its name.
func readTranscript(ctx context.Context, fetcher *fetch.Fetcher, reader *pipeline.Reader, name string) (onrecord.Transcript, error) {
	page, err := fetcher.Page(ctx, name)
	if err != nil {
		return onrecord.Transcript{}, err
	}
	if page.ID == "" && page.URL == "" && name != "-" {
		page.ID = filepath.Base(name)
	}
	t, err := reader.Transcript(ctx, page)
	var failure *onrecord.Failure
	if errors.As(err, &failure) && failure.URL == "" {
		failure.URL = name
	}
	return t, err
}

// failedInput says on standard error why an input could not be read.
func failedInput(cmd *cobra.Command, err error) error {
	if cmd.Context().Err() != nil {
		return context.Canceled
	}
	var failure *onrecord.Failure
	if !errors.As(err, &failure) {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "onrecord: %v\n", failure)
	return errFailed
}

// give prints a verification, and writes it as a page where that is asked for.
func (f checkFlags) give(cmd *cobra.Command, v *onrecord.Verification) error {
	if err := f.page(cmd, v); err != nil {
		return err
	}
	if f.json {
		return printJSON(cmd.OutOrStdout(), v)
	}
	s := newSheet(cmd.OutOrStdout())
	printVerification(&s, v, f.explain)
	return s.print(cmd.OutOrStdout())
}

// page writes a verification as a page where that is asked for.
func (f checkFlags) page(cmd *cobra.Command, v *onrecord.Verification) error {
	if f.html == "" {
		return nil
	}
	err := writeFile(f.html, func(w io.Writer) error { return comparison.HTML(w, v, "Made by onrecord "+version()) })
	if err == nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "written: %s\n", f.html)
	}
	return err
}

// writeFile writes a file that is there as a whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	part, err := os.CreateTemp(filepath.Dir(path), "."+strings.TrimPrefix(filepath.Base(path), ".")+"-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(part), part.Chmod(0o644), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}
