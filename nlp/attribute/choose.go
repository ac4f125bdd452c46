package attribute

import (
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// threshold is the log odds below which a candidate is dropped.
const threshold = 0.3

// choose drops weak candidates and those whose content crosses a stronger
// one's.
func (r *Rules) choose(a *article, all []Candidate) []nlp.Attribution {
	var kept []Candidate
	for _, c := range all {
		if c.Score >= threshold && len(c.Content) > 0 {
			kept = append(kept, c)
		}
	}
	return r.finish(a, dropCrossing(kept))
}

// finish turns candidates that can stand beside each other into attributions:
// it joins quotations that go on, and gives nested ones their parents.
func (r *Rules) finish(a *article, kept []Candidate) []nlp.Attribution {
	for _, c := range kept {
		sort.Slice(c.Content, func(i, j int) bool { return c.Content[i].Start < c.Content[j].Start })
	}
	kept = a.apart(a.goOn(kept))
	sort.SliceStable(kept, func(i, j int) bool {
		x, y := kept[i].Content, kept[j].Content
		if x[0].Start != y[0].Start {
			return x[0].Start < y[0].Start
		}
		return x[len(x)-1].End > y[len(y)-1].End
	})
	out := make([]nlp.Attribution, len(kept))
	last := -1 // the last statement that a quotation alone may go on with
	for i, c := range kept {
		kind := a.kind(c.Content)
		out[i] = nlp.Attribution{Kind: kind, Source: c.Source, Cue: c.Cue, Content: c.Content, Parent: -1, Carried: -1,
			Confidence: r.sure(c, kind), Rule: c.Rule, Evidence: c.why}
		if c.quoted && len(c.Source) == 0 && last >= 0 && a.alone(c) && (c.where-kept[last].where <= 1 || kept[last].quoted && a.stretches[c.where].para-a.stretches[kept[last].where].para <= 1) {
			out[i].Carried = last
			if out[last].Carried >= 0 {
				out[i].Carried = out[last].Carried
			}
		}
		if c.quoted || len(c.Source) > 0 && (last < 0 || !within(c.Content, kept[last].Content)) {
			last = i
		}
	}
	nest(out)
	return out
}

// alone tells whether a quotation is all that its stretch has: only then can
// the speaker before be taken to go on.
func (a *article) alone(c Candidate) bool {
	s := a.stretches[c.where]
	for i := s.first; i < s.last; i++ {
		if _, mark := syntax.MarkTag(a.words[i].text); !mark && a.words[i].quote < 0 {
			return false
		}
	}
	return true
}

// dropCrossing takes candidates by score and drops those that share content
// with one taken unless one lies within the other's span.
func dropCrossing(kept []Candidate) []Candidate {
	byStretch := map[int][]int{}
	order := make([]int, len(kept))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		x, y := kept[order[i]], kept[order[j]]
		if x.quoted != y.quoted {
			return x.quoted
		}
		return x.Score > y.Score
	})
	taken := make([]bool, len(kept))
	for _, i := range order {
		ok := true
		for _, j := range byStretch[kept[i].where] {
			if clash(kept[i], kept[j]) {
				ok = false
				break
			}
		}
		if ok && len(byStretch[kept[i].where]) < 40 {
			taken[i] = true
			byStretch[kept[i].where] = append(byStretch[kept[i].where], i)
		}
	}
	var out []Candidate
	for i, c := range kept {
		if taken[i] {
			out = append(out, c)
		}
	}
	return out
}

// clash tells whether two candidates cannot both stand: the same cue, or
// contents that overlap without one holding all of the other's.
func clash(x, y Candidate) bool {
	if x.Head == y.Head && x.Head.Len() > 0 {
		return true
	}
	for _, s := range x.Content {
		for _, t := range y.Content {
			if s.Overlaps(t) {
				return !within(x.Content, y.Content) && !within(y.Content, x.Content) || same(x.Content, y.Content)
			}
		}
	}
	return false
}

func same(x, y []onrecord.Span) bool { return within(x, y) && within(y, x) }

// within tells whether every span of x lies within one of y.
func within(x, y []onrecord.Span) bool {
	for _, s := range x {
		ok := false
		for _, t := range y {
			ok = ok || t.Contains(s)
		}
		if !ok {
			return false
		}
	}
	return true
}

// goOn joins a quotation that is a sentence of its own to the statement of the
// quotation just before it in the same paragraph.
func (a *article) goOn(kept []Candidate) []Candidate {
	var out []Candidate
	for _, c := range kept {
		if c.quoted && c.Rule == "quotation-alone" && len(out) > 0 {
			joined := false
			for i := len(out) - 1; i >= 0 && out[i].where >= c.where-1; i-- {
				p := &out[i]
				if p.quoted && a.stretches[p.where].para == a.stretches[c.where].para && len(p.Source) > 0 {
					p.Content = append(p.Content, c.Content...)
					p.where = c.where
					joined = true
					break
				}
			}
			if joined {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// nest gives attributions whose content lies within another's their parent:
// the smallest that holds them. They come in order of their first span.
func nest(out []nlp.Attribution) {
	var open []int
	for i := range out {
		start := out[i].Content[0].Start
		live := open[:0]
		for _, j := range open {
			if c := out[j].Content; c[len(c)-1].End > start {
				live = append(live, j)
			}
		}
		open = live
		for k := len(open) - 1; k >= 0; k-- {
			if within(out[i].Content, out[open[k]].Content) {
				out[i].Parent = open[k]
				break
			}
		}
		open = append(open, i)
	}
}

// kind is how much of the content is in quotation marks.
func (a *article) kind(content []onrecord.Span) onrecord.Kind {
	in, out := 0, 0
	for _, s := range content {
		for i := a.at(s.Start); i < len(a.words) && a.words[i].span.Start < s.End; i++ {
			if _, mark := syntax.MarkTag(a.words[i].text); mark {
				continue
			}
			if a.words[i].quote >= 0 {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in == 0:
		return onrecord.Indirect
	case out == 0:
		return onrecord.Direct
	}
	return onrecord.Mixed
}
