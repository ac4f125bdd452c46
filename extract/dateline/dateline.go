// Package dateline finds the place that a story is filed from in its first
// words: "Washington: ", "LONDON (Reuters) —", "By X in Y".
//
// Input is an article's text; output the place as printed, with the state or
// country that stands with it, and its span. The method is a small grammar
// (place, region, date, agency, separator) over lists of places, regions and
// agencies. Precision comes first: a capitalised word and a colon ("Update: ",
// "Trump: ") is a dateline only where the word is a known city, and a town that
// no list knows needs an agency, a region or a date beside it. It does not look
// into the story for where things happen.
package dateline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// head is how many bytes a dateline may take.
const head = 200

// lookPast is how long, in bytes, a headline or byline may be for the paragraph
// after it to be looked at too.
const lookPast = 160

// Find gives the dateline of an article's text, with the span of the place.
// It looks at the first paragraph, and at the second and third where those
// before are as short as headlines and bylines are. There a city and a colon
// alone ("Paris: ") are not enough: they may head a part of a list.
func Find(text string) (onrecord.Dateline, bool) {
	start := skipSpace(text, 0)
	byline := true // so far nothing but bylines
	for range 3 {
		line := text[start:lineEnd(text, start)]
		if span, rule := inLine(line); rule != "" && (byline || rule != "colon") {
			span.Start += start
			span.End += start
			return onrecord.Dateline{Place: name(span.In(text)), Span: span}, true
		}
		if len(line) > lookPast {
			break
		}
		byline = byline && strings.HasPrefix(line, "By ")
		start = skipSpace(text, start+len(line))
	}
	return onrecord.Dateline{}, false
}

// Byline gives the place of "By X in Y", or "" where the line is no byline
// with a place.
func Byline(line string) string {
	line = strings.TrimSpace(line)
	span, _ := byline(line[:min(len(line), lineEnd(line, 0))])
	return span.In(line)
}

// lineEnd is where the line that starts at byte start ends, or the head of it.
func lineEnd(text string, start int) int {
	end := min(len(text), start+head)
	for end < len(text) && end > start && !utf8.RuneStart(text[end]) {
		end--
	}
	if i := strings.IndexByte(text[start:end], '\n'); i >= 0 {
		end = start + i
	}
	return end
}

// inLine gives the place of a line's dateline and the name of the rule, or ""
// for the rule where it has none.
func inLine(line string) (onrecord.Span, string) {
	if span, ok := byline(line); ok {
		return span, "byline"
	}
	p := parse(line)
	return p.span, p.rule()
}

// parsed is the beginning of a line, read as a dateline.
type parsed struct {
	span  onrecord.Span // of the place, region included
	known bool          // every place is in the list of cities
	sure  bool          // and none of them is marked as ambiguous
	caps  bool          // printed in capitals
	several, region, date, agency,
	dash, colon, comma bool
	story bool // what follows begins like a sentence
}

// rule names the rule by which the line has a dateline, or is "".
func (p parsed) rule() string {
	switch {
	case p.span.Empty() || !p.story:
		return ""
	case p.agency && (p.dash || p.colon || p.known || p.caps):
		return "agency"
	case p.date && (p.dash || p.colon) && (p.known || p.caps || p.region):
		return "dated"
	case p.dash && (p.known && p.caps || p.known && p.sure || p.region && (p.caps || p.known)):
		return "dash"
	case p.colon && (p.known && p.sure || p.region && (p.caps || p.known)):
		return "colon"
	case p.comma && p.several && p.known && p.caps:
		return "slash"
	}
	return ""
}

func parse(line string) parsed {
	p := parsed{known: true, sure: true, caps: true}
	i := 0
	for {
		end, known, sure, caps := place(line, i)
		if end == i {
			return parsed{}
		}
		p.known, p.sure, p.caps = p.known && known, p.sure && sure, p.caps && caps
		i = end
		if i+1 < len(line) && line[i] == '/' {
			p.several = true
			i++
			continue
		}
		break
	}
	if next, ok := after(line, i, ", "); ok {
		if end := regions.match(line, next); end > next {
			p.region = true
			i = end
		}
	}
	p.span.End = i
	if end := date(line, i); end > i {
		p.date = true
		i = end
	}
	if end := agency(line, i); end > i {
		p.agency = true
		i = end
	}
	if !p.date {
		if end := date(line, i); end > i {
			p.date = true
			i = end
		}
	}
	i = p.separator(line, i)
	r, _ := utf8.DecodeRuneInString(line[i:])
	p.story = i < len(line) && !unicode.IsLower(r) && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'[«`$£€", r))
	return p
}

