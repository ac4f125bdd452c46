package main

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

func newTrace() *cobra.Command {
	var flags checkFlags
	var ledger string
	cmd := &cobra.Command{
		Use:   "trace ARTICLE",
		Short: "Find the transcripts that an article quotes, and hold it against them",
		Long: `Find, among the transcripts of the ledger, those that an article's quotations come
from, and hold the article against them as onrecord verify does. The statements
get the day and the place on which they were spoken.

onrecord ingest takes transcripts in, and tells them from articles by itself, or
with --as transcript takes all pages for such. Nothing found means that the words
do not stand in the transcripts of this ledger, and no more than that.`,
		Example: `  onrecord ingest briefings/
  onrecord trace story.html
  onrecord trace --as scrape --html checked.html dump.txt
  onrecord trace --json story.html | jq '.candidates[0], .dates'`,
		Args: exactly(1, "one ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.readFlags.check(args); err != nil {
				return usageError{err}
			}
			reader, err := newReader(flags.model, flags.directory...)
			if err != nil {
				return err
			}
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				return traceArticle(cmd, reader, l, flags, args[0])
			})
		},
	}
	addLedger(cmd, &ledger)
	flags.add(cmd)
	return cmd
}

func traceArticle(cmd *cobra.Command, reader *pipeline.Reader, l onrecord.Ledger, flags checkFlags, article string) error {
	fetcher := fetch.New(fetch.Options{AllowPrivate: flags.allowPrivate, Timeout: flags.timeout, Stdin: cmd.InOrStdin()})
	record, err := readPage(cmd.Context(), fetcher, reader, flags.readFlags, article)
	if err != nil {
		return failedInput(cmd, err)
	}
	library, err := pipeline.OpenLibrary(cmd.Context(), l)
	if err != nil {
		return err
	}
	found, err := reader.Trace(cmd.Context(), library, record)
	if err != nil {
		return err
	}
	if flags.json {
		if err := flags.page(cmd, &found.Verification); err != nil {
			return err
		}
		return printJSON(cmd.OutOrStdout(), found)
	}
	s := newSheet(cmd.OutOrStdout())
	s.candidates(&found, library.Len())
	if len(found.Transcripts) > 0 {
		s.blank()
		printVerification(&s, &found.Verification, flags.explain)
	}
	if err := flags.page(cmd, &found.Verification); err != nil {
		return err
	}
	return s.print(cmd.OutOrStdout())
}

// candidates writes which transcripts the quotations may come from.
func (s *sheet) candidates(found *onrecord.Tracing, of int) {
	if len(found.Candidates) == 0 {
		s.line(0, styleUnknown, "The quotations stand in none of "+count(of, "transcript")+" of this ledger. They may have been said all the same.")
		return
	}
	s.line(0, lipgloss.NewStyle(), "Of "+count(of, "transcript")+" in this ledger:")
	for i, c := range found.Candidates {
		style := lipgloss.NewStyle()
		if i >= len(found.Transcripts) {
			style = styleFaint // it is not believed
		}
		facts := []string{firstOf(c.Transcript.Title, c.Transcript.URL, "(no title found)")}
		if c.Transcript.Day != "" {
			facts = append(facts, comparison.Day(c.Transcript.Day))
		}
		facts = append(facts, fmt.Sprintf("%s of %s", count(c.Words, "word"), count(c.Quotes, "quotation")), fmt.Sprintf("%.0f %%", 100*c.Confidence), c.Transcript.ID)
		s.labelled(fmt.Sprintf("%3d  ", i+1), style, strings.Join(facts, " · "))
		for _, other := range c.Copies {
			s.line(5, styleFaint, "the same in "+firstOf(other.Title, other.URL, "(no title found)")+" · "+other.ID)
		}
	}
	if len(found.Transcripts) == 0 {
		s.line(0, styleUnknown, "None of them is likely enough to hold the article against.")
	}
}
