package trace

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzOpen reads damaged segments whose checksum is right all the same: they
// give an error or some answer.
func FuzzOpen(f *testing.F) {
	docs := inventedDocs(3, 60)
	docs[1].Text += " [laughter] can't"
	for _, build := range []func() ([]byte, error){
		func() ([]byte, error) { return Build(slices.Values(docs)) },
		func() ([]byte, error) { return Build(slices.Values(docs[:0])) },
		func() ([]byte, error) { return Remove("a", "b") },
	} {
		segment, err := build()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(segment, docs[0].Text[:80])
	}
	good := mustBuild(f, docs...)
	f.Fuzz(func(t *testing.T, data []byte, quote string) {
		if len(data) >= headerSize {
			binary.LittleEndian.PutUint32(data[len(magic)+4:], checksum(data))
		}
		x, err := Open(good, data)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Fatal(err)
			}
			return
		}
		for _, c := range x.Find([]Quote{{Text: quote, Day: "2011-02-03", Speaker: quote}, {Text: docs[0].Text[:60]}}, Options{}) {
			if c.Confidence < 0 || c.Confidence > 1 {
				t.Fatalf("%+v", c)
			}
		}
		if merged, err := MergeAll(good, data); err == nil {
			mustOpen(t, merged)
		}
	})
}

// FuzzFind takes any text for transcripts and quotations: what is quoted is
// found within what holds it.
func FuzzFind(f *testing.F) {
	f.Add("the harbour (laughter) can't open before 65 boats sail", "harbour can not open [before] sixty-five", "2016-01-02")
	f.Add("a a a a a a a a", "a a a a a a a a a a a", "")
	f.Add("\xff\xfe今日は '' ’’ 1,2,3", "今日は", "2016-99-99")
	f.Fuzz(func(t *testing.T, text, quote, day string) {
		other := Doc{ID: "other", Text: "nothing of the kind was said on that day by anybody at all", Day: day}
		x := mustOpen(t, mustBuild(t, Doc{ID: "text", Text: text, Day: "2016-01-01", Speakers: []string{quote}}, other), mustBuild(t, other))
		for _, c := range x.Find([]Quote{{Text: quote, Day: day, Speaker: text}, {Text: text}}, Options{}) {
			size := len(text)
			if c.ID == "other" {
				size = len(other.Text)
			}
			for _, h := range c.Hits {
				if h.Words > h.Of || len(h.Places) == 0 {
					t.Fatalf("%+v", h)
				}
				if c.ID == "text" {
					for _, span := range Spans(text, h.Places) {
						if span.Empty() || span.End > size {
							t.Fatalf("%v is no place of the text: %+v", span, h)
						}
					}
				}
			}
		}
	})
}

// TestHostileTextsCostBoundedTime: the same words again and again, on both
// sides.
func TestHostileTextsCostBoundedTime(t *testing.T) {
	for _, unit := range []string{"go ", "go on ", "we will win and win again ", "a b c d e f g h i j k l m "} {
		text := strings.Repeat(unit, 200_000/len(strings.Fields(unit)))
		docs := []Doc{{ID: "a", Text: text}, {ID: "b", Text: text + "x"}, {ID: "c", Text: text[:len(text)/2]}}
		start := time.Now()
		x := mustOpen(t, mustBuild(t, docs...))
		x.Find([]Quote{{Text: text}, {Text: text[:len(text)/3]}}, Options{})
		var quotes []Quote
		for range 2000 {
			quotes = append(quotes, Quote{Text: text[:60]})
		}
		x.Find(quotes, Options{})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q takes %v", unit, took)
		} else {
			t.Logf("%q takes %v", unit, took)
		}
	}
}
