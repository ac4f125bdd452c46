package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/extract/textdate"
)

var isoDate = regexp.MustCompile(`^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|z|UTC|GMT|[+\-]\d{2}:?\d{2}|[+\-]\d{2}\b)?)?`)

var (
	compactDate = regexp.MustCompile(`^\s*((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+\-]\d{2}:?\d{2})?)?\s*$`)
	epochDate   = regexp.MustCompile(`^\s*(\d{10}|\d{13})\s*$`)
)

// parseDate reads a date that is meant for machines, in one of the forms that
// pages use (RFC 3339 and its near kin, compact digits, seconds or
// milliseconds since 1970, RFC 1123), or else the first complete date that
// people would read in it. The zone stays as it is written; a time without a
// zone keeps none. Precision is day, minute or second.
func parseDate(s string) (value, precision string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 300 {
		return "", "", false
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return compose(m[1:9])
	}
	if m := compactDate.FindStringSubmatch(s); m != nil {
		return compose([]string{m[1], m[2], m[3], m[4], m[5], m[6], "", m[7]})
	}
	if epochDate.MatchString(s) {
		n, err := strconv.ParseInt(s[:10], 10, 64)
		if err != nil {
			return "", "", false
		}
		return time.Unix(n, 0).UTC().Format(time.RFC3339), "second", true
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.UnixDate, time.RFC850} {
		if t, err := time.Parse(layout, s); err == nil {
			if strings.HasSuffix(s, "GMT") || strings.HasSuffix(s, "UTC") || layout == time.RFC1123Z {
				return t.Format(time.RFC3339), "second", true
			}
			return t.Format("2006-01-02T15:04:05"), "second", true // the offset of a zone's letters is a guess
		}
	}
	if found := textdate.Find(s); len(found) > 0 {
		return found[0].Value, found[0].Precision, true
	}
	for _, layout := range []string{"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "Jan. 2, 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), "day", true
		}
	}
	return "", "", false
}

// compose checks the parts of a date (year, month, day, hour, minute, second,
// am or pm, zone) and joins them.
func compose(p []string) (value, precision string, ok bool) {
	n := make([]int, 6)
	for i := range n {
		n[i], _ = strconv.Atoi(p[i])
	}
	day := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if day.Year() != n[0] || int(day.Month()) != n[1] || day.Day() != n[2] {
		return "", "", false
	}
	value = day.Format(time.DateOnly)
	if p[3] == "" {
		return value, "day", true
	}
	if half := strings.ToLower(strings.ReplaceAll(p[6], ".", "")); half != "" && n[3] >= 1 && n[3] <= 12 {
		n[3] %= 12
		if half == "pm" {
			n[3] += 12
		}
	}
	if n[3] > 23 || n[4] > 59 || n[5] > 60 {
		return value, "day", true
	}
	precision = "second"
	if p[5] == "" {
		precision = "minute"
	}
	zone := strings.ToUpper(p[7])
	switch {
	case zone == "UTC" || zone == "GMT":
		zone = "Z"
	case len(zone) == 5:
		zone = zone[:3] + ":" + zone[3:]
	case len(zone) == 3:
		zone += ":00"
	}
	return fmt.Sprintf("%sT%02d:%02d:%02d%s", value, n[3], n[4], min(n[5], 59), zone), precision, true
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func twoDigits(n int) string { return pad(strconv.Itoa(n)) }
