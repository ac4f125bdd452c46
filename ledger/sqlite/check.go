package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"github.com/onrecord/onrecord"
)

// Check implements onrecord.Ledger. It reads everything: minutes for a
// ledger of gigabytes.
func (l *Ledger) Check(ctx context.Context) (onrecord.Report, error) {
	var out onrecord.Report
	problem := func(format string, args ...any) { out.Problems = append(out.Problems, fmt.Sprintf(format, args...)) }
	for _, table := range []string{statementIndex, articleIndex, peopleIndex} {
		err := l.writer.do(ctx, func(w *writer) error {
			return w.exec("INSERT INTO " + table + " (" + table + ") VALUES ('integrity-check')")
		})
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		if err != nil {
			problem("%s: %v", table, err)
		}
	}
	// On a connection of its own: the check of an index goes by what the
	// connection remembers of it, which may be out of date (SQLite 3.53).
	db, err := sql.Open("sqlite", dsn(l.path, "query_only(1)"))
	if err != nil {
		return out, fmt.Errorf("ledger: %w", err)
	}
	defer db.Close()
	err = l.viewOf(ctx, db, func(v view) error {
		if err := v.row("SELECT max(version_id) FROM goose_db_version", nil, &out.Schema); err != nil {
			return err
		}
		err := v.scan("PRAGMA integrity_check(20)", nil, func(r *sql.Rows) error {
			var said string
			err := r.Scan(&said)
			if said != "ok" {
				problem("file: %s", said)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := v.checkCounts(problem); err != nil {
			return err
		}
		if err := v.checkTranscripts(problem); err != nil {
			return err
		}
		return v.checkRecords(problem)
	})
	out.Notes = append(out.Notes, "file: "+l.path)
	return out, err
}

// checkCounts looks for rows without their counterpart.
func (v view) checkCounts(problem func(string, ...any)) error {
	for _, c := range []struct{ what, query string }{
		{"articles without a current version", "SELECT count(*) FROM article WHERE current NOT IN (SELECT id FROM version)"},
		{"versions without an article", "SELECT count(*) FROM version WHERE article NOT IN (SELECT id FROM article)"},
		{"statements without an article", "SELECT count(*) FROM statement WHERE article NOT IN (SELECT id FROM article)"},
		{"articles with statements missing", "SELECT count(*) FROM article a WHERE statements != (SELECT count(*) FROM statement s WHERE s.id >= a.first AND s.id < a.first + a.statements AND s.article = a.id)"},
		{"articles with another count of statements than their version", "SELECT count(*) FROM article a JOIN version v ON v.id = a.current WHERE v.statements != a.statements"},
		{"statements not in their index", "SELECT count(*) FROM statement WHERE id NOT IN (SELECT rowid FROM statement_index WHERE statement_index MATCH '" + all + "')"},
		{"articles not in their index", "SELECT count(*) FROM article WHERE place NOT IN (SELECT rowid FROM article_index WHERE article_index MATCH '" + all + "')"},
		{"entities not in their index", "SELECT count(*) FROM entity WHERE id NOT IN (SELECT rowid FROM people_index WHERE people_index MATCH '" + all + "')"},
		{"transcripts with no or several current versions", "SELECT count(*) FROM (SELECT 1 FROM transcript GROUP BY hash HAVING sum(current) != 1)"},
		{"transcripts of shards that are gone", "SELECT count(*) FROM transcript WHERE shard IS NOT NULL AND shard NOT IN (SELECT id FROM shard)"},
		{"blocs with another count of articles than speak of them", "SELECT count(*) FROM bloc b WHERE articles = 0 OR articles != (SELECT count(*) FROM bloc_article p WHERE p.bloc = b.id)"},
		{"claims of a bloc or article that is gone", "SELECT count(*) FROM bloc_claim WHERE bloc NOT IN (SELECT id FROM bloc) OR article NOT IN (SELECT id FROM article)"},
		{"entities that no article names", "SELECT count(*) FROM entity e WHERE articles != (SELECT count(*) FROM appearance p WHERE p.entity = e.id)"},
	} {
		n := 0
		if err := v.row(c.query, nil, &n); err != nil {
			return err
		}
		if n > 0 {
			problem("%d %s", n, c.what)
		}
	}
	return nil
}

// checkRecords reads every record and compares it with its hash.
func (v view) checkRecords(problem func(string, ...any)) error {
	return v.scan("SELECT v.id, v.hash, a.hash, v.number FROM version v JOIN article a ON a.id = v.article", nil, func(r *sql.Rows) error {
		var row int64
		var hash, article []byte
		var number int
		if err := r.Scan(&row, &hash, &article, &number); err != nil {
			return err
		}
		stored, err := v.stored(row)
		if err != nil {
			return err
		}
		record, err := v.codec.decode(stored[row])
		if err != nil {
			problem("article %s, version %d: %v", hex.EncodeToString(article), number, err)
			return nil
		}
		if sum := sha256.Sum256([]byte(record.Article.Title + "\x00" + record.Article.Text)); !bytes.Equal(sum[:16], hash) {
			problem("article %s, version %d: not the text that was kept", hex.EncodeToString(article), number)
		}
		return nil
	})
}

// checkTranscripts reads every transcript and compares it with its hash.
func (v view) checkTranscripts(problem func(string, ...any)) error {
	return v.scan("SELECT hash, number, text_hash, bytes FROM transcript", nil, func(r *sql.Rows) error {
		var id, hash, stored []byte
		var number int
		if err := r.Scan(&id, &number, &hash, &stored); err != nil {
			return err
		}
		var t onrecord.Transcript
		plain, err := v.codec.unpack(stored)
		if err == nil {
			err = t.UnmarshalJSON(plain)
		}
		if err != nil {
			problem("transcript %s, version %d: %v", hex.EncodeToString(id), number, err)
			return nil
		}
		if sum := sha256.Sum256([]byte(t.Title + "\x00" + t.Text)); !bytes.Equal(sum[:16], hash) {
			problem("transcript %s, version %d: not the text that was kept", hex.EncodeToString(id), number)
		}
		return nil
	})
}
