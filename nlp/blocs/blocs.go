// Package blocs finds coalitions, alliances, unions, treaties and groups of
// countries or parties, and what is claimed of them: size, members, would-be
// and former members, refusals, leader, opponent, purpose. Input: a resolved
// document. Output: one bloc for each bloc of each sentence, with claims that
// stand in that sentence. Method: names of a table (package knowledge) and
// nouns such as "coalition", where the phrase says that it is one; then named
// rules over the words around the mention and the sentence's dependency tree.
// Mentions of one bloc share a key: the table's, or one made of leader and
// opponent; where neither is known the key is empty and the name alone ties
// the mentions of one article together. A sentence without such a name or noun
// is not parsed. It judges no claim and counts nothing itself.
package blocs

import (
	"cmp"
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// Finder is immutable and safe for concurrent use.
type Finder struct {
	know   *knowledge.Directory
	parser *syntax.Parser
	lex    lexicon
	names  map[string][]name // of blocs, by their first word
	byID   map[string]*knowledge.Bloc
	starts map[string]bool // words that make a sentence worth reading
}

// New loads the parser and the lexicon; it fails where one is damaged.
func New(know *knowledge.Directory) (*Finder, error) {
	parser, err := syntax.NewParser()
	if err != nil {
		return nil, err
	}
	lex, err := readLexicon()
	if err != nil {
		return nil, err
	}
	f := &Finder{know: know, parser: parser, lex: lex}
	f.indexNames()
	return f, nil
}

// Find is total: any resolved document gives its blocs, in order of the text.
func (f *Finder) Find(r nlp.Resolved) []nlp.Bloc {
	t := &text{f: f, r: &r}
	t.findMentions()
	if len(t.mentions) == 0 {
		return nil
	}
	t.attach()
	t.claim()
	t.gather()
	return t.publish()
}

// text is a document that is being read.
type text struct {
	f        *Finder
	r        *nlp.Resolved
	mentions []*mention        // in order of the text
	places   []place           // of entities, by start
	persons  map[string]string // the country of each person, by name
	spoken   map[string]int    // how often the text names each adversary
}

// mention is a place where a bloc is spoken of.
type mention struct {
	s           *sentence
	first, last int // words [first, last) of the sentence
	left        int // first word of its noun phrase
	bloc        *knowledge.Bloc
	head        string // the noun, in small letters
	rule        string
	leader      string
	opponent    string
	claims      []claim
	same        *mention // the mention of the sentence that stands for this one, or nil
	group       *group
}

// claim is what is said of a mention's bloc.
type claim struct {
	kind        onrecord.BlocClaimType
	value       string
	first, last int // words of the sentence
	condition   *onrecord.Span
	approximate bool
	rule        string
}

// add notes a claim, once for each type and value.
func (m *mention) add(c claim) {
	if c.value == "" || slices.ContainsFunc(m.claims, func(d claim) bool { return d.kind == c.kind && d.value == c.value }) {
		return
	}
	m.claims = append(m.claims, c)
}

// has tells whether a claim of a type is noted.
func (m *mention) has(kind onrecord.BlocClaimType) bool {
	return slices.ContainsFunc(m.claims, func(c claim) bool { return c.kind == kind })
}

// publish gives each sentence's blocs, one row for each.
func (t *text) publish() []nlp.Bloc {
	var out []nlp.Bloc
	for _, m := range t.mentions {
		if m.same != nil {
			continue
		}
		b := nlp.Bloc{Bloc: onrecord.Bloc{Name: m.group.name, Key: m.group.key, Entity: t.entityID(m), Mention: m.s.span(m.first, m.last), Rule: m.rule}}
		for _, c := range m.claims {
			span := m.s.span(c.first, c.last)
			by := t.attribution(span)
			said := onrecord.BlocClaim{Type: c.kind, Value: c.value, Span: span, Condition: c.condition, Approximate: c.approximate, Rule: c.rule}
			if by >= 0 {
				said.ClaimedBy = t.r.Speakers[by].Name
			}
			b.Claims, b.By = append(b.Claims, said), append(b.By, by)
		}
		out = append(out, b)
	}
	slices.SortStableFunc(out, func(a, b nlp.Bloc) int { return cmp.Compare(a.Mention.Start, b.Mention.Start) })
	return out
}

// attributionsBack bounds how many attributions before a claim are looked at.
const attributionsBack = 64

// attribution is the innermost attribution whose content holds a span, or -1.
func (t *text) attribution(span onrecord.Span) int {
	all := t.r.Attributions
	end := sort.Search(len(all), func(i int) bool { return len(all[i].Content) > 0 && all[i].Content[0].Start > span.Start })
	best, least := -1, 0
	for i := end - 1; i >= max(0, end-attributionsBack); i-- {
		for _, c := range all[i].Content {
			if c.Contains(span) && (best < 0 || c.Len() < least) {
				best, least = i, c.Len()
			}
		}
	}
	return best
}
