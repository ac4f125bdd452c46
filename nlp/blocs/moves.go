package blocs

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// moves reads who comes into a bloc, goes out of it, or stays away.
func (t *text) moves(m *mention) {
	s := m.s
	t.acts(m)
	if after := s.low(m.last); s.noun(m.last) && after != "membership" && after != "framework" || s.tag(m.last) == syntax.Poss {
		return
	}
	at, preps := t.link(m)
	if at < 0 {
		return
	}
	w := s.low(at)
	lex := t.f.lex
	switch {
	case (w == "member" || w == "members" || w == "part" || w == "party" || w == "partner") && strings.Contains(preps, "of"+" "):
		first := at
		for first > 0 && (s.nominal(first-1) && s.tag(first-1) != syntax.Name || s.tag(first-1) == syntax.Det) {
			first--
		}
		switch s.low(first - 1) {
		case "be", "become", "becoming":
			t.comesIn(m, first-1, at)
		case "as":
			t.welcomedAs(m, first-1)
		}
	case s.noun(at) && lex.is("exitnoun", w) && strings.Contains(preps, "from"):
		t.exits(m, at)
	case w == "membership" && (strings.Contains(preps, "of") || strings.Contains(preps, "in")):
		t.holdsMembership(m, at)
	case lex.is("join", w) && !(strings.HasPrefix(w, "sign") && preps == "" && m.bloc != nil && m.bloc.Kind == "union"):
		t.comesIn(m, at, at)
	case lex.is("leave", w):
		if lex.is("leaveout", w) == strings.Contains(preps, "from") || strings.Contains(preps, "out") || strings.Contains(preps, "of") && lex.is("leaveout", w) {
			t.goesOut(m, at)
		}
	case lex.is("exitnoun", w) && strings.Contains(preps, "from"), lex.is("exitnoun", w) && strings.Contains(preps, "of") && s.low(at+1) != "of":
		t.exits(m, at)
	case lex.is("entrynoun", w) && (strings.Contains(preps, "to") || strings.Contains(preps, "in")):
		t.enters(m, at)
	case (w == "welcome" || w == "welcomed") && strings.Contains(preps, "in"), w == "them" && strings.Contains(preps, "in"):
		t.welcomed(m, at)
	default:
		t.putOut(m, at, preps)
		t.letIn(m, at, preps)
	}
}

// acts reads what a bloc does to somebody: "the African Union suspended
// Burundi", "NATO admitted Croatia".
func (t *text) acts(m *mention) {
	s := m.s
	v := m.last
	for v < m.last+5 && (t.f.lex.is("aux", s.low(v)) || s.low(v) == "voted" || s.low(v) == "to" || s.low(v) == "will" || s.low(v) == "would") {
		v++
	}
	var kind onrecord.BlocClaimType
	switch s.low(v) {
	case "suspended", "suspend", "expelled", "expel", "ousted", "ejected":
		kind = onrecord.BlocFormerMember
	case "admitted", "admit":
		kind = onrecord.BlocMember
	case "rejected", "refused":
		kind = onrecord.BlocRefusedMember
	default:
		return
	}
	if s.tag(v-1).Verb() && s.tag(v) == syntax.Perf && (s.low(v-1) == "was" || s.low(v-1) == "were" || s.low(v-1) == "been") || t.negated(s, v) {
		return
	}
	end := s.phraseTo(v + 1)
	if end == v+1 {
		return
	}
	if _, ok := t.country(s, end-1); ok && s.form(end-1) != s.low(end-1) && (kind != onrecord.BlocRefusedMember || s.tag(end) == syntax.Stop) {
		t.partyClaims(m, kind, []int{end - 1}, v, end, "bloc-acts")
	}
}

// outcome is what an infinitive after other verbs comes to: prospective,
// refused, former, member or nothing.
func (t *text) outcome(s *sentence, v int) (onrecord.BlocClaimType, string) {
	form := s.low(v)
	done := s.tag(v) == syntax.Past || s.tag(v) == syntax.Perf || s.tag(v) == syntax.Pres3
	k := v - 1
	wish, refuses, negated := false, false, false
	for ; k >= 0 && k > v-8; k-- {
		w := s.low(k)
		switch {
		case w == "to" || w == "be" || w == "been" || s.tag(k) == syntax.Adv && !t.f.lex.is("negation", w):
		case t.f.lex.is("negation", w):
			negated = true
		case t.f.lex.is("refuse", w) && w != "out":
			refuses = true
		case w == "out" && strings.HasPrefix(s.low(k-1), "rul"), w == "from" && t.f.lex.is("block", s.low(k-2)):
			refuses = true
		case t.f.lex.is("wish", w) || s.tag(k) == syntax.Modal:
			wish = true
		case w == "has" || w == "have" || w == "had" || w == "is" || w == "are" || w == "was" || w == "were" || w == "do" || w == "does" || w == "did":
		case (s.noun(k) || s.tag(k) == syntax.Det || s.tag(k) == syntax.Pron || s.tag(k) == syntax.Name) && !wish && k > v-5 && s.low(v-1) == "to":
		default:
			k = 0
		}
	}
	switch {
	case refuses && !negated, negated && wish:
		return onrecord.BlocRefusedMember, "refuses-to-join"
	case negated:
		return "", ""
	case wish || !done && form != "joining":
		return onrecord.BlocProspectiveMember, "would-join"
	case s.tag(v) == syntax.Gerund:
		return onrecord.BlocProspectiveMember, "joining"
	}
	return onrecord.BlocMember, "joined"
}

