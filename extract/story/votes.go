package story

import (
	"strings"

	"github.com/onrecord/onrecord/extract/dom"
)

// Vote is what another extractor takes the story to be, kept as the set of
// its runs of three words and its short lines.
type Vote struct {
	runs  map[uint64]struct{}
	lines map[string]struct{}
}

// NewVote makes a vote of an extractor's text; lines end in "\n".
func NewVote(text string) Vote {
	v := Vote{runs: map[uint64]struct{}{}, lines: map[string]struct{}{}}
	var window [3]uint64
	for line := range strings.Lines(text) {
		plain := dom.Plain(line)
		if len(plain) < 40 {
			v.lines[plain] = struct{}{}
		}
		for w := range strings.FieldsSeq(plain) {
			window[0], window[1], window[2] = window[1], window[2], hash(w)
			v.runs[run(window)] = struct{}{}
		}
	}
	return v
}

// Empty tells whether the extractor found nothing.
func (v Vote) Empty() bool { return len(v.runs) == 0 }

func run(w [3]uint64) uint64 { return w[0]*31*31 + w[1]*31 + w[2] }

// Share is how much of a block the extractor's text holds, 0 to 1.
func (v Vote) Share(b *Block) float32 {
	if len(b.words) < 3 {
		if _, ok := v.lines[b.plain]; ok {
			return 1
		}
		return 0
	}
	var window [3]uint64
	hits := 0
	for i, w := range b.words {
		window[0], window[1], window[2] = window[1], window[2], hash(w)
		if i < 2 {
			continue
		}
		if _, ok := v.runs[run(window)]; ok {
			hits++
		}
	}
	return float32(hits) / float32(len(b.words)-2)
}
