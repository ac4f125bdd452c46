package resolve

import (
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// manyFit is how many persons or bodies that fit a description are looked at;
// where more fit, none does.
const manyFit = 64

// indexRoles notes which persons have a word in the head part of a role.
func (t *text) indexRoles() {
	t.byRoleWord = map[string][]int{}
	for i, e := range t.entities {
		if e.kind != onrecord.Person || len(e.mentions) == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, role := range e.roles {
			for _, w := range headWords(role.Title) {
				if !seen[w] {
					seen[w] = true
					t.byRoleWord[w] = append(t.byRoleWord[w], i)
				}
			}
		}
	}
}

// roleWords are the words of a role in small letters without stops.
func roleWords(title string) []string {
	title = strings.ToLower(strings.NewReplacer(".", "", ",", " ", "’", "'", "'s", " 's", "’s", " 's").Replace(title))
	return strings.Fields(title)
}

// headWords are the words of a role that say what somebody is: those after a
// possessor and before a preposition.
func headWords(title string) []string {
	words := roleWords(title)
	for i, w := range words {
		if i > 0 && (w == "of" || w == "for" || w == "at" || w == "to" || w == "in" || w == "on" || w == "from" || w == "who" || w == "with") {
			words = words[:i]
			break
		}
	}
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == "'s" {
			return words[i+1:]
		}
	}
	return words
}

// personDescribed finds the one person whom a description with a role noun
// fits: by noun and by what else it says. Two that fit alike are none, unless
// one alone was named just before, or one is named first below a headline.
func (t *text) personDescribed(d *description) (int, string) {
	owner := t.ownerOf(d)
	if !d.definite() && !t.capital(d.head-1) || relations[d.noun] && owner < 0 {
		return -1, ""
	}
	best, score, ties, near, ahead := -1, 0, 0, -1, -1
	for _, e := range t.withRole(d.noun) {
		n := 0
		if e != owner {
			n = t.fitsRole(d, e, owner)
		}
		if n == 0 || n < score {
			continue
		}
		if n > score {
			best, score, ties, near, ahead = e, n, 0, -1, -1
		} else {
			ties++
		}
		if t.justNamed(e, d.first) {
			if near >= 0 {
				near = len(t.entities)
			} else {
				near = e
			}
		}
		ahead = t.sooner(d, ahead, e)
	}
	switch {
	case best < 0:
		return -1, ""
	case ties == 0:
		return best, "role"
	case ahead >= 0 && !d.definite():
		return ahead, "role-ahead"
	case near >= 0 && near < len(t.entities):
		return near, "role-near"
	}
	return -1, ""
}

// withRole are the persons with a role that a noun fits; none where there are
// too many to tell them apart.
func (t *text) withRole(noun string) []int {
	var out []int
	seen := map[int]bool{}
	for _, w := range append([]string{noun, strings.TrimSuffix(noun, ".")}, fitting[noun]...) {
		for _, e := range t.byRoleWord[w] {
			if len(out) == manyFit {
				return nil
			}
			if !seen[e] {
				seen[e] = true
				out = append(out, e)
			}
		}
	}
	return out
}

// sooner is whom of two a headline without an article means: the one whom the
// next two paragraphs name first.
func (t *text) sooner(d *description, a, b int) int {
	first := t.entities[b].mentions[0].first
	if t.paragraph(d.first) > 1 || first < d.first || t.paragraph(first)-t.paragraph(d.first) > 2 || a >= 0 && t.entities[a].mentions[0].first < first {
		return a
	}
	return b
}

