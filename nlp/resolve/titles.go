package resolve

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// titleStart is where the description in small letters before a name starts
// ("Trump spokesman Jason Miller"), or i where there is none.
func (t *text) titleStart(i int, s nlp.Sentence) int {
	if i-1 < s.First {
		return i
	}
	if _, ok := t.r.know.Role(t.low(i - 1)); !ok && !t.capital(i-1) {
		if t.low(i-1) != "presidential" {
			return i
		}
	}
	if t.capital(i - 1) {
		return i
	}
	start := i
	for k := i - 1; k >= s.First && i-k <= 7; k-- {
		w := t.low(k)
		if t.a.Tokens[k].Kind != nlp.Word || t.plain(k) || stops[w] || strings.HasSuffix(w, "ed") && k < i-1 || t.quoted[k] != t.quoted[i] {
			break
		}
		if w == "'s" && k-1 >= s.First && t.at[k-1] >= 0 {
			start = t.mentions[t.at[k-1]].first
			break
		}
		start = k
	}
	return start
}

// introduced tells what follows a person's name alone: ", 34," or ", a doctor"
// or ", who".
func (t *text) introduced(end int, s nlp.Sentence) bool {
	if end >= s.Last {
		return false
	}
	if speaks[t.low(end)] {
		return true
	}
	if t.low(end) != "," || end+1 >= s.Last {
		return false
	}
	if t.a.Tokens[end+1].Kind == nlp.Number || t.low(end+1) == "who" || t.low(end+1) == "whose" {
		return true
	}
	for k := end + 1; k < min(end+7, s.Last); k++ {
		if t.low(k) == "," {
			break
		}
		if _, ok := t.r.know.Role(t.low(k)); ok && !t.capital(k) {
			return true
		}
	}
	return false
}

// determiners begin a description.
var determiners = map[string]bool{"the": true, "a": true, "an": true, "his": true, "her": true, "their": true, "its": true, "our": true}

// description is the description before a name that a comma parts from it:
// "The justice secretary, Jane Roe, said", "her tenant, Piers Roe".
func (t *text) description(m mention) (onrecord.Span, bool) {
	s := t.a.Sentences[t.sentence[m.first]]
	comma := m.first - 1
	if comma-1 < s.First || t.low(comma) != "," || m.last < s.Last && t.low(m.last) != "," && t.low(m.last) != "." && !speaks[t.low(m.last)] {
		return onrecord.Span{}, false
	}
	head := comma
	for k := comma - 1; k >= s.First && comma-k < 12; k-- {
		switch w := t.low(k); {
		case determiners[w]:
			if _, ok := t.r.know.Role(t.low(head - 1)); !ok || k+1 >= head || k > s.First && t.a.Tokens[k-1].Kind != nlp.Punct && !speaks[t.low(k-1)] {
				return onrecord.Span{}, false
			}
			return t.span(k+1, comma), true
		case w == "of" || w == "for" || w == "at" || w == "to" || w == "in" || w == "representing":
			head = k
		case stops[w] || t.a.Tokens[k].Kind == nlp.Punct:
			return onrecord.Span{}, false
		}
	}
	return onrecord.Span{}, false
}

// apposition is the description after a name, without its article: ", a
// doctor,".
func (t *text) apposition(m mention) (onrecord.Span, bool) {
	k := m.last
	if t.low(k) != "," {
		return onrecord.Span{}, false
	}
	s := t.a.Sentences[t.sentence[m.first]]
	k++
	from := k
	if w := t.low(k); w == "a" || w == "an" || w == "the" {
		from++
	}
	role := false
	for ; k < s.Last && k-from < 16; k++ {
		w := t.low(k)
		if w == "," || w == "." || w == ";" || w == "—" || w == "who" {
			break
		}
		if stops[w] || t.a.Tokens[k].Kind == nlp.Punct && !t.possessive(k) {
			return onrecord.Span{}, false
		}
		if _, ok := t.r.know.Role(w); ok {
			role = true
		}
	}
	if !role || k <= from || k >= s.Last && t.low(k-1) != "." {
		return onrecord.Span{}, false
	}
	return t.span(from, k), true
}

// possessive tells whether token k is the apostrophe alone of a plural's
// possessive: "the Pilots’ Guild".
func (t *text) possessive(k int) bool {
	w := t.low(k)
	return (w == "’" || w == "'") && k > 0 && t.a.Tokens[k-1].Trail == 0 && strings.HasSuffix(t.low(k-1), "s")
}
