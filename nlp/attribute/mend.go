package attribute

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// mend sets right what the tagger's links, each chosen by itself, get wrong
// together. Rules:
//   - paragraph-of-its-own: a quotation in a paragraph after a cue that reports
//     words without marks is a statement of its own, whose speaker may go on;
//   - said-before: a quotation that follows another's cue in its paragraph is
//     not that of a cue in a later paragraph;
//   - it-is-said: "it" says nothing;
//   - asked-about: what somebody "was asked about" is no part of the answer.
func (a *article) mend(all []Candidate) []Candidate {
	reporting := a.reportingQuotations(all)
	out := all
	for i := range all {
		c := &all[i]
		if len(c.Cue) == 0 || len(c.Content) == 0 {
			continue
		}
		if a.impersonal(c) {
			c.Source = nil
		}
		if len(c.Content) == 1 {
			continue
		}
		cue, reported := a.paragraph(c.Cue[0]), !a.allQuoted(c.Content[0]) && !a.colonAfter(c.Content[0])
		var kept, later []onrecord.Span
		for _, s := range c.Content {
			para := a.paragraph(s)
			by, known := reporting[para]
			switch {
			case !reported && a.askedAbout(s, c.Cue[0]):
			case reported && para > cue && a.allQuoted(s):
				later = append(later, s)
			case para < cue && known && by != i && a.allQuoted(s) && all[by].Cue[0].End <= s.Start:
				all[by].Content = append(all[by].Content, s)
			default:
				kept = append(kept, s)
			}
		}
		if len(kept) == 0 {
			continue
		}
		c.Content = kept
		for n, s := range later {
			if n > 0 && a.paragraph(later[n-1]) == a.paragraph(s) {
				last := &out[len(out)-1]
				last.Content = append(last.Content, s)
				continue
			}
			out = append(out, Candidate{Rule: ruleTaggerQuo, learned: true, Content: []onrecord.Span{s}, Score: c.Score})
		}
	}
	return out
}

// askedAbout tells whether a content without marks follows "asked" or a form of
// it that is not its own cue.
func (a *article) askedAbout(s, cue onrecord.Span) bool {
	before := a.at(s.Start) - 1
	if before < 0 || a.allQuoted(s) || a.words[before].span.Overlaps(cue) {
		return false
	}
	return strings.HasPrefix(a.words[before].low, "ask")
}

// reportingQuotations gives for each paragraph the one candidate with a cue
// and a source in it that reports a quotation in it; -1 where there are two.
func (a *article) reportingQuotations(all []Candidate) map[int]int {
	out := map[int]int{}
	for i, c := range all {
		if len(c.Cue) == 0 || len(c.Source) == 0 || len(c.Content) == 0 {
			continue
		}
		para := a.paragraph(c.Cue[0])
		if a.paragraph(c.Content[0]) != para || !a.allQuoted(c.Content[0]) {
			continue
		}
		if _, two := out[para]; two {
			i = -1
		}
		out[para] = i
	}
	for para, i := range out {
		if i < 0 {
			delete(out, para)
		}
	}
	return out
}

// colonAfter tells whether a content ends with a colon, or before one.
func (a *article) colonAfter(s onrecord.Span) bool {
	return strings.HasSuffix(s.In(a.q.Text), ":") || strings.HasPrefix(a.q.Text[s.End:], ":")
}

// paragraph is the one that a span begins in.
func (a *article) paragraph(s onrecord.Span) int { return a.stretches[a.stretchAt(s.Start)].para }

// impersonal tells "it is understood that": a source that is nobody.
func (a *article) impersonal(c *Candidate) bool {
	if len(c.Source) != 1 || !strings.EqualFold(c.Source[0].In(a.q.Text), "it") {
		return false
	}
	cue := strings.Fields(lower(c.Cue[0].In(a.q.Text)))
	if len(cue) > 0 && (cue[0] == "has" || cue[0] == "had") {
		cue = cue[1:]
	}
	return len(cue) > 1 && be[cue[0]] && !strings.HasSuffix(cue[1], "ing")
}
