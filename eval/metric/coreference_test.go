package metric

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// chainsOf writes chains by letters, a letter a mention.
func chainsOf(words ...string) [][]int {
	var out [][]int
	for _, w := range words {
		var chain []int
		for _, r := range w {
			chain = append(chain, int(r))
		}
		out = append(out, chain)
	}
	return out
}

// TestCoreferenceByHand holds the examples of Vilain et al. 1995, of Luo 2005
// (figure 1 and table 1) and of Pradhan et al. 2014 (figure 1), worked by hand.
func TestCoreferenceByHand(t *testing.T) {
	type pr struct{ p, r float64 }
	luo := chainsOf("12345", "67", "89ABC")
	for _, c := range []struct {
		name             string
		gold, said       [][]int
		muc, cubed, ceaf pr
	}{
		{"Vilain: a link is missing", chainsOf("ABCD"), chainsOf("AB", "CD"), pr{1, 2. / 3}, pr{1, 0.5}, pr{1. / 3, 2. / 3}},
		{"Luo (a): the small chain joined to a large one", luo, chainsOf("12345", "6789ABC"),
			pr{9. / 10, 1}, pr{64. / 84, 1}, pr{11. / 12, 11. / 18}},
		{"Luo (b): both large chains joined", luo, chainsOf("1234589ABC", "67"), pr{9. / 10, 1}, pr{7. / 12, 1}, pr{5. / 6, 5. / 9}},
		{"Luo (c): all in one", luo, chainsOf("123456789ABC"), pr{9. / 11, 1}, pr{54. / 144, 1}, pr{10. / 17, 10. / 51}},
		{"Luo (d): each alone", luo, chainsOf("1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C"),
			pr{0, 0}, pr{1, 0.25}, pr{4. / 36, 4. / 9}},
		{"Pradhan: mentions that one side lacks", chainsOf("abc", "defg"), chainsOf("ab", "cd", "fghi"),
			pr{2. / 5, 2. / 5}, pr{4. / 8, 35. / 84}, pr{1.3 / 3, 1.3 / 2}},
		{"nothing said", chainsOf("ab"), nil, pr{}, pr{}, pr{}},
	} {
		s := Coreference(c.gold, c.said)
		for _, m := range []struct {
			name string
			got  Credit
			want pr
		}{{"MUC", s.MUC, c.muc}, {"B-cubed", s.BCubed, c.cubed}, {"CEAF", s.CEAF, c.ceaf}} {
			if math.Abs(m.got.P()-100*m.want.p) > 1e-9 || math.Abs(m.got.R()-100*m.want.r) > 1e-9 {
				t.Errorf("%s, %s: P %v, R %v; want %v, %v", c.name, m.name, m.got.P(), m.got.R(), 100*m.want.p, 100*m.want.r)
			}
		}
	}
	s := Coreference(chainsOf("abc", "defg"), chainsOf("ab", "cd", "fghi"))
	if s.Mentions != (PRF{6, 8, 7}) || math.Abs(s.Mean()-(40+500./11+52)/3) > 0.1 {
		t.Errorf("mentions %+v, mean %v", s.Mentions, s.Mean())
	}
}

// drawnChains puts some of the mentions 0 to 23 into chains.
func drawnChains(t *rapid.T, name string) [][]int {
	var out [][]int
	place := map[int]int{}
	for m, c := range rapid.SliceOfN(rapid.IntRange(-1, 6), 24, 24).Draw(t, name) {
		if c < 0 {
			continue
		}
		if _, ok := place[c]; !ok {
			place[c] = len(out)
			out = append(out, nil)
		}
		out[place[c]] = append(out[place[c]], m)
	}
	return out
}

// figures are what every measure gives.
type figures interface {
	P() float64
	R() float64
	F() float64
}

func (s CoreferenceScore) measures() map[string]figures {
	return map[string]figures{"mentions": s.Mentions, "MUC": s.MUC, "B-cubed": s.BCubed, "CEAF": s.CEAF}
}

