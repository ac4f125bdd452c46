package resolve

import (
	"sort"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// tokenAt is the first token that ends after byte offset b.
func (t *text) tokenAt(b int) int {
	return sort.Search(len(t.a.Tokens), func(i int) bool { return t.a.Tokens[i].Span.End > b })
}

// where words a place for the evidence.
func (t *text) where(token int) string {
	if token < 0 || token >= len(t.sentence) {
		return ""
	}
	return " (sentence " + strconv.Itoa(t.sentence[token]+1) + ")"
}

// speaker says who made attribution i.
func (t *text) speaker(i int, found []answer) answer {
	a := &t.a.Attributions[i]
	if len(a.Source) == 0 {
		return t.carried(a, found)
	}
	first, last := t.tokenAt(a.Source[0].Start), t.tokenAt(a.Source[0].End-1)+1
	last = min(last, len(t.a.Tokens))
	if first >= last {
		return nobody
	}
	for last-1 > first && (t.low(last-1) == "," || t.low(last-1) == "'s" || t.low(last-1) == "'" || strings.HasSuffix(t.low(last-1), "self")) {
		last--
	}
	last = t.trimTime(first, last)
	t.now, t.found = i, found
	if last-first == 1 {
		if out, ok := t.pronoun(i, first, found); ok {
			return out
		}
	}
	out := t.nominal(first, last)
	if k := t.at[t.headEnd(first, last)-1]; out.rule == "" && k >= 0 && t.mentions[k].shared {
		if e, ok := t.continued(i, t.mentions[k], found); ok {
			out = answer{entity: e, rule: "alias-continued", kind: onrecord.Person,
				chain: append([]string{t.words(first, last) + t.where(first), "the speaker of the statement before"}, t.fullName(e)...)}
		}
	}
	return out
}

// continued is the namesake who made the statement before, where no other
// namesake is named between: a surname that two share says nothing alone, but
// nobody new was brought in.
func (t *text) continued(i int, m mention, found []answer) (int, bool) {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		a := &t.a.Attributions[j]
		if len(a.Source) == 0 || a.Parent >= 0 || a.Source[0].Start >= t.a.Tokens[m.first].Span.Start {
			continue
		}
		e, from := found[j].entity, t.tokenAt(a.Source[0].Start)
		if e < 0 || t.entities[e].surname != t.low(m.last-1) ||
			t.a.Sentences[t.sentence[m.first]].Paragraph-t.a.Sentences[t.sentence[from]].Paragraph > 2 {
			return -1, false
		}
		for k := from; k < m.first; k++ {
			if n := t.at[k]; n >= 0 && t.mentions[n].entity != e && (t.mentions[n].entity >= 0 && t.entities[t.mentions[n].entity].surname == t.entities[e].surname) {
				return -1, false
			}
		}
		return e, true
	}
	return -1, false
}

// carried is the speaker of a quotation without a source of its own.
func (t *text) carried(a *nlpAttribution, found []answer) answer {
	if out, ok := t.namedBelow(a); ok {
		return out
	}
	if a.Carried < 0 || a.Carried >= len(found) || found[a.Carried].rule == "" || found[a.Carried].several {
		return nobody
	}
	out := found[a.Carried]
	out.rule, out.sure = "carried", 0
	out.chain = append([]string{"no source → the statement before"}, out.chain...)
	return out
}

// namedBelow is whom the paragraph below a quotation alone says its words are
// of (rule named-below): "Those were the words of Roe", "So said Roe".
func (t *text) namedBelow(a *nlpAttribution) (answer, bool) {
	end := t.tokenAt(a.Content[len(a.Content)-1].End-1) + 1
	for end < len(t.quoted) && t.quoted[end] {
		end++
	}
	if end >= len(t.a.Tokens) || t.paragraph(end) != t.paragraph(end-1)+1 {
		return answer{}, false
	}
	first := end
	switch t.low(end) {
	case "so":
		if w := t.low(end + 1); w != "said" && w != "says" && w != "wrote" {
			return answer{}, false
		}
		first = end + 2
	case "those", "these", "that", "this", "such":
		of := -1
		for k := end + 1; k < min(end+8, len(t.a.Tokens)-1); k++ {
			if t.utterance(k) && (t.low(k+1) == "of" || t.low(k+1) == "from") {
				of = k + 1
			}
		}
		if of < 0 {
			return answer{}, false
		}
		first = of + 1
	default:
		return answer{}, false
	}
	s := t.a.Sentences[t.sentence[end]]
	for k := first; k < min(first+8, s.Last); k++ {
		if n := t.at[k]; n >= 0 && t.mentions[n].kind == onrecord.Person {
			out := t.named(t.mentions[n], first)
			if out.rule != "" {
				out.rule, out.chain = "named-below", append([]string{"no source → the paragraph below"}, out.chain...)
			}
			return out, out.rule != ""
		}
	}
	return answer{}, false
}

