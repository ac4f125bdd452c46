package resolve

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// inner words may stand within a name.
var inner = map[string]bool{"of": true, "de": true, "la": true, "del": true, "van": true, "von": true, "bin": true, "al": true,
	"el": true, "der": true, "den": true, "da": true, "di": true, "du": true, "dos": true, "&": true, "ibn": true, "ben": true, "for": true}

// run is the end of the run of name words that starts at token i, or i.
func (t *text) run(i int, s nlp.Sentence) int {
	if !t.capital(i) || t.plain(i) && !t.particle(i) {
		return i
	}
	end := i + 1
	for end < s.Last {
		if (t.capital(end) && (!t.plain(end) || t.low(end) == "will") || arabic(t.a.Word(end))) && t.quoted[end] == t.quoted[i] {
			end++
			continue
		}
		if t.low(end) == "to" && t.organ(end-1) && t.organName(i, end, s) {
			end += 2
			for end < s.Last && t.capital(end) {
				end++
			}
			continue
		}
		if t.low(end) == "and" && t.body(i, end, s) {
			end += 2
			continue
		}
		if inner[t.low(end)] && end+1 < s.Last {
			next := end + 1
			if t.low(next) == "the" || inner[t.low(next)] {
				next++
			}
			if next < s.Last && t.capital(next) && !t.plain(next) {
				if t.low(end) == "for" && !t.hasOrgan(i, end) {
					break
				}
				if w := t.low(end); w == "of" && !t.takesOf(end-1) {
					break
				}
				end = next + 1
				continue
			}
		}
		break
	}
	return end
}

// plain tells a capital that makes no name; "US" and "IT" in capitals do.
func (t *text) plain(i int) bool {
	w := t.a.Word(i)
	return plain[t.low(i)] && (len(w) < 2 || w != strings.ToUpper(w) || t.headline[t.sentence[i]])
}

// arabic tells a name with an article in small letters (al-Assad).
func arabic(w string) bool {
	return len(w) > 4 && (strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-")) && w[3] >= 'A' && w[3] <= 'Z'
}

// body tells "Securities | and Exchange Commission": the name of one body.
func (t *text) body(i, and int, s nlp.Sentence) bool {
	if and+2 >= s.Last || !t.capital(and+1) || !t.capital(and+2) || t.r.know.GivenName(t.a.Word(i)) || t.organ(and-1) {
		return false
	}
	for k := i; k < and; k++ {
		if _, role := t.r.know.Role(t.low(k)); role {
			return false
		}
	}
	for k := and + 1; k < min(and+4, s.Last) && t.capital(k); k++ {
		if t.organ(k) || t.low(k) == "services" || t.low(k) == "affairs" {
			return true
		}
	}
	return false
}

// particle tells a surname's particle in capitals ("De Blasio").
func (t *text) particle(i int) bool { return inner[t.low(i)] && t.capital(i) && t.capital(i+1) }

// organ tells whether a token is a noun for an organisation.
func (t *text) organ(i int) bool {
	word := strings.TrimSuffix(t.low(i), ".")
	k, ok := t.r.know.Noun(word)
	if !ok { // "the Centers for Disease Control"
		k, ok = t.r.know.Noun(strings.TrimSuffix(word, "s"))
	}
	return ok && k == onrecord.Organization
}

// hasOrgan tells whether one of the tokens is a noun for an organisation.
func (t *text) hasOrgan(first, last int) bool {
	for i := first; i < last; i++ {
		if t.organ(i) {
			return true
		}
	}
	return false
}

// organName tells "Campaign | to Save Our Parks": a body named by what it is
// for, in capitals.
func (t *text) organName(i, to int, s nlp.Sentence) bool {
	return to+2 < s.Last && t.capital(to+1) && t.capital(to+2) && !isCountry(t, t.a.Word(to+1)) && !t.r.know.GivenName(t.a.Word(to+1)) && !t.headline[t.sentence[to]]
}

// takesOf tells nouns that go on with "of" within a name.
func (t *text) takesOf(i int) bool {
	_, role := t.r.know.Role(t.low(i))
	return role || t.organ(i) || t.organ(i-1) || t.low(i) == "bank" || t.low(i) == "republic" || t.low(i) == "state"
}

// shouted tells a run of three or more words all in capitals.
func (t *text) shouted(first, end int) bool {
	for i := first; i < end; i++ {
		if w := t.a.Word(i); len(w) < 2 || w != strings.ToUpper(w) || strings.Contains(w, ".") {
			return false
		}
	}
	return end-first >= 3
}

// startsWithVerb tells a first word of a sentence that is no part of the
// country's or person's name after it: "Say Mexico …", "Telling Jane Roe …". It
// is one that has a capital nowhere else.
func (t *text) startsWithVerb(i, end int) bool {
	if end-i < 2 || t.capitals[t.low(i)] || t.r.know.GivenName(t.a.Word(i)) || t.common(i) || initial(t.a.Word(i)) {
		return false
	}
	if _, honorific := t.r.know.Honorific(t.a.Word(i)); honorific {
		return false
	}
	rest := t.words(i+1, end)
	return !isCountry(t, t.words(i, end)) && !states[t.words(i, end)] && isCountry(t, rest) && !directions[t.low(i)] ||
		end-i == 3 && t.r.know.GivenName(t.a.Word(i+1)) && !t.organ(end-1)
}

// directions begin names of places.
var directions = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true,
	"eastern": true, "western": true, "central": true, "new": true, "upper": true, "lower": true, "greater": true, "old": true}
