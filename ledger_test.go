package onrecord

import (
	"html"
	"testing"
)

func TestArticleID(t *testing.T) {
	const home, story = "https://www.courier.example/", "https://www.courier.example/world/bridge"
	for _, c := range []struct {
		name string
		a, b Article
		same bool
	}{
		{"the same address", Article{URL: story}, Article{URL: story}, true},
		{"what the reader clicked does not matter", Article{URL: story}, Article{URL: "http://courier.example/world/bridge/?utm_source=feed&fbclid=1#top"}, true},
		{"a query that chooses the page does", Article{URL: story + "?id=1"}, Article{URL: story + "?id=2"}, false},
		{"the phone's page", Article{URL: story}, Article{URL: "https://m.courier.example/world/bridge?view=amp", CanonicalURL: story}, true},
		{"a page passes for no other site's", Article{URL: story}, Article{URL: "https://evil.example/x", CanonicalURL: story}, false},
		{"all pages that call the front page canonical are not one", Article{URL: story, CanonicalURL: home}, Article{URL: home, CanonicalURL: home}, false},
		{"a saved file knows its address", Article{URL: story}, Article{ID: "saved.html", CanonicalURL: story}, true},
		{"ports are sites", Article{URL: "http://127.0.0.1:8001/a"}, Article{URL: "http://127.0.0.1:8002/a"}, false},
		{"the caller's ID", Article{ID: "7", Text: "one"}, Article{ID: "7", Text: "two"}, true},
		{"a page's hash is not an ID", Article{ID: "ab", SHA256: "ab", Text: "one"}, Article{ID: "cd", SHA256: "cd", Text: "one"}, true},
		{"the text", Article{Text: "one"}, Article{Text: "two"}, false},
	} {
		if same := ArticleID(&c.a) == ArticleID(&c.b); same != c.same {
			t.Errorf("%s: same is %v", c.name, same)
		}
	}
}

func TestMarkedEscapesWhatItDoesNotMark(t *testing.T) {
	s := Snippet{Text: "a <b> c & d", Marks: []Span{{2, 5}, {8, 9}}}
	if got, want := s.Marked("[", "]", html.EscapeString), "a [&lt;b&gt;] c [&amp;] d"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
