package verify

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// speaker is who speaks in a turn, as far as its label tells.
type speaker struct {
	label string   // as printed
	name  string   // whom it means, or ""
	names []string // the words of the name, without titles and offices; empty where it is not known
	asks  bool     // a label of those who ask, without a name
}

// accord is the outcome of holding a label against a name.
type accord uint8

const (
	unsure accord = iota
	same
	different
)

// speakerOf reads a turn's label and whom it was found to mean.
func speakerOf(t *onrecord.Transcript, turn *onrecord.Turn) speaker {
	var s speaker
	if turn.Label.Start >= 0 && turn.Label.End <= len(t.Text) && !turn.Label.Empty() {
		s.label = turn.Label.In(t.Text)
	}
	s.name = turn.Speaker.Name
	s.names = nameWords(s.label)
	if more := nameWords(s.name); len(more) > 0 && !(len(s.names) > 0 && len(more) < len(s.names)) {
		s.names = more
	}
	if len(s.names) == 0 {
		for _, w := range formsOf(s.label) {
			s.asks = s.asks || lex.classes[w]&asker != 0
		}
	}
	return s
}

// formsOf are a name's words in their normal form.
func formsOf(name string) []string {
	raws := scan(name, onrecord.Span{Start: 0, End: len(name)})
	out := make([]string, 0, len(raws))
	for _, r := range raws {
		out = append(out, strings.TrimSuffix(strings.TrimSuffix(r.norm, "'s"), "."))
	}
	return out
}

// nameWords are the words of a name that tell persons apart: no titles,
// offices, initials and suffixes, nor the words of labels that name nobody.
func nameWords(name string) []string {
	if i := strings.IndexByte(name, '('); i > 0 {
		name = name[:i]
	}
	var out []string
	for _, w := range formsOf(name) {
		if len(w) < 2 || lex.classes[w]&(open|office) != 0 || w == "jr" || w == "sr" || w == "gov" || w == "sen" || w == "rep" || w == "gen" {
			continue
		}
		out = append(out, w)
	}
	return out
}

// properWords are the words of a name that begin with a capital; none where the
// name is a description.
func properWords(name string) []string {
	raws := scan(name, onrecord.Span{Start: 0, End: len(name)})
	var out []string
	for _, w := range nameWords(name) {
		if slices.ContainsFunc(raws, func(r raw) bool { return r.caps && strings.TrimSuffix(r.norm, "'s") == w }) {
			out = append(out, w)
		}
	}
	return out
}

// agrees holds the name that an article gives against a turn's speaker: by the
// surname, which may be spelt or transliterated a little differently.
func (s speaker) agrees(names []string) accord {
	if len(names) == 0 || len(s.names) == 0 {
		return unsure
	}
	for _, a := range names {
		for _, b := range s.names {
			near := a == b || len(a) >= 5 && len(b) >= 5 && distance(a, b, 2) <= 1+min(len(a), len(b))/8
			if !near {
				continue
			}
			// A first name in common says nothing where both have a surname.
			if len(names) > 1 && len(s.names) > 1 && a == names[0] && b == s.names[0] && len(a) > 2 {
				continue
			}
			return same
		}
	}
	return different
}

// has tells whether some turn of the transcript is of that name.
func (s *source) has(names []string) bool {
	return slices.ContainsFunc(s.voices, func(t speaker) bool { return t.agrees(names) == same })
}

// distance is the edit distance of two words (Damerau's, with neighbours
// exchanged as one step), or more than limit where it is more.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > 40 || len(b) > 40 {
		return limit + 1
	}
	var rows [3][42]int
	for j := 0; j <= len(b); j++ {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		now, before, earlier := &rows[2], &rows[1], &rows[0]
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], earlier[j-2]+1)
			}
		}
		rows[0], rows[1] = rows[1], rows[2]
	}
	return rows[1][len(b)]
}
