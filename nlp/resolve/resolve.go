// Package resolve finds the article's entities and says which of them made
// each attribution. Input: a document with its attributions. Output: that, the
// entities with mentions, aliases and roles, and a speaker for each
// attribution with the chain of mentions that led to the name. Method: names
// are runs of capitals parted into title and name by tables (package
// knowledge); a surname, role, description or pronoun is followed to an entity
// only where exactly one fits; documents, groups and others that are described
// and not named are entities too. No pronoun is told by a name: only titles (Mr., Ms.), role
// words (spokeswoman) and the article's own chains tell them. What is not clear
// stays unknown. It looks nothing up outside the article but the tables.
package resolve

import (
	"cmp"
	"io"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
)

// Resolver is immutable and safe for concurrent use.
type Resolver struct {
	know       *knowledge.Directory
	confidence map[string]float64
	pronouns   ranker
}

// New loads the resolver's tables, with entities of the user's own in the
// format of package knowledge; it fails where one is damaged.
func New(own ...io.Reader) (*Resolver, error) {
	know, err := knowledge.New(own...)
	if err != nil {
		return nil, err
	}
	confidence, err := readConfidence()
	if err != nil {
		return nil, err
	}
	table, err := model.File("pronouns.tsv")
	if err != nil {
		return nil, err
	}
	return (&Resolver{know: know, confidence: confidence}).WithPronouns(table)
}

// Directory is what the resolver knows beyond an article. Nobody may change it.
func (r *Resolver) Directory() *knowledge.Directory { return r.know }

// WithPronouns is the resolver with another table of weights for pronouns.
func (r *Resolver) WithPronouns(table []byte) (*Resolver, error) {
	pronouns, err := readRanker(table)
	if err != nil {
		return nil, err
	}
	out := *r
	out.pronouns = pronouns
	return &out, nil
}

// Pronouns asks judge about each he and she of a document, in order, and goes
// on from its answers: for learning the weights.
func (r *Resolver) Pronouns(a nlp.Attributed, judge Judge) { r.read(&a).followPronouns(judge) }

// Resolve is total: any attributed document gives entities and a speaker for
// each attribution.
func (r *Resolver) Resolve(a nlp.Attributed) nlp.Resolved {
	t := r.read(&a)
	t.followPronouns(nil)
	speakers := make([]onrecord.Speaker, len(a.Attributions))
	found := make([]answer, len(a.Attributions))
	for _, i := range order(a.Attributions) {
		found[i] = t.speaker(i, found)
	}
	t.adopt(found)
	entities, ids := t.publishEntities()
	for i := range speakers {
		speakers[i] = t.publish(found[i])
		if e := found[i].entity; e >= 0 && ids[e] != "" {
			speakers[i].Entity = ids[e]
		}
	}
	return nlp.Resolved{Attributed: a, Entities: entities, Speakers: speakers}
}

// order gives every attribution after its parent and the one it is carried
// from, and otherwise in order of the text.
func order(all []nlp.Attribution) []int {
	out := make([]int, 0, len(all))
	done := make([]bool, len(all))
	var visit func(i, depth int)
	visit = func(i, depth int) {
		if i < 0 || i >= len(all) || done[i] || depth > 50 {
			return
		}
		done[i] = true
		visit(all[i].Parent, depth+1)
		visit(all[i].Carried, depth+1)
		out = append(out, i)
	}
	for i := range all {
		visit(i, 0)
	}
	return out
}

// answer is who made an attribution, before it is put into words.
type answer struct {
	entity int    // index, or -1
	rule   string // the rule that told, "" where none did
	name   string // where there is no entity
	kind   onrecord.EntityKind
	role   string
	behalf string
	entry  *knowledge.Entry // in the directory, where there is no entity
	sure   float64          // its confidence where it has one of its own; else the rule's
	chain  []string

	first, last int  // the tokens of the phrase that stands for it, or none
	described   bool // the phrase is no name
	several     bool // several speak as one
}

