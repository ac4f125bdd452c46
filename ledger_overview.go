package onrecord

import "context"

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
