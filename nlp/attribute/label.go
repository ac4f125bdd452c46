package attribute

import (
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
	case shout && s.para > 0:
		form = "turn"
		for k := n + 1; k < len(a.stretches) && a.stretches[k].para == s.para; k++ {
			end = a.stretches[k].last
		}
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
