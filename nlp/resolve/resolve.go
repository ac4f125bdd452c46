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
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/nlp"
)

// Resolver is immutable and safe for concurrent use.
type Resolver struct {
	know       *knowledge.Directory
	confidence map[string]float64
}

// New loads the resolver's tables; it fails where one is damaged.
func New() (*Resolver, error) {
	know, err := knowledge.New()
	if err != nil {
		return nil, err
	}
	confidence, err := readConfidence()
	if err != nil {
		return nil, err
	}
	return &Resolver{know, confidence}, nil
}

// Resolve is total: any attributed document gives entities and a speaker for
// each attribution.
func (r *Resolver) Resolve(a nlp.Attributed) nlp.Resolved {
	t := r.read(&a)
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
	if a.entity >= 0 {
		e := t.entities[a.entity]
		s.Name, s.Kind = e.name, e.kind
		if len(e.roles) > 0 && s.Role == "" {
			s.Role = e.roles[0].Title
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

// publishEntities lists the entities in order of their first mention, and the
// ID of each by its index.
func (t *text) publishEntities() ([]onrecord.Entity, []string) {
	ids := make([]string, len(t.entities))
	var out []onrecord.Entity
	for _, i := range t.byFirstMention() {
		e := t.entities[i]
		ids[i] = "e" + strconv.Itoa(len(out)+1)
		pub := onrecord.Entity{ID: ids[i], Name: e.name, Kind: e.kind, Roles: e.roles, Country: e.country}
		seen := map[string]bool{e.name: true}
		for _, m := range e.mentions {
			pub.Mentions = append(pub.Mentions, t.span(m.first, m.last))
			if alias := t.words(m.first, m.last); !m.described && !seen[alias] {
				seen[alias] = true
				pub.Aliases = append(pub.Aliases, alias)
			}
		}
		out = append(out, pub)
	}
	return out, ids
}
