package attribute

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// noun weighs a noun with a clause or preposition as complement and somebody
// whose it is ("his claim that", "Clinton's call for").
func (c *clause) noun(out []Candidate, n int) []Candidate {
	owner, how := -1, ""
	for _, d := range c.kids[n] {
		if d < n && (c.tag(d) == syntax.PronPos || c.kid(d, syntax.Case) > d && c.tag(c.kid(d, syntax.Case)) == syntax.Poss) {
			owner, how = d, "possessor"
		}
	}
	var content reach
	var frame string
	cue := reach{n, n}
	for _, d := range c.kids[n] {
		if d < n {
			continue
		}
		switch c.rel(d) {
		case syntax.Acl, syntax.Comp:
			m := c.marker(d, syntax.Marker)
			if m != "that" && m != "to" && m != "whether" {
				continue
			}
			content, frame = c.all(d), "n:"+m
		case syntax.Nmod:
			m := c.marker(d, syntax.Case)
			if owner < 0 || c.lo[d] != n+1 || m == "" || m == "by" {
				continue
			}
			content, frame = c.all(d), "n:"+m
			cue.to, content.from = n+1, n+2
		default:
			continue
		}
		break
	}
	if frame == "" || content.none() {
		return out
	}
	content = c.trim(content)
	if content.none() {
		return out
	}
	lemma := "n:" + strings.TrimSuffix(c.low(n), "s")
	cand := Candidate{Rule: "noun-complement", Head: c.a.words[c.at[n]].span,
		Cue: []onrecord.Span{c.span(cue)}, Content: []onrecord.Span{c.extend(c.span(content), content.to)}}
	if owner >= 0 {
		r := c.all(owner)
		if r.to > owner && c.tag(r.to) == syntax.Poss {
			r.to--
		}
		if r = c.trim(r); !r.none() && r.to < n {
			cand.Source = []onrecord.Span{c.span(r)}
		}
	}
	cand.Features = []string{"frame=" + frame, "lemma=" + lemma, lemma + "/" + frame, "owner=" + how, how + "/" + frame}
	return append(out, cand)
}

// adjective weighs "is confident that", "was critical of".
func (c *clause) adjective(out []Candidate, k int) []Candidate {
	if c.kid(k, syntax.Aux) < 0 {
		return out
	}
	for _, d := range c.kids[k] {
		if d < k {
			continue
		}
		cue := c.cueOf(k)
		content, frame := c.all(d), ""
		switch c.rel(d) {
		case syntax.Comp, syntax.Open:
			frame = "a:" + c.marker(d, syntax.Marker)
		case syntax.Nmod:
			if m := c.marker(d, syntax.Case); m != "" && c.lo[d] == k+1 {
				frame = "a:" + m
				cue.to, content.from = k+1, k+2
			}
		}
		content = c.trim(content)
		if frame == "" || content.none() {
			continue
		}
		source, head, how := c.subject(k)
		if source.none() || head < 0 || source.has(k) || source.to >= content.from {
			return out
		}
		lemma := "a:" + c.low(k)
		return append(out, Candidate{Rule: "adjective-complement", Head: c.a.words[c.at[k]].span, Source: []onrecord.Span{c.source(source)},
			Cue: []onrecord.Span{c.span(cue)}, Content: []onrecord.Span{c.extend(c.span(content), content.to)},
			Features: []string{"frame=" + frame, "lemma=" + lemma, lemma + "/" + frame, "how=" + how, "source=" + tagNames[c.tag(head)]}})
	}
	return out
}
