package metric

import "testing"

func TestTermsScore(t *testing.T) {
	gold := Terms{Content: []Range{{0, 40}}, Act: "promise", Also: []string{"plan"}, Modality: "asserted",
		Conditions: []Condition{{Range{20, 40}, "unless", false}, {Range{0, 10}, "other", true}}}
	near := Terms{Content: []Range{{0, 38}}, Act: "plan", Modality: "negated",
		Conditions: []Condition{{Range{22, 38}, "if", false}, {Range{0, 8}, "if", false}, {Range{0, 9}, "other", true}}}
	far := Terms{Content: []Range{{35, 90}}, Act: "promise", Modality: "asserted"}
	var s TermsScore
	s.Add(gold, []Terms{far, near})
	s.Add(gold, []Terms{far}) // matches nothing
	if s.Matched != (Share{1, 2}) || s.Conditions != (PRF{Hit: 1, Predicted: 2, Gold: 2}) || s.Kind != (Share{0, 1}) ||
		s.Act != (Share{1, 1}) || s.Modality != (Share{0, 1}) {
		t.Errorf("%+v", s)
	}
	if got := s.Acts["promise"]; got != (PRF{Gold: 1}) || s.Acts["plan"] != (PRF{Predicted: 1}) {
		t.Errorf("acts %+v", s.Acts)
	}
	if s.ActMacro() != 0 {
		t.Errorf("a macro F of acts that are rare: %v", s.ActMacro())
	}
}
