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
	if d.tags > dom.MaxTags {
		return story.Votes{Declared: story.NewVote(d.declaredBody())}
	}
	return story.Ask(d.root, d.declaredBody())
}

// declaredBody is JSON-LD's articleBody, lines kept; "" where there is none.
func (d *document) declaredBody() string {
	if d.main == nil {
		return ""
	}
	bodies := strs(d.main["articleBody"])
	if len(bodies) == 0 {
		return ""
	}
	if strings.Contains(bodies[0], "<") {
		if doc, err := html.Parse(strings.NewReader(bodies[0])); err == nil {
			return story.Join(story.Blocks(doc))
		}
	}
	return unescape(bodies[0])
}

// judges are the models that tell a story's blocks from the rest.
type judges struct {
	voted *story.Model // where the libraries have their say
	alone *story.Model // where they have none
}

var loadJudges = sync.OnceValues(func() (judges, error) {
	var j judges
	for file, m := range map[string]**story.Model{"story.json": &j.voted, "story-alone.json": &j.alone} {
		data, err := model.File(file)
		if err != nil {
			return j, err
		}
		if *m, err = story.Load(bytes.NewReader(data)); err != nil {
			return j, err
		}
	}
	return j, nil
})

// poorBody is the number of bytes under which a body is doubted.
const poorBody = 250

// findBody is the story's text: the blocks that the model keeps. Where that
// is next to nothing, it is the text that JSON-LD declares, and where there
// is none, the sentences that stand outside menus and lists of links.
func (d *document) findBody(j judges, title string) string {
	votes := d.votes()
	judge := j.voted
	if votes.Silent() {
		judge = j.alone
	}
	text := story.Join(judge.Keep(d.blocks, votes, dom.Plain(title)))
	if len(text) < poorBody {
		if declared := paragraphs(d.declaredBody()); len(declared) > 2*len(text) {
			return declared
		}
	}
	if text == "" {
		text = story.Join(story.Sentences(d.blocks))
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