// utterance tells a noun for what somebody says.
func (t *text) utterance(k int) bool {
	switch t.low(k) {
	case "words", "word", "view", "views", "verdict", "message", "reaction", "comment", "comments", "assessment", "warning", "plea", "response", "testimony", "account":
		return true
	}
	return false
}

// officeThenName tells an office with the body that it is at, and then its
// holder: "the ambassador to the U.N. Ada Lovell". It is not "a spokesman for
// Ada Lovell", where no body stands before the name.
func (t *text) officeThenName(head, last int) bool {
	if head >= last || t.low(head) == "," {
		return false
	}
	if _, role := t.r.know.Role(t.low(head - 1)); !role {
		return false
	}
	k := t.at[last-1]
	if k < 0 || t.mentions[k].kind != onrecord.Person || t.mentions[k].last != last || t.mentions[k].first <= head {
		return false
	}
	body := t.at[t.mentions[k].first-1]
	return body >= 0 && t.mentions[body].first > head && (t.mentions[body].kind == onrecord.Organization || t.mentions[body].kind == onrecord.Country)
}

// nominal says who a noun phrase names.
func (t *text) nominal(first, last int) answer {
	first = t.nominalStart(first, last)
	if k := t.at[max(first-2, 0)]; t.low(first-1) == "'s" && k >= 0 && t.mentions[k].last == first-1 {
		first = t.mentions[k].first // a possessor that the tagger left out
	}
	head := t.headEnd(first, last)
	if t.officeThenName(head, last) {
		head = last
	}
	if out, ok := t.joint(first, last); ok {
		return out
	}
	// The name that ends the head part, and is not a possessor.
	if k := t.at[head-1]; k >= 0 && t.mentions[k].first >= first-4 {
		if m := t.mentions[k]; m.entity >= 0 || m.shared || !t.common(head-1) || m.last-m.first > 1 && (m.kind != onrecord.Other || t.organ(head-1)) {
			return t.named(m, first)
		}
	}
	if out, ok := t.nameAfter(first, head, last); ok {
		return out
	}
	return t.described(first, head, last)
}

// nameAfter is the name that a comma parts from a role before it: "a former aide
// to the mayor, Jane Roe,", "one of the drivers, Jane Roe".
func (t *text) nameAfter(first, head, last int) (answer, bool) {
	owned := t.low(first) == "his" || t.low(first) == "her" || t.low(first) == "their"
	if t.role(first, head) == "" && t.low(head-1) != "one" && !owned {
		return answer{}, false
	}
	for c := head; c+1 < last; c++ {
		if t.low(c) != "," {
			continue
		}
		next := c + 1
		if _, ok := t.r.know.Honorific(t.a.Word(next)); ok && next+1 < last {
			next++
		}
		for start := t.a.Tokens[next].Span.Start; next+1 < min(last, c+6) && t.at[next] < 0; next++ { // "…, Barrister Jane Roe"
			if k := t.at[next+1]; k >= 0 && t.mentions[k].title.Start != start {
				break
			}
		}
		k := t.at[next]
		if k < 0 || t.mentions[k].kind != onrecord.Person && !t.likePerson(t.mentions[k], last) {
			continue
		}
		out := t.named(t.mentions[k], first)
		if out.role == "" && (out.entity < 0 || len(t.entities[out.entity].roles) == 0) && t.low(head-1) != "one" {
			out.role = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(t.words(first, head), "the "), "a "), "The ")
		}
		return out, true
	}
	return answer{}, false
}

// likePerson tells a name of two or three words that ends a source and may be a
// person's.
func (t *text) likePerson(m mention, last int) bool {
	return m.kind == onrecord.Other && m.last == last && (m.last-m.first == 2 || m.last-m.first == 3) && !t.common(m.last-1) && !t.common(m.first)
}

