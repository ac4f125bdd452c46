package resolve

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// namesakes are the persons of one surname as far as the text tells them apart.
type namesakes struct {
	all  []int
	bare int    // the first mention of the surname alone outside headlines
	main int    // whose the surname alone is, or -1
	rule string // how that is known

	last  mention // who of them was named in full last
	alone bool    // has the surname stood for main since it is known?
	other bool    // has another than main been named in full?
}

// partNamesakes says whom a surname that several share stands for: the one
// whose title's pronoun it has ("Mrs. Roe"); the one whose relatives the others
// are introduced as; or the one who was named in full before the surname first
// stood alone, when no other had been. Where nothing tells, it stays shared.
func (t *text) partNamesakes(surnames map[string][]int) {
	families := map[string]*namesakes{}
	full := map[int]int{} // the first mention of an entity with its given name
	for k, m := range t.mentions {
		p := t.parts(m)
		last := p[len(p)-1]
		switch {
		case t.headline[t.sentence[m.first]]:
		case m.entity >= 0 && len(p) > 1:
			if _, ok := full[m.entity]; !ok {
				full[m.entity] = k
			}
		case m.shared && families[last] == nil && len(surnames[last]) > 1 && len(surnames[last]) <= manyFit:
			families[last] = &namesakes{all: surnames[last], bare: k, main: -1}
		}
	}
	if len(families) == 0 {
		return
	}
	kin, pronouns := t.relatives()
	for _, f := range families {
		f.tell(full, kin)
	}
	for k := range t.mentions {
		m := &t.mentions[k]
		p := t.parts(*m)
		if f := families[p[len(p)-1]]; f != nil {
			t.partNamesake(m, f, pronouns, len(p) > 1)
		}
	}
}

// partNamesake parts one mention. The surname alone is not the main bearer's
// where another was named just before it, unless it had stood for him already.
func (t *text) partNamesake(m *mention, f *namesakes, pronouns map[int]string, inFull bool) {
	told, ok := byPronoun(f.all, pronouns, m.honorific)
	switch {
	case !m.shared && inFull && m.entity >= 0:
		f.last = *m
		f.other = f.other || m.entity != f.main
	case !m.shared:
	case f.main >= 0 && f.last.last > 0 && !f.other:
		m.entity, m.shared, m.rule, f.alone = f.main, false, f.rule, true
		if m.honorific != "" {
			pronouns[f.main] = m.honorific
		}
	case ok:
		m.entity, m.shared, m.rule = told, false, "namesake-title"
	case f.main >= 0 && f.mayBe(m.honorific, pronouns):
		other := f.last.last > 0 && f.last.entity != f.main && t.paragraph(m.first)-t.paragraph(f.last.first) <= 1
		if other && !f.alone && m.honorific == "" {
			return
		}
		m.entity, m.shared, m.rule, f.alone = f.main, false, f.rule, true
	}
}

// mayBe tells whether a title's pronoun allows the main bearer: it is his, or
// none is known of him and it is no other namesake's.
func (f *namesakes) mayBe(pronoun string, pronouns map[int]string) bool {
	if told := pronouns[f.main]; pronoun == "" || told != "" {
		return pronoun == "" || told == pronoun
	}
	return !slices.ContainsFunc(f.all, func(e int) bool { return pronouns[e] == pronoun })
}

// tell finds the one whose the surname alone is. The two ways must not
// contradict each other.
func (f *namesakes) tell(full map[int]int, kin map[int]bool) {
	head, heads := -1, 0
	first, firsts := -1, 0
	for _, e := range f.all {
		if !kin[e] {
			head = e
			heads++
		}
		if k, ok := full[e]; ok && k < f.bare {
			first = e
			firsts++
		}
	}
	switch {
	case heads == 1 && (firsts != 1 || first == head):
		f.main, f.rule = head, "namesake-kin"
	case firsts == 1 && heads != 1:
		f.main, f.rule = first, "namesake-first"
	}
}

// byPronoun is the only namesake whose titles do not tell against a pronoun.
func byPronoun(all []int, pronouns map[int]string, pronoun string) (int, bool) {
	if pronoun == "" {
		return -1, false
	}
	fits, n := -1, 0
	for _, e := range all {
		if told := pronouns[e]; told == pronoun || told == "" {
			fits = e
			n++
		}
	}
	return fits, n == 1
}

// relatives tells who is introduced as somebody's relative, and the pronoun
// that titles and role words tell of each person.
func (t *text) relatives() (map[int]bool, map[int]string) {
	kin, pronouns := map[int]bool{}, map[int]string{}
	for _, m := range t.mentions {
		if m.entity < 0 || m.kind != onrecord.Person {
			continue
		}
		if m.honorific != "" {
			pronouns[m.entity] = m.honorific
		}
		before := t.low(m.first - 1)
		if before == "," {
			before = t.low(m.first - 2)
		}
		kin[m.entity] = kin[m.entity] || relations[before]
		said := []string{before}
		for _, read := range []func(mention) (onrecord.Span, bool){t.apposition, t.description} {
			s, ok := read(m)
			if !ok {
				continue
			}
			words := headWords(s.In(t.a.Text))
			said = append(said, words...)
			kin[m.entity] = kin[m.entity] || !noKin(s.In(t.a.Text)) && slices.ContainsFunc(words, func(w string) bool { return relations[w] })
		}
		for _, w := range said {
			if pronoun, _ := t.r.know.Role(w); pronoun != "" {
				pronouns[m.entity] = pronoun
			}
		}
	}
	return kin, pronouns
}

// noKin tells "mother of three": nobody's mother who is named.
func noKin(description string) bool {
	words := roleWords(description)
	for i := range words {
		if words[i] == "of" && i+1 < len(words) && plain[words[i+1]] && !determiners[words[i+1]] {
			return true
		}
	}
	return false
}
