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

// apart lets no two candidates share words unless all of one lies within the
// other: a content that only begins within another's begins after it, and one
// that lies within it while the rest of its statement does not is left out.
func (a *article) apart(all []Candidate) []Candidate {
	var order []fragment
	for i := range all {
		for k := range all[i].Content {
			order = append(order, fragment{i, k})
		}
	}
	at := func(f fragment) *onrecord.Span { return &all[f.candidate].Content[f.content] }
	sort.SliceStable(order, func(i, j int) bool {
		x, y := at(order[i]), at(order[j])
		return x.Start < y.Start || x.Start == y.Start && x.End > y.End
	})
	// First each fragment's holder: the candidate whose fragment reaches furthest here.
	holder := make(map[fragment]int, len(order))
	inside := make([]int, len(all)) // how many of a candidate's fragments the same one holds
	by := make([]int, len(all))
	last := fragment{-1, 0}
	for _, f := range order {
		s := at(f)
		if last.candidate < 0 || s.Start >= at(last).End {
			last = f
			continue
		}
		switch {
		case f.candidate == last.candidate: // pieces of one statement that meet are one
			at(last).End = max(at(last).End, s.End)
			*s = onrecord.Span{}
		case s.End <= at(last).End:
			holder[f] = last.candidate
			if inside[f.candidate] == 0 || by[f.candidate] == last.candidate {
				inside[f.candidate]++
				by[f.candidate] = last.candidate
			}
		default:
			w := a.at(at(last).End)
			if s.Start = s.End; w < len(a.words) && a.words[w].span.Start < s.End {
				s.Start = a.words[w].span.Start
				last = f
			}
		}
	}
	var out []Candidate
	for i, c := range all {
		kept := c.Content[:0:0]
		for k, s := range c.Content {
			if _, held := holder[fragment{i, k}]; !s.Empty() && (!held || inside[i] == len(c.Content)) {
				kept = append(kept, s)
			}
		}
		if len(kept) > 0 {
			c.Content = kept
			out = append(out, c)
		}
	}
	return out
}
