package metric

import "testing"

func TestVerdictScore(t *testing.T) {
	var s VerdictScore
	at := []Range{{10, 20}}
	s.Add(Verdict{Verdict: "exact", Passages: at, Flags: []string{"unquoted"}}, Verdict{Verdict: "exact", Passages: []Range{{10, 21}}, Flags: []string{"unquoted", "minor"}})
	s.Add(Verdict{Verdict: "exact", Passages: at, Others: []Range{{50, 60}}}, Verdict{Verdict: "altered", Passages: []Range{{50, 60}}})
	s.Add(Verdict{Verdict: "altered", Passages: at}, Verdict{Verdict: "not_found"})
	s.Add(Verdict{Verdict: "not_found"}, Verdict{Verdict: "not_found"})
	if s.Right != (Share{2, 4}) || s.Located != (Share{2, 3}) {
		t.Errorf("right %v, located %v", s.Right, s.Located)
	}
	// exact: P 1/1, R 1/2; altered: 0; not_found: P 1/2, R 1/1.
	if want := (200.0/3 + 0 + 200.0/3) / 3; s.MacroF() < want-0.01 || s.MacroF() > want+0.01 {
		t.Errorf("macro F %.2f, want %.2f", s.MacroF(), want)
	}
	if s.Flags["unquoted"] != (PRF{1, 1, 1}) || s.Flags["minor"] != (PRF{0, 1, 0}) {
		t.Errorf("flags %v", s.Flags)
	}
}
