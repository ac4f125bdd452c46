package tag

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// Tagger finds sources, cues and contents with a trained encoder. It is
// immutable and safe for concurrent use.
type Tagger struct {
	windower        *Windower
	encoder         *encoder.Encoder
	label           *kernel.Dense
	crf             crf
	source, content link // from a cue to its source, from a content to its cue
	workspaces      sync.Pool
}

// New makes a Tagger of a vocabulary and a weights file as train/tag writes
// them, for the fastest path of this machine. It fails where the two do not
// fit each other or this program.
func New(vocabulary, weights []byte) (*Tagger, error) {
	return NewOn(kernel.Best(), vocabulary, weights)
}

// NewOn is New for a given path; what is found is the same on all.
func NewOn(path kernel.Path, vocabulary, weights []byte) (*Tagger, error) {
	v, err := wordpiece.Parse(vocabulary)
	if err != nil {
		return nil, err
	}
	e, err := encoder.LoadOn(path, weights)
	if err != nil {
		return nil, err
	}
	t := &Tagger{encoder: e, workspaces: sync.Pool{New: func() any { return new(encoder.Workspace) }}}
	shape, err := t.check(v)
	if err != nil {
		return nil, err
	}
	t.windower = NewWindower(v, shape)
	return t, t.heads()
}

// check tells whether the weights fit the vocabulary and this program's
// features, and reads the windows' shape.
func (t *Tagger) check(v *wordpiece.Vocabulary) (Shape, error) {
	c := t.encoder.Config()
	if c.Pieces != v.Size() {
		return Shape{}, fmt.Errorf("tag: weights for %d pieces, a vocabulary of %d", c.Pieces, v.Size())
	}
	if fmt.Sprint(c.Features) != fmt.Sprint(FeatureNames) {
		return Shape{}, fmt.Errorf("tag: weights for features %v, this program has %v", c.Features, FeatureNames)
	}
	for i, name := range FeatureNames {
		if _, shape, err := t.encoder.Tensor("embed.feature." + name); err != nil || shape[0] != FeatureSizes[i] {
			return Shape{}, fmt.Errorf("tag: feature %s has shape %v, want %d values", name, shape, FeatureSizes[i])
		}
	}
	var shape Shape
	for key, into := range map[string]*int{"window.core": &shape.Core, "window.context": &shape.Context} {
		value, _ := t.encoder.Metadata(key)
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			return shape, fmt.Errorf("tag: metadata %s is %q", key, value)
		}
		*into = n
	}
	if shape.Core+2*shape.Context+2 > c.MaxPositions {
		return shape, fmt.Errorf("tag: windows of %+v do not fit in %d positions", shape, c.MaxPositions)
	}
	return shape, nil
}

// heads reads the heads' tensors.
func (t *Tagger) heads() (err error) {
	if t.label, err = t.encoder.Dense("head.label"); err != nil {
		return err
	}
	transition, _, err := t.encoder.Tensor("head.crf.transition")
	if err != nil {
		return err
	}
	if t.label.In != t.encoder.Config().Hidden || t.label.Out != int(labelCount) || len(transition) != int(labelCount*labelCount) {
		return fmt.Errorf("tag: heads for %d labels and %d pairs, want %d labels", t.label.Out, len(transition), labelCount)
	}
	t.crf = newCRF(transition)
	if t.source, err = loadLink(t.encoder, "head.source"); err != nil {
		return err
	}
	t.content, err = loadLink(t.encoder, "head.content")
	return err
}

// encoded is a window with the vectors of its tokens.
type encoded struct {
	Window
	vectors []float32 // [Last-First][hidden]
}

// Tag is total: any quoted document gives its spans.
func (t *Tagger) Tag(q nlp.Quoted) nlp.Tagged {
	windows := t.windower.Windows(&q)
	ws := t.workspaces.Get().(*encoder.Workspace)
	defer t.workspaces.Put(ws)
	emissions := make([]scores, len(q.Tokens))
	read := make([]encoded, len(windows))
	for i, w := range windows {
		states, err := t.encoder.Forward(ws, encoder.Batch{Lengths: []int{len(w.IDs)}, IDs: w.IDs, Features: w.Features[:]})
		if err != nil {
			panic(err) // New has checked all that Forward checks
		}
		read[i] = t.encoded(w, states)
		t.emit(emissions, &read[i])
	}
	tagged := nlp.Tagged{Quoted: q, Spans: t.spans(&q, emissions)}
	for i := range read {
		t.links(&tagged, &read[i])
	}
	return tagged
}

// encoded keeps the vectors of a window's tokens: those of their first pieces.
func (t *Tagger) encoded(w Window, states []float32) encoded {
	hidden := t.encoder.Config().Hidden
	vectors := kernel.Floats(kernel.PadRows(len(w.Piece)) * hidden)
	for k, piece := range w.Piece {
		copy(vectors[k*hidden:(k+1)*hidden], states[int(piece)*hidden:])
	}
	return encoded{w, vectors}
}

