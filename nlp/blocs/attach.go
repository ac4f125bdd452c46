package blocs

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// attach reads what stands within each mention's own noun phrase and right
// after it: size, leader, adversary.
func (t *text) attach() {
	for _, m := range t.mentions {
		t.attachSize(m)
		t.attachLeader(m)
		m.opponent = t.against(m.s, m)
	}
}

// attachSize reads "65-nation" and "of 12 nations".
func (t *text) attachSize(m *mention) {
	s := m.s
	from := m.left
	if from > 0 && s.low(from-1) == "," {
		from = m.left
	}
	for j := max(0, from-1); j < m.last; j++ {
		if n, words, ok := t.compound(s, j); ok && j+words <= m.last {
			t.size(m, n, max(j+words, n.last), "size-before")
			return
		}
	}
	for of := m.last; of < m.last+3 && of < len(s.words); of++ {
		if s.low(of) == "of" || s.low(of) == "among" || s.low(of) == "between" || s.low(of) == "by" || s.low(of) == "with" && m.rule != "name" {
			if n, ok := t.ofSize(s, of); ok && s.low(n.first-1) != "other" {
				t.size(m, n, n.last, "size-of")
			}
			return
		}
		if s.tag(of) >= syntax.Mark {
			return
		}
	}
}

// size notes a number of members.
func (t *text) size(m *mention, n number, last int, rule string) {
	if m.has(onrecord.BlocSize) {
		return
	}
	m.add(claim{kind: onrecord.BlocSize, value: strconv.Itoa(n.n), first: n.first, last: last, approximate: n.approximate, rule: rule})
}

// attachLeader reads "US-led", "led by the United States", "under Saudi
// leadership".
func (t *text) attachLeader(m *mention) {
	s := m.s
	for j := m.left; j < m.last; j++ {
		name, ok := strings.CutSuffix(s.form(j), "-led")
		if !ok || name == "" {
			continue
		}
		if v := t.nameOf(s, j, name); v != "" {
			m.leader = v
			m.add(claim{kind: onrecord.BlocLeader, value: v, first: j, last: j + 1, rule: "x-led"})
			return
		}
	}
	for j := m.last; j < min(m.last+8, len(s.words)-1); j++ {
		w := s.low(j)
		if (w == "led" || w == "headed" || w == "spearheaded" || w == "chaired" || w == "dominated") && s.low(j+1) == "by" {
			end := s.phraseTo(j + 2)
			if v, first, last := t.value(s, end-1); v != "" && end > j+2 {
				m.leader = v
				m.add(claim{kind: onrecord.BlocLeader, value: v, first: min(j, first), last: last, rule: "led-by"})
			}
			return
		}
	}
}

// nameOf is the value of a name within a compound that word i ends: "South
// Korean" of "South Korean-led".
func (t *text) nameOf(s *sentence, i int, name string) string {
	if i > 0 && s.form(i-1) != s.low(i-1) {
		if v, ok := t.countryNamed(s.form(i-1) + " " + name); ok {
			return v
		}
	}
	if v, ok := t.f.lex["value"][strings.ToLower(name)]; ok {
		return v
	}
	if v, ok := t.countryNamed(name); ok {
		return v
	}
	if name == strings.ToLower(name) {
		return ""
	}
	for _, e := range t.r.Entities {
		if e.Kind == onrecord.Person && strings.HasSuffix(e.Name, " "+name) {
			return e.Name
		}
	}
	return name
}

// against is the adversary that a mention's phrase names, or "": "anti-IS",
// "against ISIS", "fighting the Islamic State", "to oust Gaddafi".
func (t *text) against(s *sentence, m *mention) string {
	if v, _, _ := t.adversary(s, m); v != "" {
		return v
	}
	return ""
}

