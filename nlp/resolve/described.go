package resolve

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// described says who a description without a name stands for: somebody or
// something named elsewhere, where one alone fits, or else what kind of source
// it is.
func (t *text) described(first, head, last int) answer {
	d := t.describe(first, head, last)
	out := t.meant(&d)
	out.first, out.last, out.described = d.first, max(d.head, t.phraseEnd(d.start, d.head, d.last)), true
	return out
}

// meant says who or what a description stands for.
func (t *text) meant(d *description) answer {
	if d.head+1 < d.last && t.low(d.head) == "of" {
		switch t.low(d.head + 1) {
		case "whom", "which", "whose", "them", "us", "you", "these", "those":
			return t.partOfThem(d)
		}
	}
	if out, ok := t.part(d); ok {
		return out
	}
	if t.role(d.first, d.head) != "" {
		return t.somebody(d)
	}
	if out, ok := t.calledSo(d); ok {
		return out
	}
	if out, ok := t.two(d); ok {
		return out
	}
	if out, ok := t.placeDescribed(d); ok {
		return out
	}
	return t.something(d)
}

// somebody says who a description with a role noun stands for.
func (t *text) somebody(d *description) answer {
	if e, rule := t.personDescribed(d); e >= 0 {
		return answer{entity: e, rule: rule, kind: onrecord.Person, chain: append([]string{d.here}, t.fullName(e)...)}
	}
	if e, ok := t.byAge(d); ok {
		return answer{entity: e, rule: "age", kind: onrecord.Person, chain: append([]string{d.here}, t.fullName(e)...)}
	}
	if out, ok := t.holderHere(d); ok {
		return out
	}
	if out, ok := t.holder(d); ok {
		return out
	}
	out := answer{entity: -1, rule: "unnamed", name: d.name, kind: onrecord.Unnamed, chain: []string{d.here}}
	if owner := t.ownerOf(d); owner >= 0 {
		if !relations[d.noun] {
			out.behalf = t.entities[owner].name
		}
		if d.owner < 0 {
			out.name = t.entities[owner].name + "'s " + d.name
			out.chain = append(out.chain, t.fullName(owner)...)
		}
	} else if d.owner >= 0 && !relations[d.noun] {
		out.behalf = t.words(d.start, d.owner+1)
	}
	if out.behalf == "" {
		out.behalf = t.behalf(d.name)
	}
	return out
}

// byAge finds the person of "the 34-year-old mother of three": nobody is
// introduced so, it is said of whom the text is speaking.
func (t *text) byAge(d *description) (int, bool) {
	if d.determiner != "the" || !strings.HasSuffix(t.low(d.start), "-year-old") {
		return -1, false
	}
	e := t.thirdPerson(d.first).entity
	return e, e >= 0
}

// something says which body or document a description stands for, and else
// what kind of source it is.
func (t *text) something(d *description) answer {
	kind, ok := t.r.know.Noun(d.noun)
	if !ok {
		kind, ok = t.r.know.Noun(strings.TrimSuffix(d.noun, "s"))
		if ok && kind != onrecord.Document && t.isPlural(d.head-1) {
			kind = onrecord.Group
		}
	}
	var out answer
	found := false
	switch {
	case kind == onrecord.Organization:
		out, found = t.bodyDescribed(d)
	case kind == onrecord.Document:
		out, found = t.documentDescribed(d)
	}
	switch {
	case found:
		return out
	case ok:
		return answer{entity: -1, rule: "noun-" + string(kind), name: d.name, kind: kind, chain: []string{d.here}}
	case t.isPlural(d.head - 1):
		return answer{entity: -1, rule: "plural", name: d.name, kind: onrecord.Group, chain: []string{d.here}}
	case d.determiner == "" || d.definite() && places[d.noun] || plain[d.noun] || stops[d.noun] || t.a.Tokens[d.head-1].Kind != nlp.Word:
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{d.here}}
	case t.low(d.head) == "who" || t.low(d.head) == "whose" || t.low(d.head) == "," && t.low(d.head+1) == "who":
		return answer{entity: -1, rule: "unnamed", name: d.name, kind: onrecord.Unnamed, behalf: t.behalf(d.name), chain: []string{d.here}}
	}
	return answer{entity: -1, rule: "noun-other", name: d.name, kind: onrecord.Other, chain: []string{d.here}}
}

