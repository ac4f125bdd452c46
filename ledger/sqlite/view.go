package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/onrecord/onrecord"
)

// view is the ledger as it is at one moment, for questions that take several
// queries to answer.
type view struct {
	ctx   context.Context
	tx    *sql.Tx
	codec *codec
}

// view runs a question within one read transaction.
func (l *Ledger) view(ctx context.Context, ask func(view) error) error {
	return l.viewOf(ctx, l.readers, ask)
}

func (l *Ledger) viewOf(ctx context.Context, db *sql.DB, ask func(view) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer tx.Rollback()
	return ask(view{ctx, tx, l.codec})
}

// scan calls row for each row of a query.
func (v view) scan(query string, args []any, row func(*sql.Rows) error) error {
	rows, err := v.tx.QueryContext(v.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// row reads one row; ErrNotFound where there is none.
func (v view) row(query string, args []any, dest ...any) error {
	err := v.tx.QueryRowContext(v.ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return onrecord.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// numbers reads the first column of all rows.
func (v view) numbers(query string, args ...any) ([]int64, error) {
	var out []int64
	err := v.scan(query, args, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}
