package resolve

import (
	"strings"

	"github.com/onrecord/onrecord/nlp"
)

// description is a source phrase that names nobody, in its parts.
type description struct {
	first, start int    // with and without its determiner
	head, last   int    // the head noun is token head-1; what follows it goes to last
	determiner   string // "the", "a", "his" …, or ""
	owner        int    // the token before a possessive mark in the head part, or -1
	noun         string // the head noun in small letters
	name         string // the phrase without determiner, as far as it names
	here         string // the phrase with its place, as evidence
}

// definite tells a description of somebody who was named before or is known.
func (d *description) definite() bool {
	return d.owner >= 0 || d.determiner != "" && d.determiner != "a" && d.determiner != "an"
}

// bare tells a noun that no word but a determiner stands before.
func (d *description) bare() bool { return d.head-d.start == 1 }

// describe parts a nominal that names nobody.
func (t *text) describe(first, head, last int) description {
	first = t.headStart(first, head)
	d := description{first: first, start: first, head: head, last: last, owner: -1, noun: t.low(head - 1), here: t.words(first, head) + t.where(first)}
	switch w := t.low(first); w {
	case "the", "that", "this", "these", "those", "his", "her", "their", "its", "our", "a", "an":
		if first+1 < head {
			d.determiner = w
			d.start++
		}
	case "one", "another":
		if first+1 < head {
			d.determiner = "a"
			d.start++
		}
	}
	for i := first + 1; i < head-1; i++ {
		if w := t.low(i); w == "'s" || w == "'" {
			d.owner = i - 1
		}
	}
	from := d.start
	for from < head-1 && t.at[from] < 0 && fresh[t.low(from)] && t.at[head-2] >= 0 {
		from++
	}
	d.name = t.words(from, t.phraseEnd(d.start, head, last))
	return d
}

// nominalStart cuts what the tagger took before a noun phrase: "of", commas.
func (t *text) nominalStart(first, last int) int {
	for first+1 < last && (t.low(first) == "of" || t.low(first) == ",") {
		first++
	}
	return first
}

// headStart is the last determiner of a head part, where what stands before it
// is no part of the phrase: "meddling | the congressman", not "both the mayor".
func (t *text) headStart(first, head int) int {
	for i := head - 2; i > first; i-- {
		switch t.low(i) {
		case "the", "a", "an", "his", "her", "their", "its":
		default:
			continue
		}
		before := t.low(i - 1)
		if t.at[i] < 0 && (strings.HasSuffix(before, "ing") || stops[before]) {
			return i
		}
		return first
	}
	return first
}

// headEnd is where the head part of a nominal ends: before a comma, a
// preposition, a participle or a relative clause.
func (t *text) headEnd(first, last int) int {
	for i := first + 1; i < last; i++ {
		if k := t.at[i]; k >= 0 && t.mentions[k].first < i && (t.mentions[k].entity >= 0 || !t.common(t.mentions[k].first)) {
			continue
		}
		switch t.low(i) {
		case ",", "who", "that", "which", "whose", "of", "for", "from", "at", "in", "on", "with", "to", "(", "by", "among", "within", "across", "near", "around", "behind",
			"under", "over", "against", "about", "like", "including", "without", "inside", "outside", "representing", "—", "--", "–", "such":
			return i
		case "familiar", "close", "aware", "briefed", "involved", "knowledgeable":
			if w := t.low(i + 1); i+1 < last && (w == "with" || w == "to" || w == "of" || w == "on" || w == "in" || w == "about") {
				return i
			}
		}
		if t.postmodifier(i, last) {
			return i
		}
	}
	return last
}

// postmodifier tells a participle that follows its noun: "a report released
// last year", "officials briefed by", "fans gathered"; not "a sworn enemy".
func (t *text) postmodifier(i, last int) bool {
	w := t.low(i)
	ing := len(w) > 5 && strings.HasSuffix(w, "ing")
	if t.at[i] >= 0 || !ing && !participles[w] && !(len(w) > 4 && strings.HasSuffix(w, "ed")) {
		return false
	}
	if t.at[i-1] < 0 && !t.common(i-1) && !t.isPlural(i-1) {
		return false
	}
	if i+1 >= last {
		return !ing
	}
	next := t.low(i + 1)
	switch next {
	case "by", "in", "on", "at", "about", "to", "for", "from", "with", "of", "as", "over", "under", "after", "before", "during", "near", "inside", "outside", "against", "into":
		return true
	}
	return !ing && (times[next] || next == "this" || next == "last" || next == "late" || next == "early")
}

// phraseEnd lets a description's name run on over prepositions and
// participles, up to a comma, a clause or words that say when.
func (t *text) phraseEnd(start, head, last int) int {
	end := head
loop:
	for end < last && end-start < 24 {
		switch t.low(end) {
		case ",", "who", "that", "which", "whose", "(", "—", "--", "–", "such":
			break loop
		case "in", "on", "last", "this", "late", "early", "since":
			if t.when(end + 1) {
				break loop
			}
		}
		if w := t.a.Word(end); t.at[end] < 0 && (times[t.low(end)] || t.a.Tokens[end].Kind == nlp.Punct && strings.Trim(w, ".;:!?") == "") {
			break
		}
		end++
	}
	for end > head && (t.postmodifier(end-1, end) || t.low(end-1) == "-") {
		end--
	}
	return end
}

// when tells whether a token begins words that say when.
func (t *text) when(i int) bool {
	if w := t.low(i); w == "early" || w == "late" {
		i++
	}
	w := t.low(i)
	return i < len(t.a.Tokens) && (t.a.Tokens[i].Kind == nlp.Number && t.low(i+1) != "percent" || times[w] || w == "may" && t.capital(i))
}

// trimTime cuts words that say when from the end of a source: "the Supreme
// Court this month", "police on Monday".
func (t *text) trimTime(first, last int) int {
	end := last
	for end-1 > first && t.at[end-1] < 0 {
		w := t.low(end - 1)
		switch {
		case times[w] || w == "may" && end < last:
			end--
		case end < last && (w == "this" || w == "last" || w == "next" || w == "on" || w == "late" || w == "early" || w == "in" || w == "a" && t.low(end) != "then"):
			end--
		default:
			return t.keepHead(first, end, last)
		}
	}
	return t.keepHead(first, end, last)
}

// keepHead gives a cut up where nothing but a determiner or preposition is
// left: "the day", "in August".
func (t *text) keepHead(first, end, last int) int {
	if end-first == 1 && end < last && plain[t.low(first)] || plain[t.low(end-1)] && end < last && t.at[end-1] < 0 {
		return last
	}
	return end
}
