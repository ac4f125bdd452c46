package resolve

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// reach is how many sentences a pronoun looks back, recent how many persons.
const (
	reach  = 12
	recent = 10
)

// standing is what the text has said of a person up to some place.
type standing struct {
	last     int  // token of the last mention, a pronoun included
	end      int  // token after that mention
	name     int  // token of the last mention by name
	mentions int  // how many so far
	first    int  // sentence of the first
	before   int  // class of the word before the last mention
	after    int  // class of the word after it
	pronoun  bool // the last mention is a pronoun
}

// antecedent is whom a pronoun stands for: entity -1 is nobody that is named.
type antecedent struct {
	entity      int
	probability float64
}

// walk goes through an article in order and finds the antecedent of each
// he and she. What it finds counts as a mention for those that follow.
type walk struct {
	*text
	order      []int // persons by their last mention, the latest first
	standing   map[int]*standing
	context    []int // of each token: the statement that it stands in, or -1
	sources    map[int]int
	speakers   []int // of each statement so far: an entity, or -1
	spoken     []int // statements whose source was passed, in order
	unresolved int   // token of the last person who is not among the entities, or -1
	judge      Judge
}

// Judge is asked, where it is given, which of the candidates a pronoun stands
// for; -1 is none of them, and Undecided leaves it to the weights. For learning
// the weights.
type Judge func(p Pronoun) int

// Undecided is a Judge's answer where it does not know.
const Undecided = -2

// Pronoun is a pronoun with its candidates.
type Pronoun struct {
	Span       onrecord.Span
	Candidates [][]onrecord.Span // the mentions of each candidate by name
	Features   [][]int32         // of each candidate, then of none
	Chosen     int               // by the weights: a candidate, or -1
	Confidence float64           // of Chosen
}

// pronounForms are the forms that are followed: what they are called by, and
// whether they stand for a subject (0), an object (1) or a possessor (2).
var pronounForms = map[string]struct {
	pronoun string
	form    int
}{
	"he": {"he", 0}, "she": {"she", 0}, "him": {"he", 1}, "his": {"he", 2}, "her": {"she", 2}, "hers": {"she", 2},
	"he's": {"he", 0}, "she's": {"she", 0}, "he'd": {"he", 0}, "she'd": {"she", 0}, "he'll": {"he", 0}, "she'll": {"she", 0},
}

// followPronouns finds the antecedents of the article's pronouns by token. It
// goes through the article twice: what the first time tells of who is he and
// who is she helps the second. A pronoun's own finding does not count for it.
func (t *text) followPronouns(judge Judge) {
	t.walk(nil)
	for token, found := range t.antecedents {
		if found.entity >= 0 && found.probability >= leastSure {
			t.spokenOf[found.entity].add(pronounForms[t.low(token)].pronoun, found.probability)
		}
	}
	t.before = t.antecedents
	t.walk(judge)
}

// walk goes through the article once.
func (t *text) walk(judge Judge) {
	w := &walk{text: t, standing: map[int]*standing{}, context: make([]int, len(t.a.Tokens)), sources: map[int]int{},
		speakers: make([]int, len(t.a.Attributions)), unresolved: -1, judge: judge}
	w.placeStatements()
	t.antecedents = map[int]antecedent{}
	t.descriptions = map[int]mention{}
	for i := 0; i < len(t.a.Tokens); i++ {
		if k := t.at[i]; k >= 0 {
			m := t.mentions[k]
			switch {
			case m.first == i && m.kind == onrecord.Person && m.entity >= 0:
				w.mention(m.entity, i, m.last, false)
			case m.first == i && m.shared:
				w.unresolved = i
			}
			i = max(i, m.last-1)
		} else if p, ok := pronounForms[t.low(i)]; ok {
			w.follow(i, p.pronoun, p.form)
		} else if pronoun, ok := t.byAgeAt(i); ok {
			w.follow(i, pronoun, 0)
		} else if e, end := t.describedAt(i); e >= 0 {
			w.mention(e, i, end, false)
			t.descriptions[i] = mention{first: i, last: end, kind: onrecord.Person, entity: e, described: true}
			i = end - 1
		} else if _, role := t.r.know.Role(t.low(i)); role && !t.capital(i) {
			w.unresolved = i
		}
		w.passSource(i)
	}
}

// placeStatements notes the statement that each token stands in, the innermost
// of several, and the statement whose source it ends.
func (w *walk) placeStatements() {
	for i := range w.context {
		w.context[i] = -1
	}
	size := make([]int, len(w.a.Attributions))
	for i, a := range w.a.Attributions {
		w.speakers[i] = -1
		for _, s := range a.Content {
			size[i] += s.Len()
		}
		for _, s := range a.Content {
			for k := w.tokenAt(s.Start); k < len(w.context) && w.a.Tokens[k].Span.Start < s.End; k++ {
				if o := w.context[k]; o < 0 || size[o] > size[i] {
					w.context[k] = i
				}
			}
		}
		if len(a.Source) > 0 {
			w.sources[w.tokenAt(a.Source[0].End-1)] = i
			w.speakers[i] = w.namedSource(a.Source[0])
		}
	}
}

