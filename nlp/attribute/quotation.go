package attribute

import (
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// standing tells which of a stretch's quotations are statements of their own
// and not part of a clause ("…," he said; he said, "…"; a quotation alone).
func (a *article) standing(s stretch) []bool {
	out := make([]bool, len(s.quotes))
	for n, qi := range s.quotes {
		w := a.wordQuote[qi]
		first := w.Start + 1
		if first >= w.End {
			continue
		}
		r, _ := utf8.DecodeRuneInString(a.words[first].text)
		capital := !unicode.IsLower(r)
		ending := a.ending(w)
		stop := ending == '.' || ending == ',' || ending == '?' || ending == '!' || ending == '…' || ending == '—' || ending == '-' || ending == '–'
		size := w.End - w.Start - 2
		after := ""
		if w.End < s.last {
			after = a.words[w.End].text
		}
		before := ""
		if w.Start > s.first {
			before = a.words[w.Start-1].text
		}
		atEdge := before == "" || n > 0 && out[n-1] && a.wordQuote[s.quotes[n-1]].End == w.Start
		sentences := false
		for k := first; k < w.End-1; k++ {
			sentences = sentences || a.words[k].start && k > first
		}
		closed := stop || after == "" || after == "," || after == "."
		switch {
		case atEdge:
			out[n] = stop || after == "" || after == "," && size >= 3
		case before == ":":
			out[n] = closed && (capital || size >= 4)
		case before == "," || before == "—" || before == "--" || before == "–" || before == "-" || before == ";":
			out[n] = closed && (capital && size >= 2 || n > 0 && out[n-1]) && (stop || after == "" || after == ".")
		default:
			prev, known := a.words[w.Start-1].low, false
			known = reporting[prev]
			out[n] = known && capital && closed && size >= 2 || capital && sentences && size >= 8
		}
	}
	return out
}

// quotations finds who said the standing quotations of a stretch. used are
// the words taken as cues.
func (c *clause) quotations(s stretch, standing []bool, rules *Rules, used map[int]bool) []Candidate {
	a := c.a
	var out []Candidate
	for n := 0; n < len(s.quotes); n++ {
		if !standing[n] {
			continue
		}
		w := a.wordQuote[s.quotes[n]]
		content := a.quotes[s.quotes[n]].span
		best, ok := Candidate{Score: -1e9}, false
		for _, v := range c.verbsAfter(w, s) {
			cand := c.speech(v, w, content, "after")
			cand.Score = rules.score(cand.Features)
			if cand.Score > best.Score {
				best, ok = cand, true
			}
		}
		for _, v := range c.verbsBefore(w, s) {
			cand := c.speech(v, w, content, "before")
			cand.Score = rules.score(cand.Features)
			if cand.Score > best.Score {
				best, ok = cand, true
			}
		}
		if !ok {
			best = Candidate{Rule: "quotation-alone", Content: []onrecord.Span{content}, Features: a.aloneFeatures(w, s), quoted: true}
			best.Score = rules.score(best.Features)
		}
		joined := false
		if ok {
			for i := range out { // the same cue speaks for both: a split quotation
				if len(out[i].Cue) > 0 && out[i].Head == best.Head {
					out[i].Content = append(out[i].Content, content)
					out[i].Rule = "split-quotation"
					joined = true
				}
			}
			used[a.at(best.Head.Start)] = true
		} else if len(out) > 0 {
			last := &out[len(out)-1]
			last.Content = append(last.Content, content)
			joined = true
		}
		if !joined {
			out = append(out, best)
		}
	}
	return out
}

// introduced finds in the sentence before, which ends with a colon, who speaks
// a quotation that stands alone: by its likeliest verb of speech, or else its
// main clause ("Olsen was blunt: …").
func (c *clause) introduced(q Candidate, w onrecord.Span, rules *Rules) Candidate {
	best := q
	best.Score = threshold
	for _, v := range c.verbsBefore(w, stretch{}) {
		cand := c.speech(v, w, q.Content[0], "before")
		cand.Score = rules.score(cand.Features)
		if cand.Score > best.Score {
			best = cand
		}
	}
	if best.Rule != "quotation-alone" {
		return best
	}
	for k := range c.at {
		if c.rel(k) != syntax.Root {
			continue
		}
		source, _, how := c.subject(k)
		if how != "own" || source.none() {
			break
		}
		best = q
		best.Rule = "quotation-colon"
		best.Source = []onrecord.Span{c.source(source)}
		best.Cue = []onrecord.Span{c.span(c.cueOf(k))}
		best.Head = c.a.words[c.at[k]].span
	}
	return best
}

// verbsAfter are the verbs that may say who spoke the quotation before them.
func (c *clause) verbsAfter(w onrecord.Span, s stretch) []int {
	var out []int
	for k := range c.at {
		i := c.at[k]
		if i < w.End {
			continue
		}
		if c.tag(k).Verb() && c.rel(k) != syntax.Aux {
			out = append(out, k)
			if len(out) == 3 {
				break
			}
		}
		if i > w.End+45 || c.tag(k) == syntax.Stop && c.low(k) != "." && c.low(k) != "…" {
			break
		}
	}
	return out
}

// verbsBefore are the verbs that may say who speaks the quotation after them,
// the nearest first.
func (c *clause) verbsBefore(w onrecord.Span, s stretch) []int {
	var out []int
	for k := len(c.at) - 1; k >= 0; k-- {
		i := c.at[k]
		if i >= w.Start {
			continue
		}
		if c.a.standingBetween(i, w.Start) && len(out) > 0 {
			break
		}
		if c.tag(k).Verb() && c.rel(k) != syntax.Aux {
			out = append(out, k)
			if len(out) == 4 {
				break
			}
		}
		if i < w.Start-40 {
			break
		}
	}
	return out
}

// standingBetween tells whether a quotation lies between two words.
func (a *article) standingBetween(from, to int) bool {
	return from+1 < to && a.words[from+1].quote >= 0
}

// speech is the candidate in which verb v reports a quotation.
func (c *clause) speech(v int, w, content onrecord.Span, side string) Candidate {
	a := c.a
	lemma := syntax.Lemma(c.low(v), c.tag(v))
	cue := c.cueOf(v)
	cand := Candidate{Rule: "quotation-" + side, quoted: true, Head: a.words[c.at[v]].span, Content: []onrecord.Span{content},
		Cue: []onrecord.Span{c.span(cue)}}
	source, head, how := c.subjectBeside(v, w)
	source = c.plausible(source)
	if !source.none() {
		cand.Source = []onrecord.Span{c.source(source)}
		if how == "inverted" {
			cand.Rule = "quotation-inverted"
		}
	} else {
		how = "none"
	}
	gap := 0
	if side == "after" {
		gap = c.at[cue.from] - w.End
		if !source.none() && source.from < v {
			gap = c.at[source.from] - w.End
		}
	} else {
		gap = w.Start - 1 - c.at[v]
	}
	near := "far"
	switch {
	case gap <= 1:
		near = "at"
	case gap <= 3:
		near = "near"
	case gap <= 8:
		near = "mid"
	}
	last := "none"
	if side == "before" && w.Start > 0 {
		if m, ok := syntax.MarkTag(a.words[w.Start-1].text); ok {
			last = tagNames[m]
		}
	} else if side == "after" {
		switch a.ending(w) {
		case ',', '?', '!', '—', '-', '–', '…':
			last = "open"
		case '.':
			last = "closed"
		}
	}
	kind := "none"
	if head >= 0 {
		kind = tagNames[c.tag(head)]
	}
	frame := "q-" + side
	cand.Features = []string{"frame=" + frame, "lemma=" + lemma, lemma + "/" + frame, lemma + "/q", frame + "/" + near, frame + "/" + last,
		frame + "/how=" + how, frame + "/source=" + kind, frame + "/tag=" + tagNames[c.tag(v)], frame + "/rel=" + relNames[c.rel(v)],
		frame + "/" + near + "/" + last}
	if c.tag(v) == syntax.Base && c.marker(v, syntax.Marker) == "to" {
		cand.Features = append(cand.Features, "q-to")
	}
	return cand
}

// subjectBeside is the subject as the tree has it, or else the nominal just
// beside the verb: short reporting clauses parse badly without their quotation.
func (c *clause) subjectBeside(v int, w onrecord.Span) (reach, int, string) {
	source, head, how := c.subject(v)
	if !source.none() && !source.has(v) {
		return source, head, how
	}
	if v+1 < len(c.at) && c.at[v+1] == c.at[v]+1 && (c.tag(v) == syntax.Past || c.tag(v) == syntax.Pres3) {
		for _, d := range c.kids[v] {
			if d > v && c.rel(d) == syntax.Object && c.lo[d] == v+1 && (c.tag(d) == syntax.Name || c.tag(d).Nominal()) && w.End <= c.at[v] {
				return c.nominal(d, v), d, "inverted"
			}
		}
	}
	if r, k, how := c.beside(v, c.cueOf(v)); how != "" {
		return r, k, how
	}
	return nowhere, -1, ""
}

// aloneFeatures describe a quotation without a cue in its sentence.
func (a *article) aloneFeatures(w onrecord.Span, s stretch) []string {
	out := []string{"frame=q-alone"}
	if w.Start == s.first && w.End >= s.last-1 {
		out = append(out, "q-alone/whole")
	} else if w.Start > s.first && a.words[w.Start-1].text == ":" {
		out = append(out, "q-alone/colon")
	}
	if w.End-w.Start >= 8 {
		out = append(out, "q-alone/long")
	}
	return out
}
