package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// engine is a database of either kind. All statements but the migrations are
// one text for both; it only differs how they travel: SQLite runs prepared
// statements one by one, PostgreSQL takes many in one round trip.
type engine struct {
	postgres bool
	path     string  // of the SQLite file
	write    *sql.DB // SQLite: its one writing connection; PostgreSQL: as read
	read     *sql.DB

	asks  chan *ask     // PostgreSQL only: short questions
	ended chan struct{} // closed when the engine is; nil: it asks none
	end   sync.Once
	lines sync.WaitGroup

	mu       sync.Mutex
	prepared map[*sql.DB]map[string]*sql.Stmt // SQLite only
}

// statement is one SQL text and its arguments; each, if any, reads one row of
// its answer. One that is plain inserts a row, VALUES ($1, $2, …), and may be
// joined with others of the same text, whose rows are other ones.
type statement struct {
	text  string
	args  []any
	each  func(scan scanner) error
	plain bool
}

// scanner is the Scan of one row.
type scanner func(dest ...any) error

// session is one write transaction. Whoever begins it calls rollback in the
// end, which does nothing after a commit.
type session interface {
	run(ctx context.Context, statements ...statement) error
	commit(ctx context.Context, statements ...statement) error
	rollback()
}

func openEngine(ctx context.Context, url string) (*engine, error) {
	switch {
	case strings.HasPrefix(url, "sqlite://"):
		return openSQLite(ctx, strings.TrimPrefix(url, "sqlite://"))
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		return openPostgres(url)
	}
	scheme, _, _ := strings.Cut(url, ":")
	return nil, fmt.Errorf("database address: want sqlite:///path or postgres://…, got scheme %.20q", scheme)
}

// begin opens a write transaction and runs the first statements in it.
func (e *engine) begin(ctx context.Context, statements ...statement) (session, error) {
	if e.postgres {
		return beginPostgres(ctx, e.write, statements)
	}
	return e.beginSQLite(ctx, statements)
}

// atomically runs f in a write transaction of its own.
func (e *engine) atomically(ctx context.Context, f func(s session) error) error {
	s, err := e.begin(ctx)
	if err != nil {
		return err
	}
	defer s.rollback()
	if err := f(s); err != nil {
		return err
	}
	return s.commit(ctx)
}

// query reads the rows of one statement outside of any transaction.
func (e *engine) query(ctx context.Context, q statement) error {
	if e.postgres {
		rows, err := e.read.QueryContext(ctx, q.text, q.args...)
		return eachRow(rows, err, q.each)
	}
	st, err := e.stmt(ctx, e.read, q.text)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// The driver would start a goroutine for each question, to wait for its end.
	rows, err := st.QueryContext(context.WithoutCancel(ctx), q.args...)
	return eachRow(rows, err, func(scan scanner) error {
		if err := ctx.Err(); err != nil || q.each == nil {
			return err
		}
		return q.each(scan)
	})
}

// exec runs one writing statement in its own transaction and tells how many
// rows it touched.
func (e *engine) exec(ctx context.Context, text string, args ...any) (int64, error) {
	res, err := e.write.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// snapshot runs f with a reader that sees one state of the database.
func (e *engine) snapshot(ctx context.Context, f func(read func(q statement) error) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if e.postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	tx, err := e.read.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it only read
	kept := map[string]*sql.Stmt{}       // closed with the transaction
	return f(func(q statement) error {
		st := kept[q.text]
		if st == nil {
			if st, err = tx.PrepareContext(ctx, q.text); err != nil {
				return err
			}
			kept[q.text] = st
		}
		rows, err := st.QueryContext(ctx, q.args...)
		return eachRow(rows, err, q.each)
	})
}

// stmt gives the prepared statement of a text, kept for as long as the engine.
func (e *engine) stmt(ctx context.Context, db *sql.DB, text string) (*sql.Stmt, error) {
	e.mu.Lock()
	st := e.prepared[db][text]
	e.mu.Unlock()
	if st != nil {
		return st, nil
	}
	st, err := db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if first := e.prepared[db][text]; first != nil {
		_ = st.Close() // another was quicker
		return first, nil
	}
	if e.prepared[db] == nil {
		e.prepared[db] = map[string]*sql.Stmt{}
	}
	e.prepared[db][text] = st
	return st, nil
}

func (e *engine) close() error {
	if e.ended != nil {
		e.end.Do(func() { close(e.ended) })
		e.lines.Wait()
	}
	err := e.read.Close()
	if e.write != e.read {
		err = errors.Join(err, e.write.Close())
	}
	return err
}

func eachRow(rows *sql.Rows, err error, each func(scanner) error) error {
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		if each == nil {
			continue
		}
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
