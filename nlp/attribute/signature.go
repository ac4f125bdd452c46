package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// longestSignature is the most words of a name that signs a quotation.
const longestSignature = 7

// sign gives quotations without a cue the name that stands after a dash at
// their end, as readers' comments, reviews and posts have it: “…” — Ana Brandt.
func (a *article) sign(all []Candidate) {
	for i := range all {
		c := &all[i]
		if !c.quoted || len(c.Source) > 0 || len(c.Cue) > 0 {
			continue
		}
		w := a.at(c.Content[len(c.Content)-1].End)
		if w+1 >= len(a.words) || a.words[w].quote >= 0 || strings.Trim(a.words[w].text, "-–—―") != "" {
			continue
		}
		if end := a.nameEnd(w + 1); end > w+1 {
			c.Rule = ruleSignature
			c.Cue = []onrecord.Span{a.words[w].span}
			c.Source = []onrecord.Span{{Start: a.words[w+1].span.Start, End: a.words[end-1].span.End}}
		}
	}
}

// nameEnd is where a name ends that begins at word i and is all that its line
// has but a stop or a handle in brackets, or i.
func (a *article) nameEnd(i int) int {
	end := i
	for ; end < len(a.words) && end-i <= longestSignature; end++ {
		w := a.words[end]
		if end > i && strings.Contains(a.q.Text[a.words[end-1].span.End:w.span.Start], "\n") || w.quote >= 0 {
			break
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) && (end == i || !particles[w.low]) {
			if w.text == "." || w.text == "(" || w.text == "," {
				break
			}
			return i
		}
	}
	if end-i > longestSignature || end > i && particles[a.words[end-1].low] {
		return i
	}
	return end
}

// particles stand in small letters within names.
var particles = map[string]bool{"de": true, "la": true, "del": true, "van": true, "von": true, "der": true, "den": true,
	"da": true, "di": true, "du": true, "bin": true, "al": true, "el": true, "of": true, "'s": true, "n": true}
