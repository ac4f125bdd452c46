package story

import (
	"cmp"
	"math"
	"slices"
)

// node is a passage: a side, or a part of it where outlets cut it in
// different places.
type node struct {
	side     int
	from, to int // words
}

// link is two nodes with the probability that they report one utterance.
type link struct {
	a, b int
	p    float64
}

// passages cuts the sides where the links of a side are to parts of it that
// nothing joins, and gives the nodes, in order, with the links between them.
func passages(sides []side, pairs []pair) ([]node, []link) {
	type use struct{ from, to int }
	uses := make([][]use, len(sides))
	reach := make([][2]use, len(pairs))
	for i, p := range pairs {
		fa, ta, fb, tb := ranges(sides[p.a].words, sides[p.b].words)
		reach[i] = [2]use{{fa, ta}, {fb, tb}}
		if p.score >= 0 {
			uses[p.a] = append(uses[p.a], reach[i][0])
			uses[p.b] = append(uses[p.b], reach[i][1])
		}
	}
	var nodes []node
	first := make([]int, len(sides)+1)
	for i := range sides {
		first[i] = len(nodes)
		slices.SortFunc(uses[i], func(a, b use) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
		at := node{i, 0, 0}
		for _, u := range uses[i] {
			if at.to > 0 && u.from >= at.to {
				nodes = append(nodes, at)
				at = node{i, u.from, u.to}
			}
			at.to = max(at.to, u.to)
		}
		at.to = len(sides[i].words)
		nodes = append(nodes, at)
	}
	first[len(sides)] = len(nodes)
	find := func(side int, u use) int {
		best, most := first[side], -1
		for n := first[side]; n < first[side+1]; n++ {
			if shared := min(nodes[n].to, u.to) - max(nodes[n].from, u.from); shared > most {
				best, most = n, shared
			}
		}
		return best
	}
	var links []link
	for i, p := range pairs {
		links = append(links, link{find(p.a, reach[i][0]), find(p.b, reach[i][1]), 1 / (1 + math.Exp(-p.score))})
	}
	return nodes, links
}

// ranges gives the parts of two texts that are about the same: from the first
// to the last run of several words that they have in common, or all.
func ranges(a, b []word) (fromA, toA, fromB, toB int) {
	found := runs(a, b, 3, false)
	if len(found) == 0 {
		return 0, len(a), 0, len(b)
	}
	fromA, fromB = len(a), len(b)
	for _, r := range found {
		if 4*r.n < found[0].n {
			continue // chance, beside what they have in common
		}
		fromA, toA = min(fromA, r.a), max(toA, r.a+r.n)
		fromB, toB = min(fromB, r.b), max(toB, r.b+r.n)
	}
	return fromA, toA, fromB, toB
}

// cluster joins nodes greedily, the surest link first, as long as the pairs of
// the two clusters are together more likely one utterance than least says:
// correlation clustering. Pairs without a link count as unlikely, pairs of one
// article not at all. It gives the clusters of two articles and more, each in
// order.
func cluster(nodes []node, links []link, article func(node) int, least float64) [][]int {
	group := make([]int, len(nodes))
	members := make([][]int, len(nodes))
	p := map[[2]int]float64{}
	for i := range nodes {
		group[i], members[i] = i, []int{i}
	}
	for _, l := range links {
		k := [2]int{min(l.a, l.b), max(l.a, l.b)}
		p[k] = max(p[k], l.p)
	}
	slices.SortStableFunc(links, func(a, b link) int {
		return cmp.Or(cmp.Compare(b.p, a.p), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	for _, l := range links {
		g, h := group[l.a], group[l.b]
		if l.p < least || g == h {
			continue
		}
		gain := 0.0
		for _, i := range members[g] {
			for _, j := range members[h] {
				if article(nodes[i]) != article(nodes[j]) {
					gain += p[[2]int{min(i, j), max(i, j)}] - least
				}
			}
		}
		if gain <= 0 {
			continue
		}
		for _, j := range members[h] {
			group[j] = g
		}
		members[g], members[h] = append(members[g], members[h]...), nil
	}
	var out [][]int
	for _, m := range members {
		slices.Sort(m)
		if len(m) > 1 && slices.ContainsFunc(m, func(n int) bool { return article(nodes[n]) != article(nodes[m[0]]) }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}
