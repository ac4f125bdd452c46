package terms

import (
	"slices"
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// contentLimit is the most words of a content that its act is read from.
const contentLimit = 400

// said gathers what the act of attribution n is read from.
func (t *Terms) said(a *article, n int, conditions []onrecord.Condition) *said {
	at := a.found.Attributions[n]
	s := &said{cue: t.cueOf(a, at), at: at, speaker: a.found.Speakers[n], conditions: conditions}
	for _, span := range at.Content {
		if len(s.content) < contentLimit {
			s.content = a.wordsOf(span, s.content)
		}
	}
	s.content = s.content[:min(len(s.content), contentLimit)]
	for _, w := range s.content {
		if !slices.ContainsFunc(conditions, func(c onrecord.Condition) bool { return c.Clause.Contains(w.Span) }) {
			s.main = append(s.main, w)
		}
	}
	for _, c := range conditions {
		if len(s.then) == 0 && c.Flag == "" {
			for _, span := range c.Consequence {
				s.then = a.wordsOf(span, s.then)
			}
		}
	}
	s.quoted = a.quoted
	own := a.mentionsOf(n)
	s.self = func(w Word) bool {
		switch w.Low {
		case "i", "we":
			return true
		case "he", "she":
			return !a.quoted(w.Span.Start) && (s.speaker.Kind == onrecord.Person || s.speaker.Kind == onrecord.Unnamed || s.speaker.Kind == onrecord.Unknown || s.speaker.Kind == "")
		case "they", "it":
			return !a.quoted(w.Span.Start) && (s.speaker.Kind != onrecord.Person || s.speaker.OnBehalfOf != "")
		}
		return own[w.Span.End]
	}
	return s
}

// mentionsOf are the ends of the mentions of the speaker of attribution n, and
// of the one on whose behalf the speaker speaks.
func (a *article) mentionsOf(n int) map[int]bool {
	out := map[int]bool{}
	speaker := a.found.Speakers[n]
	for _, e := range a.found.Entities {
		if e.ID == speaker.Entity && e.ID != "" || speaker.OnBehalfOf != "" && e.Name == speaker.OnBehalfOf {
			for _, m := range e.Mentions {
				out[m.End] = true
			}
		}
	}
	return out
}

// quoted tells whether an offset lies in a quotation of speech.
func (a *article) quoted(offset int) bool {
	i := sort.Search(len(a.quotes), func(i int) bool { return a.quotes[i].Start > offset })
	return i > 0 && offset < a.quotes[i-1].End
}

// outerQuotes are the quotations of speech that stand in no other, in order.
func outerQuotes(q *nlp.Quoted) []onrecord.Span {
	var out []onrecord.Span
	for _, quote := range q.Quotes {
		if quote.Use == nlp.Speech && (len(out) == 0 || quote.Outer.Start >= out[len(out)-1].End) {
			out = append(out, quote.Outer)
		}
	}
	return out
}
