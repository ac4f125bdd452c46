// Command quote measures package nlp/quote on articles with gold attributions.
//
//	ONRECORD_DATA=… go run ./train/quote [-part train|dev] [-errors pairing|speech|other]
//
// Pairing has no gold of its own, so it is measured by its consistency with
// the gold contents: a content that begins with an opening mark begins where a
// quotation does (or one of its later segments), and one that ends with a
// closing mark ends where one does; no quotation crosses the edge of a content
// that begins or ends with a mark. Use is measured by place: speech should lie
// within a gold content, scare quotes and titles outside all of them.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
)

type article struct {
	ID, Text     string
	Attributions []struct {
		Source, Cue, Content [][2]int
	}
}

func main() {
	log.SetFlags(0)
	part := flag.String("part", "train", "train or dev")
	errors := flag.String("errors", "", "print the errors of a kind: pairing, speech or other")
	show := flag.String("show", "", "print the sentences and quotations of the article with this ID")
	flag.Parse()
	folder := os.Getenv("ONRECORD_DATA")
	if folder == "" {
		log.Fatal("ONRECORD_DATA is not set: it names the folder of the corpora")
	}
	segmenter, err := segment.New()
	if err != nil {
		log.Fatal(err)
	}
	f, err := os.Open(filepath.Join(folder, "polnear", *part+".jsonl.gz"))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	m := measure{errors: *errors}
	r := bufio.NewReaderSize(z, 1<<20)
	for {
		line, err := r.ReadBytes('\n')
		if err != nil {
			break
		}
		var a article
		if err := json.Unmarshal(line, &a); err != nil {
			log.Fatal(err)
		}
		q := quote.Pair(segmenter.Segment(onrecord.Article{ID: a.ID, Text: a.Text}))
		if *show == a.ID {
			print(q)
		}
		m.article(a, q)
	}
	m.print()
}

// measure counts.
type measure struct {
	errors                       string
	boundaries, onToken          int
	begins, ends, begun, ended   int
	quotes, crossing             int
	unclosed, unopened, reopened int
	place                        [3][2]int // use × (outside, inside a content)
}

func (m *measure) article(a article, q nlp.Quoted) {
	offsets := byteOffsets(a.Text)
	edge := make(map[int]bool)
	for _, t := range q.Tokens {
		edge[t.Span.Start], edge[t.Span.End] = true, true
	}
	opens, closes := make(map[int]bool), make(map[int]bool)
	for _, x := range q.Quotes {
		opens[x.Outer.Start], closes[x.Outer.End] = true, true
		for _, s := range x.Segments {
			opens[beforeMark(a.Text, s.Start)], closes[s.End] = true, true
		}
	}
	content := make([]bool, len(a.Text)+1)
	for _, at := range a.Attributions {
		for _, role := range [][][2]int{at.Source, at.Cue, at.Content} {
			for _, s := range role {
				for _, p := range s {
					m.boundaries++
					if edge[offsets[p]] || p == 0 {
						m.onToken++
					} else if m.errors == "token" {
						fmt.Printf("token %s %q|%q\n", a.ID, a.Text[max(0, offsets[p]-15):offsets[p]], a.Text[offsets[p]:min(len(a.Text), offsets[p]+15)])
					}
				}
			}
		}
		for _, s := range at.Content {
			start, end := offsets[s[0]], offsets[s[1]]
			for i := start; i < end; i++ {
				content[i] = true
			}
			m.edges(a, start, end, opens, closes)
		}
	}
	for _, x := range q.Quotes {
		m.quote(a, x, content)
	}
}

