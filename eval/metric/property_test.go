package metric

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// textLen is how many code points the drawn texts have.
const textLen = 120

func drawText(t *rapid.T) []rune {
	return rapid.SliceOfN(rapid.SampledFrom([]rune(`ab “”".,é…`+"\n")), textLen, textLen).Draw(t, "text")
}

func ranges(least, most int) *rapid.Generator[[]Range] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Range {
		start := rapid.IntRange(0, textLen-1).Draw(t, "start")
		return Range{start, min(textLen, start+rapid.IntRange(1, 30).Draw(t, "size"))}
	}), least, most)
}

// drawn gives attributions in order of their contents, as records hold them.
func drawn(t *rapid.T, name string, least int) []Attribution {
	out := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Attribution {
		return Attribution{Source: ranges(0, 2).Draw(t, "source"), Cue: ranges(1, 2).Draw(t, "cue"), Content: ranges(1, 3).Draw(t, "content")}
	}), least, 8).Draw(t, name)
	return canonical(out)
}

func (s *AttributionScore) counts() map[string]*PRF {
	return map[string]*PRF{"source": &s.Source, "cue": &s.Cue, "content": &s.Content, "whole": &s.Whole,
		"content lenient": &s.ContentLenient, "relation lenient": &s.RelationLenient}
}

func TestMatchingIsOneToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold, said := drawn(t, "gold", 0), drawn(t, "said", 0)
		usedGold, usedSaid := map[int]bool{}, map[int]bool{}
		for _, m := range Match(gold, said) {
			if usedGold[m.Gold] || usedSaid[m.Predicted] {
				t.Fatalf("matched twice: %+v", m)
			}
			usedGold[m.Gold], usedSaid[m.Predicted] = true, true
			if m.Jaccard < 0.5 || m.Jaccard > 1 {
				t.Fatalf("Jaccard index %v", m.Jaccard)
			}
		}
	})
}

func TestSwappingSwapsPrecisionAndRecall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, gold, said := drawText(t), drawn(t, "gold", 0), drawn(t, "said", 0)
		there, back := Attributions(text, gold, said), Attributions(text, said, gold)
		reverse := back.counts()
		for name, c := range there.counts() {
			if d := reverse[name]; c.P() != d.R() || c.R() != d.P() || math.Abs(c.F()-d.F()) > 1e-9 {
				t.Fatalf("%s: %+v there, %+v back", name, *c, *d)
			}
		}
		if there.SourceGivenContent != back.SourceGivenContent {
			t.Fatalf("source given content: %+v there, %+v back", there.SourceGivenContent, back.SourceGivenContent)
		}
	})
}

func TestPerfectPredictionScores100(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, gold := drawText(t), drawn(t, "gold", 1)
		s := Attributions(text, gold, gold)
		for name, c := range s.counts() {
			if c.Gold > 0 && (c.P() != 100 || c.R() != 100 || c.F() != 100) {
				t.Fatalf("%s: %+v", name, *c)
			}
		}
	})
}

func TestWrongPredictionNeverRaisesPrecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, gold, said := drawText(t), drawn(t, "gold", 0), drawn(t, "said", 0)
		before := Attributions(text, gold, said)
		away := Range{textLen + 10, textLen + 20} // where no gold is
		text = append(slices.Clone(text), []rune(strings.Repeat("z", 30))...)
		wrong := Attribution{Source: []Range{away}, Cue: []Range{away}, Content: []Range{away}}
		after := Attributions(text, gold, append(slices.Clone(said), wrong))
		then := before.counts()
		for name, c := range after.counts() {
			if c.P() > then[name].P() || c.Hit != then[name].Hit {
				t.Fatalf("%s: %+v before, %+v after", name, *then[name], *c)
			}
		}
	})
}

func TestOrderOfPredictionsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, gold, said := drawText(t), drawn(t, "gold", 0), drawn(t, "said", 0)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		shuffled := slices.Clone(said)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if a, b := Attributions(text, gold, said), Attributions(text, gold, shuffled); a != b {
			t.Fatalf("%+v in order, %+v shuffled", a, b)
		}
	})
}

func TestFLiesBetweenPrecisionAndRecall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold, said := rapid.IntRange(0, 50).Draw(t, "gold"), rapid.IntRange(0, 50).Draw(t, "said")
		c := PRF{Hit: rapid.IntRange(0, min(gold, said)).Draw(t, "hit"), Predicted: said, Gold: gold}
		const tiny = 1e-9
		if f := c.F(); f < min(c.P(), c.R())-tiny || f > max(c.P(), c.R())+tiny || f > 100+tiny {
			t.Fatalf("P %v, R %v, F %v", c.P(), c.R(), f)
		}
	})
}

func TestCoverCountsLikeASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := ranges(0, 6).Draw(t, "a"), ranges(0, 6).Draw(t, "b")
		set := func(in []Range) map[int]bool {
			out := map[int]bool{}
			for _, r := range in {
				for i := r.Start; i < r.End; i++ {
					out[i] = true
				}
			}
			return out
		}
		as, bs, both := set(a), set(b), 0
		for i := range as {
			if bs[i] {
				both++
			}
		}
		ca, cb := coverOf(a), coverOf(b)
		if ca.size() != len(as) || cb.size() != len(bs) || ca.shared(cb) != both {
			t.Fatalf("sizes %d %d, shared %d; want %d %d %d", ca.size(), cb.size(), ca.shared(cb), len(as), len(bs), both)
		}
	})
}

func TestBodyAndPagesAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"rain", "fell", "on", "the", "harbour", "é"}), 0, 12)
		a, b := strings.Join(words.Draw(t, "a"), " "), strings.Join(words.Draw(t, "b"), "\n")
		if there, back := Body(a, b), Body(b, a); there.P() != back.R() || there.R() != back.P() {
			t.Fatalf("%+v there, %+v back", there, back)
		}
		if c := Body(a, a); a != "" && c.F() != 100 {
			t.Fatalf("a text against itself: %+v", c)
		}
	})
}
