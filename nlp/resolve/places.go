package resolve

import (
	"github.com/onrecord/onrecord"
)

// placeDescribed finds the state or country that "the state" stands for: the
// one named last in its sentence, or the only one in the paragraphs before.
func (t *text) placeDescribed(d *description) (answer, bool) {
	if d.determiner != "the" || !d.bare() || d.head != d.last || d.noun != "state" && d.noun != "country" && d.noun != "nation" {
		return answer{}, false
	}
	kind := onrecord.Place
	if d.noun != "state" {
		kind = onrecord.Country
	}
	paragraph, found := t.paragraph(d.first), ""
	here := t.sentence[d.first]
	var where mention
	near := t.mentionsBefore(d.first)
	for k := near - 1; k >= max(0, near-manyFit); k-- {
		m := t.mentions[k]
		if paragraph-t.paragraph(m.first) > 3 {
			break
		}
		name, ok := t.placeName(m, kind)
		switch {
		case !ok || name == found:
		case t.sentence[m.first] == here && found == "":
			return t.place(d, m, name, kind), true
		case found != "":
			return answer{}, false
		default:
			found, where = name, m
		}
	}
	if found == "" {
		return answer{}, false
	}
	return t.place(d, where, found, kind), true
}

// place is an answer that names a state or country.
func (t *text) place(d *description, m mention, name string, kind onrecord.EntityKind) answer {
	return answer{entity: m.entity, rule: "place", name: name, kind: kind, chain: []string{d.here, t.words(m.first, m.last) + t.where(m.first)}}
}

// placeName is the state or country that a mention names.
func (t *text) placeName(m mention, kind onrecord.EntityKind) (string, bool) {
	if kind == onrecord.Country {
		if m.kind != onrecord.Country || m.entity < 0 {
			return "", false
		}
		return t.entities[m.entity].name, true
	}
	name := t.words(m.first, m.last)
	return name, m.kind == onrecord.Place && states[name]
}
