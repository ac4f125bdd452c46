package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"

	"github.com/onrecord/onrecord"
)

// Article implements onrecord.Ledger.
func (l *Ledger) Article(ctx context.Context, id string, version int) (onrecord.Kept, error) {
	out := onrecord.Kept{ID: id, Version: version}
	hash, err := hex.DecodeString(id)
	if err != nil {
		return out, onrecord.ErrNotFound
	}
	err = l.view(ctx, func(v view) error { return v.article(&out, hash) })
	return out, err
}

// article fills out, whose version is asked for, from the article's rows.
func (v view) article(out *onrecord.Kept, hash []byte) error {
	var article, current int64
	var original []byte
	err := v.row(`SELECT a.id, a.current, o.hash FROM article a LEFT JOIN article o ON o.id = a.near_copy_of WHERE a.hash = ?`,
		[]any{hash}, &article, &current, &original)
	if err != nil {
		return err
	}
	out.NearCopyOf = hex.EncodeToString(original)
	err = v.scan("SELECT id, number, model, hash, first_seen, last_seen FROM version WHERE article = ? ORDER BY number", []any{article},
		func(rows *sql.Rows) error {
			var n onrecord.Version
			var row, first, last int64
			var hash []byte
			err := rows.Scan(&row, &n.Number, &n.Model, &hash, &first, &last)
			n.TextHash, n.FirstSeen, n.LastSeen = hex.EncodeToString(hash), fromMicros(first), fromMicros(last)
			out.Versions = append(out.Versions, n)
			if row == current {
				out.Current = n.Number
			}
			return err
		})
	if err != nil {
		return err
	}
	if out.Version == 0 {
		out.Version = out.Current
	}
	err = v.scan("SELECT hash FROM article WHERE near_copy_of = ? ORDER BY rank, id", []any{article}, func(rows *sql.Rows) error {
		var copied []byte
		err := rows.Scan(&copied)
		out.NearCopies = append(out.NearCopies, hex.EncodeToString(copied))
		return err
	})
	if err != nil {
		return err
	}
	out.Record, err = v.record("article = ? AND number = ?", article, out.Version)
	return err
}

// record reads the record of the version that a condition chooses.
func (v view) record(where string, args ...any) (onrecord.Record, error) {
	var version int64
	if err := v.row("SELECT id FROM version WHERE "+where, args, &version); err != nil {
		return onrecord.Record{}, err
	}
	stored, err := v.stored(version)
	if err != nil {
		return onrecord.Record{}, err
	}
	r, err := v.codec.decode(stored[version])
	if err != nil {
		return r, fmt.Errorf("ledger: %w", err)
	}
	return r, nil
}

// heading is the columns that head reads, of a table article with the name a.
const heading = `a.hash, a.title, a.outlet, a.url, a.language, a.day, a.statements,
	(SELECT o.hash FROM article o WHERE o.id = a.near_copy_of)`

// head scans the columns of heading, then more.
func head(scan func(...any) error, h *onrecord.Heading, more ...any) error {
	var id, original []byte
	err := scan(append([]any{&id, &h.Title, &h.Outlet, &h.URL, &h.Language, &h.Day, &h.Statements, &original}, more...)...)
	h.ID, h.NearCopyOf = hex.EncodeToString(id), hex.EncodeToString(original)
	return err
}

// Statement implements onrecord.Ledger.
func (l *Ledger) Statement(ctx context.Context, id string) (onrecord.Found, error) {
	var out onrecord.Found
	err := l.view(ctx, func(v view) error { return v.statement(&out, id) })
	return out, err
}

func (v view) statement(out *onrecord.Found, id string) error {
	var chosen int64
	err := v.scan(`SELECT `+heading+`, v.number, v.id FROM said s JOIN version v ON v.id = s.version JOIN article a ON a.id = v.article
		WHERE s.hash = ? ORDER BY v.id != a.current, a.rank, v.id`, []any{hashID(id)}, func(rows *sql.Rows) error {
		var h onrecord.Heading
		var number int
		var version int64
		if err := head(rows.Scan, &h, &number, &version); err != nil {
			return err
		}
		if chosen == 0 {
			out.Article, out.Version, chosen = h, number, version
		} else if h.ID != out.Article.ID {
			out.Also = addOnce(out.Also, h.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if chosen == 0 {
		return onrecord.ErrNotFound
	}
	r, err := v.record("id = ?", chosen)
	if err != nil {
		return err
	}
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			out.Statement, out.Text = r.Statements[i], content(r.Article.Text, &r.Statements[i])
			out.SpeakerID = keyOf(&r, r.Statements[i].Speaker.Entity)
			for _, c := range r.Statements[i].Conditions {
				out.Terms = append(out.Terms, onrecord.Term{Kind: c.Kind, Text: c.Clause.In(r.Article.Text), Flag: c.Flag})
			}
			return nil
		}
	}
	return onrecord.ErrNotFound
}

// keyOf is the key of one of a record's entities.
func keyOf(r *onrecord.Record, id string) string {
	for _, e := range r.Entities {
		if e.ID == id && id != "" {
			return e.Key
		}
	}
	return ""
}
