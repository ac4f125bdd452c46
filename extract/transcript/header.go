package transcript

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/textdate"
)

//go:embed occasions.tsv
var occasionsFile string

//go:embed notices.tsv
var noticesFile string

//go:embed places.txt
var placesFile string

// entry is a line of a table of two columns.
type entry struct{ a, b string }

var (
	occasions = readTable(occasionsFile)
	notices   = readTable(noticesFile)
	placeEnds = readPlaces(placesFile, false)
	placeBegs = readPlaces(placesFile, true)
)

func readTable(file string) []entry {
	var out []entry
	for line := range strings.Lines(file) {
		a, b, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(a, "#") {
			out = append(out, entry{a, b})
		}
	}
	return out
}

func readPlaces(file string, beginnings bool) []string {
	var out []string
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		word, begins := strings.CutSuffix(line, "…")
		if line != "" && line[0] != '#' && begins == beginnings {
			out = append(out, word)
		}
	}
	return out
}

// lineKind says what a header's line is.
type lineKind uint8

const (
	otherLine lineKind = iota
	titleLine
	dateLine
	clockLineKind
	placeLine
	officeLine // THE WHITE HOUSE, Office of the Press Secretary, a rule, For Immediate Release
	noticeLine
)

// headLine is one line of the header.
type headLine struct {
	span onrecord.Span
	kind lineKind
}

// The header ends after so many bytes and lines at most.
const (
	longestHeader = 6000
	mostHeadLines = 80
)

// readHeader cuts text[:end) into lines and says what each is. Of a text
// without labels, whole is set, and the header ends before the first line that
// is nothing that headers hold.
func readHeader(text string, end int, whole bool, title string) []headLine {
	end = min(end, longestHeader, len(text))
	for end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	var out []headLine
	for start := 0; start < end && len(out) < mostHeadLines; {
		stop := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			stop = start + n
		}
		stop = min(stop, end)
		line := text[start:stop]
		if trim := trimmed(nil, text, start, stop); len(trim) > 0 {
			kind := kindOf(trim[0].In(text), title)
			if kind == titleLine && len(out) > 0 && whole && out[len(out)-1].kind == otherLine {
				break
			}
			if whole && kind == otherLine {
				break
			}
			out = append(out, headLine{trim[0], kind})
		} else if strings.TrimSpace(line) != "" {
			out = append(out, headLine{onrecord.Span{Start: start, End: stop}, officeLine})
		}
		start = stop + 1
	}
	return out
}

// kindOf judges one line of a header by itself.
func kindOf(line, title string) lineKind {
	low := strings.ToLower(line)
	if len(line) > 300 {
		return otherLine
	}
	if title != "" && strings.EqualFold(line, title) {
		return titleLine
	}
	if _, ok := clockAt(line); ok {
		return clockLineKind
	}
	if len(line) <= 110 && hasDate(line) && !sentence(line) {
		return dateLine
	}
	for _, n := range notices {
		if strings.Contains(low, n.b) && len(line) < 250 {
			return noticeLine
		}
	}
	if sentence(line) {
		return otherLine
	}
	if isOfficeLine(low) {
		return officeLine
	}
	if isRoom(line, low) {
		return placeLine
	}
	if occasionIn(low) != "" && len(line) < 250 {
		return titleLine
	}
	if isPlace(line, low) {
		return placeLine
	}
	return otherLine
}

// isOfficeLine tells who publishes: a line that is no part of what is said.
func isOfficeLine(low string) bool {
	for _, p := range []string{"office of the ", "for immediate release", "for release", "embargoed", "internal transcript", "transcript"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return low == "the white house" || strings.Trim(low, "_-=*# .") == ""
}

// sentence tells a line that is running text: it ends as a sentence does and
// has more than a few words, or a small word before a stop.
func sentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	if last != '.' && last != '?' && last != '!' && last != '"' && last != '”' {
		return len(line) > 220
	}
	fields := strings.Fields(line)
	w := fields[len(fields)-1]
	return len(fields) > 2 && len(strings.Trim(w, ".")) > 2 && unicode.IsLower(lastLetter(w))
}

func lastLetter(w string) rune {
	out := 'X'
	for _, r := range w {
		if unicode.IsLetter(r) {
			out = r
		}
	}
	return out
}

// hasDate tells whether a line has a complete date, also in numbers alone.
func hasDate(line string) bool {
	if !strings.ContainsAny(line, "0123456789") {
		return false
	}
	return len(textdate.Find(line)) > 0 || len(numberDates(line)) > 0
}

