package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fromTimes reads <time> and the like: those below the headline first, and of
// these only the first few, as the rest are of comments and other stories.
// What stands in the page's head, far above the headline, is a clock or of
// another story.
func (f *dates) fromTimes(title string) {
	nodes, _ := f.near(f.d.times, title, 4)
	h1 := f.d.titleNode(title)
	for i, n := range nodes {
		words := machineDate(n)
		kind, marked := kindOf(n)
		sure := 0.75
		if !marked {
			sure = 0.65
		}
		if i > 0 {
			sure -= 0.15
			if !marked || ofOtherStory(n, h1) {
				kind = onrecord.Mentioned
			}
		}
		evidence := "time: " + words
		if text := dom.Text(n, 100); text != "" && text != words {
			evidence += " (" + text + ")"
		}
		f.add(kind, "time", evidence, words, sure)
	}
}

// ofOtherStory tells whether an element lies in a link, a list or an article
// that the headline is not part of: a card that leads to another story.
func ofOtherStory(n, h1 *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.A:
			return true
		case atom.Article, atom.Li:
			return h1 != nil && !within(h1, p)
		}
	}
	return false
}

// kindOf tells published from modified by an element's attributes and by the
// words in it and before it.
func kindOf(n *html.Node) (kind onrecord.DateKind, marked bool) {
	words := dom.Attr(n, "class") + " " + dom.Attr(n, "itemprop") + " " + dom.Attr(n, "id") + " " + dom.Text(n, 100)
	if p := n.PrevSibling; p != nil {
		if p.Type == html.TextNode {
			words += " " + p.Data
		} else if t := dom.Text(p, 60); len(t) < 40 {
			words += " " + t
		}
	}
	if n.Parent != nil {
		words += " " + dom.Attr(n.Parent, "class")
	}
	switch {
	case publicity.MatchString(words):
		return onrecord.Published, true
	case changed.MatchString(words):
		return onrecord.Modified, true
	}
	return onrecord.Published, false
}

// near gives up to n of the elements that stand in the story's part of the
// page, those after the headline first; and those that stand above it in a
// part of their own, where pages have their clocks.
func (f *dates) near(nodes []*html.Node, title string, n int) (close, above []*html.Node) {
	h1 := f.d.titleNode(title)
	order := f.d.order(append(slices.Clone(nodes), h1))
	var before []*html.Node
	for _, node := range nodes {
		switch {
		case elsewhere(node):
		case h1 == nil || order[node] > order[h1]:
			close = append(close, node)
		case within(node, ancestor(h1, 3)):
			before = append(before, node)
		default:
			above = append(above, node)
		}
	}
	slices.Reverse(before)
	close = append(close, before...)
	return close[:min(n, len(close))], above[:min(n, len(above))]
}

// fromStamps reads the dates written beside the headline and the byline.
// Those above the headline that nothing marks are the day's, not the story's.
func (f *dates) fromStamps(title string) {
	nodes, above := f.near(append(slices.Clone(f.d.stamps), f.d.bylines...), title, 12)
	for _, n := range above {
		if _, marked := kindOf(n); !marked {
			if text := dom.Text(n, 300); len(text) < 80 {
				f.addText(onrecord.Rendered, "text", text, 0.6)
			}
		}
	}
	kept := 0
	for _, n := range nodes {
		text := dom.Text(n, 300)
		if len(text) > 200 || kept >= 3 {
			continue
		}
		kind, marked := kindOf(n)
		sure := 0.6
		if !marked {
			sure = 0.55
		}
		if todayIs.MatchString(text) {
			kind, sure = onrecord.Rendered, 0.8
		}
		if f.addText(kind, "text", text, sure-0.05*float64(kept)) {
			kept++
		}
	}
}

var todayIs = regexp.MustCompile(`(?i)\btoday(?:'s date)? ?(?:is|:)|\bit is now\b|\bcurrent (?:date|time)\b`)

var postedOn = regexp.MustCompile(`(?i)\b(?:first )?(?:published|posted|date|filed|issued|uploaded|created)\s*(?:on|at|by|:|–|-)?`)

// fromBlocks reads, where no element is marked as a date, the short lines
// between the headline and the story's first paragraphs, and any line that
// says "published". A line that says "updated" is a date of change.
func (f *dates) fromBlocks(title string) {
	const after = 12 // blocks below the headline
	plain := dom.Plain(title)
	left := -1
	for _, b := range f.d.blocks {
		if left > 0 {
			left--
		}
		if left < 0 && plain != "" && b.Tag == atom.H1 && strings.Contains(dom.Plain(b.Text), plain) {
			left = after
			continue
		}
		if len(b.Text) > 160 || elsewhere(b.Node) {
			continue
		}
		switch {
		case todayIs.MatchString(b.Text):
			f.addText(onrecord.Rendered, "text", b.Text, 0.8)
		case changed.MatchString(b.Text) && !postedOn.MatchString(b.Text):
			f.addText(onrecord.Modified, "text", b.Text, 0.5)
		case postedOn.MatchString(b.Text):
			if f.addText(onrecord.Published, "text", b.Text, 0.6) {
				return
			}
		case left > 0:
			if f.addText(onrecord.Published, "text", b.Text, 0.5) {
				return
			}
		}
	}
}
