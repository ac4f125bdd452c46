package main

import (
	"math/rand"
	"strings"

	"github.com/onrecord/onrecord/extract/scrape/block"
)

// mixed makes new pages of old ones: the story of one, the boilerplate before
// it of a second and the boilerplate after it of a third, so that the models
// see more pairs of layouts than there are sites.
func mixed(samples []*sample, seed int64) []*sample {
	r := rand.New(rand.NewSource(seed))
	var plain []*sample
	for _, s := range samples {
		if s.style == "plain" && !s.extra && s.to > s.from+3 {
			plain = append(plain, s)
		}
	}
	if len(plain) == 0 {
		return nil
	}
	var out []*sample
	for _, s := range plain {
		head, tail := plain[r.Intn(len(plain))], plain[r.Intn(len(plain))]
		var text []string
		for _, b := range head.blocks[:head.from] {
			if norm(b.Text) == norm(head.Title) {
				text = append(text, s.Title)
			} else {
				text = append(text, b.Text)
			}
		}
		for _, b := range s.blocks[s.from:s.to] {
			text = append(text, b.Text)
		}
		for _, b := range tail.blocks[tail.to:] {
			text = append(text, b.Text)
		}
		m := &sample{source: s.source, style: "mixed"}
		m.blocks = block.Split(strings.Join(text, "\n"))
		m.rows = block.Features(m.blocks)
		m.in = label(m.blocks, s.gold)
		out = append(out, m)
	}
	return out
}

// span gives the blocks from the first to the last that are long and in the
// gold body.
func span(s *sample) (from, to int) {
	from = len(s.blocks)
	for i, b := range s.blocks {
		if s.in[i] && len(b.Words) >= 8 {
			from, to = min(from, i), i+1
		}
	}
	if to == 0 {
		return 0, 0
	}
	return from, to
}
