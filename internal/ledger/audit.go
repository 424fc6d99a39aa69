package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"baophu/internal/coverage"
)

// Audit gives the latest changes of the records, newest first.
func (l *Ledger) Audit(ctx context.Context, limit int) ([]coverage.Change, error) {
	var log []coverage.Change
	err := l.e.query(ctx, statement{
		text: `SELECT at, author, revision, note, changes FROM audit ORDER BY id DESC LIMIT $1`,
		args: []any{int64(limit)},
		each: func(scan scanner) error {
			var c coverage.Change
			var at int64
			var changed string
			if err := scan(&at, &c.By, &c.Revision, &c.Note, &changed); err != nil {
				return err
			}
			c.At = l.instant(at)
			log = append(log, c)
			return json.Unmarshal([]byte(changed), &log[len(log)-1].Changed)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return log, nil
}

// ForgetTexts removes the texts of messages stored before a moment, what is
// kept to know them again, replies that were given up before it, and old
// guesses; it tells how many texts went.
func (l *Ledger) ForgetTexts(ctx context.Context, before time.Time) (int, error) {
	forgotten := 0
	for {
		n, err := l.e.exec(ctx, `UPDATE messages SET text = '', digest = '' WHERE key IN
(SELECT key FROM messages WHERE text <> '' AND at < $1 LIMIT 1000)`, millis(before)) // bounded, for those who wait to write
		if err != nil {
			return forgotten, fmt.Errorf("forget old texts: %w", err)
		}
		forgotten += int(n)
		if n == 0 {
			break
		}
	}
	if _, err := l.e.exec(ctx, `DELETE FROM outbox WHERE failed > 0 AND failed < $1`, millis(before)); err != nil {
		return forgotten, fmt.Errorf("forget replies given up: %w", err)
	}
	if _, err := l.e.exec(ctx, `DELETE FROM guesses WHERE at < $1`, millis(l.now().Add(-guessTime))); err != nil {
		return forgotten, fmt.Errorf("forget old guesses: %w", err)
	}
	return forgotten, nil
}
