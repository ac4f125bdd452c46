package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// scan finds every place that could be a label: at the beginning of a line,
// past arrows, dashes and a stage direction; on a line of its own; and after
// the end of a sentence within a line, where capitals and a colon stand.
// Candidates come in order and do not overlap.
func scan(text string, h hints) []candidate {
	var found []candidate
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		floor := start
		if c, ok := h.label(text, start, end); ok {
			found = append(found, c)
			floor = c.body
		} else if c, ok := lineLabel(text, start, end); ok {
			found = append(found, c)
			floor = c.body
		}
		found = inline(found, text, floor, end)
		start = end + 1
	}
	return found
}

// hints are places of labels that the form of the source shows: where each
// begins and ends.
type hints struct{ voices, bold map[int]int }

// label is the label that a hint gives at the beginning of a line. One in bold
// is left to lineLabel where it has a form of its own.
func (h hints) label(text string, start, end int) (candidate, bool) {
	if stop, ok := h.voices[start]; ok && stop <= end {
		c := candidate{label: onrecord.Span{Start: start, End: stop}, start: start, body: min(end, stop+1), form: given, line: true}
		if named, ok := c.classified(text[start:stop]); ok {
			return named, true
		}
		c.key = strings.ToUpper(text[start:stop])
		return c, true
	}
	stop, ok := h.bold[start]
	if !ok || stop > end || stop-start > 70 {
		return candidate{}, false
	}
	if c, ok := lineLabel(text, start, end); ok && c.form != alone {
		return c, true
	}
	c := candidate{label: onrecord.Span{Start: start, End: start + len(strings.TrimRight(text[start:stop], " :.\u00a0"))}, start: start, body: stop, form: bold, line: true}
	name := c.label.In(text)
	if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) || len(strings.Fields(name)) > 6 {
		return candidate{}, false
	}
	return c.classified(name)
}

// lineLabel reads the label that a line begins with.
func lineLabel(text string, start, end int) (candidate, bool) {
	i := skipSpace(text, start, end)
	from := i
	isArrow := false
	for i < end && text[i] == '>' {
		isArrow = i > from || isArrow
		i++
	}
	if strings.HasPrefix(text[i:end], "&gt;") {
		for strings.HasPrefix(text[i:end], "&gt;") {
			i += 4
		}
		isArrow = true
	}
	if i > from && !isArrow {
		return candidate{}, false
	}
	for i = skipSpace(text, i, end); i < end && (text[i] == '*' || text[i] == '_' || text[i] == '-' && !isArrow); {
		i++
		i = skipSpace(text, i, end)
	}
	at := i
	if i < end && (text[i] == '(' || text[i] == '[') {
		if d, ok := directionAt(text, i, end); ok {
			if i = skipSpace(text, d.End, end); i < end {
				at = i
			}
		}
	}
	c, ok := labelAt(text, at, end)
	if ok && text[c.label.Start:c.label.End] == "" {
		ok = false
	}
	switch {
	case ok && isArrow && c.form != stopped && c.form != bare:
		c.form, c.start = arrow, from
	case isArrow:
		c = candidate{label: onrecord.Span{Start: at, End: at}, start: from, body: at, form: arrow, class: nobody}
	case !ok:
		if c, ok = aloneLabel(text, at, end); !ok {
			return candidate{}, false
		}
	}
	c.line = true
	if strings.HasPrefix(text[c.body:end], "**") || strings.HasPrefix(text[c.body:end], "__") {
		c.body += 2
	}
	return c, true
}

// aloneLabel is a line that holds a label and nothing else.
func aloneLabel(text string, i, end int) (candidate, bool) {
	name := strings.TrimRight(text[i:end], " \t\r*")
	if len(name) < 2 || len(name) > 60 || len(strings.Fields(name)) > 5 {
		return candidate{}, false
	}
	if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) {
		return candidate{}, false
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	if !unicode.IsLetter(last) && last != ')' && last != '.' {
		return candidate{}, false
	}
	for _, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !words.particle[w] && r != '(' {
			return candidate{}, false
		}
	}
	c := candidate{label: onrecord.Span{Start: i, End: i + len(name)}, start: i, body: i + len(name), form: alone}
	return c.classified(strings.TrimSuffix(name, "."))
}

// inline adds the labels within a line, from byte floor on: capitals and a
// colon after what ends a sentence or a stage direction.
func inline(found []candidate, text string, floor, end int) []candidate {
	for i := floor; i < end; {
		n := strings.IndexByte(text[i:end], ':')
		if n < 0 {
			break
		}
		colon := i + n
		i = colon + 1
		if start, ok := labelBefore(text, colon, floor); ok {
			if c, ok := labelAt(text, start, end); ok && c.form == caps && c.body == colon+1 {
				found = append(found, c)
				floor = c.body
			}
		}
	}
	return found
}

// labelBefore goes back from a colon over capitals to the end of the sentence
// before, and gives where a label would begin.
func labelBefore(text string, colon, floor int) (int, bool) {
	low := max(floor, colon-longestLabel)
	best, next := -1, -1
	for i := colon; i > low; {
		j := i // the word [j, i)
		for j > low && text[j-1] != ' ' && text[j-1] != '\t' {
			j--
		}
		if j == i {
			i--
			continue
		}
		word := text[j:i]
		if strings.IndexByte(word, ':') >= 0 || !capsWord(word) {
			break
		}
		if _, clock := zones[word]; clock && next > 0 { // "2:27 P.M. PDT MR. WEIL:"
			best = next
			break
		}
		if endsSentence(text, floor, j) {
			best = j
			break
		}
		i, next = j, j
	}
	return best, best > floor
}

// capsWord tells a word that may be part of a label in capitals.
func capsWord(w string) bool {
	if words.particle[w] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(w)
	return (unicode.IsUpper(r) || r == '(') && isCaps(w) || r == '('
}

// endsSentence tells whether what stands before byte i ends a sentence, a
// direction or an interrupted word.
func endsSentence(text string, floor, i int) bool {
	from := max(floor, i-200)
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	before := strings.TrimRight(text[from:i], " \t")
	r, n := utf8.DecodeLastRuneInString(before)
	switch r {
	case '.':
		// "MR." and initials end no sentence.
		rest := before[:len(before)-n]
		word := rest[strings.LastIndexAny(rest, " \t")+1:]
		return len(word) > 1 && !words.title[strings.ToLower(word)]
	case '?', '!', ')', ']', '…', '"', '”', '-', '—', '–', '’':
		return true
	}
	return false
}

// skipSpace gives the first byte from i on that is no white space.
func skipSpace(text string, i, end int) int {
	for i < end {
		switch {
		case text[i] == ' ' || text[i] == '\t' || text[i] == '\r':
			i++
		case strings.HasPrefix(text[i:end], "\u00a0"), strings.HasPrefix(text[i:end], "\u200b"[:2]) && strings.HasPrefix(text[i:end], "\u200b"):
			_, n := utf8.DecodeRuneInString(text[i:end])
			i += n
		default:
			return i
		}
	}
	return i
}
