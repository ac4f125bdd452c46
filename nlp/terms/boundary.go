package terms

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/nlp/syntax"
)

// clauseReach is the most words that a clause may have after its marker.
const clauseReach = 80

// Boundary says where a conditional clause ends: a log-linear model over the
// places where it might, which sees the words on either side, what the clause
// holds so far and what is left of the sentence, and the sentence's tree. It
// is immutable and safe for concurrent use.
type Boundary struct{ weights map[Feature]float64 }

// Feature is a family with the values of a place, packed.
type Feature uint32

// The families of features. Their names stand in the table of weights.
var families = [...]string{"next", "next-then", "next-rest", "last", "tree", "cross", "verbs", "commas", "length", "marks",
	"before-next", "before-tree", "before-cross", "before-rest", "verbs-next", "tree-next", "then-rest", "commas-next", "kind-next", "kind-tree", "cross-next", "last-next"}

// String names the feature as the table does.
func (f Feature) String() string {
	return families[f>>24] + "/" + strconv.Itoa(int(f&0xffffff))
}

func parseFeature(name string) (Feature, bool) {
	family, value, _ := strings.Cut(name, "/")
	n, err := strconv.ParseUint(value, 10, 24)
	for i, f := range families {
		if f == family && err == nil {
			return Feature(uint32(i)<<24 | uint32(n)), true
		}
	}
	return 0, false
}

// ReadBoundary reads a table of weights: a feature's name and its weight, a
// tab apart.
func ReadBoundary(data []byte) (*Boundary, error) {
	b := &Boundary{weights: map[Feature]float64{}}
	for line := range bytes.Lines(data) {
		name, value, _ := strings.Cut(strings.TrimSpace(string(line)), "\t")
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		f, ok := parseFeature(name)
		w, err := strconv.ParseFloat(value, 64)
		if !ok {
			err = errors.New("no such feature")
		}
		if err != nil {
			return nil, fmt.Errorf("terms: boundary: %s: %w", name, err)
		}
		b.weights[f] = w
	}
	return b, nil
}

// Place is one place where a clause might end: before word End.
type Place struct {
	End      int
	Finite   bool // the clause so far has a finite verb
	Features []Feature
}

// best is the end of the clause, or none where there is no place. With finite
// it does not end before its finite verb, where there is one.
func (b *Boundary) best(places []Place, none int, finite bool) int {
	finite = finite && slices.ContainsFunc(places, func(p Place) bool { return p.Finite })
	best, top := none, math.Inf(-1)
	for _, p := range places {
		if finite && !p.Finite {
			continue
		}
		sum := 0.0
		for _, f := range p.Features {
			sum += b.weights[f]
		}
		if sum > top {
			best, top = p.End, sum
		}
	}
	return best
}

// Places are the places where the clause whose marker is words [first, last)
// might end: after each of its words. A nominal one ("in case of rain") has no
// verb of its own; one that opens is the first of what somebody says.
func Places(words []Word, tree *syntax.Tree, first, last int, nominal, opens bool) []Place {
	v := newView(words, tree, first, last, nominal)
	if opens {
		v.before = 0
	}
	var out []Place
	for k := last + 1; k <= min(len(words), last+clauseReach); k++ {
		v.pass(k - 1)
		if !isMark(words[k-1].Low) {
			out = append(out, Place{k, v.verbs > 0, v.features(k)})
		}
	}
	return out
}

// view is what the features of a marker's places are read from.
type view struct {
	words       []Word
	tree        *syntax.Tree
	first, last int
	before      int   // what stands before the marker
	kind        int   // 0 a clause, 1 a phrase
	crossing    []int // arcs over the place before each word, from the marker on
	finite      []int // finite verbs from the place to the end
	subtree     int   // where the words that hang on the clause's head end
	verbs       int   // finite verbs passed
	commas      int   // commas passed
	marks       int   // quotation marks passed
}

func newView(words []Word, tree *syntax.Tree, first, last int, nominal bool) *view {
	n := len(words)
	v := &view{words: words, tree: tree, first: first, last: last, crossing: make([]int, n+2), finite: make([]int, n+2)}
	if nominal {
		v.kind = 1
	}
	v.before = v.standsBefore()
	switch words[first].Low {
	case "should", "had", "were": // the marker is the verb
		v.verbs = 1
	}
	for i := n - 1; i >= 0; i-- {
		v.finite[i] = v.finite[i+1]
		if tree.Tags[i].Finite() {
			v.finite[i]++
		}
	}
	head := v.head()
	for i := first; i < n; i++ {
		h := tree.Head[i]
		if h < first || i == head {
			continue
		}
		v.crossing[min(i, h)+1]++
		v.crossing[max(i, h)+1]--
	}
	for i := 1; i < len(v.crossing); i++ {
		v.crossing[i] += v.crossing[i-1]
	}
	v.subtree = v.reach(head)
	return v
}

