package attribute

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// Candidate is what a rule saw before it was weighed: for learning and for
// showing why something was not taken.
type Candidate struct {
	Rule     string
	Source   []onrecord.Span
	Cue      []onrecord.Span
	Content  []onrecord.Span
	Head     onrecord.Span // the cue's main word
	Features []string
	Score    float64 // log odds of being a statement

	quoted  bool     // content is standing quotations
	where   int      // index of the stretch
	tail    reach    // of the parsed words, those of a reporting clause set off by commas
	learned bool     // the tagger's: Score is the log odds of all its parts together
	why     []string // how likely each part is, for learned ones
}

// frames finds every verb, noun and adjective of a clause that has a
// complement, whatever the word: the weights decide which are cues.
func (c *clause) frames(used map[int]bool) []Candidate {
	var out []Candidate
	for k := range c.at {
		t := c.tag(k)
		switch {
		case used[c.at[k]]:
		case t.Verb():
			out = c.verb(out, k)
		case t == syntax.Noun || t == syntax.Nouns:
			out = c.noun(out, k)
		case t == syntax.Adj:
			out = c.adjective(out, k)
		}
	}
	return out
}

// addressed are verbs (without a silent e) whose object hears the words and is no part of them.
var addressed = map[string]bool{"tell": true, "remind": true, "assure": true, "inform": true, "warn": true,
	"ask": true, "promis": true, "show": true, "convinc": true, "advis": true, "teach": true, "persuad": true}

// verb weighs verb v with its complement.
func (c *clause) verb(out []Candidate, v int) []Candidate {
	lemma := syntax.Lemma(c.low(v), c.tag(v))
	if lemma == "be" || lemma == "hav" && c.rel(v) == syntax.Aux || c.rel(v) == syntax.Aux {
		return out
	}
	passive := c.tag(v) == syntax.Perf && c.beAux(v)
	var object, clausal, open, prep int = -1, -1, -1, -1
	for _, d := range c.kids[v] {
		if d < v {
			continue
		}
		switch c.rel(d) {
		case syntax.Object:
			if object < 0 {
				object = d
			}
		case syntax.Comp:
			if clausal < 0 {
				clausal = d
			}
		case syntax.Open:
			if open < 0 && !(c.tag(d) == syntax.Gerund && c.lo[d] > 0 && c.comma(c.lo[d]-1)) {
				open = d
			}
		case syntax.Nmod, syntax.Advcl:
			m := c.marker(d, syntax.Case)
			if m == "" {
				m = c.marker(d, syntax.Marker)
			}
			if prep < 0 && m != "" && object < 0 && c.lo[d] <= c.cueOf(v).to+1 {
				prep = d
			}
		}
	}
	cue := c.cueOf(v)
	var content reach
	var rule, frame string
	switch {
	case clausal < 0 && cue.to+3 < len(c.at) && c.low(cue.to+1) == "that" && c.tag(cue.to+1) == syntax.Prep:
		// the tree lost the clause: take it to the end of the sentence
		content, rule, frame, clausal = reach{cue.to + 1, cue.to + 1}, "clause-that", "that", cue.to+1
		content.to = c.sentenceEnd(content.to)
	case clausal >= 0:
		content, rule, frame = c.all(clausal), "clause", "clause"
		if m := c.marker(clausal, syntax.Marker); m == "that" || m == "if" || m == "whether" {
			rule, frame = "clause-"+m, m
		}
		if f := c.low(content.from); f == "what" || f == "how" || f == "why" || f == "who" || f == "which" || f == "where" || f == "when" {
			rule, frame = "clause-wh", "wh"
		}
	case open >= 0:
		content, rule, frame = c.all(open), "infinitive", "to"
		if c.tag(open) != syntax.Base {
			rule, frame = "small-clause", "open"
		}
		if object >= 0 && object < open {
			frame += "+obj"
			if !addressed[lemma] {
				content.from = min(content.from, c.lo[object])
			}
		}
	case object >= 0:
		content, rule, frame = c.all(object), "object", "obj"
		for _, d := range c.kids[v] {
			if d > object && c.rel(d) == syntax.Nmod {
				if m := c.marker(d, syntax.Case); m == "as" || m == "of" || m == "for" && (lemma == "criticiz" || lemma == "blam" || lemma == "thank" || lemma == "prais") {
					content.to, frame = max(content.to, c.hi[d]), "obj+"+m
				}
			}
		}
	case prep >= 0:
		m := c.marker(prep, syntax.Case)
		if m == "" {
			m = c.marker(prep, syntax.Marker)
		}
		content, rule, frame = c.all(prep), "preposition", "p:"+m
		if content.from == cue.to+1 {
			n := content.from
			for n < prep && (c.rel(n) == syntax.Case || c.rel(n) == syntax.Marker) && n-content.from < 2 {
				n++
			}
			cue.to, content.from = n-1, n
		}
	default:
		return c.relativised(out, v, lemma, cue, passive)
	}
	if passive {
		rule, frame = "passive", "pass-"+frame
	}
	if lemma == "ask" && cue.from > 0 && c.low(cue.from-1) == "when" && c.tag(v) == syntax.Perf {
		return out // "he said when asked if …" is his statement alone
	}
	content = c.trim(content)
	if rule == "object" && clausalVerbs[lemma] && content.from == cue.to+1 {
		if end := c.sentenceEnd(content.to); end > content.to && c.finiteIn(reach{content.to + 1, end}) {
			content, rule, frame, clausal = c.trim(reach{content.from, end}), "clause", "clause", object
		}
	}
	if !content.none() {
		content.to = c.runOn(v, content, clausal >= 0)
		if m := c.heard(lemma, content); rule == "object" && m > 0 { // "told reporters | that …": the tree hung the clause on those who heard
			content.from, rule, frame = m, "clause-that", "that"
			content.to = c.runOn(v, content, true)
		}
	}
	if content.none() || content.has(v) {
		return out
	}
	return append(out, c.candidate(rule, frame, lemma, v, cue, content, passive))
}

