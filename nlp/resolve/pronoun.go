package resolve

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

type nlpAttribution = nlp.Attribution

// pronoun says who a source of one pronoun stands for; ok is false where the
// token is none.
func (t *text) pronoun(i, token int, found []answer) (answer, bool) {
	switch w := t.low(token); w {
	case "he", "his", "him":
		return t.thirdPerson(i, token, "he", found), true
	case "she", "her":
		return t.thirdPerson(i, token, "she", found), true
	case "they", "their", "them", "it", "its":
		return t.plural(i, token, found), true
	case "who", "that", "which", "whom", "whose":
		return t.relative(token), true
	case "i", "we", "my", "our", "me", "us":
		if p := t.a.Attributions[i].Parent; p >= 0 && t.quoted[token] && found[p].rule != "" && (w == "i" || w == "my" || w == "me") {
			out := found[p]
			out.rule, out.chain = "first-person", append([]string{t.words(token, token+1) + t.where(token)}, out.chain...)
			return out, true
		}
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{t.words(token, token+1) + t.where(token)}}, true
	case "you", "one", "someone", "somebody", "anyone", "everyone", "nobody", "what", "this", "there", "these", "those":
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{t.words(token, token+1) + t.where(token)}}, true
	}
	return answer{}, false
}

// fits tells whether the article allows a pronoun for a person.
func (t *text) fits(e int, pronoun string) bool {
	known, ok := t.pronouns[e]
	return !ok || known == pronoun
}

// thirdPerson follows he or she back: to the speaker of the statement around
// it; to the one person named before it in its sentence; or to the speaker of
// the statement before and the subject of the sentences before, whichever is
// nearer.
func (t *text) thirdPerson(i, token int, pronoun string, found []answer) answer {
	a := &t.a.Attributions[i]
	here := t.words(token, token+1) + t.where(token)
	via := func(e int, rule string) answer {
		out := answer{entity: e, rule: rule, kind: onrecord.Person, chain: []string{here}}
		if m, ok := t.lastMention(e, token); ok {
			out.chain = append(out.chain, t.words(m.first, m.last)+t.where(m.first))
		}
		if full := t.fullName(e); len(full) > 0 && (len(out.chain) < 2 || out.chain[1] != full[0]) {
			out.chain = append(out.chain, full...)
		}
		return out
	}
	if p := a.Parent; p >= 0 && !t.quoted[token] {
		if e := found[p].entity; e >= 0 && t.entities[e].kind == onrecord.Person && t.fits(e, pronoun) {
			return via(e, "pronoun-parent")
		}
	}
	s := t.a.Sentences[t.sentence[token]]
	if e, n := t.personsIn(s.First, token, pronoun); n == 1 {
		return via(e, "pronoun-sentence")
	} else if n > 1 {
		if first, ok := t.subjectOf(s, pronoun); ok {
			return via(first, "pronoun-subject")
		}
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here + " fits more than one person"}}
	}
	// The speaker of the statement before, unless somebody else came since.
	prior, at := -1, -1
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		b := &t.a.Attributions[j]
		if len(b.Source) == 0 || b.Source[0].Start >= t.a.Tokens[token].Span.Start || found[j].rule == "" || b.Parent >= 0 {
			continue
		}
		if e := found[j].entity; e >= 0 && t.entities[e].kind == onrecord.Person && t.fits(e, pronoun) {
			prior, at = e, t.sentence[t.tokenAt(b.Source[0].Start)]
			break
		}
	}
	now := t.sentence[token]
	paragraph := t.a.Sentences[now].Paragraph
	for n := now - 1; n >= 0 && n >= now-8; n-- {
		if t.a.Sentences[n].Paragraph < paragraph-2 {
			break
		}
		if prior >= 0 && at >= n {
			return via(prior, "pronoun-speaker")
		}
		sentence := t.a.Sentences[n]
		e, count := t.personsIn(sentence.First, sentence.Last, pronoun)
		if count == 0 {
			continue
		}
		if count == 1 {
			return via(e, "pronoun-before")
		}
		if first, ok := t.subjectOf(sentence, pronoun); ok {
			return via(first, "pronoun-subject")
		}
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here + " fits more than one person"}}
	}
	if prior >= 0 && now-at <= 8 {
		return via(prior, "pronoun-speaker")
	}
	return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here}}
}

