package resolve

import (
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// thing is a body or document that the text describes in full: a noun with a
// name before it or a "of" and "by" after it ("a Reuters survey of voters").
type thing struct {
	first, head int // tokens, without the determiner; the noun is token head-1
	name        string
	entity      int // the entity that it is, or -1
	owner       int // the person whose it is, or -1
}

// called is a body or document at a place in the text, found by a noun.
type called struct {
	token int
	thing int // index into things
}

// readThings lists the bodies and documents of the text by the nouns that head
// their names, in order of the text.
func (t *text) readThings() {
	t.called = map[string][]called{}
	for i := 0; i < len(t.a.Tokens); i++ {
		if k := t.at[i]; k >= 0 && t.mentions[k].first == i && t.mentions[k].entity >= 0 && t.entities[t.mentions[k].entity].kind == onrecord.Organization {
			t.addBody(t.mentions[k])
			i = t.mentions[k].last - 1
			continue
		}
		kind, ok := t.r.know.Noun(t.low(i))
		if !ok || kind != onrecord.Document && kind != onrecord.Organization || t.at[i] >= 0 && t.mentions[t.at[i]].entity >= 0 {
			continue
		}
		t.addThing(i, kind)
	}
}

// addBody notes a named body under the words that head its name and the noun
// that introduces it.
func (t *text) addBody(m mention) {
	if t.belongsTo(m) {
		return
	}
	id := -1
	note := func(word string) {
		if id < 0 {
			id = len(t.things)
			t.things = append(t.things, thing{first: m.first, head: m.last, name: t.entities[m.entity].name, entity: m.entity, owner: -1})
		}
		t.called[word] = append(t.called[word], called{m.first, id})
	}
	words := strings.Fields(strings.ToLower(t.entities[m.entity].name))
	noted := map[string]bool{}
	for i, w := range words {
		if i+1 == len(words) || words[i+1] == "of" || words[i+1] == "for" || words[i+1] == "to" {
			if !noted[w] {
				note(w)
				noted[w] = true
			}
		}
	}
	if w := t.introducedAs(m); w != "" && !noted[w] {
		note(w)
	}
}

// belongsTo tells a body that only says whose part another is: "the Bureau, a
// division of the Department".
func (t *text) belongsTo(m mention) bool {
	k := m.first - 1
	if t.low(k) == "the" {
		k--
	}
	return t.low(k) == "of" && (t.low(k-2) == "a" || t.low(k-2) == "an") && (t.low(k-3) == "," || t.low(k-4) == ",")
}

// introducedAs is the noun that a body's name stands beside: "Acme, the
// company", "the nonprofit group Acme".
func (t *text) introducedAs(m mention) string {
	if t.bodyNoun(m.first - 1) {
		return t.low(m.first - 1)
	}
	return t.appositionBody(m)
}

// bodyNoun tells a noun for a body that is no part of a name.
func (t *text) bodyNoun(i int) bool {
	kind, ok := t.r.know.Noun(t.low(i))
	return ok && kind == onrecord.Organization && t.at[i] < 0 && !t.capital(i)
}

// appositionBody is the noun for a body that a comma sets after a name: "Acme,
// the company", "Acme, a division of".
func (t *text) appositionBody(m mention) string {
	if t.low(m.last) != "," {
		return ""
	}
	if w := t.low(m.last + 1); w != "a" && w != "an" && w != "the" {
		return ""
	}
	for k := m.last + 2; k < min(m.last+9, len(t.a.Tokens)) && t.a.Tokens[k].Kind == nlp.Word && (!plain[t.low(k)] || t.low(k) == "and"); k++ {
		if t.bodyNoun(k) && (t.a.Tokens[min(k+1, len(t.a.Tokens)-1)].Kind != nlp.Word || plain[t.low(k+1)]) {
			return t.low(k)
		}
	}
	return ""
}

// addThing notes the described thing whose noun is token i, if its description
// says enough to know it by.
func (t *text) addThing(i int, kind onrecord.EntityKind) {
	s := t.a.Sentences[t.sentence[i]]
	first, start, named, loose, owner := i, i, false, false, -1
	for k := i - 1; k >= s.First && i-k <= 8; k-- {
		w := t.low(k)
		mark := w == "'s" || w == "'" || w == "’"
		if t.at[k] < 0 && !mark && (t.a.Tokens[k].Kind == nlp.Punct || plain[w] || stops[w] || inner[w]) || t.quoted[k] != t.quoted[i] {
			break
		}
		if n := t.at[k]; n >= 0 {
			named, loose = true, loose || k < i-1 && t.low(k+1) != "'s" && t.low(k+1) != "'"
			if m := t.mentions[n]; m.kind == onrecord.Person && m.entity >= 0 && (k == i-1 || t.low(k+1) == "'s" && k == i-2) {
				owner = m.entity
			}
			k = t.mentions[n].first
			start = k
		}
		first = k
	}
	end := i + 1
	if w := t.low(end); kind == onrecord.Document && (w == "of" && first < i || w == "by" || w == "from") {
		maker := t.nextName(end + 1)
		named = named || w != "of" && maker > 0
		end = t.phraseEnd(first, end, min(s.Last, end+7))
		if w == "by" && maker > 0 {
			end = maker
		}
		for k := end - 1; k > i+1; k-- { // the clause's verb is no part
			if stops[t.low(k)] {
				end = k
			}
		}
	}
	if !named || loose && !determiners[t.low(first-1)] {
		return
	}
	name := t.words(start, end)
	if owner >= 0 && (t.low(i) == "campaign" || t.low(i) == "administration") {
		name = t.ownName(owner, t.low(i))
	}
	id := len(t.things)
	t.things = append(t.things, thing{first: start, head: i + 1, name: name, entity: -1, owner: owner})
	t.called[t.low(i)] = append(t.called[t.low(i)], called{i, id})
}

// nextName is where the name ends that follows at token i, "the" apart, or 0.
func (t *text) nextName(i int) int {
	if t.low(i) == "the" {
		i++
	}
	if i >= len(t.at) || t.at[i] < 0 || t.mentions[t.at[i]].entity < 0 {
		return 0
	}
	return t.mentions[t.at[i]].last
}

// fresh words tell a document's age, and are no part of its name.
var fresh = map[string]bool{"recent": true, "new": true, "latest": true, "earlier": true, "previous": true, "last": true}

// ownName names a body by its head: "Roe campaign".
func (t *text) ownName(e int, noun string) string {
	words := strings.Fields(t.entities[e].name)
	last := len(words) - 1
	for last > 0 && suffix[strings.ToLower(words[last])] {
		last--
	}
	return words[last] + " " + noun
}

// thingBefore is the one body or document that a description can stand for:
// the only one that it fits within three paragraphs, or of all before.
func (t *text) thingBefore(d *description, nouns []string) (thing, bool) {
	found, reach, tie := -1, 0, false
	token, paragraph := d.first, t.paragraph(d.first)
	for _, noun := range nouns {
		all := t.called[noun]
		n := sort.Search(len(all), func(i int) bool { return all[i].token >= token })
		for i := n - 1; i >= 0 && i >= n-manyFit; i-- {
			if !t.fitsThing(d, t.things[all[i].thing]) {
				continue
			}
			back := paragraph - t.paragraph(all[i].token)
			switch {
			case found >= 0 && t.sameThing(found, all[i].thing):
				reach = min(reach, back)
				if len(t.things[all[i].thing].name) > len(t.things[found].name) {
					found = all[i].thing
				}
				continue
			case found < 0:
				found, reach = all[i].thing, back
				continue
			case reach <= 3 && back > 3 || reach <= 1 && back >= reach+2:
			case back <= 3 && reach > 3 || back <= 1 && reach >= back+2:
				found, reach, tie = all[i].thing, back, false
				continue
			default:
				tie = true
			}
			break
		}
	}
	if found < 0 || tie {
		return thing{}, false
	}
	return t.things[found], true
}

// sameThing tells two descriptions of one thing: the shorter name ends the
// longer one ("the Herald article", "a Morning Herald article").
func (t *text) sameThing(a, b int) bool {
	x, y := t.things[a], t.things[b]
	if x.entity >= 0 || y.entity >= 0 {
		return x.entity == y.entity
	}
	if x.owner >= 0 && x.owner == y.owner {
		return true
	}
	if len(x.name) < len(y.name) {
		x, y = y, x
	}
	return strings.EqualFold(x.name, y.name) || strings.HasSuffix(strings.ToLower(x.name), " "+strings.ToLower(y.name))
}
