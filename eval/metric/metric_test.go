package metric

import (
	"encoding/json"
	"strings"
	"testing"
)

// at is where a part stands in a text.
func at(t *testing.T, text, part string) Range {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("%q is not in the text", part)
	}
	start := len([]rune(text[:i]))
	return Range{start, start + len([]rune(part))}
}

func TestTrim(t *testing.T) {
	text := ` – “The café is shut,” she said. `
	for _, c := range []struct{ in, want string }{
		{`“The café is shut,”`, `The café is shut`},
		{` – “The café`, `The café`},
		{`she said. `, `she said`},
		{`,”`, ``},
	} {
		got := Trim([]rune(text), at(t, text, c.in))
		if s := string([]rune(text)[got.Start:got.End]); s != c.want {
			t.Errorf("Trim(%q) = %q, want %q", c.in, s, c.want)
		}
	}
	if got := Trim([]rune("abc"), Range{-5, 90}); got != (Range{0, 3}) {
		t.Errorf("a range over both ends became %v", got)
	}
}

func TestAttributionsByHand(t *testing.T) {
	text := `“The bridge will open in May,” Mayor Ada Stone said. She added that tolls would fall, according to aides.`
	rs := func(parts ...string) (out []Range) {
		for _, p := range parts {
			out = append(out, at(t, text, p))
		}
		return out
	}
	gold := []Attribution{
		{Source: rs("Mayor Ada Stone"), Cue: rs("said"), Content: rs("“The bridge will open in May,”")},
		{Source: rs("She"), Cue: rs("added"), Content: rs("that tolls would fall")},
	}
	said := []Attribution{
		{Source: rs("Mayor Ada Stone"), Cue: rs("said."), Content: rs("The bridge will open in May")}, // right but for its edges
		{Source: rs("aides"), Cue: rs("according to"), Content: rs("tolls would fall")},               // lenient, wrong source
	}
	s := Attributions([]rune(text), gold, said)
	want := AttributionScore{
		Source: PRF{1, 2, 2}, Cue: PRF{1, 2, 2}, Content: PRF{1, 2, 2}, Whole: PRF{1, 2, 2},
		ContentLenient: PRF{2, 2, 2}, RelationLenient: PRF{1, 2, 2}, SourceGivenContent: Share{1, 2},
	}
	if s != want {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

func TestSourceIsComparedAsASet(t *testing.T) {
	text := []rune("Ada Stone said this and said that")
	one := Attribution{Source: []Range{{0, 9}}, Cue: []Range{{10, 14}}, Content: []Range{{15, 19}}}
	two := Attribution{Source: []Range{{0, 9}}, Cue: []Range{{24, 28}}, Content: []Range{{29, 33}}}
	if s := Attributions(text, []Attribution{one, two}, []Attribution{one, two}); s.Source != (PRF{1, 1, 1}) || s.Cue != (PRF{2, 2, 2}) {
		t.Errorf("source %+v, cue %+v", s.Source, s.Cue)
	}
}

func TestMissingSourceOnBothSidesIsRight(t *testing.T) {
	text := []rune("Rain is expected to stop")
	a := Attribution{Cue: []Range{{8, 16}}, Content: []Range{{0, 4}}}
	if s := Attributions(text, []Attribution{a}, []Attribution{a}); s.RelationLenient.Hit != 1 {
		t.Errorf("%+v", s.RelationLenient)
	}
	b := a
	b.Source = []Range{{0, 4}}
	if s := Attributions(text, []Attribution{a}, []Attribution{b}); s.RelationLenient.Hit != 0 || s.ContentLenient.Hit != 1 {
		t.Errorf("an invented source passed: %+v", s)
	}
}

func TestSpeaker(t *testing.T) {
	gold := SpeakerGold{Content: Range{10, 30}, Kind: "direct", Names: []string{"Ada Stone", "Stone"}}
	statement := func(name, kind string, confidence float64, ranges ...Range) Statement {
		return Statement{Content: ranges, Kind: kind, Speaker: name, Confidence: confidence}
	}
	for _, c := range []struct {
		name string
		in   []Statement
		want SpeakerOutcome
	}{
		{"no statement", nil, SpeakerOutcome{}},
		{"too little overlap", []Statement{statement("Ada Stone", "direct", 1, Range{25, 60})}, SpeakerOutcome{}},
		{"hull of two parts", []Statement{statement("MAYOR Stone", "mixed", 0.5, Range{10, 12}, Range{28, 30})}, SpeakerOutcome{Matched: true, Named: true, Confidence: 0.5}},
		{"title and case apart", []Statement{statement("Mrs. ada stone", "direct", 0.9, Range{10, 30})},
			SpeakerOutcome{Matched: true, Named: true, Right: true, KindRight: true, Confidence: 0.9}},
		{"unknown", []Statement{statement("", "direct", 0, Range{10, 30})}, SpeakerOutcome{Matched: true, KindRight: true}},
		{"the better match counts", []Statement{statement("Bo Hill", "direct", 1, Range{10, 22}), statement("Stone", "direct", 1, Range{10, 29})},
			SpeakerOutcome{Matched: true, Named: true, Right: true, KindRight: true, Confidence: 1}},
	} {
		if got := Speaker(gold, c.in); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestPlainName(t *testing.T) {
	for in, want := range map[string]string{
		"The Harbour Post": "harbour post", "Sen. Ada O'Dell": "ada o dell", "President's Council": "council", "Mr. A. B. Hill": "b hill", "": "",
	} {
		if got := PlainName(in); got != want {
			t.Errorf("PlainName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPageScore(t *testing.T) {
	var s PageScore
	s.Add(PageGold{Body: "one two three four five", Title: "Rain, at last!", Day: "2021-03-04", Authors: []string{"Ada Stone, Bo Hill"}, AuthorsSplit: []string{"Ada Stone", " Bo Hill"}},
		PagePrediction{Body: "one two three four", Title: "rain at last", Day: "2021-03-04", Authors: []string{"Bo Hill", "Ada Stone"}})
	s.Add(PageGold{Body: "one two", Day: "2021-03-05"}, PagePrediction{})
	p, r, f := s.Body()
	if p != 1 || r != 0.25 || f != 0.4 {
		t.Errorf("body P %v, R %v, F1 %v; want 1, 0.25, 0.4", p, r, f)
	}
	if s.Title != (Share{1, 1}) || s.Date != (Share{1, 2}) || s.DateNone != (Share{1, 2}) || s.Authors != (Share{0, 1}) || s.AuthorsSplit != (Share{1, 1}) {
		t.Errorf("%+v", s)
	}
}

func TestRangeJSON(t *testing.T) {
	var r Range
	if err := json.Unmarshal([]byte("[3, 9]"), &r); err != nil || r != (Range{3, 9}) {
		t.Errorf("%v, %v", r, err)
	}
	for _, bad := range []string{"[3]", "[3,4,5]", `"x"`, "[1.5,2]"} {
		if err := json.Unmarshal([]byte(bad), &r); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