// head is the word that the marker hangs on, or else the first verb after it.
func (v *view) head() int {
	for i := v.last - 1; i >= v.first; i-- {
		if h := v.tree.Head[i]; h >= v.last {
			return h
		}
	}
	for i := v.last; i < len(v.words); i++ {
		if v.tree.Tags[i].Verb() {
			return i
		}
	}
	return -1
}

// reach is where the words that hang on word head end, or -1.
func (v *view) reach(head int) int {
	if head < 0 {
		return -1
	}
	in := make([]bool, len(v.words))
	in[head] = true
	// Trees are nearly all in order; two rounds settle what hangs across.
	for range 2 {
		for i := len(v.words) - 1; i >= v.last; i-- {
			in[i] = in[i] || v.tree.Head[i] >= 0 && in[v.tree.Head[i]]
		}
		for i := v.last; i < len(v.words); i++ {
			in[i] = in[i] || v.tree.Head[i] >= 0 && in[v.tree.Head[i]]
		}
	}
	for i := len(v.words) - 1; i >= v.last; i-- {
		if in[i] {
			return i + 1
		}
	}
	return head + 1
}

// standsBefore classes what stands before the marker: nothing, a comma, a
// quotation mark, a word that opens a clause, another mark, another word.
func (v *view) standsBefore() int {
	i := v.first - 1
	for i >= 0 && (v.words[i].Low == "particularly" || v.words[i].Low == "especially" || v.words[i].Low == "certainly") {
		i--
	}
	if i < 0 {
		return 0
	}
	switch tag := v.tree.Tags[i]; {
	case tag == syntax.Quot:
		return 1
	case tag == syntax.Comma:
		return 2
	case tag == syntax.Stop || tag == syntax.Mark:
		return 3
	case v.words[i].Low == "that" || tag == syntax.Conj || v.words[i].Low == "because":
		return 4
	}
	return 5
}

// pass notes word i as part of the clause.
func (v *view) pass(i int) {
	switch tag := v.tree.Tags[i]; {
	case tag.Finite():
		v.verbs++
	case tag == syntax.Comma:
		v.commas++
	case tag == syntax.Quot:
		v.marks++
	}
}

// class is a word's tag, or one of its own for the end and for words that open
// a main clause.
func (v *view) class(i int) int {
	if i >= len(v.words) {
		return int(syntax.Count)
	}
	switch v.words[i].Low {
	case "then":
		return int(syntax.Count) + 1
	case "and", "or":
		return int(syntax.Count) + 2
	case "but":
		return int(syntax.Count) + 3
	case "that", "who", "which":
		return int(syntax.Count) + 4
	case "if", "because", "when", "while", "as", "unless", "although", "though", "since":
		return int(syntax.Count) + 5
	}
	return int(v.tree.Tags[i])
}

// features are those of the place before word k.
func (v *view) features(k int) []Feature {
	next := v.class(k)
	after := k
	for after < len(v.words) && isMark(v.words[after].Low) {
		after++
	}
	then := v.class(after)
	rest := min(v.finite[k], 2)
	near := min(v.finite[k]-v.finite[min(k+7, len(v.words))], 1)
	last := int(v.tree.Tags[k-1])
	tree := place(v.subtree, k)
	cross := min(v.crossing[k], 3)
	verbs, commas, marks := min(v.verbs, 3), min(v.commas, 3), min(v.marks, 3)
	length := min((k-v.last)/3, 12)
	values := [...][4]int{{next}, {next, then}, {next, rest, near}, {last}, {tree}, {cross}, {verbs, v.kind}, {commas}, {length}, {marks, next},
		{v.before, next}, {v.before, tree}, {v.before, cross, verbs}, {v.before, rest, near}, {verbs, next, v.before}, {tree, next}, {then, rest, v.before},
		{commas, next, v.before}, {v.kind, next}, {v.kind, tree}, {cross, next}, {last, next}}
	out := make([]Feature, len(values))
	for i, set := range values {
		packed := 0
		for _, value := range set {
			packed = packed<<6 | value&63
		}
		out[i] = Feature(uint32(i)<<24 | uint32(packed))
	}
	return out
}

// place says where k lies as seen from the end of the subtree.
func place(end, k int) int {
	switch {
	case end < 0:
		return 0
	case k == end:
		return 1
	case k < end:
		return 2
	}
	return 3
}
