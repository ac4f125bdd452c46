package blocs

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// place is where the text speaks of an entity.
type place struct {
	span   onrecord.Span
	entity int
	kind   onrecord.EntityKind
}

// entityAt is the mention of an entity that word i of a sentence stands in,
// the longest one, or nil.
func (t *text) entityAt(s *sentence, i int) *place {
	if i < 0 || i >= len(s.words) {
		return nil
	}
	if t.places == nil {
		t.places = []place{}
		for k, e := range t.r.Entities {
			for _, m := range e.Mentions {
				t.places = append(t.places, place{m, k, e.Kind})
			}
		}
		slices.SortStableFunc(t.places, func(a, b place) int { return a.span.Start - b.span.Start })
	}
	w := s.words[i].span
	var best *place
	for k := sort.Search(len(t.places), func(k int) bool { return t.places[k].span.Start > w.Start }) - 1; k >= 0 && k > sort.Search(len(t.places), func(k int) bool { return t.places[k].span.Start > w.Start })-12; k-- {
		if p := &t.places[k]; p.span.Contains(w) && (best == nil || p.span.Len() > best.span.Len()) {
			best = p
		}
	}
	return best
}

// entityID is the ID of the entity that a mention of a bloc is one of, or "".
func (t *text) entityID(m *mention) string {
	if p := t.entityAt(m.s, m.last-1); p != nil && m.s.span(m.first, m.last).Overlaps(p.span) && p.kind != onrecord.Person && p.kind != onrecord.Country && m.rule == "name" {
		return t.r.Entities[p.entity].ID
	}
	return ""
}

// country is the country that the words up to word i name: "South Korea",
// "Saudi", "the U.S.".
func (t *text) country(s *sentence, i int) (string, bool) {
	for n := 4; n > 0; n-- {
		first := i + 1 - n
		if first < 0 || i >= len(s.words) {
			continue
		}
		words := s.in(first, i+1)
		if first+1 == i+1 && words == strings.ToLower(words) {
			continue
		}
		if v, ok := t.countryNamed(words); ok {
			return v, true
		}
	}
	return "", false
}

// countryNamed is the country with a name, demonym or seat.
func (t *text) countryNamed(words string) (string, bool) {
	if v, ok := t.f.lex["value"][strings.ToLower(words)]; ok && v == words {
		return v, true
	}
	if c, ok := t.f.know.Country(words); ok {
		return c.Name, true
	}
	if c, ok := t.f.know.Demonym(words); ok {
		return c.Name, true
	}
	if c, ok := t.f.know.Capital(words); ok {
		return c.Name, true
	}
	return "", false
}

// value is the name, as a reader would write it, of what the noun at word i
// stands for, with the words that it takes; "" where it stands for nothing
// that can be a member, a leader or an opponent.
func (t *text) value(s *sentence, i int) (value string, first, last int) {
	if i < 0 || i >= len(s.words) {
		return "", 0, 0
	}
	if t.f.lex.is("pronoun", s.low(i)) {
		return t.antecedent(s, i), i, i + 1
	}
	first, last = s.phraseFrom(i), i+1
	for last < len(s.words) && s.noun(last) && s.tag(i) == syntax.Name && s.tag(last) == syntax.Name {
		last++
	}
	bare := first
	for bare < last && (s.tag(bare) == syntax.Det || s.tag(bare) == syntax.PronPos) {
		bare++
	}
	if bare == last {
		return "", 0, 0
	}
	words := s.in(bare, last)
	if v, ok := t.f.lex["value"][strings.ToLower(words)]; ok && (len(words) > 2 || words == strings.ToUpper(words)) {
		return v, first, last
	}
	if v, ok := t.country(s, last-1); ok && !(s.tag(last-1) == syntax.Nouns && last-1 > bare && s.form(last-2) != s.low(last-2)) {
		return v, first, last
	}
	if p := t.entityAt(s, i); p != nil {
		e := &t.r.Entities[p.entity]
		switch e.Kind {
		case onrecord.Country, onrecord.Person:
			return t.known(e), first, last
		case onrecord.Organization:
			if c, _, ok := t.f.know.Seat(e.Name); ok {
				return c.Name, first, last
			}
			if s.tag(i) == syntax.Name {
				return words, first, last
			}
		}
	}
	return t.common(s, bare, first, last)
}

// known is the name by which an entity is known beyond the text: the
// lexicon's, the directory's, or the text's own.
func (t *text) known(e *onrecord.Entity) string {
	if v, ok := t.f.lex["value"][strings.ToLower(e.Name)]; ok {
		return v
	}
	if k := t.f.know.Named(e.Name); e.Kind == onrecord.Person && len(k) == 1 && e.Wikidata != "" && k[0].Wikidata == e.Wikidata {
		return k[0].Name
	}
	return e.Name
}

// common is the value of a noun phrase without a name that anybody knows.
func (t *text) common(s *sentence, bare, first, last int) (string, int, int) {
	head := s.low(last - 1)
	if head == "administration" && last-bare == 1 {
		return "United States", first, last
	}
	if _, role := t.f.know.Role(head); role && s.tag(last-1) != syntax.Nouns {
		return t.holder(head), first, last
	}
	if s.tag(first-1) == syntax.Poss && t.f.lex.is("organs", head) {
		if v, ok := t.country(s, first-2); ok {
			return v, first - 2, last
		}
	}
	if head == "government" || head == "regime" || head == "forces" || head == "administration" || head == "troops" || t.f.lex.is("organs", head) {
		for j := last - 2; j >= bare; j-- {
			if v, ok := t.country(s, j); ok {
				return v, first, last
			}
		}
	}
	return s.in(bare, last), first, last
}