// occasionIn gives the kind of occasion that words in lower case name, or "".
func occasionIn(low string) onrecord.TranscriptKind {
	for _, o := range occasions {
		for from := 0; ; {
			n := strings.Index(low[from:], o.a)
			if n < 0 {
				break
			}
			at := from + n
			if (at == 0 || !isLetter(rune(low[at-1]))) && (at+len(o.a) == len(low) || !isLetter(rune(low[at+len(o.a)])) || low[at+len(o.a)] == 's') {
				return onrecord.TranscriptKind(o.b)
			}
			from = at + len(o.a)
		}
	}
	return ""
}

// isRoom tells a room or building whose name has an occasion in it: "Press
// Briefing Room".
func isRoom(line, low string) bool {
	return !strings.Contains(low, " by ") && !strings.HasPrefix(low, "remarks") && len(strings.Fields(line)) <= 8 && !strings.Contains(low, ", ") && isPlace(line, low)
}

// isPlace tells a line that names a place: by its last word, its first words,
// or as a town and a region with a comma between.
func isPlace(line, low string) bool {
	fields := strings.Fields(line)
	if len(line) > 90 || len(fields) == 0 || len(fields) > 12 || strings.ContainsAny(line, ":;?!") {
		return false
	}
	for _, b := range placeBegs {
		if strings.HasPrefix(low, b+" ") || low == b {
			return true
		}
	}
	for _, w := range fields {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !unicode.IsDigit(r) && !words.particle[w] && w != "at" && w != "in" && r != '(' && r != '"' && r != '“' {
			return false
		}
	}
	last := strings.Trim(strings.ToLower(fields[len(fields)-1]), ".,)\"”")
	for _, e := range placeEnds {
		if last == e {
			return true
		}
	}
	if r, _ := utf8.DecodeRuneInString(line); !unicode.IsUpper(r) {
		return false
	}
	before, after, ok := strings.Cut(line, ", ")
	for _, w := range lowFields(line) {
		if words.title[strings.Trim(w, ",")] || words.particle[w] || words.between[w] {
			return false
		}
	}
	return ok && !strings.Contains(after, ", ") && len(strings.Fields(before)) <= 4 && len(strings.Fields(after)) <= 3 && !strings.ContainsAny(line, "0123456789")
}

// place is the first run of place lines, as printed.
func place(text string, head []headLine) *onrecord.Dateline {
	for i, h := range head {
		if h.kind != placeLine {
			continue
		}
		s := h.span
		for _, next := range head[i+1:] {
			town := next.kind == otherLine && isTown(next.span.In(text))
			if next.kind != placeLine && !town || strings.Contains(text[s.End:next.span.Start], "\n\n") {
				break
			}
			s.End = next.span.End
		}
		return &onrecord.Dateline{Place: strings.Join(strings.Fields(s.In(text)), " "), Span: s}
	}
	return nil
}

// isTown tells a line of a few words in capitals and nothing else: what may
// stand below a room.
func isTown(line string) bool {
	fields := strings.Fields(line)
	if len(fields) > 4 || strings.ContainsAny(line, "0123456789:;?!_") {
		return false
	}
	for _, w := range fields {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && !words.particle[w] {
			return false
		}
	}
	return true
}

// titleOf is the title that the header prints: its first run of title lines
// with the lines that carry it on. Where no line names an occasion, it is the
// first line that is nothing else.
func titleOf(text string, head []headLine) (string, bool) {
	for i, h := range head {
		if h.kind != titleLine {
			continue
		}
		s := h.span
		for j := i - 1; j >= 0 && head[j].kind == otherLine && !strings.Contains(text[head[j].span.End:s.Start], "\n\n"); j-- {
			s.Start = head[j].span.Start
		}
		for _, next := range head[i+1:] {
			if next.kind != titleLine && next.kind != otherLine || strings.Contains(text[s.End:next.span.Start], "\n\n") || next.span.Len() > 200 {
				break
			}
			s.End = next.span.End
		}
		return strings.Join(strings.Fields(s.In(text)), " "), true
	}
	for _, h := range head {
		if h.kind == otherLine && h.span.Len() < 200 && !sentence(h.span.In(text)) {
			return strings.Join(strings.Fields(h.span.In(text)), " "), true
		}
	}
	return "", false
}
