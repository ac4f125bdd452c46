package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"iter"

	"github.com/onrecord/onrecord"
)

// Unindexed implements onrecord.Ledger.
func (l *Ledger) Unindexed(ctx context.Context) iter.Seq2[onrecord.KeptTranscript, error] {
	return func(yield func(onrecord.KeptTranscript, error) bool) {
		for last := int64(0); ; {
			var kept onrecord.KeptTranscript
			err := l.view(ctx, func(v view) error {
				var hash []byte
				var number int
				err := v.row("SELECT id, hash, number FROM transcript WHERE current = 1 AND shard IS NULL AND id > ? ORDER BY id LIMIT 1", []any{last}, &last, &hash, &number)
				if err == nil {
					kept, err = v.transcript(hash, number)
				}
				return err
			})
			if err == onrecord.ErrNotFound {
				return
			}
			if !yield(kept, err) || err != nil {
				return
			}
		}
	}
}

// Shards implements onrecord.Ledger.
func (l *Ledger) Shards(ctx context.Context) ([]onrecord.Shard, error) {
	var out []onrecord.Shard
	err := l.view(ctx, func(v view) error {
		at := map[int64]int{}
		err := v.scan("SELECT id, bytes FROM shard ORDER BY id", nil, func(rows *sql.Rows) error {
			var s onrecord.Shard
			err := rows.Scan(&s.ID, &s.Bytes)
			at[s.ID] = len(out)
			out = append(out, s)
			return err
		})
		if err != nil {
			return err
		}
		return v.scan("SELECT shard, hash, number FROM transcript WHERE current = 1 AND shard IS NOT NULL ORDER BY id", nil, func(rows *sql.Rows) error {
			var shard int64
			var hash []byte
			var c onrecord.Covered
			if err := rows.Scan(&shard, &hash, &c.Version); err != nil {
				return err
			}
			c.ID = hex.EncodeToString(hash)
			if i, ok := at[shard]; ok {
				out[i].Covers = append(out[i].Covers, c)
			}
			return nil
		})
	})
	return out, err
}

// PutShard implements onrecord.Ledger.
func (l *Ledger) PutShard(ctx context.Context, s onrecord.Shard, replaces []int64) error {
	return l.writer.do(ctx, func(w *writer) error {
		for _, old := range replaces {
			var id int64
			if found, err := w.get("SELECT id FROM shard WHERE id = ?", []any{old}, &id); err != nil || !found {
				if err == nil {
					err = onrecord.ErrNotFound
				}
				return err
			}
			if err := w.exec("DELETE FROM shard WHERE id = ?", old); err != nil {
				return err
			}
			// What the new shard does not cover is unindexed again.
			if err := w.exec("UPDATE transcript SET shard = NULL WHERE shard = ?", old); err != nil {
				return err
			}
		}
		id, err := w.insert("INSERT INTO shard (bytes) VALUES (?)", s.Bytes)
		if err != nil {
			return err
		}
		for _, c := range s.Covers {
			hash, err := hex.DecodeString(c.ID)
			if err != nil {
				return onrecord.ErrNotFound
			}
			if err := w.exec("UPDATE transcript SET shard = ? WHERE hash = ? AND number = ?", id, hash, c.Version); err != nil {
				return err
			}
		}
		return nil
	})
}
