package story

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// utterances finds what was said once and is reported by several of a
// story's articles. The records stand in order of publication; articles are
// their indexes in all.
func (m *Matcher) utterances(all []onrecord.Record, articles []int) []onrecord.Utterance {
	var sides []side
	for _, i := range articles {
		sides = append(sides, m.sidesOf(i, &all[i])...)
	}
	pairs := m.kept(newScene(sides).pairs(sides))
	nodes, links := passages(sides, pairs)
	clusters := cluster(nodes, links, func(n node) int { return sides[n.side].article }, m.least)
	var out []onrecord.Utterance
	for _, c := range clusters {
		out = append(out, m.utterance(all, sides, nodes, c))
	}
	return out
}

// kept scores pairs and leaves those out that decide nothing.
func (m *Matcher) kept(pairs []pair) []pair {
	out := pairs[:0]
	row := make([]float32, len(featureNames))
	for _, p := range pairs {
		for i, f := range p.features {
			row[i] = float32(f)
		}
		p.score = float64(m.scorer.Score(row))
		if p.features[fQuotedRun] < 2 || p.features[fQuotedRun+1] < wordy {
			p.score -= m.doubt
		}
		p.features = nil
		if p.score > -4 {
			out = append(out, p)
		}
	}
	return out
}

// utterance makes one of a cluster's nodes. Nodes of one statement that follow
// each other are one report.
func (m *Matcher) utterance(all []onrecord.Record, sides []side, nodes []node, members []int) onrecord.Utterance {
	var u onrecord.Utterance
	var said [][]word
	var who speaker
	for k := 0; k < len(members); k++ {
		n := nodes[members[k]]
		for k+1 < len(members) && members[k+1] == members[k]+1 && nodes[members[k+1]].side == n.side {
			k++
			n.to = nodes[members[k]].to
		}
		x := &sides[n.side]
		s := &all[x.article].Statements[x.statement]
		ws := x.words[n.from:n.to]
		u.Reports = append(u.Reports, onrecord.Wording{Article: x.article, Statement: s.ID, Form: formOf(ws),
			Spans: clip(s.Content, ws, n.from == 0, n.to == len(x.words))})
		said = append(said, ws)
		if x.who.known && (len(x.who.words) > len(who.words) || !who.known) {
			u.Speaker, who = s.Speaker.Name, x.who
		}
	}
	for i := range said {
		for j := i + 1; j < len(said); j++ {
			if u.Reports[i].Article == u.Reports[j].Article {
				continue
			}
			r := relate(said[i], said[j])
			r.A, r.B = i, j
			u.Relations = append(u.Relations, r)
		}
	}
	first := u.Reports[0]
	u.ID = identity("utterance", all[first.Article].Article.ID, first.Statement, fmt.Sprint(first.Spans[0].Start))
	return u
}

// identity is a short hash of what makes something what it is.
func identity(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// formOf says how much of the words stands in quotation marks.
func formOf(ws []word) onrecord.Kind {
	n := 0
	for _, w := range ws {
		if w.quoted {
			n++
		}
	}
	switch n {
	case 0:
		return onrecord.Indirect
	case len(ws):
		return onrecord.Direct
	}
	return onrecord.Mixed
}

// clip gives the parts of a statement's content from the first of some words to the
// last, or from its beginning or to its end.
func clip(content []onrecord.Span, ws []word, whole, toEnd bool) []onrecord.Span {
	from, to := ws[0].span.Start, ws[len(ws)-1].span.End
	if whole {
		from = content[0].Start
	}
	if toEnd {
		to = content[len(content)-1].End
	}
	var out []onrecord.Span
	for _, s := range content {
		if s = (onrecord.Span{Start: max(s.Start, from), End: min(s.End, to)}); !s.Empty() {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return slices.Clone(content)
	}
	return out
}