// adversary is the adversary with the words that name it.
func (t *text) adversary(s *sentence, m *mention) (value string, first, last int) {
	for j := m.left; j < m.last; j++ {
		kind, name, ok := strings.Cut(s.form(j), "-")
		if k := strings.ToLower(kind); ok && (k == "anti" || k == "counter") && len(name) > 1 {
			name = strings.TrimSuffix(name, "-focused")
			if v := t.nameOf(s, j, name); v != "" {
				return v, j, j + 1
			}
			if k == "anti" && m.head != "" {
				return name, j, j + 1
			}
		}
	}
	if m.head == "" && m.bloc != nil && m.bloc.Kind != "coalition" && m.bloc.Kind != "alliance" {
		return "", 0, 0
	}
	if m.head == "signatories" {
		return "", 0, 0
	}
	reach := 14
	if m.rule == "name" {
		reach = 1
	}
	if m.bloc == nil && m.head == "coalition" {
		reach = 24
	}
	for j := m.last; j < min(m.last+reach, len(s.words)-1); j++ {
		w := s.low(j)
		if w == ";" || s.tag(j) == syntax.Stop {
			break
		}
		if s.tag(j).Verb() && !t.f.lex.is("fight", w) && s.tag(j) != syntax.Gerund && s.tag(j) != syntax.Base && s.tag(j) != syntax.Perf {
			if t.f.lex.is("aux", w) || reach > 14 && !s.tag(j+1).Verb() && w != "said" && w != "says" {
				continue
			}
			break
		}
		fights := t.f.lex.is("fight", w) && (s.low(j-1) == "to" || s.tag(j) == syntax.Base && (s.tag(j-1) == syntax.Adv || s.tag(j-1) == syntax.Conj) || s.tag(j) == syntax.Gerund || s.low(j-1) == "that" || s.low(j-1) == "which")
		if w != "against" && !fights {
			continue
		}
		k := j + 1
		if s.low(k) == "back" || s.low(k) == "against" {
			k++
		}
		end := s.phraseTo(k)
		if end == k {
			if s.low(k) == "it" || s.low(k) == "them" {
				return t.enemyBefore(s, m), j, k + 1
			}
			continue
		}
		if strings.HasPrefix(s.low(end-1), "threat") && s.form(end-1) == s.low(end-1) {
			return t.enemyAfter(s, j, end)
		}
		v, _, to := t.value(s, end-1)
		if s.form(end-1) == s.low(end-1) && !t.f.lex.is("adversary", s.low(end-1)) {
			continue
		}
		return v, j, max(to, end)
	}
	return t.strikesOn(s, m)
}

// strikesOn reads whom a coalition strikes, before its mention: "airstrikes on
// Islamic State targets".
func (t *text) strikesOn(s *sentence, m *mention) (string, int, int) {
	if m.head != "coalition" {
		return "", 0, 0
	}
	for j := m.left - 2; j > 0; j-- {
		if w := s.low(j); w != "on" && w != "against" || !t.f.lex.is("strikes", s.low(j-1)) {
			continue
		}
		end := s.phraseTo(j + 1)
		if end == j+1 {
			continue
		}
		for e := end; e > j+1; e-- {
			if v, ok := t.f.lex["value"][strings.ToLower(s.in(j+1, e))]; ok {
				return v, j, end
			}
		}
	}
	return "", 0, 0
}

// enemyAfter looks for who poses the threat: "the threat that is posed by X".
func (t *text) enemyAfter(s *sentence, from, end int) (string, int, int) {
	for k := end; k < min(end+8, len(s.words)); k++ {
		if s.noun(k) && s.form(k) != s.low(k) {
			to := s.phraseTo(k)
			v, _, last := t.value(s, to-1)
			return v, from, last
		}
	}
	return "", 0, 0
}

// enemyBefore is a well-known adversary that is named before a mention.
func (t *text) enemyBefore(s *sentence, m *mention) string {
	for j := 0; j < m.first; j++ {
		if v, ok := t.f.lex["value"][s.low(j)]; ok && s.form(j) != s.low(j) && v == "ISIL" {
			return v
		}
	}
	return ""
}
