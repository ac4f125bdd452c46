package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"

	"github.com/onrecord/onrecord"
)

// PutTranscript implements onrecord.Ledger.
func (l *Ledger) PutTranscript(ctx context.Context, t onrecord.Transcript, from onrecord.Origin) (onrecord.Stored, error) {
	p, err := prepareTranscript(l.codec, t)
	if err != nil {
		return onrecord.Stored{}, fmt.Errorf("ledger: %w", err)
	}
	return l.keep(ctx, from, func(w *writer, seen int64) (onrecord.Stored, error) { return w.putTranscript(p, seen) })
}

// preparedTranscript is a transcript made ready for its row.
type preparedTranscript struct {
	onrecord.Transcript
	id       []byte
	textHash []byte
	day      string
	stored   []byte
}

func prepareTranscript(c *codec, t onrecord.Transcript) (*preparedTranscript, error) {
	id, err := hex.DecodeString(onrecord.TranscriptID(&t))
	if err != nil {
		return nil, err
	}
	plain, err := t.MarshalJSON()
	if err != nil {
		return nil, err
	}
	p := &preparedTranscript{Transcript: t, id: id, stored: c.pack(plain)}
	sum := sha256.Sum256([]byte(t.Title + "\x00" + t.Text))
	p.textHash = sum[:16]
	if d, ok := t.SpokenDate(); ok && len(d.Value) >= 10 {
		p.day = d.Value[:10]
	}
	return p, nil
}

// putTranscript keeps a transcript as seen at a time. A version that is known
// gets the new reading of it, and is indexed again where that is another.
func (w *writer) putTranscript(p *preparedTranscript, seen int64) (onrecord.Stored, error) {
	out := onrecord.Stored{Article: hex.EncodeToString(p.id), Outcome: onrecord.StoredUnchanged}
	var row int64
	var stored []byte
	found, err := w.get("SELECT id, number, bytes FROM transcript WHERE hash = ? AND text_hash = ?", []any{p.id, p.textHash}, &row, &out.Version, &stored)
	switch {
	case err != nil:
		return out, err
	case !found:
		if _, err := w.get("SELECT ifnull(max(number), 0) + 1 FROM transcript WHERE hash = ?", []any{p.id}, &out.Version); err != nil {
			return out, err
		}
		out.Outcome = onrecord.StoredNew
		if out.Version > 1 {
			out.Outcome = onrecord.StoredChanged
		}
		_, err = w.insert(`INSERT INTO transcript (hash, number, current, text_hash, first_seen, last_seen, day, title, url, kind, turns, text_bytes, bytes)
			VALUES (?1, ?2, 0, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
			p.id, out.Version, p.textHash, seen, p.day, p.Title, p.URL, string(p.Kind), len(p.Turns), len(p.Text), p.stored)
	default:
		err = w.exec("UPDATE transcript SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1) WHERE id = ?2", seen, row)
		if err == nil && string(stored) != string(p.stored) {
			out.Outcome = onrecord.StoredReread
			err = w.exec("UPDATE transcript SET day = ?, url = ?, kind = ?, turns = ?, bytes = ?, shard = NULL WHERE id = ?",
				p.day, p.URL, string(p.Kind), len(p.Turns), p.stored, row)
		}
	}
	if err != nil {
		return out, err
	}
	return out, w.exec(`UPDATE transcript SET current = (id = (SELECT id FROM transcript WHERE hash = ?1 ORDER BY last_seen DESC, number DESC LIMIT 1)) WHERE hash = ?1`, p.id)
}

// Transcript implements onrecord.Ledger.
func (l *Ledger) Transcript(ctx context.Context, id string, version int) (onrecord.KeptTranscript, error) {
	out := onrecord.KeptTranscript{ID: id}
	hash, err := hex.DecodeString(id)
	if err != nil {
		return out, onrecord.ErrNotFound
	}
	err = l.view(ctx, func(v view) error {
		var err error
		out, err = v.transcript(hash, version)
		return err
	})
	return out, err
}

func (v view) transcript(hash []byte, version int) (onrecord.KeptTranscript, error) {
	out := onrecord.KeptTranscript{ID: hex.EncodeToString(hash), Version: version}
	err := v.scan("SELECT number, current, text_hash, first_seen, last_seen FROM transcript WHERE hash = ? ORDER BY number", []any{hash},
		func(rows *sql.Rows) error {
			var n onrecord.Version
			var current bool
			var text []byte
			var first, last int64
			err := rows.Scan(&n.Number, &current, &text, &first, &last)
			n.TextHash, n.FirstSeen, n.LastSeen = hex.EncodeToString(text), fromMicros(first), fromMicros(last)
			out.Versions = append(out.Versions, n)
			if current {
				out.Current = n.Number
			}
			return err
		})
	if err != nil {
		return out, err
	}
	if version == 0 {
		out.Version = out.Current
	}
	var stored []byte
	if err := v.row("SELECT bytes FROM transcript WHERE hash = ? AND number = ?", []any{hash, out.Version}, &stored); err != nil {
		return out, err
	}
	plain, err := v.codec.unpack(stored)
	if err == nil {
		err = out.Transcript.UnmarshalJSON(plain)
	}
	if err != nil {
		return out, fmt.Errorf("ledger: transcript %s: %w", out.ID, err)
	}
	return out, nil
}

// listed is how many rows of a long list are read in one view.
const listed = 256

// Transcripts implements onrecord.Ledger.
func (l *Ledger) Transcripts(ctx context.Context, from, to string) iter.Seq2[onrecord.TranscriptHeading, error] {
	return func(yield func(onrecord.TranscriptHeading, error) bool) {
		lastDay, lastRow := "￿", int64(0)
		for {
			var page []onrecord.TranscriptHeading
			err := l.view(ctx, func(v view) error {
				return v.scan(`SELECT id, hash, title, url, kind, day, turns, text_bytes FROM transcript WHERE current = 1
					AND (?1 = '' OR day >= ?1) AND (?2 = '' OR day <= ?2) AND (day < ?3 OR day = ?3 AND id > ?4)
					ORDER BY day DESC, id LIMIT ?5`, []any{from, to, lastDay, lastRow, listed},
					func(rows *sql.Rows) error {
						var h onrecord.TranscriptHeading
						var hash []byte
						err := rows.Scan(&lastRow, &hash, &h.Title, &h.URL, &h.Kind, &h.Day, &h.Turns, &h.Bytes)
						h.ID, lastDay = hex.EncodeToString(hash), h.Day
						page = append(page, h)
						return err
					})
			})
			if err != nil {
				yield(onrecord.TranscriptHeading{}, err)
				return
			}
			for _, h := range page {
				if !yield(h, nil) {
					return
				}
			}
			if len(page) < listed {
				return
			}
		}
	}
}