func TestSwappingChainsSwapsPrecisionAndRecall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold, said := drawnChains(t, "gold"), drawnChains(t, "said")
		back := Coreference(said, gold).measures()
		for name, there := range Coreference(gold, said).measures() {
			b := back[name]
			for _, pair := range [][2]float64{{there.P(), b.R()}, {there.R(), b.P()}, {there.F(), b.F()}} {
				if math.Abs(pair[0]-pair[1]) > 1e-9 || pair[0] < 0 || pair[0] > 100+1e-9 {
					t.Fatalf("%s: %v there, %v back", name, pair[0], pair[1])
				}
			}
		}
	})
}

func TestIdenticalChainsScore100(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold := drawnChains(t, "gold")
		gold = append(gold, []int{100, 101}) // so that there is a link
		said := slices.Clone(gold)
		slices.Reverse(said)
		for name, m := range Coreference(gold, said).measures() {
			if math.Abs(m.P()-100) > 1e-9 || math.Abs(m.R()-100) > 1e-9 || math.Abs(m.F()-100) > 1e-9 {
				t.Fatalf("%s: P %v, R %v, F %v", name, m.P(), m.R(), m.F())
			}
		}
	})
}

func TestAssignmentIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(0, 6).Draw(t, "rows"), rapid.IntRange(0, 6).Draw(t, "columns")
		weights := make([][]float64, rows)
		for i := range weights {
			weights[i] = rapid.SliceOfN(rapid.Float64Range(0, 1), columns, columns).Draw(t, "weights")
		}
		if got, want := assign(weights), tryAll(weights, 0); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v, want %v in %v", got, want, weights)
		}
	})
}

// tryAll is the best sum over every pairing, with a set of columns in use.
func tryAll(weights [][]float64, used int) float64 {
	if len(weights) == 0 {
		return 0
	}
	best := tryAll(weights[1:], used)
	for j, w := range weights[0] {
		if used&(1<<j) == 0 {
			best = max(best, w+tryAll(weights[1:], used|1<<j))
		}
	}
	return best
}

func TestAlignMentions(t *testing.T) {
	text := "Mayor Ada Stone, who runs the ferry, and her brother said so. Stone's hat"
	r := func(part string) Range { return at(t, text, part) }
	phrase := r("Mayor Ada Stone, who runs the ferry,")
	gold := []Mention{
		{r("Mayor Ada Stone, who runs the ferry, and her brother"), []Range{r("Ada"), r("brother")}},
		{phrase, []Range{r("Ada"), r("Stone")}},
		{r("her"), []Range{r("her")}},
		{r("her brother"), []Range{r("brother")}},
		{r("Stone's hat"), []Range{r("hat")}},
	}
	for _, c := range []struct {
		name string
		said []Range
		want []int
	}{
		{"a name within its phrase, not the larger one", []Range{r("Ada Stone")}, []int{1}},
		{"the longest is taken; the rest goes to the larger phrase", []Range{r("Ada"), r("Ada Stone")}, []int{0, 1}},
		{"no head is covered", []Range{r("ferry"), r("Stone's"), r("Mayor")}, []int{-1, -1, -1}},
		{"a part of a head", []Range{r("brothe")}, []int{-1}},
		{"beyond the phrase", []Range{r("Ada Stone, who runs the ferry, and her brother said")}, []int{-1}},
		{"a pronoun within", []Range{r("her brother"), r("her")}, []int{3, 2}},
	} {
		if got := AlignMentions(gold, c.said); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMentionsAlignWithThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := rapid.SliceOfNDistinct(ranges(1, 1), 0, 12, func(r []Range) Range { return r[0] }).Draw(t, "spans")
		var gold []Mention
		var said []Range
		for _, s := range spans {
			gold = append(gold, Mention{Span: s[0], Heads: []Range{{s[0].Start, s[0].Start + 1}}})
			said = append(said, s[0])
		}
		for i, g := range AlignMentions(gold, said) {
			if g != i {
				t.Fatalf("mention %d went to %d", i, g)
			}
		}
	})
}
