package metric

import (
	"strings"
	"unicode"
)

// Statement is a predicted statement as far as the speaker's measure needs it.
type Statement struct {
	Content    []Range
	Kind       string // direct, indirect, mixed
	Speaker    string // the name, or "" where unknown
	Confidence float64
}

// SpeakerGold is one gold statement with the names that count as its speaker.
type SpeakerGold struct {
	Content Range // the hull
	Kind    string
	Names   []string
}

// SpeakerOutcome is how one gold statement fared.
type SpeakerOutcome struct {
	Matched    bool // some statement's hull overlaps the gold one by half of both
	Named      bool // and gives a name
	Right      bool // and it is one of the gold names
	KindRight  bool
	Confidence float64 // that the speaker was given with
}

// Speaker looks up the predicted statement that overlaps the gold one most (by
// the hulls' Jaccard index, at least 0.5; ties go to the first) and judges its
// speaker. Names are compared by PlainName.
func Speaker(gold SpeakerGold, predicted []Statement) SpeakerOutcome {
	var best *Statement
	bestShare := 0.0
	for i := range predicted {
		hull, ok := hullOf(predicted[i].Content)
		if !ok {
			continue
		}
		if share := (cover{hull}).jaccard(cover{gold.Content}); share > bestShare {
			best, bestShare = &predicted[i], share
		}
	}
	if best == nil || bestShare < 0.5 {
		return SpeakerOutcome{}
	}
	out := SpeakerOutcome{Matched: true, KindRight: best.Kind == gold.Kind, Confidence: best.Confidence}
	said := PlainName(best.Speaker)
	out.Named = said != ""
	for _, name := range gold.Names {
		out.Right = out.Right || out.Named && PlainName(name) == said
	}
	return out
}

// hullOf is the smallest range that covers all ranges that are not empty.
func hullOf(ranges []Range) (Range, bool) {
	c := coverOf(ranges)
	if len(c) == 0 {
		return Range{}, false
	}
	return Range{c[0].Start, c[len(c)-1].End}, true
}

// PlainName is a name without case, punctuation, articles and titles.
func PlainName(name string) string {
	name = strings.ReplaceAll(strings.ToLower(name), "'s", "")
	name = strings.Map(func(r rune) rune {
		if isWord(r) || unicode.IsSpace(r) {
			return r
		}
		return ' '
	}, name)
	var kept []string
	for _, w := range strings.Fields(name) {
		switch w {
		case "the", "a", "an", "mr", "mrs", "ms", "dr", "president", "sen", "senator", "rep", "gov":
		default:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// isWord tells letters, numbers and the underscore from the rest.
func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