// places are nouns that stand for a place named before: what "the city" says,
// says some city.
var places = map[string]bool{"city": true, "town": true, "village": true, "county": true, "state": true, "country": true, "nation": true,
	"district": true, "region": true, "province": true, "island": true, "area": true}

// calledSo is "The program, called Bright Start".
func (t *text) calledSo(d *description) (answer, bool) {
	k := d.head
	if d.determiner != "the" || !d.bare() || t.low(k) != "," {
		return answer{}, false
	}
	switch k++; t.low(k) {
	case "called", "named", "dubbed":
	case "known":
		if k++; t.low(k) != "as" {
			return answer{}, false
		}
	default:
		return answer{}, false
	}
	if t.low(k+1) == "the" {
		k++
	}
	if k+1 >= len(t.a.Tokens) || t.at[k+1] < 0 {
		return answer{}, false
	}
	m := t.mentions[t.at[k+1]]
	name, kind := t.words(m.first, m.last), onrecord.Other
	if !strings.HasSuffix(strings.ToLower(name), d.noun) {
		name += " " + d.noun
	}
	if known, ok := t.r.know.Noun(d.noun); ok {
		kind = known
	}
	return answer{entity: -1, rule: "called", name: name, kind: kind, chain: []string{d.here, t.words(m.first, m.last) + t.where(m.first)}}, true
}

// fullName is the fullest mention of an entity, as evidence.
func (t *text) fullName(e int) []string {
	m, ok := t.fullest(e)
	if !ok {
		return nil
	}
	start := t.a.Tokens[m.first].Span.Start
	if m.title.Len() > 0 {
		start = m.title.Start
	}
	return []string{strings.Join(strings.Fields(t.a.Text[start:t.a.Tokens[m.last-1].Span.End]), " ") + t.where(m.first)}
}

// partOfThem is "many of whom": a part of the several named just before. Of
// "them" and "us" nobody can tell.
func (t *text) partOfThem(d *description) answer {
	unknown := answer{entity: -1, kind: onrecord.Unknown, chain: []string{d.here}}
	s, end := t.a.Sentences[t.sentence[d.first]], d.first-1
	if w := t.low(d.head + 1); w != "whom" && w != "which" || t.low(end) != "," || !t.isPlural(end-1) {
		return unknown
	}
	first := end
	for k := end - 1; k >= s.First && end-k <= 10; k-- {
		if w := t.low(k); w != "of" && w != "/" && (plain[w] || stops[w] || t.a.Tokens[k].Kind == nlp.Punct || strings.HasSuffix(w, "ed") && t.common(k-1)) {
			break
		}
		first = k
	}
	return answer{entity: -1, rule: "part", name: t.words(d.first, d.head) + " " + t.words(first, end), kind: onrecord.Group,
		chain: []string{d.here, t.words(first, end) + t.where(first)}}
}

// part is "one of the doctors" and "a number of members": a part of a group,
// named by the whole phrase.
func (t *text) part(d *description) (answer, bool) {
	if d.head >= d.last || t.low(d.head) != "of" {
		return answer{}, false
	}
	plural := t.isPlural(t.headEnd(d.head, d.last) - 1)
	switch d.noun {
	case "one":
		if end := t.low(t.headEnd(d.head, d.last) - 1); !plural && end != "them" && end != "us" {
			return answer{}, false
		}
		return answer{entity: -1, rule: "part", name: t.words(d.first, t.phraseEnd(d.first, d.head, d.last)), kind: onrecord.Unnamed, chain: []string{d.here}}, true
	case "number", "group", "groups", "lot", "trio", "pair", "handful", "couple", "dozens", "hundreds", "thousands", "majority", "half", "many",
		"most", "some", "several", "none", "few", "all", "both":
	default:
		return answer{}, false
	}
	if end := t.headEnd(d.head, d.last); d.noun != "many" && d.noun != "most" && d.noun != "some" && !plural && t.low(end-1) != "people" {
		return answer{}, false
	}
	return answer{entity: -1, rule: "part", name: d.name, kind: onrecord.Group, chain: []string{d.here}}, true
}
