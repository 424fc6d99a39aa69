package ledger

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

// ErrNotEmpty is the answer to restoring over a ledger that is in use.
var ErrNotEmpty = errors.New("the database holds a ledger already")

// Restore fills the database at url, which must hold nothing yet, with a file
// that Backup made, on either engine: so a ledger also moves from SQLite to
// PostgreSQL. All of it is there in the end, or nothing. The file may be of an
// earlier version; it is not changed. The restored ledger has an identity of
// its own, as in Backup. Replies that waited for longer than an hour by then
// were surely sent after an older backup was made: they are given up, and their
// number is told.
func Restore(ctx context.Context, url, path string, now time.Time, log *slog.Logger) (withheld int64, err error) {
	from, err := openCopy(ctx, path, log)
	if err != nil {
		return 0, fmt.Errorf("restore from %s: %w", path, err)
	}
	defer func() { _ = from.remove() }() // a copy, in a folder for such
	if withheld, err = from.withhold(ctx, now); err != nil {
		return 0, fmt.Errorf("restore from %s: %w", path, err)
	}
	to, err := openEngine(ctx, url)
	if err != nil {
		return 0, err
	}
	err = to.migrate(ctx, log)
	if err == nil {
		err = to.empty(ctx, from.engine)
	}
	if err == nil {
		err = copyAll(ctx, from.engine, to, from.engine)
	}
	if err != nil {
		err = fmt.Errorf("restore from %s: %w", path, err)
	}
	return withheld, errors.Join(err, to.close())
}

// movedWithin is how long it may take to move a ledger, so that what was not
// sent before is sent after.
const movedWithin = time.Hour

// withhold gives replies up that are too old to be of a ledger that was just
// stopped.
func (a aside) withhold(ctx context.Context, now time.Time) (int64, error) {
	return a.exec(ctx, `UPDATE outbox SET failed = $1, why = 'restored from an older backup' WHERE failed = 0 AND at < $2 AND due < $2`,
		millis(now), millis(now.Add(-movedWithin)))
}

// empty tells whether nothing was ever written to a ledger, in any of the tables
// that lists has: an invitation alone would be in the way of those of a backup.
func (e *engine) empty(ctx context.Context, lists *engine) error {
	tables, err := lists.tables(ctx)
	if err != nil {
		return err
	}
	text := `SELECT seq + outbox + revision - 1`
	for _, table := range tables {
		if table != "head" && table != "rolled" { // which every ledger begins with
			text += ` + CASE WHEN EXISTS (SELECT 1 FROM ` + table + `) THEN 1 ELSE 0 END`
		}
	}
	var rows int64
	err = e.read.QueryRowContext(ctx, text+` FROM head`).Scan(&rows)
	if err == nil && rows > 0 {
		err = ErrNotEmpty
	}
	return err
}

// countOn has PostgreSQL number new rows after those that were put in with
// their numbers, in whatever tables it numbers; SQLite does so by itself.
func countOn(ctx context.Context, s session) error {
	var counts []statement
	err := s.run(ctx, statement{
		text: `SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`,
		each: func(scan scanner) error {
			var table, column string
			err := scan(&table, &column)
			counts = append(counts, statement{
				text: `SELECT setval(pg_get_serial_sequence('` + table + `', '` + column + `'), max(` + column + `)) FROM ` + table,
			})
			return err
		},
	})
	if err != nil {
		return err
	}
	return s.run(ctx, counts...)
}

// aside is a ledger's file in a folder of its own.
type aside struct {
	*engine
	folder string
}

func (a aside) remove() error { return errors.Join(a.close(), os.RemoveAll(a.folder)) }

// openCopy opens a copy of a backup, brought to this version, with another identity.
func openCopy(ctx context.Context, path string, log *slog.Logger) (a aside, err error) {
	if _, err := os.Stat(path); err != nil {
		return a, err
	}
	if a.folder, err = os.MkdirTemp("", "baophu-restore-"); err != nil {
		return a, err
	}
	original := &engine{path: path}
	copied := filepath.Join(a.folder, "copy.db")
	if err := original.vacuumInto(ctx, copied); err != nil {
		return a, errors.Join(err, os.RemoveAll(a.folder))
	}
	if a.engine, err = openSQLite(ctx, copied); err != nil {
		return a, errors.Join(err, os.RemoveAll(a.folder))
	}
	err = a.migrate(ctx, log)
	if err == nil {
		random := make([]byte, 16)
		_, _ = rand.Read(random) // never fails
		_, err = a.exec(ctx, `UPDATE head SET identity = $1`, hex.EncodeToString(random))
	}
	if err != nil {
		return a, errors.Join(err, a.remove())
	}
	return a, nil
}