// clausalVerbs (without a silent e) hardly ever take a nominal: where the tree
// has one, it missed the clause that the nominal begins.
var clausalVerbs = map[string]bool{"say": true, "argu": true, "insist": true, "believ": true, "think": true, "add": true, "claim": true}

// sentenceEnd is the last word before the next full stop after word k.
func (c *clause) sentenceEnd(k int) int {
	for k+1 < len(c.at) && c.tag(k+1) != syntax.Stop {
		k++
	}
	return k
}

// heard is where the clause starts that follows the hearers in the object of a
// verb like tell, or -1.
func (c *clause) heard(lemma string, object reach) int {
	if !addressed[lemma] {
		return -1
	}
	for k := object.from + 1; k < min(object.to, object.from+6); k++ {
		switch c.low(k) {
		case "that", "whether", "if":
			return k
		case "who", "which", ",":
			return -1
		}
	}
	return -1
}

// runsOn are the words that go on with what a nominal says when the parser
// hung them elsewhere ("urged voters | to stay home").
var runsOn = map[string]bool{"to": true, "for": true, "in": true, "with": true, "of": true, "as": true, "about": true,
	"from": true, "over": true, "against": true, "between": true, "that": true, "toward": true, "towards": true, "into": true}

// conditions are the words after a comma that go on with a reported clause:
// without them it would say more than was said.
var conditions = map[string]bool{"if": true, "unless": true, "provided": true, "providing": true, "because": true,
	"including": true, "especially": true, "particularly": true, "until": true, "rather": true, "not": true}

// runOn is the last word of a complement with the words right after it that
// belong to it, though the tree has them elsewhere under v.
func (c *clause) runOn(v int, content reach, clausal bool) int {
	to := content.to
	for hops := 0; hops < 4 && to+1 < len(c.at); hops++ {
		next, after := to+1, to+1
		if c.low(next) == "," && next+1 < len(c.at) {
			after = next + 1
			if !conditions[c.low(after)] || !clausal && c.low(after) != "including" {
				break
			}
		} else if c.tag(next) >= syntax.Mark || !clausal && !runsOn[c.low(next)] || clausal && (c.tag(next) == syntax.Conj || c.tag(next).Verb()) {
			break
		}
		// up to the highest subtree that begins here and does not hold v
		top := -1
		for k := after; k < len(c.at); k++ {
			if c.lo[k] == after && !(c.lo[k] <= v && v <= c.hi[k]) && (top < 0 || c.hi[k] > c.hi[top]) {
				top = k
			}
			if k > after+25 {
				break
			}
		}
		if after > next && clausal { // a condition belongs to what was said, to its end
			for to = after; to+1 < len(c.at) && c.tag(to+1) != syntax.Stop; {
				to++
			}
			to = c.trim(reach{after, to}).to
			break
		}
		if top < 0 {
			break
		}
		to = c.trim(reach{after, c.hi[top]}).to
	}
	return max(to, content.to)
}

