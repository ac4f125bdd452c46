package verify_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/verify"
)

// FuzzVerify asserts that any texts and spans give checks whose spans lie
// within their texts, on code-point boundaries, and the same ones twice.
func FuzzVerify(f *testing.F) {
	f.Add("“The ferry … leaves at 9,” she said. “It's [the] ferry.”", "MS. TAMM: The ferry leaves at nine. It is a ferry. (LAUGHTER)", "Tamm", 3, 40)
	f.Add("''If it rains, we stay'' ‘never’ \"", "Q: If it rains, if it rains.\n\nMR. OAK: $20 million, 50%, F.B.I.", "", 0, 9)
	f.Add("«a’s b»", "[x] (y) … [", "Q", 2, 2)
	f.Fuzz(func(t *testing.T, text, said, name string, start, end int) {
		for _, s := range []*string{&text, &said, &name} {
			if !utf8.ValidString(*s) {
				return
			}
			*s = (*s)[:min(len(*s), 4000)]
			*s = strings.ToValidUTF8(*s, "")
		}
		transcript := onrecord.Transcript{Text: said}
		at := 0
		for i, p := range strings.SplitAfter(said, "\n\n") {
			turn := onrecord.Turn{Speech: []onrecord.Span{{Start: at, End: at + len(p)}}}
			if j := strings.Index(p, ": "); j > 0 && i%3 < 2 {
				turn.Label = onrecord.Span{Start: at, End: at + j}
				turn.Speech[0].Start = at + j + 1
			}
			if j := strings.Index(p, "("); j >= 0 {
				turn.Directions = []onrecord.Span{{Start: at + j, End: at + len(p)}}
			}
			transcript.Turns = append(transcript.Turns, turn)
			at += len(p)
		}
		record := onrecord.Record{Article: onrecord.Article{Text: text, Title: name}}
		for i, kind := range []onrecord.Kind{onrecord.Direct, onrecord.Mixed, onrecord.Indirect} {
			span := onrecord.Span{Start: max(0, min(start, len(text))), End: max(0, min(end+10*i, len(text)))}
			record.Statements = append(record.Statements, onrecord.Statement{Kind: kind, Content: []onrecord.Span{span},
				Speaker: onrecord.Speaker{Name: name, Kind: onrecord.Person, Confidence: 0.9}})
		}
		inside := func(text string, s onrecord.Span) bool {
			edge := func(i int) bool { return i == len(text) || i >= 0 && i < len(text) && utf8.RuneStart(text[i]) }
			return s.Start <= s.End && edge(s.Start) && edge(s.End)
		}
		for _, quotes := range [][]onrecord.Span{nil, {{Start: start, End: end}}} {
			if quotes != nil && !inside(text, quotes[0]) {
				continue
			}
			v := verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{Quotes: quotes})
			for _, c := range v.Checks {
				for _, s := range append(c.Pieces, c.Span) {
					if !inside(text, s) {
						t.Fatalf("article's span %v is outside the text", s)
					}
				}
				for _, s := range append(c.Passages, c.Dropped...) {
					if !inside(said, s) {
						t.Fatalf("transcript's span %v is outside the text", s)
					}
				}
				if c.Similarity < 0 || c.Similarity > 1 || c.Verdict == onrecord.NotFound != (c.Transcript < 0) {
					t.Fatalf("%+v", c)
				}
			}
			for _, n := range v.Notes {
				for _, i := range n.Checks {
					if i < 0 || i >= len(v.Checks) {
						t.Fatalf("%+v", n)
					}
				}
			}
		}
	})
}
