package blocs

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// condition is the clause of the sentence that an entry, exit or refusal hangs
// on: from "if", "unless", "provided" … to the clause's end; nil where there is
// none or where it is the clause that the mention itself stands in.
func (t *text) condition(m *mention, kind onrecord.BlocClaimType) *onrecord.Span {
	if kind != onrecord.BlocProspectiveMember && kind != onrecord.BlocFormerMember && kind != onrecord.BlocRefusedMember {
		return nil
	}
	s := m.s
	for i := range s.words {
		if !t.f.lex.is("condition", s.low(i)) && !(s.low(i) == "as" && s.low(i+1) == "long" && s.low(i+2) == "as") && !(s.low(i) == "on" && s.low(i+1) == "condition") {
			continue
		}
		if s.low(i) == "provided" && s.tag(i) == syntax.Past && s.low(i-1) != "," || s.low(i-1) == "as" && s.low(i) == "if" || s.low(i-1) == "even" || s.low(i-1) == "what" {
			continue
		}
		if w := s.low(i - 1); s.low(i) == "if" && (w == "asked" || w == "wondered" || w == "see" || w == "know") || s.low(i) == "once" && !t.opens(s, i) {
			continue
		}
		end := i + 2
		for end < len(s.words) && !t.closes(s, end) {
			end++
		}
		if i < m.first && m.first < end {
			continue
		}
		from := i
		if s.low(i-1) == "only" || s.low(i-1) == "but" && s.low(i) == "only" {
			from--
		}
		for end > from+1 && s.tag(end-1) >= syntax.Mark {
			end--
		}
		if end-from < 3 {
			continue
		}
		span := s.span(from, end)
		return &span
	}
	return nil
}

// opens tells whether "once" begins a clause.
func (t *text) opens(s *sentence, i int) bool {
	return s.tag(i+1) == syntax.Pron || s.tag(i+1) == syntax.Det || s.tag(i+1) == syntax.Name
}

// closes tells whether a clause ends before word i: at a stop, a dash, or a
// comma that no list goes on after.
func (t *text) closes(s *sentence, i int) bool {
	switch s.low(i) {
	case ",":
		return s.low(i+1) != "and" || s.low(i+2) != "to"
	case ";", ":", "--", "—", "–", ".", "?", "!":
		return true
	case "”", "\"", "’", "''":
		return s.tag(i+1) >= syntax.Mark
	}
	return s.low(i) == "then"
}
