package blocs

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
)

// group is the mentions of one bloc.
type group struct {
	bloc             *knowledge.Bloc
	head             string
	leader, opponent string
	name, key        string
	mentions         []*mention
	apart            bool // "their own coalition": another one than the text's
}

// groupsBack bounds how many groups a description is compared with, the latest.
const groupsBack = 50

// gather puts the mentions of one bloc together and gives each group its name
// and key; of several in one sentence one stands for all.
func (t *text) gather() {
	var groups []*group
	ofBloc := map[*knowledge.Bloc]*group{}
	for _, m := range t.mentions {
		g := ofBloc[m.bloc]
		if g == nil || m.bloc == nil {
			g = t.groupOf(m, groups[max(0, len(groups)-groupsBack):])
		}
		if g == nil {
			g = &group{bloc: m.bloc, head: m.head, apart: m.ownOf()}
			groups = append(groups, g)
			ofBloc[m.bloc] = g
		}
		g.take(m)
	}
	for _, g := range groups {
		t.identify(g)
	}
	for _, m := range t.mentions {
		t.represent(m)
	}
}

// take adds a mention to a group.
func (g *group) take(m *mention) {
	m.group = g
	g.mentions = append(g.mentions, m)
	if g.leader == "" {
		g.leader = m.leader
	}
	if g.opponent == "" {
		g.opponent = m.opponent
	}
}

// groupOf is the group that a mention belongs to: of the same bloc of the
// table, or described by the same noun with nothing that speaks against it,
// the latest; nil where there is none.
func (t *text) groupOf(m *mention, groups []*group) *group {
	for _, g := range slices.Backward(groups) {
		if m.bloc != nil || g.bloc != nil {
			if g.bloc == m.bloc {
				return g
			}
			if g.bloc != nil && m.bloc == nil && m.head == "coalition" && g.bloc.Kind == "coalition" && agree(g.bloc.Leader, m.leader) && agree(g.bloc.Opponent, m.opponent) {
				return g
			}
			continue
		}
		if g.head != m.head || m.rule == "signers" || !agree(g.leader, m.leader) || !agree(g.opponent, m.opponent) {
			continue
		}
		if m.ownOf() != g.apart || m.s.low(m.left) == "a" && m.leader+m.opponent == "" && g.leader+g.opponent != "" {
			continue // another one than those known
		}
		return g
	}
	return nil
}

// ownOf tells whether a mention is somebody's own one: "their own coalition".
func (m *mention) ownOf() bool {
	own := m.s.low(m.left)
	return m.leader+m.opponent == "" && (own == "their" || own == "his" || own == "her")
}

// agree tells whether two values may be the same: equal, or one unknown.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// identify names a group: by the table, also where leader and opponent tell
// which of its coalitions is meant; else by leader and opponent.
func (t *text) identify(g *group) {
	if g.bloc == nil && g.head == "coalition" {
		g.bloc = t.standing(g)
	}
	if g.bloc != nil {
		g.key, g.name = g.bloc.ID, g.bloc.Name()
		if n := fullest(g, "name"); n != "" {
			g.name = n
		}
		return
	}
	key := []string{"bloc", g.head}
	if g.leader != "" {
		key = append(key, "led-by-"+slug(g.leader))
	}
	if g.opponent != "" {
		key = append(key, "against-"+slug(g.opponent))
	}
	if len(key) > 2 {
		g.key = strings.Join(key, ":")
	}
	if g.name = fullest(g, ""); g.opponent != "" && !strings.Contains(strings.ToLower(g.name), "anti-") && !strings.Contains(strings.ToLower(g.name), "counter-") {
		g.name += " against " + g.opponent
	}
}

