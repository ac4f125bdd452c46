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
// mark; the marks between are in Outer and in no segment. Where the closing
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

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// Pair is total: any document gives its quotations. Time and memory are linear
// in the document.
func Pair(d nlp.Document) nlp.Quoted {
	p := pairer{doc: &d}
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
		p.paragraph(para, marks[:n], reopens)
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
	para   nlp.Paragraph
	quotes []nlp.Quote
	stack  []pending
}

// pending is a quotation whose end has not been seen.
type pending struct {
	family family
	quote  nlp.Quote
	from   int // where the segment that is being read begins
	inner  int // end of the last quotation within
}

// paragraph reads one paragraph's marks. reopens is the family of the mark
// that the next paragraph begins with.
func (p *pairer) paragraph(para nlp.Paragraph, marks []mark, reopens family) {
	p.para = para
	marks = p.resume(marks)
	var start state
	for _, open := range p.stack {
		start = start.push(open.family)
	}
	for i, act := range decode(marks, start, reopens) {
		m := marks[i]
		switch act {
		case opens:
			p.open(m)
		case reopensHere:
			p.reopen(m)
		case closes:
			p.close(m)
		}
	}
	// What is still open ends here, unless the next paragraph takes it up.
	for i := range p.stack {
		p.endSegment(i, para.Span.End)
	}
	if keep := p.resumable(reopens); keep < len(p.stack) {
		p.abandon(keep)
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

func (p *pairer) close(m mark) {
	k := p.innermost(m.family)
	if k < 0 {
		p.unopened(m)
		return
	}
	p.abandonAt(k+1, m.span.Start)
	p.endSegment(k, m.span.Start)
	q := p.stack[k].quote
	q.Outer.End = m.span.End
	p.stack = p.stack[:k]
	p.finish(q)
}

// unopened makes a quotation of a closing mark without an opening one.
func (p *pairer) unopened(m mark) {
	d := p.doc
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Span.End >= m.span.End })
	start := p.para.Span.Start
	if i < len(d.Sentences) {
		start = max(start, d.Sentences[i].Span.Start)
	}
	for _, open := range p.stack {
		start = max(start, open.from, open.inner)
	}
	if n := len(p.quotes); n > 0 {
		start = max(start, p.quotes[n-1].Outer.End)
	}
	s := trim(d.Text, onrecord.Span{Start: start, End: m.span.Start})
	p.finish(nlp.Quote{Outer: onrecord.Span{Start: s.Start, End: m.span.End}, Segments: []onrecord.Span{s}, Parent: -1, Unopened: true})
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
	if !s.Empty() || len(open.quote.Segments) == 0 {
		open.quote.Segments = append(open.quote.Segments, s)
	}
	open.quote.Outer.End = max(open.quote.Outer.End, s.End)
}

// abandon ends the open quotations from k on, which have no closing mark.
func (p *pairer) abandon(k int) { p.abandonAt(k, p.para.Span.End) }

// abandonAt is abandon with the place that they end at the latest.
func (p *pairer) abandonAt(k, end int) {
	for len(p.stack) > k {
		i := len(p.stack) - 1
		p.endSegment(i, end)
		open := p.stack[i]
		p.stack = p.stack[:i]
		q := open.quote
		q.Unclosed = true
		last := &q.Segments[len(q.Segments)-1]
		if cut := reportAt(p.doc, *last); cut >= open.inner && cut > last.Start {
			last.End = cut
			q.Outer.End = cut
		}
		p.finish(q)
	}
}

// finish takes a quotation as found, if there is a word in it.
func (p *pairer) finish(q nlp.Quote) {
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
	s.Start += len(in) - len(strings.TrimLeft(in, whiteSpace))
	s.End = s.Start + len(strings.TrimRight(s.In(text), whiteSpace))
	return s
}

const whiteSpace = " \t\n\r\v\f\u0085\u00a0\u2002\u2003\u2009\u202f\u2028\u2029\u3000"
