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
	case "he", "his", "him", "she", "her":
		return t.thirdPerson(token), true
	case "they", "their", "them", "it", "its":
		return t.plural(i, token, found), true
	case "who", "that", "which", "whom", "whose":
		return t.relative(token), true
	case "i", "we", "my", "our", "me", "us":
		if p := t.a.Attributions[i].Parent; p >= 0 && t.quoted[token] && found[p].rule != "" && (w == "i" || w == "my" || w == "me") {
			out := found[p]
			out.rule, out.sure, out.chain = "first-person", 0, append([]string{t.words(token, token+1) + t.where(token)}, out.chain...)
			return out, true
		}
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{t.words(token, token+1) + t.where(token)}}, true
	case "you", "one", "someone", "somebody", "anyone", "everyone", "nobody", "what", "this", "there", "these", "those":
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{t.words(token, token+1) + t.where(token)}}, true
	}
	return answer{}, false
}

// leastSure is the probability from which the antecedent of a pronoun is given.
const leastSure = 0.5

// thirdPerson says whom he or she stands for (rule pronoun): the likeliest
// antecedent, where it is likelier than not.
func (t *text) thirdPerson(token int) answer {
	here := t.words(token, token+1) + t.where(token)
	found, ok := t.antecedents[token]
	if !ok || found.entity < 0 || found.probability < leastSure {
		return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here}}
	}
	e := found.entity
	out := answer{entity: e, rule: "pronoun", kind: onrecord.Person, sure: found.probability, chain: []string{here}}
	if m, ok := t.mentionBefore(e, token); ok {
		out.chain = append(out.chain, t.words(m.first, m.last)+t.where(m.first))
	}
	if full := t.fullName(e); len(full) > 0 && (len(out.chain) < 2 || out.chain[1] != full[0]) {
		out.chain = append(out.chain, full...)
	}
	return out
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
			out.rule, out.sure, out.chain = "pronoun-plural", 0, append([]string{here}, out.chain...)
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
		out.rule, out.sure = "relative", 0
	}
	out.chain = append([]string{here}, out.chain...)
	return out
}
