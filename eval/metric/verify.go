package metric

import "slices"

// Verdict is a verdict on one quotation, gold or said, in code points.
type Verdict struct {
	Verdict  string
	Flags    []string
	Passages []Range
	Others   []Range // of gold alone: other places, each as good as Passages
}

// VerdictScore counts verdicts, places and flags. A quotation is located where
// the places share half of the code points that either has (IoU ≥ 0.5).
type VerdictScore struct {
	Right, Located Share
	Verdicts       map[string]PRF
	Flags          map[string]PRF
}

// Add scores one quotation.
func (s *VerdictScore) Add(gold, said Verdict) {
	if s.Verdicts == nil {
		s.Verdicts, s.Flags = map[string]PRF{}, map[string]PRF{}
	}
	hit := gold.Verdict == said.Verdict
	s.Right.Count(hit)
	tally := func(m map[string]PRF, key string, hit, gold, said bool) {
		c := m[key]
		if gold {
			c.Gold++
		}
		if said {
			c.Predicted++
		}
		if hit {
			c.Hit++
		}
		m[key] = c
	}
	tally(s.Verdicts, gold.Verdict, hit, true, false)
	tally(s.Verdicts, said.Verdict, false, false, true)
	for _, f := range gold.Flags {
		tally(s.Flags, f, slices.Contains(said.Flags, f), true, false)
	}
	for _, f := range said.Flags {
		tally(s.Flags, f, false, false, true)
	}
	if gold.Verdict == "not_found" || len(gold.Passages) == 0 {
		return
	}
	located := coverOf(gold.Passages).jaccard(coverOf(said.Passages)) >= 0.5
	for _, o := range gold.Others {
		located = located || coverOf([]Range{o}).jaccard(coverOf(said.Passages)) >= 0.5
	}
	s.Located.Count(located)
}

// MacroF is the mean F of the verdicts that occur in gold.
func (s *VerdictScore) MacroF() float64 {
	sum, n := 0.0, 0
	for _, c := range s.Verdicts {
		if c.Gold > 0 {
			sum += c.F()
			n++
		}
	}
	return sum / float64(max(1, n))
}
