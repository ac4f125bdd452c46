package block

import (
	"math"
	"slices"
	"strings"
)

// Features gives one row of numbers for each block, all of the same length:
// the block's own, and those of the blocks around it.
func Features(blocks []Block) [][]float32 {
	owns := make([]own, len(blocks))
	for i, b := range blocks {
		owns[i] = describe(b)
	}
	page := newPage(blocks, owns)
	rows := make([][]float32, len(blocks))
	for i := range blocks {
		rows[i] = append(owns[i].row, page.around(i)...)
	}
	return rows
}

// page is what the blocks have in common.
type page struct {
	owns              []own
	good, words       prefix // good words; all words
	short             prefix // blocks of fewer than five words
	before, after     []int  // the nearest good block on each side, or -1
	kinds             [5]prefix
	lastKind          [5][]int // the nearest heading of a kind before each block, or -1
	cohesion, doubled []float64
	copies            []float64
	from, to          int     // the densest run of good blocks
	usual             float64 // words of the good block that the middle good word stands in
}

// headings are the classes whose phrases, where they make up a block, head
// what is not the story.
var headings = [5]string{"related", "comment", "signup", "footer", "share"}

// prefix holds running sums: sum of [i, j) in constant time.
type prefix []float64

func newPrefix(n int, value func(int) float64) prefix {
	p := make(prefix, n+1)
	for i := range n {
		p[i+1] = p[i] + value(i)
	}
	return p
}

func (p prefix) sum(i, j int) float64 {
	n := len(p) - 1
	i, j = max(0, min(i, n)), max(0, min(j, n))
	return p[j] - p[i]
}

func newPage(blocks []Block, owns []own) *page {
	n := len(blocks)
	p := &page{owns: owns}
	p.good = newPrefix(n, func(i int) float64 { return owns[i].good * math.Min(owns[i].words, 150) })
	p.words = newPrefix(n, func(i int) float64 { return math.Min(owns[i].words, 150) })
	p.short = newPrefix(n, func(i int) float64 { return truth(owns[i].words < 5) })
	p.before, p.after = nearest(n, func(i int) bool { return owns[i].good > 0 })
	for k, name := range headings {
		bit := classBit(name)
		is := func(i int) bool {
			return owns[i].said.whole&bit != 0 || owns[i].said.start&bit != 0 && owns[i].words < 8
		}
		p.kinds[k] = newPrefix(n, func(i int) float64 { return truth(is(i)) })
		p.lastKind[k], _ = nearest(n, is)
	}
	p.cohere(blocks)
	p.repeat(blocks)
	p.from, p.to = p.densest()
	p.usual = p.usualSize()
	return p
}

func classBit(name string) uint16 {
	for i, c := range classes {
		if c == name {
			return 1 << i
		}
	}
	return 0
}

// nearest gives for each i the nearest index before it and after it for which
// is says yes, or -1.
func nearest(n int, is func(int) bool) (before, after []int) {
	before, after = make([]int, n), make([]int, n)
	last := -1
	for i := range n {
		before[i] = last
		if is(i) {
			last = i
		}
	}
	last = -1
	for i := n - 1; i >= 0; i-- {
		after[i] = last
		if is(i) {
			last = i
		}
	}
	return before, after
}

// cohere measures for each block which share of its content words stands in
// good blocks other than itself.
func (p *page) cohere(blocks []Block) {
	type use struct{ count, last int }
	seen := map[string]use{}
	for i, b := range blocks {
		if p.owns[i].good == 0 {
			continue
		}
		for _, w := range b.Words {
			if u := seen[w]; content(w) && (u.count == 0 || u.last != i) {
				seen[w] = use{u.count + 1, i}
			}
		}
	}
	p.cohesion = make([]float64, len(blocks))
	for i, b := range blocks {
		all, shared := 0, 0
		for _, w := range b.Words[:min(len(b.Words), 100)] {
			if content(w) {
				all++
				if seen[w].count > int(p.owns[i].good) {
					shared++
				}
			}
		}
		p.cohesion[i] = float64(shared) / math.Max(1, float64(all))
	}
}

func content(w string) bool { return len(w) > 3 && !stopwords[w] }

