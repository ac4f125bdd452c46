package verify

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// paraphrases finds statements in the article's own words whose sentence in
// the transcript carries a condition of which the article leaves a part out.
// The sentence is the one that shares most and the rarest words with the
// statement; a statement whose best sentence is not clear is passed over.
func (c *checker) paraphrases(found []onrecord.Check) []onrecord.Check {
	var out []onrecord.Check
	for _, s := range c.sources {
		c.meanings = append(c.meanings, newMeanings(c.v, s))
	}
	for _, span := range c.reported() {
		covered := slices.ContainsFunc(found, func(k onrecord.Check) bool {
			return k.Span.Overlaps(span) && 2*min(k.Span.Len(), span.Len()) > span.Len()
		})
		if covered || slices.ContainsFunc(out, func(k onrecord.Check) bool { return k.Span.Overlaps(span) }) {
			continue
		}
		for i, m := range c.meanings {
			if check, ok := c.paraphrase(span, i, m); ok {
				out = append(out, check)
				break
			}
		}
	}
	return out
}

// reported are the stretches that may tell in other words what was said:
// statements that are not all quoted, the title and the first paragraphs.
func (c *checker) reported() []onrecord.Span {
	var out []onrecord.Span
	for i := range c.record.Statements {
		st := &c.record.Statements[i]
		if st.Kind == onrecord.Direct || st.Parent != "" || len(st.Content) == 0 {
			continue
		}
		hull := onrecord.Span{Start: st.Content[0].Start, End: st.Content[len(st.Content)-1].End}
		if hull.Start >= 0 && hull.End <= len(c.text) && !hull.Empty() {
			out = append(out, hull)
		}
	}
	const first = 2 // paragraphs
	from := 0
	for n := 0; n < first && from < len(c.text); n++ {
		to := len(c.text)
		if i := strings.Index(c.text[from:], "\n"); i >= 0 {
			to = from + i
		}
		if strings.TrimSpace(c.text[from:to]) != "" {
			out = append(out, onrecord.Span{Start: from, End: to})
		} else {
			n--
		}
		from = to + 1
	}
	return out
}

// loss is a sentence of a transcript whose condition an article gives in part,
// or not at all.
type loss struct {
	sentence int // of the transcript
	dropped  []onrecord.Span
	shared   float64 // of what the article's words tell, 0 to 1
}

// paraphrase holds a stretch of the article against the sentence that it
// reports, where that has a condition.
func (c *checker) paraphrase(span onrecord.Span, source int, m *meanings) (onrecord.Check, bool) {
	q := newQuery(c.v, c.text, span)
	lost, ok := c.loses(q.words, c.around(q), m)
	if !ok {
		return onrecord.Check{}, false
	}
	from, to := m.sentences[lost.sentence][0], m.sentences[lost.sentence][1]
	q.attributed(c.record)
	turn := m.s.speaks(from)
	if turn.agrees(q.names) == different && m.s.has(q.names) {
		return onrecord.Check{}, false
	}
	check := onrecord.Check{Span: span, Pieces: []onrecord.Span{span}, Verdict: onrecord.Altered,
		Flags:      []onrecord.Flag{onrecord.FlagContent, onrecord.FlagConditionDropped, onrecord.FlagParaphrase},
		Transcript: source, Passages: []onrecord.Span{m.s.stretch(from, to)}, Speaker: turn.label, SpeakerName: turn.name,
		Attributed: q.attribute, Dropped: lost.dropped, Similarity: lost.shared}
	if q.statement >= 0 {
		check.Statement = c.record.Statements[q.statement].ID
	}
	for _, d := range lost.dropped {
		check.Reasons = append(check.Reasons, "condition-dropped: the article's own words leave out \""+d.In(m.s.Text)+"\"")
	}
	return check, true
}

