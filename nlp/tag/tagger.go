package tag

import (
	"errors"
	"sync"

	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// Tagger finds sources, cues and contents with trained encoders. It is
// immutable and safe for concurrent use.
type Tagger struct {
	members    []*member // the labels are decided by all, the links by the first
	crf        crf
	workspaces sync.Pool
}

// New makes a Tagger of a vocabulary and one or more weights files as
// train/tag writes them, for the fastest path of this machine. With several,
// the scores of labels are their mean. It fails where files do not fit each
// other or this program.
func New(vocabulary []byte, weights ...[]byte) (*Tagger, error) {
	return NewOn(kernel.Best(), vocabulary, weights...)
}

// NewOn is New for a given path; what is found is the same on all.
func NewOn(path kernel.Path, vocabulary []byte, weights ...[]byte) (*Tagger, error) {
	if len(weights) == 0 {
		return nil, errors.New("tag: no weights")
	}
	v, err := wordpiece.Parse(vocabulary)
	if err != nil {
		return nil, err
	}
	t := &Tagger{workspaces: sync.Pool{New: func() any { return new(encoder.Workspace) }}}
	transition := make([]float32, labelCount*labelCount)
	for _, w := range weights {
		m, err := newMember(path, v, w)
		if err != nil {
			return nil, err
		}
		t.members = append(t.members, m)
		for i, x := range m.transition {
			transition[i] += x / float32(len(weights))
		}
	}
	t.crf = newCRF(transition)
	return t, nil
}

// encoded is a window with the vectors of its tokens.
type encoded struct {
	Window
	vectors []float32 // [Last-First][hidden]
}

// Tag is total: any quoted document gives its spans.
func (t *Tagger) Tag(q nlp.Quoted) nlp.Tagged {
	ws := t.workspaces.Get().(*encoder.Workspace)
	defer t.workspaces.Put(ws)
	emissions := make([]scores, len(q.Tokens))
	var read []encoded // by the first member
	for n, m := range t.members {
		for _, w := range m.windower.Windows(&q) {
			states, err := m.encoder.Forward(ws, encoder.Batch{Lengths: []int{len(w.IDs)}, IDs: w.IDs, Features: w.Features[:]})
			if err != nil {
				panic(err) // newMember has checked all that Forward checks
			}
			e := m.encoded(w, states)
			m.emit(emissions, &e, float32(len(t.members)))
			if n == 0 {
				read = append(read, e)
			}
		}
	}
	tagged := nlp.Tagged{Quoted: q, Spans: t.spans(&q, emissions)}
	for i := range read {
		t.members[0].links(&tagged, &read[i])
	}
	return tagged
}

// encoded keeps the vectors of a window's tokens: those of their first pieces.
func (m *member) encoded(w Window, states []float32) encoded {
	hidden := m.encoder.Config().Hidden
	vectors := kernel.Floats(kernel.PadRows(len(w.Piece)) * hidden)
	for k, piece := range w.Piece {
		copy(vectors[k*hidden:(k+1)*hidden], states[int(piece)*hidden:])
	}
	return encoded{w, vectors}
}

// emit adds to the label scores of the tokens of a window's core; share is by
// how much the scores are divided.
func (m *member) emit(emissions []scores, w *encoded, share float32) {
	rows, width := w.Last-w.First, m.label.Width()
	out := kernel.Floats(kernel.PadRows(rows) * width)
	m.encoder.Ops().Project(out, m.label, w.vectors, rows)
	for k := w.CoreFirst; k < w.CoreLast; k++ {
		for l, x := range out[(k-w.First)*width:][:labelCount] {
			emissions[k][l] += float32(x / share)
		}
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
