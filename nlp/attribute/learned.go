package attribute

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// The names of what is read off the tagger's spans.
const (
	ruleTagger    = "tagger"           // a cue with its contents and source
	ruleTaggerQuo = "tagger-quotation" // a quotation that no cue is linked to
	ruleSignature = "signature"        // a quotation with a dash and a name after it
	ruleUnseen    = "unseen-"          // before the name of a rule that finds what the tagger did not
)

// Join gives a tagged document its attributions. The tagger's spans decide
// what is said outright; the rules add what the tagger was not taught:
// statements within statements, and quotations that stand without a cue.
func (r *Rules) Join(t nlp.Tagged) nlp.Attributed {
	a := read(&t.Quoted)
	learned := r.learned(a, t.Spans)
	ruled := r.candidates(a)
	a.borrow(learned, ruled)
	a.keepConditions(learned, ruled)
	joined := a.apart(r.join(a, learned, ruled))
	a.sign(joined)
	return nlp.Attributed{Quoted: t.Quoted, Attributions: r.finish(a, joined)}
}

// learned makes a candidate of each cue with its contents and its source.
func (r *Rules) learned(a *article, spans []nlp.RoleSpan) []Candidate {
	byCue := make(map[int]int, len(spans)/2)
	var out []Candidate
	var sure []float64 // the probabilities of all its parts together
	for i, s := range spans {
		if s.Role == nlp.CueRole {
			byCue[i] = len(out)
			c := Candidate{Rule: ruleTagger, learned: true, Cue: []onrecord.Span{a.bytes(s)}, why: []string{likely("cue", s.Probability)}}
			c.Head = c.Cue[0]
			p := s.Probability * s.LinkProbability
			if s.Link >= 0 {
				c.Source = []onrecord.Span{a.bytes(spans[s.Link])}
				p *= spans[s.Link].Probability
				c.why = append(c.why, likely("source", spans[s.Link].Probability), likely("whose", s.LinkProbability))
			}
			out, sure = append(out, c), append(sure, p)
		}
	}
	best := likeliest(spans)
	for _, s := range spans {
		if s.Role != nlp.ContentRole {
			continue
		}
		content := a.toMarks(a.bytes(s))
		if p := s.Probability * s.LinkProbability; s.Link >= 0 && p < leastPiece && p < best[s.Link] && !a.allQuoted(content) {
			continue
		}
		if s.Link >= 0 {
			k := byCue[s.Link]
			out[k].Content = append(out[k].Content, content)
			out[k].why = append(out[k].why, likely("content", s.Probability), likely("of this cue", s.LinkProbability))
			sure[k] *= s.Probability * s.LinkProbability
		} else if a.allQuoted(content) {
			out = append(out, Candidate{Rule: ruleTaggerQuo, learned: true, Content: []onrecord.Span{content}, why: []string{likely("content", s.Probability)}})
			sure = append(sure, s.Probability*s.LinkProbability)
		}
	}
	for i := range out {
		out[i].Score = logOdds(sure[i])
	}
	a.whole(out)
	a.bridge(out)
	out = a.mend(out)
	for i := range out {
		out[i].quoted = len(out[i].Content) > 0 && a.kind(out[i].Content) == onrecord.Direct
		if len(out[i].Content) > 0 {
			out[i].where = a.stretchAt(out[i].Content[0].Start)
		}
	}
	return out
}

// leastPiece is the probability below which a piece of content without marks
// is left out of a statement that has a likelier piece. Measured: whole
// statements 55.5 to 56.5, relations 71.0 to 71.5 on PolNeAR dev.
const leastPiece = 0.4

// likeliest is, for each cue, how likely its likeliest piece of content is.
func likeliest(spans []nlp.RoleSpan) map[int]float64 {
	best := map[int]float64{}
	for _, s := range spans {
		if s.Role == nlp.ContentRole && s.Link >= 0 {
			best[s.Link] = max(best[s.Link], s.Probability*s.LinkProbability)
		}
	}
	return best
}

// likely says how likely one part of an attribution is, in hundredths.
func likely(name string, p float64) string { return fmt.Sprintf("%s %.2f", name, p) }

// logOdds of a probability, within ±12.
func logOdds(p float64) float64 {
	p = max(1e-5, min(1-1e-5, p))
	return math.Log(p / (1 - p))
}

// bytes is the text that a run of tokens covers.
func (a *article) bytes(s nlp.RoleSpan) onrecord.Span {
	return onrecord.Span{Start: a.q.Tokens[s.First].Span.Start, End: a.q.Tokens[s.Last-1].Span.End}
}

