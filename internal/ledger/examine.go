package ledger

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Examination is what a look at a database finds, without changing it.
type Examination struct {
	Engine string // "SQLite 3.50.4", "PostgreSQL 16.4"
	// Tables is the version of its tables, 0 where there are none yet; Wanted
	// is the version this program works with. More than Wanted is the database
	// of a newer program.
	Tables, Wanted int64
	// Clock is what the database says the time is; SQLite has the process's own.
	Clock time.Time
	// Behind tells whether it only follows another server, and takes no writes.
	Behind bool
}

// Examine looks at the database at url. It makes no table and migrates none;
// the caller sees to it that a SQLite file exists.
func Examine(ctx context.Context, url string) (x Examination, err error) {
	e, err := openEngine(ctx, url)
	if err != nil {
		return x, err
	}
	defer func() { _ = e.close() }() // nothing was written
	about := `SELECT 'SQLite ' || sqlite_version(), CAST(unixepoch('subsec') * 1000 AS INTEGER), 0`
	if e.postgres {
		about = `SELECT 'PostgreSQL ' || current_setting('server_version'), CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT),
			CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END`
	}
	var ms, behind int64
	if err := e.read.QueryRowContext(ctx, about).Scan(&x.Engine, &ms, &behind); err != nil {
		return x, fmt.Errorf("ask the database: %w", err)
	}
	x.Clock, x.Behind = time.UnixMilli(ms), behind == 1
	steps, err := e.migrations(slog.New(slog.DiscardHandler))
	if err != nil {
		return x, fmt.Errorf("migrations: %w", err)
	}
	for _, one := range steps.ListSources() {
		x.Wanted = max(x.Wanted, one.Version)
	}
	known := `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`
	if e.postgres {
		known = `SELECT count(*) FROM information_schema.tables WHERE table_name = 'goose_db_version' AND table_schema = current_schema()`
	}
	var tables int
	if err := e.read.QueryRowContext(ctx, known).Scan(&tables); err != nil || tables == 0 {
		return x, err
	}
	if err := e.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`).Scan(&x.Tables); err != nil {
		return x, fmt.Errorf("read the version of the tables: %w", err)
	}
	return x, nil
}
