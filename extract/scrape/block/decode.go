package block

import "math"

// Decoding settings: what a change between story and boilerplate costs, how
// much of the page's sentences a story holds at least, and how far the models'
// log-odds may be raised to reach that.
const (
	switchCost = 0.0
	leastShare = 0.5
	raiseBy    = 0.5
	raiseMost  = 3.0
)

// Decode decides which blocks are the story, given each block's log-odds: the
// best path of two states with a cost for each change (Viterbi 1967). Every
// page is taken to have a story: where the path keeps too little of the
// densest run of sentences, all log-odds are raised step by step.
func Decode(blocks []Block, odds []float32) []bool {
	owns := make([]own, len(blocks))
	for i, b := range blocks {
		owns[i] = own{words: float64(len(b.Words)), good: truth(Good(b))}
	}
	return decode(owns, odds, switchCost, leastShare)
}

// DecodeWith is Decode with other settings, for measuring.
func DecodeWith(blocks []Block, odds []float32, cost, least float64) []bool {
	owns := make([]own, len(blocks))
	for i, b := range blocks {
		owns[i] = own{words: float64(len(b.Words)), good: truth(Good(b))}
	}
	return decode(owns, odds, cost, least)
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

func decode(owns []own, odds []float32, cost, least float64) []bool {
	p := &page{owns: owns}
	from, to := p.densest()
	dense := 0.0
	for _, o := range owns[from:to] {
		dense += o.good * o.words
	}
	for raise := 0.0; ; raise += raiseBy {
		keep := viterbi(owns, odds, cost, raise)
		kept := 0.0
		for i, k := range keep {
			if k {
				kept += owns[i].words
			}
		}
		if kept >= least*dense || raise >= raiseMost {
			return keep
		}
	}
}

func viterbi(owns []own, odds []float32, cost, raise float64) []bool {
	n := len(owns)
	cameFrom := make([][2]bool, n) // true: from the story
	out, in := 0.0, -cost
	for i := range n {
		s := (float64(odds[i]) + raise) / 2 * math.Min(2, math.Sqrt((owns[i].words+2)/12))
		toOut, toIn := out, in
		if in-cost > out {
			toOut, cameFrom[i][0] = in-cost, true
		}
		if out-cost > in {
			toIn = out - cost
		} else {
			cameFrom[i][1] = true
		}
		out, in = toOut-s, toIn+s
	}
	keep := make([]bool, n)
	state := in > out
	for i := n - 1; i >= 0; i-- {
		keep[i] = state
		if state {
			state = cameFrom[i][1]
		} else {
			state = cameFrom[i][0]
		}
	}
	return keep
}
