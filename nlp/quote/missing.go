package quote

import (
	"sort"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// unopened makes a quotation of a closing mark without an opening one.
func (p *pairer) unopened(m mark) {
	if p.cut.number >= 0 && len(p.stack) == 0 && m.family != single && p.index-p.cut.paragraph <= longestSpan {
		if p.index == p.cut.paragraph+1 && m.span.End == p.para.Span.End && p.nameLine(m.span.Start) {
			return // rule pull quote: the mark stands after the name below the quotation
		}
		if p.span(m) {
			return
		}
	}
	start := p.para.Span.Start
	for _, open := range p.stack {
		start = max(start, open.from, open.inner)
	}
	start = max(start, p.after, p.clauseStart(m))
	s := trim(p.doc.Text, onrecord.Span{Start: start, End: m.span.Start})
	p.finish(nlp.Quote{Outer: onrecord.Span{Start: s.Start, End: m.span.End}, Segments: []onrecord.Span{s}, Parent: -1, Unopened: true})
}

// longestSpan bounds the paragraphs that a quotation runs through without being
// reopened.
const longestSpan = 6

// span joins the quotation that was cut off to the closing mark m (rule
// spanning: a quotation runs through paragraphs and is not reopened). It does
// not where words between report it.
func (p *pairer) span(m mark) bool {
	q := &p.quotes[p.cut.number]
	var segments []onrecord.Span
	for i := p.cut.paragraph + 1; i <= p.index; i++ {
		s := p.doc.Paragraphs[i].Span
		s.End = min(s.End, m.span.Start)
		if s = trim(p.doc.Text, s); s.Empty() {
			continue
		}
		if reportAt(p.doc, s) >= 0 {
			return false
		}
		segments = append(segments, s)
	}
	q.Segments = append(q.Segments, segments...)
	q.Outer.End = m.span.End
	q.Unclosed = false
	p.after = m.span.End
	p.cut.number = -1
	return true
}

// nameLine tells whether the paragraph up to end is a name and a description,
// not words of speech.
func (p *pairer) nameLine(end int) bool {
	const longest = 12 // words
	first, last := tokensIn(p.doc, onrecord.Span{Start: p.para.Span.Start, End: end})
	words, capitals := 0, 0
	for i := first; i < last; i++ {
		if p.doc.Tokens[i].Kind != nlp.Word {
			continue
		}
		word := p.doc.Word(i)
		is := classOf(word)
		if is.has(person) {
			return false
		}
		if !is.has(small) {
			words++
			if capitalised(word) {
				capitals++
			}
		}
	}
	return words <= longest && 2*capitals >= words && capitals >= 2
}

// clauseStart is where the words before a closing mark may begin: with their
// sentence, or after a verb of saying and a comma or colon in it.
func (p *pairer) clauseStart(m mark) int {
	d := p.doc
	last := tokenAt(d, m.span.Start)
	if last == 0 {
		return m.span.Start
	}
	from, _ := sentenceBounds(d, last-1, last-1)
	const reach = 60 // tokens that are looked through
	for k := last - 2; k > max(from, last-reach); k-- {
		if w := d.Word(k); (w == "," || w == ":") && classOf(d.Word(k-1)).has(saying) {
			return d.Tokens[k].Span.End
		}
	}
	return d.Tokens[from].Span.Start
}

// A quotation without closing mark that nothing else ends runs through this
// many sentences of its paragraph at the most.
const (
	unclosedDouble = 6
	unclosedSingle = 1
)

// abandon ends the open quotations from k on, which have no closing mark, with
// their paragraph or earlier.
func (p *pairer) abandon(k int) {
	for len(p.stack) > k {
		open := p.stack[len(p.stack)-1]
		sentences := unclosedDouble
		if open.family == single {
			sentences = unclosedSingle
		}
		from := open.from
		if from < 0 {
			from = open.quote.Segments[len(open.quote.Segments)-1].Start
		}
		end := max(p.sentenceEnd(from, sentences), open.inner)
		if n := len(open.quote.Segments); open.from < 0 && open.quote.Segments[n-1].End > end {
			s := &p.stack[len(p.stack)-1].quote
			s.Segments[n-1].End, s.Outer.End = end, end
		}
		p.abandonAt(len(p.stack)-1, min(end, p.para.Span.End))
	}
}

// sentenceEnd is the end of the nth sentence from the one that offset is in.
func (p *pairer) sentenceEnd(offset, n int) int {
	s := p.doc.Sentences
	i := sort.Search(len(s), func(i int) bool { return s[i].Span.End > offset })
	if i == len(s) {
		return p.para.Span.End
	}
	return s[min(i+n-1, len(s)-1)].Span.End
}

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