// comesIn reads a verb of joining.
func (t *text) comesIn(m *mention, v, at int) {
	kind, rule := t.outcome(m.s, v)
	if kind == "" {
		return
	}
	nouns := t.parties(m.s, v)
	if at != v && len(nouns) == 0 {
		nouns = t.parties(m.s, at)
	}
	if len(nouns) == 0 {
		nouns = t.nearest(m.s, v)
	}
	if !t.partyClaims(m, kind, nouns, v, m.last, rule) && !t.partyClaims(m, kind, t.nearest(m.s, v), v, m.last, rule) {
		t.afterColon(m, kind)
	}
}

// afterColon reads who "the countries that want to join" are: "A, B and C"
// after a colon.
func (t *text) afterColon(m *mention, kind onrecord.BlocClaimType) {
	s := m.s
	for j := m.last; j < len(s.words)-1; j++ {
		if s.low(j) != ":" || !t.f.lex.is("nation", s.low(j-1)) {
			continue
		}
		for _, it := range t.list(s, j+1) {
			if _, ok := t.countryNamed(it.value); ok {
				m.add(claim{kind: kind, value: it.value, first: it.first, last: it.last, rule: "after-colon"})
			}
		}
	}
}

// nearest is the country named last before a word, within a dozen words.
func (t *text) nearest(s *sentence, v int) []int {
	for j := v - 1; j >= 0 && j > v-12; j-- {
		if s.noun(j) {
			if _, ok := t.country(s, j); ok {
				return []int{j}
			}
		}
		if s.tag(j) == syntax.Stop || s.low(j) == ";" {
			break
		}
	}
	return nil
}

// goesOut reads a verb of leaving: done, wished, voted for or threatened.
func (t *text) goesOut(m *mention, v int) {
	s := m.s
	if t.negated(s, v) {
		return
	}
	nouns := t.parties(s, v)
	for j := v - 1; j > 0 && j > v-4; j-- {
		if t.f.lex.is("goesout", s.low(j)) && s.noun(j) {
			if p := t.possessor(s, j); p >= 0 {
				nouns = []int{p}
			}
		}
	}
	for _, who := range [][]int{nouns, t.nearest(s, v), t.opening(s)} {
		if len(who) > 0 && t.partyClaims(m, onrecord.BlocFormerMember, who, v, m.last, "leaves") {
			return
		}
	}
}

// opening is the person whose name a sentence opens with, or nothing.
func (t *text) opening(s *sentence) []int {
	for i := 0; i < min(4, len(s.words)); i++ {
		if p := t.entityAt(s, i); p != nil && p.kind == onrecord.Person && s.tag(i) == syntax.Name {
			return []int{i}
		}
	}
	return nil
}

// exits reads a noun of leaving: "U.S. withdrawal from NATO".
func (t *text) exits(m *mention, noun int) {
	if p := t.possessor(m.s, noun); p >= 0 {
		t.partyClaims(m, onrecord.BlocFormerMember, []int{p}, p, m.last, "exit")
	}
}

// enters reads a noun of joining: "Turkey's bid to", "the accession of Croatia
// to the EU", "Ukraine's entry into NATO".
func (t *text) enters(m *mention, noun int) {
	s := m.s
	if t.negated(s, noun) {
		return
	}
	if p := t.possessor(s, noun); p >= 0 {
		t.partyClaims(m, onrecord.BlocProspectiveMember, []int{p}, p, m.last, "entry")
	}
}

