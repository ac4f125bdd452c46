package invented

import (
	"strings"
	"testing"
)

func TestNew(t *testing.T) {
	for n := range 20 {
		a := New(n)
		if b := New(n); a.Text() != b.Text() || a.Title != b.Title {
			t.Fatalf("article %d differs from itself", n)
		}
		if words := len(strings.Fields(a.Text())); words < Words || words > Words+100 {
			t.Errorf("article %d has %d words", n, words)
		}
		for _, p := range a.Paragraphs {
			if !strings.Contains(a.Dump(), p) {
				t.Errorf("article %d: the dump lacks %q", n, p)
			}
		}
		if strings.Count(a.HTML(), "<p>") < len(a.Paragraphs) {
			t.Errorf("article %d: the page lacks paragraphs", n)
		}
	}
	if New(1).Text() == New(2).Text() {
		t.Error("two articles are the same")
	}
}
