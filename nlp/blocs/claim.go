package blocs

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// claim reads what the sentence around each mention says of its bloc.
func (t *text) claim() {
	for _, m := range t.mentions {
		if m.rule != "signers" {
			t.sizeAround(m)
		}
	}
	for _, m := range t.mentions {
		if m.rule == "signers" {
			continue
		}
		if !m.has(onrecord.BlocSize) {
			t.sizeNear(m)
		}
		t.membersListed(m)
		t.membersNamed(m)
		t.moves(m)
		t.chiefs(m)
		t.leads(m)
		if m.opponent != "" {
			if v, first, last := t.adversary(m.s, m); v != "" {
				m.add(claim{kind: onrecord.BlocOpponent, value: v, first: first, last: last, rule: "against"})
			}
		} else {
			t.purposeOf(m)
		}
	}
}

// link walks left from a mention over its article and prepositions, and gives
// the word before and the prepositions.
func (t *text) link(m *mention) (at int, preps string) {
	s := m.s
	at = m.left - 1
	for at >= 0 && at > m.left-7 {
		switch w := s.low(at); w {
		case "what", "then", "now", "was", "is":
			if (w == "was" || w == "is") && s.low(at-1) != "what" {
				return at, preps
			}
			at--
			continue
		case "of", "in", "to", "into", "from", "out", "on", "onto", "up", "the", "a", "an", "with", "for", "within", "by", "behind":
			if w != "the" && w != "a" && w != "an" {
				preps = w + " " + preps
			}
			at--
			continue
		}
		break
	}
	return at, preps
}

// negated tells whether a word that denies stands up to three words before i,
// or after it where a verb's own "not" does.
func (t *text) negated(s *sentence, i int) bool {
	for j := max(0, i-4); j < i; j++ {
		if t.f.lex.is("negation", s.low(j)) {
			return true
		}
	}
	return false
}

// parties are who does what the verb or noun at word v says: its subject, or
// that of the verb that it hangs on, with what is joined to it by "and".
func (t *text) parties(s *sentence, v int) []int {
	k := v
	for range 8 {
		if sub := t.subject(s, k); sub >= 0 {
			return t.conjuncts(s, sub)
		}
		h := s.tree.Head[k]
		if h < 0 {
			return nil
		}
		switch s.tree.Relations[k] {
		case syntax.Open, syntax.Advcl, syntax.Comp:
			if o := s.kid(h, syntax.Object); o >= 0 && o < k && s.tree.Relations[k] != syntax.Advcl {
				return t.conjuncts(s, o)
			}
		case syntax.Acl:
			if s.noun(h) && !t.f.lex.is("wish", s.low(h)) && !t.f.lex.is("goesout", s.low(h)) && s.low(h) != "invitation" {
				return []int{h}
			}
			if p := t.possessor(s, h); p >= 0 {
				return []int{p}
			}
		}
		k = h
	}
	return nil
}

// subject is the noun that a word has as its subject, its antecedent where it
// is a relative pronoun, or -1.
func (t *text) subject(s *sentence, k int) int {
	sub := s.kid(k, syntax.Subject)
	if sub < 0 || sub > k && s.tree.Relations[k] == syntax.Conjunct {
		return -1
	}
	switch s.low(sub) {
	case "who", "which", "that":
		if h := s.tree.Head[k]; h >= 0 && s.noun(h) && h < sub {
			return h
		}
		for j := sub - 1; j >= 0 && j > sub-3; j-- {
			if s.noun(j) {
				return j
			}
		}
		return -1
	case "there", "this", "what":
		return -1
	}
	return sub
}

// possessor is the noun that a noun belongs to: "Turkey's bid", "British
// exit", "the withdrawal of Iraq"; or -1.
func (t *text) possessor(s *sentence, noun int) int {
	for j := noun - 1; j >= 0 && j > noun-5; j-- {
		if s.tag(j) == syntax.Poss && j > 0 {
			return j - 1
		}
		if s.tag(j) == syntax.PronPos {
			return j
		}
		if _, ok := t.country(s, j); ok {
			return j
		}
		if !s.nominal(j) {
			break
		}
	}
	if s.low(noun+1) == "of" || s.low(noun+1) == "by" {
		if end := s.phraseTo(noun + 2); end > noun+2 {
			return end - 1
		}
	}
	return -1
}

