package resolve_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
)

// TestSources gives sources as the trained tagger does, longer and less clean
// than the rules' are.
func TestSources(t *testing.T) {
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := resolve.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, source, want string }{
		"joint over appositions":      {"Ruth Keller, R-Tenn., and Adam Brandt, R-S.C., liked it.", "Ruth Keller, R-Tenn., and Adam Brandt, R-S.C.,", "Ruth Keller and Adam Brandt"},
		"such as":                     {"Few early supporters, such as Ruth Keller and Adam Brandt, liked it.", "Few early supporters, such as Ruth Keller and Adam Brandt", "Ruth Keller and Adam Brandt"},
		"no joint in a relative":      {"Anton Seld, who wrote of John Major, Tony Brandt and Gordon Roe, liked it.", "Anton Seld, who wrote of John Major, Tony Brandt and Gordon Roe", "Anton Seld"},
		"no joint of those spoken of": {"A friend of Ruth Keller and Adam Brandt liked it.", "A friend of Ruth Keller and Adam Brandt", "friend of Ruth Keller and Adam Brandt"},
		"what stands before the head": {"Senator Ruth Keller hates the meddling the lawmaker blames.", "meddling the lawmaker", "Ruth Keller"},
		"words that say when":         {"The Supreme Court this month liked it.", "The Supreme Court this month", "Supreme Court"},
		"a verb after the head":       {"A video surfaced on Monday.", "A video surfaced", "video"},
		"a long document":             {"A 5-count complaint filed by the Harbour Board and a complaint by Norway liked it.", "A 5-count complaint filed by the Harbour Board and a complaint by Norway", "5-count complaint filed by the Harbour Board and a complaint by Norway"},
		"a group and who leads it":    {"Nine towns led by Ashford and boat owners liked it.", "Nine towns led by Ashford and boat owners", "Nine towns led by Ashford and boat owners"},
		"a name after one of several": {"One of the drivers, Ruth Keller, liked it.", "One of the drivers, Ruth Keller,", "Ruth Keller"},
		"a possessor left out":        {"Ruth Keller slept. Keller's campaign liked it.", "campaign", "Keller campaign"},
	} {
		t.Run(name, func(t *testing.T) {
			start := strings.LastIndex(c.text, c.source)
			content := onrecord.Span{Start: len(c.text) - len("it."), End: len(c.text) - 1}
			got := resolver.Resolve(nlp.Attributed{Quoted: quote.Pair(segmenter.Segment(onrecord.Article{Text: c.text})), Attributions: []nlp.Attribution{{
				Kind: onrecord.Indirect, Source: []onrecord.Span{{Start: start, End: start + len(c.source)}}, Content: []onrecord.Span{content}, Parent: -1, Carried: -1,
			}}}).Speakers[0]
			if got.Name != c.want {
				t.Errorf("got %q (%s), want %q", got.Name, got.Evidence, c.want)
			}
		})
	}
}
