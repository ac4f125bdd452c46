package resolve_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
)

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"", "Mr.", "Mr. and Mrs. X said y.", "A and B said “c.” He said d. They said e.", "The president of of of said he.",
		"US US US said, the US.", "Al-Assad al-Assad said: “x”", "Jr. III said", "Dr. De La De La said it", "X’s’s’s said who who that said",
		"“I said,” said I, who said he said they said it", "Bob Bob Bob of the of the and and Bob said \u2028 z"} {
		f.Add(s)
	}
	for _, s := range []string{"The the of said it. The of the.", "Many of whom said it, many of", "His attorney's lawyer’s campaign said it.", "A, B, and C, of D, and E said it.",
		"The program, called The. It said it, called", "Mrs. X X and Mr. Y X. X X said it. The X.", "The Board to Do It (BDI) said it. BDI (BDI) said it", "In May. The may said it this last of."} {
		f.Add(s)
	}
	run := chain(f)
	f.Fuzz(func(t *testing.T, text string) {
		r := run(strings.ToValidUTF8(text, ""))
		if len(r.Speakers) != len(r.Attributions) {
			t.Fatalf("%d speakers for %d attributions", len(r.Speakers), len(r.Attributions))
		}
		ids := map[string]bool{}
		first := -1
		for _, e := range r.Entities {
			if e.ID == "" || ids[e.ID] || e.Name == "" || e.Kind == "" || len(e.Mentions) == 0 {
				t.Fatalf("entity %+v", e)
			}
			ids[e.ID] = true
			last := -1
			for _, m := range e.Mentions {
				if m.Start < last || !inside(r.Text, m) {
					t.Fatalf("%s: mentions %v", e.ID, e.Mentions)
				}
				last = m.End
			}
			if e.Mentions[0].Start < first {
				t.Fatalf("%s comes before an entity that is mentioned first", e.ID)
			}
			first = e.Mentions[0].Start
			for _, role := range e.Roles {
				if role.Title == "" || !inside(r.Text, role.Span) {
					t.Fatalf("%s: role %+v", e.ID, role)
				}
			}
		}
		for i, s := range r.Speakers {
			switch {
			case s.Kind == "", s.Confidence < 0, s.Confidence > 1:
				t.Fatalf("speaker %d: %+v", i, s)
			case s.Kind == onrecord.Unknown && (s.Name != "" || s.Confidence > 0.5):
				t.Fatalf("speaker %d is unknown and has a name: %+v", i, s)
			case s.Kind != onrecord.Unknown && (s.Name == "" || len(s.Evidence) == 0):
				t.Fatalf("speaker %d has no name or no evidence: %+v", i, s)
			case s.Entity != "" && !ids[s.Entity]:
				t.Fatalf("speaker %d is of no entity: %+v", i, s)
			}
		}
	})
}

func inside(text string, s onrecord.Span) bool {
	return s.Start >= 0 && !s.Empty() && s.End <= len(text) && utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

func TestHostile(t *testing.T) {
	run := chain(t)
	for _, s := range []string{"Bob Smith said he said. ", "Bob ", "Mr. X and ", "of the Bank ", "Ann Lee, ", "She said that he said that ", "A B\n\n", "“I,” he said. ",
		"Sen. Ann Lee came. The senator said it. ", "The Bay Agency met. The agency said it. ", "A Herald report came. The report said it. ", "Ohio and Iowa met. The state said it. ",
		"Kenya and Peru met. The two countries said it. ", "Ann Lee and Bob Lee met. Mrs. Lee said it. ", "Her campaign said it. ", "Ann Lee, of X, and Bob Orr said it. ", "many of whom said it, ",
		"A, B, C and ", "early late "} {
		run(strings.Repeat(s, 2000))
	}
}

// TestSameTwice runs one text many times: no order of a map may show.
func TestSameTwice(t *testing.T) {
	run := chain(t)
	text := strings.Repeat("Ana Brandt and Karl Reuter met Marta Olsen. Olsen said she was glad. “So am I,” Brandt said.\n\n", 5)
	want := show(run(text))
	for range 10 {
		if got := show(run(text)); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	segmenter, err := segment.New()
	if err != nil {
		b.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		b.Fatal(err)
	}
	resolver, err := resolve.New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Transport Minister Marta Olsen met Mayor Ana Brandt on Monday. “We found cracks,” Olsen told reporters. She said the bridge was old.\n\n", 40)
	found := rules.Attribute(quote.Pair(segmenter.Segment(onrecord.Article{Text: text})))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		resolver.Resolve(found)
	}
}
