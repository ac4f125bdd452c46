package terms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// conditionsOf gives the conditions that an attribution stands on: those
// within its content, those beside it in the same sentence, with nothing but
// cue, source and marks between, and one in the sentence before that the
// content points back to.
func (t *Terms) conditionsOf(a *article, n int) []onrecord.Condition {
	at := a.found.Attributions[n]
	hull := hullOf(at.Content)
	first, last := a.sentencesOf(hull)
	var out []onrecord.Condition
	for i := first; i < last; i++ {
		s := a.sentences[i]
		for _, f := range t.in(s) {
			where := s.words[f.first].Span.Start
			marker := onrecord.Span{Start: where, End: s.words[f.last-1].Span.End}
			switch {
			case slices.ContainsFunc(at.Cue, marker.Overlaps) || slices.ContainsFunc(at.Source, marker.Overlaps):
			case where >= hull.Start && where < hull.End:
				out = append(out, t.condition(a, at, i, f, f.rule))
			case t.beside(a, n, s, f):
				out = append(out, t.condition(a, at, i, f, f.rule+", beside the content"))
			}
		}
	}
	if len(out) == 0 && first > 0 && first < last {
		if s := a.sentences[first-1]; s.para == a.sentences[first].para && pointsBack(a.sentences[first], hull.Start) {
			for _, f := range t.in(s) {
				if fragment(s, f) {
					out = append(out, t.condition(a, at, first-1, f, f.rule+", in the sentence before"))
				}
			}
		}
	}
	return out
}

// in gives a sentence's conditions; they are looked for once.
func (t *Terms) in(s *sentence) []found {
	if !s.done {
		s.found, s.done = t.conditions(s), true
		s.clause = make([]bool, len(s.words))
		for _, f := range s.found {
			for i := f.first; i < f.end; i++ {
				s.clause[i] = true
			}
		}
	}
	return s.found
}

// neighbours is how many statements on either side of one are looked at.
const neighbours = 16

// beside tells whether a clause stands right before or after the content of
// attribution n, and in nobody's content.
func (t *Terms) beside(a *article, n int, s *sentence, f found) bool {
	clause := onrecord.Span{Start: s.words[f.first].Span.Start, End: s.words[f.end-1].Span.End}
	at := a.found.Attributions[n]
	hull := hullOf(at.Content)
	for i := max(0, n-neighbours); i < min(len(a.found.Attributions), n+neighbours+1); i++ {
		if i != n && hullOf(a.found.Attributions[i].Content).Overlaps(clause) {
			return false
		}
	}
	if slices.ContainsFunc(slices.Concat(at.Cue, at.Source), clause.Overlaps) {
		// Where the verb of the clause is the cue, all of it is a condition:
		// "if he meant to publish it, he would have".
		clause.End = cutAt(clause, at)
		if verbs(s, at, f.last, s.at(clause.End-1)+1) == 0 {
			return false
		}
	}
	between := onrecord.Span{Start: clause.End, End: hull.Start}
	if clause.Start >= hull.End {
		between = onrecord.Span{Start: hull.End, End: clause.Start}
	}
	for _, w := range a.wordsOf(between, nil) {
		if !isMark(w.Low) && !within(at.Cue, w.Span.Start) && !within(at.Source, w.Span.Start) && w.Low != "that" && w.Low != "then" && w.Low != "but" {
			return false
		}
	}
	return true
}

// cutAt is where a clause ends that runs into the cue or source.
func cutAt(clause onrecord.Span, at nlp.Attribution) int {
	end := clause.End
	for _, s := range slices.Concat(at.Cue, at.Source) {
		if s.Start > clause.Start && s.Start < end {
			end = s.Start
		}
	}
	return end
}

// condition puts a condition of sentence i into spans.
func (t *Terms) condition(a *article, at nlp.Attribution, i int, f found, rule string) onrecord.Condition {
	s := a.sentences[i]
	marker := onrecord.Span{Start: s.words[f.first].Span.Start, End: s.words[f.last-1].Span.End}
	clause := onrecord.Span{Start: marker.Start, End: s.words[max(f.end, f.last)-1].Span.End}
	clause.End = cutAt(clause, at)
	if hull := hullOf(at.Content); clause.Start < hull.End && clause.Start >= hull.Start {
		clause.End = max(min(clause.End, hull.End), marker.End)
	}
	clause = trim(a.found.Text, clause)
	return onrecord.Condition{Marker: marker, Clause: clause, Consequence: consequence(a, at, i, f), Kind: f.kind, Flag: t.flag(s, f), Rule: rule}
}

// flag is the table's, or "causal" where "as long as" only gives a reason.
func (t *Terms) flag(s *sentence, f found) string {
	if f.flag == "" && f.kind == onrecord.ConditionAsLongAs && f.end < len(s.words) && isMark(s.low(f.end)) {
		for k := f.end; k < min(f.end+4, len(s.words)); k++ {
			if low := s.low(k); low == "why" || low == "let" {
				return "causal"
			}
		}
	}
	return f.flag
}

// edge are the marks that no clause begins or ends with.
const edge = " \t\r\n.,;:!?\"'“”‘’«»()[]–—-`…"

// trim cuts white space and marks off a span's edges.
func trim(text string, s onrecord.Span) onrecord.Span {
	for s.Start < s.End {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) && !strings.ContainsRune(edge, r) {
			break
		}
		s.Start += size
	}
	for s.End > s.Start {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) && !strings.ContainsRune(edge, r) {
			break
		}
		s.End -= size
	}
	return s
}

func hullOf(spans []onrecord.Span) onrecord.Span {
	if len(spans) == 0 {
		return onrecord.Span{}
	}
	hull := spans[0]
	for _, s := range spans {
		hull.Start, hull.End = min(hull.Start, s.Start), max(hull.End, s.End)
	}
	return hull
}

func within(spans []onrecord.Span, offset int) bool {
	return slices.ContainsFunc(spans, func(s onrecord.Span) bool { return s.Start <= offset && offset < s.End })
}
