package main

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord/extract/scrape/block"
)

var wordRx = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func fields(s string) []string { return wordRx.FindAllString(s, -1) }

// goldBody is a hand-made article body, to be looked into.
type goldBody struct {
	grams map[string]int
	lines map[string]bool
}

func newGold(body string) *goldBody {
	g := &goldBody{grams: shingles(fields(body)), lines: map[string]bool{}}
	for l := range strings.Lines(body) {
		g.lines[norm(l)] = true
	}
	return g
}

func norm(s string) string { return strings.ToLower(strings.Join(fields(s), " ")) }

// share is the share of the words' 4-word shingles that stand in the body.
func (g *goldBody) share(ws []string) float64 {
	if len(ws) < 4 {
		return 0
	}
	n := 0
	for i := 0; i+4 <= len(ws); i++ {
		if g.grams[strings.Join(ws[i:i+4], " ")] > 0 {
			n++
		}
	}
	return float64(n) / float64(len(ws)-3)
}

func shingles(ws []string) map[string]int {
	out := map[string]int{}
	if len(ws) == 0 {
		return out
	}
	for i := 0; i < max(1, len(ws)-3); i++ {
		out[strings.Join(ws[i:min(len(ws), i+4)], " ")]++
	}
	return out
}

// label tells which blocks belong to the gold body: long ones by their
// shingles, short ones where the body has the same line and the story is near.
// Of several copies the one in the thickest of the story counts.
func label(blocks []block.Block, gold *goldBody) []bool {
	in := make([]bool, len(blocks))
	shares := make([]float64, len(blocks))
	for i, b := range blocks {
		ws := fields(b.Text)
		shares[i] = gold.share(ws)
		in[i] = len(ws) >= 6 && shares[i] >= 0.5
	}
	near := func(i, reach int) int {
		n := 0
		for j := max(0, i-reach); j < min(len(in), i+reach+1); j++ {
			if in[j] && j != i {
				n += min(len(blocks[j].Words), 60)
			}
		}
		return n
	}
	short := make([]bool, len(blocks))
	for i, b := range blocks {
		short[i] = !in[i] && len(b.Words) > 0 && gold.lines[norm(b.Text)] && near(i, 3) > 0
	}
	for i, s := range short {
		in[i] = in[i] || s
	}
	best := map[string]int{}
	for i, b := range blocks {
		if !in[i] {
			continue
		}
		key := strings.Join(b.Words, " ")
		j, ok := best[key]
		if !ok {
			best[key] = i
			continue
		}
		if len(b.Words) < 6 {
			continue
		}
		if near(i, 6) > near(j, 6) {
			in[j], best[key] = false, i
		} else {
			in[i] = false
		}
	}
	return in
}

// f1 parts: the page's true and false positives and false negatives over
// shingles, normalised, as the article extraction benchmark does.
func compare(gold *goldBody, text string) (tp, fp, fn float64) {
	got := shingles(fields(text))
	for g, n := range got {
		tp += float64(min(n, gold.grams[g]))
		fp += float64(n)
	}
	for _, n := range gold.grams {
		fn += float64(n)
	}
	fp, fn = fp-tp, fn-tp
	if all := tp + fp + fn; all > 0 {
		return tp / all, fp / all, fn / all
	}
	return 0, 0, 0
}
