package tag_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/tag"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

func quoted(t testing.TB, text string) nlp.Quoted {
	t.Helper()
	s, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	return quote.Pair(s.Segment(onrecord.Article{Text: text}))
}

func vocabulary(t testing.TB) *wordpiece.Vocabulary {
	t.Helper()
	data, err := model.File("vocabulary.txt")
	if err != nil {
		t.Fatal(err)
	}
	v, err := wordpiece.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// checkWindows fails where cores do not tile the tokens, or a window is
// longer than its shape or refers to what it does not hold.
func checkWindows(t *testing.T, q *nlp.Quoted, windows []tag.Window, shape tag.Shape) {
	t.Helper()
	next := 0
	for i, w := range windows {
		if w.CoreFirst != next || w.CoreLast <= w.CoreFirst || w.First > w.CoreFirst || w.Last < w.CoreLast {
			t.Fatalf("window %d: tokens [%d, %d), core [%d, %d), after %d", i, w.First, w.Last, w.CoreFirst, w.CoreLast, next)
		}
		next = w.CoreLast
		if len(w.IDs) > shape.Core+2*shape.Context+2 {
			t.Fatalf("window %d has %d pieces", i, len(w.IDs))
		}
		for f, values := range w.Features {
			if len(values) != len(w.IDs) {
				t.Fatalf("window %d: %d values of feature %d for %d pieces", i, len(values), f, len(w.IDs))
			}
			for _, v := range values {
				if int(v) >= tag.FeatureSizes[f] {
					t.Fatalf("feature %d has value %d", f, v)
				}
			}
		}
		if len(w.Piece) != w.Last-w.First {
			t.Fatalf("window %d: %d pieces for %d tokens", i, len(w.Piece), w.Last-w.First)
		}
		for _, p := range w.Piece {
			if p < 1 || int(p) > len(w.IDs)-2 {
				t.Fatalf("window %d: a token at piece %d of %d", i, p, len(w.IDs))
			}
		}
	}
	if next != len(q.Tokens) {
		t.Fatalf("cores end at token %d of %d", next, len(q.Tokens))
	}
}

func TestCoresTileTheTokens(t *testing.T) {
	v := vocabulary(t)
	long := strings.Repeat("word ", 3000)
	for name, text := range map[string]string{
		"nothing": "", "a word": "Rain", "an article": invented.New(1).Text(), "a sentence without an end": long,
		"a word without an end": strings.Repeat("ab-", 5000), "paragraphs": strings.Repeat("“Yes,” he said.\n\n", 300),
	} {
		for _, shape := range []tag.Shape{{Core: 8, Context: 4}, {Core: 224, Context: 24}, {Core: 320, Context: 64}} {
			q := quoted(t, text)
			windows := tag.NewWindower(v, shape).Windows(&q)
			t.Run(name, func(t *testing.T) { checkWindows(t, &q, windows, shape) })
		}
	}
}

// Quotation marks of every style look the same to the encoder.
func TestMarksOfEveryStyleAreTheSamePieces(t *testing.T) {
	v := vocabulary(t)
	var want []int32
	for _, text := range []string{"“The boats go out,” said Ada.", "\"The boats go out,\" said Ada.", "``The boats go out,'' said Ada.", "‘The boats go out,’ said Ada.", "'The boats go out,' said Ada."} {
		q := quoted(t, text)
		got := tag.NewWindower(v, tag.Shape{Core: 64, Context: 8}).Windows(&q)[0].IDs
		if want == nil {
			want = got
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %v, want %v", text, got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: piece %d is %d, want %d", text, i, got[i], want[i])
			}
		}
	}
}

func FuzzWindows(f *testing.F) {
	f.Add("“Yes,” he said.\n\nNo.", 8, 2)
	f.Add(strings.Repeat("U.S. ", 40), 3, 0)
	v := vocabulary(f)
	f.Fuzz(func(t *testing.T, text string, core, context int) {
		shape := tag.Shape{Core: 1 + abs(core)%300, Context: abs(context) % 100}
		q := quoted(t, strings.ToValidUTF8(text, "\uFFFD"))
		checkWindows(t, &q, tag.NewWindower(v, shape).Windows(&q), shape)
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
