// Package textdate finds dates and times as people write them in English
// pages: "Sunday , May 28 2017", "24 Nov 2015, 10:58 IST", "2015-11-24T10:58Z".
//
// Input is any string, output the complete dates in it with the span of their
// words. The method: each number that can be a year is an anchor; the few words
// around it are matched against the orders in which English pages print a date,
// then a weekday and a time of day are looked for on both sides. Work is
// bounded for each anchor, so it is linear in the length of the text.
//
// Not found: dates without a year, two-digit years, relative dates
// ("yesterday") and all-number dates that could be read in two ways (4/11/2015).
package textdate

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Found is one date in a text.
type Found struct {
	Value     string        // 2015-11-24 or RFC 3339 with the zone as written; a time without a zone keeps none (2015-11-24T10:58:00)
	Precision string        // day, minute or second
	Span      onrecord.Span // of the words
}

// The years that are taken for years; other numbers of four digits are not.
const (
	firstYear = 1600
	lastYear  = 2199
)

// reach is how many bytes on each side of a year may belong to its date.
const reach = 72

// Find gives the complete dates (day, month and year) in s, in order and
// without overlaps.
func Find(s string) []Found {
	var found []Found
	end := 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		start := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i = start + yearLength(s, start, i); i-start != 4 {
			continue
		}
		year := atoi(s[start:i])
		if year < firstYear || year > lastYear || start < end {
			continue
		}
		if f, ok := around(s, start, year, end); ok {
			found = append(found, f)
			end = f.Span.End
			i = max(i, end) - 1
		}
	}
	return found
}

// yearLength is the length of the run of digits [start, end), or 4 where a
// year and a time of day are glued together ("20234:46").
func yearLength(s string, start, end int) int {
	if n := end - start; n != 5 && n != 6 || !strings.HasPrefix(s[end:], ":") || end+2 >= len(s) || !isDigit(s[end+1]) || !isDigit(s[end+2]) {
		return n
	}
	return 4
}

// Only tells whether s is one date and nothing else but marks and spaces.
func Only(s string) (Found, bool) {
	found := Find(s)
	if len(found) != 1 {
		return Found{}, false
	}
	rest := s[:found[0].Span.Start] + s[found[0].Span.End:]
	for _, r := range rest {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return Found{}, false
		}
	}
	return found[0], true
}

// around reads the date whose year stands at byte at; nothing before byte
// floor may be used.
func around(s string, at, year, floor int) (Found, bool) {
	low, high := max(floor, at-reach), min(len(s), at+reach)
	for low < at && !utf8.RuneStart(s[low]) {
		low++
	}
	for high < len(s) && !utf8.RuneStart(s[high]) {
		high--
	}
	words := lex(s, low, high)
	y := -1
	for i, w := range words {
		if w.start == at {
			y = i
		}
	}
	if y < 0 {
		return Found{}, false
	}
	d := dateAt{words: words, year: year}
	for _, order := range []func(int) bool{d.monthDayYear, d.dayMonthYear, d.yearMonthDay, d.numbersYear} {
		if order(y) && d.valid() {
			return d.withTime(), true
		}
	}
	return Found{}, false
}

// dateAt is a date that is being read: words [first, last] hold it.
type dateAt struct {
	words            []word
	year, month, day int
	first, last      int
}

func (d *dateAt) valid() bool {
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return d.day > 0 && t.Day() == d.day && int(t.Month()) == d.month
}

// word gives word i, or an empty one outside the window.
func (d *dateAt) word(i int) word {
	if i < 0 || i >= len(d.words) {
		return word{}
	}
	return d.words[i]
}

// back steps over marks of the given kinds before word i.
func (d *dateAt) back(i int, marks string) int {
	for n := 0; n < 2 && d.word(i).isMark(marks); n++ {
		i--
	}
	return i
}