// separator reads what parts the dateline from the story and gives where the
// story begins.
func (p *parsed) separator(line string, i int) int {
	spaced := skipSpace(line, i)
	rest := line[spaced:]
	switch {
	case strings.HasPrefix(rest, "—"), strings.HasPrefix(rest, "–"):
		p.dash = true
		spaced += len("—")
	case strings.HasPrefix(rest, "--"):
		p.dash = true
		spaced += 2
	case strings.HasPrefix(rest, "-") && (spaced > i || p.agency) && len(rest) > 1 && (rest[1] == ' ' || p.agency):
		p.dash = true
		spaced++
	case strings.HasPrefix(rest, ": ") && spaced-i <= 1:
		p.colon = true
		spaced++
	case strings.HasPrefix(rest, ", "):
		p.comma = true
		spaced++
	}
	return skipSpace(line, spaced)
}

// place reads a place at byte i: a known city, or a name of up to four words,
// all in capitals or each with one.
func place(line string, i int) (end int, known, sure, caps bool) {
	if end := cities.match(line, i); end > i {
		name := line[i:end]
		return end, true, !cities.marked(name), name == strings.ToUpper(name)
	}
	end, caps = i, true
	for n, j := 0, i; n < 4; n++ {
		stop := j
		letters, upper := 0, 0
		for stop < len(line) {
			r, size := utf8.DecodeRuneInString(line[stop:])
			if !unicode.IsLetter(r) && !strings.ContainsRune(".'’-", r) || r == '-' && letters == 0 {
				break
			}
			if unicode.IsLetter(r) {
				letters++
			}
			if unicode.IsUpper(r) {
				upper++
			}
			stop += size
		}
		first, _ := utf8.DecodeRuneInString(line[j:])
		if letters == 0 || !unicode.IsUpper(first) {
			break
		}
		caps = caps && upper == letters
		end = stop
		if stop >= len(line) || line[stop] != ' ' {
			break
		}
		j = stop + 1
	}
	return end, false, false, caps && end-i > 2
}

// agency reads " (AP)" or " (Reuters/AFP)" at byte i.
func agency(line string, i int) int {
	i0, i := i, skipSpace(line, i)
	if i >= len(line) || line[i] != '(' {
		return i0
	}
	length := strings.IndexByte(line[i:], ')')
	if length < 0 || length > 60 {
		return i0
	}
	for part := range strings.SplitSeq(line[i+1:i+length], "/") {
		if !agencies.has(strings.TrimSpace(part)) {
			return i0
		}
	}
	return i + length + 1
}

// date reads ", Nov. 24", ", Tuesday, 24 November 2015" or " Nov 24" at byte i.
func date(line string, i int) int {
	j := i
	day, month := false, false
	for n := 0; n < 5; n++ {
		k := j
		for k < len(line) && (line[k] == ' ' || line[k] == ',') {
			k++
		}
		stop := k
		for stop < len(line) && (line[stop] >= '0' && line[stop] <= '9' || line[stop]|0x20 >= 'a' && line[stop]|0x20 <= 'z') {
			stop++
		}
		word := strings.ToLower(line[k:stop])
		switch {
		case calendar.has(word):
			month = month || !strings.HasSuffix(word, "day")
			if stop < len(line) && line[stop] == '.' {
				stop++
			}
		case len(word) > 0 && len(word) <= 4 && strings.Trim(word, "0123456789") == "":
			day = true
		default:
			if day && month {
				return j
			}
			return i
		}
		j = stop
	}
	if day && month {
		return j
	}
	return i
}

func after(line string, i int, mark string) (int, bool) {
	if strings.HasPrefix(line[i:], mark) {
		return i + len(mark), true
	}
	return i, false
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}

// name is a place as it is written in running text: "NEW DELHI" is New Delhi.
// Short words and those with stops stay ("WASHINGTON, D.C.").
func name(printed string) string {
	if strings.ToUpper(printed) != printed {
		return printed
	}
	words := strings.Split(printed, " ")
	for i, w := range words {
		if first, size := utf8.DecodeRuneInString(w); len(w) > 2 && !strings.Contains(w, ".") {
			words[i] = string(first) + strings.ToLower(w[size:])
		}
	}
	return strings.Join(words, " ")
}
