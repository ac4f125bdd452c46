package terms

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// phraseReach is the most words of an addressee or a venue.
const phraseReach = 12

// clauseOf gives the words of the cue's sentence that are no content of the
// attribution, and where among them the cue begins and ends; none where there
// is no cue.
func (a *article) clauseOf(at nlp.Attribution) (words []Word, from, to int) {
	if len(at.Cue) == 0 {
		return nil, 0, 0
	}
	first, last := a.sentencesOf(at.Cue[0])
	if first >= last {
		return nil, 0, 0
	}
	from = -1
	for _, w := range a.sentences[first].words {
		if within(at.Content, w.Span.Start) && !within(at.Cue, w.Span.Start) {
			// A gap, so that no phrase runs over the content.
			if n := len(words); n > 0 && words[n-1].Low != "" {
				words = append(words, Word{Span: w.Span})
			}
			continue
		}
		if within(at.Cue, w.Span.Start) {
			if from < 0 {
				from = len(words)
			}
			to = len(words) + 1
		}
		words = append(words, w)
	}
	if from < 0 {
		return nil, 0, 0
	}
	return words, from, to
}

// addressee is to whom it was said, where the text says so right after the
// verb: "told reporters", "said to the crowd".
func (t *Terms) addressee(a *article, at nlp.Attribution) *onrecord.Mention {
	words, from, to := a.clauseOf(at)
	for i := from; i < to; i++ {
		start := -1
		switch {
		case t.telling[stem(words[i].Low)]:
			start = i + 1
		case i+1 < len(words) && words[i+1].Low == "to" && t.saying[stem(words[i].Low)]:
			start = i + 2
		}
		if start < 0 {
			continue
		}
		for wordAt(words, start) == "'s" || wordAt(words, start) == "also" {
			start++
		}
		end := t.phraseEnd(words, start, "of", "and", "at the")
		if end > start && !within(at.Source, words[start].Span.Start) {
			return a.mention(words[start].Span.Start, words[end-1].Span.End)
		}
	}
	return nil
}

// venue is on what occasion or where it was said, where the reporting clause
// says so: "at his daily news conference", "on Twitter". The preposition is
// left out.
func (t *Terms) venue(a *article, at nlp.Attribution) *onrecord.Mention {
	words, from, to := a.clauseOf(at)
	for i := max(0, from-20); i < min(len(words), to+25); i++ {
		switch words[i].Low {
		case "at", "during", "in", "on", "via", "through", "following", "after":
		default:
			continue
		}
		if within(at.Source, words[i].Span.Start) {
			continue
		}
		start := i + 1
		end := t.phraseEnd(words, start, "of", "with", "to", "on", "for", "from", "by")
		head := t.venueHead(words, start, end)
		if head < 0 {
			continue
		}
		return a.mention(words[start].Span.Start, words[end-1].Span.End)
	}
	return nil
}

// venueHead is the word by which a phrase is known to be a venue, or -1: a
// noun of the table before any preposition.
func (t *Terms) venueHead(words []Word, from, to int) int {
	for i := from; i < to; i++ {
		switch words[i].Low {
		case "of", "with", "to", "on", "for", "from", "by":
			return -1
		}
		if t.venues[words[i].Low] {
			return i
		}
	}
	return -1
}

// phraseEnd is where a noun phrase that starts at a word ends: before a mark,
// a preposition that is not given, a word of time or one that opens a clause.
func (t *Terms) phraseEnd(words []Word, from int, through ...string) int {
	i := from
	for ; i < min(len(words), from+phraseReach); i++ {
		low := words[i].Low
		if low == "" || t.days[low] || isMark(low) {
			break
		}
		if t.prepositions[low] || low == "and" || low == "or" {
			next := wordAt(words, i+1)
			if i == from || !slices.Contains(through, low) || next == "" || t.days[next] || isMark(next) {
				break
			}
		}
		if i > from && t.verbs[low] {
			break
		}
	}
	for i > from && (t.prepositions[words[i-1].Low] || words[i-1].Low == "and" || words[i-1].Low == "the" || words[i-1].Low == "a") {
		i--
	}
	return i
}

// mention is a stretch of the text with its words.
func (a *article) mention(start, end int) *onrecord.Mention {
	span := trim(a.found.Text, onrecord.Span{Start: start, End: end})
	if span.Empty() {
		return nil
	}
	return &onrecord.Mention{Text: strings.Join(strings.Fields(span.In(a.found.Text)), " "), Span: span}
}
