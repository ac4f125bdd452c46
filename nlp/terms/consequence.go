package terms

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// consequence is what holds if: the main clause after the condition where it
// is put first, else the one before it, without "that" and "then", cue and
// source. A condition that is a sentence of its own has it in the one after or
// before.
func consequence(a *article, at nlp.Attribution, i int, f found) []onrecord.Span {
	s := a.sentences[i]
	hull := hullOf(at.Content)
	inside := s.words[f.first].Span.Start >= hull.Start && s.words[f.first].Span.Start < hull.End
	from, to := 0, len(s.words)
	if inside {
		from, to = s.at(hull.Start), s.at(hull.End-1)+1
	}
	if f.flag == "anaphoric" {
		return pieces(a, at, s, f.last, min(to, len(s.words)))
	}
	before := mainBefore(s, at, max(0, min(from, f.first)), f.first)
	after := f.end
	for after < to && (isMark(s.low(after)) || s.low(after) == "then" || s.clause[after] || after+1 < len(s.words) && s.clause[after+1]) {
		after++
	}
	to = min(to, len(s.words))
	front := verbs(s, at, after, to) > 0 && (verbs(s, at, before, f.first) == 0 || f.end < len(s.words) && isMark(s.low(f.end)) && opensClause(s, f.first))
	if front {
		return pieces(a, at, s, after, to)
	}
	if before < f.first && !fragment(s, f) {
		return pieces(a, at, s, before, f.first)
	}
	for _, k := range []int{i + 1, i - 1} {
		if k < 0 || k >= len(a.sentences) || a.sentences[k].para != s.para {
			continue
		}
		next := a.sentences[k]
		if next.span.Start < hull.Start || next.span.Start >= hull.End || k > i && !pointsBack(next, next.span.Start) {
			continue
		}
		first := 0
		for first < len(next.words) && (isMark(next.low(first)) || next.low(first) == "then") {
			first++
		}
		return pieces(a, at, next, first, len(next.words))
	}
	return nil
}

// opensClause tells whether word i stands where a clause may open: first, or
// after a mark or a conjunction.
func opensClause(s *sentence, i int) bool {
	if i == 0 || s.opens[s.words[i].Span.Start] || isMark(s.low(i-1)) {
		return true
	}
	switch s.low(i - 1) {
	case "that", "and", "but", "because", "or", "particularly", "especially", "so":
		return true
	}
	return false
}

// fragment tells whether a condition is all that its sentence says.
func fragment(s *sentence, f found) bool {
	for i, w := range s.words {
		if i >= f.first && i < f.end || isMark(w.Low) {
			continue
		}
		switch w.Low {
		case "and", "but", "or", "particularly", "especially", "certainly", "only", "yes", "no", "well":
			continue
		}
		return false
	}
	return true
}

// pointsBack tells whether a sentence begins, from an offset on, with words
// that point back to a condition: "That would", "Then".
func pointsBack(s *sentence, from int) bool {
	k := s.at(from)
	for k < len(s.words) && isMark(s.words[k].Low) {
		k++
	}
	switch s.low(k) {
	case "then", "otherwise":
		return true
	case "that", "this", "it":
		next := s.low(k + 1)
		return next == "would" || next == "will" || next == "'d" || next == "'ll" || next == "could" || next == "might"
	case "in":
		return s.low(k+1) == "that" && (s.low(k+2) == "case" || s.low(k+2) == "event")
	}
	return false
}

// verbs counts the verbs of words [from, to) outside of cue, source and
// conditions.
func verbs(s *sentence, at nlp.Attribution, from, to int) int {
	n := 0
	for i := max(from, 0); i < min(to, len(s.words)); i++ {
		tag := s.tree.Tags[i]
		if (tag.Finite() || tag == syntax.Base) && (s.clause == nil || !s.clause[i]) && !within(at.Cue, s.words[i].Span.Start) && !within(at.Source, s.words[i].Span.Start) {
			n++
		}
	}
	return n
}

// mainBefore is where the main clause starts that ends before word to: after
// the last mark or conjunction that another clause stands before, not before
// word from.
func mainBefore(s *sentence, at nlp.Attribution, from, to int) int {
	start := from
	for i := from; i < to; i++ {
		tag := s.tree.Tags[i]
		low := s.words[i].Low
		cut := tag == syntax.Stop || low == ":" || low == "that" && (tag == syntax.Prep || i == from) ||
			(tag == syntax.Conj || low == "because" || low == "so") && i > from && tag != syntax.Comma && isMark(s.low(i-1))
		if cut && verbs(s, at, i+1, to) > 0 && (i == from || verbs(s, at, from, i) > 0 || low == ":") {
			start = i + 1
		}
	}
	for start < to && (isMark(s.low(start)) || leads(s, start)) {
		start++
	}
	return start
}

// leads tells whether word i only leads over to a clause.
func leads(s *sentence, i int) bool {
	switch s.low(i) {
	case "but", "and", "to", "whether", "maybe", "because":
		return true
	case "that":
		return s.tree.Tags[i] == syntax.Prep
	}
	return false
}

// pieces are the runs of words [from, to) outside of cue and source, trimmed.
func pieces(a *article, at nlp.Attribution, s *sentence, from, to int) []onrecord.Span {
	var out []onrecord.Span
	open := false
	for i := from; i < to; i++ {
		w := s.words[i]
		if within(at.Cue, w.Span.Start) || within(at.Source, w.Span.Start) || s.clause != nil && s.clause[i] {
			open = false
			continue
		}
		if open {
			out[len(out)-1].End = w.Span.End
		} else {
			out = append(out, w.Span)
			open = true
		}
	}
	kept := out[:0]
	for _, span := range out {
		if onlyLeads(a.wordsOf(span, nil)) {
			continue
		}
		span = trimTail(a.found.Text, trim(a.found.Text, span))
		if !span.Empty() {
			kept = append(kept, span)
		}
	}
	return kept
}

// onlyLeads tells whether words say nothing but that something follows.
func onlyLeads(words []Word) bool {
	return !slices.ContainsFunc(words, func(w Word) bool {
		switch w.Low {
		case "or", "and", "but", "certainly", "particularly", "especially", "then":
			return false
		}
		return !isMark(w.Low)
	})
}

// trimTail cuts words off that lead over to a condition.
func trimTail(text string, span onrecord.Span) onrecord.Span {
	for _, tail := range []string{" but", " and", " particularly", " especially", " only", " or", " but usually", " except"} {
		if n := span.Len() - len(tail); n > 0 && span.In(text)[n:] == tail {
			return trim(text, onrecord.Span{Start: span.Start, End: span.Start + n})
		}
	}
	return span
}
