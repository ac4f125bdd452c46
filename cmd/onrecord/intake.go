package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

// intake is what the commands that read pages into a ledger have in common.
type intake struct {
	ledger, as, model string
	directory         []string
	allowPrivate      bool
	json              bool
	timeout, delay    time.Duration
}

func (f *intake) add(cmd *cobra.Command) {
	addLedger(cmd, &f.ledger)
	addModel(cmd, &f.model, pipeline.Fast)
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", string(onrecord.Auto), "what the pages are: "+strings.Join(forms(), ", "))
	addDirectory(cmd, &f.directory)
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "let URLs lead to loopback and private addresses and to any port")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "the longest that one page may take to fetch")
	flags.DurationVar(&f.delay, "delay", time.Second, "the shortest time between two requests to one host")
	flags.BoolVar(&f.json, "json", false, "print what became of each page as a line of JSON, and a summary as the last")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(forms(), cobra.ShellCompDirectiveNoFileComp))
}

// forms are the values of --as.
func forms() []string {
	return []string{string(onrecord.Auto), string(onrecord.HTML), string(onrecord.Scrape), string(onrecord.Text), asTranscript}
}

// asTranscript is the value of --as for pages that are all transcripts, in
// whatever form.
const asTranscript = "transcript"

// transcripts is what --as says of transcripts: by itself, they are told from
// articles.
func (f *intake) transcripts() pipeline.Transcripts {
	switch f.as {
	case asTranscript:
		return pipeline.AllTranscripts
	case string(onrecord.Auto):
		return pipeline.FoundTranscripts
	}
	return pipeline.NoTranscripts
}

// taking is an intake at work.
type taking struct {
	intake
	cmd    *cobra.Command
	into   onrecord.Ledger
	reader *pipeline.Reader
	sources
	report *report
}

// open loads the models, makes or opens the ledger and lets use work with them.
func (f intake) open(cmd *cobra.Command, options fetch.Options, use func(*taking) error) error {
	if !slices.Contains(forms(), f.as) {
		return usageError{fmt.Errorf("--as %s: it is one of %s", f.as, strings.Join(forms(), ", "))}
	}
	reader, err := newReader(f.model, f.directory...)
	if err != nil {
		return err
	}
	options.AllowPrivate, options.Timeout, options.Delay, options.Stdin = f.allowPrivate, f.timeout, f.delay, cmd.InOrStdin()
	return inLedger(cmd, f.ledger, true, func(l onrecord.Ledger) error {
		form := onrecord.Form(f.as)
		if f.as == string(onrecord.Auto) || f.as == asTranscript {
			form = "" // lines of JSON say it themselves
		}
		t := &taking{intake: f, cmd: cmd, into: l, reader: reader, report: newReport(cmd, f.json)}
		t.sources = sources{fetcher: fetch.New(options), form: form, by: f.state(reader)}
		return use(t)
	})
}

// state is what reads pages: where it is another, they are read again.
func (f *intake) state(reader *pipeline.Reader) string {
	as := f.as
	if as == string(onrecord.Auto) {
		as = ""
	}
	return as + " " + reader.Model()
}

// take ingests items, reports what became of each, and sums up. What failed is
// in the ledger, and ends with errFailed.
func (t *taking) take(ctx context.Context, items iter.Seq[pipeline.Item], o pipeline.IngestOptions) error {
	o.Transcripts = t.transcripts()
	tell := o.Event
	o.Event = func(e pipeline.Event) {
		t.report.event(e)
		if tell != nil {
			tell(e)
		}
	}
	err := t.reader.Ingest(ctx, items, t.into, o)
	t.report.sum()
	if err == nil && t.report.failed() > 0 {
		return errFailed
	}
	return err
}

// failedForGood tells of origins that failed before, in the state that they
// are in now, for a reason that will not pass: there is no use in reading them
// again. It reads the list once, when it is made.
func failedForGood(ctx context.Context, l onrecord.Ledger) (func(onrecord.Origin) bool, error) {
	known := map[[16]byte]bool{} // hashes, for there may be millions
	hash := func(o onrecord.Origin) [16]byte {
		sum := sha256.Sum256([]byte(o.Place + "\x00" + o.State))
		return [16]byte(sum[:16])
	}
	err := eachFailure(ctx, l, onrecord.FailureFilter{}, func(f onrecord.StoredFailure) {
		switch f.Failure.Reason {
		case onrecord.ReasonEmpty, onrecord.ReasonTooLarge, onrecord.ReasonNotText, onrecord.ReasonNoArticle,
			onrecord.ReasonUnsupported, onrecord.ReasonBadInput:
			known[hash(f.Origin)] = true
		}
	})
	return func(o onrecord.Origin) bool { return known[hash(o)] }, err
}

// eachFailure calls use for every failure that a filter chooses.
func eachFailure(ctx context.Context, l onrecord.Ledger, filter onrecord.FailureFilter, use func(onrecord.StoredFailure)) error {
	for filter.Limit = 1000; ; {
		page, err := l.Failures(ctx, filter)
		if err != nil {
			return err
		}
		for _, f := range page.Failures {
			use(f)
		}
		if page.Next == "" {
			return nil
		}
		filter.Cursor = page.Next
	}
}
