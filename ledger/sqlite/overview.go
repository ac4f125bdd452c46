package sqlite

import (
	"context"
	"math"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// Months implements onrecord.Ledger. It counts as many statements as Who does,
// the newest.
func (l *Ledger) Months(ctx context.Context, text string) (onrecord.Timeline, error) {
	var out onrecord.Timeline
	q, err := query.Parse(text)
	if err != nil {
		return out, err
	}
	err = l.view(ctx, func(v view) error {
		s := search{view: v, ledger: l, query: q}
		var err error
		if s.forms, err = v.inflections(q.Root); err != nil {
			return err
		}
		rows, err := s.newest(s.compiler(onrecord.FindStatements), math.MaxInt64, profileMost+1)
		if err != nil {
			return err
		}
		out.Capped = len(rows) > profileMost
		out.Months = months(rows[:min(len(rows), profileMost)])
		return nil
	})
	return out, err
}

// MostQuoted implements onrecord.Ledger.
func (l *Ledger) MostQuoted(ctx context.Context, limit int) ([]onrecord.Figure, error) {
	var out []onrecord.Figure
	err := l.view(ctx, func(v view) error {
		rows, err := v.numbers("SELECT id FROM entity WHERE kind = ? AND statements > 0 ORDER BY statements DESC, articles DESC, id LIMIT ?",
			string(onrecord.Person), max(limit, 0))
		if err != nil {
			return err
		}
		for _, row := range rows {
			f, err := v.figure(row)
			if err != nil {
				return err
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}
