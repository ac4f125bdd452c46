package export

import (
	"bytes"
	"iter"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// hostileText has what breaks writers: quotation marks of every kind, line
// ends of every kind, tabs, control characters, right-to-left text with marks
// of direction, emoji of several code points, combining marks, formulas and
// the end of a script element.
const hostileText = "PORT LOUIS: \u201cIf the rule goes,\u201d she said, \u201cthe boats go\nout the\tsame night.\u201d\n\n" +
	"=HYPERLINK(\"http://evil.example/\",\"a\"), said 'Ada' O\u2019Neill \U0001f468\u200d\U0001f469\u200d\U0001f467, the mayor.\r\n\r\n" +
	"\u05e8\u05d0\u05e9 \u202eהעיר\u202c אמר: \u2028no\u2029comment\u0085here\x00\x01\x1b[31m\x1c, e\u0301t\u00e9; +1 -1 @x </script><!-- & ]]> \\ \"\"\n\n" +
	"\U0001f1f2\U0001f1fa Mauritius said it would not sign. A report said\r\nprices, \u2028 rose.\ufeff"

// at is the first place of words in the text.
func at(t testing.TB, text, words string) onrecord.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return onrecord.Span{Start: i, End: i + len(words)}
}

// hostile is a record in which every field has a value, over hostileText.
func hostile(t testing.TB) onrecord.Record {
	text := hostileText
	span := func(words string) onrecord.Span { return at(t, text, words) }
	spans := func(words ...string) (out []onrecord.Span) {
		for _, w := range words {
			out = append(out, span(w))
		}
		return out
	}
	ada := onrecord.Speaker{Name: "Ada O\u2019Neill", Entity: "e1", Kind: onrecord.Person, Role: "the \"mayor\"\n", OnBehalfOf: "=Port", Confidence: 0.977,
		Evidence: []string{"she\t(sentence 1)", "Ada"}}
	return onrecord.Record{Model: "english/x/accurate",
		Article: onrecord.Article{ID: "https://a.example/1?q=\"x\"&y=<z>", URL: "https://a.example/1?q=%22x%22&y=<z>", CanonicalURL: "https://a.example/1",
			Outlet: "The \u2028 Courier, \"A\"", SHA256: strings.Repeat("ab", 32), Title: "@Title; with\r\nbreaks\tand \u202e", Section: []string{"News"},
			Authors: []string{"Gil \"G\" Parrish"}, Language: "en-GB", Dateline: &onrecord.Dateline{Place: "Port Louis", Span: span("PORT LOUIS")},
			Dates: []onrecord.Date{{Kind: onrecord.Rendered, Value: "2025-06-06", Precision: "day", Basis: "text", Evidence: "Today", Confidence: 0.99},
				{Kind: onrecord.Published, Value: "2024-03-12T18:40:00+01:00", Precision: "second", Basis: "json-ld", Evidence: "x", Confidence: 0.95}},
			Text: text},
		Entities: []onrecord.Entity{
			{ID: "e1", Name: "Ada O\u2019Neill", Kind: onrecord.Person, Aliases: []string{"Ada"}, Roles: []onrecord.Role{{Title: "mayor", Span: span("mayor")}},
				Country: "MU", Key: "person:ada-oneill", Wikidata: "Q42", Mentions: spans("she", "'Ada' O\u2019Neill")},
			{ID: "e2", Name: "Mauritius", Kind: onrecord.Country, Country: "MU", Key: "MU", Wikidata: "Q1027", Mentions: spans("Mauritius")},
			{ID: "e3", Name: "report\tof\u0085prices", Kind: "x\tEvil\nT99", Wikidata: "Q1\nT9", Mentions: spans("A report", "report")},
		},
		Statements: []onrecord.Statement{
			{ID: "s1", Kind: onrecord.Direct, Content: spans("\u201cIf the rule goes,\u201d", "\u201cthe boats go\nout the\tsame night.\u201d"), Cue: spans("said"),
				Source: spans("she"), Speaker: ada, Confidence: 0.983, Rule: "tagger", Evidence: []string{"cue 0.99"}},
			{ID: "s2", Kind: onrecord.Mixed, Content: spans("=HYPERLINK(\"http://evil.example/\",\"a\")"), Cue: spans("said 'Ada'")[:1],
				Source: spans("'Ada' O\u2019Neill \U0001f468\u200d\U0001f469\u200d\U0001f467, the mayor"), Speaker: ada, Confidence: 0.5, Rule: "-rule"},
			{ID: "s3", Kind: onrecord.Indirect, Content: spans("\u2028no\u2029comment\u0085here\x00\x01\x1b[31m\x1c, e\u0301t\u00e9; +1 -1 @x </script><!-- & ]]> \\ \"\""),
				Cue: spans("אמר"), Source: spans("\u05e8\u05d0\u05e9 \u202eהעיר\u202c"), Speaker: onrecord.Speaker{Name: "mayor\u2028", Kind: onrecord.Unnamed, Confidence: 0.4}, Confidence: 0.25},
			{ID: "s4", Kind: onrecord.Indirect, Content: spans("it would not sign"), Cue: spans("said it")[:1], Source: spans("Mauritius"),
				Speaker: onrecord.Speaker{Name: "Mauritius", Entity: "e2", Kind: onrecord.Country, Confidence: 0.9}, Confidence: 1, Rule: "tagger"},
			{ID: "s5", Kind: onrecord.Indirect, Content: spans("prices, \u2028 rose"), Source: spans("A report"), Parent: "s4",
				Speaker: onrecord.Speaker{Name: "report", Kind: onrecord.Document, Confidence: 0.9}, Confidence: 0.125, Rule: "silent"},
			{ID: "s6", Kind: "x\ty", Parent: "gone"},
		},
	}
}

// plain is a record with little in it, as of a bare text.
func plain() onrecord.Record {
	text := "It rained, he said."
	return onrecord.Record{Article: onrecord.Article{ID: "sha256:00", SHA256: "00", Text: text},
		Statements: []onrecord.Statement{{ID: "p1", Content: []onrecord.Span{{Start: 0, End: 9}}, Cue: []onrecord.Span{{Start: 14, End: 18}},
			Source: []onrecord.Span{{Start: 11, End: 13}}}}}
}

// each gives records one at a time.
func each(records ...onrecord.Record) iter.Seq2[onrecord.Record, error] {
	return func(yield func(onrecord.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// written is what a format makes of records.
func written(t testing.TB, format string, records ...onrecord.Record) ([]byte, Summary) {
	t.Helper()
	f, ok := ByName(format)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	var b bytes.Buffer
	done, err := f.Write(&b, each(records...))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), done
}

// cover is what a span in code points covers.
func cover(text string, start, end int) string { return string([]rune(text)[start:end]) }
