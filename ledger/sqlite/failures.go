package sqlite

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// Fail implements onrecord.Ledger.
func (l *Ledger) Fail(ctx context.Context, f *onrecord.Failure, from onrecord.Origin) error {
	if from.Place == "" {
		return errors.New("ledger: a failure needs the place where it happened")
	}
	if from.SeenAt.IsZero() {
		from.SeenAt = time.Now()
	}
	return l.writer.do(ctx, func(w *writer) error {
		return w.exec(`INSERT INTO failure (place, state, page, url, stage, reason, message, first, last, times) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 1)
			ON CONFLICT (place) DO UPDATE SET state = ?2, page = ?3, url = ?4, stage = ?5, reason = ?6, message = ?7, last = ?8, times = times + 1`,
			from.Place, from.State, f.ID, f.URL, f.Stage, string(f.Reason), f.Message, micros(from.SeenAt))
	})
}

// Failures implements onrecord.Ledger.
func (l *Ledger) Failures(ctx context.Context, f onrecord.FailureFilter) (onrecord.FailureList, error) {
	var out onrecord.FailureList
	if f.Limit <= 0 {
		f.Limit = 50
	}
	where, args := "(?1 = '' OR stage = ?1) AND (?2 = '' OR reason = ?2)", []any{f.Stage, string(f.Reason)}
	after, place, err := failureCursor(f.Cursor)
	if err != nil {
		return out, err
	}
	err = l.view(ctx, func(v view) error {
		if err := v.row("SELECT count(*) FROM failure WHERE "+where, args, &out.Total); err != nil {
			return err
		}
		return v.scan("SELECT place, state, page, url, stage, reason, message, first, last, times FROM failure WHERE "+where+
			" AND (?3 = '' OR last < ?4 OR last = ?4 AND place > ?3) ORDER BY last DESC, place LIMIT ?5", append(args, place, after, f.Limit+1),
			func(rows *sql.Rows) error {
				var s onrecord.StoredFailure
				var first, last int64
				err := rows.Scan(&s.Origin.Place, &s.Origin.State, &s.Failure.ID, &s.Failure.URL, &s.Failure.Stage, &s.Failure.Reason, &s.Failure.Message, &first, &last, &s.Times)
				s.First, s.Origin.SeenAt = fromMicros(first), fromMicros(last)
				out.Failures = append(out.Failures, s)
				return err
			})
	})
	if len(out.Failures) > f.Limit {
		out.Failures = out.Failures[:f.Limit]
		last := out.Failures[f.Limit-1].Origin
		out.Next = base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", micros(last.SeenAt), last.Place))
	}
	return out, err
}

// failureCursor reads the time and place of the last failure listed.
func failureCursor(cursor string) (last int64, place string, err error) {
	if cursor == "" {
		return 0, "", nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	number, place, ok := strings.Cut(string(b), " ")
	if err == nil {
		last, err = strconv.ParseInt(number, 10, 64)
	}
	if err != nil || !ok {
		return 0, "", fmt.Errorf("ledger: %w", onrecord.ErrCursor)
	}
	return last, place, nil
}

// SetFeed implements onrecord.Ledger.
func (l *Ledger) SetFeed(ctx context.Context, f onrecord.Feed) error {
	return l.writer.do(ctx, func(w *writer) error {
		err := w.exec("INSERT OR REPLACE INTO feed (url, etag, last_modified, next, checked, failures) VALUES (?, ?, ?, ?, ?, ?)",
			f.URL, f.ETag, f.LastModified, micros(f.Next), micros(f.Checked), f.Failures)
		if err == nil && f.Failures == 0 {
			err = w.exec("DELETE FROM failure WHERE place = ?", f.URL)
		}
		return err
	})
}

// Feeds implements onrecord.Ledger.
func (l *Ledger) Feeds(ctx context.Context) ([]onrecord.Feed, error) {
	var out []onrecord.Feed
	err := l.view(ctx, func(v view) error {
		return v.scan("SELECT url, etag, last_modified, next, checked, failures FROM feed ORDER BY url", nil, func(rows *sql.Rows) error {
			var f onrecord.Feed
			var next, checked int64
			err := rows.Scan(&f.URL, &f.ETag, &f.LastModified, &next, &checked, &f.Failures)
			f.Next, f.Checked = fromMicros(next), fromMicros(checked)
			out = append(out, f)
			return err
		})
	})
	return out, err
}
