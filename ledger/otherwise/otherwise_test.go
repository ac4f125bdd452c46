package otherwise

import (
	"fmt"
	"strings"
	"testing"
)

func TestPairs(t *testing.T) {
	f := New()
	for _, c := range []struct{ a, b, want string }{
		{"We will attend the harbour summit", "We will not attend the harbour summit", Negation},
		{"I support the lantern clause", "I do not support the lantern clause", Negation},
		{"the guild supports the lantern clause", "The guild doesn’t support the lantern clause.", Negation},
		{"We’re playing games with the pilots", "We’re not playing games with the pilots", Negation},
		{"that the bridge will open in spring", "the bridge won't open in spring", Negation},
		{"We never asked for money from the ministry", "we asked for money from the ministry", Negation},
		{"Let me be clear. We will sign the pilots’ treaty! Thank you.", "We will not sign the pilots' treaty", Negation},
		{"The ministry will withdraw the night rule", "The ministry may withdraw the night rule", Modal},
		{"The ministry might withdraw the night rule", "The ministry will withdraw the night rule", Modal},

		// The same, said again.
		{"We will attend the harbour summit", "We will attend the harbour summit", ""},
		{"The ministry may withdraw the night rule", "The ministry might withdraw the night rule", ""},
		// Of something, or somebody, else.
		{"We will attend the harbour summit", "We will not attend the bridge summit", ""},
		{"We will attend the harbour summit", "They will not attend the harbour summit", ""},
		{"Stone will attend the harbour summit", "Hill will not attend the harbour summit", ""},
		{"We will attend the harbour summit", "We did not attend the harbour summit", ""},
		{"The harbour is ready for winter storms", "The harbour was not ready for winter storms", ""},
		{"We will send pilots to the north harbour", "We will not send pilots from the north harbour", ""},
		// A condition, a part, a day, a question, an interjection.
		{"We will attend the harbour summit if the rule goes", "We will not attend the harbour summit if the rule goes", ""},
		{"We will attend the harbour summit", "Unless the rule goes we will not attend the harbour summit", ""},
		{"We will only attend the harbour summit", "We will not only attend the harbour summit", ""},
		{"We have pilots in the harbour", "We no longer have pilots in the harbour", ""},
		{"The committee will meet in the harbour today", "The committee will not meet in the harbour today", ""},
		{"The committee will meet in the harbour this year", "The committee will not meet in the harbour this year", ""},
		{"We will attend the harbour summit", "Will we not attend the harbour summit?", ""},
		{"We will attend the harbour summit", "No, we will attend the harbour summit", ""},
		{"We will attend the harbour summit", "whether we will not attend the harbour summit", ""},
		{"We would attend the harbour summit", "We would not attend the harbour summit", ""},
		{"That question is serious, pilots say", "No, that question is not serious, pilots say", ""},
		// Of what only the surroundings name.
		{"It’s going to happen sooner than you think", "It’s not going to happen sooner than you think", ""},
		{"That’s going to happen in the harbour", "That’s not going to happen in the harbour", ""},
		{"that will help the harbour pilots", "that will not help the harbour pilots", ""},
		{"I agree with that about harbour pilots", "I don’t agree with that about harbour pilots", ""},
		{"He supports the lantern clause", "He does not support the lantern clause", ""},
		{"We will give them pilots from the harbour", "We will not give them pilots from the harbour", ""},
		{"We know what’s going on in the harbour", "We don’t know what’s going on in the harbour", ""},
		// Numbers are of many things.
		{"Twelve pilots have left the harbour", "Ten pilots have left the harbour", ""},
		{"Payment date of the harbour bonds is April 15", "Payment date of the harbour bonds is April 30", ""},
		{"We are building that harbour bridge", "We are not building the harbour bridge", ""},
		// More than one thing.
		{"Twelve pilots will leave three harbours", "Ten pilots will leave four harbours", ""},
		{"Twelve pilots will leave the harbour", "Ten pilots will not leave the harbour", ""},
		{"We did not say the harbour will not open", "We said the harbour will open", ""},
		{"Not all pilots left the harbour", "All pilots left not the harbour", ""},
		// Scores, times, words left out.
		{"We beat the Harbour Rovers 3-1 at home", "We beat the Harbour Rovers 2-1 at home", ""},
		{"The ferry leaves the harbour at 10:30", "The ferry leaves the harbour at 11:30", ""},
		{"We will … attend the harbour summit", "We will … not attend the harbour summit", ""},
		// Too short to mean one thing.
		{"We will do it", "We will not do it", ""},
		{"It is not true", "It is true", ""},
		{"", "", ""}, {"...", "?!;", ""},
	} {
		for _, swapped := range []bool{false, true} {
			a, b := c.a, c.b
			if swapped {
				a, b = b, a
			}
			pairs := f.Pairs([]Said{{a, "said", "1"}, {b, "", "2"}}, 10)
			got := ""
			if len(pairs) > 0 {
				got = pairs[0].By
			}
			if got != c.want || len(pairs) > 1 {
				t.Errorf("%q and %q: %v, want %q", a, b, pairs, c.want)
			}
		}
	}
}

// Who denies that it is so does not say that it is.
func TestOnlyWhatSomebodyHoldsCounts(t *testing.T) {
	f := New()
	a, b := "We will attend the harbour summit", "We will not attend the harbour summit"
	for cue, want := range map[string]int{"said": 1, "Added": 1, "": 1, "denied": 0, "did not say": 0, "asked": 0, "hoped": 0, "was quoted as having said": 0} {
		if pairs := f.Pairs([]Said{{a, "said", "1"}, {b, cue, "2"}}, 10); len(pairs) != want {
			t.Errorf("%q: %v", cue, pairs)
		}
	}
	if pairs := f.Pairs([]Said{{a, "said", "1"}, {b, "said", "1"}}, 10); pairs != nil {
		t.Errorf("within one article: %v", pairs)
	}
}

func TestPairsAreBounded(t *testing.T) {
	f := New()
	var list []Said
	for i := range 3000 {
		list = append(list, Said{[]string{"We have pilots in the harbour", "We have no pilots in the harbour"}[i%2], "said", fmt.Sprint(i)})
	}
	if pairs := f.Pairs(list, 7); len(pairs) != 7 {
		t.Errorf("%d pairs", len(pairs))
	}
	if pairs := f.Pairs(list, 1<<30); len(pairs) > 50*len(list) {
		t.Errorf("%d pairs", len(pairs))
	}
}

func FuzzPairs(f *testing.F) {
	f.Add("We will attend the summit", "We won’t attend the summit. 5 “no\x00”")
	f.Add("\xff.", "¼ ² …;")
	finder := New()
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, p := range finder.Pairs([]Said{{a, "", "1"}, {b, "", "2"}, {strings.ToUpper(a), "", "3"}}, 5) {
			if p.A < 0 || p.A >= p.B || p.B > 2 || p.By == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}

func BenchmarkPairs(b *testing.B) {
	f := New()
	var list []Said
	for i := range 400 {
		list = append(list, Said{fmt.Sprintf("The ministry will not withdraw the night rule from harbour number %d before anybody asks for it. We wait.", i%40), "said", fmt.Sprint(i)})
	}
	for b.Loop() {
		f.Pairs(list, 10)
	}
}
