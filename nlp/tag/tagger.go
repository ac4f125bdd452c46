package tag

import (
	"sync"

	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// Tagger finds sources, cues and contents with a trained encoder. It is
// immutable and safe for concurrent use.
type Tagger struct {
	windower   *Windower
	network    *network
	crf        crf
	workspaces sync.Pool
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
	n, shape, err := newNetwork(path, v, weights)
	if err != nil {
		return nil, err
	}
	return &Tagger{windower: NewWindower(v, shape), network: n, crf: newCRF(n.transition),
		workspaces: sync.Pool{New: func() any { return new(workspace) }}}, nil
}

// encoded is a window with the vectors of its tokens.
type encoded struct {
	Window
	vectors []float32 // [Last-First][hidden]
}

// Tag is total: any quoted document gives its spans.
func (t *Tagger) Tag(q nlp.Quoted) nlp.Tagged {
	ws := t.workspaces.Get().(*workspace)
	defer t.workspaces.Put(ws)
	ws.used = 0
	emissions := make([]scores, len(q.Tokens))
	var read []encoded
	for _, w := range t.windower.Windows(&q) {
		states, err := t.network.encoder.Forward(&ws.encoder, encoder.Batch{Lengths: []int{len(w.IDs)}, IDs: w.IDs, Features: w.Features[:]})
		if err != nil {
			panic(err) // newNetwork has checked all that Forward checks
		}
		e := t.network.encoded(ws, w, states)
		t.network.emit(ws, emissions, &e)
		read = append(read, e)
	}
	tagged := nlp.Tagged{Quoted: q, Spans: t.spans(&q, emissions)}
	for i := range read {
		t.network.links(ws, &tagged, &read[i])
	}
	return tagged
}

// encoded keeps the vectors of a window's tokens: those of their first pieces.
func (n *network) encoded(ws *workspace, w Window, states []float32) encoded {
	hidden := n.encoder.Config().Hidden
	vectors := ws.floats(kernel.PadRows(len(w.Piece)) * hidden)
	for k, piece := range w.Piece {
		copy(vectors[k*hidden:(k+1)*hidden], states[int(piece)*hidden:])
	}
	return encoded{w, vectors}
}

// emit scores the labels of the tokens of a window's core.
func (n *network) emit(ws *workspace, emissions []scores, w *encoded) {
	rows, width := w.Last-w.First, n.label.Width()
	out := ws.floats(kernel.PadRows(rows) * width)
	n.encoder.Ops().Project(out, n.label, w.vectors, rows)
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
