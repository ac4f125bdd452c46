package attribute

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// parseLimit is how many words are parsed as one sentence: walks up the tree
// stay short whatever the text.
const parseLimit = 250

// clause is the parse of a stretch's words outside its standing quotations.
// Indexes are of parsed words; at[k] is the word in the article.
type clause struct {
	a      *article
	at     []int
	tree   syntax.Tree
	lo, hi []int // extent of each subtree
	kids   [][]int
}

// newClause parses the words.
func newClause(a *article, p *syntax.Parser, at []int) *clause {
	text := make([]string, len(at))
	for k, i := range at {
		text[k] = a.words[i].text
	}
	c := &clause{a: a, at: at, tree: p.Parse(text)}
	n := len(at)
	c.lo, c.hi, c.kids = make([]int, n), make([]int, n), make([][]int, n)
	for k := range at {
		c.lo[k], c.hi[k] = k, k
	}
	for k := range at {
		for h := c.tree.Head[k]; h >= 0; h = c.tree.Head[h] {
			if c.lo[h] > k {
				c.lo[h] = k
			}
			if c.hi[h] < k {
				c.hi[h] = k
			}
		}
		if h := c.tree.Head[k]; h >= 0 {
			c.kids[h] = append(c.kids[h], k)
		}
	}
	return c
}

func (c *clause) tag(k int) syntax.Tag      { return c.tree.Tags[k] }
func (c *clause) rel(k int) syntax.Relation { return c.tree.Relations[k] }
func (c *clause) head(k int) int            { return c.tree.Head[k] }
func (c *clause) low(k int) string          { return c.a.words[c.at[k]].low }

// kid is the first child of k with relation r, or -1.
func (c *clause) kid(k int, r syntax.Relation) int {
	for _, d := range c.kids[k] {
		if c.rel(d) == r {
			return d
		}
	}
	return -1
}

// marker is the low form of k's marker or preposition, or "".
func (c *clause) marker(k int, r syntax.Relation) string {
	if m := c.kid(k, r); m >= 0 && m < k {
		return c.low(m)
	}
	return ""
}

// reach is an inclusive range of parsed words; from > to is none.
type reach struct{ from, to int }

var nowhere = reach{0, -1}

func (r reach) none() bool        { return r.from > r.to }
func (r reach) has(k int) bool    { return r.from <= k && k <= r.to }
func (c *clause) all(k int) reach { return reach{c.lo[k], c.hi[k]} }

// trim takes marks and stray words off the ends.
func (c *clause) trim(r reach) reach {
	for !r.none() && c.tag(r.from) >= syntax.Mark && c.low(r.from) != "$" && c.low(r.from) != "#" {
		r.from++
	}
	for !r.none() && c.tag(r.to) >= syntax.Mark {
		r.to--
	}
	return r
}

// span is the range in the text, with a quotation's marks where all of its
// words are in.
func (c *clause) span(r reach) onrecord.Span {
	s := onrecord.Span{Start: c.a.words[c.at[r.from]].span.Start, End: c.a.words[c.at[r.to]].span.End}
	return c.a.withMarks(s)
}

// source is the span of a source, with the brackets right after it: "Sen. Roe
// (R-Ohio)".
func (c *clause) source(r reach) onrecord.Span {
	s := c.span(r)
	if next := c.at[r.to] + 1; next < len(c.a.words) && c.a.words[next].text == "(" {
		if end := c.a.bracketed(next, len(c.a.words)); end > next {
			s.End = c.a.words[end].span.End
		}
	}
	return s
}

// withMarks widens a span to take in the marks of quotations that start or end
// at its edges and lie within it otherwise.
func (a *article) withMarks(s onrecord.Span) onrecord.Span {
	for i := a.at(s.Start); i < len(a.words) && a.words[i].span.Start < s.End; i++ {
		qi := a.words[i].quote
		if qi < 0 {
			continue
		}
		q, w := a.quotes[qi].span, a.wordQuote[qi]
		if q.Start < s.Start && w.Start+1 < len(a.words) && a.words[w.Start+1].span.Start >= s.Start && s.End >= a.lastWord(w) {
			s.Start = q.Start
		}
		if q.End > s.End && s.End >= a.lastWord(w) && s.Start <= a.words[min(w.Start+1, len(a.words)-1)].span.Start {
			s.End = q.End
		}
		i = w.End - 1
	}
	return s
}

