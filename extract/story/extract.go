package story

import (
	"strings"
)

// Both were chosen on held-out sites: the body F1 is flat around them.
const (
	threshold = -0.7 // log-odds from which a block is kept: a lost paragraph costs more than a stray one
	kinship   = 0.3  // how far a block's log-odds move to the mean of its family
)

// Keep gives the blocks of the story, in order; title is the page's as
// dom.Plain gives it.
func (m *Model) Keep(blocks []Block, votes Votes, title string) []Block {
	margins := make([]float32, len(blocks))
	for i, features := range Features(blocks, votes, title) {
		margins[i] = m.Margin(features)
	}
	return Settle(blocks, margins)
}

// Settle decides by the blocks' log-odds.
func Settle(blocks []Block, margins []float32) []Block {
	var kept []Block
	for i, margin := range smooth(blocks, margins) {
		if margin >= threshold {
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

// smooth moves each block's log-odds towards the mean of its family: the
// blocks of the same template, each weighing as many words as it has.
// Paragraphs of a story stand or fall together.
func smooth(blocks []Block, margins []float32) []float32 {
	type mean struct{ sum, words float32 }
	means := map[uint64]mean{}
	for i, b := range blocks {
		w := float32(len(b.words))
		m := means[b.signature]
		means[b.signature] = mean{m.sum + w*margins[i], m.words + w}
	}
	out := make([]float32, len(blocks))
	for i, b := range blocks {
		out[i] = margins[i]
		if m := means[b.signature]; m.words > 0 {
			out[i] += kinship * (m.sum/m.words - margins[i])
		}
	}
	return out
}
