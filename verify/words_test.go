package verify

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// canonical reads a text's words in the form that is compared.
func canonical(text string) []string {
	v := newVocabulary()
	words, _ := v.read(text, []onrecord.Span{{Start: 0, End: len(text)}}, true, nil, 0)
	var out []string
	for _, w := range words {
		out = append(out, v.words[w.canon].text)
	}
	return out
}

func TestWordsThatCountAsTheSame(t *testing.T) {
	for _, pair := range [][2]string{
		{"don’t", "do not"}, {"cannot", "can not"}, {"we'd", "we would"}, {"Sen. Lund", "Senator Lund"},
		{"F.B.I.", "FBI"}, {"the U.S. fleet", "the US fleet"}, {"sixty-five", "65"}, {"20,000", "twenty thousand"},
		{"2.2 billion", "2,200,000,000"}, {"one hundred and five", "105"}, {"the 21st", "the twenty-first"},
		{"50%", "fifty percent"}, {"5 per cent", "5 percent"}, {"$3 million", "three million dollars"}, {"9:00", "nine"},
		{"organised labour", "organized labor"}, {"lead-contaminated", "lead contaminated"}, {"[T]he", "the"}, {"Peña", "pena"},
	} {
		a, b := canonical(pair[0]), canonical(pair[1])
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%q is %q, %q is %q", pair[0], a, pair[1], b)
		}
	}
	for _, pair := range [][2]string{{"us", "US"}, {"sixty", "sixteen"}, {"first", "1"}, {"2.2 million", "2.3 million"}, {"two three", "23"}} {
		if slices.Equal(canonical(pair[0]), canonical(pair[1])) {
			t.Errorf("%q counts as %q", pair[0], pair[1])
		}
	}
}

func TestPartsOfAQuotation(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the cue in the middle":           {`“⟦The gate,” she said, “is shut.⟧”`, "The gate,|cue|is shut."},
		"straight marks":                  {`"⟦The gate," she said. "It is shut.⟧"`, "The gate,|cue|It is shut."},
		"two apostrophes":                 {`''⟦The gate,'' she said. ''It is shut.⟧''`, "The gate,|cue|It is shut."},
		"single marks":                    {`‘⟦The boys’ gate,’ she said, ‘is shut.⟧’`, "The boys’ gate,|cue|is shut."},
		"mixed marks":                     {`"⟦The gate," she said. “It is shut.⟧”`, "The gate,|cue|It is shut."},
		"a title within the cue":          {`“⟦The gate,” she told the “Daily Tide” on Monday. “It is shut.⟧”`, "The gate,|cue|It is shut."},
		"a quotation within":              {`“⟦They said ‘no, never’ to us.⟧”`, "They said ‘no, never’ to us."},
		"an ellipsis":                     {`“⟦The gate … is . . . shut [...] now.⟧”`, "The gate |ellipsis|is |ellipsis|shut |ellipsis|now."},
		"an ellipsis at the edge":         {`“⟦… is shut ...⟧”`, "is shut "},
		"paragraphs":                      {"“⟦The gate.\n\n“It is shut.⟧”", "The gate.\n\n“It is shut."},
		"no marks, but words within them": {"She said ⟦the gate is “shut” and “locked” now⟧.", "the gate is “shut” and “locked” now"},
	} {
		from := strings.Index(c.text, "⟦")
		text := strings.Replace(c.text, "⟦", "", 1)
		to := strings.Index(text, "⟧")
		text = strings.Replace(text, "⟧", "", 1)
		parts, _, _ := partsOf(text, onrecord.Span{Start: from, End: to})
		got := ""
		for _, p := range parts {
			got += map[join]string{none: "", ellipsis: "|ellipsis|", cue: "|cue|"}[p.join] + p.span.In(text)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestPairsOfMarks(t *testing.T) {
	for text, want := range map[string][]string{
		`“One,” he said. "Two." ''Three.'' «Four»`:        {"One,", "Two.", "Three.", "Four"},
		`It's the boys' own ‘five o'clock tea,’ he said.`: {"five o'clock tea,"},
		"“Open\n\n“and on,” he said.":                     {"Open", "and on,"},
		`“He said ‘no’ to "me"”`:                          {`He said ‘no’ to "me"`},
		`6'2" tall and 5" wide`:                           nil,
	} {
		var got []string
		for _, p := range pairsOf(text) {
			got = append(got, p.In(text))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLabelsAndNames(t *testing.T) {
	label := func(l, name string) speaker {
		tr := onrecord.Transcript{Text: l}
		return speakerOf(&tr, &onrecord.Turn{Label: onrecord.Span{Start: 0, End: len(l)}, Speaker: onrecord.Speaker{Name: name}})
	}
	for _, c := range []struct {
		label, resolved, given string
		want                   accord
	}{
		{"MR. VENN", "", "Carl Venn", same},
		{"CARL VENN", "", "Venn", same},
		{"CARL VENN", "", "Carl Oak", different},
		{"SENATOR LUND (D-NORTH)", "", "Farid Lund", same},
		{"MR. VEN", "", "Venn", different},
		{"MR. LINDQUIST", "", "Per Lindqvist", same},
		{"THE PRESIDENT", "", "Ada Stone", unsure},
		{"THE PRESIDENT", "Ada Stone", "President Stone", same},
		{"THE PRESIDENT", "Ada Stone", "Bo Hill", different},
		{"Q", "", "Bo Hill", unsure},
		{"AUDIENCE MEMBER", "", "Bo Hill", unsure},
		{"MS. TAMM", "", "a spokeswoman", unsure},
	} {
		if got := label(c.label, c.resolved).agrees(properWords(c.given)); got != c.want {
			t.Errorf("%s (%s) and %s: %d, want %d", c.label, c.resolved, c.given, got, c.want)
		}
	}
}