// repeat counts the copies of each block, and notes blocks that begin as
// another, longer one does.
func (p *page) repeat(blocks []Block) {
	count, heads := map[string]int{}, map[string]int{}
	keys := make([]string, len(blocks))
	for i, b := range blocks {
		keys[i] = strings.Join(b.Words[:min(len(b.Words), 40)], " ")
		count[keys[i]]++
		if len(b.Words) >= 5 {
			heads[strings.Join(b.Words[:5], " ")]++
		}
	}
	p.copies, p.doubled = make([]float64, len(blocks)), make([]float64, len(blocks))
	for i, b := range blocks {
		p.copies[i] = float64(count[keys[i]])
		if len(b.Words) >= 5 {
			p.doubled[i] = float64(heads[strings.Join(b.Words[:5], " ")])
		}
	}
}

// densest is the run [from, to) in which good words outweigh the blocks
// between them most: a maximal-sum segment.
func (p *page) densest() (from, to int) {
	best, sum, start := 0.0, 0.0, 0
	for i, o := range p.owns {
		if sum <= 0 {
			sum, start = 0, i
		}
		if o.good > 0 {
			sum += math.Min(o.words, 60)
		} else {
			sum -= 12
		}
		if sum > best {
			best, from, to = sum, start, i+1
		}
	}
	return from, to
}

// usualSize is the size of the block in which the middle one of all words in
// good blocks stands, blocks taken by size.
func (p *page) usualSize() float64 {
	var sizes []float64
	total := 0.0
	for _, o := range p.owns {
		if o.good > 0 {
			sizes = append(sizes, o.words)
			total += o.words
		}
	}
	slices.Sort(sizes)
	sum := 0.0
	for _, s := range sizes {
		if sum += s; sum*2 >= total {
			return s
		}
	}
	return 1
}

func (p *page) around(i int) []float32 {
	n := len(p.owns)
	var row []float32
	for _, d := range []int{-3, -2, -1, 1, 2, 3} {
		if j := i + d; j < 0 || j >= n {
			row = append(row, -1, -1, -1, -1, -1, -1)
		} else {
			o := p.owns[j]
			row = append(row, f(o.size), f(o.ends), f(o.stop), f(o.caps), f(o.good), f(p.cohesion[j]))
		}
	}
	for _, w := range []int{2, 5, 12, 30} {
		b, a := p.words.sum(i-w, i), p.words.sum(i+1, i+1+w)
		row = append(row, f(p.good.sum(i-w, i)/math.Max(1, b)), f(p.good.sum(i+1, i+1+w)/math.Max(1, a)), f(b/float64(w)), f(a/float64(w)))
	}
	for _, w := range []int{5, 15} {
		row = append(row, f(p.short.sum(i-w, i)/float64(w)), f(p.short.sum(i+1, i+1+w)/float64(w)))
	}
	total := math.Max(1, p.good.sum(0, n))
	row = append(row, gap(i, p.before[i]), gap(i, p.after[i]), f(p.good.sum(0, i)/total), f(float64(i)/float64(n)),
		f(math.Log1p(float64(i))), f(math.Log1p(float64(n-i))), f(math.Log1p(float64(n))), f(math.Log1p(total)), f(total/math.Max(1, p.words.sum(0, n))),
		f(p.cohesion[i]), f(p.copies[i]), f(p.doubled[i]))
	for k := range headings {
		row = append(row, gap(i, p.lastKind[k][i]), f(p.kinds[k].sum(p.from, i)), f(p.kinds[k].sum(0, i)))
	}
	return append(row, side(i, p.from), side(i, p.to-1), truth32(i >= p.from && i < p.to), f(p.good.sum(p.from, p.to)/total),
		f(p.owns[i].size-math.Log1p(p.usual)), f(math.Log1p(p.usual)))
}

// gap is the distance to another block, folded; far where there is none.
func gap(i, j int) float32 {
	if j < 0 {
		return 9
	}
	return f(math.Log1p(math.Abs(float64(i - j))))
}

// side is the folded distance from j with its sign.
func side(i, j int) float32 {
	d := float64(i - j)
	return f(math.Copysign(math.Log1p(math.Abs(d)), d))
}
