package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Backup writes the whole ledger, as of one moment, into a new SQLite file,
// whatever the engine: a file with which a ledger can be opened as it is.
// Commits go on meanwhile. An existing file is refused. The copy has an
// identity of its own: once it goes on by itself, what was kept elsewhere of
// this ledger is not of that one.
func (l *Ledger) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup to %s: %w", path, fs.ErrExist)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	save := l.e.vacuumInto
	if l.e.postgres {
		save = l.dump
	}
	err := save(ctx, part)
	if err == nil {
		err = l.rename(ctx, part)
	}
	if err == nil {
		err = syncFile(part)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part) // perhaps it was never made
		return fmt.Errorf("backup to %s: %w", path, err)
	}
	return nil
}

// rename gives a copy another identity.
func (l *Ledger) rename(ctx context.Context, path string) error {
	random := make([]byte, 16)
	if _, err := io.ReadFull(l.rand, random); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteName(path)+"?"+sqliteBoth)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `UPDATE head SET identity = $1`, hex.EncodeToString(random))
	return errors.Join(err, db.Close())
}

func syncFile(path string) error {
	if err := os.Chmod(path, 0o600); err != nil { // it names people
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// vacuumInto reads by a connection of its own, beside those who write.
func (e *engine) vacuumInto(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", sqliteName(e.path)+"?"+sqliteBoth)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO $1`, path)
	return errors.Join(err, db.Close())
}

// dump copies every table into a fresh SQLite ledger.
func (l *Ledger) dump(ctx context.Context, path string) error {
	to, err := openSQLite(ctx, path)
	if err != nil {
		return err
	}
	err = to.migrate(ctx, l.log)
	if err == nil {
		err = copyAll(ctx, l.e, to, to)
	}
	if err == nil {
		_, err = to.exec(ctx, `PRAGMA journal_mode = DELETE`) // one file, without its log
	}
	return errors.Join(err, to.close())
}

// copyAll copies every table as of one moment into a fresh ledger; which
// tables there are, the one of the two in SQLite tells.
func copyAll(ctx context.Context, from, to, lists *engine) error {
	tables, err := lists.tables(ctx)
	if err != nil {
		return err
	}
	options := &sql.TxOptions{ReadOnly: true}
	if from.postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	tx, err := from.read.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it only read
	for _, q := range from.patiently() {
		if _, err := tx.ExecContext(ctx, q.text, q.args...); err != nil {
			return err
		}
	}
	return to.atomically(ctx, func(s session) error {
		if err := s.run(ctx, to.patiently()...); err != nil {
			return err
		}
		for _, table := range tables {
			if err := copyTable(ctx, tx, s, table); err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
		}
		if !to.postgres {
			return nil
		}
		return countOn(ctx, s)
	})
}

// tables lists the tables of a ledger in SQLite, by the writing connection: a
// second one would be in the way of its journal's end.
func (e *engine) tables(ctx context.Context) (tables []string, err error) {
	rows, err := e.write.QueryContext(ctx,
		`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%' ORDER BY name`)
	err = eachRow(rows, err, func(scan scanner) error {
		var table string
		err := scan(&table)
		tables = append(tables, table)
		return err
	})
	return tables, err
}

// copyRows is how many rows one statement inserts.
const copyRows = 100

func copyTable(ctx context.Context, from *sql.Tx, to session, table string) error {
	rows, err := from.QueryContext(ctx, `SELECT * FROM `+table)
	if err != nil {
		return err
	}
	names, err := rows.Columns()
	if err != nil {
		return errors.Join(err, rows.Close())
	}
	if table == "head" || table == "rolled" { // a fresh ledger has this row
		if err := to.run(ctx, statement{text: `DELETE FROM ` + table}); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	var waiting []any
	put := func() error {
		n := len(waiting) / len(names)
		if n == 0 {
			return nil
		}
		insert := `INSERT INTO ` + table + ` (` + strings.Join(names, ", ") + `) VALUES ` + marks(n, len(names))
		err := to.run(ctx, statement{text: insert, args: waiting})
		waiting = nil
		return err
	}
	err = eachRow(rows, nil, func(scan scanner) error {
		values, dest := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := scan(dest...); err != nil {
			return err
		}
		if waiting = append(waiting, values...); len(waiting) < copyRows*len(names) {
			return nil
		}
		return put()
	})
	return errors.Join(err, put())
}
