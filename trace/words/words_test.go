package words

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func hashesOf(ws []Word) []uint32 {
	var out []uint32
	for _, w := range ws {
		out = append(out, w.Hash)
	}
	return out
}

func TestTheSameSaidIsTheSame(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"capitals and punctuation", "Rain, rain – go AWAY!", "rain rain go away"},
		{"kinds of apostrophes", "we’re the harbour’s keepers", "we're the harbour's keepers"},
		{"contractions", "I can't say they didn't, and you'll see it's so", "I cannot say they did not and you will see it is so"},
		{"two endings", "they shouldn't've", "they should not have"},
		{"contraction without its apostrophe", "we dont know", "we do not know"},
		{"spoken contractions", "we're gonna tell 'em", "we are going to tell them"},
		{"a curly apostrophe in front", "tell ’em", "tell them"},
		{"numbers", "sixty-five boats and the 3rd of 12 piers", "65 boats and the third of twelve piers"},
		{"hundreds", "two hundred and fifty gulls", "250 gulls"},
		{"thousands", "ten thousand gulls", "10,000 gulls"},
		{"parts of millions", "3.5 million", "three point five million"},
		{"millions", "101,100,000 gulls", "101 million 100 thousand gulls"},
		{"percent and dollars", "5% of $3 million", "five percent of 3 million"},
		{"letters with stops", "the F.B.I. and the U.S. Navy at 10 a.m.", "the FBI and the US Navy at 10 am"},
		{"titles", "Sen. Stone", "Senator Stone"},
		{"accents", "the café of François", "the cafe of Francois"},
		{"composed in another way", "cafe\u0301", "caf\u00e9"},
		{"sounds", "the, uh, harbour, um, is shut", "the harbour is shut"},
		{"stage directions", "the harbour (applause) is [Laughter.] shut. (Cheers and applause.)", "the harbour is shut"},
		{"plural possessives", "the keepers' boats", "the keepers boats"},
		{"single quotation marks", "he said 'the harbour' is shut", "he said the harbour is shut"},
		{"soft hyphens", "har\u00adbour", "harbour"},
		{"ampersand", "Stone & Sons", "stone and sons"},
	} {
		if a, b := hashesOf(Said(nil, c.a)), hashesOf(Said(nil, c.b)); !slices.Equal(a, b) {
			t.Errorf("%s: %q and %q differ: %v, %v", c.name, c.a, c.b, a, b)
		}
	}
}

func TestDifferentWordsDiffer(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"in 2016", "in 2015"}, {"the 1990s", "the 1990"}, {"65", "60 5 5"}, {"no. 007", "no. 7"},
		{"(harbour)", ""}, {"he said (the boat)", "he said"},
	} {
		if slices.Equal(hashesOf(Said(nil, c.a)), hashesOf(Said(nil, c.b))) {
			t.Errorf("%q and %q are the same", c.a, c.b)
		}
	}
}

func TestEditorsInsertsAreGaps(t *testing.T) {
	got := hashesOf(Quoted(nil, "we shut [the harbour] today"))
	if want := []uint32{hash("we"), hash("shut"), Gap, hash("today")}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := len(Said(nil, "we shut [the harbour] today")); n != 5 {
		t.Errorf("a transcript's brackets count: %d words", n)
	}
}

func TestScriptsWithoutSpacesAreCutByCharacter(t *testing.T) {
	if n := len(Said(nil, "今日は雨です。")); n != 6 {
		t.Errorf("%d words", n)
	}
}

func TestPlacesCoverTheWords(t *testing.T) {
	text := "“Ada can’t,” said 65 gulls."
	var got []string
	for _, w := range Said(nil, text) {
		got = append(got, text[w.Start:w.End])
	}
	want := []string{"Ada", "can’t", "can’t", "said", "65", "65", "gulls"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestHostileWordsCostLinearTime: long words of endings, brackets that never
// close, digits without end.
func TestHostileWordsCostLinearTime(t *testing.T) {
	for _, unit := range []string{"a's's's's", "(((", "[x", "1,", "9", "a.b.", "'", "’", "é", "hundred and one ", "n't've"} {
		start := time.Now()
		Quoted(nil, strings.Repeat(unit, 200_000))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q takes %v", unit, took)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Ada can’t [go], (laughter) 65% of 1,250th '90s F.B.I. 今日", 5)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		for _, ws := range [][]Word{Said(nil, text), Quoted(nil, text)} {
			last := 0
			for _, w := range ws {
				if w.Start < last || w.End <= w.Start || w.End > len(text) {
					t.Fatalf("%q: place %d to %d after %d", text, w.Start, w.End, last)
				}
				if utf8.ValidString(text) && !utf8.ValidString(text[w.Start:w.End]) {
					t.Fatalf("%q: a place cuts a character", text)
				}
				last = w.Start
			}
		}
	})
}

func BenchmarkSaid(b *testing.B) {
	text := strings.Repeat("We're told that the harbour's sixty-five boats can't sail, and the keeper of the light (laughter) said so on Monday. ", 500)
	b.SetBytes(int64(len(text)))
	var ws []Word
	for b.Loop() {
		ws = Said(ws[:0], text)
	}
}