// lastWord is the end of the last word of a quotation that is no mark.
func (a *article) lastWord(w onrecord.Span) int {
	for k := w.End - 1; k > w.Start; k-- {
		if _, mark := syntax.MarkTag(a.words[k].text); !mark {
			return a.words[k].span.End
		}
	}
	return a.words[w.Start].span.End
}

// temporal words end a source that the parser let run on.
var temporal = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true,
	"saturday": true, "sunday": true, "yesterday": true, "today": true, "tomorrow": true, "later": true, "also": true,
	"then": true, "month": true, "week": true, "year": true, "day": true, "night": true, "morning": true, "afternoon": true, "evening": true,
	"january": true, "february": true, "april": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true}

// nominal is the extent of a source whose head is k: its subtree without
// clauses that are not its own, days and marks at the end.
func (c *clause) nominal(k, verb int) reach {
	r := c.all(k)
	if verb > k {
		r.to = min(r.to, verb-1)
	} else {
		r.from = max(r.from, verb+1)
	}
	for r.from > 0 && r.from <= k && c.tag(r.from-1) == syntax.Name && c.tag(r.from) == syntax.Name && r.from-1 > verb {
		r.from--
	}
	for r.to >= k && r.to+1 < len(c.at) && c.tag(r.to+1) == syntax.Name && c.tag(r.to).Nominal() && (verb < k || r.to+1 < verb) {
		r.to++
		for r.to+1 < len(c.at) && c.tag(r.to+1) == syntax.Name && (verb < k || r.to+1 < verb) {
			r.to++
		}
	}
	for j := k + 1; j < r.to; j++ { // ", speaking in Ohio," and ", like Obama," say nothing of who
		if c.low(j) == "," && (c.tag(j+1) == syntax.Gerund || c.low(j+1) == "like" || c.low(j+1) == "along" || c.low(j+1) == "meanwhile") {
			r.to = j - 1
		}
	}
	// ", David Schulz," after a description is the name
	if verb > r.to+3 && r.to >= k && c.low(r.to+1) == "," && c.tag(r.to+2) == syntax.Name && c.low(verb-1) == "," && c.tag(k) != syntax.Name {
		all := true
		for j := r.to + 2; j < verb-1; j++ {
			all = all && c.tag(j) == syntax.Name
		}
		if all {
			r.to = verb - 2
		}
	}
	r = c.trim(r)
	for r.to > k && (temporal[c.low(r.to)] || c.tag(r.to) == syntax.Num && c.low(r.to-1) == "in") {
		r.to--
		if r.to > k && (c.low(r.to) == "on" || c.low(r.to) == "last" || c.low(r.to) == "late" || c.low(r.to) == "in") {
			r.to--
		}
		r = c.trim(r)
	}
	for r.from < k && (c.rel(r.from) == syntax.Marker || c.tag(r.from) == syntax.Conj && c.head(r.from) == k ||
		c.tag(r.from) == syntax.Adv && c.low(r.from) != "not" && c.low(r.from) != "only" && c.low(r.from) != "nearly" &&
			c.low(r.from) != "about" && c.low(r.from) != "almost") {
		r.from++
		r = c.trim(r)
	}
	return r
}

var reflexive = map[string]bool{"himself": true, "herself": true, "itself": true, "themselves": true}

