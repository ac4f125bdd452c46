package metric

import (
	"cmp"
	"slices"
)

// Mention is a gold mention: the whole phrase, and the words of it that name
// who is meant ("Ada Stone" in "Ada Stone, who runs the ferry").
type Mention struct {
	Span  Range
	Heads []Range
}

// AlignMentions gives, for each predicted range, the gold mention that it
// matches, or -1. Gold mentions are whole noun phrases, predictions may be bare
// names: a prediction matches where it lies within the mention and covers one
// of its heads. Each is used once; the smallest mention chooses first, and
// takes the longest prediction.
func AlignMentions(gold []Mention, predicted []Range) []int {
	order := make([]int, len(gold))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(gold[a].Span.End-gold[a].Span.Start, gold[b].Span.End-gold[b].Span.Start)
	})
	out := make([]int, len(predicted))
	for i := range out {
		out[i] = -1
	}
	for _, g := range order {
		best, size := -1, 0
		for i, p := range predicted {
			if out[i] < 0 && p.End-p.Start > size && gold[g].matches(p) {
				best, size = i, p.End-p.Start
			}
		}
		if best >= 0 {
			out[best] = g
		}
	}
	return out
}

func (m Mention) matches(p Range) bool {
	return m.Span.contains(p) && slices.ContainsFunc(m.Heads, p.contains)
}

func (r Range) contains(s Range) bool { return r.Start <= s.Start && s.End <= r.End }

// Credit counts a comparison in which precision and recall are sums of their
// own, not of whole hits. Swapping gold and predicted swaps its halves.
type Credit struct{ Right, Predicted, Found, Gold float64 }

// Add sums counts, for micro averages over documents.
func (c *Credit) Add(o Credit) {
	c.Right += o.Right
	c.Predicted += o.Predicted
	c.Found += o.Found
	c.Gold += o.Gold
}

// P is precision in percent, 0 where nothing was predicted.
func (c Credit) P() float64 { return percentOf(c.Right, c.Predicted) }

// R is recall in percent, 0 where there is no gold.
func (c Credit) R() float64 { return percentOf(c.Found, c.Gold) }

// F is the harmonic mean of precision and recall in percent.
func (c Credit) F() float64 {
	p, r := c.P(), c.R()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func percentOf(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return 100 * a / b
}

// CoreferenceScore counts how far two sets of chains agree.
type CoreferenceScore struct {
	Mentions PRF    // that are in some chain
	MUC      Credit // links: Vilain et al. 1995
	BCubed   Credit // mentions, each by the share of its chain: Bagga and Baldwin 1998
	CEAF     Credit // chains, best paired by the similarity φ4: Luo 2005
}

// Add sums counts, for micro averages over documents.
func (s *CoreferenceScore) Add(o CoreferenceScore) {
	s.Mentions.Add(o.Mentions)
	s.MUC.Add(o.MUC)
	s.BCubed.Add(o.BCubed)
	s.CEAF.Add(o.CEAF)
}

// Mean is the mean of the three F, which the CoNLL tasks rank by.
func (s *CoreferenceScore) Mean() float64 { return (s.MUC.F() + s.BCubed.F() + s.CEAF.F()) / 3 }

// Coreference compares chains of mentions. A mention is a number, the same on
// both sides where it is the same mention, and in one chain of each side at
// most; no chain is empty. Mentions that one side lacks count as in the
// reference scorer (Pradhan et al. 2014): they are nobody's twin, and nothing
// is added for them. Chains of one mention count as they are; whether they
// belong is the caller's to say.
func Coreference(gold, predicted [][]int) CoreferenceScore {
	o := overlapOf(gold, predicted)
	back := overlapOf(predicted, gold)
	s := CoreferenceScore{Mentions: PRF{Predicted: mentions(predicted), Gold: mentions(gold)}}
	for _, shared := range o {
		for _, n := range shared {
			s.Mentions.Hit += n
		}
	}
	s.MUC.Found, s.MUC.Gold = links(gold, o)
	s.MUC.Right, s.MUC.Predicted = links(predicted, back)
	s.BCubed.Found, s.BCubed.Gold = cubes(gold, o), float64(s.Mentions.Gold)
	s.BCubed.Right, s.BCubed.Predicted = cubes(predicted, back), float64(s.Mentions.Predicted)
	s.CEAF.Gold, s.CEAF.Predicted = float64(len(gold)), float64(len(predicted))
	s.CEAF.Right = assign(similarities(gold, predicted, o))
	s.CEAF.Found = s.CEAF.Right
	return s
}

func mentions(chains [][]int) int {
	n := 0
	for _, c := range chains {
		n += len(c)
	}
	return n
}

// overlapOf counts the mentions that each chain of a shares with each of b.
func overlapOf(a, b [][]int) [][]int {
	in := map[int]int{}
	for j, chain := range b {
		for _, m := range chain {
			in[m] = j
		}
	}
	out := make([][]int, len(a))
	for i, chain := range a {
		out[i] = make([]int, len(b))
		for _, m := range chain {
			if j, ok := in[m]; ok {
				out[i][j]++
			}
		}
	}
	return out
}

// links counts the links that chains need, and those that the other side, whose
// overlap is given, has too: a chain falls into one part for each of the other
// side's that it shares mentions with, and one for each mention without a twin.
func links(chains, overlap [][]int) (kept, all float64) {
	for i, chain := range chains {
		parts, twins := 0, 0
		for _, n := range overlap[i] {
			twins += n
			if n > 0 {
				parts++
			}
		}
		kept += float64(twins - parts)
		all += float64(len(chain) - 1)
	}
	return kept, all
}

// cubes adds up, over the mentions, the share of the mention's chain that its
// chain on the other side holds too.
func cubes(chains, overlap [][]int) float64 {
	sum := 0.0
	for i, chain := range chains {
		square := 0
		for _, n := range overlap[i] {
			square += n * n
		}
		sum += float64(square) / float64(len(chain))
	}
	return sum
}

// similarities are Luo's φ4: twice the shared mentions by all of both chains.
func similarities(gold, predicted, overlap [][]int) [][]float64 {
	out := make([][]float64, len(gold))
	for i := range gold {
		for j := range predicted {
			out[i] = append(out[i], 2*float64(overlap[i][j])/float64(len(gold[i])+len(predicted[j])))
		}
	}
	return out
}
