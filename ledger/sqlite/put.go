package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
)

// Put implements onrecord.Ledger.
func (l *Ledger) Put(ctx context.Context, r onrecord.Record, from onrecord.Origin) (onrecord.Stored, error) {
	p, err := prepare(l.codec, r)
	if err != nil {
		return onrecord.Stored{}, fmt.Errorf("ledger: %w", err)
	}
	return l.keep(ctx, from, func(w *writer, seen int64) (onrecord.Stored, error) { return w.put(p, seen) })
}

// keep puts what was seen at a place, and marks the place as done, in one step.
func (l *Ledger) keep(ctx context.Context, from onrecord.Origin, put func(w *writer, seen int64) (onrecord.Stored, error)) (onrecord.Stored, error) {
	if from.SeenAt.IsZero() {
		from.SeenAt = time.Now()
	}
	var out onrecord.Stored
	err := l.writer.do(ctx, func(w *writer) error {
		var err error
		if out, err = put(w, micros(from.SeenAt)); err != nil {
			return err
		}
		return w.done(from)
	})
	return out, err
}

// done marks a place as done in its state; no place, nothing to mark.
func (w *writer) done(from onrecord.Origin) error {
	if from.Place == "" {
		return nil
	}
	if err := w.mark(from); err != nil {
		return err
	}
	return w.exec("DELETE FROM failure WHERE place = ?", from.Place)
}

// Done implements onrecord.Ledger.
func (l *Ledger) Done(ctx context.Context, from onrecord.Origin) (bool, error) {
	n := 0
	err := l.readers.QueryRowContext(ctx, "SELECT count(*) FROM origin WHERE place = ? AND state = ?", from.Place, from.State).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("ledger: %w", err)
	}
	return n > 0, nil
}

// mark keeps that an origin is done.
func (w *writer) mark(from onrecord.Origin) error {
	return w.exec("INSERT OR REPLACE INTO origin (place, state) VALUES (?, ?)", from.Place, from.State)
}

// Mark implements onrecord.Ledger.
func (l *Ledger) Mark(ctx context.Context, from onrecord.Origin) error {
	return l.writer.do(ctx, func(w *writer) error { return w.mark(from) })
}

// Marked implements onrecord.Ledger.
func (l *Ledger) Marked(ctx context.Context, place string) (string, error) {
	var state string
	err := l.readers.QueryRowContext(ctx, "SELECT state FROM origin WHERE place = ?", place).Scan(&state)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("ledger: %w", err)
	}
	return state, nil
}

// put keeps a record as seen at a time.
func (w *writer) put(p *prepared, seen int64) (onrecord.Stored, error) {
	out := onrecord.Stored{Article: hex.EncodeToString(p.id)}
	var article, current, copyOf int64
	known, err := w.get("SELECT id, current, ifnull(near_copy_of, 0) FROM article WHERE hash = ?", []any{p.id}, &article, &current, &copyOf)
	if err != nil {
		return out, err
	}
	if !known {
		out.Outcome = onrecord.StoredNew
		if article, copyOf, err = w.newArticle(p); err != nil {
			return out, err
		}
	}
	version, err := w.putVersion(p, article, seen, &out)
	if err != nil {
		return out, err
	}
	var newest int64
	if _, err := w.get("SELECT id FROM version WHERE article = ? ORDER BY last_seen DESC, number DESC LIMIT 1", []any{article}, &newest); err != nil {
		return out, err
	}
	if newest != current || newest == version && out.Outcome == onrecord.StoredReread {
		if copyOf, err = w.makeCurrent(article, newest, version, p, known); err != nil {
			return out, err
		}
	}
	if copyOf != 0 {
		var hash []byte
		if _, err := w.get("SELECT hash FROM article WHERE id = ?", []any{copyOf}, &hash); err != nil {
			return out, err
		}
		out.NearCopyOf = hex.EncodeToString(hash)
	}
	return out, nil
}

// newArticle makes the row of an article, with no version yet.
func (w *writer) newArticle(p *prepared) (article, copyOf int64, err error) {
	place, err := w.nextRow("article", "place", p.day, articlesDay, 1)
	if err != nil {
		return 0, 0, err
	}
	article, err = w.insert(`INSERT INTO article (hash, place, current, first, statements, day, language, outlet, url, title, rank)
		VALUES (?, ?, 0, 0, 0, '', '', '', '', '', 0)`, p.id, place)
	return article, 0, err
}

// nextRow is the first of n free rows after all others of a day, or of the
// first day after it that has room.
func (w *writer) nextRow(table, column, day string, size int64, n int) (int64, error) {
	if int64(n) > size {
		return 0, fmt.Errorf("%d statements are more than an article can have", n)
	}
	for first, end := dayRows(day, size); ; first, end = end, end+size {
		var last int64
		_, err := w.get("SELECT ifnull(max("+column+"), 0) FROM "+table+" WHERE "+column+" >= ? AND "+column+" < ?", []any{first, end}, &last)
		if row := max(first, last+1); err != nil || row+int64(n) <= end {
			return row, err
		}
	}
}

