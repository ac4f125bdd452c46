package resolve

import (
	"strings"

	"github.com/onrecord/onrecord/nlp"
)

// calls is how often an article calls a person he and she.
type calls struct{ he, she float64 }

func (c *calls) add(pronoun string, n float64) {
	switch pronoun {
	case "he":
		c.he += n
	case "she":
		c.she += n
	}
}

// The ways in which what an article calls a person agrees with a pronoun.
const (
	agreeUnknown = iota
	agreeOnce
	agreeOften
	differOnce
	differOften
	agreeMixed
)

// agreement tells how the article's other words agree with the pronoun at
// token i standing for a person.
func (t *text) agreement(e, i int, pronoun string) int {
	c := t.spokenOf[e]
	if found, ok := t.before[i]; ok && found.entity == e && found.probability >= leastSure {
		c.add(pronoun, -found.probability)
	}
	with, against := c.he, c.she
	switch pronoun {
	case "she":
		with, against = against, with
	case "":
		with, against = 0, 0
	}
	switch {
	case with+against < 0.5:
		return agreeUnknown
	case with >= 5*against+2:
		return agreeOften
	case with >= 2*against:
		return agreeOnce
	case against >= 5*with+2:
		return differOften
	case against >= 2*with:
		return differOnce
	}
	return agreeMixed
}

// The classes of words beside a mention.
const (
	wordOther = iota
	wordNone  // the sentence's edge
	wordComma
	wordPossessive
	wordAnd
	wordClause      // that, when, as, if …
	wordPreposition // of, to, with …
	wordSpeaks
	wordQuote
	wordStop
	wordClasses
)

var clauseWords = set("that when as if because while though although whether since where after before until but which who")
var prepositions = set("of to with for by from at in on against about over under like between than into behind")

func (t *text) wordClass(i, beside int) int {
	if i < 0 || i >= len(t.a.Tokens) || t.sentence[i] != t.sentence[beside] {
		return wordNone
	}
	w := t.low(i)
	switch {
	case w == ",":
		return wordComma
	case w == "'s" || w == "'":
		return wordPossessive
	case w == "and" || w == "or":
		return wordAnd
	case clauseWords[w]:
		return wordClause
	case prepositions[w]:
		return wordPreposition
	case speaks[w]:
		return wordSpeaks
	case strings.ContainsAny(w, "\"“”"):
		return wordQuote
	case t.a.Tokens[i].Kind == nlp.Punct:
		return wordStop
	}
	return wordOther
}

// contextOf is the context of a pronoun, with the statement that it stands in
// or is the source of.
func (w *walk) contextOf(i int) (context, statement int) {
	if a, ok := w.sources[i]; ok && w.tokenAt(w.a.Attributions[a].Source[0].Start) == i {
		return asSource, a
	}
	switch {
	case w.quoted[i]:
		return inQuotes, w.context[i]
	case w.context[i] >= 0:
		return inContent, w.context[i]
	}
	return inText, -1
}

func bucket(n int, edges ...int) int {
	for k, e := range edges {
		if n <= e {
			return k
		}
	}
	return len(edges)
}

// features are what speaks for each candidate, and for none of them.
func (w *walk) features(i int, who []int, pronoun string, form int) [][]feature {
	context, statement := w.contextOf(i)
	all := make([][]feature, 0, len(who)+1)
	add := func(list []feature, f family, value int) []feature {
		return append(list, pack(f, anywhere, value), pack(f, context, value))
	}
	now := w.a.Sentences[w.sentence[i]]
	within := -1
	if statement >= 0 {
		within = w.speakers[statement]
		if context == asSource {
			within = w.around(i)
		}
	}
	start := i == now.First || w.a.Tokens[i-1].Kind == nlp.Punct && i-now.First <= 2
	for rank, e := range who {
		s := w.standing[e]
		apart := w.sentence[i] - w.sentence[s.last]
		near := 0
		if apart > 0 {
			near = 1
		}
		list := make([]feature, 0, 26)
		list = add(list, famDistance, bucket(apart, 0, 1, 2, 3, 4, 6, 8)*2+toInt(s.pronoun))
		list = add(list, famParagraph, bucket(now.Paragraph-w.a.Sentences[w.sentence[s.last]].Paragraph, 0, 1, 2, 3))
		list = add(list, famRank, bucket(rank, 0, 1, 2, 3))
		list = add(list, famBefore, s.before*2+near)
		list = add(list, famAfter, s.after*2+near)
		list = add(list, famAgree, w.agreement(e, i, pronoun))
		list = add(list, famPrior, w.prior(e, i))
		if within >= 0 {
			list = add(list, famWithin, toInt(within == e)+2*form)
		}
		list = add(list, famCount, bucket(s.mentions, 1, 2, 4, 8, 16))
		list = add(list, famLead, toInt(s.first < 2))
		if apart == 0 {
			list = add(list, famForm, form*wordClasses+s.before)
		}
		list = add(list, famQuoted, w.said(s.last)*3+w.said(i))
		list = add(list, famStart, toInt(start)*4+toInt(s.before == wordNone)*2+near)
		list = add(list, famNamed, toInt(s.pronoun)*4+bucket(w.sentence[i]-w.sentence[s.name], 2, 5, 10))
		list = add(list, famAlone, toInt(len(who) == 1)*2+toInt(w.unresolved > s.last))
		all = append(all, list)
	}
	none := add(nil, famNone, 0)
	if w.unresolved >= 0 {
		none = add(none, famNone, 1+bucket(w.sentence[i]-w.sentence[w.unresolved], 0, 1, 2, 4))
	}
	if len(who) == 0 || w.unresolved > w.standing[who[0]].last {
		none = add(none, famNone, 8)
	}
	none = add(none, famNone, 10+form)
	return append(all, none)
}

// said tells whether a token stands in what somebody said: 0 not, 1 in
// quotation marks, 2 as reported.
func (w *walk) said(i int) int {
	switch {
	case w.quoted[i]:
		return 1
	case w.context[i] >= 0:
		return 2
	}
	return 0
}

// around is the speaker of the statement that a source stands in, or -1.
func (w *walk) around(i int) int {
	if a := w.context[i]; a >= 0 {
		return w.speakers[a]
	}
	return -1
}

// prior tells how many statements ago a person spoke, of the last three whose
// source was passed, and how many sentences: 0 where not.
func (w *walk) prior(e, i int) int {
	for k := 1; k <= 3 && k <= len(w.spoken); k++ {
		a := w.spoken[len(w.spoken)-k]
		if w.speakers[a] == e {
			apart := w.sentence[i] - w.sentence[w.tokenAt(w.a.Attributions[a].Source[0].Start)]
			return 1 + (k-1)*4 + bucket(apart, 0, 2, 4)
		}
	}
	return 0
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