// dayBack reads a day of the month that ends at word i, with "th" or without,
// and gives the index of its number.
func (d *dateAt) dayBack(i int) (int, bool) {
	if ordinal(d.word(i).text) && d.word(i-1).number() {
		i--
	}
	w := d.word(i)
	if !w.number() || len(w.text) > 2 {
		return i, false
	}
	if p := d.word(i - 1); p.isMark("./,:-") && p.end == w.start && d.word(i-2).number() && d.word(i-2).end == p.start {
		return i, false // the end of a longer number
	}
	d.day = atoi(w.text)
	return i, d.day >= 1 && d.day <= 31
}

// monthDayYear reads "May 28 2017", "Nov. 24, 2015", "November 24th, 2015".
func (d *dateAt) monthDayYear(y int) bool {
	i, ok := d.dayBack(d.back(y-1, ",."))
	if !ok {
		return false
	}
	i = d.back(i-1, ".,-")
	d.month = monthOf(d.word(i).text)
	d.first, d.last = i, y
	return d.month > 0
}

// dayMonthYear reads "28 May 2017", "24th of November, 2015", "24-Nov-2015".
func (d *dateAt) dayMonthYear(y int) bool {
	i := d.back(y-1, ",.-/")
	d.month = monthOf(d.word(i).text)
	if d.month == 0 {
		return false
	}
	i--
	if d.word(i).text == "of" {
		i--
	}
	i, ok := d.dayBack(d.back(i, ".,-/"))
	d.first, d.last = i, y
	return ok
}

// yearMonthDay reads "2015-11-24" and "2015/11/24".
func (d *dateAt) yearMonthDay(y int) bool {
	w, s1, m, s2, n := d.word(y), d.word(y+1), d.word(y+2), d.word(y+3), d.word(y+4)
	if !s1.isMark("-/.") || s1.text != s2.text || !m.number() || !n.number() || len(m.text) > 2 || len(n.text) > 2 {
		return false
	}
	if w.end != s1.start || s1.end != m.start || m.end != s2.start || s2.end != n.start {
		return false
	}
	if p := d.word(y - 1); p.isMark("-/.") && p.end == w.start {
		return false
	}
	d.month, d.day = atoi(m.text), atoi(n.text)
	d.first, d.last = y, y+4
	return true
}

// numbersYear reads "24/11/2015", "11/24/2015" and "24.11.2015", but only
// where one of the numbers cannot be a month or both are the same.
func (d *dateAt) numbersYear(y int) bool {
	a, s1, b, s2, w := d.word(y-4), d.word(y-3), d.word(y-2), d.word(y-1), d.word(y)
	if !s1.isMark("-/.") || s1.text != s2.text || !a.number() || !b.number() || len(a.text) > 2 || len(b.text) > 2 {
		return false
	}
	if a.end != s1.start || s1.end != b.start || b.end != s2.start || s2.end != w.start {
		return false
	}
	if p := d.word(y - 5); p.isMark("-/.") && p.end == a.start {
		return false
	}
	if n := d.word(y + 1); n.isMark("-/") && n.start == w.end && d.word(y+2).number() {
		return false
	}
	x, z := atoi(a.text), atoi(b.text)
	switch {
	case x == z || x > 12:
		d.day, d.month = x, z
	case z > 12:
		d.month, d.day = x, z
	default:
		return false
	}
	d.first, d.last = y-4, y
	return true
}

// withTime takes in a weekday before the date and a time of day after or
// before it, and gives the whole.
func (d *dateAt) withTime() Found {
	if i := d.back(d.first-1, ",."); weekday(d.word(i).text) {
		d.first = i
	}
	clock, next, ok := d.clockAfter(d.last + 1)
	if ok {
		d.last = next - 1
	} else if first, c, found := d.clockBefore(); found {
		clock, ok = c, true
		d.first = first
	}
	value, precision := fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day), "day"
	if ok {
		value += fmt.Sprintf("T%02d:%02d:%02d", clock.hour, clock.minute, clock.second)
		value += clock.zone.suffix(d.year, d.month, d.day, clock.hour)
		precision = "minute"
		if clock.seconds {
			precision = "second"
		}
	}
	return Found{Value: value, Precision: precision, Span: onrecord.Span{Start: d.word(d.first).start, End: d.word(d.last).end}}
}
