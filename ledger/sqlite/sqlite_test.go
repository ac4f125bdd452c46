package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
)

func open(t testing.TB, path string) *Ledger {
	t.Helper()
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestLedger(t *testing.T) {
	ledgertest.Test(t, func(t *testing.T) onrecord.Ledger { return open(t, filepath.Join(t.TempDir(), "ledger.db")) })
}

func TestOpenRefusesWhatIsNoLedger(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", dsn(other))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE article (id)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	newer := filepath.Join(dir, "newer.db")
	l := open(t, newer)
	err = l.writer.do(t.Context(), func(w *writer) error {
		return w.exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, other, newer, dir} {
		before, _ := os.ReadFile(path)
		if l, err := Open(t.Context(), path); err == nil {
			l.Close()
			t.Errorf("%s was opened", filepath.Base(path))
		}
		if after, _ := os.ReadFile(path); path != newer && !bytes.Equal(before, after) {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
}

func TestReopenedAndBackedUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?#%20 é", "ledger.db")
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), ledgertest.Invented(1), onrecord.Origin{}); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(filepath.Dir(path), "copy's.db")
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + "-wal"); err == nil {
		t.Errorf("a closed ledger leaves a log of %d bytes", info.Size())
	}
	if _, err := l.Put(t.Context(), ledgertest.Invented(2), onrecord.Origin{}); err == nil {
		t.Error("a closed ledger was written to")
	}
	for _, p := range []string{path, backup} {
		again := open(t, p)
		res, err := again.Search(t.Context(), "kind:direct", onrecord.SearchOptions{})
		if err != nil || res.Counts[onrecord.FindStatements].N != ledgertest.StatementsEach {
			t.Errorf("%s: %v, %v", p, res.Counts, err)
		}
		report, err := again.Check(t.Context())
		if err != nil || len(report.Problems) > 0 {
			t.Errorf("%s: %+v, %v", p, report, err)
		}
	}
}

// A ledger whose articles have no ranks, as the first version of it had none,
// gets them, and with them the marks of near copies.
func TestOldLedgersLearnWhatIsANearCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := open(t, path)
	var ids []string
	for i := range 3 {
		r := ledgertest.Invented(1)
		r.Article.URL = fmt.Sprintf("https://a.example/%d", i)
		r.Article.Dates[0].Value = fmt.Sprintf("2020-01-%02d", 9-i)
		stored, err := l.Put(t.Context(), r, onrecord.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, stored.Article)
	}
	err := l.writer.do(t.Context(), func(w *writer) error {
		return errors.Join(w.exec("DELETE FROM band"), w.exec("UPDATE article SET rank = NULL, near_copy_of = NULL"))
	})
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	for i, want := range []string{ids[2], ids[2], ""} {
		kept, err := again.Article(t.Context(), ids[i], 0)
		if err != nil || kept.NearCopyOf != want {
			t.Errorf("article %d is a near copy of %q, want %q (%v)", i, kept.NearCopyOf, want, err)
		}
	}
}

func TestCheckSeesDamage(t *testing.T) {
	for what, query := range map[string]string{
		"a record that is cut off":         "DELETE FROM piece WHERE id = (SELECT max(id) FROM piece)",
		"a statement that is gone":         "DELETE FROM statement WHERE id = (SELECT max(id) FROM statement)",
		"an index row that is gone":        "DELETE FROM statement_index WHERE rowid = (SELECT max(id) FROM statement)",
		"a version that is gone":           "DELETE FROM version",
		"a text that is not what was kept": "UPDATE version SET hash = x'00'",
	} {
		l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
		if _, err := l.Put(t.Context(), ledgertest.Invented(1), onrecord.Origin{}); err != nil {
			t.Fatal(err)
		}
		if err := l.writer.do(t.Context(), func(w *writer) error { return w.exec(query) }); err != nil {
			t.Fatal(err)
		}
		if report, err := l.Check(t.Context()); err != nil || len(report.Problems) == 0 {
			t.Errorf("%s: %+v, %v", what, report, err)
		}
	}
}

func TestADayWithTooManyArticlesRunsOver(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	err := l.writer.do(t.Context(), func(w *writer) error {
		first, end := dayRows("2020-02-28", articlesDay)
		if dayOf(statementsDay*(first-dated)/articlesDay+dated) != "2020-02-28" {
			t.Errorf("row %d is of another day", first)
		}
		err := w.exec(`INSERT INTO article (hash, place, current, first, statements, day, language, outlet, url, title)
			VALUES (x'00', ?, 0, 0, 0, '', '', '', '', '')`, end-1)
		if err != nil {
			return err
		}
		row, err := w.nextRow("article", "place", "2020-02-28", articlesDay, 1)
		if next, _ := dayRows("2020-02-29", articlesDay); row != next {
			t.Errorf("row %d, want %d", row, next)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTwoProcesses has one ledger forget what the other has changed.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	a, b := open(t, path), open(t, path)
	first, second := ledgertest.Invented(1), ledgertest.Invented(2)
	second.Article.URL = first.Article.URL
	third := ledgertest.Invented(1) // names whom the second version does not
	third.Article.URL = "https://a.example/third"
	for i, put := range []struct {
		l *Ledger
		r onrecord.Record
	}{{a, first}, {b, second}, {a, third}} {
		if _, err := put.l.Put(t.Context(), put.r, onrecord.Origin{SeenAt: origin(i).SeenAt}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Who(t.Context(), first.Statements[0].Speaker.Name); err != nil {
		t.Error(err)
	}
	if report, err := b.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
}
