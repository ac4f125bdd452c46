package verify

import "math"

// meanings is a transcript's sentences by the words that carry content.
type meanings struct {
	s         *source
	sentences [][2]int          // words [from, to) of each
	with      map[int32][]int32 // stem → sentences
}

func newMeanings(v *vocabulary, s *source) *meanings {
	m := &meanings{s: s, with: map[int32][]int32{}}
	for from := 0; from < len(s.words); {
		_, to := s.sentenceOf(from)
		n := int32(len(m.sentences))
		m.sentences = append(m.sentences, [2]int{from, to})
		for i := from; i < to; i++ {
			if stem, ok := meaningOf(v, s.words[i].canon); ok {
				if list := m.with[stem]; len(list) == 0 || list[len(list)-1] != n {
					m.with[stem] = append(list, n)
				}
			}
		}
		from = to
	}
	return m
}

// meaningOf is the stem that a word is compared by, names of the same as one;
// false for words that carry no content.
func meaningOf(v *vocabulary, canon int32) (int32, bool) {
	e := &v.words[canon]
	if e.weight < 1 {
		return 0, false
	}
	if same, ok := lex.aliases[e.text]; ok {
		return v.id(same), true
	}
	return e.stem, true
}

// worth is what a stem tells: more, the fewer sentences have it.
func (m *meanings) worth(stem int32) float64 {
	return math.Log2(float64(len(m.sentences)+2) / float64(len(m.with[stem])+1))
}

// best is the sentence that shares most with some words, and what it shares of
// all that they tell, 0 to 1. A sentence of those who ask tells nothing.
func (m *meanings) best(stems []int32) (sentence int, shared float64, count int) {
	sums, counts := map[int32]float64{}, map[int32]int{}
	all := 0.0
	for _, stem := range stems {
		all += m.worth(stem)
		for _, n := range m.with[stem] {
			sums[n] += m.worth(stem)
			counts[n]++
		}
	}
	sentence = -1
	for n := range int32(len(m.sentences)) {
		if sum, ok := sums[n]; ok && sum > shared && !m.s.speaks(m.sentences[n][0]).asks {
			sentence, shared, count = int(n), sum, counts[n]
		}
	}
	return sentence, shared / max(all, 0.01), count
}
