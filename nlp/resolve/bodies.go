package resolve

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// bodyDescribed finds the body that a description stands for: the campaign of
// somebody; a body named before, where one alone fits ("the agency"); in a
// headline or lead, one that is named further below ("A House panel").
func (t *text) bodyDescribed(d *description) (answer, bool) {
	if out, ok := t.campaign(d); ok {
		return out, true
	}
	nouns := bodies[d.noun]
	if len(nouns) == 0 {
		nouns = []string{d.noun}
	}
	if (d.determiner == "the" || d.determiner == "this" || d.determiner == "that") && d.owner < 0 {
		if th, ok := t.thingBefore(d, nouns); ok {
			return t.thingAnswer(d, th, "body"), true
		}
	}
	if t.paragraph(d.first) <= 2 && d.owner < 0 {
		th, ok := t.bodyAhead(d, nouns)
		if next, in := t.inLead(d); !ok && in {
			th, ok = t.bodyAhead(&next, nouns)
		}
		if ok {
			return t.thingAnswer(d, th, "body-ahead"), true
		}
	}
	return answer{}, false
}

// campaign names a campaign or administration by its head: "her campaign",
// "Roe's campaign" and "the campaign" are the "Roe campaign".
func (t *text) campaign(d *description) (answer, bool) {
	if d.noun != "campaign" && d.noun != "administration" {
		return answer{}, false
	}
	own := func(e int, rule string) (answer, bool) {
		if t.owners == nil {
			t.owners = map[string]int{}
		}
		if before, ok := t.owners[d.noun]; ok && before != e {
			t.owners[d.noun] = -1
		} else {
			t.owners[d.noun] = e
		}
		return answer{entity: -1, rule: rule, name: t.ownName(e, d.noun), kind: onrecord.Organization, chain: append([]string{d.here}, t.fullName(e)...)}, true
	}
	if d.owner == d.head-3 || d.determiner == "his" || d.determiner == "her" || d.determiner == "their" {
		if e := t.ownerOf(d); e >= 0 {
			return own(e, "campaign")
		}
	}
	if k := t.at[max(d.head-2, 0)]; d.head-2 >= d.start && k >= 0 && t.mentions[k].kind == onrecord.Person && t.mentions[k].entity >= 0 {
		return own(t.mentions[k].entity, "campaign")
	}
	if d.determiner == "the" && d.bare() {
		if th, ok := t.thingBefore(d, []string{d.noun}); ok && th.owner >= 0 {
			return own(th.owner, "campaign-before")
		}
		if e, ok := t.owners[d.noun]; ok && e >= 0 && (len(t.called[d.noun]) == 0 || t.called[d.noun][0].token >= d.first) {
			return own(e, "campaign-before")
		}
	}
	return answer{}, false
}

// thingAnswer is a body or document as an answer.
func (t *text) thingAnswer(d *description, th thing, rule string) answer {
	kind := onrecord.Organization
	if rule == "document" {
		kind = onrecord.Document
	}
	return answer{entity: th.entity, rule: rule, name: th.name, kind: kind, chain: []string{d.here, t.words(th.first, th.head) + t.where(th.first)}}
}

// fitsThing tells whether a description says nothing of a body or document but
// what its name says, or what says little.
func (t *text) fitsThing(d *description, th thing) bool {
	name := " " + strings.ToLower(th.name) + " "
	for k := d.start; k < d.head-1; k++ {
		if w := t.low(k); !strings.Contains(name, " "+w+" ") && (!generic[w] || t.capital(k) && k > d.first) {
			return false
		}
	}
	return d.head == d.last || t.low(d.head) != "of" && t.low(d.head) != "for"
}

// bodyAhead finds the body that a headline or lead describes before it is
// named: the only one of the next paragraphs whose name has the noun and
// another word of the description.
func (t *text) bodyAhead(d *description, nouns []string) (thing, bool) {
	best, score, tie := -1, 0, false
	for _, noun := range nouns {
		looked := 0
		for _, c := range t.called[noun] {
			th := t.things[c.thing]
			if looked++; looked > manyFit || t.paragraph(c.token)-t.paragraph(d.first) > 8 {
				break
			}
			if th.entity < 0 || c.token < d.first {
				continue
			}
			n := t.sharedWords(d, th)
			switch {
			case n == 0:
			case best >= 0 && t.sameThing(best, c.thing):
			case n > score:
				best, score, tie = c.thing, n, false
			case n == score:
				// The first named is meant: leads are told in order.
				tie = tie || t.paragraph(c.token)-t.paragraph(t.things[best].first) < 3
			}
		}
	}
	if best < 0 || tie {
		return thing{}, false
	}
	return t.things[best], true
}

// inLead is the fuller description that follows a headline's in the paragraph
// after it: "Federal court …" and then "A federal appeals court …".
func (t *text) inLead(d *description) (description, bool) {
	paragraph := t.paragraph(d.first)
	if paragraph > 0 {
		return description{}, false
	}
	for i := d.head; i < len(t.a.Tokens) && t.paragraph(i) <= 1; i++ {
		if t.low(i) != d.noun || t.at[i] >= 0 || t.paragraph(i) == paragraph {
			continue
		}
		first := i
		for first > 0 && i-first < 5 && !determiners[t.low(first)] {
			first--
		}
		next := t.describe(first, i+1, i+1)
		said := " " + strings.ToLower(next.name) + " "
		for k := d.start; k < d.head; k++ {
			if !strings.Contains(said, " "+t.low(k)+" ") {
				return description{}, false
			}
		}
		return next, determiners[t.low(first)]
	}
	return description{}, false
}

// sharedWords counts the words of a description, its noun apart, that a name
// has too.
func (t *text) sharedWords(d *description, th thing) int {
	name, n := " "+strings.ToLower(th.name)+" ", 0
	for k := d.start; k < d.head-1; k++ {
		if strings.Contains(name, " "+t.low(k)+" ") {
			n++
		}
	}
	return n
}

// acronyms are the initials of the bodies that the article names in full, with
// the name; those of two bodies are left out.
func (t *text) acronyms() map[string]string {
	out := map[string]string{}
	for _, m := range t.mentions {
		if m.kind != onrecord.Organization || m.last-m.first < 2 {
			continue
		}
		var initials strings.Builder
		for i := m.first; i < m.last; i++ {
			if r := []rune(t.a.Word(i))[0]; unicode.IsUpper(r) {
				initials.WriteRune(r)
			}
		}
		key, name := initials.String(), t.words(m.first, m.last)
		if old, ok := out[key]; ok && !strings.EqualFold(old, name) {
			name = ""
		}
		if len(key) > 1 {
			out[key] = name
		}
	}
	return out
}
