package transcript

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed zones.tsv
var zonesFile string

// zone is an abbreviation of a zone as clocks in headers bear it.
type zone struct {
	minutes int    // east of UTC; of "ET" and the like in winter
	season  string // summer, winter, or - for none
	rule    string // american, european, australian, newzealand; shifting: american, an hour more in summer
}

var zones = readZones(zonesFile)

func readZones(file string) map[string]zone {
	out := map[string]zone{}
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		if n, err := strconv.Atoi(f[1]); err == nil {
			out[f[0]] = zone{n, f[2], f[3]}
		}
	}
	return out
}

// nth is the day of the month of a month's nth Sunday; 5 means the last.
func nth(year int, month time.Month, n int) time.Time {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	day := first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
	for day.Month() != month {
		day = day.AddDate(0, 0, -7)
	}
	return day
}

// summer tells whether daylight saving time is in force on a day by one of the
// rules. The second result is false where the rule of that year is not known
// here, and on the days of change themselves.
//
// Sources: Uniform Time Act and its amendments (1967, 1987, 2007); Directive
// 2000/84/EC and its forerunner from 1996; New South Wales and New Zealand from 2008.
func summer(rule string, day time.Time) (in, known bool) {
	y := day.Year()
	var from, to time.Time
	switch {
	case rule == "american" || rule == "shifting":
		switch {
		case y >= 2007:
			from, to = nth(y, time.March, 2), nth(y, time.November, 1)
		case y >= 1987:
			from, to = nth(y, time.April, 1), nth(y, time.October, 5)
		case y >= 1967 && y != 1974 && y != 1975:
			from, to = nth(y, time.April, 5), nth(y, time.October, 5)
		default:
			return false, false
		}
	case rule == "european" && y >= 1996:
		from, to = nth(y, time.March, 5), nth(y, time.October, 5)
	case rule == "australian" && y >= 2009:
		from, to = nth(y, time.April, 1), nth(y, time.October, 1)
	case rule == "newzealand" && y >= 2008:
		from, to = nth(y, time.April, 1), nth(y, time.September, 5)
	default:
		return false, false
	}
	if day.Equal(from) || day.Equal(to) {
		return false, false
	}
	in = day.After(from) && day.Before(to)
	if rule == "australian" || rule == "newzealand" {
		in = !in
	}
	return in, true
}

// wrong tells whether a zone's abbreviation is not in force on a day: a summer
// time in winter, or the other way round.
func (z zone) wrong(day time.Time) bool {
	in, known := summer(z.rule, day)
	return known && (z.season == "summer" && !in || z.season == "winter" && in)
}

// suffix is the zone as RFC 3339 ends with on a day.
func (z zone) suffix(day time.Time) string {
	minutes := z.minutes
	if in, _ := summer(z.rule, day); in && z.rule == "shifting" {
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

// clock is a time of day as a header prints it.
type clock struct {
	hour, minute int
	zone         string // abbreviation, or ""
}

// clockAt reads a whole line as a time of day: "12:45 P.M. EST", "(2:05 p.m.
// EDT)", "14:30 CET", "10:00 A.M. (Local)". A time without "a.m." or "p.m."
// needs a zone.
func clockAt(line string) (clock, bool) {
	s := strings.ToUpper(strings.Trim(line, " \t\r*_().\u00a0"))
	colon := strings.IndexByte(s, ':')
	if len(s) > 48 || colon < 1 || colon > 2 || len(s) < colon+3 {
		return clock{}, false
	}
	h, err := strconv.Atoi(s[:colon])
	m, err2 := strconv.Atoi(s[colon+1 : colon+3])
	if err != nil || err2 != nil || h > 23 || m > 59 {
		return clock{}, false
	}
	c := clock{hour: h, minute: m}
	half := false
	for i, w := range strings.FieldsFunc(strings.ReplaceAll(s[colon+3:], ".", ""), func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == ',' || r == '\t' || r == '\u00a0' }) {
		_, isZone := zones[w]
		switch {
		case w == "AM" || w == "A" || w == "PM" || w == "P" || w == "M":
			half = true
			if w[0] == 'P' && c.hour < 12 {
				c.hour += 12
			} else if w[0] == 'A' && c.hour == 12 {
				c.hour = 0
			}
		case isZone:
			c.zone = w
		case w == "LOCAL" || w == "TIME" || w == "GMT" || i > 0 && len(w) <= 5:
		default:
			return clock{}, false
		}
	}
	return c, half || c.zone != ""
}
