package resolve

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
)

// joinParticles joins "Rosalba Lima Ferreira" and "Lima
// Ferreira", "Bill de Blasio" and "De Blasio": a name of several words that
// ends another's is the same person, where only one other ends so.
func (t *text) joinParticles(surnames map[string][]int) {
	for i := range t.entities {
		e := &t.entities[i]
		if e.kind != onrecord.Person || len(surnames[e.surname]) > manyFit {
			continue
		}
		low := " " + strings.ToLower(e.name)
		into := -1
		for _, j := range surnames[e.surname] {
			if j != i && strings.HasSuffix(strings.ToLower(t.entities[j].name), low) {
				if into >= 0 {
					into = -2
					break
				}
				into = j
			}
		}
		if into < 0 {
			continue
		}
		for k := range t.mentions {
			if t.mentions[k].entity == i {
				t.mentions[k].entity = into
			}
		}
		kept := surnames[e.surname][:0]
		for _, j := range surnames[e.surname] {
			if j != i {
				kept = append(kept, j)
			}
		}
		surnames[e.surname] = kept
		e.surname, e.given = "", ""
	}
}

// joinShort links a short form to the one entity that it fits.
func (t *text) joinShort(m *mention, byName map[string]int, surnames, givens map[string][]int) {
	p := t.parts(*m)
	last := p[len(p)-1]
	fits := surnames[last]
	if len(p) > 1 && len(fits) <= manyFit {
		var whole []int
		low := strings.ToLower(t.words(m.first, m.last))
		for _, e := range fits {
			if strings.HasSuffix(strings.ToLower(t.entities[e].name), low) {
				whole = append(whole, e)
			}
		}
		if fits = whole; len(fits) == 0 {
			if e, ok := byName["person "+p[0]+" "+last]; ok {
				m.entity = e
				return
			}
		}
	}
	if len(fits) == 0 && len(p) == 1 && m.title.Len() == 0 {
		fits = givens[last]
	}
	if len(fits) > 1 && len(fits) <= manyFit {
		fits = t.narrow(fits, *m)
	}
	if len(fits) == 1 && m.title.Len() > 0 && len(p) == 1 {
		if k := t.otherHolder(fits[0], *m); k != nil {
			m.entity, m.kind = t.known(k, byName, surnames), onrecord.Person
			return
		}
	}
	switch {
	case len(fits) == 1:
		m.entity, m.kind = fits[0], onrecord.Person
	case len(fits) > 1:
		m.shared, m.kind = true, onrecord.Person
	}
}

// otherHolder is the one entry of the directory that held the title before a
// surname on the article's day, where that is not the person whom alone the
// article names in full: "President Roe" is not Ann Roe, the President's wife.
func (t *text) otherHolder(e int, m mention) *knowledge.Entry {
	title := m.title.In(t.a.Text)
	if former(title) != title {
		return nil
	}
	holding := t.r.know.Holding(t.low(m.last-1), title, "", t.day)
	if len(holding) != 1 || slices.Contains(t.r.know.Named(t.entities[e].name), holding[0]) {
		return nil
	}
	if named := t.r.know.Named(t.entities[e].name); len(named) == 0 && t.day == "" {
		return nil // somebody of the same name and title, for all that is known
	}
	return holding[0]
}

// known is the entity of an entry of the directory, new where there is none.
func (t *text) known(k *knowledge.Entry, byName map[string]int, surnames map[string][]int) int {
	words := strings.Fields(strings.ToLower(k.Name))
	key := "person " + words[0] + " " + words[len(words)-1]
	e, ok := byName[key]
	if !ok {
		e = len(t.entities)
		byName[key] = e
		last := words[len(words)-1]
		t.entities = append(t.entities, entity{name: k.Name, kind: onrecord.Person, given: words[0], surname: last, told: "directory: " + k.Name + t.office(k)})
		surnames[last] = append(surnames[last], e)
	}
	return e
}

