package sqlite

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/near"
)

// Which article is a near copy of which does not depend on the order in which
// they came. An article's original is the earliest, by rank, of those that are
// earlier, share a band with it and are alike. An article that comes may be earlier
// than some that are there, whose original it then becomes. Sketches tell in most
// cases that texts need not be compared.

const (
	// bandNeighbours is how many articles of a band are looked at: the earliest of
	// it, and as many behind the article that comes. Only reports made from a
	// template have more in common that are no copies of one text.
	bandNeighbours = 16
	// maxCompared bounds the texts that one text is compared with.
	maxCompared = 16
	// maxCopies bounds how many near copies of one text get another original when
	// an earlier one comes. With more than so many the order does matter.
	maxCopies = 1000
)

// rankOf orders articles by when they were published, to the minute where the
// page says so and else by the end of the day; those of no day come last, and
// what is left by ID.
func rankOf(a *onrecord.Article, day string, id []byte) int64 {
	const minutes, lastDay = 24 * 60, int64(1)<<20 - 1
	days, minute := lastDay, int64(minutes)
	if t, ok := parseDay(day); ok {
		days = t.Unix()/86400 + epoch
		if d, ok := a.PublishedDate(); ok {
			if at, err := time.Parse(time.RFC3339, d.Value); err == nil {
				at = at.UTC()
				days, minute = max(at.Unix()/86400+epoch, 0), int64(at.Hour()*60+at.Minute())
			}
		}
	}
	return (min(days, lastDay)<<11|minute)<<32 | int64(binary.BigEndian.Uint32(id))
}

// imprint is what near copies of an article are found by.
type imprint struct {
	article, rank int64
	near.Sketch
	shingles near.Shingles // nil where the text is not read yet
}

// before tells whether an article ranks before another.
func before(rank, article, otherRank, other int64) bool {
	return rank < otherRank || rank == otherRank && article < other
}

// neighbour is an article that shares a band with another.
type neighbour struct {
	imprint
	original, originalRank int64 // 0 where it is no copy
}

// reprint puts an article's imprint in place of the old one, which is zero for a
// new article, and gives its original. Articles for which it is, or was, the
// original get the one that they have now.
func (w *writer) reprint(old, now imprint) (original int64, err error) {
	if err := w.eachBand("DELETE FROM band WHERE value = ? AND rank = ? AND article = ?", old); err != nil {
		return 0, err
	}
	if err := w.eachBand("INSERT OR IGNORE INTO band (value, rank, article) VALUES (?, ?, ?)", now); err != nil {
		return 0, err
	}
	if err := w.exec("UPDATE article SET rank = ?, sketch = ? WHERE id = ?", now.rank, now.Bytes, now.article); err != nil {
		return 0, err
	}
	around, err := w.neighbours(now)
	if err != nil {
		return 0, err
	}
	if original, err = w.originalOf(now, around); err != nil {
		return 0, err
	}
	if err := w.copyOf(now.article, original); err != nil {
		return 0, err
	}
	if old.article != 0 {
		if err := w.release(now.article); err != nil {
			return 0, err
		}
	}
	return original, w.claim(now, around)
}

func (w *writer) eachBand(query string, p imprint) error {
	for _, value := range p.Bands {
		if err := w.exec(query, value, p.rank, p.article); err != nil {
			return err
		}
	}
	return nil
}

// copyOf keeps that an article is a near copy of another, or with 0 of none.
func (w *writer) copyOf(article, original int64) error {
	var copied any
	if original != 0 {
		copied = original
	}
	return w.exec("UPDATE article SET near_copy_of = ? WHERE id = ?", copied, article)
}

// neighboursQuery chooses, of each of n bands, the earliest articles that rank
// before one, and those next behind it. Its arguments are the one's rank and row,
// how many, and the bands.
func neighboursQuery(n int) string {
	var each []string
	for band := range n {
		for _, side := range []string{"<", ">"} {
			each = append(each, fmt.Sprintf("SELECT * FROM (SELECT article FROM band WHERE value = ?%d AND (rank, article) %s (?1, ?2) ORDER BY rank, article LIMIT ?3)", band+4, side))
		}
	}
	return "SELECT a.id, a.rank, a.sketch, ifnull(o.id, 0), ifnull(o.rank, 0) FROM (" + strings.Join(each, " UNION ") +
		") n JOIN article a ON a.id = n.article LEFT JOIN article o ON o.id = a.near_copy_of ORDER BY a.rank, a.id"
}

// neighbours gives articles that share a band with one and may be alike, in order
// of ranks.
func (w *writer) neighbours(p imprint) ([]neighbour, error) {
	if p.Bands == nil {
		return nil, nil
	}
	args := []any{p.rank, p.article, bandNeighbours}
	for _, value := range p.Bands {
		args = append(args, value)
	}
	return w.alike(p, neighboursQuery(len(p.Bands)), args...)
}

