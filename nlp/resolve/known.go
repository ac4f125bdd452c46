package resolve

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
)

// link ties the article's entities to entries of the directory. A person is
// linked by a full name that one entry alone bears, or by a surname with the
// office that it held on the article's day (rule office-and-surname): never by
// a surname alone. A legislator's full name needs the office too, for these are
// many and their names common. What the directory says of the person helps:
// the full name, the office of the day, the pronoun.
func (t *text) link() {
	titles := t.titlesOf()
	t.linked = map[*knowledge.Entry]int{}
	defer t.indexLinked()
	for i := range t.entities {
		e := &t.entities[i]
		switch {
		case len(e.mentions) == 0:
		case e.kind == onrecord.Person && len(strings.Fields(e.name)) > 1:
			e.entry = t.namesake(e, titles[i])
		case e.kind == onrecord.Person:
			if e.entry = t.holding(e, titles[i]); e.entry != nil {
				e.name = e.entry.Name
				e.told = "directory: " + e.entry.Name + t.office(e.entry)
			}
		case e.kind == onrecord.Country || e.kind == onrecord.Place:
			if found := t.r.know.Named(e.name); len(found) == 1 && found[0].Kind == e.kind {
				e.entry = found[0]
			}
		default:
			e.entry = t.bodyKnown(e.name)
		}
	}
}

// indexLinked notes the first entity of each entry, and which are persons who
// held an office.
func (t *text) indexLinked() {
	for i, e := range t.entities {
		if e.entry == nil {
			continue
		}
		if _, ok := t.linked[e.entry]; ok {
			continue
		}
		t.linked[e.entry] = i
		if e.kind == onrecord.Person && len(e.entry.Tenures) > 0 {
			t.holders = append(t.holders, i)
		}
	}
}

// titlesOf are the titles that each person bears: before the name, or after it.
func (t *text) titlesOf() [][]string {
	out := make([][]string, len(t.entities))
	for i, e := range t.entities {
		if e.kind != onrecord.Person {
			continue
		}
		for _, role := range e.roles {
			out[i] = append(out[i], role.Title)
		}
		for _, m := range e.mentions {
			if m.last+1 < len(t.a.Tokens) && t.low(m.last) == "(" && partyState(t.a.Word(m.last+1)) {
				out[i] = append(out[i], "Sen.", "Rep.")
			}
		}
	}
	return out
}

// partyState tells "R-Tenn." and "D-Calif.", as American legislators bear it.
func partyState(w string) bool {
	return len(w) > 3 && strings.ContainsRune("RDI", rune(w[0])) && (w[1] == '-' || strings.HasPrefix(w[1:], "–"))
}

