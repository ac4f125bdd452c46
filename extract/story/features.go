package story

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Votes are the texts of other extractors; any may be empty.
type Votes struct {
	Trafilatura, Readability, Declared Vote // Declared is JSON-LD's articleBody
}

// Silent tells whether neither library found anything.
func (v Votes) Silent() bool { return v.Trafilatura.Empty() && v.Readability.Empty() }

// Features describes each block by numbers, the same ones in the same order
// for every block; title is the page's, as dom.Plain gives it.
func Features(blocks []Block, votes Votes, title string) [][]float32 {
	p := survey(blocks, votes)
	rows := make([][]float32, len(blocks))
	for i := range blocks {
		r := &row{values: make([]float32, 0, 144)}
		p.ownText(r, i, title)
		p.ownPlace(r, i)
		p.votesAround(r, i)
		p.neighbours(r, i)
		p.family(r, i)
		rows[i] = r.values
	}
	return rows
}

type row struct{ values []float32 }

func (r *row) add(values ...float32) { r.values = append(r.values, values...) }

func (r *row) flag(b bool) {
	if b {
		r.add(1)
		return
	}
	r.add(0)
}

// page is what the features of one block need to know of all of them.
type page struct {
	blocks    []Block
	t, r, j   []float32 // votes
	hasJ      bool
	chars     []int // of text before the block; one more than blocks
	phrases   []uint32
	seen      []bool // the same text stands further up
	sameSign  map[uint64]tally
	parents   map[*html.Node]tally
	best      map[*html.Node]int // the richest container and what is above it, by steps
	wordsBefT []int              // words of the blocks before in which trafilatura believes
	articles  int
}

// tally sums up blocks that have something in common.
type tally struct {
	blocks, long, words, link, chars int
	t, r                             float32 // words that are voted for
}

func (t *tally) add(b *Block, vt, vr float32) {
	t.blocks++
	if len(b.words) >= 15 {
		t.long++
	}
	t.words += len(b.words)
	t.link += b.link
	t.chars += len(b.Text)
	t.t += vt * float32(len(b.words))
	t.r += vr * float32(len(b.words))
}

func survey(blocks []Block, votes Votes) *page {
	n := len(blocks)
	p := &page{
		blocks: blocks, t: make([]float32, n), r: make([]float32, n), j: make([]float32, n), hasJ: !votes.Declared.Empty(),
		chars: make([]int, n+1), phrases: make([]uint32, n), seen: make([]bool, n), sameSign: map[uint64]tally{},
		parents: map[*html.Node]tally{}, best: map[*html.Node]int{}, wordsBefT: make([]int, n+1),
	}
	texts := map[string]bool{}
	for i := range blocks {
		b := &blocks[i]
		p.t[i], p.r[i] = votes.Trafilatura.Share(b), votes.Readability.Share(b)
		if p.hasJ {
			p.j[i] = votes.Declared.Share(b)
		}
		p.chars[i+1] = p.chars[i] + len(b.Text)
		p.phrases[i] = phrasesIn(b.words)
		p.seen[i] = texts[b.plain]
		texts[b.plain] = true
		s := p.sameSign[b.signature]
		s.add(b, p.t[i], p.r[i])
		p.sameSign[b.signature] = s
		if b.Node.Parent != nil {
			s = p.parents[b.Node.Parent]
			s.add(b, p.t[i], p.r[i])
			p.parents[b.Node.Parent] = s
		}
		p.wordsBefT[i+1] = p.wordsBefT[i]
		if p.t[i] > 0.5 {
			p.wordsBefT[i+1] += len(b.words)
		}
		p.articles = maxInt(p.articles, b.article)
	}
	p.findBest()
	return p
}

// findBest finds the container whose children hold the most unlinked text in
// long blocks, a grandchild counting half, as readability scores do.
func (p *page) findBest() {
	scores := map[*html.Node]float64{}
	var best *html.Node
	for i := range p.blocks {
		b := &p.blocks[i]
		if len(b.words) < 10 {
			continue
		}
		score := float64(len(b.Text)-b.link) / float64(1+2*b.link/(1+len(b.Text)))
		for step, n := 0, b.Node.Parent; n != nil && step < 2; step, n = step+1, n.Parent {
			scores[n] += score / float64(step+1)
			if best == nil || scores[n] > scores[best] {
				best = n
			}
		}
	}
	for step, n := 0, best; n != nil; step, n = step+1, n.Parent {
		p.best[n] = step
	}
}

