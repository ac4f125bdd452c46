package main

import (
	"math/rand"
	"strings"

	"github.com/onrecord/onrecord/eval/dump"
)

// dumped gives every visible text of a page, a line a block.
func dumped(page string) []string { return strings.Split(dump.Text(page), "\n") }

// styles are the ways in which dumps are written, so that the models do not
// learn the habits of one.
//
// Dumps with blank lines between the blocks and hard-wrapped ones are missing:
// package block gives the same blocks for them.
var styles = []string{"plain", "joined", "bare", "inline"}

// inStyle writes a page's dump in a style.
func inStyle(style string, p *source, r *rand.Rand) string {
	lines := p.lines
	switch style {
	case "joined":
		return strings.Join(joinMenus(lines, []string{" / ", " | ", " · ", " "}[r.Intn(4)]), "\n")
	case "bare":
		from, to := bodyRange(lines, p.gold)
		from, to = max(0, from-r.Intn(5)), min(len(lines), to+r.Intn(4))
		return strings.Join(lines[from:to], "\n\n")
	case "inline":
		return dump.Pieces(p.HTML)
	}
	return strings.Join(lines, "\n")
}

func joinMenus(lines []string, with string) []string {
	var out, run []string
	flush := func() {
		if len(run) >= 3 {
			out = append(out, strings.Join(run, with))
		} else {
			out = append(out, run...)
		}
		run = nil
	}
	for _, l := range lines {
		if len(strings.Fields(l)) < 5 && len(run) < 40 {
			run = append(run, l)
			continue
		}
		flush()
		out = append(out, l)
	}
	flush()
	return out
}

// bodyRange gives the lines from the first to the last that stand in the gold
// body.
func bodyRange(lines []string, gold *goldBody) (from, to int) {
	from, to = len(lines), 0
	for i, l := range lines {
		if ws := fields(l); len(ws) >= 8 && gold.share(ws) > 0.6 {
			from, to = min(from, i), i+1
		}
	}
	if to == 0 {
		return 0, len(lines)
	}
	return from, to
}
