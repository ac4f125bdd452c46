package sqlite

import "time"

// A row of an index is numbered by the day that its article was published
// on: undated rows first, then daySize numbers for each day since the year 1.
// Compressed lists of rows stay short, for neighbours differ little.
const (
	dated   = int64(1) << 40
	daySize = int64(1) << 22 // rows of one day
	epoch   = 719162         // days from 0001-01-01 to 1970-01-01
)

// dayRows is the range [first, end) of the rows of a day, "" for undated.
func dayRows(day string) (first, end int64) {
	t, ok := parseDay(day)
	if !ok {
		return 1, dated
	}
	first = dated + (t.Unix()/86400+epoch)*daySize
	return first, first + daySize
}

// parseDay reads a day, or the first day of a month or year.
func parseDay(s string) (time.Time, bool) {
	const layout = "2006-01-02"
	t, err := time.Parse(layout[:min(len(s), len(layout))], s)
	return t, err == nil && t.Year() > 0
}

// dayOf is the day of a row, "" where it has none.
func dayOf(row int64) string {
	if row < dated {
		return ""
	}
	return time.Unix(((row-dated)/daySize-epoch)*86400, 0).UTC().Format("2006-01-02")
}
