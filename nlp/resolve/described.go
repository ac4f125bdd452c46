package resolve

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// synonyms are titles as they stand before a name and as nouns.
var synonyms = map[string][]string{
	"sen": {"senator", "lawmaker"}, "senator": {"senator", "lawmaker"}, "rep": {"representative", "congressman", "congresswoman", "lawmaker"},
	"gov": {"governor"}, "congressman": {"lawmaker", "representative"}, "congresswoman": {"lawmaker", "representative"},
	"pm": {"minister"}, "ceo": {"executive"}, "nominee": {"candidate"}, "atty": {"attorney"}, "gen": {"general"},
}

// described says who a description without a name stands for: the one person
// with that role, or else what kind of source it is.
func (t *text) described(first, head, last int) answer {
	here := t.words(first, head) + t.where(first)
	noun := t.low(head - 1)
	start := first
	definite := false
	switch t.low(first) {
	case "the", "that", "this", "his", "her", "their", "its", "these", "those":
		definite = true
		start++
	case "a", "an":
		start++
	}
	possessor := false
	for i := first; i < head-1; i++ {
		if w := t.low(i); w == "'s" || w == "'" {
			definite, possessor = true, true
		}
	}
	if start >= head {
		start = first
	}
	name := t.words(start, t.phraseEnd(start, head, last))
	if role := t.role(first, head); role != "" {
		if definite || t.capital(head-1) {
			if e, ok := t.byRole(start, head, first); ok {
				return answer{entity: e, rule: "role", kind: onrecord.Person, chain: append([]string{here}, t.fullName(e)...)}
			}
		}
		behalf := ""
		if possessor {
			behalf, _, _ = strings.Cut(name, "'s")
			behalf, _, _ = strings.Cut(behalf, "’s")
		}
		return answer{entity: -1, rule: "unnamed", name: name, kind: onrecord.Unnamed, behalf: behalf, chain: []string{here}}
	}
	kind, ok := t.r.know.Noun(noun)
	if !ok {
		kind, ok = t.r.know.Noun(strings.TrimSuffix(noun, "s"))
		if ok && kind != onrecord.Document && t.isPlural(head-1) {
			kind = onrecord.Group
		}
	}
	if ok && kind == onrecord.Organization && definite && head-start == 1 {
		if e, found := t.recentBody(noun, first); found {
			return answer{entity: e, rule: "body", kind: onrecord.Organization, chain: append([]string{here}, t.fullName(e)...)}
		}
	}
	switch {
	case ok:
		return answer{entity: -1, rule: "noun-" + string(kind), name: name, kind: kind, chain: []string{here}}
	case t.isPlural(head - 1):
		return answer{entity: -1, rule: "plural", name: name, kind: onrecord.Group, chain: []string{here}}
	}
	return answer{entity: -1, kind: onrecord.Unknown, chain: []string{here}}
}

// phraseEnd lets a description's name run on over prepositions, up to a comma
// or clause.
func (t *text) phraseEnd(start, head, last int) int {
	end := head
	for end < last && end-start < 14 {
		switch t.low(end) {
		case ",", "who", "that", "which", "whose", "(", "—", "--", "–":
			return end
		case "in", "on", "last", "late", "early":
			if end+1 < last && (t.a.Tokens[end+1].Kind == nlp.Number || plain[t.low(end+1)]) && end >= head {
				return end
			}
		}
		end++
	}
	return end
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

// byRole finds the one person whose roles have the description's noun and the
// most of its other words. Two that fit alike are none.
func (t *text) byRole(start, head, before int) (int, bool) {
	noun := strings.Trim(t.low(head-1), ".")
	best, score, tie := -1, 0, false
	for i, e := range t.entities {
		if e.kind != onrecord.Person || len(e.mentions) == 0 || e.mentions[0].first >= before && t.a.Sentences[t.sentence[before]].Paragraph > 1 {
			continue
		}
		top := 0
		for _, role := range e.roles {
			words := strings.Fields(strings.ToLower(strings.NewReplacer(".", "", ",", "").Replace(role.Title)))
			fits := false
			for _, w := range words {
				if w == noun {
					fits = true
				}
				for _, s := range synonyms[w] {
					fits = fits || s == noun
				}
			}
			if !fits {
				continue
			}
			n := 1
			for k := start; k < head-1; k++ {
				for _, w := range words {
					if w == t.low(k) {
						n += 2
					}
				}
			}
			top = max(top, n)
		}
		switch {
		case top > score:
			best, score, tie = i, top, false
		case top == score && top > 0:
			tie = true
		}
	}
	return best, best >= 0 && !tie
}

// recentBody is the organisation named last before a token whose name ends
// with the noun, if there is only one.
func (t *text) recentBody(noun string, before int) (int, bool) {
	best := -1
	for i, e := range t.entities {
		if e.kind != onrecord.Organization || len(e.mentions) == 0 || e.mentions[0].first >= before {
			continue
		}
		low := strings.ToLower(e.name)
		if strings.HasSuffix(low, " "+noun) || strings.HasPrefix(low, noun+" ") {
			if best >= 0 {
				return -1, false
			}
			best = i
		}
	}
	return best, best >= 0
}
