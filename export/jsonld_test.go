package export

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// objectsOf parses an output of one JSON object a line.
func objectsOf(t *testing.T, data []byte) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, line := range bytes.SplitAfter(data, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var o map[string]any
		if err := json.Unmarshal(line, &o); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		out = append(out, o)
	}
	return out
}

// reapply selects again what a SpecificResource selects, by each of its
// selectors by itself, and gives the words.
func reapply(t *testing.T, article string, resource map[string]any) string {
	t.Helper()
	selectors := resource["selector"].([]any)
	quote, position := selectors[0].(map[string]any), selectors[1].(map[string]any)
	if len(selectors) != 2 || quote["type"] != "TextQuoteSelector" || position["type"] != "TextPositionSelector" {
		t.Fatalf("selectors %v", selectors)
	}
	start, end := int(position["start"].(float64)), int(position["end"].(float64))
	exact, prefix, suffix := quote["exact"].(string), quote["prefix"].(string), quote["suffix"].(string)
	if got := cover(article, start, end); got != exact {
		t.Errorf("position %d to %d is %q, quote is %q", start, end, got, exact)
	}
	if i := strings.Index(article, prefix+exact+suffix); i < 0 || utf8.RuneCountInString(article[:i+len(prefix)]) != start {
		t.Errorf("%q between %q and %q does not stand at %d", exact, prefix, suffix, start)
	}
	for side, have := range map[string]int{prefix: start, suffix: utf8.RuneCountInString(article) - end} {
		if n := utf8.RuneCountInString(side); n != min(around, have) {
			t.Errorf("%q has %d code points where there are %d", side, n, have)
		}
	}
	return exact
}

// has tells whether a JSON list holds a string.
func has(list any, want string) bool {
	for _, v := range list.([]any) {
		if v == want {
			return true
		}
	}
	return false
}

func TestAnnotationsKeepTheDataModel(t *testing.T) {
	motivations := map[string]bool{"describing": true, "identifying": true, "classifying": true}
	data, _ := written(t, "annotation", hostile(t), plain())
	annotations := objectsOf(t, data)
	h := hostile(t)
	for i, a := range annotations {
		if _, err := url.Parse(a["id"].(string)); err != nil || a["type"] != "Annotation" || !has(a["@context"], "http://www.w3.org/ns/anno.jsonld") {
			t.Errorf("annotation %d: %v", i, a)
		}
		if !motivations[a["motivation"].(string)] || len(a["target"].([]any)) == 0 {
			t.Errorf("annotation %d: %v", i, a)
		}
		for _, b := range a["body"].([]any) {
			body := b.(map[string]any)
			if purposes := body["purpose"].([]any); len(purposes) != 2 || !motivations[purposes[0].(string)] || !strings.HasPrefix(purposes[1].(string), "onrecord:") {
				t.Errorf("purposes %v", body["purpose"])
			}
			if body["type"] == "TextualBody" && body["value"] == "" {
				t.Errorf("an empty body: %v", a)
			}
		}
	}
	if len(annotations) != 6 {
		t.Fatalf("%d annotations", len(annotations))
	}
	if sum := annotations[0]["onrecord:textSHA256"]; sum != textHash(h.Article.Text) {
		t.Errorf("hash %v", sum)
	}
}

