package blocs

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// chiefs reads who is at a bloc's head by title: "Caucus Chairman, Ruben
// Hinojosa", "Chairman of the caucus, Xavier Becerra", "Raul Grijalva, a
// co-chairman of the caucus".
func (t *text) chiefs(m *mention) {
	s := m.s
	lex := t.f.lex
	i := m.last
	if s.tag(i) == syntax.Poss {
		i++
	}
	if s.low(i) == "secretary" && (s.low(i+1) == "general" || s.low(i+1) == "-") {
		i++
	}
	if lex.is("chief", s.low(i)) || s.low(i) == "general" && s.low(i-1) == "secretary" {
		at := i + 1
		if s.low(at) == "," {
			at++
		}
		if !t.chief(m, at, i+1) && s.low(i+1) != "of" {
			t.chiefBefore(m, m.left)
		}
		return
	}
	at, preps := t.link(m)
	if preps != "of " || at < 0 {
		return
	}
	if !lex.is("chief", s.low(at)) && !(s.low(at) == "general" && s.low(at-1) == "secretary") && !(s.low(at) == "chair") {
		if s.low(at) != "presidency" {
			return
		}
	}
	if s.low(m.last) == "," && t.chief(m, m.last+1, m.last) || t.chief(m, m.last, m.last) {
		return
	}
	first := s.phraseFrom(at)
	for k := first - 1; k > first-4 && k > 0; k-- {
		if w := s.low(k); w == "holds" || w == "hold" || w == "held" || w == "chairs" || w == "assumed" || w == "is" || w == "was" {
			t.leaderClaims(m, t.parties(s, k), k, m.last, "holds-chair")
			return
		}
	}
	t.chiefBefore(m, first)
}

// chief reads a person's name at a word.
func (t *text) chief(m *mention, at, from int) bool {
	p := t.entityAt(m.s, at)
	if p == nil || p.kind != onrecord.Person || m.s.tag(at) == syntax.Pron {
		return false
	}
	end := at + 1
	for end < len(m.s.words) && p.span.Contains(m.s.words[end].span) {
		end++
	}
	m.add(claim{kind: onrecord.BlocLeader, value: t.known(&t.r.Entities[p.entity]), first: min(from, at), last: end, rule: "chief"})
	return true
}

// chiefBefore reads the name before an apposition: "Raul Grijalva of Arizona,
// a co-chairman of".
func (t *text) chiefBefore(m *mention, first int) {
	s := m.s
	if s.low(first-1) != "," {
		return
	}
	for _, i := range t.named1(s, first-2) {
		p := t.entityAt(s, i)
		m.add(claim{kind: onrecord.BlocLeader, value: t.known(&t.r.Entities[p.entity]), first: i, last: m.last, rule: "chief"})
	}
}

// leads reads "X leads the coalition", "X, leading a coalition", "X has built
// and leads".
func (t *text) leads(m *mention) {
	s := m.s
	at, preps := t.link(m)
	if preps != "" || at < 0 {
		return
	}
	switch s.low(at) {
	case "leads", "led", "leading", "lead", "heads", "heading", "headed", "chairs", "chaired", "spearheading", "spearheaded":
		if s.low(at) == "led" && s.low(m.left) == "by" || t.negated(s, at) || s.low(at) == "lead" && s.low(at-1) == "the" {
			return
		}
		t.leaderClaims(m, t.parties(s, at), at, m.last, "leads")
	}
}

// leaderClaims notes each noun as a leader.
func (t *text) leaderClaims(m *mention, nouns []int, from, to int, rule string) {
	for _, i := range nouns {
		v, first, last := t.value(m.s, i)
		if v == "" || !t.party(m.s, item{v, first, last}) {
			if p := t.entityAt(m.s, i); p != nil && p.kind == onrecord.Person {
				v = t.known(&t.r.Entities[p.entity])
			} else {
				continue
			}
		}
		m.add(claim{kind: onrecord.BlocLeader, value: v, first: min(first, from), last: max(last, to), rule: rule})
		if m.leader == "" {
			m.leader = v
		}
	}
}

// purposeOf reads what a described coalition is for: "to train police", "for a
// clean energy future".
func (t *text) purposeOf(m *mention) {
	s := m.s
	if m.bloc != nil && m.rule == "name" || m.head != "coalition" && m.head != "alliance" || s.low(m.last) != "to" || s.tag(m.last+1) != syntax.Base || s.low(m.left) != "a" && s.low(m.left) != "an" {
		return
	}
	end := m.last + 2
	for end < len(s.words) && end < m.last+12 && s.tag(end) < syntax.Mark && s.low(end) != "that" && s.low(end) != "which" && s.low(end) != "and" {
		end++
	}
	if end-m.last < 4 {
		return
	}
	m.add(claim{kind: onrecord.BlocPurpose, value: s.in(m.last+1, end), first: m.last + 1, last: end, rule: "to-do"})
}
