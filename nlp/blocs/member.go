package blocs

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// membersListed reads "including A, B and C", "a coalition of A and B", "the
// deal with Mexico and Canada", "members Hungary and Poland".
func (t *text) membersListed(m *mention) {
	s := m.s
	t.including(m)
	t.someOf(m)
	if m.head == "signatories" || m.rule == "counted" {
		return
	}
	switch w := s.low(m.last); {
	case (w == "of" || w == "between" || w == "among") && m.bloc == nil && (m.head == "coalition" || m.head == "alliance" || m.head == "bloc" || m.head == "pact"):
		if n, ok := t.ofSize(s, m.last); ok && n.n > 0 {
			return
		}
		items := t.list(s, m.last+1)
		if len(items) < 2 && !(len(items) == 1 && t.f.lex.is("nation", s.low(items[0].last-1)) && items[0].last-items[0].first > 1) {
			return
		}
		for _, it := range items {
			if w := s.low(it.last - 1); w != "forces" && w != "people" && w != "willing" {
				m.add(claim{kind: onrecord.BlocMember, value: it.value, first: it.first, last: it.last, rule: "bloc-of"})
			}
		}
	}
	t.dealWith(m)
	if w := s.low(m.last); w == "member" || w == "members" || w == "ally" || w == "allies" || w == "partner" || w == "partners" || w == "states" || w == "signatory" || w == "nation" {
		at := m.last + 1
		if w == "member" && (s.low(at) == "state" || s.low(at) == "states" || s.low(at) == "nation" || s.low(at) == "country") {
			at++
		}
		if s.low(at) == "like" || s.low(at) == "," && s.tag(at+1) == syntax.Name && w != "members" {
			at++
		}
		if before := s.low(m.left - 1); (w == "member" || w == "ally" || w == "partner") && (before == "," || before == "(") && (s.low(m.left) == "a" || s.low(m.left) == "an") {
			t.partyClaims(m, onrecord.BlocMember, []int{m.left - 2}, m.left-2, m.last+1, "apposition")
			return
		}
		if s.tag(at) == syntax.Name || s.tag(at) == syntax.Det {
			for _, it := range t.list(s, at) {
				t.partyClaims(m, onrecord.BlocMember, []int{it.last - 1}, m.first, m.last+1, "member-name")
			}
		}
	}
}

// including reads a list of members after "including", "such as" or "like".
func (t *text) including(m *mention) {
	s := m.s
	last := m.last
	if m.head == "" && s.noun(m.last) && !t.f.lex.is("members", s.low(m.last)) {
		return
	}
	for _, c := range m.claims {
		if c.kind == onrecord.BlocSize {
			last = max(last, c.last)
		}
	}
	for j := m.last; j < min(last+7, len(s.words)-1); j++ {
		w := s.low(j)
		such := w == "such" && s.low(j+1) == "as"
		if w == "with" && j >= last && last > m.last {
			w = "including"
		}
		if w != "including" && w != "includes" && w != "include" && w != "included" && !such && w != "comprising" && w != "comprises" && w != "groups" && w != "grouping" {
			if s.tag(j) == syntax.Stop || w == ";" || (s.tag(j).Verb() && j >= last && w != "has" && w != "is" && w != "are") {
				return
			}
			continue
		}
		k := j + 1
		if such {
			k++
		}
		for _, it := range t.list(s, k) {
			if t.party(s, it) && !t.isBloc(m, it.value) && !t.generic(m, it.last-1, it.value) && s.low(it.last-1) != "members" {
				m.add(claim{kind: onrecord.BlocMember, value: it.value, first: it.first, last: it.last, rule: "including"})
			}
		}
		return
	}
}

// someOf reads "Japan and Malaysia, two of the 12 partners": the names before.
func (t *text) someOf(m *mention) {
	s := m.s
	at := m.left
	for _, c := range m.claims {
		if c.kind == onrecord.BlocSize {
			at = min(at, c.first)
		}
	}
	for s.low(at-1) == "the" || s.low(at-1) == "our" {
		at--
	}
	if s.low(at-1) != "of" {
		return
	}
	if _, ok := t.count(s.low(at - 2)); !ok || s.low(at-3) != "," {
		return
	}
	for k := at - 4; k >= 0; k-- {
		if w := s.low(k); w == "," || w == "and" {
			continue
		}
		v, ok := t.country(s, k)
		if !ok {
			return
		}
		m.add(claim{kind: onrecord.BlocMember, value: v, first: k, last: k + 1, rule: "some-of"})
	}
}

