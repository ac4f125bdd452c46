package corpus

import (
	"errors"
	"io"
	"iter"

	"github.com/onrecord/onrecord/eval/metric"
)

// Quotation is one gold quotation with its verdict against a transcript.
type Quotation struct {
	ID           string         `json:"id"`
	ArticleID    string         `json:"article_id"`
	TranscriptID string         `json:"transcript_id"`
	Start        int            `json:"start"`
	End          int            `json:"end"`
	Verdict      string         `json:"verdict"`
	Flags        []string       `json:"flags"`
	Passages     []metric.Range `json:"-"`
	Others       []metric.Range `json:"-"` // other places, each as good

	Spans  []place `json:"transcript_spans"`
	Places []place `json:"other_occurrences"`
}

type place struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Quotations reads the gold set of verification (JSON Lines).
func Quotations(r io.Reader) iter.Seq2[Quotation, error] {
	return JSONLines(r, func(q *Quotation) error {
		if q.ID == "" || q.ArticleID == "" || q.TranscriptID == "" || q.Verdict == "" {
			return errors.New("a quotation without id, article, transcript or verdict")
		}
		if q.Start < 0 || q.End < q.Start {
			return errors.New("a quotation that is no range")
		}
		for _, p := range q.Spans {
			q.Passages = append(q.Passages, metric.Range{Start: p.Start, End: p.End})
		}
		for _, p := range q.Places {
			q.Others = append(q.Others, metric.Range{Start: p.Start, End: p.End})
		}
		q.Spans, q.Places = nil, nil
		return nil
	})
}