// emit scores the labels of the tokens of a window's core.
func (t *Tagger) emit(emissions []scores, w *encoded) {
	rows, width := w.Last-w.First, t.label.Width()
	out := kernel.Floats(kernel.PadRows(rows) * width)
	t.encoder.Ops().Project(out, t.label, w.vectors, rows)
	for k := w.CoreFirst; k < w.CoreLast; k++ {
		copy(emissions[k][:], out[(k-w.First)*width:])
	}
}

// spans decodes the labels of each paragraph into spans.
func (t *Tagger) spans(q *nlp.Quoted, emissions []scores) []nlp.RoleSpan {
	var out []nlp.RoleSpan
	for _, p := range q.Paragraphs {
		first, last := q.Sentences[p.First].First, q.Sentences[p.Last-1].Last
		labels := t.crf.decode(emissions[first:last])
		var sums lattice
		for i := 0; i < len(labels); {
			begin := labels[i]
			if begin == Outside {
				i++
				continue
			}
			end := i + 1
			for end < len(labels) && labels[end] == begin+1 {
				end++
			}
			if sums.crf == nil {
				sums = t.crf.sum(emissions[first:last])
			}
			out = append(out, nlp.RoleSpan{Role: nlp.SpanRole(begin / 2), First: first + i, Last: first + end,
				Probability: sums.span(i, end, begin), Link: -1})
			i = end
		}
	}
	return out
}

// links scores the links of the spans that begin in a window's core with the
// spans in the window.
func (t *Tagger) links(tagged *nlp.Tagged, w *encoded) {
	sentences := sentencesOf(tagged, w)
	var found [3][]int // spans in the window by role
	for i, s := range tagged.Spans {
		if s.First < w.Last && w.First < s.Last {
			found[s.Role] = append(found[s.Role], i)
		}
	}
	t.linkAll(tagged, w, sentences, &t.source, found[nlp.CueRole], found[nlp.SourceRole])
	t.linkAll(tagged, w, sentences, &t.content, found[nlp.ContentRole], found[nlp.CueRole])
}

// sentencesOf gives the sentence of each token of a window.
func sentencesOf(tagged *nlp.Tagged, w *encoded) []int {
	out := make([]int, w.Last-w.First)
	for i, s := range tagged.Sentences {
		for k := max(s.First, w.First); k < min(s.Last, w.Last); k++ {
			out[k-w.First] = i
		}
	}
	return out
}

// linkAll links each of from that begins in the core to its best of to.
func (t *Tagger) linkAll(tagged *nlp.Tagged, w *encoded, sentences []int, l *link, from, to []int) {
	from = slices.DeleteFunc(slices.Clone(from), func(i int) bool {
		return tagged.Spans[i].First < w.CoreFirst || tagged.Spans[i].First >= w.CoreLast
	})
	if len(from) == 0 {
		return
	}
	states, runs := t.states(tagged, w, sentences, from)
	queries, nones := t.project(l.query, states, len(from)), t.project(l.none, states, len(from))
	states, others := t.states(tagged, w, sentences, to)
	keys := t.project(l.key, states, len(to))
	biases := make([]int, len(to))
	for n, i := range from {
		for k := range to {
			biases[k] = at(runs[n], others[k])
		}
		span := &tagged.Spans[i]
		best, p := l.best(queries[n*l.query.Width():][:l.query.Out], nones[n*l.none.Width()], keys, biases)
		span.LinkProbability = p
		if best >= 0 {
			span.Link = to[best]
		}
	}
}

// states gives for each span the vectors of its first and its last token in
// the window, and where it stands.
func (t *Tagger) states(tagged *nlp.Tagged, w *encoded, sentences, spans []int) ([]float32, []tokenRun) {
	hidden := t.encoder.Config().Hidden
	states, runs := kernel.Floats(kernel.PadRows(len(spans))*2*hidden), make([]tokenRun, len(spans))
	for k, i := range spans {
		s := tagged.Spans[i]
		r := tokenRun{first: max(s.First, w.First), last: min(s.Last, w.Last)}
		r.sentence = sentences[r.first-w.First]
		r.paragraph = tagged.Sentences[r.sentence].Paragraph
		runs[k] = r
		row := states[k*2*hidden:][:2*hidden]
		copy(row, w.vectors[(r.first-w.First)*hidden:][:hidden])
		copy(row[hidden:], w.vectors[(r.last-1-w.First)*hidden:][:hidden])
	}
	return states, runs
}

func (t *Tagger) project(d *kernel.Dense, states []float32, rows int) []float32 {
	out := kernel.Floats(kernel.PadRows(rows) * d.Width())
	if rows > 0 {
		t.encoder.Ops().Project(out, d, states, rows)
	}
	return out
}