var nobody = answer{entity: -1, kind: onrecord.Unknown}

// publish puts an answer into words.
func (t *text) publish(a answer) onrecord.Speaker {
	if a.rule == "" {
		return onrecord.Speaker{Kind: onrecord.Unknown, Evidence: a.chain}
	}
	s := onrecord.Speaker{Name: a.name, Kind: a.kind, Role: a.role, OnBehalfOf: a.behalf, Confidence: t.r.confidence[a.rule], Evidence: a.chain}
	if a.sure > 0 {
		s.Confidence = a.sure
	}
	if a.entity >= 0 {
		e := t.entities[a.entity]
		s.Name, s.Kind = e.name, e.kind
		if len(e.roles) > 0 && s.Role == "" {
			s.Role = e.roles[0].Title
		}
		if e.told != "" {
			s.Evidence = append(slices.Clone(s.Evidence), e.told)
		}
		if e.entry != nil {
			t.holds(&s, e.entry)
		}
		switch {
		case s.OnBehalfOf != "":
		case e.kind == onrecord.Person:
			s.OnBehalfOf = t.behalf(s.Role)
		case e.kind == onrecord.Organization:
			s.OnBehalfOf = metonyms[e.name]
		}
	}
	return s
}

// holds adds to a speaker the office of the article's day that the directory
// knows, where the article gives none, and the country that it speaks for.
func (t *text) holds(s *onrecord.Speaker, k *knowledge.Entry) {
	tenure := t.tenure(k)
	if tenure == nil {
		return
	}
	if s.Role == "" {
		s.Role = tenure.Title
	}
	if c, ok := t.r.know.Code(tenure.Country); ok && s.OnBehalfOf == "" && !common(&knowledge.Entry{Tenures: []knowledge.Tenure{*tenure}}) {
		s.OnBehalfOf = c.Name
	}
}

// publishEntities lists the entities in order of their first mention, and the
// ID of each by its index.
func (t *text) publishEntities() ([]onrecord.Entity, []string) {
	ids := make([]string, len(t.entities))
	var out []onrecord.Entity
	stand := map[int][]int{}
	for token, found := range t.antecedents {
		if found.entity >= 0 && found.probability >= leastSure {
			stand[found.entity] = append(stand[found.entity], token)
		}
	}
	described := map[int]bool{}
	for _, m := range t.descriptions {
		t.entities[m.entity].mentions = append(t.entities[m.entity].mentions, m)
		described[m.entity] = true
	}
	for e := range described {
		t.entities[e].mentions = inOrderOnce(t.entities[e].mentions)
	}
	for _, i := range t.byFirstMention() {
		e := t.entities[i]
		ids[i] = "e" + strconv.Itoa(len(out)+1)
		pub := onrecord.Entity{ID: ids[i], Name: e.name, Kind: e.kind, Roles: e.roles, Country: e.country, Key: e.key()}
		if e.entry != nil {
			pub.Wikidata = e.entry.Wikidata
			pub.Country = cmp.Or(pub.Country, e.entry.Country)
		}
		seen := map[string]bool{e.name: true}
		for _, m := range e.mentions {
			if alias := t.words(m.first, m.last); !m.described && !seen[alias] {
				seen[alias] = true
				pub.Aliases = append(pub.Aliases, alias)
			}
		}
		pub.Mentions = t.places(e.mentions, stand[i])
		out = append(out, pub)
	}
	return out, ids
}

// places are an entity's mentions and the pronouns that stand for it, in order.
func (t *text) places(mentions []mention, pronouns []int) []onrecord.Span {
	var out []onrecord.Span
	for _, m := range mentions {
		out = append(out, t.span(m.first, m.last))
	}
	for _, token := range pronouns {
		out = append(out, t.span(token, token+1))
	}
	slices.SortFunc(out, func(a, b onrecord.Span) int { return a.Start - b.Start })
	return out
}
