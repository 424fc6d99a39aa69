package ledger

import (
	"context"
	"fmt"
	"time"
)

// Mark keeps up to when something was looked through.
func (l *Ledger) Mark(ctx context.Context, what string, at time.Time) error {
	_, err := l.e.exec(ctx, `INSERT INTO marks (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = excluded.at`,
		key(what), millis(at))
	if err != nil {
		return fmt.Errorf("keep a mark: %w", err)
	}
	return nil
}

// Marked gives up to when something was looked through; the zero time: never.
func (l *Ledger) Marked(ctx context.Context, what string) (time.Time, error) {
	var at int64
	err := l.e.query(ctx, statement{
		text: `SELECT at FROM marks WHERE name = $1`,
		args: []any{key(what)},
		each: func(scan scanner) error { return scan(&at) },
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("read a mark: %w", err)
	}
	return l.instant(at), nil
}

// ForgetMarks removes the marks of before a time whose names begin so.
func (l *Ledger) ForgetMarks(ctx context.Context, beginning string, before time.Time) error {
	_, err := l.e.exec(ctx, `DELETE FROM marks WHERE at < $1 AND substr(name, 1, $2) = $3`, millis(before), len(beginning), beginning)
	if err != nil {
		return fmt.Errorf("remove marks: %w", err)
	}
	return nil
}

// Lease has something be the caller's until a time, where it is nobody's by
// now, or the caller's by the lease until mine; false: it is another's.
func (l *Ledger) Lease(ctx context.Context, what string, mine, until time.Time) (bool, error) {
	n, err := l.e.exec(ctx, `INSERT INTO marks (name, at) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE marks.at <= $3 OR marks.at = $4`,
		key("lease/"+what), millis(until), millis(l.now()), millis(mine))
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", what, err)
	}
	return n == 1, nil
}