// holdsMembership reads "suspended its membership in", "applied for membership
// of", "Norway's membership of".
func (t *text) holdsMembership(m *mention, noun int) {
	s := m.s
	kind := onrecord.BlocMember
	verb := -1
	for j := noun - 1; j >= 0 && j > noun-6; j-- {
		switch w := s.low(j); {
		case t.f.lex.is("ends", w):
			kind, verb = onrecord.BlocFormerMember, j
		case t.f.lex.is("wish", w) || w == "for" || t.f.lex.is("entrynoun", w):
			kind = onrecord.BlocProspectiveMember
			if verb < 0 && s.tag(j).Verb() {
				verb = j
			}
		}
	}
	if t.negated(s, noun) {
		return
	}
	if p := t.possessor(s, noun); p >= 0 && t.partyClaims(m, kind, []int{p}, p, m.last, "membership") {
		return
	}
	if verb >= 0 {
		t.partyClaims(m, kind, t.parties(s, verb), verb, m.last, "membership")
	}
}

// putOut reads "expelled from", "suspended them from", "wants Grayson removed
// from": the object, or the subject of a passive.
func (t *text) putOut(m *mention, at int, preps string) {
	s := m.s
	if !strings.Contains(preps, "from") && !strings.Contains(preps, "out") && !strings.Contains(preps, "of") {
		return
	}
	for j := at; j >= 0 && j > at-6; j-- {
		if !t.f.lex.is("expel", s.low(j)) || !s.tag(j).Verb() {
			continue
		}
		if t.negated(s, j) {
			return
		}
		kind := onrecord.BlocFormerMember
		nouns := []int{}
		if o := s.kid(j, syntax.Object); o > j {
			nouns = append(nouns, o)
		} else if at > j {
			nouns = append(nouns, at)
		} else if s.noun(j - 1) {
			nouns = append(nouns, j-1)
		} else {
			nouns = t.parties(s, j)
		}
		t.partyClaims(m, kind, nouns, j, m.last, "put-out")
		return
	}
}

// letIn reads "admit X to", "allow X into", "keep X out of".
func (t *text) letIn(m *mention, at int, preps string) {
	s := m.s
	for j := at; j >= 0 && j > at-5; j-- {
		switch s.low(j) {
		case "let", "lets", "letting", "allow", "allowed", "allowing", "admit", "admitted", "admitting", "accept", "accepted", "accepting", "bring", "bringing", "brought", "invite", "invited", "inviting", "include", "welcome", "welcomes", "welcomed", "welcoming":
			if !strings.Contains(preps, "to") && !strings.Contains(preps, "in") {
				return
			}
			nouns := []int{at}
			kind := onrecord.BlocProspectiveMember
			if at == j {
				nouns = t.parties(s, j)
				if (s.low(j) == "admitted" || s.low(j) == "accepted") && (s.low(j-1) == "was" || s.low(j-1) == "were") {
					kind = onrecord.BlocMember
				}
			}
			refuses := t.negated(s, j)
			for k := j - 1; k >= 0 && k > j-4; k-- {
				refuses = refuses || t.f.lex.is("refuse", s.low(k))
			}
			if refuses {
				kind = onrecord.BlocRefusedMember
			}
			t.partyClaims(m, kind, nouns, j, m.last, "let-in")
			return
		}
	}
}

// welcomedAs reads "would welcome them as members of": a pronoun stands for
// whom the sentence named before the one who welcomes.
func (t *text) welcomedAs(m *mention, as int) {
	s := m.s
	for v := as - 1; v > 0 && v > as-5; v-- {
		switch s.low(v) {
		case "welcome", "welcomed", "welcoming", "accept", "accepted", "admit", "admitted", "have", "invite", "invited":
		default:
			continue
		}
		if !t.f.lex.is("pronoun", s.low(as-1)) {
			t.partyClaims(m, onrecord.BlocProspectiveMember, []int{as - 1}, v, m.last, "welcome-as")
			return
		}
		before := v
		if who := t.parties(s, v); len(who) > 0 {
			before = min(v, who[0])
		}
		if name := t.lastCountry(s, before); name != "" {
			m.add(claim{kind: onrecord.BlocProspectiveMember, value: name, first: as - 1, last: m.last,
				condition: t.condition(m, onrecord.BlocProspectiveMember), rule: "welcome-as"})
		}
		return
	}
}

// welcomed reads "will welcome Russia in the coalition", "Russia welcome in".
func (t *text) welcomed(m *mention, at int) {
	s := m.s
	if s.low(at) != "welcome" && s.low(at) != "welcomed" {
		return
	}
	if s.noun(at - 1) {
		t.partyClaims(m, onrecord.BlocProspectiveMember, []int{at - 1}, at-1, m.last, "welcome")
		return
	}
	t.partyClaims(m, onrecord.BlocProspectiveMember, t.parties(s, at), at, m.last, "welcome")
}
