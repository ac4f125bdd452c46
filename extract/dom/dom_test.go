package dom

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func TestParseFlat(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<p>one<p>two", "<p>one</p><p>two</p>"},
		{"<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"},
		{"<div><b>x</div>y", "<div><b>x</b></div>y"},
		{"</div>x</p>", "x"},
		{"a<br>b<img src=x>c", `a<br/>b<img src="x"/>c`},
		{"<script>if (a < b) {}</script>z", "<script>if (a < b) {}</script>z"},
		{"<!-- c -->x &amp; y", "<!-- c -->x &amp; y"},
	} {
		var b strings.Builder
		if err := html.Render(&b, parseFlat(c.in)); err != nil || b.String() != c.want {
			t.Errorf("parseFlat(%q) renders %q (%v), want %q", c.in, b.String(), err, c.want)
		}
	}
}

func depth(n *html.Node) int {
	deepest := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		deepest = max(deepest, depth(c))
	}
	return deepest + 1
}

func TestDepthIsBounded(t *testing.T) {
	for _, s := range []string{strings.Repeat("<div>", 100_000), strings.Repeat("<b><i>", 400) + "x", strings.Repeat("<table><tr><td>", 300)} {
		if d := depth(Parse(s)); d > 600 {
			t.Errorf("a tree %d deep", d)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"": "", "  a \n\t b ": "a b", "a\u00a0b": "a b", "a\u200bb": "ab", "so\u00adft": "soft", "a\x00b": "a b"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{"": "", "The Mayor’s “Plan”: Yes!": "the mayors plan yes", "Élan-vital": "élan vital"} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("<p>one<p>two<table><b>x")
	f.Fuzz(func(t *testing.T, s string) {
		for _, root := range []*html.Node{Parse(s), parseFlat(s)} {
			if depth(root) > 600 {
				t.Fatal("too deep")
			}
			text := Text(root, 1<<20)
			if utf8.ValidString(s) && !utf8.ValidString(text) || text != Fold(text) {
				t.Fatalf("text %q", text)
			}
		}
	})
}
