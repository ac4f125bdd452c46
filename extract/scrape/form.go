package scrape

import (
	"github.com/onrecord/onrecord/extract/scrape/block"
)

// formOdds is how sure a text has to be a dump to be taken for one: dropping
// words of a clean text is the worse error.
const formOdds = 0.5

// Looks tells whether a text looks like a dump with boilerplate in it. It is
// false where the models cannot be read.
func Looks(text string) bool {
	blocks := block.Sample(block.Split(text))
	m, err := models()
	if err != nil || len(blocks) == 0 {
		return false
	}
	rows := block.Features(blocks)
	return m.Form.Score(block.Form(blocks, rows, scores(m.First, rows))) > formOdds
}
