package story

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Both were chosen on held-out sites: the body F1 is flat around them.
const (
	threshold = -0.7 // log-odds from which a block is kept: a lost paragraph costs more than a stray one
	unvoted   = 0.5  // the same for a block in which no library believes
	kinship   = 0.3  // how far a block's log-odds move to the mean of its family
)

// Keep gives the blocks of the story, in order; title is the page's as
// dom.Plain gives it.
func (m *Model) Keep(blocks []Block, votes Votes, title string) []Block {
	margins := make([]float32, len(blocks))
	for i, features := range Features(blocks, votes, title) {
		margins[i] = m.Margin(features)
	}
	return Settle(blocks, margins, votes)
}

// Settle decides by the blocks' log-odds. Blocks in which neither library
// believes, though both found a story, need better odds than others.
func Settle(blocks []Block, margins []float32, votes Votes) []Block {
	var kept []Block
	heard := !votes.Trafilatura.Empty() && !votes.Readability.Empty()
	for i, margin := range smooth(blocks, margins) {
		least := float32(threshold)
		if heard && votes.Trafilatura.Share(&blocks[i]) < 0.3 && votes.Readability.Share(&blocks[i]) < 0.3 {
			least = unvoted
		}
		if margin >= least {
			kept = append(kept, blocks[i])
		}
	}
	return kept
}

// Sentences gives the blocks that by themselves look like running text: long,
// hardly linked, ended as sentences are, outside menus, asides and footers.
// It is for pages on which the trees find nothing; where these blocks are next
// to nothing too, it gives none.
func Sentences(blocks []Block) []Block {
	const enough = 120 // bytes
	var kept []Block
	total := 0
	for _, b := range blocks {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.Text, "\"'”’) »」"))
		long := len(b.words) >= 10 && strings.ContainsRune(".!?…:", last) || len(b.words) >= 30 || len(b.Text) >= 60 && strings.ContainsRune("。！？।؟", last)
		outside := false
		for i, tag := range aroundTags {
			switch tag {
			case atom.Aside, atom.Nav, atom.Footer, atom.Form, atom.Figure:
				outside = outside || b.tags[i] < far
			}
		}
		if long && !outside && b.link*4 < len(b.Text) {
			kept = append(kept, b)
			total += len(b.Text)
		}
	}
	if total < enough {
		return nil
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
