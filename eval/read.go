package eval

import (
	"context"
	"iter"
	"runtime"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// each works on every item of a corpus over all cores and gives the outcomes
// to use in the corpus's order, one at a time. A bounded number of items is in
// flight. It fails where the corpus does, or ctx ends.
func each[In, Out any](ctx context.Context, in iter.Seq2[In, error], work func(In) Out, use func(In, Out)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		in  In
		out chan Out
	}
	jobs := make(chan job, runtime.GOMAXPROCS(0)-1)
	failed := make(chan error, 1)
	go func() {
		defer close(jobs)
		for item, err := range in {
			if err != nil {
				failed <- err
				return
			}
			j := job{item, make(chan Out, 1)}
			go func() { j.out <- work(j.in) }()
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for j := range jobs {
		select {
		case out := <-j.out:
			use(j.in, out)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	select {
	case err := <-failed:
		return err
	default:
		return ctx.Err()
	}
}

// read reads a page; a page that cannot be read is an empty record.
func (b *bench) read(ctx context.Context, page onrecord.Page) (onrecord.Record, bool) {
	record, err := b.reader.Read(ctx, page)
	return record, err == nil
}

// readText reads clean text.
func (b *bench) readText(ctx context.Context, id, text string) (onrecord.Record, bool) {
	return b.read(ctx, onrecord.Page{ID: id, Form: onrecord.Text, Body: []byte(text)})
}

// predicted gives a record's statements at top level in code points, as
// attributions.
func predicted(record onrecord.Record) []metric.Attribution {
	var out []metric.Attribution
	for _, s := range record.Statements {
		if s.Parent == "" {
			out = append(out, attributionOf(record.Article.Text, s.Source, s.Cue, s.Content))
		}
	}
	return out
}

func attributionOf(text string, source, cue, content []onrecord.Span) metric.Attribution {
	return metric.Attribution{Source: corpus.Points(text, source), Cue: corpus.Points(text, cue), Content: corpus.Points(text, content)}
}
