package blocs

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// namesBack and namesAhead bound how many names around a sentence a noun may
// take up, so that time stays linear.
const namesBack, namesAhead = 200, 50

// findMentions goes through the text twice: for names, and for nouns that may
// stand for a bloc, some of which need a name before them.
func (t *text) findMentions() {
	var read []*sentence
	for i := range t.r.Sentences {
		if t.worth(i) {
			read = append(read, t.read(i))
		}
	}
	for _, s := range read {
		for i := 0; i < len(s.words); i++ {
			if n, last := t.named(s, i); last > 0 {
				t.mentions = append(t.mentions, &mention{s: s, first: i, last: last, left: i, bloc: n.bloc, rule: ruleOf(n)})
				i = last - 1
			}
		}
	}
	t.dropWeak()
	names := len(t.mentions)
	for _, m := range t.mentions {
		m.s.named = append(m.s.named, m)
	}
	before := 0 // names up to the end of the sentence
	for _, s := range read {
		before += len(s.named)
		t.described(s, t.mentions[max(0, before-namesBack):min(names, before+namesAhead)])
	}
	slices.SortStableFunc(t.mentions, func(a, b *mention) int {
		if a.s.index != b.s.index {
			return a.s.index - b.s.index
		}
		return a.first - b.first
	})
	for _, m := range t.mentions {
		m.s.all = append(m.s.all, m)
	}
}

func ruleOf(n name) string {
	if n.weak {
		return "weak-name"
	}
	return "name"
}

// worth tells whether a sentence has a word that a bloc's mention may start
// with.
func (t *text) worth(i int) bool {
	at := t.r.Sentences[i]
	for k := at.First; k < at.Last; k++ {
		if t.f.starts[t.r.Word(k)] {
			return true
		}
	}
	return false
}

// dropWeak drops names that others bear too, where no other name of the bloc
// stands in the text.
func (t *text) dropWeak() {
	sure := map[*knowledge.Bloc]bool{}
	for _, m := range t.mentions {
		if m.rule == "name" {
			sure[m.bloc] = true
		}
	}
	t.mentions = slices.DeleteFunc(t.mentions, func(m *mention) bool { return !sure[m.bloc] })
}

// described finds the nouns of a sentence that stand for a bloc.
func (t *text) described(s *sentence, names []*mention) {
	covered := map[int]bool{}
	here := len(s.named) > 0
	for _, m := range s.named {
		for i := m.first; i < m.last; i++ {
			covered[i] = true
		}
	}
	parsed := here
	need := func() {
		if !parsed || s.tree.Tags == nil {
			s.parse(t.f.parser)
			parsed = true
		}
	}
	if here {
		need()
		for _, m := range s.named {
			t.widen(m)
			covered[m.last-1] = true
		}
	}
	for i := range s.words {
		if covered[i] {
			continue
		}
		class, head := t.f.lex["head"][s.low(i)]
		if !head || strings.HasSuffix(s.low(i), "s") && s.low(i) != "talks" && s.low(i) != "caucus" && s.low(i) != "negotiations" {
			continue
		}
		if class == "size" && !t.sized(s, i) && t.takesUp(s, i, names) == nil {
			continue
		}
		need()
		if m := t.judge(s, i, class, names); m != nil {
			t.mentions = append(t.mentions, m)
			here = true
		}
	}
	if m := t.signers(s, need); m != nil {
		t.mentions = append(t.mentions, m)
	} else if m := t.counted(s, names, need); m != nil && !here {
		t.mentions = append(t.mentions, m)
	}
}

// widen sets where a named mention's noun phrase starts, and takes in a noun
// right after the name that says what it is: "TPP pact", "NATO alliance".
func (t *text) widen(m *mention) {
	m.left = m.s.phraseFrom(m.first)
	if again := t.f.lex["again"][m.s.low(m.last)]; m.last < len(m.s.words) && slices.Contains(strings.Fields(again), m.bloc.Kind) {
		m.last++
	}
}

// sized tells, before a sentence is parsed, whether a size may stand with a
// noun: "12-nation pact", "group of 12 Pacific nations".
func (t *text) sized(s *sentence, i int) bool {
	for j := max(0, i-6); j < i; j++ {
		if _, _, ok := t.compound(s, j); ok {
			return true
		}
	}
	if s.low(i+1) != "of" {
		return false
	}
	_, ok := t.ofSize(s, i+1)
	return ok
}

// ofSize reads "of about 12 Pacific Rim nations" at the word "of".
func (t *text) ofSize(s *sentence, of int) (number, bool) {
	for j := of + 1; j <= of+4 && j < len(s.words); j++ {
		n, ok := t.numberAt(s, j)
		if !ok {
			if !t.f.lex.is("beforesize", s.low(j)) {
				break
			}
			continue
		}
		for k := n.last; k < n.last+5 && k < len(s.words); k++ {
			if t.f.lex.is("members", s.low(k)) {
				n.last = k + 1
				return n, true
			}
			if s.low(k) == "," || s.low(k) == "of" && s.low(k-1) != "dozen" || s.low(k) == "and" {
				break
			}
		}
		return number{}, false
	}
	return number{}, false
}

