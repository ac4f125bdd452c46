package positions

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/onrecord/onrecord/ledger/otherwise"
)

// The ways in which a later stand says otherwise, besides those of package
// otherwise.
const (
	Side  = "side"  // for and against
	Terms = "terms" // with conditions and without
)

// What two stands must have in common to be of one matter.
const (
	leastShared = 3    // stems of long words
	leastShare  = 0.34 // of the shorter one's
)

// maxCompared bounds the pairs: each stand is compared with so many before it.
const maxCompared = 400

// changes finds, for each stand, the latest earlier one on its matter that
// says otherwise. Stands of one article, of near copies of one, and of one day
// are no change.
func (f *Finder) changes(stands []Stand) []Change {
	stems := make([]map[string]bool, len(stands))
	said := make([]otherwise.Said, len(stands))
	for i := range stands {
		stems[i] = f.stemsOf(stands[i].Text)
		said[i] = otherwise.Said{Text: stands[i].Text, Source: source(&stands[i])}
	}
	negated := map[[2]int]string{}
	for _, p := range f.otherwise.Pairs(said, len(said)) {
		negated[[2]int{min(p.A, p.B), max(p.A, p.B)}] = p.By
	}
	out := []Change{}
	for j := range stands {
		for i := j - 1; i >= max(0, j-maxCompared); i-- {
			if source(&stands[i]) == source(&stands[j]) || stands[i].Article.Day == stands[j].Article.Day {
				continue
			}
			by, ok := negated[[2]int{i, j}]
			on := matter(&stands[i], &stands[j], stems[i], stems[j])
			if !ok && on != "" {
				by = differs(&stands[i], &stands[j])
			}
			if by != "" {
				out = append(out, Change{Then: i, Later: j, By: by, On: on})
				break
			}
		}
	}
	return out
}

func source(s *Stand) string { return cmp.Or(s.Article.NearCopyOf, s.Article.ID) }

// differs says how two stands on one matter differ, or "".
func differs(a, b *Stand) string {
	if a.Side == "for" && b.Side == "against" || a.Side == "against" && b.Side == "for" {
		return Side
	}
	if a.Side == b.Side && (conditions(a) == 0) != (conditions(b) == 0) {
		return Terms
	}
	return ""
}

func conditions(s *Stand) int {
	n := 0
	for _, t := range s.Terms {
		if t.Flag != "concessive" {
			n++
		}
	}
	return n
}

// matter is what two stands have in common: enough long words, which it
// gives; "" where they have not. A target that both have counts as one word.
func matter(a, b *Stand, x, y map[string]bool) string {
	var shared []string
	for stem := range x {
		if y[stem] {
			shared = append(shared, stem)
		}
	}
	n := len(shared)
	if t := fold(a.Statement.Target); t != "" && t == fold(b.Statement.Target) {
		n++
	} else if t != "" && fold(b.Statement.Target) != "" {
		return "" // at another
	}
	if n < leastShared || float64(n) < leastShare*float64(min(len(x), len(y))) {
		return ""
	}
	slices.Sort(shared)
	return strings.Join(shared, " ")
}

// stemsOf are the stems of a text's words of four letters and more that say
// something of its matter.
func (f *Finder) stemsOf(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range wordsOf(text) {
		if len([]rune(w)) < 4 || f.common[w] {
			continue
		}
		env := snowballstem.NewEnv(w)
		english.Stem(env)
		out[env.Current()] = true
	}
	return out
}

// wordsOf are a text's words in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
