package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/segment"
)

type set struct {
	name string
	docs []doc
}

func testSets(folder string) []set {
	gumDev := readConllu(filepath.Join(folder, "syntax", "gum-dev.conllu.gz"))
	gumTest := readConllu(filepath.Join(folder, "syntax", "gum-test.conllu.gz"))
	ewt := readConllu(filepath.Join(folder, "syntax", "ewt-dev.conllu.gz"))
	return []set{
		{"gum-dev-news", only(gumDev, "news", "interview")},
		{"gum-dev", gumDev},
		{"gum-test-news", only(gumTest, "news", "interview")},
		{"gum-test", gumTest},
		{"ewt-dev", ewt},
		{"ewt-dev-weblog", only(ewt, "weblog", "newsgroup")},
		{"silver-dev", readSilver(folder, "dev")},
	}
}

func only(docs []doc, genres ...string) []doc {
	var out []doc
	for _, d := range docs {
		for _, g := range genres {
			if d.genre == g {
				out = append(out, d)
			}
		}
	}
	return out
}

// measure prints precision, recall and F of sentence ends: all, without those
// at the ends of paragraphs, and of the latter those that follow a mark (a
// full stop, question or exclamation mark, an ellipsis).
func measure(s *segment.Segmenter, set set, errors bool) {
	var all, inner, marked score
	for _, d := range set.docs {
		got := s.Segment(onrecord.Article{Text: d.text})
		gold, found := make(map[int]bool), make(map[int]bool)
		for _, e := range d.ends {
			gold[nextStart(d.text, e)] = true
		}
		for _, x := range got.Sentences {
			found[nextStart(d.text, x.Span.End)] = true
		}
		breaks := map[int]bool{len(d.text): true}
		for _, p := range got.Paragraphs {
			breaks[nextStart(d.text, p.Span.End)] = true
		}
		for at := range len(d.text) + 1 {
			g, f := gold[at], found[at]
			if !g && !f {
				continue
			}
			all.add(g, f)
			if breaks[at] {
				continue
			}
			inner.add(g, f)
			m := afterMark(d.text[:at])
			if m {
				marked.add(g, f)
			}
			if errors && g != f && m {
				fmt.Printf("%s %v %q | %q\n", d.id, map[bool]string{true: "missed", false: "false"}[g],
					d.text[max(0, at-50):at], d.text[at:min(len(d.text), at+40)])
			}
		}
	}
	fmt.Printf("%-16s all %s   within paragraphs %s   after a mark %s\n", set.name, all, inner, marked)
}

func afterMark(head string) bool {
	head = strings.TrimRight(head, " \u00a0\n”’\"')]")
	return head != "" && (strings.IndexByte(".?!", head[len(head)-1]) >= 0 || strings.HasSuffix(head, "…"))
}

type score struct{ hit, gold, found int }

func (s *score) add(gold, found bool) {
	if gold {
		s.gold++
	}
	if found {
		s.found++
	}
	if gold && found {
		s.hit++
	}
}

func (s score) String() string {
	p, r := float64(s.hit)/float64(max(1, s.found)), float64(s.hit)/float64(max(1, s.gold))
	return fmt.Sprintf("P %.2f R %.2f F %.2f (%d)", 100*p, 100*r, 200*p*r/max(p+r, 1e-9), s.gold)
}
