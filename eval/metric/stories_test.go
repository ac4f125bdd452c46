package metric

import "testing"

func TestPairsOfPassages(t *testing.T) {
	p := func(doc string, start, end int) Passage { return Passage{doc, []Range{{start, end}}} }
	gold := []PassagePair{{A: p("a", 0, 10), B: p("b", 0, 10), Kind: "identical"}, {A: p("a", 20, 30), B: p("b", 20, 30), Kind: "trimmed"}}
	said := []PassagePair{
		{A: p("b", 5, 30), B: p("a", 0, 6), Kind: "recut"}, // half of the shorter, the other way round
		{A: p("a", 40, 50), B: p("b", 40, 50)},             // nobody is sure
		{A: p("a", 60, 70), B: p("b", 0, 10)},
	}
	var s UtteranceScore
	s.Add(gold, []PassagePair{{A: p("a", 60, 70), B: p("b", 0, 10)}}, []PassagePair{{A: p("a", 40, 50), B: p("b", 40, 50)}}, said)
	if s.Found != (Share{1, 2}) || s.Right != (Share{1, 2}) || s.Negatives != (Share{1, 1}) || s.KindRight != (Share{0, 1}) {
		t.Errorf("%+v", s)
	}
}

func TestBCubed(t *testing.T) {
	gold := []string{"x", "x", "y", "y"}
	if p, r, f := BCubed(gold, []string{"1", "1", "2", "2"}); p != 100 || r != 100 || f != 100 {
		t.Error(p, r, f)
	}
	if p, r, _ := BCubed(gold, []string{"1", "1", "1", "1"}); p != 50 || r != 100 {
		t.Error(p, r)
	}
}
