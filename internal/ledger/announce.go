package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

const insertAnnounced = `INSERT INTO announced (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING RETURNING key`

// Announce writes replies that answer no message, under a name by which they
// are written once, whichever process asks and however often;
// coverage.ErrDuplicate where that was done. The replies are leased to nobody:
// they go to who Claims next. After any other error, or when ctx ends, they
// may have been written: ask again.
func (l *Ledger) Announce(ctx context.Context, key string, replies []bot.Reply) error {
	fresh, err := l.AnnounceAll(ctx, map[string][]bot.Reply{key: replies})
	if err == nil && len(fresh) == 0 {
		return coverage.ErrDuplicate
	}
	return err
}

// AnnounceAll is Announce for several names at once, all or nothing; it gives
// those that were not written before. Since it holds up the commits of reports
// meanwhile, it is for tens of names, not for thousands.
func (l *Ledger) AnnounceAll(ctx context.Context, said map[string][]bot.Reply) (fresh []string, err error) {
	if len(said) == 0 {
		return nil, nil
	}
	err = l.e.atomically(ctx, func(s session) error {
		var h head
		now := l.now()
		fresh = nil
		names := map[string]string{} // as they are kept
		asks := []statement{takeHead(&h)}
		for _, k := range slices.Sorted(maps.Keys(said)) {
			names[key(k)] = k
			asks = append(asks, statement{text: insertAnnounced, args: []any{key(k), millis(now)}, each: func(scan scanner) error {
				var kept string
				err := scan(&kept)
				fresh = append(fresh, names[kept])
				return err
			}})
		}
		if err := s.run(ctx, asks...); err != nil {
			return err
		}
		var writes []statement
		for _, k := range fresh {
			more, err := waitingWrites(&h, said[k], now)
			if err != nil {
				return err
			}
			writes = append(writes, more...)
		}
		if len(writes) > 0 {
			writes = append(writes, moveHead(h))
		}
		return s.run(ctx, writes...)
	})
	if err != nil {
		return nil, fmt.Errorf("announce: %w", err)
	}
	return fresh, nil
}

// waitingWrites gives the statements that put replies into the outbox.
func waitingWrites(h *head, replies []bot.Reply, now time.Time) ([]statement, error) {
	var writes []statement
	for _, r := range replies {
		h.outbox++
		write, err := writeReply(h.outbox, r, false, now)
		if err != nil {
			return nil, err
		}
		writes = append(writes, write)
	}
	return writes, nil
}

// Announced tells how often something was announced under a name that begins
// with prefix, and when it was last.
func (l *Ledger) Announced(ctx context.Context, prefix string) (times int, last time.Time, err error) {
	var at int64
	from := key(prefix)
	err = l.e.query(ctx, statement{
		text: `SELECT COUNT(*), COALESCE(MAX(at), 0) FROM announced WHERE key >= $1 AND key < $2 AND substr(key, 1, length($1)) = $1`,
		args: []any{from, from + "\U0010FFFF"},
		each: func(scan scanner) error { return scan(&times, &at) },
	})
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("read what was announced: %w", err)
	}
	return times, l.instant(at), nil
}

// ForgetAnnounced removes the names that begin with prefix and were announced
// before a time: they may be announced again.
func (l *Ledger) ForgetAnnounced(ctx context.Context, prefix string, before time.Time) error {
	_, err := l.e.exec(ctx, `DELETE FROM announced WHERE at < $1 AND substr(key, 1, length($2)) = $2`, millis(before), prefix)
	if err != nil {
		return fmt.Errorf("forget what was announced: %w", err)
	}
	return nil
}
