package main

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

func newWatch() *cobra.Command {
	var flags intake
	var once bool
	var every time.Duration
	cmd := &cobra.Command{
		Use:   "watch FEEDS",
		Short: "Keep reading what news feeds bring into the ledger",
		Long: `Look at feeds as they fall due and read what is new into the ledger, until
stopped. FEEDS is an OPML file, a file with one address a line, or a feed's
address.

A feed is asked only for what has changed, no sooner than it wants (Retry-After,
Cache-Control, ttl), and less and less often while it fails. Feeds of several hosts
are looked at side by side, so that one that hangs holds up none but its own;
robots.txt is obeyed, and no host is asked for two pages at once. What is known of each feed stands in
the ledger, so that watching goes on where it was stopped.`,
		Example: `  onrecord watch feeds.opml
  onrecord watch --once --json feeds.txt >> watch.log`,
		Args: exactly(1, "a file of feeds, or a feed's address,"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return flags.open(cmd, fetch.Options{Every: every}, func(t *taking) error { return t.watch(args[0], once) })
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&once, "once", false, "look once at each feed that is due, and end")
	cmd.Flags().DurationVar(&every, "every", 15*time.Minute, "the time between two looks at a feed, where it asks for no more")
	return cmd
}

// watching is a watch at work: which looks at feeds wait for which pages.
type watching struct {
	*taking
	ctx     context.Context
	stop    context.CancelCauseFunc
	mu      sync.Mutex
	waiting map[string][]*look // by place
}

// look is one look at a feed, whose state is kept once all is kept that it
// brought.
type look struct {
	state fetch.FeedState
	left  int  // pages that are not done
	again bool // one failed that may not fail next time
}

// watch reads what feeds bring: for one round, or for good.
func (t *taking) watch(source string, once bool) error {
	ctx, stop := context.WithCancelCause(t.cmd.Context())
	defer stop(nil)
	states, err := t.states(ctx, source)
	if err != nil {
		return err
	}
	leave, err := failedForGood(ctx, t.into)
	if err != nil {
		return err
	}
	w := &watching{taking: t, ctx: ctx, stop: stop, waiting: map[string][]*look{}}
	updates := t.fetcher.Watch(ctx, states)
	if once {
		updates = w.round(states)
	}
	t.report.most = math.MaxInt
	return t.take(ctx, w.items(updates), pipeline.IngestOptions{Leave: leave, Event: w.event, Flying: 256})
}

// states are the feeds of a list with what the ledger knows of them.
func (t *taking) states(ctx context.Context, source string) ([]fetch.FeedState, error) {
	list, err := t.fetcher.FeedList(ctx, source)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s names no feed", source)
	}
	if err != nil {
		return nil, usageError{err}
	}
	kept, err := t.into.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	known := map[string]onrecord.Feed{}
	for _, f := range kept {
		known[f.URL] = f
	}
	states := make([]fetch.FeedState, len(list))
	for i, address := range list {
		f := known[address]
		states[i] = fetch.FeedState{URL: address, ETag: f.ETag, LastModified: f.LastModified, Due: f.Next, Failures: f.Failures}
	}
	return states, nil
}

// round looks once at each feed that is due.
func (w *watching) round(states []fetch.FeedState) iter.Seq2[fetch.Update, error] {
	due := slices.DeleteFunc(states, func(s fetch.FeedState) bool {
		early := time.Now().Before(s.Due)
		if early {
			w.notDue(s)
		}
		return early
	})
	return w.fetcher.Round(w.ctx, due)
}

func (w *watching) notDue(s fetch.FeedState) {
	fmt.Fprintf(w.cmd.ErrOrStderr(), "onrecord: %s is not due before %s\n", printable(s.URL), s.Due.Local().Format(time.DateTime))
}

// items gives what looks at feeds bring. A feed that cannot be had is an item
// that fails.
func (w *watching) items(updates iter.Seq2[fetch.Update, error]) iter.Seq[pipeline.Item] {
	return func(yield func(pipeline.Item) bool) {
		for update, err := range updates {
			if w.ctx.Err() != nil {
				return
			}
			var items []pipeline.Item
			if err != nil {
				items = []pipeline.Item{w.item(fetch.Item{Origin: fetch.Origin{Path: update.State.URL}}, err)}
			}
			for _, found := range update.Items {
				items = append(items, w.item(found, nil))
			}
			w.await(&look{state: update.State, left: len(items)}, items)
			for _, item := range items {
				if !yield(item) {
					return
				}
			}
		}
	}
}

// await notes which pages a look waits for. One that brought nothing is done.
func (w *watching) await(l *look, items []pipeline.Item) {
	if len(items) == 0 {
		w.keep(l)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, item := range items {
		w.waiting[item.From.Place] = append(w.waiting[item.From.Place], l)
	}
}

// event notes that a page is done, and keeps the state of the look that waited
// for it alone.
func (w *watching) event(e pipeline.Event) {
	w.mu.Lock()
	looks := w.waiting[e.From.Place]
	var l *look
	if len(looks) > 0 {
		l = looks[0]
		w.waiting[e.From.Place] = looks[1:]
		if len(looks) == 1 {
			delete(w.waiting, e.From.Place)
		}
	}
	w.mu.Unlock()
	if l == nil {
		return
	}
	if e.Failure != nil && e.From.Place != l.state.URL {
		switch e.Failure.Reason {
		case onrecord.ReasonTimeout, onrecord.ReasonUnreachable, onrecord.ReasonHTTP:
			l.again = true
		}
	}
	if l.left--; l.left == 0 {
		w.keep(l)
	}
}

// keep keeps the state of a feed. Where a page failed that may be had next
// time, the feed will be asked for all that it lists: what is done is skipped.
func (w *watching) keep(l *look) {
	s := l.state
	if l.again {
		s.ETag, s.LastModified = "", ""
	}
	err := w.into.SetFeed(context.WithoutCancel(w.ctx), onrecord.Feed{URL: s.URL, ETag: s.ETag, LastModified: s.LastModified,
		Next: s.Due, Checked: time.Now(), Failures: s.Failures})
	if err != nil {
		w.stop(err)
	}
	if !w.json {
		fmt.Fprintf(w.cmd.ErrOrStderr(), "onrecord: looked at %s; next at %s\n", printable(s.URL), s.Due.Local().Format(time.DateTime))
	}
}
