package terms

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// modality says how the statement is reported, and by which rule.
func (t *Terms) modality(s *said, act onrecord.Act) (onrecord.Modality, string) {
	c := s.cue
	switch {
	case c.negated:
		return onrecord.Negated, "negated-cue"
	case act == onrecord.ActDenial && c.phrase != "":
		return onrecord.Negated, "denial-cue"
	case act == onrecord.ActRefusal && (t.unsaidBy(s) || s.cue.act == onrecord.ActOffer):
		return onrecord.Negated, "unsaid"
	case c.hedged:
		return onrecord.ReportedUncertain, "hedged-cue"
	case t.counterfactual(s):
		return onrecord.Hypothetical, "counterfactual"
	}
	return onrecord.Asserted, ""
}

// unsaidBy tells whether what was refused is to say something.
func (t *Terms) unsaidBy(s *said) bool {
	words := append(slices.Clone(s.cue.stems), s.cue.after...)
	for i, w := range words {
		if w == "to" {
			return i+1 < len(words) && t.unsaid[words[i+1]]
		}
		if w == "comment" {
			return true
		}
	}
	return false
}

// counterfactual tells whether the main clause says what would be or would
// have been, if: in indirect speech after a cue in the past "would" is only a
// "will" of then.
func (t *Terms) counterfactual(s *said) bool {
	if !t.unreal(s) {
		return false
	}
	for i, w := range s.main {
		switch w.Low {
		case "would", "'d", "could", "might":
		default:
			continue
		}
		for k := i + 1; k < min(i+4, len(s.main)); k++ {
			if low := s.main[k].Low; low == "have" || low == "'ve" {
				return true
			}
		}
		if (w.Low == "would" || w.Low == "'d") && (s.quoted(w.Span.Start) || !s.cue.past) {
			return true
		}
	}
	return false
}

// unreal tells whether a condition's verb is in the past.
func (t *Terms) unreal(s *said) bool {
	for _, c := range s.conditions {
		if c.Kind != onrecord.ConditionIf && c.Kind != onrecord.ConditionOnlyIf {
			continue
		}
		if pastTense(s.content, c) {
			return true
		}
	}
	return false
}

// pastTense tells whether the first words of a condition hold a verb in the
// past and none in the present.
func pastTense(content []Word, c onrecord.Condition) bool {
	n, past := 0, strings.HasPrefix(c.Rule, "inverted-had") || strings.HasPrefix(c.Rule, "inverted-were")
	for _, w := range content {
		if w.Span.Start < c.Marker.End || w.Span.Start >= c.Clause.End {
			continue
		}
		if n++; n > 8 || past {
			return past
		}
		switch w.Low {
		case "is", "are", "'s", "'re", "has", "have", "do", "does", "can", "will", "may", "elected", "'m":
			return false
		case "were", "had", "was", "did", "could", "went", "came", "ate", "got", "took", "knew", "gave", "made", "won", "lost", "ran", "said", "told":
			past = true
		}
		past = past || len(w.Low) > 4 && strings.HasSuffix(w.Low, "ed")
	}
	return past
}
