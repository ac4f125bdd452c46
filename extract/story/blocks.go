// Package story parts the blocks of a web page (paragraphs, list items,
// headings and everything else that begins a line of its own) into those of
// the story and those around it.
//
// Input: a page's tree, and the texts that other extractors take the story to
// be, as votes. Output: the story's blocks in order. Method: each block is
// described by numbers (its text, its place in the tree, what the classes
// above it say, its neighbours, the votes) that boosted decision trees judge.
// It knows no site by name, and no language but for a few English phrases of
// boilerplate; it does not rewrite text beyond folding white space.
package story

import (
	"strings"

	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Block is a run of text between two borders of block elements.
type Block struct {
	Text string
	Tag  atom.Atom // of the nearest block element around it
	Node *html.Node

	plain     string
	words     []string
	link, em  int // bytes of the text inside links, and inside emphasis
	groups    [maxGroups]int8
	tags      [len(aroundTags)]int8
	signature uint64
	depth     int
	article   int // the how-manieth <article> it stands in, 0 for none
}

const (
	maxGroups = 20
	far       = 30 // the distance of what is not there
)

// MaxBlocks is the number of blocks that Blocks gives at most; the rest of
// the page is lost, and who calls it should refuse such a page.
const MaxBlocks = 100_000

// aroundTags are the elements whose distance above a block counts.
var aroundTags = [...]atom.Atom{atom.Article, atom.Main, atom.Aside, atom.Nav, atom.Footer, atom.Header, atom.Figure, atom.Form, atom.Ul, atom.Table, atom.Section, atom.Blockquote}

type around struct {
	groups    [maxGroups]int8
	tags      [len(aroundTags)]int8
	signature [3]uint64
	depth     int
	article   int
	link, em  bool
	node      *html.Node
}

type blocker struct {
	blocks   []Block
	text     strings.Builder
	link, em int
	breaks   int
	articles int
}

// Blocks cuts a page's tree into blocks, without scripts and other things
// that no reader sees.
func Blocks(root *html.Node) []Block {
	var b blocker
	a := around{node: root}
	for i := range a.groups {
		a.groups[i] = far
	}
	for i := range a.tags {
		a.tags[i] = far
	}
	b.visit(root, &a)
	b.flush(&a)
	return b.blocks
}

func (b *blocker) visit(n *html.Node, a *around) {
	switch n.Type {
	case html.TextNode:
		b.addText(n.Data, a)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	case html.ElementNode:
		if dom.Invisible[n.DataAtom] {
			return
		}
		if n.DataAtom == atom.Br {
			b.lineBreak(a)
			return
		}
	}
	inner := *a
	isBlock := n.Type == html.ElementNode && dom.Block[n.DataAtom]
	if n.Type == html.ElementNode {
		b.enter(n, &inner, isBlock)
	}
	if isBlock {
		b.flush(a)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.visit(c, &inner)
	}
	if isBlock {
		b.flush(&inner)
	}
}

// enter works out what the element n says of the blocks below it.
func (b *blocker) enter(n *html.Node, a *around, isBlock bool) {
	switch n.DataAtom {
	case atom.A:
		a.link = true
	case atom.Em, atom.I, atom.B, atom.Strong:
		a.em = true
	case atom.Article:
		b.articles++
		a.article = b.articles
	}
	if !isBlock && n.DataAtom != atom.Span && n.DataAtom != 0 {
		return
	}
	a.depth++
	for i := range a.groups {
		if a.groups[i] < far {
			a.groups[i]++
		}
	}
	for i, tag := range aroundTags {
		if tag == n.DataAtom {
			a.tags[i] = 0
		} else if a.tags[i] < far {
			a.tags[i]++
		}
	}
	var set uint32
	class := ""
	for _, at := range n.Attr {
		switch at.Key {
		case "class":
			class = at.Val
			set |= classSet(at.Val)
		case "id", "role", "itemprop", "data-testid", "data-test-id", "data-component", "data-type", "data-module", "aria-label", "data-component-name":
			if len(at.Val) < 100 {
				set |= classSet(at.Val)
			}
		case "hidden":
			set |= classWords["hidden"]
		case "aria-hidden":
			if at.Val == "true" {
				set |= classWords["hidden"]
			}
		case "style":
			if strings.Contains(strings.ReplaceAll(at.Val, " ", ""), "display:none") {
				set |= classWords["hidden"]
			}
		}
	}
	for i := range classGroups {
		if set&(1<<i) != 0 {
			a.groups[i] = 0
		}
	}
	if isBlock {
		a.node = n
		copy(a.signature[1:], a.signature[:2])
		a.signature[0] = hash(n.Data + "." + shape(class))
	}
}

// shape is a class without its digits: what blocks made by one template share.
func shape(class string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, class)
}

func (b *blocker) addText(s string, a *around) {
	if strings.TrimSpace(s) != "" {
		b.breaks = 0
		if a.link {
			b.link += len(s)
		}
		if a.em {
			b.em += len(s)
		}
	}
	b.text.WriteString(s)
}

// lineBreak makes two <br> in a row the border of a paragraph, as old pages do.
func (b *blocker) lineBreak(a *around) {
	b.breaks++
	if b.breaks >= 2 {
		b.flush(a)
		return
	}
	b.text.WriteByte('\n')
}

func (b *blocker) flush(a *around) {
	text := ""
	if b.text.Len() > 0 {
		text = dom.Fold(b.text.String())
	}
	if text != "" && len(b.blocks) < MaxBlocks {
		plain := dom.Plain(text)
		b.blocks = append(b.blocks, Block{
			Text: text, Tag: a.node.DataAtom, Node: a.node, plain: plain, words: strings.Fields(plain),
			link: min(b.link, len(text)), em: min(b.em, len(text)), groups: a.groups, tags: a.tags,
			signature: a.signature[0] ^ a.signature[1]*3 ^ a.signature[2]*5, depth: a.depth, article: a.article,
		})
	}
	b.text.Reset()
	b.link, b.em, b.breaks = 0, 0, 0
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
