package export

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// ofCitron keeps of a record what Citron's format has a place for.
func ofCitron(r onrecord.Record) onrecord.Record {
	out := onrecord.Record{Article: onrecord.Article{ID: r.Article.ID, Text: r.Article.Text, SHA256: textHash(r.Article.Text)}}
	for _, e := range r.Entities {
		if len(e.Mentions) > 1 {
			out.Entities = append(out.Entities, onrecord.Entity{Mentions: e.Mentions})
		}
	}
	for _, s := range r.Statements {
		if len(s.Cue) > 0 {
			out.Statements = append(out.Statements, onrecord.Statement{ID: s.ID, Content: s.Content, Cue: s.Cue[:1], Source: s.Source,
				Confidence: s.Confidence, Rule: "citron"})
		}
	}
	return out
}

func TestCitronThereAndBack(t *testing.T) {
	f, _ := ByName("citron")
	data, _ := written(t, "citron", hostile(t), plain())
	got, wrong := readAll(t, f, data)
	if len(wrong) > 0 || len(got) != 2 {
		t.Fatal(got, wrong)
	}
	for i, want := range []onrecord.Record{ofCitron(hostile(t)), ofCitron(plain())} {
		for j := range got[i].Entities {
			got[i].Entities[j] = onrecord.Entity{Mentions: got[i].Entities[j].Mentions}
		}
		for j := range got[i].Statements {
			got[i].Statements[j].Speaker = onrecord.Speaker{}
		}
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("went in as\n%+v\ncame back as\n%+v", want, got[i])
		}
	}
}

func TestCitronSpansAreThoseOfTheText(t *testing.T) {
	data, _ := written(t, "citron", hostile(t))
	var document struct {
		Text   string
		Quotes []struct {
			Cue                             struct{ Text string }
			Sources, Contents, Coreferences []struct {
				Start, End int
				Text       string
			}
			Confidence string
		}
		Groups [][]struct{ Text string } `json:"coreference_groups"`
	}
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	q := document.Quotes[0]
	for _, s := range append(append(q.Sources, q.Contents...), q.Coreferences...) {
		if cover(document.Text, s.Start, s.End) != s.Text {
			t.Errorf("%d to %d is not %q", s.Start, s.End, s.Text)
		}
	}
	if len(q.Contents) != 2 || q.Sources[0].Text != "she" || q.Coreferences[0].Text != "'Ada' O’Neill" || q.Cue.Text != "said" || q.Confidence != "0.9830" {
		t.Errorf("%+v", q)
	}
	if own := document.Quotes[1]; len(own.Coreferences) != 0 {
		t.Errorf("a source that names the speaker has a coreference: %+v", own)
	}
	if len(document.Groups) != 2 || document.Groups[0][1].Text != "'Ada' O’Neill" {
		t.Errorf("groups %+v", document.Groups)
	}
}

// foreign is a document as a tool of Citron's would write it, on many lines.
const foreign = `{
    "text": "“Não,” said the Müllers. They left, they said.",
    "quotes": [
        {"cue": {"start": 7, "end": 11, "text": "said"},
         "sources": [{"start": 12, "end": 23, "text": "the Müllers"}],
         "contents": [{"start": 0, "end": 6, "text": "“Não,”"}]},
        {"id": 17, "confidence": 0.25,
         "cue": {"start": 41, "end": 45, "text": "said"},
         "sources": [{"start": 36, "end": 40, "text": "they"}],
         "contents": [{"start": 25, "end": 34}],
         "coreferences": [{"start": 12, "end": 23, "text": "the Müllers"}]}
    ],
    "coreference_groups": [[{"start": 36, "end": 40, "text": "they"}, {"start": 12, "end": 23, "text": "the Müllers"}], []]
}
`

func TestCitronReadsWhatCitronWrites(t *testing.T) {
	f, _ := ByName("citron")
	got, wrong := readAll(t, f, []byte("\ufeff"+foreign+foreign))
	if len(wrong) > 0 || len(got) != 2 || !reflect.DeepEqual(got[0], got[1]) {
		t.Fatal(got, wrong)
	}
	r := got[0]
	text := r.Article.Text
	if r.Article.ID != "sha256:"+textHash(text)[:16] || r.Article.Title != "" || r.Model != "" || r.Article.Dates != nil {
		t.Errorf("%+v", r.Article)
	}
	first, second := r.Statements[0], r.Statements[1]
	if first.ID == "" || first.Kind != "" || first.Content[0].In(text) != "“Não,”" || first.Speaker.Kind != onrecord.Unknown || first.Speaker.Name != "" {
		t.Errorf("%+v", first)
	}
	if second.ID != "17" || second.Confidence != 0.25 || second.Speaker.Name != "the Müllers" || second.Speaker.Entity != "e1" || second.Content[0].In(text) != "They left" {
		t.Errorf("%+v", second)
	}
	if len(r.Entities) != 1 || r.Entities[0].Name != "the Müllers" || len(r.Entities[0].Mentions) != 2 {
		t.Errorf("%+v", r.Entities)
	}
}

