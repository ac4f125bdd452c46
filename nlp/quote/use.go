package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// evidence is what the rules of use look at.
type evidence struct {
	words      int  // words and numbers inside
	capitals   int  // of these, content words with a capital
	content    int  // words that titles write with a capital
	person     bool // a word of speech inside: I, we, is, not …
	stopInside bool // it ends with . ? ! or …
	comma      bool // it ends with a comma
	upper      bool // its first word has a capital
	saysNear   bool // a verb of saying directly before or after
	saysAnd    bool // a verb of saying or labelling in the same sentence
	intro      bool // a colon, or a comma after a verb of saying, before
	scare      bool // so-called, the term, known as … before
	work       bool // a kind of work, or a channel, beside it
	article    bool // the, a, an before
	alone      bool // begins a paragraph or sentence and ends one
	programme  bool // on, in, of or a possessive directly before
	headline   bool // the words around it are written as a title is, too
	segments   int
}

// useRules are tried in order; the first that holds says what a quotation is
// for. Words of doubt are taken for speech: a statement that is none can be
// seen later, one that was dropped cannot.
var useRules = []struct {
	name string
	use  nlp.QuoteUse
	when func(*evidence) bool
}{
	{"reopened", nlp.Speech, func(e *evidence) bool { return e.segments > 1 }},
	{"named work", nlp.Title, func(e *evidence) bool { return e.work && e.titled() && e.words <= 10 && !e.intro }},
	{"on the programme", nlp.Title, func(e *evidence) bool { return e.programme && e.titled() && e.words >= 2 && e.words <= 10 }},
	{"so-called", nlp.Scare, func(e *evidence) bool { return e.scare && e.words <= 6 && !e.sentence() && !e.saysNear }},
	{"long", nlp.Speech, func(e *evidence) bool { return e.words >= 8 && !e.titled() }},
	{"introduced", nlp.Speech, func(e *evidence) bool { return e.intro }},
	{"reported", nlp.Speech, func(e *evidence) bool { return e.saysNear && (e.comma || e.stopInside || e.words > 2) }},
	{"clause", nlp.Speech, func(e *evidence) bool { return e.person && e.words >= 3 && !e.titled() }},
	{"stands alone", nlp.Speech, func(e *evidence) bool { return e.alone && e.words >= 3 }},
	{"title case", nlp.Title, func(e *evidence) bool { return e.titled() && e.words >= 2 && e.words <= 10 && !e.saysNear }},
	{"word", nlp.Scare, func(e *evidence) bool { return e.words <= 2 && !e.saysAnd && !e.sentence() }},
	{"phrase", nlp.Scare, func(e *evidence) bool { return e.words <= 3 && e.article && !e.saysAnd && !e.sentence() }},
}

// sentence tells whether the words are a sentence, not only at the end of one.
func (e *evidence) sentence() bool { return e.stopInside && (e.upper || e.person) }

// titled tells whether the words are written as a title is.
func (e *evidence) titled() bool {
	return e.upper && e.content > 0 && e.capitals == e.content && !e.headline && !(e.alone && e.stopInside)
}

// classify sets the use of each quotation.
func classify(q *nlp.Quoted) {
	for i := range q.Quotes {
		_, q.Quotes[i].Use = use(q, i)
	}
}

// use is the name of the first rule that holds for quotation i, and what the
// rule says; without a rule, a quotation is speech.
func use(q *nlp.Quoted, i int) (string, nlp.QuoteUse) {
	e := gather(q, i)
	for _, rule := range useRules {
		if rule.when(&e) {
			return rule.name, rule.use
		}
	}
	return "otherwise", nlp.Speech
}

// inside bounds the words of a quotation that are looked at: a longer one is
// decided by its length.
const inside = 64

func gather(q *nlp.Quoted, i int) evidence {
	d := &q.Document
	quote := &q.Quotes[i]
	e := evidence{segments: len(quote.Segments)}
	first, last := tokensIn(d, quote.Segments[0])
	for k := first; k < min(last, first+inside); k++ {
		if d.Tokens[k].Kind > nlp.Number {
			continue
		}
		word := d.Word(k)
		if e.words == 0 {
			e.upper = capitalised(word) || d.Tokens[k].Kind == nlp.Number
		}
		e.words++
		is := classOf(word)
		if !is.has(small) && d.Tokens[k].Kind == nlp.Word && word[0] != '\'' && !strings.HasPrefix(word, "’") {
			e.content++
			if capitalised(word) {
				e.capitals++
			}
		}
		e.person = e.person || is.has(person)
	}
	if last > first {
		switch word := d.Word(last - 1); word[0] {
		case '.', '?', '!', 0xe2:
			e.stopInside = word[0] != 0xe2 || word == "…"
		case ',':
			e.comma = true
		}
	}
	e.around(d, quote.Outer)
	return e
}

// near is how many tokens away a word that explains a quotation may stand.
const near = 4

// around looks at the sentence that the quotation stands in.
func (e *evidence) around(d *nlp.Document, outer onrecord.Span) {
	first, last := tokensIn(d, outer)
	const reach = 40
	from, to := sentenceBounds(d, first, max(first, last-1))
	e.alone = first == from && last >= to-1
	content, capitals := 0, 0
	count := func(k int, word string, is class) {
		if d.Tokens[k].Kind == nlp.Word && k > from && len(word) > 3 && !is.has(small) {
			content++
			if capitalised(word) {
				capitals++
			}
		}
	}
	for k := first - 1; k >= max(from, first-reach); k-- {
		word := d.Word(k)
		is := classOf(word)
		e.before(d, k, first-k, word, is)
		count(k, word, is)
	}
	for k := last; k < min(to, last+reach); k++ {
		word, gap := d.Word(k), k-last+1
		is := classOf(word)
		switch {
		case is.has(saying):
			e.saysAnd = true
			e.saysNear = e.saysNear || gap <= near
		case is.has(labelling):
			e.saysAnd = true
		case gap <= 2 && is.has(work):
			e.work = true
		}
		count(k, word, is)
	}
	e.headline = content >= 3 && 4*capitals >= 3*content
}

// before takes the word that stands gap tokens before the quotation.
func (e *evidence) before(d *nlp.Document, k, gap int, word string, is class) {
	switch {
	case is.has(saying):
		e.saysAnd = true
		e.saysNear = e.saysNear || gap <= 3
		if next := d.Word(k + 1); gap == 2 && (next == "," || next == ":") {
			e.intro = true
		}
	case is.has(labelling):
		e.saysAnd = true
	case gap == 1 && word == ":":
		e.intro = true
	case is.has(scare) && (gap <= 2 || gap <= near && d.Word(k+gap-1) == "as"):
		e.scare = true
	case gap <= near && is.has(work|broadcast):
		e.work = true
	}
	if gap == 1 {
		switch word {
		case "the", "a", "an":
			e.article = true
		case "on", "of", "in", "'s", "’s", "from":
			e.programme = true
		}
	}
}

// sentenceBounds are the tokens of the sentences that tokens first and last
// stand in.
func sentenceBounds(d *nlp.Document, first, last int) (from, to int) {
	find := func(tok int) int {
		lo, hi := 0, len(d.Sentences)
		for lo < hi {
			mid := (lo + hi) / 2
			if d.Sentences[mid].Last <= tok {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return min(lo, len(d.Sentences)-1)
	}
	if len(d.Sentences) == 0 {
		return 0, len(d.Tokens)
	}
	return d.Sentences[find(first)].First, d.Sentences[find(last)].Last
}