// edges counts the marks at a content's edges that are a quotation's too.
func (m *measure) edges(a article, start, end int, opens, closes map[int]bool) {
	text := a.Text[start:end]
	if r, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("“\"«„", r) || strings.HasPrefix(text, "''") || strings.HasPrefix(text, "``") {
		m.begins++
		if opens[start] {
			m.begun++
		} else if m.errors == "pairing" {
			fmt.Printf("begin %s %q | %q\n", a.ID, a.Text[max(0, start-60):start], text[:min(len(text), 90)])
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune("”\"»", r) || strings.HasSuffix(text, "''") {
		m.ends++
		if closes[end] {
			m.ended++
		} else if m.errors == "pairing" {
			fmt.Printf("end %s %q | %q\n", a.ID, text[max(0, len(text)-90):], a.Text[end:min(len(a.Text), end+60)])
		}
	}
}

func (m *measure) quote(a article, x nlp.Quote, content []bool) {
	m.quotes++
	if x.Unclosed {
		m.unclosed++
		if m.errors == "unclosed" {
			fmt.Printf("unclosed %s %q\n", a.ID, x.Outer.In(a.Text))
		}
	}
	if x.Unopened {
		m.unopened++
		if m.errors == "unopened" {
			fmt.Printf("unopened %s %q\n", a.ID, x.Outer.In(a.Text))
		}
	}
	if len(x.Segments) > 1 {
		m.reopened++
		if m.errors == "reopened" {
			fmt.Printf("reopened %s %d %q\n", a.ID, len(x.Segments), x.Outer.In(a.Text))
		}
	}
	in, out := 0, 0
	for i := x.Outer.Start; i < x.Outer.End; i++ {
		if content[i] {
			in++
		} else {
			out++
		}
	}
	if min(in, out) > 12 {
		m.crossing++
		if m.errors == "crossing" {
			fmt.Printf("crossing %s %q\n", a.ID, x.Outer.In(a.Text))
		}
	}
	place := 0
	if in > out {
		place = 1
	}
	m.place[x.Use][place]++
	if m.errors == "speech" && x.Use == nlp.Speech && place == 0 || m.errors == "other" && x.Use != nlp.Speech && place == 1 {
		fmt.Printf("%d %s %q {%s} %q\n", x.Use, a.ID, a.Text[max(0, x.Outer.Start-60):x.Outer.Start], x.Outer.In(a.Text), a.Text[x.Outer.End:min(len(a.Text), x.Outer.End+40)])
	}
}

func (m *measure) print() {
	pct := func(a, b int) string { return fmt.Sprintf("%.2f %% of %d", 100*float64(a)/float64(max(1, b)), b) }
	fmt.Println("gold fragment boundaries on token boundaries:", pct(m.onToken, m.boundaries))
	fmt.Println("contents that begin with a mark, where a quotation does:", pct(m.begun, m.begins))
	fmt.Println("contents that end with a mark, where a quotation does:", pct(m.ended, m.ends))
	fmt.Println("quotations that cross a content's edge:", pct(m.crossing, m.quotes))
	fmt.Printf("unclosed %d, unopened %d, reopened %d\n", m.unclosed, m.unopened, m.reopened)
	for use, name := range []string{"speech", "scare", "title"} {
		p := m.place[use]
		fmt.Printf("%s: %d, within a content %s\n", name, p[0]+p[1], pct(p[1], p[0]+p[1]))
	}
}

func print(q nlp.Quoted) {
	for _, s := range q.Sentences {
		fmt.Printf("%3d %q\n", s.Paragraph, s.Span.In(q.Text))
	}
	for i, x := range q.Quotes {
		fmt.Printf("Q%d use=%d parent=%d unclosed=%v unopened=%v\n", i, x.Use, x.Parent, x.Unclosed, x.Unopened)
		for _, s := range x.Segments {
			fmt.Printf("    {%s}\n", s.In(q.Text))
		}
	}
}

// beforeMark is where the opening mark before a segment begins.
func beforeMark(text string, start int) int {
	head := strings.TrimRight(text[:start], " \u00a0")
	for _, mark := range []string{"``", "''"} {
		if strings.HasSuffix(head, mark) {
			return len(head) - len(mark)
		}
	}
	_, n := utf8.DecodeLastRuneInString(head)
	return len(head) - n
}

func byteOffsets(text string) []int {
	offsets := make([]int, 0, len(text)+1)
	for i := range text {
		offsets = append(offsets, i)
	}
	return append(offsets, len(text))
}