func TestCitronSaysWhatIsWrongAndWhere(t *testing.T) {
	f, _ := ByName("citron")
	for in, want := range map[string]string{
		`{"quotes": []}`: `line 1: the document has no "text"`,
		"\n\n{\"text\": \"a\",\n\"quotes\": [\n}":                    "line 3: the JSON object that starts here does not end",
		"{\"text\": \"a\",\n\"quotes\": [\n;]}":                      "line 3: not JSON, at byte ",
		"{\"text\":\n7}":                                             "line 2: json: cannot unmarshal number",
		"\n[" + foreign + "]":                                        "line 2: a JSON object was expected, not '['",
		"\n\nsaid":                                                   "line 3: a JSON object was expected, not 's'",
		`{"text": "a", "quotes": [{"sources": []}]}`:                 "line 1: quotes[0]: cue: a span needs start and end",
		`{"text": "a", "quotes": [{"cue": {"start": 0, "end": 2}}]}`: "line 1: quotes[0]: cue: the span [0, 2) is outside the text",
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1, "text": "b"}}]}`:                               `line 1: quotes[0]: cue: the span [0, 1) is "a" in the text, but "b" by its own words`,
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "contents": [{"start": 1, "end": 0}]}]}`:      "line 1: quotes[0]: contents[0]: the span [1, 0) is outside",
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "sources": [{}]}]}`:                           "line 1: quotes[0]: sources[0]: a span needs",
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "coreferences": [{"start": -1, "end": 0}]}]}`: "line 1: quotes[0]: coreferences[0]: the span",
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "confidence": "high"}]}`:                      `line 1: quotes[0]: confidence: "high" is not`,
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "confidence": "NaN"}]}`:                       `line 1: quotes[0]: confidence: "NaN" is not`,
		`{"text": "ab", "quotes": [{"cue": {"start": 0, "end": 1}, "id": {}}]}`:                                  "line 1: neither a string nor a number",
		`{"text": "ab", "quotes": [], "coreference_groups": [[{"start": 0, "end": 1}, {"start": 5, "end": 6}]]}`: "line 1: coreference_groups[0][1]: the span [5, 6) is outside",
	} {
		got, wrong := readAll(t, f, []byte(in))
		if len(got) > 0 || len(wrong) != 1 || !strings.HasPrefix(wrong[0].Error(), want) {
			t.Errorf("%s\ngave %v, %q, want %q", in, got, wrong, want)
		}
		var at *LineError
		if len(wrong) > 0 && !errors.As(wrong[0], &at) {
			t.Errorf("%v has no line", wrong[0])
		}
	}
}

func TestCitronGoesOnBehindABadDocumentAndBoundsALongOne(t *testing.T) {
	f, _ := ByName("citron")
	got, wrong := readAll(t, f, []byte(`{"quotes": null} `+foreign))
	if len(got) != 1 || len(wrong) != 1 {
		t.Errorf("%d records, %q", len(got), wrong)
	}
	var last error
	for _, err := range readCitron(strings.NewReader(foreign), 100) {
		last = err
	}
	if last == nil || last.Error() != "line 1: the JSON object that starts here is longer than 100 bytes" {
		t.Errorf("%v", last)
	}
}

func FuzzReadCitron(f *testing.F) {
	data, _ := written(f, "citron", hostile(f), plain())
	f.Add(data)
	f.Add([]byte(foreign))
	f.Add([]byte(`{"text":"` + "\xff" + `\ud800","quotes":[{"id":null,"cue":{"start":0,"end":0},"sources":[{"start":1,"end":2}],"confidence":"1e-9"}]}`))
	citron, _ := ByName("citron")
	f.Fuzz(func(t *testing.T, data []byte) {
		records, _ := readAll(t, citron, data)
		for _, format := range Formats() {
			written(t, format.Name, records...)
		}
		out, done := written(t, "citron", records...)
		again, wrong := readAll(t, citron, out)
		if len(wrong) > 0 || len(again) != len(records) {
			t.Fatalf("%d records came back of %d: %v", len(again), len(records), wrong)
		}
		if _, second := written(t, "citron", again...); second.Omitted != 0 || second.Statements != done.Statements {
			t.Fatalf("first %+v, then %+v", done, second)
		}
	})
}
