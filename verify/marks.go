package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// join says what stands between two parts of a quotation in the article.
type join uint8

const (
	none     join = iota
	ellipsis      // … or ...
	cue           // the article's own words: “…,” he said. “…”
)

// part is a stretch of quoted words without a mark of something left out.
type part struct {
	span onrecord.Span
	join join // what stands before it
}

// marks are the quotation marks that may stand around a quotation.
type marks struct {
	opens, closes []string
	single        bool
}

var families = []marks{
	{opens: []string{"''", "‘‘", "``"}, closes: []string{"''", "’’", "\""}},
	{opens: []string{"„"}, closes: []string{"“", "”"}},
	{opens: []string{"“", "\""}, closes: []string{"”", "\""}},
	{opens: []string{"«", "»"}, closes: []string{"»", "«"}},
	{opens: []string{"‘", "'"}, closes: []string{"’", "'"}, single: true},
}

// familyBefore is the kind of mark that opens right before a quotation.
func familyBefore(text string, start int) (marks, bool) {
	before := strings.TrimRight(text[:start], " \u00a0")
	for _, f := range families {
		if hasSuffix(before, f.opens) > 0 {
			return f, true
		}
	}
	return marks{}, false
}

func hasSuffix(text string, list []string) int {
	for _, m := range list {
		if strings.HasSuffix(text, m) {
			return len(m)
		}
	}
	return 0
}

func hasPrefix(text string, list []string) int {
	for _, m := range list {
		if strings.HasPrefix(text, m) {
			return len(m)
		}
	}
	return 0
}

// partsOf cuts a quotation where the article's own words interrupt it and
// where an ellipsis says that something is left out. quoted tells whether a
// quotation mark opens right before it, pieces are its parts without ellipsis.
func partsOf(text string, q onrecord.Span) (parts []part, pieces []onrecord.Span, quoted bool) {
	family, quoted := familyBefore(text, q.Start)
	pieces = []onrecord.Span{q}
	if quoted {
		pieces = interrupted(text, q, family)
	}
	for i, p := range pieces {
		before := none
		if i > 0 {
			before = cue
		}
		for _, s := range ellipses(text, p) {
			if len(parts) > 0 && before == none {
				before = ellipsis
			}
			parts = append(parts, part{s, before})
			before = none
		}
	}
	return parts, pieces, quoted
}

// interrupted cuts a quotation at closing marks that are followed by an
// opening one of the same family within it.
func interrupted(text string, q onrecord.Span, f marks) []onrecord.Span {
	var out []onrecord.Span
	from := q.Start
	for i := q.Start; i < q.End; {
		n := closesAt(text, i, q.End, f)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		k := opensAfter(text, i+n, q.End, f)
		if k < 0 {
			i += n
			continue
		}
		out = append(out, onrecord.Span{Start: from, End: i})
		from, i = k, k
	}
	if from < q.End {
		out = append(out, onrecord.Span{Start: from, End: q.End})
	}
	if len(out) == 0 {
		return []onrecord.Span{q}
	}
	return out
}

// closesAt is the length of a mark at i that may close a quotation of the
// family, or 0. A single mark closes only beside a stop or comma: others are
// apostrophes; a mark at a paragraph's beginning takes the quotation up again.
func closesAt(text string, i, end int, f marks) int {
	n := hasPrefix(text[i:end], f.closes)
	if n == 0 || i+n >= end || i > 0 && text[i-1] == '\n' {
		return 0
	}
	next, _ := utf8.DecodeRuneInString(text[i+n:])
	if f.single && !strings.ContainsRune(",.;:—", next) && (!unicode.IsSpace(next) || strings.IndexByte(".,?!", text[max(0, i-1)]) < 0) {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsSpace(before) {
		return 0
	}
	return n
}

// opensAfter is where the words after the next opening mark begin, or -1. The
// words between must be short enough to be a cue. A word or two in marks within
// the cue, after no stop or comma, are a title: told the “Tide” at noon.
func opensAfter(text string, from, end int, f marks) int {
	const longestCue = 400
	for i := from; i < end && i < from+longestCue; {
		n := hasPrefix(text[i:end], f.opens)
		if n > 0 && i+n < end {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			if !unicode.IsSpace(next) && (unicode.IsSpace(before) || strings.ContainsRune("([—–-", before)) {
				if size := titleAt(text, from, i, i+n, end, f); size > 0 {
					i += n + size
					continue
				}
				return i + n
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return -1
}

// titleAt is the length, with its mark, of a title that stands in marks within a
// cue, or 0: few words, what goes before them no stop, comma, colon or dash, and
// another quotation after them.
func titleAt(text string, cue, mark, start, end int, f marks) int {
	const words, bytes = 3, 40
	before := strings.TrimRight(text[cue:mark], " \u00a0\n")
	if before == "" || strings.ContainsRune(".,:;—–-?!", rune(before[len(before)-1])) || strings.HasSuffix(before, "—") || strings.HasSuffix(before, "–") {
		return 0
	}
	for i := start; i < end && i < start+bytes; i++ {
		if n := hasPrefix(text[i:end], f.closes); n > 0 {
			inner := text[start:i]
			after := text[i+n : min(end, i+n+400)]
			again := false
			for _, open := range f.opens {
				again = again || strings.Contains(after, open)
			}
			if len(strings.Fields(inner)) <= words && again {
				return i + n - start
			}
			return 0
		}
	}
	return 0
}

// ellipses cuts a piece at "…", "...", ". . ." and the like.
func ellipses(text string, p onrecord.Span) []onrecord.Span {
	var out []onrecord.Span
	from := p.Start
	for i := p.Start; i < p.End; {
		n := ellipsisAt(text[i:p.End])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if strings.TrimSpace(text[from:i]) != "" {
			out = append(out, onrecord.Span{Start: from, End: i})
		}
		i += n
		from = i
	}
	if strings.TrimSpace(text[from:p.End]) != "" {
		out = append(out, onrecord.Span{Start: from, End: p.End})
	}
	return out
}

// ellipsisAt is the length of the ellipsis that a text begins with, or 0. It
// takes in brackets around it.
func ellipsisAt(text string) int {
	dots, i := 0, 0
	for i < len(text) {
		switch {
		case text[i] == '.':
			dots++
			i++
		case strings.HasPrefix(text[i:], "…"):
			dots += 3
			i += len("…")
		case (text[i] == ' ' || text[i] == '[' || text[i] == '(' || text[i] == ']' || text[i] == ')') && (dots > 0 || text[i] == '[' || text[i] == '(') && i < 12:
			i++
		case strings.HasPrefix(text[i:], "\u00a0") && dots > 0 && i < 12:
			i += 2
		default:
			if dots >= 3 {
				return i
			}
			return 0
		}
	}
	if dots >= 3 {
		return i
	}
	return 0
}