// dealWith reads who is in a treaty: "the 1994 deal with Mexico and Canada".
func (t *text) dealWith(m *mention) {
	s := m.s
	if m.bloc == nil || m.bloc.Kind != "trade" && m.bloc.Kind != "treaty" {
		return
	}
	for j := m.last; j < min(m.last+6, len(s.words)-1); j++ {
		if w := s.low(j); w == "with" || w == "between" || w == "among" {
			if j > m.last && t.f.lex["again"][s.low(j-1)] == "" {
				return
			}
			for _, it := range t.list(s, j+1) {
				if _, ok := t.countryNamed(it.value); ok {
					m.add(claim{kind: onrecord.BlocMember, value: it.value, first: it.first, last: it.last, rule: "treaty-with"})
				}
			}
			return
		}
		if s.tag(j).Verb() || s.tag(j) == syntax.Stop {
			return
		}
	}
}

// membersNamed reads "X is a member of", "X, a member of", "X and the other
// members of", "part of", "one of which is X", "of which he is a member".
func (t *text) membersNamed(m *mention) {
	s := m.s
	t.ofWhich(m)
	t.theirMembership(m)
	at, preps := t.link(m)
	if !strings.Contains(preps, "of") && !strings.Contains(preps, "to") && !strings.Contains(preps, "in") && !strings.Contains(preps, "within") {
		return
	}
	switch w := s.low(at); {
	case w == "member" || w == "members" || w == "part" || w == "party" || w == "signatory" || w == "partner" || w == "parties" || w == "signatories" || w == "ally":
		t.membership(m, at)
	case w == "one" && (s.low(at-1) == "," || s.low(at-1) == "is" || s.low(at-1) == "was"):
		who := []int{at - 2}
		if s.low(at-1) == "," && t.ofPersons(m) {
			who = t.named1(s, at-2)
		}
		t.partyClaims(m, onrecord.BlocMember, who, at, m.last, "one-of")
	case t.f.lex.is("members", w) && s.low(at-1) == "other":
		t.andTheOthers(m, at-1)
	case t.f.lex.is("chief", w):
	}
}

// membership reads who is called a member at word at.
func (t *text) membership(m *mention, at int) {
	s := m.s
	first := at
	for first > 0 && (s.nominal(first-1) || s.tag(first-1) == syntax.Det || s.low(first-1) == "other" || s.low(first-1) == "fellow" || s.tag(first-1) == syntax.Adv && !t.f.lex.is("negation", s.low(first-1)) && s.low(first-1) != "longer") && s.tag(first-1) != syntax.Name {
		first--
	}
	for k := first; k < at; k++ {
		if s.low(k) == "other" {
			t.andTheOthers(m, k)
			return
		}
	}
	before := s.low(first - 1)
	verb := first - 1
	switch {
	case before == "," || before == "(":
		if s.tag(first) != syntax.Det && s.low(at) != "members" && s.low(at) != "member" && s.low(at) != "part" {
			return
		}
		who := first - 2
		if s.tag(who) == syntax.Mark && s.low(who) == ")" {
			return
		}
		if t.partyClaims(m, onrecord.BlocMember, t.joined(s, who), who, m.last, "apposition") {
			return
		}
		t.partyClaims(m, onrecord.BlocMember, t.named1(s, who), first, m.last, "apposition")
	case before == "as" && s.low(first-2) == "," && first > 2:
		t.partyClaims(m, onrecord.BlocMember, t.parties(s, at), first, m.last, "as-a-member")
	case before == "become" || before == "becoming" || before == "be":
		return // see moves
	case t.f.lex.is("is", before) || before == "longer":
		kind := onrecord.BlocMember
		if s.low(first-1) == "longer" {
			kind = onrecord.BlocFormerMember
		} else if t.negated(s, first) {
			return
		}
		nouns := t.parties(s, at)
		if len(nouns) == 0 {
			nouns = t.parties(s, verb)
		}
		t.partyClaims(m, kind, nouns, first, m.last, "is-member")
	}
}

