package ledger

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// busyPause is how long a starter waits for another one's migration.
const busyPause = 100 * time.Millisecond

// migrate brings the tables to this version. Several processes may do it at
// once: PostgreSQL has a lock for it; on SQLite the loser of a race fails
// ("table already exists"), then finds the other's work done.
func (e *engine) migrate(ctx context.Context, log *slog.Logger) error {
	var last error
	for range 20 {
		provider, err := e.migrations(log)
		if err != nil {
			return fmt.Errorf("migrations: %w", err)
		}
		if pending, err := provider.HasPending(ctx); err == nil && !pending {
			return nil
		}
		_, last = provider.Up(ctx)
		if last == nil || e.postgres {
			break
		}
		if pending, err := provider.HasPending(ctx); err == nil && !pending {
			return nil // another process did it
		}
		if !pause(ctx, busyPause) {
			break
		}
	}
	if last != nil {
		return fmt.Errorf("migrate: %w", last)
	}
	return nil
}

// migrations gives the way from any earlier version to this one.
func (e *engine) migrations(log *slog.Logger) (*goose.Provider, error) {
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithSlog(log)}
	if e.postgres {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, e.write, files, options...)
}

// pause waits, and tells whether ctx still runs.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// errClosed is what is asked of a ledger after its Close.
var errClosed = errors.New("ledger is closed")
