// Package pipeline joins the stages: page → article → record. Article →
// record is pure: the same article and the same model give the same record,
// byte for byte, on any number of cores.
package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
)

// Reader reads pages into records. It is immutable and safe for concurrent
// use; make one and keep it.
type Reader struct {
	segmenter *segment.Segmenter
	rules     *attribute.Rules
	resolver  *resolve.Resolver
}

// New loads the models and tables that are embedded in the program. It fails
// only where these are damaged.
func New() (*Reader, error) {
	if err := extract.Load(); err != nil {
		return nil, err
	}
	segmenter, err := segment.New()
	if err != nil {
		return nil, err
	}
	rules, err := attribute.NewRules()
	if err != nil {
		return nil, err
	}
	resolver, err := resolve.New()
	if err != nil {
		return nil, err
	}
	return &Reader{segmenter: segmenter, rules: rules, resolver: resolver}, nil
}

// Read turns a page into its record. Errors are *onrecord.Failure. Stages are
// total, so a panic is a defect; it is given as a failure with reason
// "internal" all the same, for one page must not end a run of millions.
func (r *Reader) Read(ctx context.Context, page onrecord.Page) (record onrecord.Record, err error) {
	defer func() {
		if defect := recover(); defect != nil {
			record, err = onrecord.Record{}, &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "pipeline",
				Reason: onrecord.ReasonInternal, Message: fmt.Sprintf("panic: %v", defect)}
		}
	}()
	article, err := extract.Read(ctx, page)
	if err != nil {
		return onrecord.Record{}, err
	}
	return r.Record(article), nil
}

// Record says who said what in an article. It is total and deterministic.
func (r *Reader) Record(article onrecord.Article) onrecord.Record {
	return assemble(r.Analyse(article))
}

// Analyse runs the language stages alone, for measuring and for --explain.
func (r *Reader) Analyse(article onrecord.Article) nlp.Resolved {
	return r.resolver.Resolve(r.rules.Attribute(quote.Pair(r.segmenter.Segment(article))))
}

// assemble turns the stages' findings into the record that is published.
func assemble(found nlp.Resolved) onrecord.Record {
	record := onrecord.Record{Model: model.Version, Article: found.Article, Entities: found.Entities}
	ids := make([]string, len(found.Attributions))
	textSum := sha256.Sum256([]byte(found.Text))
	for i, a := range found.Attributions {
		ids[i] = statementID(textSum, a)
	}
	for i, a := range found.Attributions {
		s := onrecord.Statement{
			ID: ids[i], Kind: a.Kind, Content: a.Content, Cue: a.Cue, Source: a.Source,
			Speaker: found.Speakers[i], Confidence: decimals(a.Confidence), Rule: a.Rule,
		}
		s.Speaker.Confidence = decimals(s.Speaker.Confidence)
		if a.Parent >= 0 {
			s.Parent = ids[a.Parent]
		}
		record.Statements = append(record.Statements, s)
	}
	return record
}

// decimals keeps three decimals of a confidence: more are noise, and depend on
// the order of additions.
func decimals(confidence float64) float64 { return math.Round(confidence*1000) / 1000 }

// statementID hashes the text and the statement's spans, so that the same
// words in the same text have the same ID on every machine and in every
// version that finds them.
func statementID(text [sha256.Size]byte, a nlp.Attribution) string {
	h := sha256.New()
	h.Write(text[:])
	for _, spans := range [][]onrecord.Span{a.Content, a.Cue, a.Source} {
		writeInt(h, len(spans))
		for _, s := range spans {
			writeInt(h, s.Start)
			writeInt(h, s.End)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

func writeInt(w io.Writer, n int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	w.Write(b[:]) // a hash never fails to write
}
