package terms

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/nlp/syntax"
)

// checks are the names of the rules that markers.tsv may ask for.
func checks() []string {
	return []string{"none", "if", "unless", "only-when", "only-after", "provided", "provided-that", "condition-that", "condition-of", "as-long-as",
		"until", "in-return", "assuming", "in-case", "or-else", "whether", "inverted"}
}

// check tells whether a marker with its clause is a condition, by the rule
// that the table names for it. It may correct the kind, the rule and the end.
func (t *Terms) check(s *sentence, tree *syntax.Tree, f *found) bool {
	verb := finite(tree, f.last, f.end)
	f.end = t.again(s, f)
	switch f.check {
	case "if":
		return t.checkIf(s, tree, f, verb)
	case "unless":
		return true
	case "only-when", "only-after":
		// "came only after a draft was finished" is a fact and no term.
		return verb >= 0 && tree.Tags[verb] != syntax.Past || verb >= 0 && modalBefore(tree, f.first) || f.check == "only-when" && verb >= 0 && generic(tree, f.first)
	case "provided":
		return checkProvided(s, tree, f, verb)
	case "provided-that":
		switch s.low(f.first - 1) {
		case "by", "has", "have", "had", "is", "was", "be", "been", "are", "also", "which", "who", "law":
			return false // "by providing that"
		}
		return verb >= 0
	case "condition-that", "condition-of":
		for _, w := range s.words[f.last:f.end] {
			switch w.Low {
			case "anonymity", "anonymous", "anonymously", "named", "identified", "quoted", "name", "names":
				return false
			}
		}
		return f.end > f.last
	case "as-long-as":
		return t.checkAsLongAs(s, tree, f, verb)
	case "until":
		return verb >= 0 && tree.Tags[verb] != syntax.Past && negated(s, tree, f.first)
	case "assuming":
		before := s.low(f.first - 1)
		return f.first == 0 || isMark(before) || before == "and" || before == "that"
	case "in-case", "or-else":
		next := tree.Tags[min(f.last, len(tree.Tags)-1)]
		if f.check == "in-case" {
			return f.end > f.last+1
		}
		return f.last < len(s.words) && (next == syntax.Pron || next == syntax.Det || next.Nominal() || next == syntax.Exist)
	case "whether":
		return verb >= 0 || hasWord(s, f.last, f.end, "or")
	case "inverted":
		return t.checkInverted(s, tree, f)
	}
	return true
}

// checkIf tells a condition from a scalar "if not", a concession and reduced
// clauses that are none.
func (t *Terms) checkIf(s *sentence, tree *syntax.Tree, f *found, verb int) bool {
	after := s.low(f.last)
	if verb < 0 {
		f.rule = "reduced-if"
		switch after {
		case "possible", "necessary", "need", "needed", "so", "true":
			f.end = f.last + 1
			if after == "need" && s.low(f.end) == "be" {
				f.end++
			}
			return true
		case "not":
			return f.first == 0 && f.end == f.last+1 || opensClause(s, f.first) && participle(tree, f.last+1) && mainFollows(s, tree, f.end)
		}
		return participle(tree, f.last) || f.end > f.last+2 && anyVerb(tree, f.last+1, f.end)
	}
	if after == "not" && participle(tree, f.last+1) && opensClause(s, f.first) && mainFollows(s, tree, f.end) {
		return true
	}
	if after == "not" && tree.Tags[min(f.last+1, len(tree.Tags)-1)] != syntax.Pron {
		return false
	}
	// "asked how he would pay, if he would raise taxes": one question more.
	if w := s.low(verb); (w == "would" || w == "will") && t.askedBefore(s, f.first) {
		return false
	}
	return true
}

// mainFollows tells whether a main clause opens after a mark at word i.
func mainFollows(s *sentence, tree *syntax.Tree, i int) bool {
	if i+1 >= len(s.words) || !isMark(s.low(i)) {
		return false
	}
	tag := tree.Tags[i+1]
	return (tag == syntax.Pron || tag == syntax.Det || tag == syntax.Name) && finite(tree, i+2, len(tree.Tags)) >= 0
}

// askedBefore tells whether a verb of asking with a question word stands
// before word i.
func (t *Terms) askedBefore(s *sentence, i int) bool {
	question := false
	for k := i - 1; k >= 0; k-- {
		switch stem(s.words[k].Low) {
		case "how", "why", "who", "what", "whether":
			question = true
		case "ask", "wonder":
			return question
		}
	}
	return false
}

// checkProvided tells "provided he comes" from "provided he came with food":
// the verb has a subject before it.
func checkProvided(s *sentence, tree *syntax.Tree, f *found, verb int) bool {
	if verb < 0 {
		return false
	}
	if f.first == 0 || isMark(s.low(f.first-1)) || s.low(f.first-1) == "but" || s.low(f.first-1) == "only" {
		return true
	}
	before, next := tree.Tags[f.first-1], tree.Tags[f.last]
	return !before.Nominal() && before != syntax.Pron && before != syntax.Adv && !before.Verb() && (next == syntax.Pron || next == syntax.Det || next.Nominal())
}

