package attribute_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
)

var seeds = []string{
	"", " ", "“", "”“", "\"a\" \"b", "“We found cracks,” she said. “We should have looked sooner.”",
	"Olsen: Bridge Must Stay Shut\n\nA: b\n\nB: c", "According to", "according to (", "said said said, said that that",
	"“a\n\n“b\n\n“c” said X (Y), who said “d.” he said, “e”", "The US has said it will, provided. It was said",
	"(((((((((( [[[[[", "x said: “y: ‘z’ said w”", "Mr. Mr. Mr. said himself, he himself said", "\u2028said\u0085“é”,’s n’t's",
	"'s said n't 've “'s”", "他说：“好。”", "— “a,” said — —, a, b, said.",
}

// check asserts what every caller may rely on.
func check(t *testing.T, a nlp.Attributed) {
	t.Helper()
	for i, x := range a.Attributions {
		if len(x.Content) == 0 {
			t.Fatalf("attribution %d has no content", i)
		}
		for _, spans := range [][]onrecord.Span{x.Source, x.Cue, x.Content} {
			last := -1
			for _, s := range spans {
				switch {
				case s.Start < 0 || s.End > len(a.Text) || s.Empty():
					t.Fatalf("attribution %d: span %v in a text of %d bytes", i, s, len(a.Text))
				case !utf8.RuneStart(a.Text[s.Start]) || s.End < len(a.Text) && !utf8.RuneStart(a.Text[s.End]):
					t.Fatalf("attribution %d: span %v cuts a code point", i, s)
				case s.Start < last:
					t.Fatalf("attribution %d: spans %v out of order", i, spans)
				}
				last = s.End
			}
		}
		if i > 0 && x.Content[0].Start < a.Attributions[i-1].Content[0].Start {
			t.Fatalf("attribution %d is out of order", i)
		}
		if x.Parent < -1 || x.Parent >= i || x.Carried < -1 || x.Carried >= i {
			t.Fatalf("attribution %d: parent %d, carried %d", i, x.Parent, x.Carried)
		}
		if x.Rule == "" || x.Confidence < 0 || x.Confidence > 1 || x.Kind == "" {
			t.Fatalf("attribution %d: rule %q, confidence %v, kind %q", i, x.Rule, x.Confidence, x.Kind)
		}
		if x.Parent < 0 {
			for j := range i {
				y := a.Attributions[j]
				if y.Parent >= 0 {
					continue
				}
				for _, s := range x.Content {
					for _, o := range y.Content {
						if s.Overlaps(o) {
							t.Fatalf("top-level attributions %d and %d overlap: %v %v", j, i, o, s)
						}
					}
				}
			}
		}
	}
}

func FuzzAttribute(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	run := chain(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		check(t, run(text))
	})
}

// TestHostile runs texts made to be slow; each is linear or the test does not
// end.
func TestHostile(t *testing.T) {
	run := chain(t)
	for _, s := range []string{"said that ", "“a,” he said. ", "“", "(", "X: ", "Mr. ", "according to ", ", he said, ", "a\n\n", "“b\n\n", "that that said ", "\"x\" "} {
		check(t, run(strings.Repeat(s, 2000)))
	}
}

const sample = `OSLO (Newswire) - The repairs of the old harbour bridge will take two years, Transport Minister Marta Olsen said on Monday.

“We found cracks in two of the piers,” Olsen told reporters. “We told the city at once, and nothing happened for a year.”

The city has said it will repair the bridge, provided the state pays half of the cost. Mayor Ana Brandt denied that the city had ignored any warning and called the report “a work of fiction.”

“It is safe,” she said when asked whether lorries could still cross. According to the audit office, the bridge was last inspected in 2009.

Karl Reuter, a spokesman for the hauliers' association, said that his members wanted an answer, adding that some had already left for other ports.

Residents near the harbour said they had not been told. A poll published on Friday showed that most of them want a new bridge, and that few believe the minister.
`

func BenchmarkAttribute(b *testing.B) {
	run := chain(b)
	text := strings.Repeat(sample, 4) // about 5,000 characters, a usual article
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		run(text)
	}
}

// FuzzJoin joins whatever spans a tagger might give.
func FuzzJoin(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, []byte{byte(i), 3, 1, 0, 7, 2, 250, 1, 1, 40, 3, 9, 2, 5, 200, 17, 0, 1})
	}
	f.Add(sample, []byte("\x00\x02\x01\x05\x01\x03\x02\x09\x02\x01\x20\x00\x01\x01\x07\x02\x06\x02\x00\x04\x01\x01\x02\x30"))
	segmenter, err := segment.New()
	if err != nil {
		f.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, plan []byte) {
		q := quote.Pair(segmenter.Segment(onrecord.Article{Text: strings.ToValidUTF8(text, "")}))
		check(t, rules.Join(tagged(q, plan)))
	})
}

// tagged lays spans over a document as a plan says: four bytes for each are
// the tokens left out before it, its role, its length and its link.
func tagged(q nlp.Quoted, plan []byte) nlp.Tagged {
	out := nlp.Tagged{Quoted: q}
	at, links := 0, []byte{}
	for ; len(plan) >= 4; plan = plan[4:] {
		first := at + int(plan[0]%8)
		last := first + 1 + int(plan[2]%32)
		if last > len(q.Tokens) {
			break
		}
		out.Spans = append(out.Spans, nlp.RoleSpan{Role: nlp.SpanRole(plan[1] % 3), First: first, Last: last, Probability: 0.5, Link: -1, LinkProbability: 0.5})
		links = append(links, plan[3])
		at = last
	}
	for i := range out.Spans {
		s := &out.Spans[i]
		wants := map[nlp.SpanRole]nlp.SpanRole{nlp.CueRole: nlp.SourceRole, nlp.ContentRole: nlp.CueRole}
		role, ok := wants[s.Role]
		if k := int(links[i]) % len(out.Spans); ok && out.Spans[k].Role == role {
			s.Link = k
		}
	}
	return out
}

// TestHostileTags runs texts and tags made to be slow.
func TestHostileTags(t *testing.T) {
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"“a,” he said. ", "“b\n\n", "\"x\" ", "“a” — B\n\n", "it was said that “x y” z "} {
		q := quote.Pair(segmenter.Segment(onrecord.Article{Text: strings.Repeat(s, 2000)}))
		for _, plan := range []string{"\x00\x02\x00\x01", "\x00\x01\x00\x00\x00\x02\x01\x00", "\x01\x02\x03\x00\x00\x01\x00\x02", "\x00\x00\x00\x00\x00\x01\x00\x00\x00\x02\x05\x01"} {
			check(t, rules.Join(tagged(q, []byte(strings.Repeat(plan, 2000)))))
		}
	}
}
