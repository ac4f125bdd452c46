// Package scrape tells the story from the boilerplate in a page's text dump:
// menus, dates, breadcrumbs, repeated headlines, share bars, "read also",
// captions, credits, bylines, advertisements, newsletter boxes, comments,
// footers and lists of other stories.
//
// Input is a dump, one piece of the page a line; output is an article with
// title, section, authors, dates, dateline and text. The method: the dump is
// cut into blocks (package block); boosted trees judge each block by itself
// and by its surroundings, a second set of trees judges it again knowing what
// the first says about the blocks around, and the mean of both decides.
// Headline, breadcrumb, byline and dates are then looked for around
// the beginning of the story. The characters of the text are those of the
// dump, in order; only white space is changed: a paragraph that the scrape
// broke in mid-sentence is joined, and glued sentences are parted.
//
// It knows no site, and does not say what language the page is in.
package scrape

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dateline"
	"github.com/onrecord/onrecord/extract/scrape/block"
)

// chunk is how many blocks are judged at a time, which bounds memory.
const chunk = 20000

// Extract turns a text dump into an article without ID, URL and hash.
func Extract(dump string) onrecord.Article {
	m, err := models()
	if err != nil {
		return onrecord.Article{Text: join(block.Split(dump), nil)} // Load has told the caller
	}
	return m.Extract(dump)
}

// Extract is the function Extract with these models.
func (m *Models) Extract(dump string) onrecord.Article {
	blocks := block.Split(dump)
	if len(blocks) == 0 {
		return onrecord.Article{}
	}
	odds, titles := m.judge(blocks)
	p := &pageParts{blocks: blocks, story: block.Decode(blocks, odds)}
	p.dropAsides()
	p.findFirst()
	p.findTitle(titles)
	p.dropHead()
	article := onrecord.Article{
		Title: p.title(), Section: p.section(), Authors: p.authors(), Dates: p.dates(),
		Text: join(blocks, p.story),
	}
	if d, ok := dateline.Find(article.Text); ok {
		article.Dateline = &d
	} else if place := p.bylinePlace(); place != "" {
		article.Dateline = &onrecord.Dateline{Place: place}
	}
	return article
}

// pageParts is a dump whose story is known: the blocks around it are read for
// what they say about the story.
type pageParts struct {
	blocks []block.Block
	story  []bool
	first  int // the story's first block, or the number of blocks
	titled int // the title's block, or -1
}

func (p *pageParts) findFirst() {
	p.first = len(p.blocks)
	for i, s := range p.story {
		if s {
			p.first = i
			return
		}
	}
}

// head gives the range of blocks in which what belongs to the story's head is
// looked for.
func (p *pageParts) head() (from, to int) {
	from = p.titled
	if from < 0 || from > p.first {
		from = max(0, p.first-headBlocks)
	}
	return max(0, from-aboveTitle), min(len(p.blocks), p.first+3)
}

// Where a story's head may lie: so many blocks before the story where there is
// no title, and so many above the title.
const (
	headBlocks = 12
	aboveTitle = 4
)

// dropHead takes the title, its copies, breadcrumbs and bare dates out of the
// story, where the models left them in.
func (p *pageParts) dropHead() {
	title := ""
	if p.titled >= 0 {
		title = key(p.blocks[p.titled].Words)
		p.story[p.titled] = false
	}
	for i, seen := 0, 0; i < len(p.blocks) && seen < 3; i++ {
		if !p.story[i] {
			continue
		}
		seen++
		b := p.blocks[i]
		if title != "" && key(b.Words) == title || bareDate(b.Text) || len(crumbs(b.Text)) > 0 {
			p.story[i] = false
		}
	}
	p.findFirst()
}

// key is a block's words as one string, for comparing.
func key(words []string) string { return strings.Join(words[:min(len(words), 60)], " ") }

// join puts the kept blocks (all where keep is nil) together as paragraphs.
func join(blocks []block.Block, keep []bool) string {
	var b strings.Builder
	last := -1
	for i, x := range blocks {
		if keep != nil && !keep[i] {
			continue
		}
		switch {
		case last < 0:
		case block.Broken(blocks[last].Text, x.Text):
			b.WriteByte(' ')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(part(x.Text))
		last = i
	}
	return b.String()
}
