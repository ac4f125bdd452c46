// Package pipeline joins the stages: page → article → record. Article →
// record is pure: the same article and the same model give the same record,
// byte for byte, on any number of cores.
package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/blocs"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/tag"
	"github.com/onrecord/onrecord/nlp/terms"
)

// Reader reads pages into records. It is immutable and safe for concurrent
// use; make one and keep it.
type Reader struct {
	by        string // Record.Model
	segmenter *segment.Segmenter
	tagger    *tag.Tagger
	rules     *attribute.Rules
	resolver  *resolve.Resolver
	terms     *terms.Terms
	blocs     *blocs.Finder
}

// Tagger names one of the trained taggers that find statements.
type Tagger string

// The taggers: the best there is, and one for many millions of pages.
const (
	Accurate Tagger = "accurate"
	Fast     Tagger = "fast"
)

// Taggers are the names that NewWith knows.
func Taggers() []string { return []string{string(Accurate), string(Fast)} }

// New makes a Reader with the accurate tagger.
func New() (*Reader, error) { return NewWith(Accurate) }

// NewWith loads a tagger and the other models and tables that are embedded in
// the program, and entities of the user's own in the format that package
// knowledge documents, whose hash is then part of the model's name. It fails where one of these is damaged, and on an
// unknown name.
func NewWith(name Tagger, entities ...io.Reader) (*Reader, error) {
	if !slices.Contains(Taggers(), string(name)) {
		return nil, fmt.Errorf("pipeline: there is no tagger %q", name)
	}
	if err := extract.Load(); err != nil {
		return nil, err
	}
	vocabulary, err := model.File("vocabulary.txt")
	if err != nil {
		return nil, err
	}
	weights, err := model.File("tagger-" + string(name) + ".safetensors")
	if err != nil {
		return nil, err
	}
	tagger, err := tag.New(vocabulary, weights)
	if err != nil {
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
	curves, err := model.File("confidence-" + string(name) + ".tsv")
	if err != nil {
		return nil, err
	}
	if rules, err = rules.WithConfidence(curves); err != nil {
		return nil, err
	}
	by := model.Version + "/" + string(name)
	own := sha256.New()
	hashed := make([]io.Reader, len(entities))
	for i, in := range entities {
		hashed[i] = io.TeeReader(in, own)
		if f, ok := in.(interface{ Name() string }); ok {
			hashed[i] = named{hashed[i], f.Name()}
		}
	}
	resolver, err := resolve.New(hashed...)
	if err != nil {
		return nil, err
	}
	finder, err := blocs.New(resolver.Directory())
	if err != nil {
		return nil, err
	}
	if len(entities) > 0 {
		by += "+" + hex.EncodeToString(own.Sum(nil)[:4])
	}
	found, err := terms.New()
	if err != nil {
		return nil, err
	}
	return &Reader{by: by, segmenter: segmenter, tagger: tagger, rules: rules, resolver: resolver, terms: found, blocs: finder}, nil
}

// named is a reader of a file, whose name stands in messages.
type named struct {
	io.Reader
	name string
}

// Name is the file's name.
func (n named) Name() string { return n.name }

// Model is what records of this Reader say in Record.Model.
func (r *Reader) Model() string { return r.by }

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
	found := r.Analyse(article)
	return assemble(r.by, found, r.blocs.Find(found.Resolved))
}

// Analyse runs the language stages alone, for measuring and for --explain.
func (r *Reader) Analyse(article onrecord.Article) nlp.Termed {
	return r.terms.Find(r.resolver.Resolve(r.rules.Join(r.tagger.Tag(quote.Pair(r.segmenter.Segment(article))))))
}

// BlocKey is the key of the bloc that a phrase names or describes ("the anti-IS
// coalition"), as records have it; "" where it is no bloc, or one without a key.
func (r *Reader) BlocKey(phrase string) string {
	text := "The " + strings.TrimPrefix(strings.Join(strings.Fields(phrase), " "), "the ") + " met on Monday."
	quoted := quote.Pair(r.segmenter.Segment(onrecord.Article{Text: text}))
	for _, b := range r.blocs.Find(r.resolver.Resolve(r.rules.Join(nlp.Tagged{Quoted: quoted}))) {
		if b.Key != "" {
			return b.Key
		}
	}
	return ""
}

// assemble turns the stages' findings into the record that is published.
func assemble(by string, found nlp.Termed, blocs []nlp.Bloc) onrecord.Record {
	record := onrecord.Record{Model: by, Article: found.Article, Entities: found.Entities}
	ids := make([]string, len(found.Attributions))
	textSum := sha256.Sum256([]byte(found.Text))
	for i, a := range found.Attributions {
		ids[i] = onrecord.StatementID(textSum, a.Content, a.Cue, a.Source)
	}
	for i, a := range found.Attributions {
		s := onrecord.Statement{
			ID: ids[i], Kind: a.Kind, Content: a.Content, Cue: a.Cue, Source: a.Source,
			Speaker: found.Speakers[i], Confidence: decimals(a.Confidence), Rule: a.Rule, Evidence: a.Evidence,
		}
		s.Speaker.Confidence = decimals(s.Speaker.Confidence)
		addTerms(&s, found.Terms[i])
		if a.Parent >= 0 {
			s.Parent = ids[a.Parent]
		}
		record.Statements = append(record.Statements, s)
	}
	for _, b := range blocs {
		for i, by := range b.By {
			if by >= 0 {
				b.Claims[i].Statement = ids[by]
			}
		}
		record.Blocs = append(record.Blocs, b.Bloc)
	}
	return record
}

// decimals keeps three decimals of a confidence: more are noise, and depend on
// the order of additions.
func decimals(confidence float64) float64 { return math.Round(confidence*1000) / 1000 }