func maxInt(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func ratio(a, b int) float32 {
	if b == 0 {
		return 0
	}
	return float32(a) / float32(b)
}

func log1(n int) float32 { return float32(math.Log1p(float64(n))) }

// ownText describes the block's words.
func (p *page) ownText(r *row, i int, title string) {
	b := &p.blocks[i]
	upper, digits, letters, small := 0, 0, 0, 0
	for _, c := range b.Text {
		switch {
		case unicode.IsUpper(c):
			upper++
			letters++
		case unicode.IsLetter(c):
			letters++
		case unicode.IsDigit(c):
			digits++
		}
	}
	for _, w := range b.words {
		if functionWords[w] {
			small++
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.Text, `"'”’) `))
	n := len(b.words)
	r.add(log1(n), ratio(b.link, len(b.Text)), ratio(b.em, len(b.Text)), ratio(strings.Count(b.Text, ","), n))
	r.add(ratio(upper, letters), ratio(digits, len(b.Text)), ratio(small, n))
	r.flag(strings.ContainsRune(".!?…", last))
	r.flag(last == ':')
	r.flag(strings.ContainsAny(b.Text, "“”\""))
	r.flag(strings.ContainsAny(b.Text, "|•·©"))
	r.flag(p.seen[i])
	r.flag(n > 2 && strings.Contains(title, b.plain))
	for g := range phraseGroups {
		r.flag(p.phrases[i]&(1<<g) != 0)
	}
}

// ownPlace describes where in the page the block stands.
func (p *page) ownPlace(r *row, i int) {
	b := &p.blocks[i]
	kind := float32(0)
	switch b.Tag {
	case atom.P:
		kind = 1
	case atom.Li, atom.Dd, atom.Dt:
		kind = 2
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		kind = 3
	case atom.Blockquote:
		kind = 4
	case atom.Td, atom.Th:
		kind = 5
	case atom.Figcaption:
		kind = 6
	}
	for k := range 6 {
		r.flag(kind == float32(k))
	}
	level := float32(0)
	if kind == 3 {
		level = float32(b.Tag.String()[1] - '0')
	}
	r.add(level, ratio(i, len(p.blocks)), ratio(p.chars[i], p.chars[len(p.blocks)]))
	for g := range classGroups {
		r.add(float32(b.groups[g]))
	}
	for g := range aroundTags {
		r.add(float32(b.tags[g]))
	}
	r.add(float32(min(b.article, 10)), float32(min(p.articles, 20)))
}

// votesAround describes what the other extractors believe here and nearby.
func (p *page) votesAround(r *row, i int) {
	r.add(p.t[i], p.r[i], p.j[i])
	r.flag(p.hasJ)
	for _, votes := range [][]float32{p.t, p.r} {
		for _, step := range []int{-2, -1, 1, 2} {
			if j := i + step; j >= 0 && j < len(votes) {
				r.add(votes[j])
			} else {
				r.add(-1)
			}
		}
		sum, words := float32(0), 0
		for j := max(0, i-6); j < min(len(votes), i+7); j++ {
			sum += votes[j] * float32(len(p.blocks[j].words))
			words += len(p.blocks[j].words)
		}
		r.add(sum / float32(words+1))
	}
	total := p.wordsBefT[len(p.blocks)]
	r.add(ratio(p.wordsBefT[i], total), float32(min(p.wordsBefT[i], 60)), float32(min(total-p.wordsBefT[i+1], 60)), log1(total))
}

// neighbours describes the blocks before and after.
func (p *page) neighbours(r *row, i int) {
	b := &p.blocks[i]
	for _, step := range []int{-2, -1, 1, 2} {
		j := i + step
		if j < 0 || j >= len(p.blocks) {
			r.add(-1, -1, -1, -1)
			continue
		}
		o := &p.blocks[j]
		r.add(log1(len(o.words)), ratio(o.link, len(o.Text)))
		r.flag(o.Tag == b.Tag)
		r.flag(o.signature == b.signature)
	}
}

// family describes the blocks that the block shares a parent, or a template,
// with, and how far the richest container is.
func (p *page) family(r *row, i int) {
	b := &p.blocks[i]
	s := p.sameSign[b.signature]
	for _, t := range []tally{s, p.parents[b.Node.Parent], p.parents[grandparent(b.Node)]} {
		r.add(log1(t.blocks), log1(t.long), log1(t.words), ratio(t.link, t.chars), t.t/float32(t.words+1), t.r/float32(t.words+1))
	}
	r.add(ratio(s.words, 1+p.chars[len(p.blocks)]/6))
	up := 0
	for n := b.Node; n != nil && up < 20; n, up = n.Parent, up+1 {
		if step, ok := p.best[n]; ok {
			r.add(float32(up), float32(min(step, 20)))
			return
		}
	}
	r.add(20, 20)
}

func grandparent(n *html.Node) *html.Node {
	if n.Parent == nil {
		return nil
	}
	return n.Parent.Parent
}

// functionWords are the commonest words of running English.
var functionWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "a": true, "in": true, "that": true, "is": true, "was": true, "for": true,
	"it": true, "with": true, "as": true, "on": true, "he": true, "she": true, "be": true, "at": true, "by": true, "i": true,
	"this": true, "had": true, "not": true, "are": true, "but": true, "from": true, "or": true, "have": true, "an": true, "they": true,
	"which": true, "were": true, "you": true, "his": true, "her": true, "their": true, "has": true, "would": true, "been": true, "who": true,
}

func newNode() *html.Node { return &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"} }
