package tag_test

import (
	"bytes"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

var taggers = []string{"accurate", "fast"}

func files(t testing.TB, name string) (vocabulary, weights []byte) {
	t.Helper()
	var err error
	if vocabulary, err = model.File("vocabulary.txt"); err != nil {
		t.Fatal(err)
	}
	if weights, err = model.File("tagger-" + name + ".safetensors"); err != nil {
		t.Fatal(err)
	}
	return vocabulary, weights
}

func load(t testing.TB, name string) *tag.Tagger {
	t.Helper()
	vocabulary, weights := files(t, name)
	tagger, err := tag.New(vocabulary, weights)
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

const harbour = "“We are not asking for money,” said Marta Lindqvist, president of the Pilots’ Guild. “We want to see.”\n\n" +
	"The ministry said on Tuesday that the rule would stay. According to the harbour’s log, four ships touched ground."

func TestTagFindsSourcesCuesAndContentsAndLinksThem(t *testing.T) {
	for _, name := range taggers {
		q := quoted(t, harbour)
		found := load(t, name).Tag(q)
		words := func(i int) string {
			s := found.Spans[i]
			return q.Text[q.Tokens[s.First].Span.Start:q.Tokens[s.Last-1].Span.End]
		}
		var got []string
		for i, s := range found.Spans {
			if s.Role != nlp.CueRole || s.Link < 0 {
				continue
			}
			line := words(s.Link) + " | " + words(i)
			for j, c := range found.Spans {
				if c.Role == nlp.ContentRole && c.Link == i {
					line += " | " + words(j)
				}
			}
			got = append(got, line)
		}
		for _, want := range []string{"said | We are not asking for money", "The ministry | said", "harbour’s log | According to | four ships touched ground"} {
			if !strings.Contains(strings.Join(got, "\n"), want) {
				t.Errorf("%s: %q is not in\n%s", name, want, strings.Join(got, "\n"))
			}
		}
	}
}

func TestEveryPathFindsTheSame(t *testing.T) {
	for _, name := range taggers {
		vocabulary, weights := files(t, name)
		var want []nlp.Tagged
		for _, path := range kernel.Paths() {
			tagger, err := tag.NewOn(path, vocabulary, weights)
			if err != nil {
				t.Fatal(err)
			}
			var got []nlp.Tagged
			for _, text := range []string{harbour, invented.New(1).Text()[:1500], "", "Rain."} {
				got = append(got, tagger.Tag(quoted(t, text)))
			}
			if want == nil {
				want = got
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: path %v finds something else", name, path)
			}
		}
	}
}

func TestOneTaggerServesManyAtOnce(t *testing.T) {
	tagger, q := load(t, "fast"), quoted(t, harbour)
	want := tagger.Tag(q).Spans
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := tagger.Tag(q).Spans; !reflect.DeepEqual(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
		})
	}
	wait.Wait()
}

func TestWeightsThatDoNotFitAreRefused(t *testing.T) {
	vocabulary, weights := files(t, "fast")
	short := vocabulary[:bytes.LastIndexByte(bytes.TrimSpace(vocabulary), '\n')]
	if _, err := tag.New(short, weights); err == nil {
		t.Error("a vocabulary that lacks a piece was taken")
	}
	if _, err := tag.New(vocabulary, weights[:len(weights)/2]); err == nil {
		t.Error("half a file was taken")
	}
	renamed := bytes.Replace(weights, []byte("head.crf.transition"), []byte("head.crf.transitiom"), 1)
	if _, err := tag.New(vocabulary, renamed); err == nil {
		t.Error("a file without transitions was taken")
	}
}

func FuzzTag(f *testing.F) {
	f.Add(harbour)
	f.Add("“” said said said “ said")
	tagger := load(f, "fast")
	f.Fuzz(func(t *testing.T, text string) {
		q := quoted(t, strings.ToValidUTF8(text[:min(len(text), 4000)], "\uFFFD"))
		found := tagger.Tag(q)
		last := 0
		for i, s := range found.Spans {
			if s.First < last || s.Last <= s.First || s.Last > len(q.Tokens) {
				t.Fatalf("span %d is [%d, %d) after %d", i, s.First, s.Last, last)
			}
			last = s.Last
			if !(s.Probability >= 0 && s.Probability <= 1.000001) || s.LinkProbability < 0 || s.LinkProbability > 1.000001 {
				t.Fatalf("probabilities %g and %g", s.Probability, s.LinkProbability)
			}
			if s.Link >= len(found.Spans) || s.Link >= 0 && found.Spans[s.Link].Role != s.Role-1 {
				t.Fatalf("a %v is linked to span %d", s.Role, s.Link)
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	q := quoted(b, invented.New(1).Text())
	for _, name := range taggers {
		vocabulary, weights := files(b, name)
		for _, path := range kernel.Paths() {
			tagger, err := tag.NewOn(path, vocabulary, weights)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(name+"/"+path.String(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					tagger.Tag(q)
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
			})
		}
	}
}
