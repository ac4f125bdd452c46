package resolve

import (
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
)

// adopt makes entities of what answers describe or name without an entity:
// documents, groups, bodies, unnamed sources. Each phrase that stands for an
// entity is a mention of it. Of unnamed sources that are described alike, a
// later one is the same only where its phrase is definite. Several who speak as
// one are no entity.
func (t *text) adopt(found []answer) {
	known := map[string]int{}
	for i, e := range t.entities {
		if len(e.mentions) > 0 {
			known[adoptKey(e.kind, e.name)] = i
		}
	}
	inOrder := make([]int, 0, len(found))
	for i, a := range found {
		if a.rule != "" && !a.several {
			inOrder = append(inOrder, i)
		}
	}
	sort.SliceStable(inOrder, func(i, j int) bool { return found[inOrder[i]].first < found[inOrder[j]].first })
	last := map[int]mention{}
	for _, i := range inOrder {
		a := &found[i]
		if a.entity < 0 {
			a.entity = t.adopted(a, known, last)
		}
		if m, ok := last[a.entity]; a.entity >= 0 && a.last > a.first && (!ok || m.last <= a.first) {
			m = mention{first: a.first, last: a.last, kind: a.kind, entity: a.entity, described: a.described}
			t.entities[a.entity].mentions = append(t.entities[a.entity].mentions, m)
			last[a.entity] = m
		}
	}
	for e := range last {
		t.entities[e].mentions = inOrderOnce(t.entities[e].mentions)
	}
}

// adopted is the entity of an answer that had none, new where it must be, or -1
// where no phrase of the text names it.
func (t *text) adopted(a *answer, known map[string]int, last map[int]mention) int {
	key := adoptKey(a.kind, a.name)
	e, ok := known[key]
	if ok && a.kind == onrecord.Unnamed && a.last > a.first && last[e].first != a.first {
		w := t.low(a.first)
		ok = w == "the" || w == "his" || w == "her" || w == "this" || w == "that"
	}
	switch {
	case ok:
		return e
	case a.last <= a.first || a.name == "":
		return -1
	}
	e = len(t.entities)
	known[key] = e
	t.entities = append(t.entities, entity{name: a.name, kind: a.kind, entry: a.entry})
	if a.entry == nil && a.kind != onrecord.Person && a.kind != onrecord.Unnamed {
		t.entities[e].entry = t.bodyKnown(a.name)
	}
	if c, ok := t.r.know.Country(a.name); ok && a.kind == onrecord.Country {
		t.entities[e].country = c.Code
	}
	return e
}

// adoptKey is what two phrases for the same have in common.
func adoptKey(kind onrecord.EntityKind, name string) string {
	return string(kind) + " " + strings.ToLower(name)
}

// inOrderOnce sorts mentions by place and drops those that overlap an earlier.
func inOrderOnce(all []mention) []mention {
	sort.SliceStable(all, func(i, j int) bool { return all[i].first < all[j].first })
	out := all[:0]
	for _, m := range all {
		if len(out) == 0 || out[len(out)-1].last <= m.first {
			out = append(out, m)
		}
	}
	return out
}