// fitsRole says how well a description fits a person's roles: 0 not at all.
func (t *text) fitsRole(d *description, e, owner int) int {
	said, owned, others, whose := map[string]bool{}, false, false, false
	former, still := t.anyOf(d.start, d.head, formerly), false
	for _, role := range t.entities[e].roles {
		words := roleWords(role.Title)
		still = still || holds(headWords(role.Title), d.noun) && slices.ContainsFunc(words, func(w string) bool { return formerly[w] }) == former
		for k, w := range words {
			said[w] = true
			others = others || w == "'s" || w == "for" && k > 0
			whose = whose || k > 0 && (w == "of" || w == "for" || w == "at")
		}
	}
	if owner >= 0 {
		owned = said[t.entities[owner].surname]
	}
	late := t.entities[e].mentions[0].first >= d.first && t.paragraph(d.first) > 1
	if !still || late && !owned && (owner < 0 || len(t.byRoleWord[d.noun]) > 1) || owner >= 0 && !owned && (others || relations[d.noun]) {
		return 0
	}
	n, missed := t.agrees(d, said, whose)
	if missed > 1 || missed == 1 && !t.justNamed(e, d.first) || d.noun == "member" && n == 0 {
		return 0
	}
	if owned {
		n += 3
	}
	return n + 1
}

// agrees counts what a description says of a person beside its noun and the
// owner that the roles say too, and how badly it misses them: 1 where it names
// what they do not, 2 where it says another office or, though they have an "of",
// of another thing.
func (t *text) agrees(d *description, said map[string]bool, whose bool) (n, missed int) {
	tail, found := false, false
	for k := d.start; k < d.last; k++ {
		w := strings.Trim(t.low(k), ".")
		if k == d.head-1 || k <= d.owner+1 || plain[w] || inner[w] || t.a.Tokens[k].Kind != nlp.Word {
			continue
		}
		if w == "gop" {
			w = "republican"
		}
		_, role := t.r.know.Role(w)
		switch {
		case said[w]:
			n += 2
			found = found || k >= d.head
		case k >= d.head:
			tail = true
		case role || w == "lord" || w == "vice":
			missed = 2
		case t.capital(k) && k > d.first && w != "us" && t.at[k] >= 0:
			missed = max(missed, 1)
		}
	}
	if w := t.low(d.head); d.head < d.last && tail && !found && (w == "of" || w == "for" || w == "at") {
		missed = max(missed, 1)
		if whose {
			missed = 2
		}
	}
	return n, missed
}

// anyOf tells whether one of the tokens is among the words.
func (t *text) anyOf(first, last int, words map[string]bool) bool {
	for i := first; i < last; i++ {
		if words[t.low(i)] {
			return true
		}
	}
	return false
}

// formerly begins the role of somebody who no longer has it.
var formerly = map[string]bool{"former": true, "ex": true, "late": true}

// holds tells whether a noun for a person fits one of a role's words.
func holds(words []string, noun string) bool {
	for _, w := range words {
		if w == noun || slices.Contains(fitting[noun], w) {
			return true
		}
	}
	return false
}

// ownerOf is the person whose somebody or something a description names ("his
// attorney", "Roe's lawyer"), or -1.
func (t *text) ownerOf(d *description) int {
	if d.owner >= 0 {
		if k := t.at[d.owner]; k >= 0 && t.mentions[k].kind == onrecord.Person {
			return t.mentions[k].entity
		}
		return -1
	}
	if d.determiner != "his" && d.determiner != "her" {
		return -1
	}
	return t.thirdPerson(d.first).entity
}

// mentionBefore is the mention of an entity nearest before a token.
func (t *text) mentionBefore(e, token int) (mention, bool) {
	all := t.entities[e].mentions
	n := sort.Search(len(all), func(i int) bool { return all[i].first >= token })
	if n == 0 {
		return mention{}, false
	}
	return all[n-1], true
}

// justNamed tells whether an entity was named in the paragraph of a token,
// before it, or in the one before that.
func (t *text) justNamed(e, token int) bool {
	m, ok := t.mentionBefore(e, token)
	return ok && t.paragraph(token)-t.paragraph(m.first) <= 1
}

// paragraph is the paragraph that a token stands in.
func (t *text) paragraph(token int) int { return t.a.Sentences[t.sentence[token]].Paragraph }
