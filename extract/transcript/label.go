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

// labelAt reads a label that begins at byte i of the line that ends at end, in
// any form but alone and arrow. It looks at longestLabel bytes at most.
func labelAt(text string, i, end int) (candidate, bool) {
	start := i
	end = min(end, start+longestLabel)
	count, lower, upper := 0, false, false
	for i < end && count < mostWords {
		wordStart := i
		r, n := utf8.DecodeRuneInString(text[i:end])
		if r == '(' || r == '[' {
			j := closing(text, i, end)
			if j < 0 || count == 0 {
				return candidate{}, false
			}
			i = j
			if i < end && text[i] == ':' {
				return colonLabel(text, start, i, lower, upper)
			}
		} else {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' && r != '&' || count == 0 && !unicode.IsUpper(r) && !unicode.IsTitle(r) {
				return candidate{}, false
			}
			small := unicode.IsLower(r)
			for i < end {
				r, n = utf8.DecodeRuneInString(text[i:end])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !inName(r) {
					break
				}
				lower = lower || unicode.IsLower(r)
				upper = upper || unicode.IsUpper(r)
				i += n
			}
			word := text[wordStart:i]
			if small && !words.particle[word] && !words.unnamed[strings.ToLower(text[start:i])] {
				return candidate{}, false
			}
			count++
			if i < end && text[i] == ':' {
				return colonLabel(text, start, i, lower, upper)
			}
			if c, ok := stoppedLabel(text, start, wordStart, i, end); ok {
				return c, true
			}
			if i < end && text[i] == '.' {
				i++
				if i < end && text[i] == ':' {
					return colonLabel(text, start, i, lower, upper)
				}
				if i < end && isLetter(firstRune(text[i:end])) { // A.J. DELGADO, MR.COHN
					continue
				}
			}
			if i < end && text[i] == ',' {
				i++
			}
		}
		gap := i
		for i < end && (text[i] == ' ' || text[i] == '\t' || strings.HasPrefix(text[i:end], "\u00a0")) {
			i++
			if text[i-1] == 0xc2 {
				i++
			}
		}
		if count == 1 && gap-start == 1 && text[start] == 'Q' && i > gap {
			if c, ok := bareLabel(text, start, i, end); ok {
				return c, true
			}
		}
		if i == gap {
			if i < end && text[i] == '/' { // PELLEY/CBS, MR. X/MR. Y
				i++
				continue
			}
			return candidate{}, false
		}
		if i < end && text[i] == ':' { // "MR. SMITH :"
			return colonLabel(text, start, i, lower, upper)
		}
	}
	return candidate{}, false
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
func colonLabel(text string, start, colon int, lower, upper bool) (candidate, bool) {
	label := onrecord.Span{Start: start, End: start + len(strings.TrimRight(text[start:colon], " \t\u00a0"))}
	body := colon + 1
	if strings.HasPrefix(text[body:], "//") || body < len(text) && isDigit(text[body]) {
		return candidate{}, false
	}
	c := candidate{label: label, start: start, body: body, form: mixed}
	name := label.In(text)
	if upper && isCaps(name) {
		c.form = caps
	}
	return c.classified(name)
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
func stoppedLabel(text string, start, word, i, end int) (candidate, bool) {
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
func bareLabel(text string, start, body, end int) (candidate, bool) {
	if body >= len(text) {
		return candidate{}, false
	}
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
