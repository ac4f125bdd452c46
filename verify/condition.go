package verify

import (
	"github.com/onrecord/onrecord"
)

// clause is a condition in a transcript: the words [from, to), the first of
// which is its marker.
type clause struct{ from, to int }

// marker is the length of the marker of a condition that begins at word i, or
// 0. Phrases that only look like one (as if, even if) count as none, and so
// does an "if" that asks: "asked if".
func (s *source) marker(v *vocabulary, i, to int) int {
	for _, c := range lex.conditions {
		if !s.reads(v, i, to, c.words) {
			continue
		}
		if c.not {
			if next := i + len(c.words); c.words[len(c.words)-1] == "anything" && next < to && s.mark(next) != ',' {
				continue // "if anything else falls", not "if anything, …"
			}
			return 0
		}
		if len(c.words) == 1 && i > 0 && s.words[i-1].turn == s.words[i].turn {
			switch v.words[s.words[i-1].canon].text {
			case "as", "even", "what", "ask", "asked", "asking", "see", "know", "wonder", "wondering", "tell", "question", "sure", "not", "matter":
				if s.words[i].lead != ',' {
					return 0
				}
			}
		}
		if c.words[0] == "provided" && len(c.words) == 1 && (i == 0 || s.words[i].lead != ',') {
			return 0
		}
		return len(c.words)
	}
	return 0
}

// reads tells whether the words from i on are these.
func (s *source) reads(v *vocabulary, i, to int, words []string) bool {
	if i+len(words) > to {
		return false
	}
	for k, w := range words {
		if v.words[s.words[i+k].canon].text != w {
			return false
		}
	}
	return true
}

// mark is the mark in the gap before word i: a comma, a dash, or a space.
func (s *source) mark(i int) rune { return s.words[i].lead }

// conditionBefore is the condition that a passage depends on, which stands
// right before it in its sentence: "If the dam holds, | we stay".
func (s *source) conditionBefore(v *vocabulary, from int) (clause, bool) {
	begin, _ := s.sentenceOf(from)
	const longest = 60
	begin = max(begin, from-longest)
	then := from
	if then > begin && v.words[s.words[then-1].canon].text == "then" {
		then--
	}
	if then <= begin || s.mark(then) != ',' && s.mark(then) != '—' && s.mark(then) != '-' && then == from {
		return clause{}, false
	}
	for i := then - 1; i >= begin; i-- {
		if s.marker(v, i, then) > 0 {
			return clause{i, then}, true
		}
		if text := v.words[s.words[i].canon].text; s.mark(i) == ',' && (text == "but" || text == "so" || text == "because") && i < then-1 {
			return clause{}, false
		}
	}
	return clause{}, false
}

// conditionAfter is the condition that follows a passage at once: "we stay | if
// the dam holds". One after "and" or "but" belongs to what comes next.
func (s *source) conditionAfter(v *vocabulary, last int) (clause, bool) {
	_, end := s.sentenceOf(last)
	i := last + 1
	if i >= end {
		return clause{}, false
	}
	n := s.marker(v, i, end)
	if n == 0 {
		return clause{}, false
	}
	to := i + n
	for to < end {
		text := v.words[s.words[to].canon].text
		if s.mark(to) == ',' && (text == "but" || text == "then" || text == "because" || text == "so") {
			break
		}
		to++
	}
	// ", if X, Y": the condition is of what comes after it.
	if s.mark(i) == ',' {
		for k := i + n + 1; k < end; k++ {
			if s.mark(k) == ',' && k < end-2 {
				return clause{}, false
			}
		}
	}
	return clause{i, to}, true
}

// conditionsIn notes a condition that a gap leaves out within a sentence.
func (f *finding) conditionsIn(r region) {
	if r.dropped.len() < 3 || f.s.words[r.prev.t].sentence != f.s.words[r.next.t].sentence {
		return
	}
	for t := r.dropped.from; t < r.dropped.to; t++ {
		if f.s.marker(f.v, t, r.next.t) > 0 {
			f.dropped = append(f.dropped, f.s.stretch(t, r.next.t))
			return
		}
	}
}

