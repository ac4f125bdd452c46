package metric

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Attribution is who said what as ranges of an article's text. Source and Cue
// may be empty.
type Attribution struct {
	Source  []Range `json:"source"`
	Cue     []Range `json:"cue"`
	Content []Range `json:"content"`
}

// edge holds the marks that may stand at either end of a range without making
// it another one: annotators differ on them, readers do not care.
const edge = " \t\r\n.,;:!?\"'“”‘’«»()[]–—-`…"

// Trim cuts white space, punctuation and quotation marks off both ends of a
// range of text, which counts code points.
func Trim(text []rune, r Range) Range {
	s, e := max(0, r.Start), min(len(text), r.End)
	for s < e && strings.ContainsRune(edge, text[s]) {
		s++
	}
	for e > s && strings.ContainsRune(edge, text[e-1]) {
		e--
	}
	return Range{s, e}
}

func trimAll(text []rune, ranges []Range) []Range {
	out := make([]Range, len(ranges))
	for i, r := range ranges {
		out[i] = Trim(text, r)
	}
	return out
}

// AttributionScore counts how well attributions were found. Source, Cue and
// Content compare contiguous fragments exactly after Trim; Whole asks that all
// three roles be exact; the lenient counts match contents one-to-one with a
// Jaccard index of at least 0.5, and RelationLenient asks in addition that
// source and cue overlap.
type AttributionScore struct {
	Source, Cue, Content                   PRF
	Whole, ContentLenient, RelationLenient PRF
	SourceGivenContent                     Share // of the leniently matched contents, those with the right source
}

// Add sums the counts of another article.
func (s *AttributionScore) Add(o AttributionScore) {
	s.Source.Add(o.Source)
	s.Cue.Add(o.Cue)
	s.Content.Add(o.Content)
	s.Whole.Add(o.Whole)
	s.ContentLenient.Add(o.ContentLenient)
	s.RelationLenient.Add(o.RelationLenient)
	s.SourceGivenContent.Add(o.SourceGivenContent)
}

// Attributions scores one article. Neither the order of the predictions nor
// that of their ranges matters. Sources are compared as sets, since one name
// often speaks twice; cues and contents as bags.
func Attributions(text []rune, gold, predicted []Attribution) AttributionScore {
	predicted = canonical(predicted)
	var s AttributionScore
	roles := []struct {
		count *PRF
		of    func(Attribution) []Range
		once  bool
	}{
		{&s.Source, func(a Attribution) []Range { return a.Source }, true},
		{&s.Cue, func(a Attribution) []Range { return a.Cue }, false},
		{&s.Content, func(a Attribution) []Range { return a.Content }, false},
	}
	for _, role := range roles {
		g, p := fragments(text, gold, role.of), fragments(text, predicted, role.of)
		if role.once {
			g, p = Distinct(g), Distinct(p)
		}
		*role.count = bags(g, p)
	}
	s.Whole = bags(wholes(text, gold), wholes(text, predicted))
	matches := Match(gold, predicted)
	hits := PRF{Predicted: len(predicted), Gold: len(gold)}
	s.ContentLenient, s.RelationLenient = hits, hits
	s.ContentLenient.Hit = len(matches)
	for _, m := range matches {
		g, p := gold[m.Gold], predicted[m.Predicted]
		s.SourceGivenContent.Count(SameSource(g, p))
		if SameRelation(g, p) {
			s.RelationLenient.Hit++
		}
	}
	return s
}

// SameSource tells whether two attributions' sources overlap or are both
// missing.
func SameSource(a, b Attribution) bool {
	return len(a.Source) == 0 && len(b.Source) == 0 || overlap(a.Source, b.Source)
}

// SameRelation tells whether two attributions whose contents match have the
// same source and cues that overlap.
func SameRelation(a, b Attribution) bool { return SameSource(a, b) && overlap(a.Cue, b.Cue) }

func overlap(a, b []Range) bool { return coverOf(a).shared(coverOf(b)) > 0 }

// Overlaps tells whether two attributions' contents share a code point.
func Overlaps(a, b Attribution) bool { return overlap(a.Content, b.Content) }

// Pair is a gold and a predicted attribution, by index, that were matched.
type Pair struct {
	Gold, Predicted int
	Jaccard         float64 // of the contents
}

// Match pairs attributions one-to-one by content, best Jaccard index first,
// none below 0.5. Ties go to the later in each list.
func Match(gold, predicted []Attribution) []Pair {
	g, p := contents(gold), contents(predicted)
	var pairs []Pair
	for i := range g {
		for j := range p {
			if !p[j].touches(g[i]) {
				continue
			}
			if share := g[i].jaccard(p[j]); share >= 0.5 {
				pairs = append(pairs, Pair{i, j, share})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Jaccard, a.Jaccard), b.Gold-a.Gold, b.Predicted-a.Predicted)
	})
	usedGold, usedPredicted := make([]bool, len(gold)), make([]bool, len(predicted))
	kept := pairs[:0]
	for _, m := range pairs {
		if !usedGold[m.Gold] && !usedPredicted[m.Predicted] {
			usedGold[m.Gold], usedPredicted[m.Predicted] = true, true
			kept = append(kept, m)
		}
	}
	return kept
}

// touches tells cheaply that two covers may overlap.
func (c cover) touches(d cover) bool {
	return len(c) > 0 && len(d) > 0 && c[0].Start < d[len(d)-1].End && d[0].Start < c[len(c)-1].End
}

func contents(in []Attribution) []cover {
	out := make([]cover, len(in))
	for i, a := range in {
		out[i] = coverOf(a.Content)
	}
	return out
}

func fragments(text []rune, in []Attribution, of func(Attribution) []Range) []Range {
	var out []Range
	for _, a := range in {
		out = append(out, trimAll(text, of(a))...)
	}
	return out
}

// Distinct gives each range once, in order.
func Distinct(in []Range) []Range {
	out := slices.Clone(in)
	slices.SortFunc(out, compareRanges)
	return slices.Compact(out)
}

// wholes gives each attribution as a key that is equal where all three roles
// are, after trimming and in any order of the ranges.
func wholes(text []rune, in []Attribution) []string {
	out := make([]string, len(in))
	for i, a := range in {
		var key strings.Builder
		for _, ranges := range [][]Range{a.Source, a.Cue, a.Content} {
			trimmed := trimAll(text, ranges)
			slices.SortFunc(trimmed, compareRanges)
			fmt.Fprintf(&key, "%d|", trimmed)
		}
		out[i] = key.String()
	}
	return out
}

// canonical is in order of the content, so that ties do not hang on the order
// in which a program happens to list its findings.
func canonical(in []Attribution) []Attribution {
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b Attribution) int {
		return cmp.Or(slices.CompareFunc(a.Content, b.Content, compareRanges),
			slices.CompareFunc(a.Cue, b.Cue, compareRanges), slices.CompareFunc(a.Source, b.Source, compareRanges))
	})
	return out
}
