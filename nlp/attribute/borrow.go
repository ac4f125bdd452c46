package attribute

import "github.com/onrecord/onrecord"

// heads finds the best of the rules' candidates by the word of its cue's head.
type heads map[int]int

func (a *article) headsOf(ruled []Candidate, fit func(Candidate) bool) heads {
	best := heads{}
	for i, c := range ruled {
		if c.Head.Empty() || !fit(c) {
			continue
		}
		w := a.at(c.Head.Start)
		if k, ok := best[w]; !ok || c.Score > ruled[k].Score {
			best[w] = i
		}
	}
	return best
}

// under gives the candidates whose head lies in a cue, in order.
func (h heads) under(a *article, cue onrecord.Span) []int {
	var out []int
	from := a.at(cue.Start)
	for w := from; w < min(from+8, len(a.words)) && a.words[w].span.Start < cue.End; w++ {
		if k, ok := h[w]; ok {
			out = append(out, k)
		}
	}
	return out
}

// borrow gives a cue that the tagger left without a source the one that a
// rule sees at it, where that is likelier than not (rule borrowed-source).
func (a *article) borrow(learned, ruled []Candidate) {
	best := a.headsOf(ruled, func(c Candidate) bool { return len(c.Source) > 0 })
	for i := range learned {
		c := &learned[i]
		if len(c.Source) > 0 || len(c.Cue) == 0 {
			continue
		}
		for _, k := range best.under(a, c.Cue[0]) {
			if ruled[k].Score >= 0 && !anyOverlap(ruled[k].Source, c.Content) && !anyOverlap(ruled[k].Source, c.Cue) {
				c.Source = ruled[k].Source
				break
			}
		}
	}
}

// keepConditions lets a content take in the condition, before it or after it,
// that the tagger cut off and a rule sees as part of it (rule condition-kept),
// and a condition alone what it is the condition of: what is said on terms is
// not to be given without them, nor the terms without it. What the tagger found
// in the condition itself is dropped.
func (a *article) keepConditions(learned, ruled []Candidate) {
	best := a.headsOf(ruled, func(c Candidate) bool { return c.Score >= threshold && len(c.Content) > 0 })
	var terms []onrecord.Span
	for i := range learned {
		c := &learned[i]
		if len(c.Cue) == 0 || len(c.Content) == 0 {
			continue
		}
		last := &c.Content[len(c.Content)-1]
		for _, k := range best.under(a, c.Cue[0]) {
			whole := ruled[k].Content[len(ruled[k].Content)-1]
			switch {
			case whole.Start <= last.Start && whole.Start+len("that ") >= last.Start && last.End < whole.End && a.conditionAt(last.End):
				terms = append(terms, onrecord.Span{Start: last.End, End: whole.End})
				last.End = whole.End
			case sameEnd(whole.End, last.End) && whole.Start < last.Start && (a.conditionAt(whole.Start) || a.conditionAt(last.Start)):
				terms = append(terms, onrecord.Span{Start: whole.Start, End: last.Start})
				last.Start = whole.Start
			default:
				continue
			}
			break
		}
	}
	if len(terms) == 0 {
		return
	}
	near := map[int][]onrecord.Span{}
	for _, t := range terms {
		for b := t.Start / block; b <= t.End/block; b++ {
			near[b] = append(near[b], t)
		}
	}
	for i := range learned {
		c := &learned[i]
		if len(c.Cue) == 0 {
			continue
		}
		for _, t := range near[c.Cue[0].Start/block] {
			if t.Contains(c.Cue[0]) {
				c.Content = nil
			}
		}
	}
}

// sameEnd tells whether two ends differ by a mark at the most.
func sameEnd(x, y int) bool { return x-y <= 3 && y-x <= 3 }

// conditionAt tells whether a conditional clause begins at byte offset b, a
// comma apart.
func (a *article) conditionAt(b int) bool {
	w := a.at(b)
	if w < len(a.words) && a.words[w].text == "," {
		w++
	}
	if w+1 >= len(a.words) {
		return false
	}
	switch a.words[w].low {
	case "if", "unless", "provided", "providing":
		return true
	case "as", "so":
		return a.words[w+1].low == "long"
	}
	return false
}
