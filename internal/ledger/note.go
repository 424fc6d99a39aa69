package ledger

import (
	"context"
	"fmt"

	"baophu/internal/coverage"
)

// Note writes a line of the audit log about something that changed no record,
// once under its name, whichever process writes and however often.
func (l *Ledger) Note(ctx context.Context, name string, by coverage.PersonID, note string) error {
	err := l.e.atomically(ctx, func(s session) error {
		fresh := false
		now := millis(l.now())
		err := s.run(ctx, statement{text: insertAnnounced, args: []any{key(name), now}, each: func(scan scanner) error {
			fresh = true
			var kept string
			return scan(&kept)
		}})
		if err != nil || !fresh {
			return err
		}
		return s.run(ctx, statement{
			text: `INSERT INTO audit (at, author, revision, note, changes) SELECT $1, $2, revision, $3, '{}' FROM head`,
			args: []any{now, int64(by), clean(note, textLimit)},
		})
	})
	if err != nil {
		return fmt.Errorf("note for the audit log: %w", err)
	}
	return nil
}
