package blocs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// ledBy tells whether a phrase says who leads: "US-led".
func (t *text) ledBy(s *sentence, first, last int) bool {
	for i := first; i < last; i++ {
		if w := s.low(i); strings.HasSuffix(w, "-led") && w != "-led" {
			return true
		}
		if s.low(i) == "led" && i > first && s.low(i-1) == "-" {
			return true
		}
	}
	return false
}

// otherThing tells whether a noun names one organisation or what is no bloc:
// "Christian Coalition", "Merkel's alliance with", "coalition of voters".
func (t *text) otherThing(s *sentence, m *mention) bool {
	i := m.last - 1
	if m.head == "coalition" && s.low(i) == "government" {
		return false
	}
	if s.low(i-1) == "en" || s.form(i) == "Bloc" && s.low(i+1) == "party" {
		return true
	}
	if s.form(i) != s.low(i) && i > 0 {
		capital := s.form(i-1) != s.low(i-1) && s.low(i-1) != "the" && !t.f.lex.is("region", s.low(i-1))
		if _, ok := t.country(s, i-1); capital && !ok || s.tag(i-1) == syntax.Poss || s.low(i-1) == "'" {
			return true
		}
		if w := s.low(i + 1); (w == "for" || w == "on" || w == "to" || w == "against" || w == "of") && s.form(i+2) != s.low(i+2) && m.head == "coalition" && s.low(i+2) != "isil" && s.low(i+2) != "isis" {
			return true
		}
	}
	if i+2 < len(s.words) && s.low(i+1) == "between" && m.head != "coalition" {
		return true
	}
	if s.low(i+1) == "of" && (t.f.lex.is("voters", s.low(i+2)) || t.f.lex.is("voters", s.low(i+3))) {
		return true
	}
	return false
}

// isCaucus tells a group within a parliament from a vote at an election.
func (t *text) isCaucus(s *sentence, m *mention) bool {
	i := m.last - 1
	before := s.low(i - 1)
	if !t.f.lex.is("caucusword", before) || t.f.lex.is("caucusnot", s.low(i+1)) {
		return false
	}
	for j := max(0, i-4); j < i; j++ {
		if place := t.entityAt(s, j); place != nil && place.kind == onrecord.Place || t.f.lex.is("usstate", s.low(j)) {
			return false
		}
	}
	if s.low(i-2) == "house" || s.low(i-2) == "senate" || s.low(i-2) == "congressional" || before == "house" || before == "senate" || before == "gop" {
		return true
	}
	return !strings.Contains(t.r.Text, "caucuses") && !strings.Contains(t.r.Text, "caucus-")
}

// isAlliance tells whether an alliance that is neither sized nor led is one of
// states or parties, and of more than two.
func (t *text) isAlliance(s *sentence, m *mention) bool {
	i := m.last - 1
	if s.low(i+1) == "with" || t.possessed(s, m) {
		return false
	}
	if s.low(i+1) == "of" {
		last := s.phraseTo(i + 2)
		return last > i+2 && (t.f.lex.is("nation", s.low(last-1)) || t.plainList(s, i+2))
	}
	for j := m.left; j < i; j++ {
		if strings.Contains(s.low(j), "-") && t.pair(s.form(j)) {
			return false
		}
	}
	sign := false
	for j := m.left; j < i; j++ {
		sign = sign || t.f.lex.is("sign", s.low(j))
	}
	return sign && !t.electorate(s)
}

// plainList tells whether a list of parties starts at a word.
func (t *text) plainList(s *sentence, first int) bool {
	items := t.list(s, first)
	for _, it := range items {
		if !t.party(s, it) {
			return false
		}
	}
	return len(items) >= 2
}

// pair tells whether a word joins two names: "U.S.-Japan", "Reagan-Bush".
func (t *text) pair(form string) bool {
	a, b, ok := strings.Cut(form, "-")
	upper := func(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }
	return ok && upper(a) && upper(b)
}

