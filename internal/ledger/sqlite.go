package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is how many connections of SQLite read at once.
const readers = 4

// What every connection of SQLite must be told. Without recursive triggers
// INSERT OR REPLACE would walk past the trigger that keeps entries.
const (
	sqliteBoth   = "_busy_timeout=10000&_foreign_keys=1&_dqs=0&_pragma=recursive_triggers(1)&_pragma=cache_size(-16000)"
	sqliteWriter = "_txlock=immediate&_journal_mode=WAL&_synchronous=FULL&_pragma=wal_autocheckpoint(4000)"
	sqliteReader = "_query_only=1" // and no immediate lock, which is a writer's
)

func openSQLite(ctx context.Context, path string) (*engine, error) {
	if path == "" {
		return nil, errors.New("database address: sqlite:// without a path")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("folder of the database: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, err
	}
	name := sqliteName(path)
	write, err := sql.Open("sqlite", name+"?"+sqliteWriter+"&"+sqliteBoth)
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", name+"?"+sqliteReader+"&"+sqliteBoth)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	e := &engine{path: path, write: write, read: read, prepared: map[*sql.DB]map[string]*sql.Stmt{}}
	if err := retryBusy(ctx, write.PingContext); err != nil { // makes the file, in WAL mode
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), e.close())
	}
	return e, nil
}

// makeFile makes a new database's file readable by its owner alone. One that
// is there is not opened: to close it would drop SQLite's locks on it.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return f.Close()
}

// sqliteName is a path as SQLite's driver takes it.
func sqliteName(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// prepare readies statements for the writing connection, which cannot be
// asked for them while a transaction holds it.
func (e *engine) prepare(ctx context.Context, texts ...string) error {
	if e.postgres {
		return nil // pgx keeps them by itself
	}
	for _, text := range texts {
		if _, err := e.stmt(ctx, e.write, text); err != nil {
			return fmt.Errorf("prepare %.60q: %w", text, err)
		}
	}
	return nil
}

type sqliteSession struct {
	tx    *sql.Tx
	e     *engine
	stmts map[string]*sql.Stmt
}

func (e *engine) beginSQLite(ctx context.Context, statements []statement) (session, error) {
	tx, err := e.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	s := &sqliteSession{tx: tx, e: e, stmts: map[string]*sql.Stmt{}}
	if err := s.run(ctx, statements...); err != nil {
		s.rollback()
		return nil, err
	}
	return s, nil
}

func (s *sqliteSession) run(ctx context.Context, statements ...statement) error {
	ctx = context.WithoutCancel(ctx) // the driver would start a goroutine for each to wait for its end
	for _, q := range statements {
		st, err := s.stmt(ctx, q.text)
		if err != nil {
			return err
		}
		if q.each == nil {
			_, err = st.ExecContext(ctx, q.args...)
		} else {
			var rows *sql.Rows
			rows, err = st.QueryContext(ctx, q.args...)
			err = eachRow(rows, err, q.each)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteSession) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if st := s.stmts[text]; st != nil {
		return st, nil
	}
	s.e.mu.Lock()
	kept := s.e.prepared[s.e.write][text]
	s.e.mu.Unlock()
	var st *sql.Stmt
	if kept != nil {
		st = s.tx.StmtContext(ctx, kept)
	} else {
		var err error
		if st, err = s.tx.PrepareContext(ctx, text); err != nil {
			return nil, err
		}
	}
	s.stmts[text] = st
	return st, nil
}

func (s *sqliteSession) commit(ctx context.Context, statements ...statement) error {
	if err := s.run(ctx, statements...); err != nil {
		return err
	}
	return s.tx.Commit()
}

func (s *sqliteSession) rollback() { _ = s.tx.Rollback() } // after a commit it has nothing to do

// sqliteBlamesRow tells whether an error comes from what was written, rather
// than from the state of the database.
func sqliteBlamesRow(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE:
		return true
	}
	return false
}

// retryBusy repeats what failed because another process was changing the
// file's journal mode or its tables, for which SQLite does not wait.
func retryBusy(ctx context.Context, f func(context.Context) error) error {
	var err error
	for range 40 {
		err = f(ctx)
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY && e.Code()&0xff != sqlite3.SQLITE_LOCKED {
			return err
		}
		if !pause(ctx, busyPause) {
			return err
		}
	}
	return err
}