// namesake is the one entry with a person's full name, or nil.
func (t *text) namesake(e *entity, titles []string) *knowledge.Entry {
	var found []*knowledge.Entry
	for _, k := range t.r.know.Named(e.name) {
		if k.Kind == onrecord.Person && (!common(k) || t.heldBy(k, e.surname, titles)) {
			found = append(found, k)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(k *knowledge.Entry) bool { return !t.heldBy(k, e.surname, titles) })
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// common tells an entry whose every office is one that hundreds hold.
func common(k *knowledge.Entry) bool {
	for _, tenure := range k.Tenures {
		many := slices.ContainsFunc(tenure.Short, func(s string) bool {
			s = strings.ToLower(s)
			return s == "senator" || s == "representative" || s == "congressman" || s == "congresswoman" || s == "member of parliament"
		})
		if !many {
			return false
		}
	}
	return len(k.Tenures) > 0
}

// heldBy tells whether an entry held one of the titles, at any time: a former
// senator is still called one.
func (t *text) heldBy(k *knowledge.Entry, surname string, titles []string) bool {
	for _, title := range titles {
		if slices.Contains(t.r.know.Holding(surname, former(title), "", ""), k) {
			return true
		}
	}
	return false
}

// former is a title without the word that says that it is no longer held.
func former(title string) string {
	for _, w := range []string{"former ", "Former ", "ex-", "Ex-", "then-", "Then-"} {
		title = strings.TrimPrefix(title, w)
	}
	return title
}

// holding is the one entry with a surname that held the title before it on the
// article's day; where the article has no day, at any time. Or nil.
func (t *text) holding(e *entity, titles []string) *knowledge.Entry {
	var found *knowledge.Entry
	for _, title := range titles {
		day := t.day
		if former(title) != title {
			day = ""
		}
		for _, k := range t.r.know.Holding(e.surname, former(title), "", day) {
			if found != nil && found != k {
				return nil
			}
			found = k
		}
	}
	return found
}

// office says in words what an entry was on the article's day.
func (t *text) office(k *knowledge.Entry) string {
	if tenure := t.tenure(k); tenure != nil {
		return ", " + tenure.Title
	}
	return ""
}

// tenure is the first office that an entry held on the article's day, or nil.
func (t *text) tenure(k *knowledge.Entry) *knowledge.Tenure {
	for i := range k.Tenures {
		if k.Tenures[i].Covers(t.day) {
			return &k.Tenures[i]
		}
	}
	return nil
}

// holder is who held the office of a country that a description names on the
// article's day (rule holder): "the Russian president". Only where one alone did.
func (t *text) holder(d *description) (answer, bool) {
	if t.day == "" || d.owner >= 0 || d.determiner != "the" && d.determiner != "" || d.head != d.last || d.bare() {
		return answer{}, false
	}
	title := t.words(d.start, d.head)
	if former(title) != title || !t.countryIn(d.start, d.head) {
		return answer{}, false
	}
	found := t.r.know.Holder(title, "", t.day)
	if len(found) != 1 {
		return answer{}, false
	}
	k := found[0]
	if i, ok := t.linked[k]; ok {
		return answer{entity: i, rule: "holder", kind: onrecord.Person, chain: []string{d.here, "directory: " + k.Name + t.office(k)}}, true
	}
	return answer{entity: -1, rule: "holder", name: k.Name, kind: onrecord.Person, role: t.words(d.start, d.head), entry: k,
		chain: []string{d.here, "directory: " + k.Name + t.office(k)}}, true
}

// holderHere is the one person of the article who, by the directory, held the
// office that a description names on the article's day (rule role-known): "the
// Prime Minister". Without a day, only an office of two words is told, and only
// where one person of the article ever held it.
func (t *text) holderHere(d *description) (answer, bool) {
	if manyHold[d.noun] || d.owner >= 0 || d.head != d.last || d.determiner != "the" && (d.determiner != "" || !t.capital(d.head-1)) || t.day == "" && d.bare() {
		return answer{}, false
	}
	title := t.words(d.start, d.head)
	if former(title) != title {
		return answer{}, false
	}
	found := -1
	for _, i := range t.holders {
		e := t.entities[i]
		words := strings.Fields(e.entry.Name)
		if !slices.Contains(t.r.know.Holding(words[len(words)-1], title, "", t.day), e.entry) {
			continue
		}
		if found >= 0 {
			return answer{}, false
		}
		found = i
	}
	if found < 0 {
		return answer{}, false
	}
	e := t.entities[found]
	return answer{entity: found, rule: "role-known", kind: onrecord.Person,
		chain: append([]string{d.here}, append(t.fullName(found), "directory: "+e.entry.Name+t.office(e.entry))...)}, true
}

// manyHold are what several are at a time, so that it tells nobody.
var manyHold = set("candidate nominee contender hopeful senator representative congressman congresswoman lawmaker legislator mp member judge justice")

// countryIn tells whether a token of a phrase names a country or its people.
func (t *text) countryIn(first, last int) bool {
	for i := first; i < last; i++ {
		w := t.a.Word(i)
		if _, ok := t.r.know.Demonym(w); ok {
			return true
		}
		if _, ok := t.r.know.Country(w); ok {
			return true
		}
	}
	return false
}

// key is what an entity is called in every article: its entry's ID, or its kind
// and name.
func (e *entity) key() string {
	if e.entry != nil {
		return e.entry.ID
	}
	var b strings.Builder
	b.WriteString(string(e.kind) + ":")
	dash := false
	for _, r := range strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(e.name, "the "), "The ")) {
		switch {
		case r == '.' || r == '\'' || r == '’':
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f:
			if dash && b.Len() > len(e.kind)+1 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		default:
			dash = true
		}
	}
	return b.String()
}

// bodyKnown is the one entry of the directory that bears a name and is no
// person, or nil.
func (t *text) bodyKnown(name string) *knowledge.Entry {
	found := t.r.know.Named(name)
	if len(found) == 1 && (found[0].Kind == onrecord.Organization || found[0].Kind == onrecord.Group) {
		return found[0]
	}
	return nil
}

// countriesNamed are the countries, by code, that the article names or whose
// people it does.
func (t *text) countriesNamed() map[string]bool {
	out := map[string]bool{}
	for _, m := range t.mentions {
		name := t.words(m.first, m.last)
		if c, ok := t.r.know.Country(name); ok {
			out[c.Code] = true
		}
		if c, ok := t.r.know.Demonym(name); ok {
			out[c.Code] = true
		}
	}
	return out
}

// seatSpeaks tells whether the name of a capital stands for its government
// where it is mentioned: as a subject, in an article that names the country too.
func (t *text) seatSpeaks(m mention) (knowledge.Country, bool) {
	c, organisation, ok := t.r.know.Seat(t.words(m.first, m.last))
	if !ok || organisation || m.last >= len(t.a.Tokens) || t.sentence[m.last] != t.sentence[m.first] {
		return c, false
	}
	if m.first > 0 && t.sentence[m.first-1] == t.sentence[m.first] && (prepositions[t.low(m.first-1)] || t.capital(m.first-1) && !t.plain(m.first-1)) {
		return c, false
	}
	next := t.low(m.last)
	finite := auxiliaries[next] || speaks[next] ||
		strings.HasSuffix(next, "s") && len(next) > 3 && m.last+1 < len(t.a.Tokens) && determining[t.low(m.last+1)]
	return c, finite
}

var auxiliaries = set("is was has had will would can could may might must should does did wants wanted insists insisted denies denied")
var determining = set("the a an its his her their to that it this no any all")