// namedSource is the person that a source names itself, or -1.
func (w *walk) namedSource(s onrecord.Span) int {
	first, last := w.tokenAt(s.Start), w.tokenAt(s.End-1)+1
	if first >= last || last > len(w.at) {
		return -1
	}
	if k := w.at[w.headEnd(first, last)-1]; k >= 0 && w.mentions[k].kind == onrecord.Person {
		return w.mentions[k].entity
	}
	return -1
}

// passSource notes that the source of a statement ends at token i.
func (w *walk) passSource(i int) {
	if a, ok := w.sources[i]; ok {
		if w.a.Attributions[a].Parent < 0 {
			w.spoken = append(w.spoken, a)
		}
		if w.speakers[a] < 0 {
			if found, ok := w.antecedents[i]; ok {
				w.speakers[a] = found.entity
			}
		}
	}
}

// mention notes a mention [first, last) of a person.
func (w *walk) mention(e, first, last int, pronoun bool) {
	s := w.standing[e]
	if s == nil {
		s = &standing{first: w.sentence[first], name: first}
		w.standing[e] = s
	}
	s.last, s.end, s.pronoun = first, last, pronoun
	s.mentions++
	if !pronoun {
		s.name = first
	}
	s.before, s.after = w.wordClass(first-1, first), w.wordClass(last, first)
	if at := slices.Index(w.order, e); at >= 0 {
		w.order = slices.Delete(w.order, at, at+1)
	} else if len(w.order) > 4*recent {
		w.order = w.order[:4*recent]
	}
	w.order = slices.Insert(w.order, 0, e)
}

// follow finds the antecedent of the pronoun at token i.
func (w *walk) follow(i int, pronoun string, form int) {
	var who []int
	for _, e := range w.order {
		if len(who) == recent || w.sentence[i]-w.sentence[w.standing[e].last] > reach {
			break
		}
		if w.agreement(e, i, pronoun) != differOften {
			who = append(who, e)
		}
	}
	features := w.features(i, who, pronoun, form)
	best, p := w.r.pronouns.best(features)
	if best == len(who) || w.paired(who, best, i) {
		best = -1
	}
	if w.judge != nil {
		if told := w.judge(w.describe(i, who, features, best, p)); told != Undecided {
			best = told
		}
	}
	if best < 0 {
		w.antecedents[i] = antecedent{-1, p}
		w.unresolved = i
		return
	}
	w.antecedents[i] = antecedent{who[best], p}
	w.mention(who[best], i, i+1, true)
}

// paired tells whether a person was last mentioned together with another who
// fits, in a sentence before: "Roe and Poe left. He …" tells of neither.
func (w *walk) paired(who []int, best, i int) bool {
	a := w.standing[who[best]]
	for k, e := range who {
		b := w.standing[e]
		if k == best || w.sentence[a.last] == w.sentence[i] {
			continue
		}
		first, second := a, b
		if b.last < a.last {
			first, second = b, a
		}
		if second.last-first.end == 1 && w.low(first.end) == "and" {
			return true
		}
	}
	return false
}

// describe puts a pronoun and its candidates as a Judge takes them.
func (w *walk) describe(i int, who []int, features [][]feature, best int, p float64) Pronoun {
	out := Pronoun{Span: w.a.Tokens[i].Span, Chosen: best, Confidence: p}
	for _, e := range who {
		var spans []onrecord.Span
		for _, m := range w.entities[e].mentions {
			spans = append(spans, w.span(m.first, m.last))
		}
		out.Candidates = append(out.Candidates, spans)
	}
	for _, list := range features {
		row := make([]int32, len(list))
		for k, f := range list {
			row[k] = int32(f)
		}
		out.Features = append(out.Features, row)
	}
	return out
}

// byAgeAt tells "the 34-year-old mother of three", which stands for somebody as
// a pronoun does, and the pronoun that its noun tells, if any.
func (t *text) byAgeAt(i int) (pronoun string, ok bool) {
	if t.low(i) != "the" || !strings.HasSuffix(t.low(i+1), "-year-old") {
		return "", false
	}
	pronoun, _ = t.r.know.Role(t.low(i + 2))
	return pronoun, true
}

// describedAt is the person whom a description at token i stands for ("the
// governor"), and where it ends; -1 where there is none, or more than one fits.
func (t *text) describedAt(i int) (e, end int) {
	if t.low(i) != "the" {
		return -1, i
	}
	for end = i + 1; end < min(i+5, len(t.a.Tokens)) && t.at[end] < 0 && t.a.Tokens[end].Kind == nlp.Word; end++ {
		_, role := t.r.know.Role(t.low(end))
		_, more := t.r.know.Role(t.low(end + 1))
		if !role || more {
			continue
		}
		end++
		if next := t.low(end); next == "of" || next == "for" || next == "at" || next == "'s" || end < len(t.at) && t.at[end] >= 0 {
			return -1, i
		}
		d := t.describe(i, end, end)
		e, _ = t.personDescribed(&d)
		return e, end
	}
	return -1, i
}