// conjuncts are a noun and those joined to it.
func (t *text) conjuncts(s *sentence, i int) []int {
	out := []int{i}
	for _, k := range s.kids[i] {
		if s.tree.Relations[k] == syntax.Conjunct && s.noun(k) && k > i {
			out = append(out, t.conjuncts(s, k)...)
		}
	}
	return out
}

// partyClaims adds a claim that somebody is, was or may be in a bloc, for each noun.
func (t *text) partyClaims(m *mention, kind onrecord.BlocClaimType, nouns []int, from, to int, rule string) bool {
	added := false
	for _, i := range nouns {
		v, first, last := t.value(m.s, i)
		if kind == onrecord.BlocMember && t.counts(m, i, first) {
			added = true
			continue
		}
		if t.generic(m, i, v) || !t.party(m.s, item{v, first, last}) || t.isBloc(m, v) {
			continue
		}
		if country, person := t.person(v); person && !t.ofPersons(m) {
			if v = country; v == "" {
				continue
			}
		}
		if !t.ofPersons(m) && !t.stateLike(m.s, i, v) {
			continue
		}
		c := claim{kind: kind, value: v, first: min(first, from), last: max(last, to), rule: rule}
		if first > to {
			c.first, c.last = from, last
		}
		c.condition = t.condition(m, kind)
		m.add(c)
		added = true
	}
	return added
}

// counts takes "190 countries signed" for a size; it tells whether it is one.
func (t *text) counts(m *mention, noun, first int) bool {
	s := m.s
	if !t.f.lex.is("members", s.low(noun)) {
		return false
	}
	for j := first; j < noun; j++ {
		if n, ok := t.numberAt(s, j); ok && n.last <= noun {
			if s.low(n.first-1) != "of" && !m.has(onrecord.BlocSize) && n.n > 3 && (m.bloc == nil || m.bloc.Kind != "group") {
				t.size(m, n, noun+1, "size-joined")
			}
			return true
		}
	}
	return false
}

// stateLike tells whether a value can be a member of a bloc of states: a
// country, a place, or a noun for such.
func (t *text) stateLike(s *sentence, i int, value string) bool {
	if _, ok := t.countryNamed(value); ok || t.f.lex.is("nation", s.low(i)) {
		return true
	}
	if _, ok := t.f.know.Country(value); ok {
		return true
	}
	for _, v := range t.f.lex["value"] {
		if v == value {
			return true
		}
	}
	p := t.entityAt(s, i)
	return p != nil && (p.kind == onrecord.Country || p.kind == onrecord.Place)
}

// generic tells whether a noun says no more than "countries", or is what a
// size counts.
func (t *text) generic(m *mention, i int, value string) bool {
	if t.f.lex.is("nation", value) || value == "members" {
		return true
	}
	for _, c := range m.claims {
		if c.kind == onrecord.BlocSize && c.first <= i && i < c.last {
			return true
		}
	}
	return false
}

// ofPersons tells whether a bloc's members are persons or parties.
func (t *text) ofPersons(m *mention) bool {
	if m.bloc != nil {
		return m.bloc.Kind == "caucus" || m.bloc.Kind == "coalition" || m.bloc.Kind == "group" && len(m.bloc.Names[0].Text) > 4 && m.bloc.Names[0].Text[:4] == "Gang"
	}
	return true
}

// isBloc tells whether a value is a name of the mention's own bloc, or the
// noun that stands for it.
func (t *text) isBloc(m *mention, v string) bool {
	return m.bloc != nil && slices.ContainsFunc(t.f.names[v], func(n name) bool { return n.bloc == m.bloc }) || v == m.s.in(m.first, m.last)
}