// holder is the person whom a bare office stands for: the only one whom the
// text gives it; or "".
func (t *text) holder(office string) string {
	name := ""
	for _, e := range t.r.Entities {
		for _, r := range e.Roles {
			if e.Kind != onrecord.Person || !strings.EqualFold(r.Title, office) || e.Name == name {
				continue
			}
			if name != "" {
				return ""
			}
			name = e.Name
		}
	}
	return name
}

// person tells whether a value is a person's name in the text, and the country
// that the person stands for, or "".
func (t *text) person(value string) (country string, ok bool) {
	if t.persons == nil {
		t.persons = map[string]string{}
		for i := range t.r.Entities {
			e := &t.r.Entities[i]
			if e.Kind != onrecord.Person {
				continue
			}
			from := e.Country
			for _, k := range t.f.know.Named(e.Name) {
				from = cmp.Or(from, k.Country)
			}
			c, _ := t.f.know.Code(from)
			t.persons[e.Name], t.persons[t.known(e)] = c.Name, c.Name
		}
	}
	country, ok = t.persons[value]
	return country, ok
}

// antecedent is the name of what a pronoun stands for, or "".
func (t *text) antecedent(s *sentence, i int) string {
	if p := t.entityAt(s, i); p != nil && (p.kind == onrecord.Person || p.kind == onrecord.Country) && p.span.Len() == s.words[i].span.Len() {
		return t.known(&t.r.Entities[p.entity])
	}
	switch s.low(i) {
	case "we", "us", "our":
		if by := t.attribution(s.words[i].span); by >= 0 {
			if c, _, ok := t.f.know.Seat(t.r.Speakers[by].OnBehalfOf); ok {
				return c.Name
			}
			if c, ok := t.f.know.Country(t.r.Speakers[by].OnBehalfOf); ok {
				return c.Name
			}
		}
	case "they", "them":
		for j := i - 1; j > 0; j-- {
			if s.tag(j) == syntax.Nouns && t.f.lex.is("nation", s.low(j)) {
				v, _, _ := t.value(s, j)
				return v
			}
			if _, ok := t.country(s, j); ok {
				break
			}
		}
		return t.lastCountry(s, i)
	case "it", "its", "their", "you":
		return t.lastCountry(s, i)
	case "he", "she":
		return t.nextPerson(s, i)
	}
	return ""
}

// nextPerson is the person named first after a pronoun in its sentence, or "".
func (t *text) nextPerson(s *sentence, i int) string {
	for j := i + 1; j < len(s.words); j++ {
		if s.tag(j) != syntax.Name {
			continue
		}
		if p := t.entityAt(s, j); p != nil && p.kind == onrecord.Person {
			return t.r.Entities[p.entity].Name
		}
	}
	return ""
}

// lastCountry is the country named last before a word, in its sentence or one
// of the two before.
func (t *text) lastCountry(s *sentence, i int) string {
	for j := i - 1; j >= 0; j-- {
		if s.noun(j) || s.tag(j) == syntax.Adj {
			if v, ok := t.country(s, j); ok {
				return v
			}
		}
	}
	for back := 1; back <= 2 && s.index >= back; back++ {
		at := t.r.Sentences[s.index-back]
		for k := at.Last - 1; k >= at.First; k-- {
			w := t.r.Word(k)
			if w[0] >= 'A' && w[0] <= 'Z' {
				if v, ok := t.countryNamed(w); ok {
					return v
				}
			}
		}
	}
	return ""
}

// item is one thing of a list.
type item struct {
	value       string
	first, last int
}

// list reads "A, B and C" from word first on: noun phrases joined by commas,
// "and", "or" and "as well as".
func (t *text) list(s *sentence, first int) []item {
	var out []item
	i := first
	for i < len(s.words) && len(out) < 40 {
		end := s.phraseTo(i)
		if end == i || !s.noun(end-1) && s.tag(end-1) != syntax.Adj {
			break
		}
		v, from, to := t.value(s, end-1)
		if v == "" {
			break
		}
		if s.low(end) == "'s" {
			break
		}
		out = append(out, item{v, max(from, i), to})
		next := max(end, to)
		joined := false
		for next < len(s.words) && (s.low(next) == "," || s.low(next) == "and" || s.low(next) == "or" || s.low(next) == "plus" || s.low(next) == ";" && joined) {
			joined = true
			next++
		}
		if s.low(next) == "as" && s.low(next+1) == "well" && s.low(next+2) == "as" {
			next, joined = next+3, true
		}
		if !joined || next >= len(s.words) {
			break
		}
		i = next
	}
	return out
}

// party tells whether a value can be a member: a name, or a noun for states,
// parties or people of whom blocs are made.
func (t *text) party(s *sentence, it item) bool {
	if it.value == "" {
		return false
	}
	if it.value[0] >= 'A' && it.value[0] <= 'Z' && s.tag(it.last-1) == syntax.Name {
		return true
	}
	if _, ok := t.countryNamed(it.value); ok {
		return true
	}
	if _, ok := t.person(it.value); ok {
		return true
	}
	return t.f.lex.is("nation", s.low(it.last-1))
}
