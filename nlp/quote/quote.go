// Package quote pairs the quotation marks of a document and says what each
// quotation is for.
//
// Input is a document with tokens and sentences, output the same document with
// its quotations. Curly, straight, typewriter (“ ” ‘ ’ " ' “ ”), German („ “ ‚ ‘)
// and French (« » ‹ ›) marks are read, in any mixture. For each mark, scores
// say how well it would open, close, or be no quotation mark at all (an
// apostrophe, feet or inches), from its character and its neighbours; the best
// sequence of readings for each paragraph is found by Viterbi's algorithm over
// the stacks of open quotations, at most three deep. So a mark that points the
// wrong way, one that is missing and an apostrophe that looks like a closing
// mark cost something, but break nothing.
//
// # What the spans say
//
// Quote.Outer runs from the first byte of the opening mark to the last of the
// closing one. Quote.Segments are the words between the marks without white
// space at their edges. A quotation that is reopened at the next paragraph
// without having been closed (or, where paragraphs were run together, after
// the end of a sentence) is one quotation with a segment for each opening
// mark; the marks between are in Outer and in no segment. One that runs through
// paragraphs and is closed without having been reopened is one, too. Where the closing
// mark is missing, Unclosed is set, and the quotation ends before the words
// that report it (", he said"), before the next opening mark, or with its
// paragraph. Where the opening mark is missing, Unopened is set, and the
// quotation begins with its sentence, or after the quotation before it.
// Quotations are nested or disjoint; a nested one has the index of the one
// around it as Parent. Marks with no word between them are no quotation.
//
// It does not say who is quoted, and takes marks alone for quotations: display
// quotations without marks are not found.
package quote

