package syntax

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func newParser(t testing.TB) *Parser {
	t.Helper()
	p, err := NewParser()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParseFindsSubjectsAndClauses(t *testing.T) {
	p := newParser(t)
	words := strings.Fields("The minister told reporters that the bridge would open on Sunday .")
	tree := p.Parse(words)
	at := func(word string) int {
		for i, w := range words {
			if w == word {
				return i
			}
		}
		t.Fatalf("no word %q", word)
		return -1
	}
	for _, want := range []struct {
		word, head string
		relation   Relation
	}{
		{"minister", "told", Subject}, {"reporters", "told", Object}, {"open", "told", Comp}, {"bridge", "open", Subject},
		{"that", "open", Marker}, {"would", "open", Aux},
	} {
		i := at(want.word)
		if tree.Head[i] != at(want.head) || tree.Relations[i] != want.relation {
			t.Errorf("%s has head %d and relation %d, want %s and %d", want.word, tree.Head[i], tree.Relations[i], want.head, want.relation)
		}
	}
	if root := at("told"); tree.Head[root] != -1 || tree.Relations[root] != Root || !tree.Tags[root].Verb() {
		t.Errorf("told: head %d, relation %d, tag %d", tree.Head[root], tree.Relations[root], tree.Tags[root])
	}
}

func TestAnyWordsGiveATreeWithoutCycles(t *testing.T) {
	p := newParser(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom([]string{"said", "the", ",", "“", "that", "Ada", "of", "who", ".", "'s", "3"}), rapid.String()), 0, 40).Draw(t, "words")
		tree := p.Parse(words)
		if len(tree.Head) != len(words) || len(tree.Tags) != len(words) || len(tree.Relations) != len(words) {
			t.Fatalf("%d words, %d heads", len(words), len(tree.Head))
		}
		for i := range words {
			steps := 0
			for h := i; h >= 0; h = tree.Head[h] {
				if h >= len(words) || steps > len(words) {
					t.Fatalf("word %d of %q never comes to a root: %v", i, words, tree.Head)
				}
				steps++
			}
		}
	})
}

func TestDamagedWeightsAreRefused(t *testing.T) {
	if _, err := ReadParser(newParser(t).tagger, []byte("short")); err == nil {
		t.Error("five bytes were read as a parser")
	}
}

func BenchmarkParse(b *testing.B) {
	p := newParser(b)
	words := strings.Fields("The minister told reporters on Thursday that the bridge , which was closed in March , would open on Sunday .")
	for b.Loop() {
		p.Parse(words)
	}
	b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
}
