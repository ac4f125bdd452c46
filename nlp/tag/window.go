package tag

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// The values of the letter-case feature.
const (
	caseLower   = iota // no capital, or no letter
	caseInitial        // the first letter alone
	caseUpper          // every letter, two at least
	caseMixed
	caseCount
)

// The values of the quotation feature.
const (
	quoteOutside = iota
	quoteSpeech  // within words that somebody said
	quoteOther   // within scare quotes or a title
	quoteOpen    // an opening mark
	quoteClose   // a closing mark
	quoteCount
)

// The values of the bound feature.
const (
	boundNone = iota
	boundSentence
	boundParagraph
	boundCount
)

// FeatureSizes are the numbers of values of the input features, in the order
// in which the encoder takes them: letter case, quotation, bound.
var FeatureSizes = [...]int{caseCount, quoteCount, boundCount}

// FeatureNames are the names of the features' embedding tables.
var FeatureNames = [...]string{"case", "quote", "bound"}

// Window is a run of tokens as the encoder reads it: [CLS], their pieces,
// [SEP]. Its core is what it decides on; the tokens around are context.
type Window struct {
	IDs                 []int32
	Features            [len(FeatureSizes)][]uint8 // one value for each id
	First, Last         int                        // tokens [First, Last) of the document
	CoreFirst, CoreLast int                        // tokens [CoreFirst, CoreLast)
	Piece               []int32                    // index into IDs of the first piece of token First+i
}

// Shape says how long windows are, in pieces.
type Shape struct {
	Core    int // of the core, at the most
	Context int // of whole sentences before and after it, each at the most
}

// Windower turns documents into windows. It is immutable and safe for
// concurrent use.
type Windower struct {
	vocabulary  *wordpiece.Vocabulary
	shape       Shape
	open, close int32 // ids that stand for every opening and closing mark
	dash        int32 // stands for the mark after a dateline
}

// NewWindower makes a Windower for a vocabulary.
func NewWindower(v *wordpiece.Vocabulary, shape Shape) *Windower {
	return &Windower{vocabulary: v, shape: shape, open: v.ID("“"), close: v.ID("”"), dash: v.ID("—")}
}

// pieces holds a document's tokens as pieces with their features.
type pieces struct {
	ids      []int32
	start    []int // of token i in ids; one more at the end
	features [len(FeatureSizes)][]uint8
}

// Windows cuts a document into windows whose cores tile its tokens: whole
// sentences where they fit, ending with a paragraph where one ends in the
// last third of the core.
func (w *Windower) Windows(q *nlp.Quoted) []Window {
	p := w.pieces(q)
	var out []Window
	for first := 0; first < len(q.Sentences); {
		last := w.coreEnd(q, p, first)
		out = append(out, w.cut(q, p, first, last)...)
		first = last
	}
	return out
}

// coreEnd is the sentence after the last one of the core that starts at first.
func (w *Windower) coreEnd(q *nlp.Quoted, p *pieces, first int) int {
	from := p.start[q.Sentences[first].First]
	last, paragraph := first, -1
	for last < len(q.Sentences) && p.start[q.Sentences[last].Last]-from <= w.shape.Core {
		last++
		used := p.start[q.Sentences[last-1].Last] - from
		if (last == len(q.Sentences) || q.Sentences[last].Paragraph != q.Sentences[last-1].Paragraph) && 3*used >= 2*w.shape.Core {
			paragraph = last
		}
	}
	switch {
	case last == len(q.Sentences):
		return last
	case paragraph > 0:
		return paragraph
	}
	return max(last, first+1)
}

// cut makes the window over sentences [first, last), or several where a
// single sentence is longer than a core.
func (w *Windower) cut(q *nlp.Quoted, p *pieces, first, last int) []Window {
	coreFirst, coreLast := q.Sentences[first].First, q.Sentences[last-1].Last
	if p.start[coreLast]-p.start[coreFirst] <= w.shape.Core {
		before, after := first, last
		for before > 0 && p.start[coreFirst]-p.start[q.Sentences[before-1].First] <= w.shape.Context {
			before--
		}
		for after < len(q.Sentences) && p.start[q.Sentences[after].Last]-p.start[coreLast] <= w.shape.Context {
			after++
		}
		return []Window{w.window(p, q.Sentences[before].First, q.Sentences[after-1].Last, coreFirst, coreLast)}
	}
	var out []Window
	for from := coreFirst; from < coreLast; {
		to := from + 1
		for to < coreLast && p.start[to+1]-p.start[from] <= w.shape.Core {
			to++
		}
		out = append(out, w.window(p, from, to, from, to))
		from = to
	}
	return out
}

