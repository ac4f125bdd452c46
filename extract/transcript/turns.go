package transcript

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// turns cuts the text at its labels. What stands before byte begin is the
// header and in no turn; what stands between it and the first label is a turn
// without a label. A text without labels is one turn. What closes the transcript
// ("END 2:15 P.M. EST", "###") is in no turn either.
func turns(text string, labels []candidate, begin int) []onrecord.Turn {
	cut := newCutter(text)
	first := len(text)
	if len(labels) > 0 {
		first = labels[0].start
	}
	out := make([]onrecord.Turn, 0, len(labels)+1)
	if begin < first {
		var t onrecord.Turn
		if t.Speech, t.Directions = cut.speech(begin, first); len(t.Speech) > 0 {
			out = append(out, t)
		}
	}
	for i, c := range labels {
		end := len(text)
		if i+1 < len(labels) {
			end = labels[i+1].start
		}
		t := onrecord.Turn{Label: c.label}
		t.Speech, t.Directions = cut.speech(c.body, end)
		out = append(out, t)
	}
	return out
}

// cutter cuts speech into paragraphs. Where a text has hardly any empty lines,
// each of its lines is a paragraph.
type cutter struct {
	text   string
	byLine bool
}

func newCutter(text string) cutter {
	lines, empty, filled := 0, 0, false
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			if filled {
				empty++
			}
			filled = false
			continue
		}
		lines++
		filled = true
	}
	return cutter{text: text, byLine: empty*4 < lines}
}

// speech cuts text[start:end) into what was spoken, by paragraph, and the
// stage directions in it. What closes a transcript is left out, and so is what
// stands behind "END"; at the end of the text notes are left out too.
func (c cutter) speech(start, end int) (spoken, directions []onrecord.Span) {
	from, ended := start, false
	flush := func(stop int) {
		p := c.text[from:stop]
		switch {
		case ended || strings.TrimSpace(p) == "":
		case closes(p):
			ended = strings.HasPrefix(strings.Trim(strings.TrimSpace(p), "([*_"), "END")
		case end == len(c.text) && from > start && isNote(p):
			ended = true
		default:
			spoken, directions = paragraph(spoken, directions, c.text, from, stop)
		}
		from = stop
	}
	for at := start; at < end; {
		stop := end
		if n := strings.IndexByte(c.text[at:end], '\n'); n >= 0 {
			stop = at + n + 1
		}
		if c.byLine || at > start && strings.TrimSpace(c.text[at:stop]) == "" {
			flush(stop)
		}
		at = stop
	}
	flush(end)
	return spoken, directions
}

// isNote tells an editor's note at the end of a transcript.
func isNote(p string) bool {
	p = strings.TrimSpace(p)
	for _, begin := range []string{"NOTE:", "Note:", "NOTE ", "Editor's note", "Editor’s note", "EDITOR'S NOTE", "EDITOR’S NOTE", "This transcript", "Transcript provided", "Copyright ", "©"} {
		if strings.HasPrefix(p, begin) {
			return true
		}
	}
	return false
}

// paragraph adds what is spoken in one paragraph and its directions.
func paragraph(spoken, directions []onrecord.Span, text string, start, end int) (s, d []onrecord.Span) {
	from := start
	if whole := trimmed(nil, text, start, end); len(whole) == 1 {
		if p := whole[0].In(text); p[0] == '[' && strings.IndexByte(p, ']') == len(p)-1 {
			return spoken, append(directions, whole[0])
		}
	}
	for i := start; i < end; {
		n := strings.IndexAny(text[i:end], "([")
		if n < 0 {
			break
		}
		i += n
		direction, ok := directionAt(text, i, end)
		if !ok {
			i++
			continue
		}
		spoken = trimmed(spoken, text, from, i)
		directions = append(directions, direction)
		i, from = direction.End, direction.End
	}
	return trimmed(spoken, text, from, end), directions
}

// trimmed adds text[start:end) without white space around it, where there are
// words in it.
func trimmed(spans []onrecord.Span, text string, start, end int) []onrecord.Span {
	white := func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }
	s := strings.TrimRightFunc(text[start:end], white)
	left := strings.TrimLeftFunc(s, white)
	start += len(s) - len(left)
	s = left
	if strings.Trim(s, ".*_-–—>") == "" {
		return spans
	}
	return append(spans, onrecord.Span{Start: start, End: start + len(s)})
}

// closes tells a paragraph that ends a transcript and is nobody's speech:
// "END", "END 2:15 P.M. EST", "# # #", "-30-", "2:43 P.M. EDT".
func closes(p string) bool {
	if len(p) > 80 {
		return false
	}
	p = strings.TrimSpace(p)
	rest := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(p, "(END)"), "END"), " \t\n\r.-:")
	switch strings.Trim(p, " *_-") {
	case "###", "# # #", "30", "END", "(END)", "(End)", "[END]", "END OF TRANSCRIPT", "End of transcript", "END OF INTERVIEW":
		return true
	}
	return (rest == "" || isDigit(rest[0])) && clockLine(rest)
}

// clockLine tells a line that is a time of day with a zone or without:
// "2:43 P.M. EDT".
func clockLine(s string) bool {
	up := strings.ToUpper(strings.Join(strings.Fields(s), " "))
	if len(up) > 30 || !strings.Contains(up, ":") {
		return false
	}
	i := 0
	for i < len(up) && (isDigit(up[i]) || up[i] == ':') {
		i++
	}
	if i < 3 {
		return false
	}
	half := strings.NewReplacer(".", "", " ", "", "(", "", ")", "").Replace(up[i:])
	if !strings.HasPrefix(half, "AM") && !strings.HasPrefix(half, "PM") {
		return false
	}
	return len(half) <= 2+4+5
}
