package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/textdate"
)

// numberDates reads days in numbers alone as Americans write them, month
// first, with the year in two figures or four: "5/29/15", "4-15-09",
// "11/14/2011". Where the first number can be no month, the second is.
func numberDates(s string) []textdate.Found {
	var out []textdate.Found
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) || i > 0 && (isDigit(s[i-1]) || s[i-1] == '/' || s[i-1] == '-' || s[i-1] == '.' || s[i-1] == '$') {
			continue
		}
		var n [3]int
		j, ok := i, true
		var sep byte
		for k := 0; k < 3 && ok; k++ {
			start := j
			for j < len(s) && isDigit(s[j]) && j-start < 5 {
				j++
			}
			width := j - start
			n[k], _ = strconv.Atoi(s[start:j])
			ok = width > 0 && (k < 2 && width <= 2 || k == 2 && (width == 2 || width == 4))
			if ok && k < 2 {
				if ok = j < len(s) && (s[j] == '/' || s[j] == '-' || s[j] == '.') && (sep == 0 || s[j] == sep); ok {
					sep = s[j]
					j++
				}
			}
		}
		if !ok || j < len(s) && (isDigit(s[j]) || s[j] == '/') {
			continue
		}
		month, day, year := n[0], n[1], n[2]
		if month > 12 {
			month, day = day, month
		}
		if year < 100 {
			year += 2000
			if year > 2069 {
				year -= 100
			}
		}
		if value, ok := dayOf(year, month, day); ok {
			out = append(out, textdate.Found{Value: value, Precision: "day", Span: onrecord.Span{Start: i, End: j}})
			i = j
		}
	}
	return out
}

