package textdate

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed zones.txt
var zonesFile string

// zones are the abbreviations and their offsets in minutes east of UTC.
var zones = readZones(zonesFile)

func readZones(file string) map[string]zone {
	out := map[string]zone{}
	for line := range strings.Lines(file) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0][0] == '#' {
			continue
		}
		minutes, err := strconv.Atoi(fields[1])
		if err != nil {
			continue
		}
		out[fields[0]] = zone{known: true, minutes: minutes, american: len(fields) > 2 && fields[2] == "american"}
	}
	return out
}

// zone is an offset from UTC. american: an hour is added under the United
// States' daylight saving time ("ET").
type zone struct {
	known    bool
	american bool
	minutes  int
}

// suffix gives the zone as RFC 3339 ends with, or nothing where it is unknown.
func (z zone) suffix(year, month, day, hour int) string {
	if !z.known {
		return ""
	}
	minutes := z.minutes
	if z.american && americanSummer(year, month, day, hour) {
		minutes += 60
	}
	if minutes == 0 {
		return "Z"
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

// americanSummer follows the rule in force since 2007: from 2 o'clock on the
// second Sunday of March to 2 o'clock on the first Sunday of November. It
// takes the years before that as if they had it too.
func americanSummer(year, month, day, hour int) bool {
	sunday := func(m time.Month, nth int) time.Time {
		first := time.Date(year, m, 1, 2, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(nth-1))
	}
	t := time.Date(year, time.Month(month), day, hour, 0, 0, 0, time.UTC)
	return !t.Before(sunday(time.March, 2)) && t.Before(sunday(time.November, 1))
}

// clock is a time of day.
type clock struct {
	hour, minute, second int
	seconds              bool
	zone                 zone
}

// clockAfter reads a time of day that follows the date, from word i on, past
// "at", a comma or a dash, and gives the word after it.
func (d *dateAt) clockAfter(i int) (clock, int, bool) {
	if w := d.word(i); (w.text == "T" || w.text == "t") && w.start == d.word(d.last).end {
		return d.clockAt(i + 1)
	}
	for n := 0; n < 3 && (d.word(i).isMark(",-|@.·") || d.word(i).text == "·" || d.word(i).text == "•" || strings.EqualFold(d.word(i).text, "at")); n++ {
		i++
	}
	return d.clockAt(i)
}

// clockBefore reads a time of day that ends where the date begins: "10:58
// IST, 24 Nov 2015".
func (d *dateAt) clockBefore() (first int, c clock, ok bool) {
	for i := max(0, d.first-12); i < d.first; i++ {
		if !d.word(i).number() || d.word(i-1).isMark(":.,/") && d.word(i-2).number() {
			continue
		}
		c, next, ok := d.clockAt(i)
		if !ok {
			continue
		}
		for n := 0; n < 3 && (d.word(next).isMark(",-|.") || d.word(next).text == "·" || d.word(next).text == "•" || d.word(next).text == "on"); n++ {
			next++
		}
		if next == d.first {
			return i, c, true
		}
	}
	return 0, clock{}, false
}

// clockAt reads "10:58", "10:58:03.25", "10.58 am", "9 p.m.", "1058 GMT", each
// with a zone or without, from word i on. A time with a stop, or without
// minutes, needs "am", "pm" or a zone.
func (d *dateAt) clockAt(i int) (c clock, next int, ok bool) {
	w := d.word(i)
	if !w.number() {
		return c, i, false
	}
	next = i + 1
	sure := false
	switch sep, m := d.word(i+1), d.word(i+2); {
	case len(w.text) <= 2 && sep.isMark(":.") && len(m.text) == 2 && m.number() && w.end == sep.start && sep.end == m.start:
		c.hour, c.minute, sure = atoi(w.text), atoi(m.text), sep.text == ":"
		next = d.secondsAt(i+3, sep.text, &c)
	case len(w.text) == 4:
		c.hour, c.minute = atoi(w.text[:2]), atoi(w.text[2:])
	case len(w.text) <= 2:
		c.hour = atoi(w.text)
	default:
		return c, i, false
	}
	after, half := d.halfAt(next)
	if half != "" {
		if c.hour < 1 || c.hour > 12 && half == "a" || len(w.text) == 4 {
			return c, i, false
		}
		next, sure = after, true
		if half == "p" && c.hour < 12 {
			c.hour += 12
		} else if half == "a" && c.hour == 12 {
			c.hour = 0
		}
	}
	if z, after, found := d.zoneAt(next); found && (sure || len(w.text) == 4 || d.word(i+1).isMark(".")) {
		c.zone, next, sure = z, after, true
	}
	return c, next, sure && c.hour < 24 && c.minute < 60 && c.second < 60
}

// secondsAt reads ":03" or ":03.25" where it follows; fractions are dropped.
func (d *dateAt) secondsAt(i int, sep string, c *clock) int {
	if w, s := d.word(i), d.word(i+1); w.text == sep && sep == ":" && len(s.text) == 2 && s.number() && w.end == s.start {
		c.second, c.seconds = atoi(s.text), true
		i += 2
		if w, f := d.word(i), d.word(i+1); w.isMark(".,") && f.number() && w.end == f.start {
			i += 2
		}
	}
	return i
}

// halfAt reads "am", "p.m.", "AM".
func (d *dateAt) halfAt(i int) (next int, half string) {
	switch low := strings.ToLower(d.word(i).text); low {
	case "am", "pm":
		return i + 1, low[:1]
	case "a", "p":
		if d.word(i+1).isMark(".") && strings.EqualFold(d.word(i+2).text, "m") {
			if d.word(i+3).isMark(".") && d.word(i+3).start == d.word(i+2).end {
				return i + 4, low
			}
			return i + 3, low
		}
	}
	return i, ""
}

// zoneAt reads a zone: "Z", "EST", "(IST)", "+05:30", "GMT+0530", "UTC-5".
func (d *dateAt) zoneAt(i int) (z zone, next int, ok bool) {
	if d.word(i).isMark("(") {
		z, next, ok = d.zoneAt(i + 1)
		if ok && d.word(next).isMark(")") {
			return z, next + 1, true
		}
		return zone{}, i, false
	}
	if z, next, ok := d.offsetAt(i); ok {
		return z, next, true
	}
	z, ok = zones[d.word(i).text]
	if !ok {
		return zone{}, i, false
	}
	if z.minutes == 0 {
		if off, next, ok := d.offsetAt(i + 1); ok {
			return off, next, true
		}
	}
	return z, i + 1, true
}

// offsetAt reads "+05:30", "-0500" or "+5", where no space follows the sign.
func (d *dateAt) offsetAt(i int) (z zone, next int, ok bool) {
	sign, h := d.word(i), d.word(i+1)
	if sign.text != "+" && sign.text != "-" && sign.text != "−" || !h.number() || sign.end != h.start || d.word(i-1).end != sign.start && sign.text != "+" {
		return zone{}, i, false
	}
	hours, minutes, next := 0, 0, i+2
	switch colon, m := d.word(i+2), d.word(i+3); {
	case len(h.text) == 4:
		hours, minutes = atoi(h.text[:2]), atoi(h.text[2:])
	case len(h.text) > 2:
		return zone{}, i, false
	default:
		hours = atoi(h.text)
		if colon.text == ":" && m.number() && len(m.text) == 2 {
			minutes, next = atoi(m.text), i+4
		}
	}
	if hours > 14 || minutes > 59 {
		return zone{}, i, false
	}
	total := hours*60 + minutes
	if sign.text != "+" {
		total = -total
	}
	return zone{known: true, minutes: total}, next, true
}
