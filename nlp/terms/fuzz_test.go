package terms_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/terms"
)

// laid reads a text with statements laid over it as a plan says: three bytes
// for each are the tokens left out, the length of its content, and what parts
// it has. Every second one stands in the one before where it can.
func (s stages) laid(text string, plan []byte) nlp.Termed {
	q := quote.Pair(s.segmenter.Segment(onrecord.Article{Text: strings.ToValidUTF8(text, "")}))
	a := nlp.Attributed{Quoted: q}
	span := func(first, last int) []onrecord.Span {
		return []onrecord.Span{{Start: q.Tokens[first].Span.Start, End: q.Tokens[last-1].Span.End}}
	}
	at := 0
	for ; len(plan) >= 3; plan = plan[3:] {
		first := at + int(plan[0]%8)
		last := first + 1 + int(plan[1]%64)
		if last+2 > len(q.Tokens) {
			break
		}
		x := nlp.Attribution{Kind: onrecord.Direct, Content: span(first, last), Parent: -1, Carried: -1, Rule: "laid"}
		if plan[2]&1 != 0 {
			x.Cue = span(last, last+1)
		}
		if plan[2]&2 != 0 {
			x.Source = span(last+1, last+2)
		}
		if plan[2]&4 != 0 && last-first > 3 {
			x.Content = append(span(first, first+1), span(last-1, last)...)
		}
		if plan[2]&8 != 0 && len(a.Attributions) > 0 {
			x.Parent = len(a.Attributions) - 1
		} else {
			at = last
		}
		a.Attributions = append(a.Attributions, x)
	}
	return s.terms.Find(s.resolver.Resolve(a))
}

// check asserts what every caller may rely on.
func check(t *testing.T, found nlp.Termed) {
	t.Helper()
	if len(found.Terms) != len(found.Attributions) {
		t.Fatalf("%d terms of %d attributions", len(found.Terms), len(found.Attributions))
	}
	whole := func(s onrecord.Span) {
		if s.Start < 0 || s.End > len(found.Text) || s.Empty() || !utf8.RuneStart(found.Text[s.Start]) || s.End < len(found.Text) && !utf8.RuneStart(found.Text[s.End]) {
			t.Fatalf("span %v in a text of %d bytes", s, len(found.Text))
		}
	}
	for _, x := range found.Terms {
		if x.Act == "" || x.Modality == "" || x.ActRule == "" {
			t.Fatalf("act %q by %q, modality %q", x.Act, x.ActRule, x.Modality)
		}
		for _, c := range x.Conditions {
			whole(c.Marker)
			whole(c.Clause)
			if !c.Clause.Contains(c.Marker) || c.Kind == "" || c.Rule == "" {
				t.Fatalf("condition %+v", c)
			}
			for _, s := range c.Consequence {
				whole(s)
				if s.Overlaps(c.Clause) {
					t.Fatalf("the consequence %v overlaps the clause %v", s, c.Clause)
				}
			}
		}
		for _, m := range []*onrecord.Mention{x.Addressee, x.Venue} {
			if m != nil {
				whole(m.Span)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, text := range []string{
		"", "if", "“If the rule goes,” she said, “the boats go out.”", "if if if, unless until provided that as long as should he had she were it to",
		"He told reporters at his briefing in an interview with X on Twitter: “Only if.” That would help.", "'’n’t’s if ’ should é— if“”",
		"Had they known, or else whether it rains or not in return, in exchange for, if not, if anything, what if", "或 if 他 said。", "if\u2028unless\u0085",
	} {
		f.Add(text, []byte("\x00\x05\x03\x01\x09\x0b\x00\x20\x07\x02\x02\x0f"))
	}
	s := newStages(f)
	f.Fuzz(func(t *testing.T, text string, plan []byte) { check(t, s.laid(text, plan)) })
}

// TestHostile runs texts made to be slow; each is near linear or the test does
// not end.
func TestHostile(t *testing.T) {
	s := newStages(t)
	for _, text := range []string{"if ", "if he said, ", "should he ", "only if. ", "“if a” he said ", "told at in on ", "unless it rains he would not go until he goes. ", "if\n\n"} {
		for _, plan := range []string{"\x00\x01\x03", "\x00\x3f\x08", "\x00\x03\x0b"} {
			check(t, s.laid(strings.Repeat(text, 3000), []byte(strings.Repeat(plan, 3000))))
		}
	}
}

func TestBoundaryRefusesDamagedTables(t *testing.T) {
	for _, table := range []string{"next/1\tx\n", "nothing/1\t1\n", "next/99999999\t1\n", "next\t1\n"} {
		if _, err := terms.ReadBoundary([]byte(table)); err == nil {
			t.Errorf("%q is taken", table)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	s := newStages(b)
	text := strings.Repeat("“If the rule goes,” she said, “the boats go out the same night.” Marta Olsen told reporters at her briefing that the dam would hold unless it rains. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.laid(text, []byte(strings.Repeat("\x02\x14\x03", 40)))
	}
}