import (
	"sort"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// Pair is total: any document gives its quotations. Time and memory are linear
// in the document.
func Pair(d nlp.Document) nlp.Quoted {
	p := pairer{doc: &d, cut: cutOff{number: -1}}
	marks := findMarks(&d)
	for i, para := range d.Paragraphs {
		n := 0
		for n < len(marks) && marks[n].span.Start < para.Span.End {
			n++
		}
		reopens := family(none)
		if i+1 < len(d.Paragraphs) && n < len(marks) && marks[n].span.Start == d.Paragraphs[i+1].Span.Start &&
			marks[n].open > 0 {
			reopens = marks[n].family
		}
		p.index, p.para = i, para
		p.paragraph(marks[:n], reopens)
		marks = marks[n:]
	}
	p.abandon(0)
	q := nlp.Quoted{Document: d, Quotes: nest(p.quotes)}
	classify(&q)
	return q
}

// pairer collects quotations; stack holds those that are open.
type pairer struct {
	doc    *nlp.Document
	index  int // of the paragraph that is read
	para   nlp.Paragraph
	quotes []nlp.Quote
	stack  []pending
	after  int // end of the last quotation, also of one without words
	cut    cutOff
}

// cutOff is the last quotation that the end of its paragraph cut off. Number
// is -1 where there is none, or a later double quotation came between.
type cutOff struct{ number, paragraph int }

// pending is a quotation whose end has not been seen.
type pending struct {
	family family
	quote  nlp.Quote
	from   int // where the segment that is being read begins
	inner  int // end of the last quotation within
}

// paragraph reads one paragraph's marks. reopens is the family of the mark
// that the next paragraph begins with.
func (p *pairer) paragraph(marks []mark, reopens family) {
	marks = p.resume(marks)
	var start state
	for _, open := range p.stack {
		start = start.push(open.family)
	}
	for i, act := range decode(marks, start, reopens) {
		m := marks[i]
		switch {
		case act == opens:
			p.open(m)
		case act == reopensHere:
			p.reopen(m)
		case act == unopens:
			p.unopened(m)
		case act >= closes:
			p.close(m, int(act-closes))
		}
	}
	// What is still open ends here, unless the next paragraph takes it up.
	for i := range p.stack {
		p.endSegment(i, p.para.Span.End)
	}
	if keep := p.resumable(reopens); keep < len(p.stack) {
		outer := p.stack[0].family
		p.abandon(keep)
		n := len(p.quotes) - 1
		if keep == 0 && outer != single && n >= 0 && p.quotes[n].Unclosed && p.quotes[n].Outer.End == p.para.Span.End {
			p.cut = cutOff{number: n, paragraph: p.index}
		}
	}
}

// resume takes up the quotations that the paragraph before left open, where
// the paragraph begins with their marks, and returns the other marks.
func (p *pairer) resume(marks []mark) []mark {
	at, k := p.para.Span.Start, 0
	for k < len(p.stack) && len(marks) > 0 && marks[0].span.Start == at && marks[0].family == p.stack[k].family && marks[0].open > 0 {
		at = marks[0].span.End
		p.stack[k].from = at
		marks = marks[1:]
		k++
	}
	p.abandon(k)
	return marks
}

// resumable is how many of the open quotations may go on in the next
// paragraph: those of a mark that it begins with, and only where the words so
// far do not end with "he said".
func (p *pairer) resumable(reopens family) int {
	if len(p.stack) == 0 || p.stack[0].family != reopens {
		return 0
	}
	if q := &p.stack[0].quote; reportAt(p.doc, q.Segments[len(q.Segments)-1]) >= 0 {
		return 0
	}
	return len(p.stack)
}

func (p *pairer) open(m mark) {
	if m.family != single {
		p.cut.number = -1
	}
	p.stack = append(p.stack, pending{family: m.family, from: m.span.End,
		quote: nlp.Quote{Outer: onrecord.Span{Start: m.span.Start, End: m.span.End}, Parent: -1}})
}

// reopen reads an opening mark while a quotation of its family is open: the
// same quotation goes on after a sentence's end (paragraphs run together), or
// the closing mark was left out.
func (p *pairer) reopen(m mark) {
	k := p.innermost(m.family)
	p.abandonAt(k+1, m.span.Start)
	p.endSegment(k, m.span.Start)
	q := &p.stack[k].quote
	if m.afterStop && reportAt(p.doc, q.Segments[len(q.Segments)-1]) < 0 {
		p.stack[k].from = m.span.End
		return
	}
	p.abandon(k)
	p.open(m)
}

// close ends quotation k of the stack, and those within it that have no
// closing mark.
func (p *pairer) close(m mark, k int) {
	p.abandonAt(k+1, m.span.Start)
	p.endSegment(k, m.span.Start)
	q := p.stack[k].quote
	q.Outer.End = m.span.End
	p.stack = p.stack[:k]
	p.finish(q)
}

// innermost is the index of the innermost open quotation of a family, or -1.
func (p *pairer) innermost(f family) int {
	for k := len(p.stack) - 1; k >= 0; k-- {
		if p.stack[k].family == f {
			return k
		}
	}
	return -1
}

// endSegment ends the segment that quotation k of the stack is in.
func (p *pairer) endSegment(k, end int) {
	open := &p.stack[k]
	if open.from < 0 {
		return
	}
	s := trim(p.doc.Text, onrecord.Span{Start: open.from, End: end})
	open.from = -1
	if s.Empty() && len(open.quote.Segments) > 0 {
		return // reopened for nothing
	}
	open.quote.Segments = append(open.quote.Segments, s)
	open.quote.Outer.End = max(open.quote.Outer.End, s.End)
}

// finish takes a quotation as found, if there is a word in it.
func (p *pairer) finish(q nlp.Quote) {
	p.after = q.Outer.End
	for i := range p.stack {
		p.stack[i].inner = max(p.stack[i].inner, q.Outer.End)
	}
	for _, s := range q.Segments {
		if hasWord(p.doc.Text, s) {
			p.quotes = append(p.quotes, q)
			return
		}
	}
}

// nest sorts the quotations and gives each the one around it.
func nest(quotes []nlp.Quote) []nlp.Quote {
	sort.SliceStable(quotes, func(i, j int) bool {
		a, b := quotes[i].Outer, quotes[j].Outer
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	var around []int
	for i := range quotes {
		for len(around) > 0 && quotes[around[len(around)-1]].Outer.End <= quotes[i].Outer.Start {
			around = around[:len(around)-1]
		}
		if len(around) > 0 {
			quotes[i].Parent = around[len(around)-1]
		}
		around = append(around, i)
	}
	return quotes
}

// trim takes white space off a span's edges.
func trim(text string, s onrecord.Span) onrecord.Span {
	if s.End < s.Start {
		s.End = s.Start
	}
	in := s.In(text)
	s.Start += len(in) - len(strings.TrimLeftFunc(in, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimRightFunc(s.In(text), unicode.IsSpace))
	return s
}
