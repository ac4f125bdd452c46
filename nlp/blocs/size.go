package blocs

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// sizeAround reads a number of members beside a mention.
func (t *text) sizeAround(m *mention) {
	if m.has(onrecord.BlocSize) {
		return
	}
	for _, rule := range []func(*mention) bool{t.sizeWithin, t.sizeOfMembers, t.sizeVerb} {
		if rule(m) {
			return
		}
	}
}

// whole tells whether a number before a noun counts all members and not some.
func (t *text) whole(s *sentence, n number) bool {
	switch before := s.low(n.first - 1); before {
	case "the", "our", "all", "its", "these", "those", "other", "their", "entire", "key", "remaining", "fellow":
		return true
	case "of":
		return s.low(n.first-2) == "all" || s.low(n.first-2) == "total" || s.low(n.first-2) == "format"
	case "to", "from":
		return true
	}
	return n.first == 0 && s.low(n.last) != ","
}

// sizeWithin reads "the six GCC countries", "12 key TPP partners", "our 62
// coalition partners", "the ASEAN 10 countries".
func (t *text) sizeWithin(m *mention) bool {
	s := m.s
	end := m.last
	if s.tag(end) == syntax.Poss {
		end++
	}
	if n, ok := t.numberAt(s, end); ok && t.f.lex.is("members", s.low(n.last)) {
		t.size(m, n, n.last+1, "name-size-members")
		return true
	}
	for end < len(s.words) && end < m.last+3 && !t.f.lex.is("members", s.low(end)) && s.nominal(end) {
		end++
	}
	if !t.f.lex.is("members", s.low(end)) || s.low(end) == "leaders" {
		return false
	}
	for j := max(0, m.first-4); j < m.first; j++ {
		n, ok := t.numberAt(s, j)
		if !ok || n.last > m.first {
			continue
		}
		for k := n.last; k < m.first; k++ {
			if !s.nominal(k) && s.low(k) != "other" {
				ok = false
			}
		}
		if !ok {
			continue
		}
		verb := s.tag(end+1).Verb() || s.tag(end+1) == syntax.Modal
		if !t.whole(s, n) && (verb || s.low(n.first-1) == "of" || s.low(end+1) == "that" || s.low(end+1) == "who" || !n.approximate && m.rule != "coalition") {
			return false
		}
		if n.approximate && verb {
			return false
		}
		t.size(m, n, end+1, "size-name-members")
		return true
	}
	return false
}

// sizeOfMembers reads "all 42 members of the pact", "the other 41 members", "nine
// states who are in our league".
func (t *text) sizeOfMembers(m *mention) bool {
	s := m.s
	at, preps := t.link(m)
	if preps == "" {
		return false
	}
	relative := false
	if s.low(at) == "part" || s.low(at) == "members" && (s.low(at-1) == "are" || s.low(at-1) == "were") {
		relative = s.low(at) == "members"
		for at--; at > 0 && (s.tag(at).Verb() || s.tag(at) == syntax.WhPron || s.tag(at) == syntax.WhDet || s.low(at) == "that" || s.low(at) == "also" || s.low(at) == "a"); {
			at--
		}
	}
	if s.low(at) == "involved" || s.low(at) == "participating" || s.low(at) == "represented" || s.low(at) == "negotiating" {
		at--
	}
	if !t.f.lex.is("members", s.low(at)) {
		return false
	}
	for j := max(0, at-4); j < at; j++ {
		n, ok := t.numberAt(s, j)
		if !ok || n.last > at {
			continue
		}
		other := false
		for k := n.last; k < at; k++ {
			if s.low(k) == "other" {
				other = true
			} else if !s.nominal(k) {
				ok = false
			}
		}
		if !ok {
			continue
		}
		restricted := s.low(m.last) == "who" || s.low(m.last) == "that" || s.low(m.last) == "voted"
		if relative && m.bloc != nil && m.bloc.Sizes != nil && !m.bloc.Numbers(n.n) {
			return false
		}
		if restricted || !other && !t.whole(s, n) && !(n.approximate && s.low(n.first-1) != "of") && s.low(at) == "members" {
			return false
		}
		t.size(m, n, at+1, "size-members-of")
		return true
	}
	return false
}

