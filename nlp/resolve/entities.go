package resolve

import (
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
)

// entity is somebody or something with its mentions.
type entity struct {
	name     string
	kind     onrecord.EntityKind
	country  string
	roles    []onrecord.Role
	mentions []mention
	given    string // first and last word of a person's name, low
	surname  string
	entry    *knowledge.Entry // in the directory, or nil
	told     string           // what the directory told beyond the article, as evidence
}

// parts are the words of a name, without suffix and possessive.
func (t *text) parts(m mention) []string {
	var out []string
	for i := m.first; i < m.last; i++ {
		if w := t.low(i); !suffix[w] && w != "'s" {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = append(out, t.low(m.first))
	}
	return out
}

// join makes entities of the mentions: full names first, then the short forms
// that only one of them fits.
func (t *text) join() {
	byName := map[string]int{}
	surnames, givens := map[string][]int{}, map[string][]int{}
	create := func(key string, m *mention, kind onrecord.EntityKind) int {
		e, ok := byName[key]
		if !ok {
			e = len(t.entities)
			byName[key] = e
			t.entities = append(t.entities, entity{name: t.words(m.first, m.last), kind: kind})
		}
		m.entity = e
		return e
	}
	t.tellPersons()
	named, acronyms := t.countriesNamed(), t.acronyms()
	for i := range t.mentions {
		m := &t.mentions[i]
		if m.kind == onrecord.Other || m.kind == onrecord.Place {
			if c, ok := t.seatSpeaks(*m); ok && named[c.Code] {
				m.kind = onrecord.Country
				e := create("country "+c.Code, m, onrecord.Country)
				t.entities[e].name, t.entities[e].country = c.Name, c.Code
				continue
			}
		}
		if m.kind == onrecord.Other && m.last-m.first == 1 && acronyms[t.a.Word(m.first)] != "" {
			m.kind = onrecord.Organization
		}
		switch m.kind {
		case onrecord.Country:
			c, _ := t.r.know.Country(t.words(m.first, m.last))
			e := create("country "+c.Code, m, onrecord.Country)
			t.entities[e].name, t.entities[e].country = c.Name, c.Code
		case onrecord.Organization:
			whole := t.words(m.first, m.last)
			key := whole
			if full, _ := t.r.know.Organization(whole); full != "" {
				key = full
			} else if full := acronyms[whole]; full != "" {
				key = full
			}
			if k := t.bodyKnown(key); k != nil {
				key = k.ID
			}
			e := create("org "+strings.ToLower(key), m, onrecord.Organization)
			if len(whole) > len(t.entities[e].name) {
				t.entities[e].name = whole
			}
			t.readAcronym(*m, byName)
		case onrecord.Person:
			p := t.parts(*m)
			if len(p) < 2 {
				continue
			}
			key := "person " + p[0] + " " + p[len(p)-1]
			_, known := byName[key]
			e := create(key, m, onrecord.Person)
			if !known {
				t.entities[e].given, t.entities[e].surname = p[0], p[len(p)-1]
				surnames[p[len(p)-1]] = append(surnames[p[len(p)-1]], e)
				givens[p[0]] = append(givens[p[0]], e)
			} else if name := t.words(m.first, m.last); len(name) > len(t.entities[e].name) {
				t.entities[e].name = name
			}
		}
	}
	t.joinParticles(surnames)
	t.readHeadlines(byName, surnames)
	t.sortMentions()
	for i := range t.mentions {
		if m := &t.mentions[i]; m.entity < 0 && !t.isAcronym(m, byName) {
			t.joinShort(m, byName, surnames, givens)
		}
	}
	t.partNamesakes(surnames)
	t.nameAlone(surnames)
	for i, m := range t.mentions {
		if m.entity < 0 {
			continue
		}
		e := &t.entities[m.entity]
		e.mentions = append(e.mentions, t.mentions[i])
		if e.kind == onrecord.Country && len(e.mentions) == 1 {
			t.countries = append(t.countries, m.entity)
		}
		if m.title.Len() > 0 {
			e.addRole(m.title, t.a.Text)
		}
		if e.kind == onrecord.Person {
			if s, ok := t.apposition(m); ok {
				e.addRole(s, t.a.Text)
			} else if s, ok := t.description(m); ok {
				e.addRole(s, t.a.Text)
			}
		}
	}
}

// sortMentions puts the mentions in order of the text.
func (t *text) sortMentions() {
	sort.SliceStable(t.mentions, func(i, j int) bool { return t.mentions[i].first < t.mentions[j].first })
	for k, m := range t.mentions {
		for i := m.first; i < m.last; i++ {
			t.at[i] = k
		}
	}
}

// tellPersons takes a name of two or three words for a person's where its last
// word stands alone elsewhere: so news writes of persons.
func (t *text) tellPersons() {
	alone := map[string]bool{}
	for _, m := range t.mentions {
		if m.last-m.first == 1 && m.kind == onrecord.Other && !t.common(m.first) {
			alone[t.low(m.first)] = true
		}
	}
	for i := range t.mentions {
		m := &t.mentions[i]
		if n := m.last - m.first; m.kind != onrecord.Other || n < 2 || n > 3 || !alone[t.low(m.last-1)] {
			continue
		}
		ok := true
		for k := m.first; k < m.last; k++ {
			w := t.a.Word(k)
			_, country := t.r.know.Country(w)
			_, demonym := t.r.know.Demonym(w)
			_, capital := t.r.know.Capital(w)
			_, known := t.r.know.Organization(w)
			ok = ok && !country && !demonym && !capital && !known && !t.common(k) && !inner[t.low(k)]
		}
		if ok {
			m.kind = onrecord.Person
		}
	}
}

// manyRoles is how many roles of a person are noted.
const manyRoles = 32

// addRole notes a role once.
func (e *entity) addRole(s onrecord.Span, text string) {
	if len(e.roles) == manyRoles {
		return
	}
	title := strings.Join(strings.Fields(s.In(text)), " ")
	for _, r := range e.roles {
		if strings.EqualFold(r.Title, title) {
			return
		}
	}
	e.roles = append(e.roles, onrecord.Role{Title: title, Span: s})
}

// readHeadlines finds in headlines, where all words have capitals, the names
// that the rest of the article gives.
func (t *text) readHeadlines(byName map[string]int, surnames map[string][]int) {
	for _, run := range t.headlines {
		for i := run[0]; i < run[1]; i++ {
			m := mention{first: i, last: i + 1, kind: onrecord.Other, entity: -1}
			if i+1 < run[1] {
				if _, ok := byName["person "+t.low(i)+" "+t.low(i+1)]; ok {
					m.last, m.kind = i+2, onrecord.Person
				}
			}
			if m.last == i+1 && len(surnames[t.low(i)]) == 0 {
				if run[1]-run[0] == 1 && !t.common(i) {
					t.add(m)
				}
				continue
			}
			t.add(m)
			i = m.last - 1
		}
	}
}

// common tells a word that says what somebody or something is and is no name.
func (t *text) common(i int) bool {
	w := t.low(i)
	_, role := t.r.know.Role(w)
	_, plural := t.r.know.Role(strings.TrimSuffix(w, "s"))
	_, noun := t.r.know.Noun(w)
	return role || plural || noun
}

// byFirstMention gives the entities that have mentions, in order of the first.
func (t *text) byFirstMention() []int {
	var out []int
	for i, e := range t.entities {
		if len(e.mentions) > 0 {
			out = append(out, i)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		return t.entities[out[i]].mentions[0].first < t.entities[out[j]].mentions[0].first
	})
	return out
}

// countCalls counts what an article calls a person: by title or role word, or
// by a pronoun in a paragraph that names nobody else.
func (t *text) countCalls() {
	t.spokenOf = make([]calls, len(t.entities))
	for _, m := range t.mentions {
		if m.entity >= 0 && m.kind == onrecord.Person {
			t.spokenOf[m.entity].add(m.honorific, 5)
		}
	}
	for i, e := range t.entities {
		if e.kind != onrecord.Person {
			continue
		}
		for _, role := range e.roles {
			pronoun, _ := t.r.know.Role(headNoun(role.Title))
			t.spokenOf[i].add(pronoun, 5)
		}
		if e.entry != nil {
			t.spokenOf[i].add(e.entry.Pronoun, 10)
		}
	}
	for _, p := range t.a.Paragraphs {
		who, alone := -1, true
		for i := t.a.Sentences[p.First].First; i < t.a.Sentences[p.Last-1].Last; i++ {
			if k := t.at[i]; k >= 0 && t.mentions[k].kind == onrecord.Person {
				e := t.mentions[k].entity
				alone = alone && e >= 0 && (who < 0 || who == e)
				who = e
			}
			if form, ok := pronounForms[t.low(i)]; ok && !t.quoted[i] && who >= 0 && alone {
				t.spokenOf[who].add(form.pronoun, 1)
			}
		}
	}
}
