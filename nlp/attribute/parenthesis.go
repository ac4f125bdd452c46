package attribute

import (
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// parentheses finds reporting clauses set off by commas: at the end ("…,
// Earnest said."), in the middle and, with "according to", at the start.
func (c *clause) parentheses(s stretch, used map[int]bool) []Candidate {
	var out []Candidate
	for k := range c.at {
		switch {
		case used[c.at[k]]:
		case c.low(k) == "according" && k+1 < len(c.at) && c.low(k+1) == "to":
			out = c.according(out, k)
		case c.tag(k) == syntax.Past || c.tag(k) == syntax.Pres3 || c.tag(k) == syntax.Pres || c.tag(k) == syntax.Perf && c.cueOf(k).from < k:
			out = c.postposed(out, k)
		}
	}
	return out
}

// clauseStart is the first word of the sentence's content: after a dateline
// and a conjunction.
func (c *clause) clauseStart(k int) int {
	from := 0
	for j := k - 1; j > 0; j-- {
		if c.tag(j) == syntax.Stop && c.low(j) != "…" && c.low(j) != "..." {
			from = j + 1
			break
		}
	}
	if from == 0 {
		from = c.datelineEnd()
	}
	for from < k && (c.tag(from) >= syntax.Mark || c.tag(from) == syntax.Conj) {
		from++
	}
	return from
}

// datelineEnd is the first word after "WASHINGTON (Reuters) —" or
// "Washington: " at the start of a sentence, or 0.
func (c *clause) datelineEnd() int {
	for k := 0; k < min(14, len(c.at)); k++ {
		r, _ := utf8.DecodeRuneInString(c.low(k))
		switch {
		case c.low(k) == ":" && k > 0 && k <= 3:
			return k + 1
		case (c.low(k) == "—" || c.low(k) == "–" || c.low(k) == "-" || c.low(k) == "--") && k > 0:
			return k + 1
		case unicode.IsLetter(r) && !upperStart(c.a.words[c.at[k]].text):
			return 0
		}
	}
	return 0
}

func upperStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// tailStart is the first word of the nominal and adverbs before verb v that a
// comma sets off (", Hugh Hill, a doctor, said"), or -1. Only the words
// between decide: the tree of a sentence with a tail is seldom right.
func (c *clause) tailStart(v int) int {
	start, k := -1, c.cueOf(v).from-1
	if k >= 0 && c.comma(k) { // an apposition is closed before the verb
		k--
		for k >= 0 && !c.comma(k) {
			if c.tag(k).Finite() && !c.relativeVerb(k) || c.tag(k) == syntax.Stop || v-k > 25 {
				return -1
			}
			k--
		}
		k--
	}
	for ; k >= 0 && v-k < 28; k-- {
		if c.comma(k) || c.closing(k) {
			start = k + 1
			break
		}
		if c.tag(k).Finite() || c.tag(k) == syntax.Stop || c.tag(k) == syntax.Gerund || c.tag(k) == syntax.WhPron || c.tag(k) == syntax.WhDet {
			return -1
		}
	}
	if start <= 0 || start >= v {
		return -1
	}
	switch c.tag(start) {
	case syntax.Name, syntax.Det, syntax.Pron, syntax.PronPos, syntax.Noun, syntax.Nouns, syntax.Num, syntax.Adj, syntax.Perf:
		return start
	case syntax.Adv: // ", meanwhile Smith said" is none; ", then-Governor Smith said" is
		return -1
	}
	return -1
}

func (c *clause) comma(k int) bool {
	switch c.low(k) {
	case ",", "—", "--", "–":
		return true
	}
	return false
}

// closing tells a closing quotation mark after a comma.
func (c *clause) closing(k int) bool { return k > 0 && c.tag(k) == syntax.Quot && c.comma(k-1) }

// relativeVerb tells whether finite verb k follows who or which.
func (c *clause) relativeVerb(k int) bool {
	for j := k - 1; j >= 0 && j > k-4; j-- {
		if c.tag(j) == syntax.WhPron || c.tag(j) == syntax.WhDet {
			return true
		}
	}
	return false
}

// postposed weighs ", Earnest said" and ", said Earnest, …". The words that it
// takes from the sentence are in Candidate.tail.
func (c *clause) postposed(out []Candidate, v int) []Candidate {
	cue := c.cueOf(v)
	var source reach
	var to int
	from, how := c.tailStart(v), "own"
	switch {
	case from >= 0:
		source, to = c.trim(reach{from, cue.from - 1}), cue.to
	case cue.from > 0 && (c.comma(cue.from-1) || c.closing(cue.from-1)) && v+1 < len(c.at) &&
		(c.tag(v+1) == syntax.Name || c.tag(v+1) == syntax.Det || c.tag(v+1) == syntax.Pron || c.tag(v+1) == syntax.Noun || c.tag(v+1) == syntax.Adj):
		from, how = cue.from, "inverted"
		source = c.trim(reach{v + 1, c.nominalEnd(v + 1)})
		to = source.to
	default:
		return out
	}
	if source.none() {
		return out
	}
	end := to + 1
	for end < len(c.at) && !c.comma(end) && c.tag(end) != syntax.Stop {
		if c.tag(end).Finite() || c.tag(end) == syntax.Pron && c.low(end) != "them" && c.low(end) != "him" && c.low(end) != "her" && c.low(end) != "me" && c.low(end) != "us" ||
			c.low(end) == "that" || c.tag(end) == syntax.To || c.tag(end) == syntax.Quot || end-to > 22 {
			return out
		}
		end++
	}
	start := c.clauseStart(from)
	content := c.trim(reach{start, from - 1})
	if content.none() || content.to-content.from < 1 {
		return out
	}
	spans := []onrecord.Span{c.extend(c.span(content), content.to)}
	where := "end"
	if end+1 < len(c.at) && c.tag(end) != syntax.Stop {
		rest := reach{end + 1, end}
		for rest.to+1 < len(c.at) && (c.tag(rest.to+1) != syntax.Stop || c.low(rest.to+1) == "…") {
			rest.to++
		}
		switch c.tag(end + 1) {
		case syntax.Conj, syntax.Gerund, syntax.WhPron, syntax.WhDet, syntax.WhAdv:
			where = "clause"
		default:
			if rest = c.trim(rest); !rest.none() && content.to-content.from < 8 && !c.finiteIn(content) {
				spans, where = append(spans, c.span(rest)), "middle"
			} else {
				where = "more"
			}
		}
	}
	lemma := syntax.Lemma(c.low(v), c.tag(v))
	has := "bare"
	if c.finiteIn(content) {
		has = "finite"
	}
	after := "nothing"
	if to+1 < end {
		after = tagNames[c.tag(to+1)]
	}
	return append(out, Candidate{Rule: "postposed", Head: c.a.words[c.at[v]].span, Source: []onrecord.Span{c.source(source)},
		Cue: []onrecord.Span{c.span(cue)}, Content: spans, tail: reach{from, end},
		Features: []string{"frame=post", "lemma=" + lemma, lemma + "/post", "post/" + where, "post/" + has, "post/" + where + "/" + has,
			"post/how=" + how, "post/source=" + tagNames[c.tag(source.to)], "post/first=" + tagNames[c.tag(source.from)],
			"post/after=" + after, "post/tag=" + tagNames[c.tag(v)]}})
}

func (c *clause) finiteIn(r reach) bool {
	for k := r.from; k <= r.to; k++ {
		if c.tag(k).Finite() {
			return true
		}
	}
	return false
}

// according weighs "according to S": what stands before it in the sentence,
// or after its comma where it stands first.
func (c *clause) according(out []Candidate, k int) []Candidate {
	from := k + 2
	if from >= len(c.at) {
		return out
	}
	to := c.nominalEnd(from)
	source := c.trim(reach{from, to})
	if source.none() {
		return out
	}
	start := c.clauseStart(k)
	content := c.trim(reach{start, k - 1})
	where := "end"
	if content.none() || content.to-content.from < 3 && !c.finiteIn(content) {
		rest := reach{to + 1, to}
		for rest.to+1 < len(c.at) && (c.tag(rest.to+1) != syntax.Stop || c.low(rest.to+1) == "…") {
			rest.to++
		}
		if content, where = c.trim(rest), "start"; content.none() {
			return out
		}
	}
	return append(out, Candidate{Rule: "according-to", Head: c.a.words[c.at[k]].span, Source: []onrecord.Span{c.source(source)},
		Cue: []onrecord.Span{c.span(reach{k, k + 1})}, Content: []onrecord.Span{c.extend(c.span(content), content.to)},
		Features: []string{"frame=according", "according/" + where}})
}

// nominalEnd is the last word of the nominal that starts at word k.
func (c *clause) nominalEnd(k int) int {
	end := k
	for j := k; j < len(c.at) && j < k+30; j++ {
		t := c.tag(j)
		if t.Finite() && j > k || t == syntax.Stop {
			break
		}
		if c.low(j) == "," {
			// an apposition goes on to the next comma; anything else ends here
			if j+1 < len(c.at) && (c.rel(j+1) == syntax.Appos || c.tag(j+1) == syntax.Det && c.appositive(j+1)) {
				end = j
				continue
			}
			break
		}
		if t == syntax.Comma || t == syntax.Mark {
			break
		}
		end = j
	}
	return end
}

// appositive tells whether a noun phrase from word k ends at a comma or stop
// before any verb.
func (c *clause) appositive(k int) bool {
	for j := k; j < min(k+15, len(c.at)); j++ {
		if c.tag(j).Finite() {
			return false
		}
		if c.low(j) == "," || c.tag(j) == syntax.Stop {
			for h := k; h < j; h++ {
				if c.rel(h) == syntax.Appos {
					return true
				}
			}
			return false
		}
	}
	return false
}
