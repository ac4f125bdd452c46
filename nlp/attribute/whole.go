package attribute

import (
	"sort"

	"github.com/onrecord/onrecord"
)

// fragment is one content of one candidate.
type fragment struct{ candidate, content int }

// whole gives each quotation (in each paragraph of it) to one content (rule
// whole-quotation): the tagger, which reads sentence by sentence, cuts some in
// the middle. What it found by a cue within the quotation stays as it is, and
// so does what is in a quotation that lacks a mark.
func (a *article) whole(all []Candidate) {
	var order []fragment
	for i := range all {
		for k := range all[i].Content {
			order = append(order, fragment{i, k})
		}
	}
	at := func(f fragment) *onrecord.Span { return &all[f.candidate].Content[f.content] }
	sort.SliceStable(order, func(i, j int) bool { return at(order[i]).Start < at(order[j]).Start })
	owner := make(map[int]fragment, len(order))
	for _, f := range order {
		s := at(f)
		first := sort.Search(len(a.quotes), func(i int) bool { return a.quotes[i].span.End > s.Start })
		for n := first; n < len(a.quotes) && a.quotes[n].span.Start < s.End; n++ {
			p := a.quotes[n].span
			if !a.marked(n) || cued(&all[f.candidate], p) {
				continue
			}
			if o, taken := owner[n]; taken {
				at(o).End = max(at(o).End, s.End)
				*s, f = onrecord.Span{}, o
				s = at(o)
			} else {
				s.Start, s.End = min(s.Start, p.Start), max(s.End, p.End)
				owner[n] = f
			}
		}
	}
	for i := range all {
		kept := all[i].Content[:0]
		for _, s := range all[i].Content {
			if !s.Empty() {
				kept = append(kept, s)
			}
		}
		all[i].Content = kept
	}
}

// marked tells whether part n of a quotation has both marks, or none of its
// own that could be missing.
func (a *article) marked(n int) bool {
	q := a.q.Quotes[a.quotes[n].quote]
	return !q.Unopened && !q.Unclosed
}

// cued tells whether a candidate's cue lies in a part of a quotation.
func cued(c *Candidate, p onrecord.Span) bool { return len(c.Cue) > 0 && p.Overlaps(c.Cue[0]) }
