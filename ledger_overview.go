package onrecord

import (
	"context"
	"fmt"
	"slices"
)

// Overview is the part of a Ledger that counts over all that it keeps.
type Overview interface {
	// Months tallies the statements that match a query by the month in which their
	// articles were published. Queries are those of Search.
	Months(ctx context.Context, query string) (Timeline, error)
	// MostQuoted gives the people who made most statements, at most so many.
	MostQuoted(ctx context.Context, limit int) ([]Figure, error)
}

// Timeline is how many statements there are of each month.
type Timeline struct {
	Months []Tally `json:"months"` // Value is 2015-11; in order; months with none are left out
	// Capped says that so much matches that only the newest were counted.
	Capped bool `json:"capped,omitempty"`
}

// Periods sums tallies of months into months, quarters or years, whichever are the
// first to be no more than most, with those in between that have none. Years are
// given however many they are; of too many, those with none are left out. What is
// no month is passed over.
func Periods(months []Tally, most int) []Tally {
	var out []Tally
	for _, period := range []func(year, month int) string{
		func(year, month int) string { return fmt.Sprintf("%04d-%02d", year, month) },
		func(year, month int) string { return fmt.Sprintf("%04d Q%d", year, (month+2)/3) },
		func(year, _ int) string { return fmt.Sprintf("%04d", year) },
	} {
		if out = summed(months, period); len(out) <= most {
			return out
		}
	}
	return slices.DeleteFunc(out, func(t Tally) bool { return t.N == 0 })
}

func summed(months []Tally, period func(year, month int) string) (out []Tally) {
	var before int // months since the year 0
	for _, m := range months {
		var year, month int
		if n, err := fmt.Sscanf(m.Value, "%d-%d", &year, &month); n != 2 || err != nil || year < 0 || year > 9999 {
			continue
		}
		at := 12*year + month - 1
		if len(out) == 0 {
			before = at
		}
		for i := before; i <= at; i++ {
			if value := period(i/12, i%12+1); len(out) == 0 || out[len(out)-1].Value != value {
				out = append(out, Tally{Value: value})
			}
		}
		last := &out[len(out)-1]
		if last.N += m.N; last.First == "" {
			last.First = m.First
		}
		last.Last = m.Last
		before = at
	}
	return out
}