// named says who a name stands for.
func (t *text) named(m mention, from int) answer {
	here := t.words(m.first, m.last) + t.where(m.first)
	if m.shared {
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here + " fits more than one person"}}
	}
	if m.entity >= 0 {
		e := t.entities[m.entity]
		out := answer{entity: m.entity, rule: "name", kind: e.kind, chain: []string{here}}
		if full, ok := t.fullest(m.entity); ok && (full.first != m.first) {
			start := t.a.Tokens[full.first].Span.Start
			if full.title.Len() > 0 {
				start = full.title.Start
			}
			text := strings.Join(strings.Fields(t.a.Text[start:t.a.Tokens[full.last-1].Span.End]), " ")
			if text != t.words(m.first, m.last) {
				out.rule = "alias"
				out.chain = append(out.chain, text+t.where(full.first))
			}
		}
		if m.rule != "" {
			out.rule = m.rule
		}
		return out
	}
	out := t.nameOnly(t.words(m.first, m.last), m)
	out.entity, out.chain = -1, append([]string{here}, out.chain...)
	out.first, out.last = m.first, m.last
	return out
}

// nameOnly says what a name without an entity is: a place, the state of a seat
// of government, a people, or somebody who is named nowhere else.
func (t *text) nameOnly(whole string, m mention) answer {
	if m.kind == onrecord.Place {
		return answer{rule: "place-name", name: whole, kind: onrecord.Place}
	}
	if c, ok := t.r.know.Capital(whole); ok {
		return answer{rule: "capital", name: c.Name, kind: onrecord.Country, chain: []string{c.Name}}
	}
	if c, ok := t.r.know.Demonym(whole); ok && !strings.HasSuffix(whole, "s") {
		return answer{rule: "plural", name: whole, kind: onrecord.Group, behalf: c.Name}
	}
	person := m.last-m.first > 1 && t.r.know.GivenName(t.a.Word(m.first))
	if _, ok := t.r.know.Demonym(whole); ok || t.isPlural(m.last-1) && !person {
		return answer{rule: "plural", name: whole, kind: onrecord.Group}
	}
	if m.last-m.first > 3 || m.last-m.first == 1 && len(whole) > 1 && whole == strings.ToUpper(whole) {
		return answer{rule: "name-long", name: whole, kind: onrecord.Organization}
	}
	return answer{rule: "name-alone", name: whole, kind: onrecord.Person}
}

// fullest is the mention that says most of an entity: with title and the
// longest name, the first of equals.
func (t *text) fullest(e int) (mention, bool) {
	if m, ok := t.fullNames[e]; ok {
		return m, true
	}
	best, score := mention{}, -1
	for _, m := range t.entities[e].mentions {
		n := m.last - m.first
		if m.title.Len() > 0 {
			n += 3
		}
		if n > score {
			best, score = m, n
		}
	}
	if score >= 0 {
		t.fullNames[e] = best
	}
	return best, score >= 0
}

// isPlural tells whether a token looks like a plural noun.
func (t *text) isPlural(i int) bool {
	w := t.low(i)
	if upper, s := strings.CutSuffix(t.a.Word(i), "s"); s && len(upper) > 1 && upper == strings.ToUpper(upper) {
		return true // MPs
	}
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is")
}

// role is the role noun that a nominal's head part ends with, or "".
func (t *text) role(first, last int) string {
	if last <= first {
		return ""
	}
	w := t.low(last - 1)
	if _, ok := t.r.know.Role(w); ok {
		return w
	}
	return ""
}

// behalf is the country that a role speaks for, or "": it begins with the
// country or its adjective, or names a body that speaks for a state.
func (t *text) behalf(role string) string {
	words := strings.Fields(role)
	for i := range words {
		for n := min(4, len(words)-i); n > 0; n-- {
			if state, ok := metonyms[strings.Join(words[i:i+n], " ")]; ok {
				return state
			}
		}
	}
	if len(words) == 0 {
		return ""
	}
	if state := t.stateOf(words[0]); state != "" {
		return state
	}
	for i, w := range words { // "spokesman for the Ethiopian foreign ministry"
		if (w == "for" || w == "of") && i > 0 && strings.HasPrefix(strings.ToLower(words[i-1]), "spokes") {
			if i+1 < len(words) && words[i+1] == "the" {
				i++
			}
			if i+1 < len(words) {
				return t.stateOf(words[i+1])
			}
		}
	}
	return ""
}

// stateOf is the state that a word names or whose people it does, or "".
func (t *text) stateOf(word string) string {
	if c, ok := t.r.know.Demonym(word); ok {
		return c.Name
	}
	if c, ok := t.r.know.Country(word); ok {
		return c.Name
	}
	return ""
}