// stretch is the place of the words [from, to) in the transcript's text.
func (s *source) stretch(from, to int) onrecord.Span {
	return onrecord.Span{Start: s.words[from].span.Start, End: max(s.words[from].span.End, s.words[to-1].span.End)}
}

// conditions notes the conditions that a found passage depends on and that the
// article leaves out; around are the words of the article's sentence without
// the quotation, which may give the condition in the article's own words.
func (f *finding) conditions(around []word) {
	if len(f.passages) == 0 {
		return
	}
	var found []clause
	if c, ok := f.s.conditionBefore(f.v, f.passages[0].from); ok {
		found = append(found, c)
	}
	if c, ok := f.s.conditionAfter(f.v, f.passages[len(f.passages)-1].to); ok {
		found = append(found, c)
	}
	for _, c := range found {
		if f.given(c, around) {
			f.because("condition-kept", "the article gives %q in its own words", f.text(run(c)))
			continue
		}
		f.dropped = append(f.dropped, f.s.stretch(c.from, c.to))
	}
	if len(f.dropped) > 0 {
		f.flags[onrecord.FlagConditionDropped] = true
		for _, d := range f.dropped {
			f.because("condition-dropped", "the article leaves out %q", d.In(f.s.Text))
		}
	}
}

// given tells whether the article's words around a quotation give a condition:
// they have a marker of their own, or most of its words.
func (f *finding) given(c clause, around []word) bool {
	stems := map[int32]bool{}
	for i, w := range around {
		stems[f.v.words[w.canon].stem] = true
		switch f.v.words[w.canon].text {
		case "if", "unless", "until", "provided", "assuming":
			return true
		case "should":
			if i+2 < len(around) && w.capital {
				return true
			}
		}
	}
	all, kept := 0, 0
	for i := c.from; i < c.to; i++ {
		e := f.v.words[f.s.words[i].canon]
		if e.class&(function|light|filler) != 0 {
			continue
		}
		all++
		if stems[e.stem] {
			kept++
		}
	}
	return all > 0 && 2*kept > all
}

// conditionIn is the first condition in the words [from, to) of a sentence: up
// to "then", to the comma that ends it, or to the sentence's end.
func (s *source) conditionIn(v *vocabulary, from, to int) (clause, bool) {
	for i := from; i < to; i++ {
		n := s.marker(v, i, to)
		if n == 0 {
			continue
		}
		comma := to
		for k := i + n + 1; k < to; k++ {
			text := v.words[s.words[k].canon].text
			if text == "then" {
				return clause{i, k}, true
			}
			if comma == to && s.mark(k) == ',' && k > i+n+2 && text != "and" && text != "or" {
				comma = k
			}
		}
		return clause{i, comma}, true
	}
	return clause{}, false
}

// conjuncts cuts a condition at "and", "or" and commas into parts of three
// words or more.
func (s *source) conjuncts(v *vocabulary, c clause) []clause {
	out := []clause{{c.from, c.from}}
	for i := c.from; i < c.to; i++ {
		last := &out[len(out)-1]
		text := v.words[s.words[i].canon].text
		if (text == "and" || text == "or" || s.mark(i) == ',') && last.to-last.from >= 3 && c.to-i > 3 {
			out = append(out, clause{i, i + 1})
			continue
		}
		last.to = i + 1
	}
	return out
}

// missing tells whether a part of a condition tells something, and the article
// gives none of it.
func missing(v *vocabulary, s *source, part clause, given map[int32]bool) bool {
	tells := 0
	for i := part.from; i < part.to; i++ {
		if stem, ok := meaningOf(v, s.words[i].canon); ok {
			if given[stem] {
				return false
			}
			tells++
		}
	}
	return tells > 0
}