// window frames the pieces of tokens [first, last). A token of more pieces
// than a window holds is cut short.
func (w *Windower) window(p *pieces, first, last, coreFirst, coreLast int) Window {
	from, to := p.start[first], p.start[last]
	to = min(to, from+w.shape.Core+2*w.shape.Context)
	n := to - from + 2
	win := Window{IDs: make([]int32, 0, n), First: first, Last: last, CoreFirst: coreFirst, CoreLast: coreLast,
		Piece: make([]int32, 0, last-first)}
	win.IDs = append(append(append(win.IDs, w.vocabulary.CLS()), p.ids[from:to]...), w.vocabulary.SEP())
	for f := range win.Features {
		win.Features[f] = append(append(append(make([]uint8, 0, n), 0), p.features[f][from:to]...), 0)
	}
	for t := first; t < last; t++ {
		win.Piece = append(win.Piece, int32(min(p.start[t]-from+1, n-2)))
	}
	return win
}

// pieces turns every token into pieces. Quotation marks of any style become
// the same two pieces, so that what was learned of one style holds for all.
func (w *Windower) pieces(q *nlp.Quoted) *pieces {
	n := len(q.Tokens)
	p := &pieces{ids: make([]int32, 0, n+n/3), start: make([]int, 0, n+1)}
	quotes := quoteStates(q)
	bounds := make([]uint8, n)
	for i, s := range q.Sentences {
		bounds[s.First] = boundSentence
		if i == 0 || q.Sentences[i-1].Paragraph != s.Paragraph {
			bounds[s.First] = boundParagraph
		}
	}
	var scratch []byte
	filed := afterDateline(q)
	for i := range q.Tokens {
		before := len(p.ids)
		p.start = append(p.start, before)
		switch {
		case i == filed:
			p.ids = append(p.ids, w.dash)
		case quotes[i] == quoteOpen:
			p.ids = append(p.ids, w.open)
		case quotes[i] == quoteClose:
			p.ids = append(p.ids, w.close)
		default:
			p.ids = w.vocabulary.Append(p.ids, q.Word(i), &scratch)
		}
		values := [len(FeatureSizes)]uint8{letterCase(q.Word(i)), quotes[i], bounds[i]}
		for range len(p.ids) - before {
			for f, v := range values {
				p.features[f] = append(p.features[f], v)
			}
		}
	}
	p.start = append(p.start, len(p.ids))
	return p
}

// afterDateline is the colon after the article's dateline, or -1: it reads as
// the dash that American papers set there, and not as "somebody: words".
func afterDateline(q *nlp.Quoted) int {
	if q.Dateline == nil || q.Dateline.Span.Empty() {
		return -1
	}
	i := sort.Search(len(q.Tokens), func(i int) bool { return q.Tokens[i].Span.Start >= q.Dateline.Span.End })
	if i < len(q.Tokens) && q.Word(i) == ":" {
		return i
	}
	return -1
}

// letterCase sorts a word by its capitals.
func letterCase(word string) uint8 {
	letters, upper, first := 0, 0, false
	for _, r := range word {
		if !unicode.IsLetter(r) {
			continue
		}
		if unicode.IsUpper(r) {
			upper++
			first = first || letters == 0
		}
		letters++
	}
	switch {
	case upper == 0:
		return caseLower
	case upper == letters && letters > 1:
		return caseUpper
	case upper == 1 && first:
		return caseInitial
	}
	return caseMixed
}

// quoteStates gives each token's value of the quotation feature.
func quoteStates(q *nlp.Quoted) []uint8 {
	states := make([]uint8, len(q.Tokens))
	mark := func(s onrecord.Span, state uint8, from int) int {
		for from < len(q.Tokens) && q.Tokens[from].Span.End <= s.Start {
			from++
		}
		for i := from; i < len(q.Tokens) && q.Tokens[i].Span.Start < s.End; i++ {
			states[i] = state
		}
		return from
	}
	from := 0
	for _, quote := range q.Quotes {
		inside := uint8(quoteSpeech)
		if quote.Use != nlp.Speech {
			inside = quoteOther
		}
		at := quote.Outer.Start
		for k, segment := range quote.Segments {
			if opening := (onrecord.Span{Start: at, End: segment.Start}); k == 0 {
				from = mark(opening, quoteOpen, from)
			} else {
				mark(trailingMark(q.Text, opening), quoteOpen, from)
			}
			mark(segment, inside, from)
			at = segment.End
		}
		mark(onrecord.Span{Start: at, End: quote.Outer.End}, quoteClose, from)
	}
	return states
}

// trailingMark is what stands in a gap between two segments after the last
// white space: the mark that reopens the quotation.
func trailingMark(text string, gap onrecord.Span) onrecord.Span {
	for i := gap.End; i > gap.Start; {
		r, size := utf8.DecodeLastRuneInString(text[gap.Start:i])
		if unicode.IsSpace(r) {
			return onrecord.Span{Start: i, End: gap.End}
		}
		i -= size
	}
	return gap
}