// alike reads neighbours of an article and leaves those out whose sketches say
// that they are not alike.
func (w *writer) alike(p imprint, query string, args ...any) ([]neighbour, error) {
	s, err := w.prepare(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []neighbour
	for rows.Next() {
		var n neighbour
		if err := rows.Scan(&n.article, &n.rank, &n.Bytes, &n.original, &n.originalRank); err != nil {
			return nil, err
		}
		if near.Likeness(p.Bytes, n.Bytes) >= near.MaybeAlike {
			out = append(out, n)
		}
	}
	return out, rows.Err()
}

// originalOf finds the article, of its neighbours, that p is a near copy of, or 0.
func (w *writer) originalOf(p imprint, around []neighbour) (int64, error) {
	for _, n := range around[:min(len(around), maxCompared)] {
		if !before(n.rank, n.article, p.rank, p.article) {
			break
		}
		if same, err := w.same(p, n.article); err != nil || same {
			return n.article, err
		}
	}
	return 0, nil
}

// same compares the texts of two articles.
func (w *writer) same(p imprint, other int64) (bool, error) {
	q, err := w.imprintOf(other)
	return p.shingles.Similarity(q.shingles) > near.Alike, err
}

// claim makes an article the original of those of its neighbours, and of their
// near copies, that are alike and have no earlier one.
func (w *writer) claim(p imprint, around []neighbour) error {
	for _, n := range around {
		if !before(p.rank, p.article, n.rank, n.article) {
			continue
		}
		claimed, err := w.claimOne(p, n)
		if err != nil {
			return err
		}
		if !claimed {
			continue
		}
		copies, err := w.alike(p, "SELECT id, rank, sketch, near_copy_of, ? FROM article WHERE near_copy_of = ? ORDER BY rank, id LIMIT ?",
			n.rank, n.article, maxCopies)
		if err != nil {
			return err
		}
		for _, c := range copies {
			if _, err := w.claimOne(p, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// claimOne makes p the original of one article, where it is.
func (w *writer) claimOne(p imprint, n neighbour) (bool, error) {
	if n.original != 0 && before(n.originalRank, n.original, p.rank, p.article) || n.original == p.article {
		return false, nil
	}
	same, err := w.same(p, n.article)
	if err != nil || !same {
		return false, err
	}
	return true, w.copyOf(n.article, p.article)
}

// release finds the originals of those again that are marked as near copies of an
// article whose text or date is another now.
func (w *writer) release(article int64) error {
	copies, err := w.numbers("SELECT id FROM article WHERE near_copy_of = ? ORDER BY rank, id LIMIT ?", article, maxCopies)
	if err != nil {
		return err
	}
	for _, c := range copies {
		p, err := w.imprintOf(c)
		if err != nil {
			return err
		}
		p.Sketch = p.shingles.Sketch()
		around, err := w.neighbours(p)
		if err != nil {
			return err
		}
		original, err := w.originalOf(p, around)
		if err != nil {
			return err
		}
		if err := w.copyOf(c, original); err != nil {
			return err
		}
	}
	return nil
}

// imprintOf reads the current text of an article, without a sketch of it.
func (w *writer) imprintOf(article int64) (imprint, error) {
	p := imprint{article: article}
	var version int64
	if _, err := w.get("SELECT current, ifnull(rank, 0) FROM article WHERE id = ?", []any{article}, &version, &p.rank); err != nil {
		return p, err
	}
	stored, err := w.stored(version)
	if err != nil {
		return p, err
	}
	text, err := w.codec.text(stored)
	p.shingles = near.Shingle(text)
	return p, err
}

// rankUnranked makes imprints of the articles of a ledger that an older program
// has written, some in each transaction, so that it may be interrupted.
func (l *Ledger) rankUnranked(ctx context.Context) error {
	left := false
	err := l.readers.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM article WHERE rank IS NULL)").Scan(&left)
	for err == nil && left {
		err = l.writer.do(ctx, func(w *writer) error {
			articles, err := w.numbers("SELECT id FROM article WHERE rank IS NULL ORDER BY id LIMIT 500")
			if err != nil {
				return err
			}
			left = len(articles) > 0
			for _, article := range articles {
				if err := w.rankFirst(article); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

func (w *writer) rankFirst(article int64) error {
	var version int64
	if _, err := w.get("SELECT current FROM article WHERE id = ?", []any{article}, &version); err != nil {
		return err
	}
	p, err := w.load(version)
	if err != nil {
		return err
	}
	_, err = w.reprint(imprint{}, p.imprint(article))
	return err
}
