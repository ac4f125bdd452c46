package verify

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// similarity is the share of words that agree, of those of the longer side.
func (f *finding) similarity() float64 {
	spoken := 0
	for _, p := range f.passages {
		spoken += max(0, p.to-p.from+1)
	}
	return float64(len(f.anchors)) / float64(max(spoken, len(f.q.words), 1))
}

// diff gives the steps from the transcript's words to the article's, in the
// quotation's order. Words left out between two passages are no part of it.
func (f *finding) diff(text string) []onrecord.Edit {
	b := &differ{}
	var t, q int
	t = f.passages[0].from
	piece := 0
	for _, a := range f.anchors {
		to := a.t
		for piece+1 < len(f.passages) && f.passages[piece+1].from == a.t {
			piece++
			t = a.t
			break
		}
		for ; t < to; t++ {
			b.add("-", f.s.words[t].span, f.s.Text)
		}
		for ; q < a.q; q++ {
			b.add("+", f.q.words[q].span, text)
		}
		if f.q.words[a.q].form == f.s.words[a.t].form {
			b.add("=", f.s.words[a.t].span, f.s.Text)
		} else {
			b.add("-", f.s.words[a.t].span, f.s.Text)
			b.add("+", f.q.words[a.q].span, text)
		}
		t, q = a.t+1, a.q+1
	}
	for ; t <= f.passages[len(f.passages)-1].to; t++ {
		b.add("-", f.s.words[t].span, f.s.Text)
	}
	for ; q < len(f.q.words); q++ {
		b.add("+", f.q.words[q].span, text)
	}
	return b.done()
}

// differ collects words into edits: those of one kind together, what is dropped
// before what is added.
type differ struct {
	edits            []onrecord.Edit
	equal, down, up  []string
	lastDown, lastUp onrecord.Span
}

func (d *differ) add(op string, span onrecord.Span, text string) {
	w := span.In(text)
	switch op {
	case "=":
		if d.lastDown == span && len(d.down) > 0 { // the rest of a contraction
			return
		}
		d.flush()
		if n := len(d.equal); n == 0 || d.lastDown != span {
			d.equal = append(d.equal, w)
		}
		d.lastDown = span
	case "-":
		d.endEqual()
		if d.lastDown != span {
			d.down = append(d.down, w)
		}
		d.lastDown = span
	case "+":
		d.endEqual()
		if d.lastUp != span {
			d.up = append(d.up, w)
		}
		d.lastUp = span
	}
}

func (d *differ) endEqual() {
	if len(d.equal) > 0 {
		d.edits = append(d.edits, onrecord.Edit{Op: "=", Text: strings.Join(d.equal, " ")})
		d.equal = nil
	}
}

func (d *differ) flush() {
	if len(d.down) > 0 {
		d.edits = append(d.edits, onrecord.Edit{Op: "-", Text: strings.Join(d.down, " ")})
	}
	if len(d.up) > 0 {
		d.edits = append(d.edits, onrecord.Edit{Op: "+", Text: strings.Join(d.up, " ")})
	}
	d.down, d.up = nil, nil
}

func (d *differ) done() []onrecord.Edit {
	d.endEqual()
	d.flush()
	return d.edits
}
