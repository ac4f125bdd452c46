package sqlite

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/near"
)

// Which article is a near copy of which does not depend on the order in which
// they came. An article's original is the earliest (by rank) of those that are
// earlier, share a band with it, and are alike; of each band, no more than the
// earliest few are looked at. An article that comes may be earlier than some
// that are there, so those behind it in its bands are looked at again.

const (
	// bandHeads is how many articles of a band, the earliest, are taken for
	// possible originals: reports made from a template share bands with thousands.
	bandHeads = 4
	// maxCompared bounds the texts that one text is compared with.
	maxCompared = 16
	// maxRemarked bounds how many articles are looked at again for one that comes.
	// Only where more than so many near copies are of one text, and the earliest of
	// them come last, does the order matter.
	maxRemarked = 500
)

// rankOf orders articles by when they were published, to the minute where the
// page says so and else by the end of the day; those of no day come last, and
// what is left by ID.
func rankOf(a *onrecord.Article, day string, id []byte) int64 {
	const minutes = 24 * 60
	days, minute := int64(1)<<20-1, int64(minutes)
	if t, ok := parseDay(day); ok {
		days = t.Unix()/86400 + epoch
		if d, ok := a.PublishedDate(); ok {
			if at, err := time.Parse(time.RFC3339, d.Value); err == nil {
				at = at.UTC()
				days, minute = max(at.Unix()/86400+epoch, 0), int64(at.Hour()*60+at.Minute())
			}
		}
	}
	return (min(days, 1<<20-1)<<11|minute)<<32 | int64(binary.BigEndian.Uint32(id))
}

// sketch is what copies of a text are found by.
type sketch struct {
	article, rank int64
	bands         []int64
	shingles      near.Shingles
}

// resketch takes an article out of its old bands, where it has any, and puts it
// into its new ones; then it finds the article's original and looks again at
// those for which it may be one, or have been one.
func (w *writer) resketch(old, now sketch) (original int64, err error) {
	if err := w.eachBand("DELETE FROM band WHERE value = ? AND rank = ? AND article = ?", old); err != nil {
		return 0, err
	}
	if err := w.eachBand("INSERT OR IGNORE INTO band (value, rank, article) VALUES (?, ?, ?)", now); err != nil {
		return 0, err
	}
	if original, err = w.originalOf(now); err != nil {
		return 0, err
	}
	var copied any
	if original != 0 {
		copied = original
	}
	if err := w.exec("UPDATE article SET rank = ?, near_copy_of = ? WHERE id = ?", now.rank, copied, now.article); err != nil {
		return 0, err
	}
	later, err := w.later(now)
	if err != nil {
		return 0, err
	}
	if old.bands != nil {
		before, err := w.later(old)
		if err != nil {
			return 0, err
		}
		for _, article := range before {
			if !slices.Contains(later, article) && article != now.article {
				later = append(later, article)
			}
		}
	}
	for _, article := range later {
		if err := w.remark(article); err != nil {
			return 0, err
		}
	}
	return original, nil
}

func (w *writer) eachBand(query string, s sketch) error {
	for _, value := range s.bands {
		if err := w.exec(query, value, s.rank, s.article); err != nil {
			return err
		}
	}
	return nil
}

// headsQuery chooses the earliest articles of each of n bands that are earlier
// than a rank, the earliest first.
func headsQuery(n int) string {
	one := "SELECT article, rank FROM (SELECT article, rank FROM band WHERE value = ? AND (rank, article) < (?, ?) ORDER BY rank, article LIMIT ?)"
	return "SELECT article FROM (" + strings.TrimSuffix(strings.Repeat(one+" UNION ", n), " UNION ") + ") ORDER BY rank, article LIMIT ?"
}

// originalOf finds the article that s is a near copy of, or 0.
func (w *writer) originalOf(s sketch) (int64, error) {
	if s.bands == nil {
		return 0, nil
	}
	var args []any
	for _, value := range s.bands {
		args = append(args, value, s.rank, s.article, bandHeads)
	}
	found, err := w.numbers(headsQuery(len(s.bands)), append(args, maxCompared)...)
	if err != nil {
		return 0, err
	}
	for _, candidate := range found {
		other, err := w.sketchOf(candidate)
		if err != nil {
			return 0, err
		}
		if s.shingles.Similarity(other.shingles) > near.Alike {
			return candidate, nil
		}
	}
	return 0, nil
}

// later lists articles in the bands of s that are later than s and whose original
// is not earlier than it.
func (w *writer) later(s sketch) ([]int64, error) {
	if s.bands == nil {
		return nil, nil
	}
	args := []any{s.rank, s.article}
	for _, value := range s.bands {
		args = append(args, value)
	}
	return w.numbers(`SELECT b.article FROM band b JOIN article a ON a.id = b.article LEFT JOIN article o ON o.id = a.near_copy_of
		WHERE (b.rank, b.article) > (?1, ?2) AND (o.id IS NULL OR (o.rank, o.id) >= (?1, ?2))
		AND b.value IN (`+strings.TrimSuffix(strings.Repeat("?,", len(s.bands)), ",")+`) GROUP BY b.article ORDER BY b.rank, b.article LIMIT ?`,
		append(args, maxRemarked)...)
}

// remark finds an article's original again.
func (w *writer) remark(article int64) error {
	s, err := w.sketchOf(article)
	if err != nil {
		return err
	}
	s.bands = s.shingles.Bands()
	original, err := w.originalOf(s)
	if err != nil {
		return err
	}
	var copied any
	if original != 0 {
		copied = original
	}
	return w.exec("UPDATE article SET near_copy_of = ? WHERE id = ? AND near_copy_of IS NOT ?", copied, article, copied)
}

// sketchUnranked sketches the articles of a ledger that an older program has
// written, some in each transaction, so that it may be interrupted.
func (l *Ledger) sketchUnranked(ctx context.Context) error {
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
				if err := w.sketchFirst(article); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

func (w *writer) sketchFirst(article int64) error {
	var version int64
	if _, err := w.get("SELECT current FROM article WHERE id = ?", []any{article}, &version); err != nil {
		return err
	}
	p, err := w.load(version)
	if err != nil {
		return err
	}
	_, err = w.resketch(sketch{}, sketch{article, p.rank, p.bands, p.shingles})
	return err
}

// sketchOf reads the current text of an article, without its bands.
func (w *writer) sketchOf(article int64) (sketch, error) {
	s := sketch{article: article}
	var version int64
	if _, err := w.get("SELECT current, ifnull(rank, 0) FROM article WHERE id = ?", []any{article}, &version, &s.rank); err != nil {
		return s, err
	}
	stored, err := w.stored(version)
	if err != nil {
		return s, err
	}
	text, err := w.codec.text(stored)
	s.shingles = near.Shingle(text)
	return s, err
}
