package eval

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/verify"
)

// verdicts are all verdicts, in the order in which they are shown.
var verdicts = []onrecord.Verdict{onrecord.Exact, onrecord.Elided, onrecord.Spliced, onrecord.Altered,
	onrecord.Reordered, onrecord.Misattributed, onrecord.NotFound}

// verdictFlags are the flags that are shown.
var verdictFlags = []onrecord.Flag{onrecord.FlagUnquoted, onrecord.FlagConditionDropped, onrecord.FlagMeaning,
	onrecord.FlagContent, onrecord.FlagMinor, onrecord.FlagBracketed, onrecord.FlagCutStart, onrecord.FlagCutEnd,
	onrecord.FlagInterrupted}

// measureVerify judges each quotation of the gold set in its article, as the
// reader reads it, against its transcript.
func measureVerify(ctx context.Context, b *bench) ([]Table, error) {
	transcripts, err := b.transcripts(ctx)
	if err != nil {
		return nil, err
	}
	quotations := map[string][]corpus.Quotation{}
	for q, err := range corpus.File(b.path("gold", "verify-dev.jsonl"), corpus.Quotations) {
		if err != nil {
			return nil, err
		}
		if _, ok := transcripts[q.TranscriptID]; !ok {
			return nil, fmt.Errorf("quotation %s is of an unknown transcript", q.ID)
		}
		quotations[q.ArticleID] = append(quotations[q.ArticleID], q)
	}
	var score metric.VerdictScore
	err = each(ctx, corpus.File(b.path("gold", "verify-articles-dev.jsonl.gz"), corpus.Texts), func(a corpus.Text) []metric.Verdict {
		record, _ := b.readText(ctx, a.ID, a.Text)
		points := onrecord.NewPoints(record.Article.Text)
		var said []metric.Verdict
		for _, q := range quotations[a.ID] {
			span, _ := points.Bytes([2]int{q.Start, q.End})
			v := verify.Verify(record, []onrecord.Transcript{transcripts[q.TranscriptID]}, verify.Options{Quotes: []onrecord.Span{span}})
			said = append(said, verdictOf(v.Checks[0], v.Transcripts))
		}
		return said
	}, func(a corpus.Text, said []metric.Verdict) {
		for i, q := range quotations[a.ID] {
			score.Add(metric.Verdict{Verdict: q.Verdict, Flags: q.Flags, Passages: q.Passages, Others: q.Others}, said[i])
		}
	})
	return []Table{verdictTable("verdict", &score), flagTable(&score)}, err
}

// transcripts reads the transcripts of the gold set, by ID.
func (b *bench) transcripts(ctx context.Context) (map[string]onrecord.Transcript, error) {
	out := map[string]onrecord.Transcript{}
	for row, err := range corpus.File(b.path("gold", "verify-transcripts-dev.jsonl.gz"), corpus.Texts) {
		if err != nil {
			return nil, err
		}
		t, err := b.reader.Transcript(ctx, onrecord.Page{ID: row.ID, Form: onrecord.Text, Body: []byte(row.Text)})
		if err != nil {
			return nil, fmt.Errorf("transcript %s: %w", row.ID, err)
		}
		out[row.ID] = t
	}
	return out, nil
}

// verdictOf gives a check in code points.
func verdictOf(c onrecord.Check, transcripts []onrecord.Transcript) metric.Verdict {
	v := metric.Verdict{Verdict: string(c.Verdict)}
	for _, f := range c.Flags {
		v.Flags = append(v.Flags, string(f))
	}
	if c.Transcript >= 0 {
		v.Passages = corpus.Points(transcripts[c.Transcript].Text, c.Passages)
	}
	return v
}

// verdictTable shows verdicts; the macro F is the mean over those in gold.
func verdictTable(title string, score *metric.VerdictScore) Table {
	table := Table{Title: title, Columns: []string{"gold", "said", "P", "R", "F"}}
	for _, v := range verdicts {
		if c := score.Verdicts[string(v)]; c.Gold+c.Predicted > 0 {
			table.row(string(v), append([]Value{count(c.Gold), count(c.Predicted)}, prf(c)...)...)
		}
	}
	table.row("macro F", none(), none(), none(), none(), percent(score.MacroF()))
	table.row("right", count(score.Right.Whole), none(), none(), share(score.Right), none())
	table.row("located", count(score.Located.Whole), none(), none(), share(score.Located), none())
	return table
}

func flagTable(score *metric.VerdictScore) Table {
	table := Table{Title: "flag", Columns: []string{"gold", "said", "P", "R", "F"}}
	for _, f := range verdictFlags {
		c := score.Flags[string(f)]
		table.row(string(f), append([]Value{count(c.Gold), count(c.Predicted)}, prf(c)...)...)
	}
	return table
}
