package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// Records implements onrecord.Ledger.
func (l *Ledger) Records(ctx context.Context, text string) iter.Seq2[onrecord.Record, error] {
	return func(yield func(onrecord.Record, error) bool) {
		hashes, err := l.matching(ctx, text)
		if err != nil {
			yield(onrecord.Record{}, err)
			return
		}
		for hash := range hashes.all() {
			var r onrecord.Record
			err := l.view(ctx, func(v view) error {
				var err error
				r, err = v.record("id = (SELECT current FROM article WHERE hash = ?)", hash)
				return err
			})
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// hashList is the IDs of many articles without a pointer for each.
type hashList struct {
	bytes []byte
	size  int
}

func (h hashList) all() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(h.bytes); i += h.size {
			if !yield(h.bytes[i : i+h.size]) {
				return
			}
		}
	}
}

// matching lists the articles that match or have a statement that does, in
// order of IDs.
func (l *Ledger) matching(ctx context.Context, text string) (hashList, error) {
	out := hashList{size: 10}
	q, err := query.Parse(text)
	if err != nil {
		return out, err
	}
	err = l.view(ctx, func(v view) error {
		where, args := "1", []any(nil)
		if q.Root != nil {
			forms, err := v.inflections(q.Root)
			if err != nil {
				return err
			}
			blocs, err := v.blocFields(q.Root)
			if err != nil {
				return err
			}
			a, s := compiler{indexOf(onrecord.FindArticles), forms, blocs}, compiler{indexOf(onrecord.FindStatements), forms, blocs}
			articles, args1 := a.list(a.stretches(q.Root))
			statements, args2 := s.list(s.stretches(q.Root))
			where = "place IN (" + articles + ") OR id IN (SELECT article FROM statement WHERE id IN (" + statements + "))"
			args = append(args1, args2...)
		}
		return v.scan("SELECT hash FROM article WHERE "+where+" ORDER BY hash", args, func(r *sql.Rows) error {
			var hash sql.RawBytes
			err := r.Scan(&hash)
			out.bytes = append(out.bytes, hash...)
			return err
		})
	})
	return out, err
}

// Stats implements onrecord.Ledger.
func (l *Ledger) Stats(ctx context.Context) (onrecord.Stats, error) {
	out := onrecord.Stats{Outlets: map[string]int{}, Models: map[string]int{}, Reasons: map[onrecord.Reason]int{}}
	err := l.view(ctx, func(v view) error {
		err := v.row(`SELECT count(*), count(near_copy_of), ifnull(sum(statements), 0), ifnull(min(nullif(day, '')), ''), ifnull(max(day), ''),
			(SELECT ifnull(sum(v.attributed), 0) FROM version v WHERE v.id IN (SELECT current FROM article)),
			(SELECT count(*) FROM version), (SELECT ifnull(sum(text_bytes), 0) FROM version),
			(SELECT count(*) FROM entity), (SELECT count(*) FROM failure), (SELECT count(*) FROM feed),
			(SELECT count(*) FROM transcript WHERE current = 1) FROM article`, nil,
			&out.Articles, &out.NearCopies, &out.Statements, &out.First, &out.Last, &out.Attributed,
			&out.Versions, &out.TextBytes, &out.Entities, &out.Failures, &out.Feeds, &out.Transcripts)
		if err != nil {
			return err
		}
		if err := tally(v, "SELECT outlet, count(*) FROM article GROUP BY outlet", out.Outlets); err != nil {
			return err
		}
		if err := tally(v, "SELECT model, count(*) FROM version GROUP BY model", out.Models); err != nil {
			return err
		}
		return tally(v, "SELECT reason, count(*) FROM failure GROUP BY reason", out.Reasons)
	})
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(l.path + suffix); err == nil {
			out.DiskBytes += info.Size()
		}
	}
	return out, err
}

func tally[K ~string](v view, query string, into map[K]int) error {
	return v.scan(query, nil, func(r *sql.Rows) error {
		var key K
		var n int
		err := r.Scan(&key, &n)
		into[key] = n
		return err
	})
}

// Backup implements onrecord.Ledger.
func (l *Ledger) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("ledger: %s: %w", path, os.ErrExist)
	}
	// Not under its name until it is whole.
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("ledger: %w", err)
	}
	db, err := sql.Open("sqlite", dsn(l.path))
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return errors.Join(fmt.Errorf("ledger: backup: %w", err), os.Remove(part))
	}
	return os.Rename(part, path)
}
