package extract

import (
	"bytes"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"github.com/onrecord/onrecord/extract/story"
	"github.com/onrecord/onrecord/model"
	"golang.org/x/net/html"
)

// Inspect gives what the body of a page is chosen from: its blocks, the votes
// on them, and the title as dom.Plain gives it. It is for training.
func Inspect(body []byte, url string) ([]story.Block, story.Votes, string) {
	d := gather(onrecord.Page{Body: body, URL: url}, decode(body, ""))
	return d.blocks, d.votes(), dom.Plain(d.findTitle(d.findOutlet()))
}

// votes asks the libraries what the story is, but not on pages so large that
// these would take too long.
func (d *document) votes() story.Votes {
	declared := d.declaredBody()
	if d.tags > dom.MaxTags {
		return story.Votes{Declared: story.NewVote(declared)}
	}
	return story.Ask(d.root, declared)
}

// declaredBody is JSON-LD's articleBody, lines kept; "" where there is none.
func (d *document) declaredBody() string {
	if d.main == nil {
		return ""
	}
	for _, s := range strs(d.main["articleBody"]) {
		if strings.Contains(s, "<") {
			if doc, err := html.Parse(strings.NewReader(s)); err == nil {
				return story.Join(story.Blocks(doc))
			}
		}
		return unescape(s)
	}
	return ""
}

// trees loads the model that tells the story's blocks, once.
var trees = sync.OnceValues(func() (*story.Model, error) {
	data, err := model.File("story.json")
	if err != nil {
		return nil, err
	}
	return story.Load(bytes.NewReader(data))
})

// Bodies with fewer bytes than these are doubted, and are none.
const (
	poorBody = 250
)

// findBody is the story's text: the blocks that the model keeps; where that
// is next to nothing, the text that JSON-LD declares.
func (d *document) findBody(judge *story.Model, title string) string {
	text := story.Join(judge.Keep(d.blocks, d.votes(), dom.Plain(title)))
	if len(text) < poorBody {
		if declared := paragraphs(d.declaredBody()); len(declared) > 2*len(text) {
			return declared
		}
	}
	return text
}

// paragraphs folds the white space of a text and joins its lines as an
// article's paragraphs are.
func paragraphs(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = dom.Fold(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n\n")
}
