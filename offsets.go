package onrecord

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// stride is how many bytes apart a Points remembers its counts: lookups
// decode at most so many bytes.
const stride = 256

// Points turns byte offsets of one text into code-point offsets, the unit of
// the W3C Web Annotation TextPositionSelector.
type Points struct {
	text  string
	marks []int // marks[i]: code points that start before byte i*stride
	total int   // code points in all
}

// NewPoints indexes text in one pass over it.
func NewPoints(text string) *Points {
	p := &Points{text: text, marks: make([]int, 0, len(text)/stride+1)}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			p.marks = append(p.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	p.total = n
	return p
}

// Span gives the code points [start, end) that a span covers.
func (p *Points) Span(s Span) [2]int { return p.span(s) }

// Bytes is Span turned round: the bytes that the code points [start, end)
// cover, or false where these lie outside the text or end before they start.
func (p *Points) Bytes(points [2]int) (Span, bool) {
	if points[0] < 0 || points[1] < points[0] || points[1] > p.total {
		return Span{}, false
	}
	return Span{p.byteAt(points[0]), p.byteAt(points[1])}, true
}

// byteAt is the byte offset at which code point n starts, for 0 <= n <= total.
func (p *Points) byteAt(n int) int {
	if len(p.marks) == 0 {
		return 0
	}
	mark := max(0, sort.SearchInts(p.marks, n+1)-1)
	i, have := mark*stride, p.marks[mark]
	for i < len(p.text) && !utf8.RuneStart(p.text[i]) {
		i++
	}
	for ; have < n && i < len(p.text); have++ {
		_, size := utf8.DecodeRuneInString(p.text[i:])
		i += size
	}
	return i
}

// at counts the code points that start before byte offset i; offsets outside
// the text are taken as its ends.
func (p *Points) at(i int) int {
	i = max(0, min(i, len(p.text)))
	mark := min(i/stride, len(p.marks)-1)
	if mark < 0 {
		return 0
	}
	n := p.marks[mark]
	for j := mark * stride; j < i; j++ {
		if utf8.RuneStart(p.text[j]) {
			n++
		}
	}
	return n
}

func (p *Points) span(s Span) jsonSpan { return jsonSpan{p.at(s.Start), p.at(s.End)} }

func (p *Points) spans(in []Span) []jsonSpan {
	out := make([]jsonSpan, 0, len(in))
	for _, s := range in {
		out = append(out, p.span(s))
	}
	return out
}

// byteIndex turns code-point offsets of one text back into byte offsets and
// remembers the first span that did not fit.
type byteIndex struct {
	points *Points
	err    error
}

func newByteIndex(text string) *byteIndex { return &byteIndex{points: NewPoints(text)} }

func (b *byteIndex) span(s jsonSpan) Span {
	span, ok := b.points.Bytes(s)
	if !ok && b.err == nil {
		b.err = fmt.Errorf("onrecord: span [%d, %d] is outside the text of %d code points", s[0], s[1], b.points.total)
	}
	return span
}

func (b *byteIndex) spans(in []jsonSpan) []Span {
	var out []Span
	for _, s := range in {
		out = append(out, b.span(s))
	}
	return out
}
