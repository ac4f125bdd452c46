package verify

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// checkAll finds what is to be judged in the article and judges it, in order
// of the text.
func (c *checker) checkAll() []onrecord.Check {
	c.pairs = pairsOf(c.text)
	checks := c.quoted()
	checks = append(checks, c.unquoted(checks)...)
	checks = append(checks, c.paraphrases(checks)...)
	slices.SortStableFunc(checks, func(a, b onrecord.Check) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return checks
}

// brief is up to how many words a quotation may stand in many places, so that
// where the article's others were found decides.
const brief = 5

// quoted judges the article's quotations: the long ones first, for where they
// stand tells of several places of a short one which is meant.
func (c *checker) quoted() []onrecord.Check {
	spans := c.quotations()
	slices.SortStableFunc(spans, func(a, b onrecord.Span) int { return cmp.Compare(a.Start, b.Start) })
	queries := make([]*query, len(spans))
	checks := make([]onrecord.Check, len(spans))
	near := make([][]int, len(c.sources))
	for _, late := range []bool{false, true} {
		for i, span := range spans {
			if queries[i] == nil {
				queries[i] = newQuery(c.v, c.text, span)
				queries[i].attributed(c.record)
			}
			if (len(queries[i].words) <= brief) != late {
				continue
			}
			if !late {
				checks[i] = c.verdict(queries[i], nil)
				c.note(near, &checks[i])
				continue
			}
			checks[i] = c.verdict(queries[i], near)
		}
	}
	return checks
}

// note keeps where a quotation was found.
func (c *checker) note(near [][]int, check *onrecord.Check) {
	if check.Transcript < 0 {
		return
	}
	s := c.sources[check.Transcript]
	for _, p := range check.Passages {
		i, _ := slices.BinarySearchFunc(s.words, p.Start, func(w word, at int) int { return cmp.Compare(w.span.Start, at) })
		near[check.Transcript] = append(near[check.Transcript], i)
	}
}

// leastUnquoted is how many words must be given word for word, or nearly.
// Somebody else's words without marks must be more: phrases are anybody's.
const (
	leastUnquoted = 7
	leastOfOthers = 12
)

// unquoted finds what the article gives without marks, and (nearly) word for
// word: in indirect statements, and in sentences of its own.
func (c *checker) unquoted(found []onrecord.Check) []onrecord.Check {
	var out []onrecord.Check
	taken := func(span onrecord.Span) bool {
		return slices.ContainsFunc(out, func(k onrecord.Check) bool { return k.Span.Overlaps(span) }) ||
			slices.ContainsFunc(found, func(k onrecord.Check) bool { return k.Span.Overlaps(span) })
	}
	for _, span := range c.plain() {
		if taken(span) {
			continue
		}
		reported := slices.ContainsFunc(c.record.Statements, func(st onrecord.Statement) bool { return within(span, st.Content) })
		q := newQuery(c.v, c.text, span)
		if len(q.words) < leastUnquoted {
			continue
		}
		place, _ := c.locate(q, nil)
		if place.source < 0 {
			continue
		}
		part, ok := c.verbatimPart(q, c.sources[place.source], place.alignment.steps, reported)
		if !ok || taken(part) {
			continue
		}
		switch check := c.check(part); check.Verdict {
		case onrecord.Exact, onrecord.Altered:
			out = append(out, check)
		case onrecord.Misattributed:
			if n := len(strings.Fields(part.In(c.text))); n >= leastOfOthers {
				out = append(out, check)
			}
		}
	}
	return out
}

// plain are the stretches outside quotation marks: contents of statements
// first, for they may go over a paragraph's end, then the article's sentences.
func (c *checker) plain() []onrecord.Span {
	var out []onrecord.Span
	for i := range c.record.Statements {
		st := &c.record.Statements[i]
		if st.Kind == onrecord.Direct || st.Parent != "" {
			continue
		}
		for _, content := range st.Content {
			if content.Start >= 0 && content.End <= len(c.text) {
				out = append(out, without(content, c.pairs)...)
			}
		}
	}
	for _, gap := range without(onrecord.Span{Start: 0, End: len(c.text)}, c.pairs) {
		words, _ := c.v.read(c.text, []onrecord.Span{gap}, true, nil, 0)
		for from := 0; from < len(words); {
			to := from
			for to < len(words) && words[to].sentence == words[from].sentence {
				to++
			}
			out = append(out, onrecord.Span{Start: words[from].span.Start, End: words[to-1].span.End})
			from = to
		}
	}
	return out
}

// verbatimPart is the part of a stretch that agrees best with the transcript,
// by the greatest sum over words that agree less those that do not; false
// where it is too short or too loose to be somebody's words. Of what the article
// reports as said a part will do; any other sentence must be so nearly as a whole. A few words without anything
// of a clause are a name or a term.
func (c *checker) verbatimPart(q *query, s *source, steps []step, reported bool) (onrecord.Span, bool) {
	const miss, skip, jump = 1.2, 0.3, 3
	sum, best := float32(0), float32(0)
	var from, bestFrom, bestTo int
	agree := make([]bool, len(q.words))
	last := -1
	for _, st := range steps {
		switch {
		case st.q < 0:
			sum -= skip
		case st.t >= 0 && q.words[st.q].canon == s.words[st.t].canon:
			if last >= 0 && st.t > last+8 || st.t < last {
				sum -= jump
			}
			if sum <= 0 {
				sum, from = 0, st.q
			}
			agree[st.q] = true
			last = st.t
			if sum += q.weight(c.v, st.q) + 0.2; sum > best {
				best, bestFrom, bestTo = sum, from, st.q+1
			}
		default:
			sum -= miss * q.weight(c.v, st.q)
		}
	}
	n, weight, clause := 0, float32(0), false
	for i := bestFrom; i < bestTo; i++ {
		if agree[i] {
			n++
			clause = clause || c.v.words[q.words[i].canon].class&finite != 0
			// A list of names is nobody's words.
			if w := q.weight(c.v, i); w >= 1 && !q.words[i].capital {
				weight += w
			}
		}
	}
	length := bestTo - bestFrom
	least, part := 0.75, 0.4 // of the words that agree; of the stretch that they must be
	if !reported {
		least, part = 0.85, 0.7
	}
	long := length >= 2*leastUnquoted-2
	if n < leastUnquoted-1 || length < leastUnquoted || float64(n) < least*float64(length) ||
		float64(length) < part*float64(len(q.words)) && !long || weight < 2 ||
		!clause && !long && (length < 9 || weight < 3) {
		return onrecord.Span{}, false
	}
	return onrecord.Span{Start: q.words[bestFrom].span.Start, End: q.words[bestTo-1].span.End}, true
}