// beAux tells whether v has a form of be as its auxiliary.
func (c *clause) beAux(v int) bool {
	for _, d := range c.kids[v] {
		if c.rel(d) == syntax.Aux && be[c.low(d)] {
			return true
		}
	}
	return false
}

var be = map[string]bool{"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "being": true,
	"'s": true, "'re": true, "'m": true, "am": true, "got": true}

// relativised weighs a verb without complement whose object stands before it
// ("which he called", "what Clinton wants"), and passives ("is known").
func (c *clause) relativised(out []Candidate, v int, lemma string, cue reach, passive bool) []Candidate {
	if !passive {
		return out
	}
	for _, d := range c.kids[v] {
		if c.rel(d) == syntax.Subject && d < v {
			content := c.nominal(d, v)
			if !content.none() {
				out = append(out, c.candidate("passive", "pass", lemma, v, cue, content, true))
			}
			return out
		}
	}
	return out
}

// candidate puts the spans and features together.
func (c *clause) candidate(rule, frame, lemma string, v int, cue, content reach, passive bool) Candidate {
	cand := Candidate{Rule: rule, Head: c.a.words[c.at[v]].span}
	cand.Cue = []onrecord.Span{c.span(cue)}
	cand.Content = []onrecord.Span{c.extend(c.span(content), content.to)}
	var source reach
	how, head := "none", -1
	if passive {
		source = nowhere
		for _, d := range c.kids[v] {
			if d > v && c.rel(d) == syntax.Nmod && c.marker(d, syntax.Case) == "by" && !content.has(d) {
				source, head, how = c.nominal(d, v), d, "by"
				for !source.none() && c.rel(source.from) == syntax.Case {
					source.from++
				}
			}
			if d < v && c.rel(d) == syntax.Subject && frame != "pass" && !content.has(d) {
				if s := c.nominal(d, v); !s.none() {
					cand.Content = append([]onrecord.Span{c.span(s)}, cand.Content...)
				}
			}
		}
	} else {
		source, head, how = c.subject(v)
		if source.none() || source.has(v) {
			source, head, how = c.beside(v, cue)
		}
	}
	if head >= 0 && (temporal[c.low(head)] || c.low(head) == "it" && (c.beAux(v) || lemma == "seem" || lemma == "appear")) {
		source = nowhere // "this month", "it was said"
	}
	source = c.plausible(source)
	if !source.none() && !source.has(v) && (source.to < content.from || source.from > content.to) {
		cand.Source = []onrecord.Span{c.source(source)}
	} else {
		how, head = "none", -1
	}
	tag := tagNames[c.tag(v)]
	kind := "none"
	if head >= 0 {
		kind = tagNames[c.tag(head)]
		if c.tag(head) == syntax.Pron || c.tag(head) == syntax.Noun || c.tag(head) == syntax.Nouns {
			kind += "=" + c.low(head)
		}
	}
	cand.Features = []string{
		"frame=" + frame, "lemma=" + lemma, lemma + "/" + frame, lemma + "/" + tag, lemma + "/" + rule, "how=" + how, "tag=" + tag,
		"source=" + kind, tag + "/" + frame, "how=" + how + "/" + frame, "rel=" + relNames[c.rel(v)], tag + "/" + how,
	}
	if cue.from < v {
		cand.Features = append(cand.Features, "before="+c.low(v-1))
	}
	if c.a.words[c.at[v]].quote >= 0 {
		cand.Features = append(cand.Features, "in-quote")
	}
	for i := c.a.at(cand.Content[0].Start); i < len(c.a.words) && c.a.words[i].span.Start < cand.Content[len(cand.Content)-1].End; i++ {
		if c.a.words[i].quote >= 0 {
			cand.Features = append(cand.Features, "has-quote", frame+"/has-quote")
			break
		}
	}
	return cand
}

// extend lets content that ends within a quotation's first sentence run on to
// the quotation's end, since the rest of it was not parsed.
func (c *clause) extend(s onrecord.Span, last int) onrecord.Span {
	i := c.at[last]
	qi := c.a.words[i].quote
	if qi < 0 {
		return s
	}
	w := c.a.wordQuote[qi]
	for k := i + 1; k < w.End; k++ {
		if c.a.words[k].start { // all of the first sentence's words were taken
			s.End = c.a.quotes[qi].span.End
			return s
		}
		if _, mark := syntax.MarkTag(c.a.words[k].text); !mark {
			return s
		}
	}
	return s
}
