// Package attribute finds who said what: attributions with source, cue and
// content as spans. Input: a document with its quotations. Output: that and
// its attributions, nested ones with their parents. Method: named rules over
// the dependency trees of package syntax find every word that takes a
// complement and every quotation; weights learned from annotated news (a
// lexicon of cues with their frames) decide which are statements. It does not
// say who a source is: package resolve does.
package attribute

import (
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// Rules attributes by named rules. It is immutable and safe for concurrent use.
type Rules struct {
	parser  *syntax.Parser
	lexicon lexicon
	least   float64 // the confidence below which what a tagger found is not given
}

// NewRules loads the rules' lexicons; it fails where they are damaged.
func NewRules() (*Rules, error) {
	parser, err := syntax.NewParser()
	if err != nil {
		return nil, err
	}
	l, err := readLexicon()
	if err != nil {
		return nil, err
	}
	return &Rules{parser: parser, lexicon: l}, nil
}

// Attribute is total: any quoted document gives its attributions.
func (r *Rules) Attribute(q nlp.Quoted) nlp.Attributed {
	a := read(&q)
	return nlp.Attributed{Quoted: q, Attributions: r.choose(a, r.candidates(a))}
}

// Candidates gives everything that the rules see, with its features and
// score, chosen or not: for learning the weights and for explaining.
func (r *Rules) Candidates(q nlp.Quoted) []Candidate { return r.candidates(read(&q)) }

func (r *Rules) candidates(a *article) []Candidate {
	var all []Candidate
	var before *clause // the stretch before, where it ends with a colon
	for n, s := range a.stretches {
		standing := a.standing(s)
		at := a.outside(s, standing)
		used := map[int]bool{}
		var found []Candidate
		if label, ok := a.label(s, n); ok {
			found = append(found, label)
		}
		// The whole is parsed in pieces where it is longer than any sentence.
		for from := 0; from < len(at) || from == 0; from += parseLimit {
			c := newClause(a, r.parser, at[from:min(from+parseLimit, len(at))])
			if from == 0 {
				found = append(found, c.quotations(s, standing, r, used)...)
				if before != nil && len(found) > 0 && found[0].Rule == "quotation-alone" {
					found[0] = before.introduced(found[0], a.wordQuote[s.quotes[0]], r)
				}
				before = nil
				if a.words[s.last-1].text == ":" && len(at) <= parseLimit {
					before = c
				}
			}
			set := c.parentheses(s, used)
			found = append(found, set...)
			if rest, cut := c.without(r, set, used); cut {
				c = newClause(a, r.parser, rest)
			}
			found = append(found, c.frames(used)...)
		}
		for _, f := range found {
			f.where = n
			f.Score = r.score(f.Features)
			all = append(all, f)
		}
	}
	return all
}

// without is the clause's words less the reporting clauses that are set off by
// commas and likely enough to be such: what is left parses better.
func (c *clause) without(r *Rules, set []Candidate, used map[int]bool) ([]int, bool) {
	gone := make([]bool, len(c.at))
	cut := false
	for _, s := range set {
		if s.Rule != "postposed" || r.score(s.Features) < threshold {
			continue
		}
		for k := s.tail.from; k < min(s.tail.to, len(c.at)); k++ {
			gone[k], cut = true, true
		}
	}
	var rest []int
	for k, i := range c.at {
		if !gone[k] {
			rest = append(rest, i)
		}
	}
	return rest, cut && len(rest) > 0
}

// outside are the words of a stretch that are parsed: all but the standing
// quotations and what follows the first sentence of the others.
func (a *article) outside(s stretch, standing []bool) []int {
	var at []int
	n := 0
	for i := s.first; i < s.last; i++ {
		for n < len(s.quotes) && a.wordQuote[s.quotes[n]].End <= i {
			n++
		}
		if n < len(s.quotes) && a.wordQuote[s.quotes[n]].Start <= i {
			w := a.wordQuote[s.quotes[n]]
			if standing[n] || i > w.Start+1 && a.words[i].start {
				i = w.End - 1
				continue
			}
		}
		if a.words[i].text == "(" || a.words[i].text == "[" {
			if end := a.bracketed(i, s.last); end > i {
				i = end
				continue
			}
		}
		at = append(at, i)
	}
	return at
}

// bracketed is the closing bracket of a short parenthesis that opens at word
// i, or -1: these break the parse and belong to the word before.
func (a *article) bracketed(i, last int) int {
	for k := i + 1; k < min(last, i+9); k++ {
		switch a.words[k].text {
		case ")", "]":
			return k
		case "(", "[":
			return -1
		}
	}
	return -1
}
