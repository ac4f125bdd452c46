package sqlite

import "time"

// A row of an index is numbered by the day that its article was published
// on: undated rows first, then daySize numbers for each day since the year 1.
// The lists of rows in an index are of differences, so a day has few numbers:
// each bit more costs some hundredths of the text in size. A day with more
// runs over into the days after it.
const (
	dated = int64(1) << 40
	epoch = 719162 // days from 0001-01-01 to 1970-01-01

	statementsDay = int64(1) << 16
	articlesDay   = int64(1) << 12
)

// dayRows is the range [first, end) of the rows of a day, "" for undated,
// where a day has so many.
func dayRows(day string, size int64) (first, end int64) {
	t, ok := parseDay(day)
	if !ok {
		return 1, dated
	}
	first = dated + (t.Unix()/86400+epoch)*size
	return first, first + size
}

// parseDay reads a day, or the first day of a month or year.
func parseDay(s string) (time.Time, bool) {
	const layout = "2006-01-02"
	t, err := time.Parse(layout[:min(len(s), len(layout))], s)
	return t, err == nil && t.Year() > 0
}

// dayOf is the day of a statement's row, "" where it has none.
func dayOf(row int64) string {
	if row < dated {
		return ""
	}
	return time.Unix(((row-dated)/statementsDay-epoch)*86400, 0).UTC().Format("2006-01-02")
}
