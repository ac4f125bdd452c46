package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// errClosed is given to whoever writes after Close.
var errClosed = errors.New("ledger: closed")

// batchSize is how many writes share a commit at most.
const batchSize = 256

// job is one write. What apply did is undone where it fails; it may be called
// twice. done is told after the commit.
type job struct {
	ctx   context.Context
	apply func(*writer) error
	done  chan error
}

// writer owns the one connection that writes.
type writer struct {
	db         *sql.DB
	conn       *sql.Conn
	codec      *codec
	statements map[string]*sql.Stmt
	jobs       chan job
	closing    chan struct{}
	closed     chan struct{}
	once       sync.Once

	// What the transaction has yet to write to the indexes: in order of
	// rows, for FTS5 is fast only then.
	pending []indexRow
	// What is known to be in the tables; forgotten where a write fails or
	// another process has written, which foreign tells.
	foreign  int64
	entities map[string]*entity
	words    map[string]struct{}
}

// indexRow is a row of a full-text index.
type indexRow struct {
	table  string
	row    int64
	values []any
}

// maxKnown bounds what the writer remembers.
const maxKnown = 200_000

func newWriter(db *sql.DB, c *codec) (*writer, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, codec: c, statements: map[string]*sql.Stmt{}, jobs: make(chan job, batchSize),
		closing: make(chan struct{}), closed: make(chan struct{})}
	w.forget()
	go w.run()
	return w, nil
}

func (w *writer) forget() {
	w.entities, w.words = map[string]*entity{}, map[string]struct{}{}
}

// do runs a write and waits until it is committed. Where ctx ends first, the
// write may still be done.
func (w *writer) do(ctx context.Context, apply func(*writer) error) error {
	j := job{ctx, apply, make(chan error, 1)}
	select {
	case <-w.closing:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	case w.jobs <- j:
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-w.closed:
		select {
		case err := <-j.done:
			return err
		default:
			return errClosed
		}
	}
}

func (w *writer) close() error {
	w.once.Do(func() { close(w.closing) })
	<-w.closed
	return w.db.Close()
}

// run writes until the writer is closed and nothing waits any more.
func (w *writer) run() {
	defer close(w.closed)
	for {
		select {
		case j := <-w.jobs:
			w.batch(j)
		case <-w.closing:
			for {
				select {
				case j := <-w.jobs:
					w.batch(j)
				default:
					for _, s := range w.statements {
						s.Close() // else SQLite keeps the file open
					}
					w.conn.Close()
					return
				}
			}
		}
	}
}

// batch writes a job and whatever waits behind it in one transaction. Where
// one of them fails, each is done again in a transaction of its own: cheaper
// than a savepoint for each.
func (w *writer) batch(first job) {
	batch := []job{first}
	for more := true; more && len(batch) < batchSize; {
		select {
		case j := <-w.jobs:
			batch = append(batch, j)
		default:
			more = false
		}
	}
	batch = slices.DeleteFunc(batch, func(j job) bool {
		err := j.ctx.Err()
		if err != nil {
			j.done <- err
		}
		return err != nil
	})
	err := w.transact(batch)
	for _, j := range batch {
		if err != nil && len(batch) > 1 {
			j.done <- w.transact([]job{j})
		} else {
			j.done <- err
		}
	}
	if len(w.entities) > maxKnown || len(w.words) > maxKnown {
		w.forget()
	}
}

// transact does all jobs or none.
func (w *writer) transact(jobs []job) error {
	err := w.exec("BEGIN IMMEDIATE")
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	if err = w.work(jobs); err == nil {
		return nil
	}
	w.forget()
	w.pending = nil
	return fmt.Errorf("ledger: %w", errors.Join(err, w.exec("ROLLBACK")))
}

// work does the jobs of a transaction that has begun, and commits it.
func (w *writer) work(jobs []job) error {
	before := w.foreign
	if _, err := w.get("PRAGMA data_version", nil, &w.foreign); err != nil {
		return err
	}
	if w.foreign != before {
		w.forget()
	}
	for _, j := range jobs {
		if err := j.apply(w); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.exec("COMMIT")
}

// index queues a row for an index.
func (w *writer) index(table string, row int64, values ...any) {
	w.pending = append(w.pending, indexRow{table, row, values})
}

// flush writes the queued rows.
func (w *writer) flush() error {
	slices.SortStableFunc(w.pending, func(a, b indexRow) int {
		return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row))
	})
	for _, r := range w.pending {
		query := "INSERT INTO article_index (rowid, text, title, speaker, role, about, outlet, facet) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
		switch r.table {
		case statementIndex:
			query = "INSERT INTO statement_index (rowid, text, title, speaker, role, about, outlet, facet) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
		case peopleIndex:
			query = "INSERT OR REPLACE INTO people_index (rowid, name, role, facet) VALUES (?, ?, ?, ?)"
		}
		if err := w.exec(query, append([]any{r.row}, r.values...)...); err != nil {
			return err
		}
	}
	clear(w.pending)
	w.pending = w.pending[:0]
	return nil
}

// unindex takes a row out of an index, also one that is still queued.
func (w *writer) unindex(table string, row int64) error {
	w.pending = slices.DeleteFunc(w.pending, func(r indexRow) bool { return r.table == table && r.row == row })
	return w.exec("DELETE FROM "+table+" WHERE rowid = ?", row)
}

// prepare gives the compiled form of a statement.
func (w *writer) prepare(query string) (*sql.Stmt, error) {
	if s, ok := w.statements[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		w.statements[query] = s
	}
	return s, err
}

func (w *writer) exec(query string, args ...any) error {
	s, err := w.prepare(query)
	if err == nil {
		_, err = s.Exec(args...)
	}
	return err
}

// insert is exec that gives the new row's number.
func (w *writer) insert(query string, args ...any) (int64, error) {
	s, err := w.prepare(query)
	if err != nil {
		return 0, err
	}
	r, err := s.Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// get reads one row into dest and tells whether there is one.
func (w *writer) get(query string, args []any, dest ...any) (bool, error) {
	s, err := w.prepare(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// numbers reads the first column of all rows.
func (w *writer) numbers(query string, args ...any) ([]int64, error) {
	s, err := w.prepare(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}
