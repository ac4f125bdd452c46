package story

import (
	"strings"
)

// threshold is the score from which a block is kept. The trees are trained on
// log-loss, so that it is a probability.
const threshold = 0.5

// Keep gives the blocks of the story, in order.
func (m *Model) Keep(blocks []Block, votes Votes, title string) []Block {
	var kept []Block
	for i, features := range Features(blocks, votes, title) {
		if m.Score(features) >= threshold {
			kept = append(kept, blocks[i])
		}
	}
	return kept
}

// Join makes an article's text of blocks.
func Join(blocks []Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(block.Text)
	}
	return b.String()
}