// sizeVerb reads "the bloc now has 43 members", "has grown to 65 countries",
// "is a body of 20 nations".
func (t *text) sizeVerb(m *mention) bool {
	s := m.s
	verbs := false
	for j := m.last; j < min(m.last+14, len(s.words)); j++ {
		if n, ok := t.numberAt(s, j); ok && verbs {
			for k := n.last; k < min(n.last+4, len(s.words)); k++ {
				if t.f.lex.is("members", s.low(k)) && s.low(k) != "leaders" {
					if s.low(n.first-1) == "of" && s.low(n.first-2) != "consists" && s.low(n.first-2) != "up" && !s.noun(n.first-2) {
						return false
					}
					if s.low(k+1) == "voted" || s.low(k+1) == "who" || s.low(k+1) == "that" && s.low(k) == "members" {
						return false
					}
					t.size(m, n, k+1, "size-verb")
					return true
				}
				if !s.nominal(k) && s.low(k) != "or" && s.low(k) != "so" && s.low(k) != "other" {
					break
				}
			}
			if s.tag(j) == syntax.Num && !t.f.lex.is("members", s.low(n.last)) {
				return false
			}
		}
		if s.low(j) == "," && (s.low(j+1) == "which" || s.low(j+1) == "now") && !verbs || s.low(j) == "which" {
			continue
		}
		if t.f.lex.is("helds", s.low(j)) {
			verbs = verbs || s.tag(j).Verb() || s.low(j) == "'s"
			continue
		}
		if t.f.lex.is("approximate", s.low(j)) || s.low(j) == "more" || s.low(j) == "than" || s.low(j) == "a" || s.noun(j) && verbs || s.tag(j) == syntax.Adj || s.tag(j) == syntax.Adv {
			continue
		}
		if !verbs && s.tag(j).Verb() && j < m.last+9 && (s.tag(j) == syntax.Gerund || s.tag(j) == syntax.Base) {
			continue
		}
		if !verbs && j < m.last+9 && s.tag(j) < syntax.Mark && !s.tag(j).Verb() {
			continue
		}
		return false
	}
	return false
}

// sizeNear reads "our 12 nations", "10 other nations", "the 12 countries
// involved" in a sentence that names one bloc which has or had so many.
func (t *text) sizeNear(m *mention) bool {
	s := m.s
	if m.bloc == nil || len(m.bloc.Sizes) == 0 {
		return false
	}
	for j := range s.words {
		n, ok := t.numberAt(s, j)
		if !ok || n.n < 3 || j >= m.first && j < m.last {
			continue
		}
		end, other := n.last, false
		for end < n.last+3 && end < len(s.words) && !t.f.lex.is("members", s.low(end)) {
			other = other || s.low(end) == "other"
			end++
		}
		other = other || s.low(n.first-1) == "other"
		if w := s.low(end); end >= len(s.words) || w != "nations" && w != "countries" && w != "members" && w != "partners" && w != "allies" && w != "states" && w != "economies" {
			continue
		}
		fits := m.bloc.Numbers(n.n) && (t.whole(s, n) || s.low(end+1) == "have" || s.low(end+1) == "signed" || s.low(end+1) == "agreed" || len(m.bloc.Sizes) == 1 && m.bloc.Kind == "group")
		if other {
			fits = m.bloc.Numbers(n.n+1) || m.bloc.Numbers(n.n+2) && j < m.first || m.bloc.Numbers(n.n)
		}
		if !fits || t.taken(m, n) {
			continue
		}
		t.size(m, n, end+1, "size-near")
		return true
	}
	return false
}

// taken tells whether another mention of the sentence stands nearer to a number.
func (t *text) taken(m *mention, n number) bool {
	for _, o := range m.s.all {
		if o != m && o.bloc != m.bloc && !o.has(onrecord.BlocSize) && (o.bloc == nil || o.bloc.Numbers(n.n)) && abs(o.first-n.first) < abs(m.first-n.first) {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }
