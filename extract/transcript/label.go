package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// form is the typographic form of a label.
type form uint8

const (
	caps    form = iota // MR. EARNEST:
	mixed               // Mr. Smith (Lab):
	stopped             // The President. Thank you.
	bare                // Q Thank you.
	alone               // a label on a line of its own, without a colon
	arrow               // >> with or without a name
	bold                // in bold, without a mark after it
	given               // what the source says is a speaker: <v Marta Weil>
	forms
)

// candidate is what could be a speaker's label.
type candidate struct {
	label onrecord.Span // as printed, without colon, arrow and brackets around it
	start int           // where its line's part that belongs to it begins: at the arrow, or label.Start
	body  int           // where the words after it begin
	form  form
	class class
	key   string // what recurs: capitals, without stops and what stands in parentheses
	line  bool   // it stands at the beginning of a line
}

// class says what the words of a label are.
type class uint8

const (
	anyName  class = iota // KASICH, Sean Hannity
	titled                // MR. EARNEST, President Obama
	office                // THE PRESIDENT
	reporter              // Q, REPORTER
	unnamed               // MODERATOR, AUDIENCE MEMBER
	nobody                // >> without a name
)

// The longest label in bytes, with what stands in parentheses, and the most
// words of its name.
const (
	longestLabel = 140
	mostWords    = 8
)

// labelAt reads a label that begins at byte start of the line that ends at end,
// in any form but alone, arrow, bold and given. It looks at longestLabel bytes
// at most.
func labelAt(text string, start, end int) (candidate, bool) {
	r := labelReader{text: text, start: start, at: start, end: min(end, start+longestLabel)}
	for r.words < mostWords && r.at < r.end {
		if !r.aside() && !r.word() {
			return candidate{}, false
		}
		if c, ok := r.mark(); ok {
			return c, c.body > 0
		}
		if !r.gap() {
			return candidate{}, false
		}
	}
	return candidate{}, false
}

// labelReader reads what may be a label word by word.
type labelReader struct {
	text       string
	start, end int
	at         int // what has been read ends here
	from       int // where the last word begins
	words      int
}

// aside reads what stands in parentheses or brackets after a name.
func (r *labelReader) aside() bool {
	if c := r.text[r.at]; c != '(' && c != '[' || r.words == 0 {
		return false
	}
	stop := closing(r.text, r.at, r.end)
	if stop < 0 {
		return false
	}
	r.from, r.at = r.at, stop
	return true
}

// word reads a word of a name: in capitals or with one at its beginning, or a
// small word that names have in their midst.
func (r *labelReader) word() bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.at:r.end])
	if !unicode.IsLetter(c) && (r.words == 0 || !unicode.IsDigit(c) && c != '#' && c != '&') || r.words == 0 && !unicode.IsUpper(c) && !unicode.IsTitle(c) {
		return false
	}
	r.from = r.at
	for r.at < r.end {
		c, n := utf8.DecodeRuneInString(r.text[r.at:r.end])
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && !inName(c) {
			break
		}
		r.at += n
	}
	r.words++
	return !unicode.IsLower(c) || words.particle[r.text[r.from:r.at]] || words.unnamed[strings.ToLower(r.text[r.start:r.at])]
}

// mark reads the colon, the stop or, behind a Q, the white space that ends a
// label. Where the label that ends so is none, ok is true and the candidate
// has no body.
func (r *labelReader) mark() (c candidate, ok bool) {
	rest := r.text[r.at:r.end]
	after := strings.TrimLeft(rest, " \t\u00a0")
	switch {
	case strings.HasPrefix(rest, ".:"):
		c, _ = colonLabel(r.text, r.start, r.at+1)
		return c, true
	case strings.HasPrefix(after, ":"): // "MR. SMITH :"
		c, _ = colonLabel(r.text, r.start, r.end-len(after))
		return c, true
	}
	if c, ok = stoppedLabel(r.text, r.start, r.from, r.at); ok {
		return c, true
	}
	if r.words == 1 && r.at-r.start == 1 && r.text[r.start] == 'Q' && len(after) < len(rest) && after != "" {
		return bareLabel(r.text, r.start, r.end-len(after))
	}
	return candidate{}, false
}

// gap passes over what stands between two words: a stop or comma, and white
// space, a slash, or nothing within initials ("A.J. WEIL", "MR.TAMM").
func (r *labelReader) gap() bool {
	stop := r.at < r.end && r.text[r.at] == '.'
	if r.at < r.end && (stop || r.text[r.at] == ',') {
		r.at++
	}
	rest := r.text[r.at:r.end]
	after := strings.TrimLeft(rest, " \t\u00a0")
	switch {
	case after == "":
		return false
	case len(after) < len(rest):
		r.at = r.end - len(after)
	case rest[0] == '/':
		r.at++
	default:
		return stop && isLetter(firstRune(rest))
	}
	return true
}

// inName tells the marks that stand within a name's words.
func inName(r rune) bool {
	return r == '\'' || r == '’' || r == '-' || r == '‑' || r == '–' || r == '&' || r == '#'
}

// closing gives the byte after the mark that closes the one at i, or -1.
func closing(text string, i, end int) int {
	mark := byte(')')
	if text[i] == '[' {
		mark = ']'
	}
	for j := i + 1; j < end; j++ {
		switch text[j] {
		case mark:
			return j + 1
		case '\n', ':':
			return -1
		}
	}
	return -1
}

// colonLabel is the label that ends before the colon at byte colon.
func colonLabel(text string, start, colon int) (candidate, bool) {
	label := onrecord.Span{Start: start, End: start + len(strings.TrimRight(text[start:colon], " \t\u00a0"))}
	body := colon + 1
	if strings.HasPrefix(text[body:], "//") || body < len(text) && isDigit(text[body]) {
		return candidate{}, false
	}
	c := candidate{label: label, start: start, body: body, form: mixed}
	name := label.In(text)
	if isCaps(name) {
		c.form = caps
	}
	c, ok := c.classified(name)
	if !ok {
		return candidate{}, false
	}
	return c, true
}

// isCaps tells a name in capitals: McDONOUGH too, and without what stands in
// parentheses or small particles.
func isCaps(name string) bool {
	if i := strings.IndexAny(name, "(["); i > 0 {
		name = name[:i]
	}
	any := false
	for _, w := range strings.Fields(name) {
		if words.particle[w] {
			continue
		}
		w = strings.TrimSuffix(w, "s")
		for _, prefix := range []string{"Mc", "Mac", "De", "Le", "La", "Di", "Du", "Van", "O’", "O'"} {
			if len(w) > len(prefix)+1 && strings.HasPrefix(w, prefix) {
				w = w[len(prefix):]
				break
			}
		}
		if strings.ToUpper(w) != w {
			if t := strings.ToLower(strings.TrimRight(w, ".,")); t == "mr" || t == "mrs" || t == "ms" || t == "dr" || t == "jr" || t == "sr" {
				continue
			}
			return false
		}
		any = true
	}
	return any
}

// stoppedLabel is "The President." or "Mr. Cooper.": words from start to i
// that are a label by themselves, a stop, a space, and a sentence after it.
func stoppedLabel(text string, start, word, i int) (candidate, bool) {
	if i+2 >= len(text) || text[i] != '.' || text[i+1] != ' ' && text[i+1] != '\t' && text[i+1] != '\n' {
		return candidate{}, false
	}
	next, _ := utf8.DecodeRuneInString(text[i+2:])
	if !unicode.IsUpper(next) && !unicode.IsDigit(next) && !strings.ContainsRune("\"“'‘[(—-…¿¡", next) {
		return candidate{}, false
	}
	name := text[start:i]
	if last := text[word:i]; len(last) == 1 && word > start || word > start && abbreviation(last) {
		return candidate{}, false // an initial, or the title of another
	}
	c := candidate{label: onrecord.Span{Start: start, End: i}, start: start, body: i + 1, form: stopped}
	c, ok := c.classified(name)
	if !ok || c.class == anyName || c.class == titled && words.titleOf(lowFields(text[start:word])) == 0 || name == "A" && next == '.' {
		return candidate{}, false
	}
	return c, true
}

// bareLabel is "Q" followed by white space and the words of a question.
func bareLabel(text string, start, body int) (candidate, bool) {
	r, _ := utf8.DecodeRuneInString(text[body:])
	c := candidate{label: onrecord.Span{Start: start, End: start + 1}, start: start, body: start + 1, form: bare}
	if r == '&' {
		return c, false
	}
	return c.classified("Q")
}

// classified fills in what kind of label the name is; false where it cannot be one.
func (c candidate) classified(name string) (candidate, bool) {
	if i := strings.IndexAny(name, "(["); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	if name == "" {
		return c, false
	}
	c.key = strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(name, ".", " ")), " "))
	if c.key == "" {
		return c, false
	}
	low := strings.ToLower(c.key)
	first, _, _ := strings.Cut(low, ",")
	fields := strings.Fields(low)
	n := words.titleOf(fields)
	switch {
	case words.reporter[first] || words.reporter[strings.TrimRight(first, " #0123456789")]:
		c.class = reporter
	case words.unnamed[first] || words.unnamed[strings.TrimRight(first, " #0123456789")]:
		c.class = unnamed
	case words.office[first]:
		c.class = office
	case words.notLabel[first] || words.notLabel[fields[0]] && len(fields) > 1 && c.form != caps:
		return c, false
	case n > 0 && n < len(fields):
		c.class = titled
	case n > 0 && (c.form == stopped || c.form == alone || len(low) < 4):
		return c, false // "MR." and "President." are not whole
	case n > 0:
		c.class = office
	default:
		c.class = anyName
	}
	return c, true
}

// lowFields are the words of a name in lower case without stops.
func lowFields(name string) []string {
	return strings.Fields(strings.ToLower(strings.ReplaceAll(name, ".", "")))
}

// abbreviation tells a title that is written with a stop.
func abbreviation(w string) bool {
	low := strings.ToLower(w)
	return words.title[low] && len(low) < 4 || low == "gen" || low == "prof" || low == "jr" || low == "sr"
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
