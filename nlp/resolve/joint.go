package resolve

import (
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// mentionsBefore is the number of mentions before a token. Mentions stand in
// order of the text.
func (t *text) mentionsBefore(token int) int {
	return sort.Search(len(t.mentions), func(i int) bool { return t.mentions[i].first >= token })
}

// joined are the mentions of a list "A, B and C" that ends with mention k, in
// order; what commas set apart after a name is passed over ("A, of X, and B").
// There are at least two, or none.
func (t *text) joined(k int) []int {
	list := []int{k}
	for len(list) < 6 {
		m := t.mentions[list[0]]
		before := t.mentionStart(m) - 1
		for back := 0; back < 3 && before > 0 && t.a.Tokens[before].Kind == nlp.Word && t.at[before] < 0 && !plain[t.low(before)] && !stops[t.low(before)] && !inner[t.low(before)]; back++ {
			before-- // "Roe and co-host Poe"
		}
		word := t.low(before)
		if len(list) == 1 && word != "and" || len(list) > 1 && word != "," {
			break
		}
		if word == "and" && t.low(before-1) == "," {
			before--
		}
		left, ok := t.leftOf(before, m)
		if !ok {
			break
		}
		list = append([]int{left}, list...)
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// leftOf is the mention of another that ends at a token, or before the
// apposition of at most eight words that ends there.
func (t *text) leftOf(end int, m mention) (int, bool) {
	other := func(k int) bool {
		n := t.mentions[k]
		return !n.shared && n.first != m.first && (n.entity < 0 || n.entity != m.entity)
	}
	if end < 1 {
		return 0, false
	}
	k := t.at[end-1]
	if k >= 0 && other(k) && (t.low(end) != "," || m.kind != onrecord.Person || t.mentions[k].kind == onrecord.Person) {
		return k, true
	}
	if t.low(end) != "," || m.kind != onrecord.Person {
		return 0, false
	}
	for i := end - 1; i > 0 && i >= end-8 && !stops[t.low(i)]; i-- {
		if t.low(i) == "," {
			k := t.at[i-1]
			return max(k, 0), k >= 0 && t.mentions[k].kind == onrecord.Person && other(k) && t.low(i+1) != "who" && t.low(i+1) != "whose"
		}
	}
	return 0, false
}

// mentionStart is the token that a mention starts at, with its title.
func (t *text) mentionStart(m mention) int {
	if m.title.Len() > 0 {
		return t.tokenAt(m.title.Start)
	}
	if _, ok := t.r.know.Honorific(t.low(m.first - 1)); ok && m.first > 0 {
		return m.first - 1
	}
	if t.low(m.first-1) == "the" {
		return m.first - 1
	}
	return m.first
}

// together is an answer for several who speak as one; not so where one of them
// is unknown.
func (t *text) together(list []int, rule, here string) (answer, bool) {
	out := answer{entity: -1, rule: rule, several: true, chain: []string{here}}
	names := make([]string, len(list))
	for i, k := range list {
		a := t.named(t.mentions[k], t.mentions[k].first)
		if names[i] = a.name; a.entity >= 0 {
			names[i] = t.entities[a.entity].name
		}
		if a.rule == "" {
			return answer{}, false
		}
		if out.kind == "" || out.kind == a.kind {
			out.kind = a.kind
		} else {
			out.kind = onrecord.Group
		}
	}
	last := len(names) - 1
	out.name = strings.Join(names[:last], ", ") + " and " + names[last]
	return out, true
}

// two finds the joint that "the senators" and "the two countries" stand for:
// the one named together last within three paragraphs, or the only two
// countries named so far.
func (t *text) two(d *description) (answer, bool) {
	noun := strings.TrimSuffix(d.noun, "s")
	if noun == "countrie" {
		noun = "country"
	}
	two := t.low(d.start) == "two" || t.low(d.start) == "both"
	_, role := t.r.know.Role(noun)
	people := two && (noun == "two" || noun == "men" || noun == "women" || noun == "leader") || role && t.isPlural(d.head-1)
	countries := two && (noun == "country" || noun == "nation" || noun == "government" || noun == "side")
	if d.determiner != "the" || d.head != d.last || d.head-d.start > 2 || d.head-d.start == 2 && !two || !people && !countries {
		return answer{}, false
	}
	kind := onrecord.Person
	if countries {
		kind = onrecord.Country
	}
	paragraph, near := t.paragraph(d.first), t.mentionsBefore(d.first)
	for k := near - 1; k >= max(0, near-manyFit); k-- {
		m := t.mentions[k]
		back := paragraph - t.paragraph(m.first)
		if countries && back > 3 && !t.onlyTwo(d.first) || people && back > 8 || two && people && back > 3 {
			break
		}
		list := t.joined(k)
		if m.kind != kind || len(list) < 2 || t.mentions[list[0]].kind != kind {
			continue
		}
		if role && noun != "leader" && !t.allFit(list, noun) {
			continue
		}
		if two && len(list) != 2 {
			return answer{}, false
		}
		out, ok := t.together(list, "two", d.here)
		first, last := t.mentions[list[0]], t.mentions[list[len(list)-1]]
		out.chain = append(out.chain, t.words(first.first, last.last)+t.where(first.first))
		return out, ok
	}
	return answer{}, false
}

// allFit tells whether all of a list have a role that a noun fits, or the
// title before the first is its plural.
func (t *text) allFit(list []int, noun string) bool {
	if title := t.mentions[list[0]].title; title.Len() > 0 {
		for _, w := range headWords(title.In(t.a.Text)) {
			if w == noun+"s" || w == noun {
				return true
			}
		}
	}
	for _, k := range list {
		e := t.mentions[k].entity
		if e < 0 || !slices.ContainsFunc(t.entities[e].roles, func(r onrecord.Role) bool { return holds(headWords(r.Title), noun) }) {
			return false
		}
	}
	return true
}

// onlyTwo tells whether two countries were named before a token, no more.
func (t *text) onlyTwo(token int) bool {
	n := 0
	for _, e := range t.countries {
		if n == 3 || t.entities[e].mentions[0].first >= token {
			break
		}
		n++
	}
	return n == 2
}

// joint is "A and B", "A, B and C", "A, of X, and B", "such as A and B", and
// "A and other residents".
func (t *text) joint(first, last int) (answer, bool) {
	here := t.words(first, last) + t.where(first)
	near := t.mentionsBefore(last)
	for k := near - 1; k >= max(0, near-manyFit) && t.mentions[k].first >= first; k-- {
		list := t.joined(k)
		if len(list) < 2 || t.mentions[list[0]].first < first {
			continue
		}
		if end := t.mentions[k].last; end < last && t.a.Tokens[end].Kind == nlp.Word && t.low(end) != "who" {
			return answer{}, false
		}
		if start := t.mentionStart(t.mentions[list[0]]); start > first && t.low(first) != "both" && (t.low(start-1) != "as" || t.low(start-2) != "such") {
			return answer{}, false
		}
		return t.together(list, "joint", here)
	}
	return t.jointWithOthers(first, last)
}

// jointWithOthers is "A and other residents", "A and her campaign".
func (t *text) jointWithOthers(first, last int) (answer, bool) {
	for i := first + 1; i+1 < min(last, first+12); i++ {
		if t.low(i) != "and" || t.at[i] >= 0 {
			continue
		}
		k := t.at[i-1]
		if k < 0 || t.mentionStart(t.mentions[k]) > first {
			return answer{}, false
		}
		switch t.low(i + 1) {
		case "other", "others", "his", "her", "its", "their":
		default:
			return answer{}, false
		}
		a := t.named(t.mentions[k], first)
		if a.entity >= 0 {
			a.name = t.entities[a.entity].name
		}
		if a.rule == "" {
			return answer{}, false
		}
		if end := t.phraseEnd(i+1, t.headEnd(i+1, last), last); end+1 < last && t.low(end) == "," { // "Roe and her deputy, Poe,"
			if n := t.at[end+1]; n >= 0 && t.mentions[n].kind == onrecord.Person {
				return t.together([]int{k, n}, "joint", t.words(first, last)+t.where(first))
			}
		}
		return answer{entity: -1, rule: "joint-others", several: true, name: a.name + " and " + t.words(i+1, t.phraseEnd(i+1, t.headEnd(i+1, last), last)),
			kind: onrecord.Group, chain: []string{t.words(first, last) + t.where(first)}}, true
	}
	return answer{}, false
}
