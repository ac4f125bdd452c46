package eval

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/extract/transcript"
)

// transcriptTally counts what was read from some transcripts.
type transcriptTally struct {
	texts, bytes         int
	taken                metric.Share // taken for transcripts unasked
	day, dayGiven        metric.Share // right of all, right where one is given
	conflict             metric.PRF   // contradictions of dates noticed
	labels, exact, close metric.Share // labels with the gold count; texts with all counts right, and within 2 %
	named                metric.Share // turns of persons with a full name
	took                 time.Duration
}

// measureTranscripts reads texts with their titles and addresses, which their
// pages show. Gold labels and counts were made by a pattern; those of
// presidential papers are not given.
func measureTranscripts(ctx context.Context, b *bench) ([]Table, error) {
	table := Table{Title: "transcripts", Columns: []string{"texts", "taken for one", "day right", "right where given", "| conflicts: gold", "P", "R",
		"| gold labels", "count right", "texts all right", "within 2 %", "| turns named"}}
	for _, name := range []string{"briefings", "campaign", "presidency"} {
		var sum transcriptTally
		err := each(ctx, corpus.File(b.path("transcripts", name+"-dev.jsonl.gz"), corpus.Transcripts), readTranscript, func(_ corpus.Transcript, t transcriptTally) { sum.add(t) })
		if err != nil {
			return nil, err
		}
		table.row(name, sum.values()...)
		fmt.Fprintf(b.timing, "transcripts, %s: %d texts, %.1f MB/s a core\n", name, sum.texts, float64(sum.bytes)/1e6/sum.took.Seconds())
	}
	table.Notes = []string{"title and address are given, as a page shows them, and a campaign text's name, which holds its day; a day is right where it is the gold one",
		"within 2 %: labels' counts differ by so much of all turns at most; the gold counts miss labels with letters beyond ASCII and within lines",
		"taken for one: found by itself at a confidence of a half; most presidential papers are orders, letters and releases"}
	articles, err := measureTaken(ctx, b)
	return []Table{table, articles}, err
}

func readTranscript(gold corpus.Transcript) transcriptTally {
	out := transcriptTally{texts: 1, bytes: len(gold.Text)}
	start := time.Now()
	t := transcript.Read(gold.Text, transcript.About{Title: gold.Title, URL: gold.URL, Name: gold.ID, Author: gold.Author})
	out.took = time.Since(start)
	out.taken.Count(transcript.Looks(gold.Text, transcript.About{}) >= 0.5)
	day, given := t.SpokenDate()
	right := given && day.Value[:10] == gold.Date
	out.day.Count(right)
	if given {
		out.dayGiven.Count(right)
	}
	noticed := false
	for _, n := range t.Notices {
		noticed = noticed || n.Kind == onrecord.NoticeDates
	}
	out.conflict = metric.PRF{Gold: number(gold.DateConflict), Predicted: number(noticed), Hit: number(noticed && gold.DateConflict)}
	out.countLabels(gold, t)
	return out
}

// countLabels compares how often each label stands.
func (t *transcriptTally) countLabels(gold corpus.Transcript, read onrecord.Transcript) {
	counts := map[string]int{}
	for _, u := range read.Turns {
		if !u.Label.Empty() {
			counts[u.Label.In(read.Text)]++
		}
		if u.Speaker.Kind == onrecord.Person {
			t.named.Count(u.Speaker.Confidence > 0.6)
		}
	}
	if gold.Speakers == nil {
		return
	}
	turns, off := 0, 0
	for _, s := range gold.Speakers {
		turns += s.Turns
		off += max(s.Turns-counts[s.Label], counts[s.Label]-s.Turns)
		t.labels.Count(counts[s.Label] == s.Turns)
		delete(counts, s.Label)
	}
	for _, n := range counts {
		off += n
	}
	t.exact.Count(off == 0)
	t.close.Count(off*50 <= turns)
}

func (t *transcriptTally) add(o transcriptTally) {
	t.texts += o.texts
	t.bytes += o.bytes
	t.took += o.took
	for to, from := range map[*metric.Share]metric.Share{&t.taken: o.taken, &t.day: o.day, &t.dayGiven: o.dayGiven, &t.labels: o.labels, &t.exact: o.exact, &t.close: o.close, &t.named: o.named} {
		to.Add(from)
	}
	t.conflict.Add(o.conflict)
}

func (t *transcriptTally) values() []Value {
	out := []Value{count(t.texts), share(t.taken), share(t.day), share(t.dayGiven), count(t.conflict.Gold)}
	if t.conflict.Gold > 0 {
		out = append(out, percent(t.conflict.P()), percent(t.conflict.R()))
	} else {
		out = append(out, none(), none())
	}
	return append(out, count(t.labels.Whole), share(t.labels), share(t.exact), share(t.close), share(t.named))
}

// measureTaken counts the articles and pages that are taken for transcripts.
func measureTaken(ctx context.Context, b *bench) (Table, error) {
	table := Table{Title: "articles", Columns: []string{"texts", "taken for a transcript"}}
	for _, set := range []struct{ label, dir, file string }{
		{"PolNeAR train", "polnear", "train"}, {"PolNeAR dev", "polnear", "dev"}, {"BASIL", "stories", "basil-dev"}, {"Guardian", "bulk", "guardian-3k"}, {"Reuters", "bulk", "reuters21578"},
	} {
		taken, n := 0, 0
		err := each(ctx, corpus.File(b.path(set.dir, set.file+".jsonl.gz"), corpus.Texts), func(t corpus.Text) bool {
			return transcript.Looks(t.Text, transcript.About{}) >= 0.5
		}, func(_ corpus.Text, yes bool) { taken += number(yes); n++ })
		if err != nil {
			return table, err
		}
		table.row(set.label, count(n), count(taken))
	}
	taken, n := 0, 0
	err := each(ctx, corpus.File(b.path("pages", "aet-dev.jsonl.gz"), corpus.Pages), func(p corpus.Page) bool {
		return extract.LooksLikeTranscript(ctx, onrecord.Page{ID: p.ID, URL: p.URL, Form: onrecord.HTML, Body: []byte(p.HTML)}) >= 0.5
	}, func(_ corpus.Page, yes bool) { taken += number(yes); n++ })
	table.row("pages (aet dev)", count(n), count(taken))
	return table, err
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
