// Command features turns labelled articles into what the tagger is trained
// on, with the program's own segmentation, quotation marks and pieces, so that
// these live once. Standard input holds articles, one JSON object a line:
// {"id", "text", "attributions"?: [{"source", "cue", "content": [[start, end]]}]}
// with spans in code points; standard output gets one window a line. Labels
// leave edge punctuation out.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/tag"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

type article struct {
	ID           string        `json:"id"`
	Text         string        `json:"text"`
	Attributions []attribution `json:"attributions"`
}

type attribution struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// example is one window with its labels. Tokens count from the window's first
// token; spans are [first, last) tokens; a span that does not lie wholly in
// the window is left out.
type example struct {
	ID       string     `json:"id"`
	Pieces   []int32    `json:"ids"`
	Features [][]int    `json:"features"`
	Piece    []int32    `json:"piece"`
	First    int        `json:"first"` // the window's first token in the article
	Core     [2]int     `json:"core"`
	Sentence []int      `json:"sentence"`
	Para     []int      `json:"paragraph"`
	Chars    [][2]int   `json:"chars"` // code points
	Labels   []int      `json:"labels"`
	Links    []linkGold `json:"links"`
}

type linkGold struct {
	Cue      [2]int   `json:"cue"`
	Source   *[2]int  `json:"source"`
	Contents [][2]int `json:"contents"`
}

func main() {
	vocabPath := flag.String("vocabulary", "", "the vocabulary, one piece a line")
	core := flag.Int("core", 320, "pieces of a window's core")
	context := flag.Int("context", 64, "pieces of context on each side")
	passages := flag.Int("invented", 0, "instead of standard input, so many passages of nobody's words: for test vectors")
	flag.Parse()
	in := io.Reader(os.Stdin)
	if *passages > 0 {
		in = inventedPassages(*passages)
	}
	if err := run(*vocabPath, tag.Shape{Core: *core, Context: *context}, in, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "features:", err)
		os.Exit(1)
	}
}

// inventedPassages are articles without labels, two or three paragraphs each.
func inventedPassages(n int) io.Reader {
	var out bytes.Buffer
	for i := range n {
		paragraphs := strings.Split(invented.New(i).Text(), "\n\n")
		text, _ := json.Marshal(strings.Join(paragraphs[:min(len(paragraphs), 2+i%2)], "\n\n"))
		fmt.Fprintf(&out, "{\"id\": \"%d\", \"text\": %s}\n", i, text)
	}
	return &out
}

func run(vocabPath string, shape tag.Shape, in io.Reader, out io.Writer) error {
	data, err := os.ReadFile(vocabPath)
	if err != nil {
		return err
	}
	vocabulary, err := wordpiece.Parse(data)
	if err != nil {
		return err
	}
	segmenter, err := segment.New()
	if err != nil {
		return err
	}
	windower := tag.NewWindower(vocabulary, shape)
	reader, writer := bufio.NewReaderSize(in, 1<<20), bufio.NewWriter(out)
	encoder := json.NewEncoder(writer)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			var a article
			if err := json.Unmarshal(line, &a); err != nil {
				return err
			}
			q := quote.Pair(segmenter.Segment(onrecord.Article{Text: a.Text}))
			for _, w := range windower.Windows(&q) {
				if err := encoder.Encode(label(a, &q, w)); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return writer.Flush()
		}
		if err != nil {
			return err
		}
	}
}

// The labels of tokens.
const (
	outside = iota
	beginSource
	insideSource
	beginCue
	insideCue
	beginContent
	insideContent
)

func label(a article, q *nlp.Quoted, w tag.Window) example {
	n := w.Last - w.First
	e := example{ID: a.ID, Pieces: w.IDs, Piece: w.Piece, First: w.First, Core: [2]int{w.CoreFirst - w.First, w.CoreLast - w.First},
		Sentence: make([]int, n), Para: make([]int, n), Labels: make([]int, n)}
	for _, values := range w.Features {
		ints := make([]int, len(values))
		for i, v := range values {
			ints[i] = int(v)
		}
		e.Features = append(e.Features, ints)
	}
	points := onrecord.NewPoints(a.Text)
	for i := range n {
		e.Chars = append(e.Chars, points.Span(q.Tokens[w.First+i].Span))
	}
	for s, sentence := range q.Sentences {
		for t := max(sentence.First, w.First); t < min(sentence.Last, w.Last); t++ {
			e.Sentence[t-w.First], e.Para[t-w.First] = s, sentence.Paragraph
		}
	}
	runes := []rune(a.Text)
	for _, gold := range a.Attributions {
		link := linkGold{Contents: [][2]int{}}
		hasCue := false
		for _, s := range gold.Cue {
			if span, cut, ok := e.tokens(runes, s); ok {
				e.mark(span, beginCue, cut)
				link.Cue, hasCue = span, true
			}
		}
		for _, s := range gold.Source {
			if span, cut, ok := e.tokens(runes, s); ok {
				e.mark(span, beginSource, cut)
				link.Source = &span
			}
		}
		for _, s := range gold.Content {
			if span, cut, ok := e.tokens(runes, s); ok {
				e.mark(span, beginContent, cut)
				link.Contents = append(link.Contents, span)
			}
		}
		if hasCue {
			e.Links = append(e.Links, link)
		}
	}
	return e
}

// edge is what the published scoring takes off a span's ends.
const edge = " \t\r\n.,;:!?\"'“”‘’«»()[]–—-`…"

// tokens finds the window's tokens that a gold span covers, without edge
// punctuation unless it is nothing else, and tells whether the span begins
// before the window; false where it has no token in the window.
func (e *example) tokens(text []rune, s [2]int) (span [2]int, cut, ok bool) {
	start, end := s[0], s[1]
	for start < end && strings.ContainsRune(edge, text[start]) {
		start++
	}
	for end > start && strings.ContainsRune(edge, text[end-1]) {
		end--
	}
	if start == end {
		start, end = s[0], s[1]
	}
	first, last := -1, -1
	for i, c := range e.Chars {
		if c[1] > start && c[0] < end {
			if first < 0 {
				first = i
			}
			last = i + 1
		}
	}
	return [2]int{first, last}, first >= 0 && start < e.Chars[0][0], first >= 0
}

// mark writes a span's labels over tokens that have none yet; a cut span has
// no begin in this window. What is left of a span after another one took its
// first words begins anew: a label inside after another role's is no label
// sequence that the decoder could give.
func (e *example) mark(span [2]int, begin int, cut bool) {
	for t := span[0]; t < span[1]; t++ {
		if e.Labels[t] != outside {
			continue
		}
		e.Labels[t] = begin + 1
		goesOn := t > span[0] && (e.Labels[t-1] == begin || e.Labels[t-1] == begin+1)
		if !goesOn && !(cut && t == span[0]) {
			e.Labels[t] = begin
		}
	}
}