// checkAsLongAs tells a term from a stretch of time.
func (t *Terms) checkAsLongAs(s *sentence, tree *syntax.Tree, f *found, verb int) bool {
	if verb < 0 {
		return false
	}
	if t.wishes[stem(s.low(f.end-1))] && f.end-f.last <= 3 {
		return false
	}
	// "as long as there has been wealth" says how long.
	low := s.low(verb)
	for k := verb + 1; k < min(verb+3, f.end); k++ {
		if s.low(k) == "been" && (low == "has" || low == "have" || low == "had") {
			return false
		}
	}
	return !(tree.Tags[verb] == syntax.Past && !hasWord(s, 0, f.first, "could") && !hasWord(s, 0, f.first, "would") && low != "were" && low != "was" && low != "did" && low != "had")
}

// checkInverted tells "should he win" from a question and from a verb with its
// subject before it.
func (t *Terms) checkInverted(s *sentence, tree *syntax.Tree, f *found) bool {
	f.rule = "inverted-" + strings.TrimPrefix(s.low(f.last-1), "even ")
	before := s.low(f.first - 1)
	open := f.first == 0 || isMark(before) || before == "that" || before == "and" || before == "but"
	pronoun := tree.Tags[f.last] == syntax.Pron && s.low(f.last) != "her" && s.low(f.last) != "him"
	if !open && (!pronoun || tree.Tags[f.first-1] == syntax.Pron || tree.Tags[f.first-1] == syntax.Name) || strings.Contains(s.words[len(s.words)-1].Low, "?") {
		return false
	}
	for k := f.last + 1; k < min(f.end, f.last+7); k++ {
		tag := tree.Tags[k]
		switch s.low(f.last - 1) {
		case "should":
			if tag == syntax.Base {
				return true
			}
			if tag.Finite() {
				return false
			}
		case "had":
			if tag == syntax.Perf || tag == syntax.Past && k > f.last {
				return open && (hasWord(s, 0, len(s.words), "would") || hasWord(s, 0, len(s.words), "could") || hasWord(s, 0, len(s.words), "might") || hasWord(s, 0, len(s.words), "'d"))
			}
		case "were":
			if tag == syntax.To || s.low(k) == "not" && s.low(k+1) == "for" {
				return true
			}
		}
		if isMark(s.low(k)) {
			return false
		}
	}
	return false
}

// finite is the first finite verb of words [from, to), or -1.
func finite(tree *syntax.Tree, from, to int) int {
	for i := from; i < to; i++ {
		if tree.Tags[i].Finite() {
			return i
		}
	}
	return -1
}

// anyVerb tells whether a verb of any form is among words [from, to).
func anyVerb(tree *syntax.Tree, from, to int) bool {
	return slices.ContainsFunc(tree.Tags[from:to], func(t syntax.Tag) bool { return t.Verb() && t != syntax.Gerund })
}

// again is where the clause ends if another begins within it: "if it rains, or
// if it snows" is two, but "only if it rains or if it snows" is one.
func (t *Terms) again(s *sentence, f *found) int {
	for k := f.last + 1; k < f.end; k++ {
		m, n := t.markers.at(s.words, k)
		if n == 0 || m.kind != f.kind || m.shape != f.shape || m.check == "inverted" {
			continue
		}
		end := k
		for end > f.last+1 && (isMark(s.low(end-1)) || s.low(end-1) == "or" || s.low(end-1) == "and" || s.low(end-1) == "certainly" || s.low(end-1) == "especially" || s.low(end-1) == "particularly") {
			end--
		}
		if end < k {
			return end
		}
	}
	return f.end
}

// participle tells whether word i is a participle: "if elected".
func participle(tree *syntax.Tree, i int) bool {
	return i < len(tree.Tags) && (tree.Tags[i] == syntax.Perf || tree.Tags[i] == syntax.Past)
}

// modalBefore tells whether a modal stands before word i.
func modalBefore(tree *syntax.Tree, i int) bool {
	return slices.Contains(tree.Tags[:i], syntax.Modal)
}

// generic tells whether the verbs before word i are in the present.
func generic(tree *syntax.Tree, i int) bool {
	return slices.Contains(tree.Tags[:i], syntax.Pres) || slices.Contains(tree.Tags[:i], syntax.Pres3)
}

// negated tells whether a negation stands before word i, near enough to be
// lifted by "until".
func negated(s *sentence, tree *syntax.Tree, i int) bool {
	for k := i - 1; k >= max(0, i-20); k-- {
		switch s.low(k) {
		case "not", "n't", "never", "no", "cannot", "without", "nothing", "nobody", "neither", "nor":
			return true
		}
		switch stem(s.low(k)) {
		case "refus", "block", "suspend", "hold", "delay", "postpon", "withhold", "stop", "keep", "halt", "continu", "wait", "stay", "remain":
			return true
		}
		if tree.Tags[k] == syntax.Stop {
			return false
		}
	}
	return false
}

func hasWord(s *sentence, from, to int, low string) bool {
	return slices.ContainsFunc(s.words[from:to], func(w Word) bool { return w.Low == low })
}
