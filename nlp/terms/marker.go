package terms

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// marker is an entry of markers.tsv: words that may open a condition.
type marker struct {
	kind  onrecord.ConditionKind
	shape string // clause, phrase, either or bare
	check string // the rule that must agree
	flag  string
}

// found is a condition in its sentence, as words.
type found struct {
	marker
	first, last int // the marker's words
	end         int // where the clause ends
	rule        string
}

func readMarkers() (phrases[marker], error) {
	list, err := rows("markers.tsv", 5)
	if err != nil {
		return nil, err
	}
	out := phrases[marker]{}
	for _, row := range list {
		if !slices.Contains(checks(), row[3]) {
			return nil, fmt.Errorf("terms: markers.tsv: %s: there is no check %q", row[0], row[3])
		}
		out.add(row[0], marker{onrecord.ConditionKind(row[1]), row[2], row[3], row[4]})
	}
	return out, nil
}

// conditions finds the conditions of a sentence, in order.
func (t *Terms) conditions(s *sentence) []found {
	var out []found
	for i := 0; i < len(s.words); i++ {
		m, n := t.markers.at(s.words, i)
		if n == 0 {
			continue
		}
		f := found{marker: m, first: i, last: i + n, rule: "marker-" + string(m.kind)}
		if m.check != "none" {
			f.rule = "marker-" + m.check
		}
		if n := len(out); n > 0 && out[n-1].kind == onrecord.ConditionOnlyIf && f.kind == onrecord.ConditionIf && i < out[n-1].end {
			continue // "only if it rains or if it snows"
		}
		if t.holds(s, &f) {
			out = append(out, f)
		}
		i += n - 1
	}
	return out
}

// holds finds the clause of a marker and tells whether it is a condition.
func (t *Terms) holds(s *sentence, f *found) bool {
	if t.early(s, f) {
		return false
	}
	tree := s.parse(t.parser)
	nominal := f.shape == "phrase"
	if f.shape == "either" {
		nominal = tree.Tags[min(f.last, len(s.words)-1)] == syntax.Gerund
	}
	f.end = f.last
	if f.shape != "bare" {
		f.end = t.boundary.best(Places(s.words, tree, f.first, f.last, nominal, s.opens[s.words[f.first].Span.Start]), f.last, !nominal && !reduced(s, tree, f.last))
		if f.end == f.last {
			return false
		}
	}
	return t.check(s, tree, f)
}

// reduced tells whether a clause may begin at word i that has no verb of its
// own: "if elected", "if possible", "if not".
func reduced(s *sentence, tree *syntax.Tree, i int) bool {
	switch s.low(i) {
	case "", "possible", "necessary", "need", "needed", "so", "not", "true":
		return true
	}
	return participle(tree, i) || tree.Tags[i] == syntax.Gerund
}

// early tells whether the words around a marker alone say that it opens no
// condition, so that most sentences need no tree.
func (t *Terms) early(s *sentence, f *found) bool {
	before, after := s.low(f.first-1), s.low(f.last)
	switch f.check {
	case "if":
		_, idiom := t.idioms.at(s.words, f.last)
		return idiom > 0 || before == "as" || before == "what" || before == "big" || after == "" || isMark(after) && !isQuote(after) || t.asked(s, f.first)
	case "unless":
		return after == "" || isMark(after) && !isQuote(after)
	case "whether":
		return !t.besides(s, f)
	case "inverted":
		return !subjectMay(after) && !capital(s, f.last) || before == "what" || before == "why" || before == "how" || before == "who"
	case "as-long-as":
		return number(after) || after == "possible" || (after == "a" || after == "an") && t.times[stem(s.low(f.last+1))]
	case "in-return":
		return before == "little" || before == "nothing" || before == "something" || before == "anything" || before == "much" || after == "for"
	case "condition-of":
		return after == "of" || after == "that" || after == "" || isMark(after)
	}
	return false
}

// asked tells whether "if" or "whether" at word i opens what somebody asks or
// knows: "asked him if", "I don't know whether".
func (t *Terms) asked(s *sentence, i int) bool {
	k := i - 1
	for k >= 0 && (isQuote(s.words[k].Text) || s.words[k].Low == "even" || s.words[k].Low == "exactly") {
		k--
	}
	if k < 0 {
		return false
	}
	if low := s.words[k].Low; t.asking[stem(low)] {
		return t.opensQuestion(s, k)
	}
	// "asked the minister if": a verb of asking with somebody between.
	for n := 0; k >= 0 && n < 5; n++ {
		low := s.words[k].Low
		if isMark(low) || low == "to" || low == "that" || low == "will" || low == "would" {
			return false
		}
		switch stem(low) {
		case "ask", "wonder", "quiz", "press", "poll", "grill":
			return true
		}
		k--
	}
	return false
}

// opensQuestion tells whether a word of asking.txt right before "if" is one of asking
// there: "the test" asks nothing, "said if" only where it was not said, and "out"
// only in "find out".
func (t *Terms) opensQuestion(s *sentence, k int) bool {
	switch low := s.words[k].Low; stem(low) {
	case "say", "tell":
		for i := k - 1; i >= max(0, k-4); i-- {
			if t.negations[s.words[i].Low] || t.asking[stem(s.words[i].Low)] || stem(s.words[i].Low) == "declin" || stem(s.words[i].Low) == "refus" {
				return true
			}
		}
		return false
	case "out":
		before := stem(s.low(k - 1))
		return before == "find" || before == "figur" || before == "work" || before == "check" || before == "sort"
	case "idea", "doubt", "question":
		return true
	}
	return !determiner(s.low(k - 1))
}

// besides tells whether "whether" opens a clause beside the main one: set off
// before it, with an "or" in it.
func (t *Terms) besides(s *sentence, f *found) bool {
	before := s.low(f.first - 1)
	if before == "regardless" || before == "matter" || before == "of" && s.low(f.first-2) == "regardless" {
		return true
	}
	if before != "" && !isMark(before) || t.asked(s, f.first) {
		return false
	}
	for i := f.last; i < min(len(s.words), f.last+25); i++ {
		if s.words[i].Low == "or" {
			return true
		}
	}
	return false
}

// subjectMay tells whether a word in lower case may open the subject of an
// inverted clause.
func subjectMay(low string) bool {
	switch low {
	case "he", "she", "it", "they", "we", "i", "you", "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "any", "there", "no", "another":
		return true
	}
	return false
}

func capital(s *sentence, i int) bool {
	return i < len(s.words) && s.words[i].Text != s.words[i].Low
}

// number tells whether a word is a figure or a small number in words.
func number(low string) bool {
	if low == "" {
		return false
	}
	if low[0] >= '0' && low[0] <= '9' {
		return true
	}
	switch low {
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "several":
		return true
	}
	return false
}
