package verify

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// editKind says how much an edit changes, the least first.
type editKind uint8

const (
	compound    editKind = iota // "ferry man" for "ferryman": no change of words
	spelt                       // 6 for six, Sen. for Senator
	contraction                 // I've for I have
	minor                       // function words, fillers, typing slips
	content                     // words that carry content, the gist kept
	meaning                     // a number, negation, name, or what must and may be
)

// edit is a change of words without a mark: some of the transcript's dropped,
// some of the article's added.
type edit struct {
	dropped, added run
	kind           editKind
	why            string // the rule
}

// because keeps a reason: the rule's name and what it found.
func (f *finding) because(rule, format string, args ...any) {
	const most = 24
	if len(f.reasons) < most {
		f.reasons = append(f.reasons, rule+": "+fmt.Sprintf(format, args...))
	}
}

// text is the transcript's words by number, shortened.
func (f *finding) text(words run) string {
	if words.len() == 0 {
		return ""
	}
	const most = 120
	first, last := f.s.words[words.from].span, f.s.words[words.to-1].span
	if last.End <= first.Start {
		return ""
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(f.s.Text[first.Start:min(last.End, first.Start+4*most)], "")), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// compareForms notes a word that agrees, but is written in another way.
func (f *finding) compareForms(st step) {
	a, b := f.q.words[st.q], f.s.words[st.t]
	if a.form == b.form {
		return
	}
	e := edit{dropped: run{st.t, st.t + 1}, added: run{st.q, st.q + 1}, kind: spelt, why: "spelling"}
	x, y := f.v.words[a.form].text, f.v.words[b.form].text
	if strings.ContainsAny(x, "'~") || strings.ContainsAny(y, "'~") {
		e.kind, e.why = contraction, "contraction"
	}
	f.edits = append(f.edits, e)
}

// edit notes words dropped and added. Words that are the same but for a space
// or hyphen are no change.
func (f *finding) edit(dropped, added run) {
	if dropped.len() == 0 && added.len() == 0 {
		return
	}
	if dropped.len() == 0 && f.aside(added) {
		f.flags[onrecord.FlagBracketed] = true
		f.because("aside", "%q is the article's own, in brackets", f.quoted(added))
		return
	}
	e := edit{dropped: dropped, added: added, kind: minor}
	if dropped.len() == 1 && added.len() == 1 {
		x, y := f.v.words[f.s.words[dropped.from].form].text, f.v.words[f.q.words[added.from].form].text
		if shortFor(x, y) || shortFor(y, x) {
			e.kind, e.why = contraction, "contraction"
		}
	}
	if dropped.len() > 0 && added.len() > 0 && dropped.len() != added.len() && dropped.len()+added.len() <= 6 {
		var x, y strings.Builder
		for t := dropped.from; t < dropped.to; t++ {
			x.WriteString(f.v.words[f.s.words[t].form].text)
		}
		for q := added.from; q < added.to; q++ {
			y.WriteString(f.v.words[f.q.words[q].form].text)
		}
		if x.String() == y.String() {
			e.kind, e.why = compound, "compound"
		}
	}
	f.edits = append(f.edits, e)
}

// aside tells whether words all stand in round brackets in the article.
func (f *finding) aside(words run) bool {
	for q := words.from; q < words.to; q++ {
		if !f.q.words[q].aside {
			return false
		}
	}
	return true
}

// shortFor tells whether a contraction may stand for a word that its canonical
// form is not.
func shortFor(short, long string) bool {
	switch short {
	case "'s":
		return long == "is" || long == "has" || long == "us" || long == "does" || long == "was"
	case "'d":
		return long == "had" || long == "did"
	}
	return false
}

// severity sets the kind of each edit, and the flags that follow.
func (f *finding) severity() {
	moved := f.moved()
	worst := compound
	for i := range f.edits {
		e := &f.edits[i]
		if e.why == "" {
			e.kind, e.why = f.weigh(e, moved)
		}
		worst = max(worst, e.kind)
		if e.kind == spelt || e.kind == compound {
			f.flags[onrecord.FlagSpelling] = true
		}
		f.because(e.why, "%q for %q", f.quoted(e.added), f.text(e.dropped))
	}
	if f.altered {
		worst = max(worst, minor)
	}
	switch {
	case worst == meaning:
		f.flags[onrecord.FlagMeaning] = true
	case worst == content:
		f.flags[onrecord.FlagContent] = true
	case worst > compound:
		f.flags[onrecord.FlagMinor] = true
	}
}

// quoted is the article's words by number. They are given by their forms,
// for the article's text is not at hand here.
func (f *finding) quoted(words run) string {
	parts := make([]string, 0, words.len())
	for q := words.from; q < words.to; q++ {
		w := f.q.words[q].span
		if q > words.from && w == f.q.words[q-1].span {
			continue // "don't" is two words in one place
		}
		parts = append(parts, w.In(f.q.text))
	}
	return strings.Join(parts, " ")
}

// moved counts words that are dropped in one place and added in another:
// positive where a word is only dropped.
func (f *finding) moved() map[int32]int {
	var down, up = map[int32]int{}, map[int32]int{}
	for _, e := range f.edits {
		if e.why != "" {
			continue
		}
		for t := e.dropped.from; t < e.dropped.to; t++ {
			down[f.s.words[t].canon]++
		}
		for q := e.added.from; q < e.added.to; q++ {
			up[f.q.words[q].canon]++
		}
	}
	out := map[int32]int{}
	for w, n := range down {
		if m := min(n, up[w]); m > 0 {
			out[w] = m
		}
	}
	return out
}

// side is one side of an edit.
type side struct {
	words     []word
	entries   []*entry
	last      *entry // the last word, or nil
	numbers   map[int32]bool
	negations int
	modals    map[string]bool
	names     map[int32]bool
}

func (f *finding) side(words []word, moved map[int32]int) side {
	s := side{words: words, numbers: map[int32]bool{}, modals: map[string]bool{}, names: map[int32]bool{}}
	for i := range words {
		w := &words[i]
		e := &f.v.words[w.canon]
		s.entries = append(s.entries, e)
		s.last = e
		if moved[w.canon] > 0 {
			continue
		}
		if e.counted && !(e.text == "#1" && f.v.words[w.form].text == "one") {
			s.numbers[w.canon] = true
		}
		if e.class&negation != 0 {
			s.negations++
		}
		if e.class&modal != 0 {
			s.modals[e.text] = true
		}
		if w.capital && w.lead == ' ' && e.class&(function|light|calendar) == 0 && !e.counted {
			s.names[w.canon] = true
		}
	}
	return s
}
