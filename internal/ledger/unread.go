package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"baophu/bot"
)

const (
	unreadFor  = 30 * 24 * time.Hour // what could not be read is kept for so long
	mostUnread = 200                 // and so many of it
)

const countUnread = `SELECT COUNT(*), COALESCE(MAX(expires), 0) FROM hosted WHERE substr(id, 1, 7) = 'unread/' AND expires > $1`

// KeepUnread keeps what a channel brought and nobody could read or handle, for
// whoever mends that: 200 at most, for 30 days. The caller leaves out what
// people wrote.
func (l *Ledger) KeepUnread(ctx context.Context, channel string, content []byte) error {
	n, _, err := l.e.unread(ctx, l.now())
	if err != nil || n >= mostUnread {
		return err
	}
	sum := sha256.Sum256(content)
	id := "unread/" + channel + "/" + hex.EncodeToString(sum[:16])
	return l.HostFile(ctx, id, bot.File{Name: "unread", Type: "application/json", Bytes: content}, l.now().Add(unreadFor))
}

// unread counts what is kept, and tells until when the newest is.
func (e *engine) unread(ctx context.Context, now time.Time) (n int, until int64, err error) {
	err = e.query(ctx, statement{text: countUnread, args: []any{millis(now)}, each: func(scan scanner) error { return scan(&n, &until) }})
	if err != nil {
		return 0, 0, fmt.Errorf("count what could not be read: %w", err)
	}
	return n, until, nil
}

// Unread tells how much the database at url keeps that could not be read, and
// since when the newest. It changes nothing.
func Unread(ctx context.Context, url string) (n int, newest time.Time, err error) {
	e, err := openEngine(ctx, url)
	if err != nil {
		return 0, time.Time{}, err
	}
	defer func() { _ = e.close() }() // it only read
	n, until, err := e.unread(ctx, time.Now())
	if err != nil || n == 0 {
		return 0, time.Time{}, err
	}
	return n, time.UnixMilli(until).Add(-unreadFor), nil
}
