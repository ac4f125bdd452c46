package metric

import (
	"maps"
	"slices"
)

// Terms are the terms of one statement, gold or said, in code points.
type Terms struct {
	Content    []Range
	Act        string
	Also       []string // of gold alone: acts that are right too
	Modality   string
	Conditions []Condition
}

// Condition is a conditional clause.
type Condition struct {
	Clause     Range
	Kind       string
	Concessive bool // "even if": left out of the score
}

// TermsScore counts terms. A gold statement is matched with the statement whose
// content shares most with its own, from a Jaccard index of 0.3 on; what is not
// matched counts against the recall of conditions alone. A clause is found from
// an overlap of a half on (IoU ≥ 0.5).
type TermsScore struct {
	Matched       Share
	Conditions    PRF
	Kind          Share // of the clauses found
	Act, Modality Share // of the statements matched
	Acts          map[string]PRF
	Kinds         map[string]PRF // clauses found with the right kind
}

// leastShared is the Jaccard index from which statements match.
const leastShared = 0.3

// Add scores one gold statement against all that is said of its text.
func (s *TermsScore) Add(gold Terms, said []Terms) {
	if s.Acts == nil {
		s.Acts, s.Kinds = map[string]PRF{}, map[string]PRF{}
	}
	var best *Terms
	most, content := 0.0, coverOf(gold.Content)
	for i := range said {
		if j := content.jaccard(coverOf(said[i].Content)); j > most {
			best, most = &said[i], j
		}
	}
	wanted := counted(gold.Conditions)
	s.Conditions.Gold += len(wanted)
	for _, c := range wanted {
		add(s.Kinds, c.Kind, PRF{Gold: 1})
	}
	s.Matched.Count(best != nil && most >= leastShared)
	if best == nil || most < leastShared {
		return
	}
	s.conditions(wanted, counted(best.Conditions))
	s.Act.Count(best.Act == gold.Act || slices.Contains(gold.Also, best.Act))
	s.Modality.Count(best.Modality == gold.Modality)
	add(s.Acts, gold.Act, PRF{Gold: 1})
	add(s.Acts, best.Act, PRF{Predicted: 1})
	if best.Act == gold.Act {
		add(s.Acts, gold.Act, PRF{Hit: 1})
	}
}

func (s *TermsScore) conditions(gold, said []Condition) {
	s.Conditions.Predicted += len(said)
	for _, c := range said {
		add(s.Kinds, c.Kind, PRF{Predicted: 1})
	}
	left := slices.Clone(said)
	for _, g := range gold {
		i := slices.IndexFunc(left, func(c Condition) bool { return coverOf([]Range{g.Clause}).jaccard(coverOf([]Range{c.Clause})) >= 0.5 })
		if i < 0 {
			continue
		}
		s.Conditions.Hit++
		s.Kind.Count(left[i].Kind == g.Kind)
		if left[i].Kind == g.Kind {
			add(s.Kinds, g.Kind, PRF{Hit: 1})
		}
		left = slices.Delete(left, i, i+1)
	}
}

// ActMacro is the mean F of the acts that have five gold statements or more.
func (s *TermsScore) ActMacro() float64 {
	sum, n := 0.0, 0
	for _, act := range slices.Sorted(maps.Keys(s.Acts)) {
		if c := s.Acts[act]; c.Gold >= 5 {
			sum += c.F()
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func counted(in []Condition) []Condition {
	return slices.DeleteFunc(slices.Clone(in), func(c Condition) bool { return c.Concessive })
}

func add(m map[string]PRF, key string, c PRF) {
	sum := m[key]
	sum.Add(c)
	m[key] = sum
}
