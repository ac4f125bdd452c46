package extract

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"github.com/onrecord/onrecord/extract/story"
)

// Inspect gives what the body of a page is chosen from: its blocks, the votes
// on them, and the title as dom.Plain gives it. It is for training.
func Inspect(body []byte, url string) ([]story.Block, story.Votes, string) {
	d := gather(onrecord.Page{Body: body, URL: url}, decode(body, ""))
	blocks, votes := d.survey(true)
	return blocks, votes, dom.Plain(d.title)
}

func (d *document) survey(libraries bool) ([]story.Block, story.Votes) {
	blocks := story.Blocks(d.root)
	declared := ""
	if d.main != nil {
		declared = d.main.str("articleBody")
	}
	if !libraries {
		return blocks, story.Votes{Declared: story.NewVote(declared)}
	}
	return blocks, story.Ask(d.root, declared)
}
