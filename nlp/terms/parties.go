package terms

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// actor is on whose behalf a statement was made: whom the speaker speaks for,
// the organisation whose spokesman a source is, or the speaker.
func (a *article) actor(n int) string {
	speaker, at := a.found.Speakers[n], a.found.Attributions[n]
	if speaker.OnBehalfOf != "" {
		return speaker.OnBehalfOf
	}
	spokesman := speaksFor(speaker.Role)
	for _, s := range at.Source {
		spokesman = spokesman || speaksFor(s.In(a.found.Text))
	}
	if spokesman {
		for _, s := range at.Source {
			for _, m := range a.entitiesIn(s) {
				if k := m.entity.Kind; k == onrecord.Organization || k == onrecord.Country {
					return m.entity.Name
				}
			}
		}
	}
	return speaker.Name
}

// speaksFor tells whether words name somebody whose office is to speak for
// others.
func speaksFor(words string) bool {
	low := lower(words)
	for _, w := range []string{"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "press secretary", "communications director"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// mention is one place where an entity is spoken of.
type mention struct {
	entity *onrecord.Entity
	span   onrecord.Span
}

// entitiesIn are the mentions within a span, in order.
func (a *article) entitiesIn(span onrecord.Span) []mention {
	var out []mention
	i := a.mentionAt(span.Start)
	for ; i < len(a.mentions) && a.mentions[i].span.Start < span.End; i++ {
		if span.Contains(a.mentions[i].span) {
			out = append(out, a.mentions[i])
		}
	}
	return out
}

// about are the IDs of the entities mentioned in the content of a statement,
// in order of the first mention.
func (a *article) about(n int) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range a.found.Attributions[n].Content {
		for _, m := range a.entitiesIn(s) {
			if !seen[m.entity.ID] {
				seen[m.entity.ID] = true
				out = append(out, m.entity.ID)
			}
		}
	}
	return out
}

// target is at whom the act of attribution n is directed, and by which rule.
// Claims, predictions and plans are directed at nobody.
func (t *Terms) target(a *article, s *said, n int, act onrecord.Act, actor string, addressee *onrecord.Mention) (name, rule string) {
	directed := func(m mention) bool {
		return m.entity.ID != s.speaker.Entity && m.entity.Name != actor && m.entity.Kind != onrecord.Place && m.entity.Kind != onrecord.Document
	}
	first := func(span onrecord.Span) string {
		for _, m := range a.entitiesIn(span) {
			if directed(m) {
				return m.entity.Name
			}
		}
		return ""
	}
	subject := func() string {
		for _, c := range s.conditions {
			if name := first(opening(s.content, c)); name != "" {
				return name
			}
		}
		return ""
	}
	switch act {
	case onrecord.ActClaim, onrecord.ActPrediction, onrecord.ActPlan, onrecord.ActOther, "":
		return "", ""
	case onrecord.ActOffer, onrecord.ActThreat, onrecord.ActPromise, onrecord.ActAcceptance:
		if name := subject(); name != "" {
			return name, "subject of the condition"
		}
	case onrecord.ActQuestion, onrecord.ActRequest:
		if addressee != nil {
			if name := first(addressee.Span); name != "" {
				return name, "addressee"
			}
		}
	}
	// "accused the mayor of": between cue and content, or what the content
	// begins with.
	if len(s.at.Cue) > 0 && len(s.at.Content) > 0 && s.at.Cue[0].End <= s.at.Content[0].Start {
		if name := first(onrecord.Span{Start: s.at.Cue[0].End, End: s.at.Content[0].Start}); name != "" {
			return name, "object of the cue"
		}
	}
	for _, span := range s.at.Content {
		if name := first(span); name != "" {
			return name, "first in the content"
		}
	}
	if name := subject(); name != "" {
		return name, "subject of the condition"
	}
	return "", ""
}

// opening is the part of a condition where its subject stands.
func opening(content []Word, c onrecord.Condition) onrecord.Span {
	span := onrecord.Span{Start: c.Marker.End, End: c.Marker.End}
	n := 0
	for _, w := range content {
		if w.Span.Start >= c.Marker.End && w.Span.End <= c.Clause.End && n < 6 {
			span.End = w.Span.End
			n++
		}
	}
	return span
}