// personsIn counts the persons that a pronoun may stand for among the tokens
// outside quotations, and gives one of them.
func (t *text) personsIn(first, last int, pronoun string) (int, int) {
	known, count := t.countPersons(first, last, pronoun, true)
	if count == 1 {
		return known, 1
	}
	return t.countPersons(first, last, pronoun, false)
}

// countPersons counts the persons that a pronoun may stand for; with sure,
// only those that the article calls so.
func (t *text) countPersons(first, last int, pronoun string, sure bool) (int, int) {
	who, n := -1, 0
	for i := first; i < last; {
		k := t.at[i]
		if k < 0 || t.quoted[i] {
			i++
			continue
		}
		m := t.mentions[k]
		i = max(i+1, m.last)
		switch {
		case m.shared && !sure:
			n += 2
		case m.kind != onrecord.Person || m.entity < 0 || !t.fits(m.entity, pronoun):
		case sure && t.pronouns[m.entity] != pronoun:
		case m.last < len(t.a.Tokens) && t.low(m.last) == "'s" && t.low(m.last+1) != "":
			if who < 0 {
				who = m.entity
				n++
			} else if who != m.entity {
				n++
			}
		case who != m.entity:
			who = m.entity
			n++
		}
	}
	return who, n
}

// subjectOf is the person named within the first words of a sentence, before
// any other, who is no possessor.
func (t *text) subjectOf(s nlp.Sentence, pronoun string) (int, bool) {
	for i := s.First; i < min(s.Last, s.First+10); i++ {
		if t.quoted[i] {
			return -1, false
		}
		k := t.at[i]
		if k < 0 {
			continue
		}
		m := t.mentions[k]
		if m.kind != onrecord.Person {
			i = max(i, m.last-1)
			continue
		}
		if m.shared || m.entity < 0 || t.low(m.last) == "'s" || t.low(m.last) == "and" || !t.fits(m.entity, pronoun) {
			return -1, false
		}
		return m.entity, true
	}
	return -1, false
}

// lastMention is the mention of an entity nearest before a token.
func (t *text) lastMention(e, token int) (mention, bool) {
	out, ok := mention{}, false
	for _, m := range t.entities[e].mentions {
		if m.first >= token {
			break
		}
		out, ok = m, true
	}
	return out, ok
}

// plural follows they and it back to the group, body or document that spoke in
// the statement just before.
func (t *text) plural(i, token int, found []answer) answer {
	here := t.words(token, token+1) + t.where(token)
	they := t.low(token)[0] == 't'
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		b := &t.a.Attributions[j]
		if len(b.Source) == 0 || found[j].rule == "" || b.Source[0].Start >= t.a.Tokens[token].Span.Start {
			continue
		}
		s := t.tokenAt(b.Source[0].Start)
		if t.sentence[token]-t.sentence[s] > 3 {
			break
		}
		k := found[j].kind
		if k == onrecord.Organization || k == onrecord.Country || they && (k == onrecord.Group || found[j].rule == "joint") || !they && k == onrecord.Document {
			out := found[j]
			out.rule, out.chain = "pronoun-plural", append([]string{here}, out.chain...)
			return out
		}
		break
	}
	return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here}}
}

// relative follows who, that and which back to the name or noun just before.
func (t *text) relative(token int) answer {
	end := token
	for end > 0 && (t.low(end-1) == "," || t.low(end-1) == "—") {
		end--
	}
	here := t.words(token, token+1) + t.where(token)
	if end == 0 || t.sentence[end-1] != t.sentence[token] {
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here}}
	}
	first := end - 1
	if k := t.at[first]; k >= 0 {
		first = t.mentions[k].first
	} else {
		s := t.a.Sentences[t.sentence[token]]
		for first > s.First && end-first < 6 && !plain[t.low(first)] && !stops[t.low(first-1)] && t.low(first-1) != "," && t.a.Tokens[first-1].Kind != nlp.Punct {
			first--
			if w := t.low(first); w == "the" || w == "a" || w == "an" {
				break
			}
		}
		for first < end-1 && plain[t.low(first)] && t.low(first) != "the" && t.low(first) != "a" && t.low(first) != "an" {
			first++
		}
	}
	out := t.nominal(first, end)
	if out.rule != "" {
		out.rule = "relative"
	}
	out.chain = append([]string{here}, out.chain...)
	return out
}
