package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// label weighs "X: …" at the start of a paragraph: a headline that names the
// speaker, or a transcript's turn. Datelines look alike: a label's paragraph
// is a headline (first, no full stop) or its name is in capitals.
func (a *article) label(s stretch, n int) (Candidate, bool) {
	if n > 0 && a.stretches[n-1].para == s.para {
		return Candidate{}, false
	}
	colon := -1
	for i := s.first; i < min(s.first+8, s.last); i++ {
		w := a.words[i]
		if w.text == ":" {
			colon = i
			break
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && w.text != "'s" && w.text != "’s" && w.text != "of" && w.text != "." && w.text != "&" {
			return Candidate{}, false
		}
	}
	if colon <= s.first || colon+2 >= s.last {
		return Candidate{}, false
	}
	end := s.last
	shout := true
	for i := s.first; i < colon; i++ {
		for _, r := range a.words[i].text {
			shout = shout && !unicode.IsLower(r)
		}
	}
	form := "headline"
	switch {
	case shout && s.para > 0 && a.turns() >= 2:
		form = "turn"
		for k := n + 1; k < len(a.stretches) && a.stretches[k].para == s.para; k++ {
			end = a.stretches[k].last
		}
	case s.para > 0 && shout:
		return Candidate{}, false
	case s.para > 0:
		form = "body"
	}
	if end-colon < 3 {
		return Candidate{}, false
	}
	last := "open"
	if a.words[end-1].text == "." {
		last = "stop"
		end--
	}
	if form != "turn" && last == "stop" && a.words[colon+1].quote < 0 && colon-s.first <= 3 && !a.titleCase(colon+1, end) {
		return Candidate{}, false // a dateline
	}
	text := func(from, to int) onrecord.Span {
		return onrecord.Span{Start: a.words[from].span.Start, End: a.words[to-1].span.End}
	}
	words := "one"
	if colon-s.first > 1 {
		words = "many"
	}
	if a.words[colon+1].quote >= 0 {
		words += "/quote"
	}
	return Candidate{Rule: "label", Source: []onrecord.Span{text(s.first, colon)}, Cue: []onrecord.Span{a.words[colon].span},
		Content: []onrecord.Span{text(colon+1, end)}, Head: a.words[colon].span,
		Features: []string{"frame=label", "label/" + form, "label/" + form + "/" + words, "label/" + last + "/" + form}}, true
}

// titleCase tells whether most longer words have a capital.
func (a *article) titleCase(from, to int) bool {
	capitals, total := 0, 0
	for i := from; i < to; i++ {
		if len(a.words[i].text) > 3 {
			total++
			if upperStart(a.words[i].text) {
				capitals++
			}
		}
	}
	return total > 0 && capitals*10 >= total*7
}

// turns counts, up to two, the paragraphs that begin with a name in capitals
// and a colon.
func (a *article) turns() int {
	n := 0
	for i, s := range a.stretches {
		if i > 0 && a.stretches[i-1].para == s.para {
			continue
		}
		for k := s.first; k < min(s.first+8, s.last); k++ {
			if a.words[k].text == ":" && k > s.first {
				n++
				break
			}
			if a.words[k].text != strings.ToUpper(a.words[k].text) {
				break
			}
		}
		if n >= 2 {
			break
		}
	}
	return n
}
