package block

// Decoding settings: how much of the page's densest run of sentences a story
// holds at least, and how far the log-odds may be raised to reach that.
const (
	leastShare = 0.8
	raiseBy    = 0.5
	raiseMost  = 4.0
)

// Mean gives the mean of the two stages' log-odds, which errs less than either.
func Mean(first, second []float32) []float32 {
	out := make([]float32, len(first))
	for i := range out {
		out[i] = (first[i] + second[i]) / 2
	}
	return out
}

// Decode decides which blocks are the story, given each block's log-odds:
// those that are more likely to be than not. Every page is taken to have a
// story: where that keeps too little of the densest run of sentences, all
// log-odds are raised step by step. (A cost for each change between story and
// boilerplate, as in the best path of two states, was measured and is worse:
// the rows know the surroundings already.)
func Decode(blocks []Block, odds []float32) []bool {
	owns := make([]own, len(blocks))
	for i, b := range blocks {
		owns[i] = own{words: float64(len(b.Words)), good: truth(Good(b))}
	}
	p := &page{owns: owns}
	from, to := p.densest()
	dense := 0.0
	for _, o := range owns[from:to] {
		dense += o.good * o.words
	}
	keep := make([]bool, len(blocks))
	for raise := float32(0); ; raise += raiseBy {
		kept := 0.0
		for i := range keep {
			if keep[i] = odds[i]+raise > 0; keep[i] {
				kept += owns[i].words
			}
		}
		if kept >= leastShare*dense || raise >= raiseMost {
			once(blocks, odds, keep)
			return keep
		}
	}
}

// once keeps only one of several copies of a paragraph, the most likely: a
// story does not say the same twice, but summaries and appeals are repeated.
func once(blocks []Block, odds []float32, keep []bool) {
	best := map[string]int{}
	for i, b := range blocks {
		if !keep[i] || len(b.Words) < goodWords {
			continue
		}
		j, seen := best[b.Text]
		switch {
		case !seen:
			best[b.Text] = i
		case odds[i] > odds[j]:
			keep[j], best[b.Text] = false, i
		default:
			keep[i] = false
		}
	}
}

// Good tells whether a block looks like sentences.
func Good(b Block) bool {
	stop := 0
	ws := b.Words[:min(len(b.Words), 200)]
	for _, w := range ws {
		if stopwords[w] {
			stop++
		}
	}
	return len(ws) >= goodWords && float64(stop) >= goodStop*float64(len(ws)) && (b.Stop || len(ws) > 30)
}
