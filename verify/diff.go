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
// quotation's order. Words left out between two passages are no part of it. A
// contraction of which a part differs is shown whole.
func (f *finding) diff(text string) []onrecord.Edit {
	b := &differ{}
	changed := f.changed()
	t, q, next := f.passages[0].from, 0, 1
	for _, a := range f.anchors {
		if next < len(f.passages) && f.passages[next].from == a.t {
			t = a.t
			next++
		}
		for ; t < a.t; t++ {
			b.add("-", f.s.words[t].span, f.s.Text)
		}
		for ; q < a.q; q++ {
			b.add("+", f.q.words[q].span, text)
		}
		if x, y := f.q.words[a.q], f.s.words[a.t]; !changed[x.span.Start] {
			b.add("=", y.span, f.s.Text)
		} else {
			b.add("-", y.span, f.s.Text)
			b.add("+", x.span, text)
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

// changed tells, by where they begin in the article, which words as written are
// not the transcript's as written: a part of them, or of what they stand
// against, has no counterpart or another form.
func (f *finding) changed() map[int]bool {
	spoken, written := map[int]int{}, map[int]int{} // parts that agree, by where the word begins
	for _, a := range f.anchors {
		if x, y := f.q.words[a.q], f.s.words[a.t]; x.form == y.form {
			written[x.span.Start]++
			spoken[y.span.Start]++
		}
	}
	for _, w := range f.q.words {
		written[w.span.Start]--
	}
	out := map[int]bool{}
	for _, a := range f.anchors {
		x, y := f.q.words[a.q].span, f.s.words[a.t].span
		parts := 0
		for k := a.t - 2; k <= a.t+2; k++ {
			if k >= 0 && k < len(f.s.words) && f.s.words[k].span == y {
				parts++
			}
		}
		if written[x.Start] < 0 || spoken[y.Start] < parts {
			out[x.Start] = true
		}
	}
	return out
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