// takesUp is the bloc that "the pact", "our 28-nation alliance" takes up: the
// one of a fitting kind that was named last, or nil.
func (t *text) takesUp(s *sentence, i int, names []*mention) *knowledge.Bloc {
	kinds := strings.Fields(t.f.lex["again"][s.low(i)])
	if kinds == nil || len(names) == 0 {
		return nil
	}
	j := i - 1
	hasSize := false
	for ; j >= 0 && j > i-5; j-- {
		if _, _, ok := t.compound(s, j); ok {
			hasSize = true
		} else if !t.f.lex.is("between", s.low(j)) {
			break
		}
	}
	if det := s.low(j); det != "the" && det != "this" && det != "our" && det != "that" && !(hasSize && (det == "a" || det == "proposed")) {
		return nil
	}
	if next := s.low(i + 1); next == "between" || next == "with" || next == "on" && s.low(i) != "treaty" || next == "that" && s.low(j) == "a" {
		return nil
	}
	reach := 8
	switch s.low(i) {
	case "pact":
		reach = 3
	case "group", "body", "organization", "organisation":
		reach = 0
	case "deal", "agreement", "partnership", "talks", "negotiations", "union", "club":
		reach = 3
	}
	if s.low(i) == "alliance" || hasSize {
		reach = 1 << 20
	}
	if hasSize {
		if n, _, ok := t.sizeBefore(s, i); ok {
			return t.lastSized(kinds, s, i, names, n.n)
		}
	}
	return t.lastOf(kinds, s, i, names, reach)
}

// sizeBefore is the size before a noun.
func (t *text) sizeBefore(s *sentence, i int) (number, int, bool) {
	for j := max(0, i-5); j < i; j++ {
		if n, words, ok := t.compound(s, j); ok {
			return n, words, ok
		}
	}
	return number{}, 0, false
}

// lastSized is the bloc of one of the kinds that ever had so many members and
// was named last before a word, or first after it.
func (t *text) lastSized(kinds []string, s *sentence, i int, names []*mention, size int) *knowledge.Bloc {
	fits := func(m *mention) bool { return slices.Contains(kinds, m.bloc.Kind) && m.bloc.Numbers(size) }
	for _, m := range slices.Backward(names) {
		if (m.s.index < s.index || m.s == s && m.first <= i) && fits(m) {
			return m.bloc
		}
	}
	for _, m := range names {
		if fits(m) {
			return m.bloc
		}
	}
	return nil
}

// lastOf is the bloc of one of the kinds that was named last before a word, at
// most so many sentences ago.
func (t *text) lastOf(kinds []string, s *sentence, i int, names []*mention, reach int) *knowledge.Bloc {
	for _, m := range slices.Backward(names) {
		if m.s.index > s.index || m.s == s && m.first > i || !slices.Contains(kinds, m.bloc.Kind) {
			continue
		}
		if s.index-m.s.index > reach {
			break
		}
		return m.bloc
	}
	return nil
}

// judge tells whether the noun at word i stands for a bloc, and by which rule.
func (t *text) judge(s *sentence, i int, class string, names []*mention) *mention {
	m := &mention{s: s, first: i, last: i + 1, left: s.phraseFrom(i), head: s.low(i)}
	if s.low(i) == "coalition" && s.low(i+1) == "government" {
		m.last++
	}
	if m.bloc = t.takesUp(s, i, names); m.bloc == nil {
		m.bloc = explains(m)
	}
	size := t.sizedFrom(s, m.left, i)
	led := t.ledBy(s, m.left, i)
	against := t.against(s, m) != ""
	switch {
	case class == "caucus":
		if m.bloc == nil && !t.isCaucus(s, m) {
			return nil
		}
		m.rule = "caucus"
	case t.otherThing(s, m):
		return nil
	case m.bloc != nil:
		m.rule = "taken-up"
	case class == "size" || class == "sign" && size:
		if !size || strings.HasSuffix(t.unit(s, i), "member") && class == "size" && (m.head == "group" || m.head == "force" || m.head == "association" || m.head == "club") {
			return nil
		}
		m.rule = "size"
	case led || against:
		m.rule = "led-or-against"
	case class == "sign":
		if !t.isAlliance(s, m) {
			return nil
		}
		m.rule = "alliance"
	case m.head == "bloc":
		if t.f.lex.is("electoral", s.low(i-1)) || s.low(i+1) == "of" && t.f.lex.is("voters", s.low(i+2)) || t.electorate(s) {
			return nil
		}
		m.rule = "bloc"
	default:
		if !size && !t.isCoalition(s, m) {
			return nil
		}
		m.rule = "coalition"
	}
	for m.first > m.left && s.nominal(m.first-1) && !strings.HasSuffix(s.low(m.first-1), "-led") {
		if _, _, ok := t.compound(s, m.first-1); ok || t.f.lex.is("member", s.low(m.first-1)) || s.tag(m.first-1) == syntax.Num {
			break
		}
		m.first--
	}
	return m
}

// explains is the bloc that a noun says the kind of: "NATO, an alliance of 28
// countries"; or nil.
func explains(m *mention) *knowledge.Bloc {
	if at := m.s.low(m.left); m.s.low(m.left-1) != "," || at != "a" && at != "an" && at != "the" {
		return nil
	}
	for _, n := range m.s.named {
		if n.last == m.left-1 {
			return n.bloc
		}
	}
	return nil
}

// sizedFrom tells whether a size stands within a noun phrase or after its noun.
func (t *text) sizedFrom(s *sentence, left, i int) bool {
	for j := max(0, left-1); j < i; j++ {
		if _, words, ok := t.compound(s, j); ok && j+words <= i {
			return true
		}
	}
	if s.low(i+1) != "of" {
		return false
	}
	_, ok := t.ofSize(s, i+1)
	return ok
}

// unit is the unit of the size before a noun: "65-member" → "-member".
func (t *text) unit(s *sentence, i int) string {
	for j := max(0, i-6); j < i; j++ {
		if _, n, ok := t.compound(s, j); ok {
			return s.low(j + n - 1)
		}
	}
	return ""
}
