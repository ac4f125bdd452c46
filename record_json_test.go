package onrecord

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// spanGen draws a span of text on code-point boundaries.
func spanGen(t *rapid.T, text string, label string) Span {
	var starts []int
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	a := rapid.IntRange(0, len(starts)-1).Draw(t, label+"a")
	b := rapid.IntRange(a, len(starts)-1).Draw(t, label+"b")
	return Span{starts[a], starts[b]}
}

func TestJSONSpansAreCodePointsAndComeBackAsBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(1, 200).Draw(t, "n"))
		s := spanGen(t, text, "s")
		r := Record{Article: Article{Text: text, SHA256: "x"}, Statements: []Statement{{ID: "1", Content: []Span{s}}}}
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var raw struct {
			Statements []struct{ Content [][2]int }
		}
		if err := json.Unmarshal(data, &raw); err != nil {
			t.Fatal(err)
		}
		got := raw.Statements[0].Content[0]
		if words := string([]rune(text)[got[0]:got[1]]); words != s.In(text) {
			t.Fatalf("code points %v cover %q, the span covers %q", got, words, s.In(text))
		}
		var back Record
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if back.Statements[0].Content[0] != s {
			t.Fatalf("%v came back as %v", s, back.Statements[0].Content[0])
		}
	})
}

func TestRecordRoundTripKeepsEverything(t *testing.T) {
	text := "Zoë: “Naïve,” said Zoë Müller, the mayor.\n\nShe left."
	span := func(words string) Span {
		i := strings.Index(text, words)
		return Span{i, i + len(words)}
	}
	r := Record{Model: "english/x",
		Article: Article{ID: "id", URL: "https://a.example/1", CanonicalURL: "https://a.example/", Outlet: "A", SHA256: "ff",
			Title: "T", Section: []string{"News"}, Authors: []string{"B C"}, Language: "en",
			Dateline: &Dateline{Place: "Zoë", Span: span("Zoë")},
			Dates: []Date{{Kind: Rendered, Value: "2017-05-28", Precision: "day", Basis: "text", Evidence: "x", Confidence: 0.9},
				{Kind: Published, Value: "2015-11-24", Precision: "day", Basis: "meta", Evidence: "y", Confidence: 0.5}}, Text: text},
		Entities: []Entity{{ID: "e1", Name: "Zoë Müller", Kind: Person, Aliases: []string{"Zoë"},
			Roles: []Role{{"mayor", span("mayor")}}, Country: "DE", Wikidata: "Q1", Mentions: []Span{span("Zoë"), span("Zoë Müller")}}},
		Statements: []Statement{{ID: "s1", Kind: Direct, Content: []Span{span("“Naïve,”")}, Cue: []Span{span("said")},
			Source: []Span{span("Zoë Müller")}, Speaker: Speaker{Name: "Zoë Müller", Entity: "e1", Kind: Person, Role: "mayor", Confidence: 0.9, Evidence: []string{"named"}},
			Parent: "s0", Confidence: 0.8, Rule: "inverted",
			Addressee: &Mention{"Zoë", span("Zoë")}, Venue: &Mention{"Müller", span("Müller")}, Act: ActOffer, Modality: Asserted, Actor: "Germany", Target: "France",
			Conditions: []Condition{{Marker: span("said"), Clause: span("said"), Consequence: []Span{span("Zoë"), span("mayor")}, Kind: ConditionOnlyIf, Flag: "causal", Rule: "r"}},
			About:      []string{"e1"}}},
		Blocs: []Bloc{{Name: "the Müller pact", Entity: "e1", Key: "bloc:x", Mention: span("Müller"), Rule: "named", Claims: []BlocClaim{
			{Type: BlocSize, Value: "65", Span: span("Zoë"), Condition: &Span{0, 4}, Statement: "s1", ClaimedBy: "Zoë Müller", Approximate: true, Rule: "r"}}}},
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back Record
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, back) {
		t.Errorf("went in as\n%+v\ncame back as\n%+v", r, back)
	}
	if !bytes.Contains(data, []byte(`"published":"2015-11-24"`)) {
		t.Errorf("the rendered date is given as published, or none is: %s", data)
	}
}

func TestEmptyRecordHasListsAndNoPublishedDate(t *testing.T) {
	data, err := json.Marshal(Record{Statements: []Statement{{}}, Article: Article{Dates: []Date{{Kind: Rendered, Value: "2017-05-28", Confidence: 1}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"entities":[]`, `"section":[]`, `"authors":[]`, `"content":[]`, `"source":[]`, `"speaker":{"kind":"unknown"`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is not in %s", want, data)
		}
	}
	if bytes.Contains(data, []byte("published")) {
		t.Errorf("a published date is claimed: %s", data)
	}
}

func TestReadingRefusesOtherFormatsAndSpansOutsideTheText(t *testing.T) {
	for _, bad := range []string{
		`{"format":2}`,
		`{"format":1,"article":{"text":"ab"},"statements":[{"content":[[0,3]]}]}`,
		`{"format":1,"article":{"text":"ab"},"statements":[{"content":[[-1,1]]}]}`,
		`{"format":1,"article":{"text":"ab"},"statements":[{"content":[[2,1]]}]}`,
	} {
		var r Record
		if err := json.Unmarshal([]byte(bad), &r); err == nil {
			t.Errorf("%s was read without an error", bad)
		}
	}
}

func FuzzRecordJSON(f *testing.F) {
	f.Add([]byte(`{"format":1,"id":"a","article":{"text":"é b","dateline":{"place":"b","span":[2,3]}},"statements":[{"content":[[0,1]]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Record
		if json.Unmarshal(data, &r) != nil {
			return
		}
		for _, s := range r.Statements {
			for _, span := range s.Content {
				if span.Start < 0 || span.End > len(r.Article.Text) || !utf8.ValidString(span.In(r.Article.Text)) {
					t.Fatalf("span %v of %q", span, r.Article.Text)
				}
			}
		}
		once, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var again Record
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatal(err)
		}
		twice, err := json.Marshal(again)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("written as %s, then as %s (%v)", once, twice, err)
		}
	})
}

func BenchmarkMarshalRecord(b *testing.B) {
	text := strings.Repeat("“We’ll see,” said the mayor. ", 160)
	r := Record{Article: Article{Text: text}}
	for i := 0; i+20 < len(text); i += 100 {
		r.Statements = append(r.Statements, Statement{Content: []Span{{i, i + 20}}, Cue: []Span{{i, i + 2}}})
	}
	for b.Loop() {
		if _, err := json.Marshal(r); err != nil {
			b.Fatal(err)
		}
	}
}

func TestBytesIsSpanTurnedRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(1, 200).Draw(t, "n"))
		s := spanGen(t, text, "s")
		points := NewPoints(text)
		if got, ok := points.Bytes(points.Span(s)); !ok || got != s {
			t.Fatalf("%v came back as %v, %v", s, got, ok)
		}
		n := utf8.RuneCountInString(text)
		for _, outside := range [][2]int{{-1, 0}, {0, n + 1}, {n + 1, n + 1}, {1, 0}} {
			if _, ok := points.Bytes(outside); ok {
				t.Fatalf("%v lies in %d code points", outside, n)
			}
		}
	})
}