// isCoalition tells whether a coalition is one of states, parties or groups
// and not one of voters.
func (t *text) isCoalition(s *sentence, m *mention) bool {
	i := m.last - 1
	if s.low(i) == "government" {
		return true
	}
	before, next := s.low(i-1), s.low(i+1)
	switch {
	case t.f.lex.is("arms", next):
		return true
	case t.f.lex.is("governs", before):
		return true
	case t.electorate(s), t.f.lex.is("electoral", before):
		return false
	case t.f.lex.is("governing", before):
		return true
	}
	for k := range s.words {
		if t.f.lex.is("parliament", s.low(k)) {
			return true
		}
	}
	if place := t.entityAt(s, i-1); place != nil && place.kind == onrecord.Person && s.tag(i-1) == syntax.Name {
		return false
	}
	if s.tag(m.left) == syntax.PronPos && t.campaign(s) {
		return false
	}
	return !t.possessed(s, m) || s.low(m.left) == "our" || s.low(m.left) == "its" || s.low(m.left) == "their"
}

// possessed tells whether a noun phrase belongs to somebody: "his coalition",
// "Clinton's coalition"; a country's is its own.
func (t *text) possessed(s *sentence, m *mention) bool {
	if s.tag(m.left) == syntax.PronPos || s.low(m.left-1) == "whose" || s.low(m.left) == "whose" {
		return true
	}
	for j := m.left - 1; j < m.last-1; j++ {
		if j > 0 && s.tag(j) == syntax.Poss {
			_, country := t.country(s, j-1)
			return !country
		}
	}
	return false
}

// electorate tells whether a sentence speaks of voters.
func (t *text) electorate(s *sentence) bool {
	for i := range s.words {
		if before := s.low(i - 1); before == "social" || before == "liberal" || before == "christian" || before == "free" || before == "lib" {
			continue
		}
		if t.f.lex.is("voters", s.low(i)) && !(s.form(i) == "GOP" && s.low(i+1) == "caucus") {
			return true
		}
	}
	return false
}

// campaign tells whether a sentence speaks of parties and candidates.
func (t *text) campaign(s *sentence) bool {
	for i := range s.words {
		switch s.low(i) {
		case "party", "parties", "candidate", "candidates", "campaign", "base":
			return true
		}
	}
	return false
}

// counted finds "our 28 nations" where a bloc that is named in the text has or
// had so many.
func (t *text) counted(s *sentence, names []*mention, need func()) *mention {
	if len(names) == 0 {
		return nil
	}
	for i := 1; i+1 < len(s.words); i++ {
		n, ok := t.numberAt(s, i)
		if !ok || n.n < 5 || s.low(i-1) != "our" && s.low(i-1) != "all" && s.low(i-1) != "the" {
			continue
		}
		if w := s.low(n.last); n.last >= len(s.words) || w != "nations" && w != "countries" && w != "members" && w != "allies" && w != "states" || s.low(i-1) != "our" && s.low(n.last+1) == "of" {
			continue
		}
		for _, m := range slices.Backward(names) {
			if m.bloc.Numbers(n.n) && m.s.index <= s.index {
				need()
				out := &mention{s: s, first: n.last, last: n.last + 1, left: i - 1, bloc: m.bloc, head: s.low(n.last), rule: "counted"}
				out.add(claim{kind: onrecord.BlocSize, value: strconv.Itoa(n.n), first: i, last: n.last + 1, approximate: n.approximate, rule: "counted"})
				return out
			}
		}
	}
	return nil
}

// signers finds those who together sign a letter: "68 senators have sent a
// letter".
func (t *text) signers(s *sentence, need func()) *mention {
	for i := 0; i+3 < len(s.words); i++ {
		n, ok := t.numberAt(s, i)
		if !ok || n.n < 3 {
			continue
		}
		noun := n.last
		for noun < min(n.last+3, len(s.words)) && !t.f.lex.is("members", s.low(noun)) {
			noun++
		}
		if !t.f.lex.is("members", s.low(noun)) || s.low(noun+1) == "of" {
			continue
		}
		signs := false
		for j := noun + 1; j < min(noun+12, len(s.words)); j++ {
			switch s.low(j) {
			case "signed", "sign", "sent", "send", "wrote", "written", "signing", "sending", "penned":
				signs = true
			case "letter", "petition":
				if signs {
					need()
					out := &mention{s: s, first: n.last, last: noun + 1, left: n.first, head: "signatories", rule: "signers"}
					out.add(claim{kind: onrecord.BlocSize, value: strconv.Itoa(n.n), first: n.first, last: noun + 1, approximate: n.approximate, rule: "signers"})
					return out
				}
			}
		}
	}
	return nil
}