// joined is the noun at a word and the countries before it that "and" and
// commas join to it: "Germany and France".
func (t *text) joined(s *sentence, i int) []int {
	out := []int{i}
	for k := i - 1; k >= 0; k-- {
		if s.low(k) == "and" || s.low(k) == "," && s.low(k+2) != "," {
			continue
		}
		if _, ok := t.country(s, k); !ok || !s.noun(k) || s.low(k+1) != "and" && s.low(k+1) != "," {
			break
		}
		out = append(out, k)
	}
	return out
}

// named1 is the name that ends at a word or before it, across "of Arizona".
func (t *text) named1(s *sentence, i int) []int {
	for j := i; j >= 0 && j > i-6; j-- {
		if p := t.entityAt(s, j); p != nil && p.kind == onrecord.Person {
			return []int{j}
		}
	}
	return nil
}

// andTheOthers reads "Norway and the other nine members of": what
// stands before "and".
func (t *text) andTheOthers(m *mention, other int) {
	s := m.s
	for j := other - 1; j > 0 && j > other-4; j-- {
		if s.low(j) == "and" || s.low(j) == "with" && s.low(j-1) == "joins" {
			if !t.pastVerb(s, j) {
				t.partyClaims(m, onrecord.BlocMember, []int{j - 1}, j-1, m.last, "and-the-others")
			}
			return
		}
	}
}

func (t *text) pastVerb(s *sentence, j int) bool { return s.tag(j - 1).Verb() }

// ofWhich reads "of which he is a member", "one of which is Russia" after a
// mention.
func (t *text) ofWhich(m *mention) {
	s := m.s
	for j := m.last; j < min(m.last+10, len(s.words)-3); j++ {
		if s.low(j) != "of" || s.low(j+1) != "which" && s.low(j+1) != "whom" {
			continue
		}
		if s.low(j+2) == "is" {
			if end := s.phraseTo(j + 3); end > j+3 {
				t.partyClaims(m, onrecord.BlocMember, []int{end - 1}, j, end, "of-which")
			}
			return
		}
		for k := j + 2; k < min(j+8, len(s.words)); k++ {
			if s.low(k) == "member" || s.low(k) == "part" || s.low(k) == "members" {
				t.partyClaims(m, onrecord.BlocMember, []int{j + 2}, j, k+1, "of-which")
				return
			}
		}
	}
}

// theirMembership reads "Turkey's NATO membership".
func (t *text) theirMembership(m *mention) {
	s := m.s
	if s.low(m.last) != "membership" {
		return
	}
	j := m.left
	for j < m.first && s.tag(j) != syntax.Poss && s.tag(j) != syntax.PronPos {
		j++
	}
	if s.tag(m.first-1) == syntax.Poss {
		j = m.first - 1
	}
	switch {
	case s.tag(j) == syntax.Poss:
		t.partyClaims(m, onrecord.BlocMember, []int{j - 1}, j-1, m.last+1, "membership")
	case s.tag(j) == syntax.PronPos && j < m.first:
		t.partyClaims(m, onrecord.BlocMember, []int{j}, j, m.last+1, "membership")
	}
	t.atRisk(m, j)
	for k := m.last + 1; k < min(m.last+6, len(s.words)-2); k++ {
		if s.low(k) != "open" || s.low(k+1) != "to" && s.low(k+1) != "for" {
			continue
		}
		end := s.phraseTo(k + 2)
		if v, first, last := t.value(s, end-1); end > k+2 && t.party(s, item{v, first, last}) {
			m.add(claim{kind: onrecord.BlocProspectiveMember, value: v, first: first, last: last, condition: t.condition(m, onrecord.BlocProspectiveMember), rule: "open-to"})
		}
		return
	}
}

// atRisk reads "Turkey's NATO membership … at risk".
func (t *text) atRisk(m *mention, poss int) {
	s := m.s
	for k := m.last; k+1 < len(s.words) && s.tag(poss) == syntax.Poss; k++ {
		switch two := s.low(k) + " " + s.low(k+1); {
		case two == "at risk", two == "in jeopardy", two == "in doubt", two == "in question", two == "be revoked", two == "be suspended", two == "be terminated":
			t.partyClaims(m, onrecord.BlocFormerMember, []int{poss - 1}, k, k+2, "membership-at-risk")
			return
		}
	}
}
