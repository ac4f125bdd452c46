package story

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
)

// Index finds the story of an article among others. Memory is linear in the
// articles' words, some 2 KB an article. What it finds depends on which articles were
// added and not on their order. It is not safe for use by several goroutines
// while one adds.
type Index struct {
	m        *Matcher
	articles []sketch
	keys     []string           // by which articles are put in order
	having   map[uint32][]int32 // by the words that articles are about
	sharing  map[uint32][]int32 // by runs of words
}

// NewIndex gives an empty index.
func (m *Matcher) NewIndex() *Index {
	return &Index{m: m, having: map[uint32][]int32{}, sharing: map[uint32][]int32{}}
}

// Add adds an article and gives its number, counted from 0. The article is not
// kept.
func (x *Index) Add(a *onrecord.Article) int {
	s := x.m.sketchOf(a)
	n := int32(len(x.articles))
	x.articles = append(x.articles, s)
	x.keys = append(x.keys, keyOf(a))
	for _, t := range s.terms {
		x.having[t.stem] = append(x.having[t.stem], n)
	}
	for _, h := range s.runs {
		x.sharing[h] = append(x.sharing[h], n)
	}
	return int(n)
}

// keyOf is what articles are put in order by: when they were published, then
// their names. Those without a day come last.
func keyOf(a *onrecord.Article) string {
	published, ok := a.PublishedDate()
	if !ok {
		published.Value = "~"
	}
	return published.Value + "\x00" + a.ID + "\x00" + a.SHA256
}

func compareKeys(a, b string) int { return cmp.Compare(a, b) }

// Len is how many articles were added.
func (x *Index) Len() int { return len(x.articles) }

// Story gives the numbers of the articles of the same story as article n, n
// among them, in order of publication.
func (x *Index) Story(n int) []int {
	for _, group := range x.groups(x.component(n, make([]bool, len(x.articles)))) {
		if slices.Contains(group, n) {
			return group
		}
	}
	return []int{n}
}

// Stories gives all stories, each as in Story, in order of their first articles.
func (x *Index) Stories() [][]int {
	seen := make([]bool, len(x.articles))
	var out [][]int
	for _, i := range x.inOrder(nil) {
		if !seen[i] {
			out = append(out, x.groups(x.component(i, seen))...)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(x.keys[a[0]], x.keys[b[0]]) })
	return out
}

// Copy is an article that is a near copy of another, which came first.
type Copy struct {
	Of, Article int
	Similarity  float64 // share of the shorter's runs of words that both have
}

// Copies gives the near copies among some articles, each of the first article that it
// is a copy of, in order.
func (x *Index) Copies(of []int) []Copy {
	var out []Copy
	for _, i := range x.inOrder(of) {
		best := Copy{-1, i, 0}
		for _, c := range x.copiesOf(i) {
			j := int(c.article)
			if x.keys[j] < x.keys[i] && (best.Of < 0 || x.keys[j] < x.keys[best.Of]) {
				best = Copy{j, i, c.value}
			}
		}
		if best.Of >= 0 {
			out = append(out, best)
		}
	}
	return out
}

// inOrder sorts article numbers by publication; nil stands for all.
func (x *Index) inOrder(list []int) []int {
	out := slices.Clone(list)
	if list == nil {
		for i := range x.articles {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(x.keys[a], x.keys[b]), cmp.Compare(a, b)) })
	return out
}

// component gives the articles that article n leads to, by likeness and near
// copies, with the likenesses found.
func (x *Index) component(n int, seen []bool) component {
	c := component{like: map[[2]int]float64{}}
	seen[n] = true
	queue := []int{n}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		c.articles = append(c.articles, i)
		visit := func(j int, v float64) {
			c.like[[2]int{min(i, j), max(i, j)}] = max(v, c.like[[2]int{min(i, j), max(i, j)}])
			if !seen[j] {
				seen[j] = true
				queue = append(queue, j)
			}
		}
		for _, l := range x.neighbours(i) {
			visit(int(l.article), l.value)
		}
		for _, l := range x.copiesOf(i) {
			visit(int(l.article), 1)
		}
	}
	c.articles = x.inOrder(c.articles)
	return c
}

// component is articles that likeness links.
type component struct {
	articles []int
	like     map[[2]int]float64
}

// groups parts a component into stories: those two groups are joined that
// are most alike on average, as long as they are alike enough. Pairs under the
// least likeness count as half of it.
func (x *Index) groups(c component) [][]int {
	type edge struct {
		a, b int
		v    float64
	}
	var edges []edge
	for k, v := range c.like {
		edges = append(edges, edge{k[0], k[1], v})
	}
	slices.SortFunc(edges, func(a, b edge) int {
		first := func(e edge) (string, string) {
			return min(x.keys[e.a], x.keys[e.b]), max(x.keys[e.a], x.keys[e.b])
		}
		a1, a2 := first(a)
		b1, b2 := first(b)
		return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a1, b1), cmp.Compare(a2, b2))
	})
	group := map[int]int{}
	members := map[int][]int{}
	for _, i := range c.articles {
		group[i], members[i] = i, []int{i}
	}
	for _, e := range edges {
		g, h := group[e.a], group[e.b]
		if g == h {
			continue
		}
		sum := 0.0
		for _, i := range members[g] {
			for _, j := range members[h] {
				if v, ok := c.like[[2]int{min(i, j), max(i, j)}]; ok {
					sum += v
				} else {
					sum += sameEvent * 0.75
				}
			}
		}
		if sum < storyAverage*float64(len(members[g])*len(members[h])) {
			continue
		}
		for _, j := range members[h] {
			group[j] = g
		}
		members[g] = append(members[g], members[h]...)
		delete(members, h)
	}
	var out [][]int
	for _, i := range c.articles {
		if m, ok := members[i]; ok {
			out = append(out, x.inOrder(m))
		}
	}
	return out
}
