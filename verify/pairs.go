package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// pairsOf finds what stands between outer quotation marks, paragraph by
// paragraph. A quotation that a paragraph does not close goes on to its end.
// Marks within a quotation are part of it; apostrophes are none.
func pairsOf(text string) []onrecord.Span {
	var out []onrecord.Span
	for from := 0; from < len(text); {
		to := len(text)
		if i := strings.Index(text[from:], "\n\n"); i >= 0 {
			to = from + i
		}
		for at := from; at < to; {
			inner, next := pairAt(text, at, to)
			if next > at && !inner.Empty() && hasLetters(inner.In(text)) {
				out = append(out, inner)
			}
			if next > at {
				at = next
				continue
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		from = to + 2
	}
	return out
}

// pairAt is what stands within the quotation marks that open at a place, and
// where the text goes on after them; next is at where none open.
func pairAt(text string, at, to int) (inner onrecord.Span, next int) {
	for _, f := range []struct {
		open   string
		closes []string
		always bool // it needs no space before it
		alone  bool // it may also be an apostrophe
	}{
		{"“", []string{"”"}, true, false}, {"„", []string{"“", "”"}, true, false}, {"«", []string{"»"}, true, false},
		{"''", []string{"''", "\""}, false, false}, {"‘‘", []string{"’’"}, true, false}, {"``", []string{"''", "``"}, true, false},
		{"\"", []string{"\""}, false, false}, {"‘", []string{"’"}, false, true}, {"'", []string{"'"}, false, true},
	} {
		if !strings.HasPrefix(text[at:to], f.open) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(f.open):])
		if at > 0 && !f.always && !unicode.IsSpace(before) && !strings.ContainsRune("([—–-“:", before) || unicode.IsSpace(after) {
			return onrecord.Span{}, at
		}
		start := at + len(f.open)
		end, size := closing(text, start, to, f.closes, f.alone)
		if end < 0 {
			if f.alone {
				return onrecord.Span{}, at
			}
			return onrecord.Span{Start: start, End: to}, to
		}
		return onrecord.Span{Start: start, End: end}, end + size
	}
	return onrecord.Span{}, at
}

// closing is where a mark closes, or -1. One that may be an apostrophe closes
// before what is no letter, best after a stop or comma.
func closing(text string, start, to int, closes []string, alone bool) (at, size int) {
	fallback, fallbackSize := -1, 0
	for i := start; i < to; {
		n := hasPrefix(text[i:to], closes)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if !alone {
			return i, n
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		if i+n >= to || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			if i > start && strings.IndexByte(".,?!", text[i-1]) >= 0 {
				return i, n
			}
			if fallback < 0 {
				fallback, fallbackSize = i, n
			}
		}
		i += n
	}
	return fallback, fallbackSize
}

// quotations are the spans of what the article quotes: what stands in marks and
// belongs to a direct or mixed statement, the parts of a direct statement
// together; and whatever else in marks is too long to be a title or a word held
// at arm's length.
func (c *checker) quotations() []onrecord.Span {
	const (
		leastOfMixed = 3 // words
		leastOfNone  = 6
		longestCue   = 400 // bytes
	)
	var out []onrecord.Span
	used := make([]bool, len(c.pairs))
	for i := range c.record.Statements {
		st := &c.record.Statements[i]
		if st.Kind == onrecord.Indirect {
			continue
		}
		last := -1 // the pair before, of the same direct statement
		for k, p := range c.pairs {
			if used[k] || !within(p, st.Content) {
				continue
			}
			n := len(strings.Fields(p.In(c.text)))
			if st.Kind == onrecord.Mixed && n < leastOfMixed {
				continue
			}
			used[k] = true
			if st.Kind == onrecord.Direct && last >= 0 && p.Start-c.pairs[last].End < longestCue {
				out[len(out)-1].End = p.End
			} else {
				out = append(out, p)
			}
			last = k
		}
	}
	for k, p := range c.pairs {
		if !used[k] && len(strings.Fields(p.In(c.text))) >= leastOfNone {
			out = append(out, p)
		}
	}
	return out
}

// within tells whether most of a span lies within a list of spans.
func within(p onrecord.Span, list []onrecord.Span) bool {
	common := 0
	for _, s := range list {
		common += max(0, min(s.End, p.End)-max(s.Start, p.Start))
	}
	return 2*common > p.Len()
}
