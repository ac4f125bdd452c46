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

// Tag is total: any quoted document gives its spans. Windows are read one
// after another; labels are decided as soon as a paragraph is read to its end,
// links as soon as that holds for a whole window. So memory does not grow with
// the document but for its tokens.
func (t *Tagger) Tag(q nlp.Quoted) nlp.Tagged {
	ws := t.workspaces.Get().(*workspace)
	defer t.workspaces.Put(ws)
	tagged := nlp.Tagged{Quoted: q}
	emissions := make([]scores, len(q.Tokens))
	left := stretches(&q)
	var waiting []encoded // for the labels of their last tokens
	decoded := 0          // tokens whose labels are decided
	for _, w := range t.windower.Windows(&q) {
		states, err := t.network.encoder.Forward(&ws.encoder, encoder.Batch{Lengths: []int{len(w.IDs)}, IDs: w.IDs, Features: w.Features[:]})
		if err != nil {
			panic(err) // newNetwork has checked all that Forward checks
		}
		e := t.network.encoded(ws, w, states)
		t.network.emit(ws, emissions, &e)
		waiting = append(waiting, e)
		for len(left) > 0 && left[0].last <= w.CoreLast {
			tagged.Spans = t.spans(tagged.Spans, left[0], emissions)
			decoded, left = left[0].last, left[1:]
		}
		for len(waiting) > 0 && waiting[0].Last <= decoded {
			t.network.links(ws, &tagged, &waiting[0])
			ws.give(waiting[0].vectors)
			waiting = waiting[1:]
		}
	}
	return tagged
}

// stretch is a run of tokens whose labels are decided together.
type stretch struct{ first, last int }

// longest is the most tokens that are decided together.
const longest = 8192

// stretches are the paragraphs, cut where one is longer than any that people
// write.
func stretches(q *nlp.Quoted) []stretch {
	out := make([]stretch, 0, len(q.Paragraphs))
	for _, p := range q.Paragraphs {
		first, last := q.Sentences[p.First].First, q.Sentences[p.Last-1].Last
		for ; last-first > longest; first += longest {
			out = append(out, stretch{first, first + longest})
		}
		out = append(out, stretch{first, last})
	}
	return out
}

// encoded keeps the vectors of a window's tokens: those of their first pieces.
func (n *network) encoded(ws *workspace, w Window, states []float32) encoded {
	hidden := n.encoder.Config().Hidden
	vectors := ws.take(kernel.PadRows(len(w.Piece)) * hidden)
	for k, piece := range w.Piece {
		copy(vectors[k*hidden:(k+1)*hidden], states[int(piece)*hidden:])
	}
	return encoded{w, vectors}
}

// emit scores the labels of the tokens of a window's core.
func (n *network) emit(ws *workspace, emissions []scores, w *encoded) {
	ws.used = 0
	rows, width := w.Last-w.First, n.label.Width()
	out := ws.floats(kernel.PadRows(rows) * width)
	n.encoder.Ops().Project(out, n.label, w.vectors, rows)
	for k := w.CoreFirst; k < w.CoreLast; k++ {
		copy(emissions[k][:], out[(k-w.First)*width:])
	}
}

// spans appends the spans that the labels of a stretch give to out.
func (t *Tagger) spans(out []nlp.RoleSpan, s stretch, emissions []scores) []nlp.RoleSpan {
	labels := t.crf.decode(emissions[s.first:s.last])
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
			sums = t.crf.sum(emissions[s.first:s.last])
		}
		out = append(out, nlp.RoleSpan{Role: nlp.SpanRole(begin / 2), First: s.first + i, Last: s.first + end,
			Probability: sums.span(i, end, begin), Link: -1})
		i = end
	}
	return out
}
