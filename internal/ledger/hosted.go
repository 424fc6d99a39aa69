package ledger

import (
	"context"
	"fmt"
	"time"

	"baophu/bot"
)

// HostFile keeps a file under an id until a time, for platforms that fetch
// what they are to show. The same id again only moves the time.
func (l *Ledger) HostFile(ctx context.Context, id string, f bot.File, until time.Time) error {
	_, err := l.e.exec(ctx, `INSERT INTO hosted (id, name, type, bytes, expires) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET expires = excluded.expires`, key(id), name(f.Name), name(f.Type), f.Bytes, millis(until))
	if err != nil {
		return fmt.Errorf("host a file: %w", err)
	}
	return nil
}

// HostedFile gives a file that is kept under an id and has not expired; false:
// there is none.
func (l *Ledger) HostedFile(ctx context.Context, id string) (f bot.File, found bool, err error) {
	err = l.e.query(ctx, statement{
		text: `SELECT name, type, bytes FROM hosted WHERE id = $1 AND expires > $2`,
		args: []any{key(id), millis(l.now())},
		each: func(scan scanner) error {
			found = true
			return scan(&f.Name, &f.Type, &f.Bytes)
		},
	})
	if err != nil {
		return bot.File{}, false, fmt.Errorf("read a hosted file: %w", err)
	}
	return f, found, nil
}

// ForgetHosted removes files that expired, and tells how many.
func (l *Ledger) ForgetHosted(ctx context.Context) (int64, error) {
	n, err := l.e.exec(ctx, `DELETE FROM hosted WHERE expires <= $1`, millis(l.now()))
	if err != nil {
		return 0, fmt.Errorf("remove hosted files: %w", err)
	}
	return n, nil
}

// Spend adds to what was used of an allowance in a period, and gives the sum
// over all replicas.
func (l *Ledger) Spend(ctx context.Context, allowance, period string, n int64) (sum int64, err error) {
	err = l.e.atomically(ctx, func(s session) error {
		return s.run(ctx, statement{
			text: `INSERT INTO spent (name, period, n) VALUES ($1, $2, $3)
ON CONFLICT (name, period) DO UPDATE SET n = spent.n + excluded.n RETURNING n`,
			args: []any{key(allowance), key(period), n},
			each: func(scan scanner) error { return scan(&sum) },
		})
	})
	if err != nil {
		return 0, fmt.Errorf("count what was used: %w", err)
	}
	return sum, nil
}

// LastSeen gives when a private chat was last written in, to within an hour
// and a half and never too late; the zero time: never, or it is closed.
func (l *Ledger) LastSeen(ctx context.Context, chat bot.Address) (time.Time, error) {
	var at int64
	err := l.e.query(ctx, statement{
		text: `SELECT at FROM chats WHERE channel = $1 AND bot = $2 AND chat = $3 AND closed = 0 ORDER BY at`,
		args: addressArgs(chat),
		each: func(scan scanner) error { return scan(&at) },
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("read when a chat was written in: %w", err)
	}
	if at == 0 {
		return time.Time{}, nil
	}
	return l.instant(at), nil
}