// narrow keeps those of several namesakes whose roles say the title that
// stands before the mention ("President Clinton").
func (t *text) narrow(fits []int, m mention) []int {
	if m.title.Len() == 0 {
		return fits
	}
	if t.titleNouns == nil {
		t.titleNouns = map[int]map[string]bool{}
		for _, other := range t.mentions {
			if e := other.entity; e >= 0 && other.title.Len() > 0 {
				if t.titleNouns[e] == nil {
					t.titleNouns[e] = map[string]bool{}
				}
				t.titleNouns[e][strings.ToLower(headNoun(other.title.In(t.a.Text)))] = true
			}
		}
	}
	noun := strings.ToLower(headNoun(m.title.In(t.a.Text)))
	var out []int
	for _, e := range fits {
		if t.titleNouns[e][noun] {
			out = append(out, e)
		}
	}
	if len(out) == 1 {
		return out
	}
	return t.narrowKnown(fits, m)
}

// narrowKnown keeps the one of several namesakes who held the title on the
// article's day by the directory, where one alone did.
func (t *text) narrowKnown(fits []int, m mention) []int {
	holding := t.r.know.Holding(t.low(m.last-1), m.title.In(t.a.Text), "", t.day)
	if len(holding) != 1 {
		return fits
	}
	var out []int
	for _, e := range fits {
		if slices.Contains(t.r.know.Named(t.entities[e].name), holding[0]) {
			out = append(out, e)
		}
	}
	if len(out) == 1 {
		return out
	}
	return fits
}

// headNoun is the last word of a title before "of", "for" or "at".
func headNoun(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		if (w == "of" || w == "for" || w == "at" || w == "to") && i > 0 {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Trim(words[len(words)-1], ".,")
}

// givenAlone tells a given name that stands for somebody by itself. Where the
// word means something else too (Virginia, Christian), a verb of speech or a
// possessive must follow.
func (t *text) givenAlone(i int) bool {
	if !t.r.know.GivenName(t.a.Word(i)) || t.headline[t.sentence[i]] {
		return false
	}
	return !ambiguous[t.low(i)] || speaks[t.low(i+1)]
}

// nameAlone makes persons of names of one word that nothing longer explains,
// where a title, an honorific or a verb of speech shows that they are.
func (t *text) nameAlone(surnames map[string][]int) {
	alone := map[string]int{}
	for i := range t.mentions {
		m := &t.mentions[i]
		if m.entity >= 0 || m.shared {
			continue
		}
		p := t.parts(*m)
		shows := m.kind == onrecord.Person || m.last-m.first == 1 && t.givenAlone(m.first)
		if !shows {
			continue
		}
		key := p[len(p)-1]
		if _, ok := alone[key]; !ok {
			alone[key] = len(t.entities)
			t.entities = append(t.entities, entity{name: t.words(m.first, m.last), kind: onrecord.Person, surname: key})
		}
	}
	for i := range t.mentions {
		m := &t.mentions[i]
		if m.entity >= 0 || m.shared {
			continue
		}
		p := t.parts(*m)
		if e, ok := alone[p[len(p)-1]]; ok && (len(p) == 1 || m.kind == onrecord.Person) {
			m.entity, m.kind = e, onrecord.Person
		}
	}
}

// readAcronym notes the short form that brackets give after a body's name, if
// its letters are the initials: "Alliance to Mend Our Bridges (AMOB)".
func (t *text) readAcronym(m mention, byName map[string]int) {
	k := m.last + 1
	if t.low(m.last) != "(" || k+1 >= len(t.a.Tokens) || t.low(k+1) != ")" {
		return
	}
	initials := ""
	for i := m.first; i < m.last; i++ {
		if t.capital(i) {
			initials += t.low(i)[:1]
		}
	}
	key := "short " + t.low(k)
	if _, ok := byName[key]; !ok && strings.EqualFold(initials, t.a.Word(k)) && len(initials) > 1 {
		byName[key] = m.entity
	}
}

// isAcronym links a short form that the text explains.
func (t *text) isAcronym(m *mention, byName map[string]int) bool {
	e, ok := byName["short "+t.low(m.first)]
	if !ok || m.last-m.first != 1 || t.a.Word(m.first) != strings.ToUpper(t.a.Word(m.first)) {
		return false
	}
	m.entity, m.kind = e, onrecord.Organization
	return true
}
