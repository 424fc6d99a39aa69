package ledger

import (
	"context"
	"encoding/json"
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
			for _, r := range said[k] {
				body, err := json.Marshal(r)
				if err != nil {
					return fmt.Errorf("reply: %w", err)
				}
				h.outbox++
				writes = append(writes, insertWaiting(h.outbox, string(body), now))
			}
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

// insertWaiting writes a reply that is due and leased to nobody.
func insertWaiting(id int64, reply string, now time.Time) statement {
	return statement{plain: true, text: insertReply, args: []any{id, reply, int64(0), millis(now), int64(0), "", millis(now)}}
}

// Announced tells whether something was announced under a name.
func (l *Ledger) Announced(ctx context.Context, name string) (bool, error) {
	var n int64
	err := l.e.query(ctx, statement{
		text: `SELECT COUNT(*) FROM announced WHERE key = $1`, args: []any{key(name)},
		each: func(scan scanner) error { return scan(&n) },
	})
	if err != nil {
		return false, fmt.Errorf("read what was announced: %w", err)
	}
	return n > 0, nil
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
