package tag

import (
	"slices"
	"sort"

	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// links scores the links of the spans that begin in a window's core with the
// spans in the window.
func (n *network) links(ws *workspace, tagged *nlp.Tagged, w *encoded) {
	ws.used = 0
	sentences := sentencesOf(tagged, w)
	var found [3][]int // spans in the window by role
	first := sort.Search(len(tagged.Spans), func(i int) bool { return tagged.Spans[i].Last > w.First })
	for i := first; i < len(tagged.Spans) && tagged.Spans[i].First < w.Last; i++ {
		found[tagged.Spans[i].Role] = append(found[tagged.Spans[i].Role], i)
	}
	n.linkAll(ws, tagged, w, sentences, &n.source, found[nlp.CueRole], found[nlp.SourceRole])
	n.linkAll(ws, tagged, w, sentences, &n.content, found[nlp.ContentRole], found[nlp.CueRole])
}

// sentencesOf gives the sentence of each token of a window.
func sentencesOf(tagged *nlp.Tagged, w *encoded) []int {
	out := make([]int, w.Last-w.First)
	first := sort.Search(len(tagged.Sentences), func(i int) bool { return tagged.Sentences[i].Last > w.First })
	for i := first; i < len(tagged.Sentences) && tagged.Sentences[i].First < w.Last; i++ {
		s := tagged.Sentences[i]
		for k := max(s.First, w.First); k < min(s.Last, w.Last); k++ {
			out[k-w.First] = i
		}
	}
	return out
}

// linkAll links each of from that begins in the core to its best of to.
func (n *network) linkAll(ws *workspace, tagged *nlp.Tagged, w *encoded, sentences []int, l *link, from, to []int) {
	from = slices.DeleteFunc(slices.Clone(from), func(i int) bool {
		return tagged.Spans[i].First < w.CoreFirst || tagged.Spans[i].First >= w.CoreLast
	})
	if len(from) == 0 {
		return
	}
	states, runs := n.states(ws, tagged, w, sentences, from)
	queries, nones := n.project(ws, l.query, states, len(from)), n.project(ws, l.none, states, len(from))
	states, others := n.states(ws, tagged, w, sentences, to)
	keys := n.project(ws, l.key, states, len(to))
	biases := make([]int, len(to))
	for j, i := range from {
		for k := range to {
			biases[k] = at(runs[j], others[k])
		}
		span := &tagged.Spans[i]
		best, p := l.best(queries[j*l.query.Width():][:l.query.Out], nones[j*l.none.Width()], keys, biases)
		span.LinkProbability = p
		if best >= 0 {
			span.Link = to[best]
		}
	}
}

// states gives for each span the vectors of its first and its last token in
// the window, and where it stands.
func (n *network) states(ws *workspace, tagged *nlp.Tagged, w *encoded, sentences, spans []int) ([]float32, []tokenRun) {
	hidden := n.encoder.Config().Hidden
	states, runs := ws.floats(kernel.PadRows(len(spans))*2*hidden), make([]tokenRun, len(spans))
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

func (n *network) project(ws *workspace, d *kernel.Dense, states []float32, rows int) []float32 {
	out := ws.floats(kernel.PadRows(rows) * d.Width())
	if rows > 0 {
		n.encoder.Ops().Project(out, d, states, rows)
	}
	return out
}
