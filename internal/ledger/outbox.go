package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"baophu/bot"
)

// Lease is for how long the replies that Commit returns are the caller's.
const Lease = 30 * time.Second

const (
	insertReply = `INSERT INTO outbox (id, reply, attempts, due, failed, why, at, class) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

	// The condition on due is there twice: PostgreSQL looks again at a row it
	// had to wait for, and finds that another took it.
	claimText = `UPDATE outbox SET due = $1, attempts = attempts + 1
WHERE due <= $2 AND failed = 0 AND id IN
	(SELECT id FROM outbox WHERE due <= $2 AND failed = 0 ORDER BY class, id LIMIT $3)
RETURNING id, reply, attempts - 1`
)

// writeReply writes a reply: leased to the caller from the start, or to nobody
// as one that is to be sent later.
func writeReply(id int64, r bot.Reply, leased bool, now time.Time) (statement, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return statement{}, fmt.Errorf("reply: %w", err)
	}
	attempts, due := int64(0), now
	switch {
	case r.After.After(now):
		due = r.After // leased to nobody till then
	case leased:
		attempts, due = 1, now.Add(Lease)
	}
	return statement{plain: true, text: insertReply, args: []any{id, string(body), attempts, millis(due), int64(0), "", millis(now), bit(r.Notice)}}, nil
}

// Claim leases up to n replies that are due to the caller, answers before
// notices and each in the order in which they were written: what answers a
// person does not stand behind a broadcast, a crash or not. Attempts says how
// often each was handed out before.
func (l *Ledger) Claim(ctx context.Context, n int, lease time.Duration) ([]bot.Outgoing, error) {
	var due int64
	waits := statement{
		text: `SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE due <= $1 AND failed = 0 LIMIT 1) AS w`,
		args: []any{millis(l.now())},
		each: func(scan scanner) error { return scan(&due) },
	}
	if err := l.e.query(ctx, waits); err != nil {
		return nil, fmt.Errorf("look into the outbox: %w", err)
	}
	if due == 0 {
		return nil, nil // the common case takes no lock
	}
	var out []bot.Outgoing
	var unread []int64 // one such must not hold up all others
	err := l.e.atomically(ctx, func(s session) error {
		out, unread = nil, nil
		now := l.now()
		return s.run(ctx, statement{
			text: claimText, args: []any{millis(now.Add(lease)), millis(now), int64(n)},
			each: func(scan scanner) error {
				o := bot.Outgoing{Leased: now.Add(lease)}
				var body string
				if err := scan(&o.ID, &body, &o.Attempts); err != nil {
					return err
				}
				if err := json.Unmarshal([]byte(body), &o.Reply); err != nil {
					unread = append(unread, o.ID)
					return nil //nolint:nilerr // it is given up below
				}
				out = append(out, o)
				return nil
			},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("claim replies: %w", err)
	}
	for _, id := range unread {
		l.log.Error("a reply of the outbox cannot be read", "id", id)
		if err := l.GiveUp(ctx, id, "cannot be read"); err != nil {
			return out, err
		}
	}
	slices.SortFunc(out, func(a, b bot.Outgoing) int {
		return cmp.Or(cmp.Compare(bit(a.Reply.Notice), bit(b.Reply.Notice)), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Done removes replies that were sent.
func (l *Ledger) Done(ctx context.Context, ids ...int64) error {
	for part := range slices.Chunk(ids, 50) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		if _, err := l.e.exec(ctx, `DELETE FROM outbox WHERE id IN (`+list(1, len(part))+`)`, args...); err != nil {
			return fmt.Errorf("remove sent replies: %w", err)
		}
	}
	return nil
}

// Later puts a reply back until at.
func (l *Ledger) Later(ctx context.Context, id int64, at time.Time, why string) error {
	if _, err := l.e.exec(ctx, `UPDATE outbox SET due = $1, why = $2 WHERE id = $3`, millis(at), name(why), id); err != nil {
		return fmt.Errorf("put reply %d off: %w", id, err)
	}
	return nil
}

// GiveUp keeps a reply that will never be sent, and why, for the operator.
func (l *Ledger) GiveUp(ctx context.Context, id int64, why string) error {
	if _, err := l.e.exec(ctx, `UPDATE outbox SET failed = $1, why = $2 WHERE id = $3`, millis(l.now()), name(why), id); err != nil {
		return fmt.Errorf("give reply %d up: %w", id, err)
	}
	return nil
}

// putOff is how far ahead a reply is due that does not wait for us: it was put
// off until the morning, or until a person writes again.
const putOff = 10 * time.Minute

// Waiting tells how many replies are not sent yet, and since when the oldest
// of them waits; those given up, or put off for long, do not count.
func (l *Ledger) Waiting(ctx context.Context) (count int, oldest time.Time, err error) {
	var at int64
	err = l.e.query(ctx, statement{
		text: `SELECT COUNT(*), COALESCE(MIN(at), 0) FROM outbox WHERE failed = 0 AND due <= $1`,
		args: []any{millis(l.now().Add(putOff))},
		each: func(scan scanner) error { return scan(&count, &at) },
	})
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("count the outbox: %w", err)
	}
	return count, l.instant(at), nil
}