// putVersion finds or makes the version of an article that a record is of.
func (w *writer) putVersion(p *prepared, article, seen int64, out *onrecord.Stored) (int64, error) {
	var version int64
	var model string
	found, err := w.get("SELECT id, number, model FROM version WHERE article = ? AND hash = ?", []any{article, p.hash}, &version, &out.Version, &model)
	if err != nil {
		return 0, err
	}
	if !found {
		return w.newVersion(p, article, seen, out)
	}
	out.Outcome = onrecord.StoredUnchanged
	err = w.exec("UPDATE version SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1) WHERE id = ?2", seen, version)
	if err != nil || model == p.record.Model {
		return version, err
	}
	out.Outcome = onrecord.StoredReread
	old, err := w.load(version)
	if err != nil {
		return 0, err
	}
	for _, s := range old.said {
		if err := w.exec("DELETE FROM said WHERE hash = ? AND version = ?", s.hash, version); err != nil {
			return 0, err
		}
	}
	err = w.exec("UPDATE version SET model = ?, statements = ?, attributed = ? WHERE id = ?",
		p.record.Model, len(p.said), p.attributed, version)
	if err == nil {
		err = w.store(version, p.stored)
	}
	if err == nil {
		err = w.putSaid(p, version)
	}
	return version, err
}

func (w *writer) newVersion(p *prepared, article, seen int64, out *onrecord.Stored) (int64, error) {
	if _, err := w.get("SELECT ifnull(max(number), 0) + 1 FROM version WHERE article = ?", []any{article}, &out.Version); err != nil {
		return 0, err
	}
	if out.Version > 1 {
		out.Outcome = onrecord.StoredChanged
	}
	version, err := w.insert(`INSERT INTO version (article, number, hash, model, first_seen, last_seen, statements, attributed, text_bytes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		article, out.Version, p.hash, p.record.Model, seen, seen, len(p.said), p.attributed, len(p.record.Article.Text))
	if err != nil {
		return 0, err
	}
	if err := w.store(version, p.stored); err != nil {
		return 0, err
	}
	return version, w.putSaid(p, version)
}

func (w *writer) putSaid(p *prepared, version int64) error {
	for _, s := range p.said {
		if err := w.exec("INSERT OR IGNORE INTO said (hash, version) VALUES (?, ?)", s.hash, version); err != nil {
			return err
		}
	}
	return nil
}

// makeCurrent makes a version the one that searches see, in place of what
// they saw of the article before. p is of the version put.
func (w *writer) makeCurrent(article, newest, put int64, p *prepared, known bool) (copyOf int64, err error) {
	if newest != put {
		if p, err = w.load(newest); err != nil {
			return 0, err
		}
	}
	var left []int64
	var old imprint
	if known {
		if old, err = w.imprintOf(article); err != nil {
			return 0, err
		}
		old.Sketch = old.shingles.Sketch()
		if left, err = w.withdraw(article); err != nil {
			return 0, err
		}
	}
	place, err := w.place(article, p.day)
	if err != nil {
		return 0, err
	}
	a := &p.record.Article
	first, err := w.nextRow("statement", "id", p.day, statementsDay, len(p.said))
	if err != nil {
		return 0, err
	}
	err = w.exec(`UPDATE article SET place = ?, current = ?, first = ?, statements = ?, day = ?, language = ?, outlet = ?, url = ?, title = ? WHERE id = ?`,
		place, newest, first, len(p.said), p.day, a.Language, a.Outlet, webAddress(a), a.Title, article)
	if err != nil {
		return 0, err
	}
	if err := w.publish(article, place, first, p); err != nil {
		return 0, err
	}
	if copyOf, err = w.reprint(old, p.imprint(article)); err != nil {
		return 0, err
	}
	return copyOf, w.dropUnnamed(left)
}

func webAddress(a *onrecord.Article) string {
	if a.URL != "" {
		return a.URL
	}
	return a.CanonicalURL
}

// place is the article's row in its index: the one it has where that is of
// the right day, or a new one.
func (w *writer) place(article int64, day string) (int64, error) {
	var place int64
	if _, err := w.get("SELECT place FROM article WHERE id = ?", []any{article}, &place); err != nil {
		return 0, err
	}
	if first, end := dayRows(day, articlesDay); place >= first && place < end {
		return place, nil
	}
	return w.nextRow("article", "place", day, articlesDay, 1)
}

// load reads a version back.
func (w *writer) load(version int64) (*prepared, error) {
	stored, err := w.stored(version)
	if err != nil {
		return nil, err
	}
	r, err := w.codec.decode(stored)
	if err != nil {
		return nil, err
	}
	return prepare(w.codec, r)
}