// standing is the table's coalition that a described one is: its opponent is
// the same, or its leader where the text speaks of the opponent; and no other
// is spoken of as much. Nil where the text does not say.
func (t *text) standing(g *group) *knowledge.Bloc {
	if g.opponent == "" && g.leader == "" && !g.armed(t.f.lex) {
		return nil
	}
	year := ""
	if d, ok := t.r.PublishedDate(); ok && len(d.Value) >= 4 {
		year = d.Value[:4]
	}
	var found *knowledge.Bloc
	most, tie := 0, false
	for _, b := range t.f.know.Blocs() {
		if b.Kind != "coalition" || b.Opponent == "" || year != "" && (b.From != "" && year < b.From[:4] || b.To != "" && year > b.To[:4] && (g.opponent == "" || g.leader == "")) {
			continue
		}
		if g.opponent != "" && g.opponent != b.Opponent || g.leader != "" && g.leader != b.Leader && b.Leader != "" {
			continue
		}
		if g.leader != "" && b.Leader == "" {
			continue
		}
		n := 1
		if g.opponent == "" {
			n = t.speaksOf(b.Opponent)
		}
		if n == 0 || g.opponent+g.leader == "" && b.Leader == "" {
			continue
		}
		if n > most || found == nil {
			found, most, tie = b, n, false
		} else if n == most && g.opponent == "" {
			tie = true
		}
	}
	if tie {
		return nil
	}
	return found
}

// armed tells whether one of a group's mentions shows a coalition of states at
// arms: "coalition airstrikes", "the global coalition", or a size of twenty.
func (g *group) armed(lex lexicon) bool {
	for _, m := range g.mentions {
		if lex.is("atarms", m.s.low(m.last)) || lex.is("atarms", m.s.low(m.first)) {
			return true
		}
		for _, c := range m.claims {
			if c.kind == onrecord.BlocSize && len(c.value) > 1 && c.value >= "20" {
				return true
			}
		}
	}
	return false
}

// speaksOf is how often a text names an adversary, by any of its names.
func (t *text) speaksOf(value string) int {
	if t.spoken == nil {
		t.spoken = map[string]int{}
		for i := range t.r.Tokens {
			w := t.r.Word(i)
			if v, ok := t.f.lex["value"][strings.ToLower(w)]; ok && w != strings.ToLower(w) && (len(w) > 2 || w == strings.ToUpper(w)) {
				t.spoken[v]++
			}
		}
		t.spoken["ISIL"] += strings.Count(t.r.Text, "Islamic State")
		t.spoken["Taliban"] += strings.Count(t.r.Text, "Taliban")
	}
	return t.spoken[value]
}

// fullest is the longest words by which a group's mentions of a rule, or of
// any, call it, with who leads it.
func fullest(g *group, rule string) string {
	best := ""
	for _, m := range g.mentions {
		if rule != "" && m.rule != rule {
			continue
		}
		first := m.first
		if rule == "" {
			for first > m.left && strings.HasSuffix(m.s.low(first-1), "-led") {
				first--
			}
		}
		if words := m.s.in(first, m.last); len(words) > len(best) {
			best = words
		}
	}
	return best
}

func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == ',' }), "-")
}

// represent merges a mention with an earlier one of its bloc in its sentence:
// the one whose own phrase gives size or leader stands for both, else the
// first.
func (t *text) represent(m *mention) {
	for _, o := range m.s.all {
		if o == m {
			return
		}
		if o.group != m.group || o.same != nil {
			continue
		}
		if m.weight() > o.weight() && !m.appositionTo(o) {
			for _, c := range o.claims {
				m.add(c)
			}
			o.same = m
			return
		}
		for _, c := range m.claims {
			o.add(c)
		}
		m.same = o
		return
	}
}

// weight tells how much a mention's own phrase says.
func (m *mention) weight() int {
	for _, c := range m.claims {
		if (c.kind == onrecord.BlocSize || c.kind == onrecord.BlocLeader) && c.first >= m.left-1 && c.first <= m.last+3 {
			return 2
		}
	}
	for _, c := range m.claims {
		if c.rule == "is-member" || c.rule == "apposition" || c.rule == "chief" || c.rule == "holds-chair" {
			return 1
		}
	}
	if m.rule == "name" {
		return 0
	}
	return -1
}

// appositionTo tells whether a mention explains the one before it: "the Harbour
// Pact, the 12-nation accord".
func (m *mention) appositionTo(o *mention) bool {
	at := o.last
	if m.s.low(at) == "(" {
		at += 3
	}
	return m.s.low(at) == "," && m.left <= at+2 && o.rule == "name"
}
