package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

func newIngest() *cobra.Command {
	var flags intake
	var retryFailed bool
	cmd := &cobra.Command{
		Use:   "ingest SOURCE...",
		Short: "Read pages from anywhere into the ledger",
		Long: `Read pages into the ledger, on all cores. SOURCE is a file, a folder with all
below it, a pattern ("pages/**/*.html"), a URL, or - for standard input. Files and
URLs may be web pages, RSS, Atom or JSON feeds, sitemaps and their indexes, web
archives (WARC and ARC), or lines of JSON as onrecord read --jsonl takes them, each
gzipped or not.

Stop it at any moment, even with kill -9, and run it again: it goes on where it
stopped, and keeps each article once. An article that has changed gets a new
version. Every page that could not be read becomes a row with stage and reason,
which onrecord failures lists; it is read again when it changes, when another
model reads, or with --retry-failed, and always where the fault may pass, as with
servers that do not answer. A web archive, or a file of lines, that has not changed
is read from where all before was done: what failed in it waits for --retry-failed.`,
		Example: `  onrecord ingest pages/
  onrecord ingest --ledger news.db crawl-2024.warc.gz articles.jsonl
  onrecord ingest https://example.org/sitemap.xml
  onrecord ingest --json pages/ | jq -c 'select(.outcome == "failed")'`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("no SOURCE: name a file, a folder, a URL, or - for standard input")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return flags.open(cmd, fetch.Options{}, func(t *taking) error {
				var options pipeline.IngestOptions
				if !retryFailed {
					leave, err := failedForGood(cmd.Context(), t.into)
					if err != nil {
						return err
					}
					options.Leave = leave
				}
				t.report.expect(args)
				return t.ingest(args, options, retryFailed)
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&retryFailed, "retry-failed", false, "also read again what failed before and has not changed")
	return cmd
}

// ingest takes sources in; of a file of many pages, only what is behind its
// mark, unless what failed is to be read again.
func (t *taking) ingest(names []string, o pipeline.IngestOptions, again bool) error {
	ctx, stop := context.WithCancelCause(t.cmd.Context())
	defer stop(nil)
	m := &marks{ctx: ctx, into: t.into, by: t.by, again: again, stop: stop, skips: t.report.passed, files: map[string]*inParts{}}
	t.known = m.known
	t.at = func(place string, found fetch.Item) {
		t.report.reached(place, found)
		m.given(place, found.Origin)
	}
	o.Event = func(e pipeline.Event) { m.done(e.From.Place) }
	err := t.take(ctx, t.items(ctx, names), o)
	return errors.Join(err, m.end())
}
