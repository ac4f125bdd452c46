package attribute

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
)

func TestPiecesWithNothingBetweenAreOne(t *testing.T) {
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	text := "The ministry said the pilots may return, provided the rule goes, to their boats. It rained. The guild said yes."
	span := func(part string) onrecord.Span {
		i := strings.Index(text, part)
		return onrecord.Span{Start: i, End: i + len(part)}
	}
	for name, c := range map[string]struct {
		pieces []string
		others []string // contents of others
		want   []string
	}{
		"a middle that nobody has":       {[]string{"the pilots may return", "to their boats"}, nil, []string{"the pilots may return, provided the rule goes, to their boats"}},
		"a middle that is another's":     {[]string{"the pilots may return", "to their boats"}, []string{"the rule goes"}, []string{"the pilots may return", "to their boats"}},
		"pieces of two sentences":        {[]string{"to their boats", "It rained"}, nil, []string{"to their boats", "It rained"}},
		"one piece":                      {[]string{"the pilots may return"}, nil, []string{"the pilots may return"}},
		"pieces with a sentence between": {[]string{"to their boats", "yes"}, nil, []string{"to their boats", "yes"}},
	} {
		q := quote.Pair(segmenter.Segment(onrecord.Article{Text: text}))
		a := read(&q)
		all := []Candidate{{Cue: []onrecord.Span{span("said")}, Source: []onrecord.Span{span("The ministry")}}}
		for _, p := range c.pieces {
			all[0].Content = append(all[0].Content, span(p))
		}
		for _, o := range c.others {
			all = append(all, Candidate{Content: []onrecord.Span{span(o)}})
		}
		a.bridge(all)
		var got []string
		for _, s := range all[0].Content {
			got = append(got, s.In(text))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
