package verify

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// source is a transcript with its words, ready to be searched.
type source struct {
	*onrecord.Transcript
	words  []word
	first  []int32   // canon → where its places begin in places
	places []int32   // the words' numbers, by canon
	turns  []int32   // the voice of each turn
	voices []speaker // each label once
}

// newSource reads a transcript's spoken words. What stands before the first
// turn, or all where there are no turns, is read as a turn of nobody known: in
// a speech the first label may come late.
func newSource(v *vocabulary, t *onrecord.Transcript) *source {
	s := &source{Transcript: t, words: make([]word, 0, len(t.Text)/5)}
	sentence, seen := int32(-1), map[[2]string]int32{}
	if len(t.Turns) > 0 {
		sentence = s.add(v, []onrecord.Span{{Start: 0, End: t.Turns[0].Span().Start}}, sentence, 0)
		for k := range s.words {
			s.words[k].turn = int32(len(t.Turns))
		}
	}
	for i := range t.Turns {
		turn := &t.Turns[i]
		from := len(s.words)
		for _, stretch := range turn.Speech {
			sentence = s.add(v, without(stretch, turn.Directions), sentence, from)
		}
		for k := from; k < len(s.words); k++ {
			s.words[k].turn = int32(i)
		}
		s.turns = append(s.turns, s.voice(speakerOf(t, turn), seen))
	}
	if len(t.Turns) == 0 {
		s.add(v, []onrecord.Span{{Start: 0, End: len(t.Text)}}, sentence, 0)
	}
	s.turns = append(s.turns, s.voice(speaker{}, seen))
	return s
}

// voice is the number of a speaker among the voices.
func (s *source) voice(who speaker, seen map[[2]string]int32) int32 {
	key := [2]string{who.label, who.name}
	n, ok := seen[key]
	if !ok {
		n = int32(len(s.voices))
		seen[key] = n
		s.voices = append(s.voices, who)
	}
	return n
}

// speaks is who speaks word i.
func (s *source) speaks(i int) *speaker { return &s.voices[s.turns[s.words[i].turn]] }

// add reads stretches of a turn whose first word is from. A stretch goes on
// with the sentence before it where nothing but a stage direction parts them:
// "and [laughter] so on". It gives the number of the last sentence.
func (s *source) add(v *vocabulary, stretches []onrecord.Span, sentence int32, from int) int32 {
	for _, stretch := range stretches {
		if stretch.Start < 0 || stretch.End > len(s.Text) || stretch.Empty() || directionParagraph(stretch.In(s.Text)) {
			continue
		}
		first, before := len(s.words), sentence
		s.words, sentence = v.read(s.Text, []onrecord.Span{stretch}, false, s.words, sentence)
		if first == from || first == len(s.words) || sentence == before {
			continue
		}
		last, next := s.words[first-1].span, s.words[first].span
		gap := unbracketed(s.Text[min(last.End, next.Start):next.Start])
		if strings.Contains(gap, "\n") || endsSentence("", gap, firstRune(s.Text[next.Start:])) {
			continue
		}
		for k := first; k < len(s.words); k++ {
			s.words[k].sentence--
		}
		sentence--
	}
	return sentence
}

// unbracketed is a gap between words without what stands in brackets.
func unbracketed(gap string) string {
	var b strings.Builder
	depth := 0
	for _, r := range gap {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

// without is a stretch less the spans, in order, that lie within it.
func without(stretch onrecord.Span, directions []onrecord.Span) []onrecord.Span {
	var out []onrecord.Span
	from := stretch.Start
	for _, d := range directions {
		if d.End <= from || d.Start >= stretch.End || d.Empty() {
			continue
		}
		if from < d.Start {
			out = append(out, onrecord.Span{Start: from, End: d.Start})
		}
		from = d.End
	}
	if from < stretch.End {
		out = append(out, onrecord.Span{Start: from, End: stretch.End})
	}
	return out
}

// directionParagraph tells whether a paragraph is nothing but a direction:
// APPLAUSE.
func directionParagraph(text string) bool {
	if len(text) > 40 {
		return false
	}
	raws := scan(text, onrecord.Span{Start: 0, End: len(text)})
	for _, r := range raws {
		if lex.classes[r.norm]&direction == 0 {
			return false
		}
	}
	return len(raws) > 0 && directs(text, raws)
}

// index lists the places of each word. It is called when all transcripts are
// read; words that come into the vocabulary later have no place.
func (s *source) index(words int) {
	s.first = make([]int32, words+1)
	for _, w := range s.words {
		s.first[w.canon+1]++
	}
	for i := 1; i <= words; i++ {
		s.first[i] += s.first[i-1]
	}
	s.places = make([]int32, len(s.words))
	next := slices.Clone(s.first)
	for i, w := range s.words {
		s.places[next[w.canon]] = int32(i)
		next[w.canon]++
	}
}

// at are the places of a word, in order.
func (s *source) at(canon int32) []int32 {
	if int(canon)+1 >= len(s.first) {
		return nil
	}
	return s.places[s.first[canon]:s.first[canon+1]]
}

// begins tells whether word i is the first of a sentence; a colon before it
// counts as a beginning.
func (s *source) begins(i int) bool {
	return i == 0 || s.words[i].sentence != s.words[i-1].sentence || s.words[i].turn != s.words[i-1].turn || s.words[i].lead == ':'
}

// sentenceOf is the words [from, to) of the sentence that word i stands in.
func (s *source) sentenceOf(i int) (from, to int) {
	from, to = i, i+1
	same := func(k int) bool {
		return s.words[k].sentence == s.words[i].sentence && s.words[k].turn == s.words[i].turn
	}
	for from > 0 && same(from-1) && i-from < 400 {
		from--
	}
	for to < len(s.words) && same(to) && to-i < 400 {
		to++
	}
	return from, to
}

// gap is the text between word i and the next one.
func (s *source) gap(i int) string {
	a, b := s.words[i].span, s.words[i+1].span
	return s.Text[min(a.End, b.Start):b.Start]
}
