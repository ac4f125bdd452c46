package tag

import (
	"testing"

	"github.com/onrecord/onrecord/nlp"
)

// Labels are decided together within a paragraph, and memory stays bounded
// where a paragraph has no end.
func TestStretchesTileTheTokensAndNoneIsLongerThanTheLongest(t *testing.T) {
	for _, lengths := range [][]int{{}, {1}, {5, longest, 7}, {longest + 1, 3}, {3*longest + 5}} {
		var q nlp.Quoted
		tokens := 0
		for i, n := range lengths {
			q.Sentences = append(q.Sentences, nlp.Sentence{First: tokens, Last: tokens + n, Paragraph: i})
			q.Paragraphs = append(q.Paragraphs, nlp.Paragraph{First: i, Last: i + 1})
			tokens += n
		}
		next, begins := 0, map[int]bool{}
		for _, s := range stretches(&q) {
			if s.first != next || s.last <= s.first || s.last-s.first > longest {
				t.Fatalf("paragraphs of %v tokens: stretch [%d, %d) after %d", lengths, s.first, s.last, next)
			}
			begins[s.first] = true
			next = s.last
		}
		if next != tokens {
			t.Errorf("paragraphs of %v tokens: stretches end at %d of %d", lengths, next, tokens)
		}
		for _, s := range q.Sentences {
			if !begins[s.First] {
				t.Errorf("paragraphs of %v tokens: none begins at %d", lengths, s.First)
			}
		}
	}
}