// loses finds the sentence that words report, and what they leave out of its
// condition. Where the article gives a condition of its own, the two conditions
// must be about the same; else the sentence must be by far what fits best.
func (c *checker) loses(words, around []word, m *meanings) (loss, bool) {
	given, conditional := map[int32]bool{}, false
	var stems, all []int32
	for i, list := range [][]word{words, around} {
		for _, w := range list {
			conditional = conditional || opensCondition(c.v, w.canon)
			stem, ok := meaningOf(c.v, w.canon)
			if !ok || given[stem] {
				continue
			}
			given[stem] = true
			all = append(all, stem)
			if i == 0 {
				stems = append(stems, stem)
			}
		}
	}
	n, shared, cond, ok := -1, 0.0, clause{}, false
	if conditional {
		n, shared, cond, ok = c.sameCondition(all, m)
	} else {
		n, shared, cond, ok = c.sameSentence(stems, m)
	}
	if !ok {
		return loss{}, false
	}
	lost := loss{sentence: n, shared: shared}
	for _, part := range m.s.conjuncts(c.v, cond) {
		if missing(c.v, m.s, part, given) {
			lost.dropped = append(lost.dropped, m.s.stretch(part.from, part.to))
		}
	}
	return lost, len(lost.dropped) > 0
}

// opensCondition tells whether a word of the article's begins a condition.
func opensCondition(v *vocabulary, canon int32) bool {
	switch v.words[canon].text {
	case "if", "unless", "provided", "providing", "assuming", "until":
		return true
	}
	return false
}

// sameSentence is the sentence that shares most with some stems, where that
// has a condition, and they tell something of what follows from it.
func (c *checker) sameSentence(stems []int32, m *meanings) (int, float64, clause, bool) {
	const leastShared, leastCount = 0.5, 4
	n, shared, count := m.best(stems)
	if n < 0 || shared < leastShared || count < leastCount {
		return 0, 0, clause{}, false
	}
	from, to := m.sentences[n][0], m.sentences[n][1]
	cond, ok := m.s.conditionIn(c.v, from, to)
	return n, shared, cond, ok && outside(c, stems, m, from, to, cond) >= 3
}

// outside counts what a sentence shares outside its condition: a report of what
// follows from the condition must tell some of it.
func outside(c *checker, stems []int32, m *meanings, from, to int, cond clause) int {
	_, before := c.sharedWith(stems, m, from, cond.from)
	_, after := c.sharedWith(stems, m, cond.to, to)
	return before + after
}

// sameCondition is the sentence whose condition and consequence share most
// with some stems.
func (c *checker) sameCondition(stems []int32, m *meanings) (best int, shared float64, cond clause, found bool) {
	all, many := 0.0, false
	seen := map[int32]bool{}
	for _, stem := range stems {
		all += m.worth(stem)
		for _, n := range m.with[stem] {
			seen[n] = true
		}
	}
	for n := range int32(len(m.sentences)) {
		from, to := m.sentences[n][0], m.sentences[n][1]
		if !seen[n] || m.s.speaks(from).asks {
			continue
		}
		if k, ok := m.s.conditionIn(c.v, from, to); ok {
			inside, a := c.sharedWith(stems, m, k.from, k.to)
			before, b := c.sharedWith(stems, m, from, k.from)
			after, d := c.sharedWith(stems, m, k.to, to)
			if sum := inside + before + after; a >= 2 && b+d >= 1 && a+b+d >= 4 && sum > shared {
				best, shared, cond, found = int(n), sum, k, true
				many = a >= 3 && b+d >= 2
			}
		}
	}
	return best, shared / max(all, 0.01), cond, found && (many || shared >= 0.35*all)
}

// sharedWith is what the words [from, to) share with some stems: its worth, and
// how many stems.
func (c *checker) sharedWith(stems []int32, m *meanings, from, to int) (worth float64, count int) {
	seen := map[int32]bool{}
	for i := from; i < to; i++ {
		if stem, ok := meaningOf(c.v, m.s.words[i].canon); ok && !seen[stem] && slices.Contains(stems, stem) {
			seen[stem] = true
			worth += m.worth(stem)
			count++
		}
	}
	return worth, count
}