// subject finds who does what verb v says: its own subject, or that of the
// clause it is joined to or hangs under. inverted tells of "said Earnest".
func (c *clause) subject(v int) (source reach, head int, how string) {
	for hops := 0; hops < 6 && v >= 0; hops++ {
		for _, d := range c.kids[v] {
			if c.rel(d) == syntax.Subject {
				how := "own"
				switch {
				case hops > 0:
					how = "shared"
				case d > v:
					how = "inverted"
				}
				if d > 0 && d < v && reflexive[c.low(d)] && c.tag(d-1).Nominal() { // "Mr. Roe himself"
					r, head, _ := c.chunk(d - 1)
					r.to = d
					return r, head, how
				}
				return c.nominal(d, v), d, how
			}
		}
		h := c.head(v)
		if h < 0 {
			break
		}
		switch c.rel(v) {
		case syntax.Conjunct:
		case syntax.Open:
			for _, d := range c.kids[h] {
				if c.rel(d) == syntax.Object && d < v {
					return c.nominal(d, v), d, "object"
				}
			}
		case syntax.Advcl:
			if c.tag(v) != syntax.Gerund && c.tag(v) != syntax.Base {
				return nowhere, -1, ""
			}
		case syntax.Acl:
			if c.tag(v) == syntax.Gerund || c.tag(v) == syntax.Perf || c.tag(v) == syntax.Base {
				r := c.nominal(h, v)
				return r, h, "noun"
			}
			return nowhere, -1, ""
		case syntax.Mod, syntax.Parataxis, syntax.Nmod, syntax.Comp:
			if c.tag(v) != syntax.Gerund || !c.tag(h).Verb() {
				return nowhere, -1, ""
			}
		default:
			return nowhere, -1, ""
		}
		if !c.tag(h).Verb() && c.rel(v) != syntax.Acl && c.kid(h, syntax.Subject) < 0 {
			v = h
			continue
		}
		v = h
	}
	return nowhere, -1, ""
}

// plausible is the source, or none where it begins as no nominal does.
func (c *clause) plausible(source reach) reach {
	if source.none() {
		return nowhere
	}
	switch t := c.tag(source.from); {
	case t == syntax.Prep && c.low(source.from) != "of" && c.low(source.from) != "like", t == syntax.WhAdv, t == syntax.To, t == syntax.Modal, t == syntax.Part:
		return nowhere
	}
	return source
}

// beside is the nominal that stands right before a finite verb, where the tree
// gives it no subject.
func (c *clause) beside(v int, cue reach) (reach, int, string) {
	k := cue.from - 1
	if k < 0 || !c.tag(cue.from).Finite() || !c.tag(k).Nominal() && c.tag(k) != syntax.Pron {
		return nowhere, -1, ""
	}
	return c.chunk(k)
}

// chunk is the nominal without verbs and commas that ends at word k.
func (c *clause) chunk(k int) (reach, int, string) {
	r := reach{k, k}
	if c.tag(k) != syntax.Pron {
		for r.from > 0 && k-r.from < 12 {
			switch t := c.tag(r.from - 1); {
			case t.Nominal(), t == syntax.Adj, t == syntax.Num, t == syntax.Det, t == syntax.PronPos, t == syntax.Poss,
				c.low(r.from-1) == "of":
				r.from--
				continue
			}
			break
		}
	}
	r = c.trim(r)
	if r.none() || c.low(r.from) == "of" {
		return nowhere, -1, ""
	}
	return r, k, "beside"
}

// cueOf is the extent of a verb as cue: with auxiliaries, negation and the
// adverbs among them, and with "to".
func (c *clause) cueOf(v int) reach {
	r := reach{v, v}
	for k := v - 1; k >= 0; k-- {
		t := c.tag(k)
		aux := c.rel(k) == syntax.Aux && c.head(k) == v
		if !aux && t != syntax.Adv && t != syntax.To && t != syntax.Modal {
			break
		}
		if t == syntax.Adv && c.head(k) != v || t == syntax.To && k != v-1 {
			break
		}
		r.from = k
	}
	for r.from < v && c.tag(r.from) == syntax.Adv && !ownAdverb(c.low(r.from)) {
		r.from++
	}
	if v+1 < len(c.at) && c.tag(v+1) == syntax.Part {
		r.to = v + 1
	}
	return r
}

// ownAdverb tells the adverbs that do not begin a cue.
func ownAdverb(low string) bool { return low != "when" && low != "so" && low != "why" && low != "how" }