func TestAnnotationsSelectExactlyTheSpans(t *testing.T) {
	h, p := hostile(t), plain()
	data, _ := written(t, "annotation", h, p)
	annotations := objectsOf(t, data)
	for i, a := range annotations {
		r, s := &h, 0
		if i < 5 {
			s = i
		} else {
			r = &p
		}
		got := map[string][]string{}
		for _, key := range []string{"target", "body"} {
			for _, v := range a[key].([]any) {
				resource := v.(map[string]any)
				if resource["selector"] == nil {
					continue
				}
				for _, purpose := range resource["purpose"].([]any) {
					if term, ok := strings.CutPrefix(purpose.(string), "onrecord:"); ok {
						got[term] = append(got[term], reapply(t, r.Article.Text, resource))
					}
				}
			}
		}
		want := map[string][]string{}
		for term, spans := range map[string][]onrecord.Span{"content": r.Statements[s].Content, "source": r.Statements[s].Source, "cue": r.Statements[s].Cue} {
			for _, span := range spans {
				want[term] = append(want[term], span.In(r.Article.Text))
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("annotation %d selects %q, want %q", i, got, want)
		}
	}
}

func TestAnnotationsSayWhoSpeaks(t *testing.T) {
	data, _ := written(t, "annotation", hostile(t), plain())
	annotations := objectsOf(t, data)
	bodies := func(i int, term string) (out []string) {
		for _, b := range annotations[i]["body"].([]any) {
			body := b.(map[string]any)
			if !has(body["purpose"], "onrecord:"+term) {
				continue
			}
			if body["type"] == "TextualBody" {
				out = append(out, body["value"].(string))
			} else {
				out = append(out, body["source"].(string))
			}
		}
		return out
	}
	for _, c := range []struct {
		i          int
		term       string
		want       []string
		motivation string
	}{
		{0, "speaker", []string{"http://www.wikidata.org/entity/Q42", "Ada O’Neill"}, "identifying"},
		{0, "role", []string{"the \"mayor\"\n"}, "identifying"},
		{0, "onBehalfOf", []string{"=Port"}, "identifying"},
		{0, "kind", []string{"direct"}, "identifying"},
		{2, "speaker", []string{"mayor\u2028"}, "describing"},
		{4, "speaker", []string{"report"}, "identifying"},
		{5, "speaker", nil, "describing"},
	} {
		if got := bodies(c.i, c.term); !reflect.DeepEqual(got, c.want) || annotations[c.i]["motivation"] != c.motivation {
			t.Errorf("annotation %d: %s %q, %v", c.i, c.term, got, annotations[c.i]["motivation"])
		}
	}
	if annotations[4]["onrecord:within"] != annotations[3]["id"] {
		t.Errorf("%v is nested in %v", annotations[4]["id"], annotations[4]["onrecord:within"])
	}
	target := func(i int) any { return annotations[i]["target"].([]any)[0].(map[string]any)["source"] }
	if target(0) != "https://a.example/1?q=%22x%22&y=%3Cz%3E" {
		t.Errorf("source %v", target(0))
	}
	if p := plain(); target(5) != "urn:sha256:"+textHash(p.Article.Text) {
		t.Errorf("source %v of an article without an address", target(5))
	}
}

func TestSchemaStatements(t *testing.T) {
	data, _ := written(t, "schema", hostile(t), plain())
	if bytes.ContainsAny(data, "<>&") {
		t.Errorf("could end a script element: %s", data)
	}
	h := hostile(t)
	for i, want := range []struct{ kind, text, credit, property, speaker string }{
		{"Quotation", "“If the rule goes,” … “the boats go\nout the\tsame night.”", "she", "spokenByCharacter",
			`{"@type":"Person","jobTitle":"the \"mayor\"\n","name":"Ada O’Neill","sameAs":"http://www.wikidata.org/entity/Q42"}`},
		{"Quotation", "=HYPERLINK(\"http://evil.example/\",\"a\")", h.Statements[1].Source[0].In(h.Article.Text), "spokenByCharacter",
			`{"@type":"Person","jobTitle":"the \"mayor\"\n","name":"Ada O’Neill","sameAs":"http://www.wikidata.org/entity/Q42"}`},
		{"Claim", h.Statements[2].Content[0].In(h.Article.Text), h.Statements[2].Source[0].In(h.Article.Text), "creator", `null`},
		{"Claim", "it would not sign", "Mauritius", "creator",
			`{"@type":"GovernmentOrganization","areaServed":{"@type":"Country","name":"Mauritius","sameAs":"http://www.wikidata.org/entity/Q1027"},"name":"Mauritius"}`},
		{"Claim", "prices, \u2028 rose", "A report", "isBasedOn", `{"@type":"CreativeWork","name":"report"}`},
	} {
		got := objectsOf(t, data)[i]
		var speaker bytes.Buffer
		e := json.NewEncoder(&speaker)
		e.SetEscapeHTML(false)
		if err := e.Encode(got[want.property]); err != nil {
			t.Fatal(err)
		}
		if got["@context"] != "https://schema.org" || got["@type"] != want.kind || got["text"] != want.text || got["creditText"] != want.credit ||
			strings.TrimSpace(speaker.String()) != want.speaker {
			t.Errorf("statement %d: %v, %s %s", i, got, want.property, speaker.String())
		}
		article := got["isPartOf"].(map[string]any)
		if want.kind == "Claim" && got["appearance"].(map[string]any)["@id"] != article["@id"] {
			t.Errorf("statement %d appears in %v", i, got["appearance"])
		}
		if article["@type"] != "NewsArticle" || article["datePublished"] != "2024-03-12T18:40:00+01:00" || article["headline"] != h.Article.Title {
			t.Errorf("article %v", article)
		}
	}
}

func TestSchemaGivesADateOnlyWhereOneIsBelieved(t *testing.T) {
	r := plain()
	r.Article.Dates = []onrecord.Date{{Kind: onrecord.Rendered, Value: "2025-06-06", Confidence: 1}}
	data, _ := written(t, "schema", r)
	if bytes.Contains(data, []byte("datePublished")) || bytes.Contains(data, []byte(`"url"`)) || bytes.Contains(data, []byte("creator")) {
		t.Errorf("made up: %s", data)
	}
}

func TestAddressesAreOfTheWebAndIRIs(t *testing.T) {
	for address, want := range map[string]string{"https://a.example/é?q=1#x": "https://a.example/%C3%A9?q=1#x", "": "", "/path": "", "https:///x": "",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "https://a.example/?q=<\"{|}^`\\ >": "https://a.example/?q=%3C%22%7B%7C%7D%5E%60%5C%20%3E",
		"http://a.example/\n": ""} {
		if got := web(address); got != want {
			t.Errorf("%q becomes %q, want %q", address, got, want)
		}
	}
}

func TestItemsOfWikidataAreWellFormed(t *testing.T) {
	for id, want := range map[string]string{"Q42": "Q42", "": "", "Q": "", "Q0": "", "Q04": "", "q42": "", "Q4 2": "", "Q1\nT9": "", "P31": ""} {
		if got := item(&onrecord.Entity{Wikidata: id}); got != want {
			t.Errorf("%q becomes %q", id, got)
		}
	}
}