// stretchAt is the stretch that byte offset b lies in.
func (a *article) stretchAt(b int) int {
	w := a.at(b)
	return min(len(a.stretches)-1, sort.Search(len(a.stretches), func(i int) bool { return a.stretches[i].last > w }))
}

// edge are the marks that are left out of spans in training.
const edge = " \t\r\n\u00a0.,;:!?\"'“”‘’«»()[]–—-`…"

// toMarks widens a content to the quotation that it begins or ends with,
// closing stop or comma included, as annotators take it.
func (a *article) toMarks(s onrecord.Span) onrecord.Span {
	wide := s
	first := sort.Search(len(a.quotes), func(i int) bool { return a.quotes[i].span.End > s.Start })
	for _, p := range a.quotes[first:] {
		if p.span.Start >= s.End {
			break
		}
		if p.span.Start < s.Start && onlyEdge(a.q.Text[p.span.Start:s.Start]) {
			wide.Start = p.span.Start
		}
		if p.span.End > s.End && p.span.Start >= wide.Start && onlyEdge(a.q.Text[s.End:p.span.End]) {
			wide.End = p.span.End
		}
	}
	return wide
}

func onlyEdge(text string) bool { return strings.Trim(text, edge) == "" }

// allQuoted tells whether a content is quoted speech from end to end.
func (a *article) allQuoted(s onrecord.Span) bool {
	return a.kind([]onrecord.Span{s}) == onrecord.Direct
}

// nestedThreshold is that for "X told him that …" within a statement: the
// articles that the weights are learned from annotate outer statements alone,
// so they count such as wrong.
const nestedThreshold = -0.7

// certain is the confidence from which a rule is believed outside quotations
// though the tagger saw nothing there. Within the tagger's own kind of news
// this adds next to nothing; elsewhere, plain reporting that it does not know.
const certain = 0.8

// join keeps the learned candidates that have content, and those of the rules
// that the tagger does not speak of: what lies within a learned content,
// quotations beside all of them, and reporting that has a source and is as
// good as certain. The last are named apart ("unseen-…"): the tagger's silence
// makes them less certain than the rules are elsewhere.
func (r *Rules) join(a *article, learned, ruled []Candidate) []Candidate {
	var out []Candidate
	for _, c := range learned {
		if len(c.Content) > 0 && r.sure(c, a.kind(c.Content)) >= r.least {
			out = append(out, c)
		}
	}
	near := neighbours(out)
	for _, c := range ruled {
		if c.Score < nestedThreshold || len(c.Content) == 0 {
			continue
		}
		nested, free := false, true
		for _, l := range near.of(c) {
			switch {
			case len(c.Cue) > 0 && within(c.Content, l.Content) && !same(c.Content, l.Content) && within(c.Cue, l.Content):
				nested = true
			case touches(c, l):
				free = false
			}
		}
		switch {
		case c.Score < threshold && !(nested && c.Rule == "clause-that" && slices.Contains(c.Features, "how=own")):
		case free && (nested || c.quoted):
			out = append(out, c)
		case free && len(c.Source) > 0 && r.confidence(c.Rule, c.Score) >= certain:
			c.Rule = ruleUnseen + c.Rule
			out = append(out, c)
		}
	}
	return out
}

// block is the stretch of text, in bytes, by which candidates are indexed.
const block = 1024

// index finds the candidates that a part of the text may touch.
type index map[int][]Candidate

// neighbours indexes candidates by the blocks that their spans lie in.
func neighbours(all []Candidate) index {
	in := make(index)
	for _, c := range all {
		for b := range blocks(c) {
			in[b] = append(in[b], c)
		}
	}
	return in
}

// of gives the candidates that share a block with c, some of them twice.
func (in index) of(c Candidate) []Candidate {
	var out []Candidate
	for b := range blocks(c) {
		out = append(out, in[b]...)
	}
	return out
}

// blocks yields each block of a candidate's contents and cues once, in order.
func blocks(c Candidate) func(func(int) bool) {
	return func(yield func(int) bool) {
		last := -1
		for _, spans := range [][]onrecord.Span{c.Content, c.Cue} {
			for _, s := range spans {
				for b := s.Start / block; b <= s.End/block; b++ {
					if b != last && !yield(b) {
						return
					}
					last = b
				}
			}
		}
	}
}

// touches tells whether a rule's candidate shares words with a learned one
// that both cannot have: contents, or a cue with a cue or a content.
func touches(c, l Candidate) bool {
	return anyOverlap(c.Content, l.Content) || anyOverlap(c.Cue, l.Cue) || anyOverlap(c.Content, l.Cue)
}

func anyOverlap(x, y []onrecord.Span) bool {
	for _, s := range x {
		for _, t := range y {
			if s.Overlaps(t) {
				return true
			}
		}
	}
	return false
}