// dayOf is a day as Date has it; false where there is none such.
func dayOf(year, month, day int) (string, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1600 || year > 2199 || t.Day() != day || int(t.Month()) != month {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// dates gathers the days on which it may have been said.
type dates struct {
	found []onrecord.Date
	clock clock
	timed bool
	from  string // the clock's line
}

const mostDates = 20

func (d *dates) add(basis, value, precision, evidence string, confidence float64) {
	if len(value) < 10 || len(d.found) >= mostDates {
		return
	}
	for _, old := range d.found {
		if old.Value == value && old.Basis == basis {
			return
		}
	}
	if len(evidence) > 200 {
		evidence = strings.ToValidUTF8(evidence[:200], "")
	}
	d.found = append(d.found, onrecord.Date{Kind: onrecord.Spoken, Value: value, Precision: precision, Basis: basis, Evidence: strings.Join(strings.Fields(evidence), " "), Confidence: confidence})
}

// readIn adds the first date in some words.
func (d *dates) readIn(basis, s string, confidence float64) bool {
	if found := textdate.Find(s); len(found) > 0 {
		d.add(basis, found[0].Value[:10], "day", s, confidence)
		return true
	}
	if found := numberDates(s); len(found) > 0 {
		d.add(basis, found[0].Value, "day", s, confidence-0.03)
		return true
	}
	return false
}

// findDates gathers the dates of title, header, address, notes and what is
// known besides, weighs them against each other, and gives the day believed
// most the time at which the header says that it began.
func findDates(text string, head []headLine, about About, tail string) *dates {
	d := &dates{}
	d.readTitle(about.Title)
	for _, h := range head {
		line := h.span.In(text)
		switch h.kind {
		case clockLineKind:
			if c, ok := clockAt(line); ok && !d.timed {
				d.clock, d.timed, d.from = c, true, line
			}
		case dateLine, titleLine:
			basis, sure := "header", 0.88
			if low := strings.ToLower(line); strings.Contains(low, "release") || strings.Contains(low, "posted") || strings.Contains(low, "published") || strings.Contains(low, "updated") {
				basis, sure = "release", 0.75
			}
			d.readIn(basis, line, sure)
		}
	}
	d.readNote(tail)
	if value, evidence, ok := dayInURL(about.URL); ok {
		d.add("url", value, "day", evidence, 0.7)
	}
	for _, x := range about.Dates {
		x.Kind = onrecord.Spoken
		d.found = append(d.found, x)
	}
	if value, evidence, ok := dayInURL(about.Name); ok {
		d.add("name", value, "day", evidence, 0.65)
	}
	d.readSlug(about.URL)
	d.weigh()
	return d
}

// readTitle reads the date that a title begins or ends with. One in its midst
// may be of what was spoken about.
func (d *dates) readTitle(title string) {
	found := append(textdate.Find(title), numberDates(title)...)
	if len(found) == 0 {
		return
	}
	last, sure := found[len(found)-1], 0.6
	if len(title)-last.Span.End < 4 || last.Span.Start < 4 {
		sure = 0.9
	}
	d.add("title", last.Value[:10], "day", title, sure)
}

// readNote reads "The President spoke at 12:15 p.m. on Monday, May 2, 2016".
func (d *dates) readNote(tail string) {
	at := strings.Index(tail, " spoke at ")
	if at < 0 {
		at = strings.Index(tail, " began speaking at ")
	}
	if at < 0 {
		return
	}
	s := tail[at:min(len(tail), at+300)]
	if stop := strings.Index(s, ". "); stop > 40 {
		s = s[:stop]
	}
	d.readIn("note", strings.ToValidUTF8(s, ""), 0.9)
}

// dayInURL reads "/2015/11/23/" and "2015-11-23" in an address: the day on
// which a page was put up, which is often the day itself.
func dayInURL(url string) (value, evidence string, ok bool) {
	for i := 0; i+10 <= len(url); i++ {
		if !isDigit(url[i]) || i > 0 && isDigit(url[i-1]) {
			continue
		}
		s := url[i : i+10]
		if (s[4] == '/' || s[4] == '-' || s[4] == '_') && s[7] == s[4] && (i+10 == len(url) || !isDigit(url[i+10])) {
			if t, err := time.Parse(time.DateOnly, s[:4]+"-"+s[5:7]+"-"+s[8:]); err == nil {
				return t.Format(time.DateOnly), s, true
			}
		}
	}
	return "", "", false
}

// readSlug reads the digits that end an address: "-11232015", "-4112011",
// "-52915", "-5-29-2015". Where they can be cut in several ways, only a day that another
// date has, or that lies up to three days before it, is taken.
func (d *dates) readSlug(url string) {
	url = strings.TrimSuffix(strings.TrimSuffix(url, "/"), ".html")
	i := len(url)
	for i > 0 && (isDigit(url[i-1]) || url[i-1] == '-') {
		i--
	}
	slug := strings.Trim(url[i:], "-")
	if len(slug) < 5 || len(slug) > 10 || i == len(url) || url[i] != '-' {
		return
	}
	if found := numberDates(slug); len(found) == 1 {
		d.add("slug", found[0].Value, "day", slug, 0.72)
		return
	}
	if strings.Contains(slug, "-") {
		return
	}
	var values []string
	for _, width := range []int{4, 2} {
		if len(slug)-width < 2 || len(slug)-width > 4 {
			continue
		}
		year, _ := strconv.Atoi(slug[len(slug)-width:])
		if width == 2 {
			year += 2000
		}
		for cut := 1; cut <= 2 && cut < len(slug)-width; cut++ {
			month, _ := strconv.Atoi(slug[:cut])
			day, _ := strconv.Atoi(slug[cut : len(slug)-width])
			if value, ok := dayOf(year, month, day); ok && year > 1980 && year < 2100 && d.near(year) {
				values = append(values, value)
			}
		}
	}
	if len(values) == 1 {
		d.add("slug", values[0], "day", slug, 0.72)
		return
	}
	for _, v := range values {
		for _, x := range d.found {
			if n := apart(x.Value, v); n >= 0 && n <= 3 {
				d.add("slug", v, "day", slug, 0.72)
				return
			}
		}
	}
}

// near tells whether a year is within one of every date found so far: an address
// that was cut off ends in a part of its year.
func (d *dates) near(year int) bool {
	for _, x := range d.found {
		if y, _ := strconv.Atoi(x.Value[:4]); y-year > 1 || year-y > 1 {
			return false
		}
	}
	return true
}

// apart is the number of days from b to a.
func apart(a, b string) int {
	x, err := time.Parse(time.DateOnly, a[:10])
	y, err2 := time.Parse(time.DateOnly, b[:10])
	if err != nil || err2 != nil {
		return 1 << 20
	}
	return int(x.Sub(y).Hours() / 24)
}

// weigh sets the dates against each other. A day that several bases give is
// surer. A day of the title or header that is later than the day on which the
// page was put up, or long before it, is likely to be a slip.
func (d *dates) weigh() {
	posted := ""
	for _, x := range d.found {
		if x.Basis == "url" && len(x.Evidence) == 10 && isDigit(x.Evidence[3]) || x.Basis == "json-ld" || x.Basis == "meta" || x.Basis == "given" || x.Basis == "release" {
			posted = x.Value
			break
		}
	}
	for i := range d.found {
		x := &d.found[i]
		agree := 0
		for _, y := range d.found {
			sameHand := y.Basis == x.Basis || y.Basis == "title" && x.Basis == "slug" || y.Basis == "slug" && x.Basis == "title"
			if !sameHand && y.Value[:10] == x.Value[:10] {
				agree++
			}
		}
		if agree == 0 && posted != "" {
			if n := apart(posted, x.Value); n < 0 || n > 3 {
				x.Confidence -= 0.3
			}
		}
		x.Confidence = min(0.99, x.Confidence+0.03*float64(agree))
	}
}

// conflict is a notice where the dates differ in the day.
func (d *dates) conflict() (onrecord.Notice, bool) {
	differs := false
	var list []string
	for _, x := range d.found {
		differs = differs || x.Value[:10] != d.found[0].Value[:10]
		list = append(list, x.Basis+": "+x.Value[:10])
	}
	return onrecord.Notice{Kind: onrecord.NoticeDates, Evidence: strings.Join(list, "; ")}, differs
}

// time gives the day believed most the header's time of day, and a notice
// where its zone is not in force on that day; the value has then no zone.
func (d *dates) time(t *onrecord.Transcript) {
	best, ok := t.SpokenDate()
	if !ok || !d.timed {
		return
	}
	day, err := time.Parse(time.DateOnly, best.Value[:10])
	if err != nil {
		return
	}
	suffix := ""
	if z, known := zones[d.clock.zone]; known {
		if z.wrong(day) {
			t.Notices = append(t.Notices, onrecord.Notice{Kind: onrecord.NoticeZone, Evidence: d.from + " on " + best.Value[:10]})
		} else {
			suffix = z.suffix(day)
		}
	}
	for i := range t.Dates {
		if x := &t.Dates[i]; x.Kind == onrecord.Spoken && x.Precision == "day" && x.Value == best.Value {
			x.Value += fmt.Sprintf("T%02d:%02d:00%s", d.clock.hour, d.clock.minute, suffix)
			x.Precision = "minute"
			x.Evidence += " | " + d.from
		}
	}
}
