package ledger

import (
	"context"
	"fmt"
	"time"
)

// Sealed gives an encrypted token by its name, its version, and since when
// somebody renews it (the zero time: nobody does); version 0: there is none.
func (l *Ledger) Sealed(ctx context.Context, token string) (secret string, version int64, renewing time.Time, err error) {
	var since int64
	err = l.e.query(ctx, statement{
		text: `SELECT secret, version, renewing FROM sealed WHERE name = $1`,
		args: []any{key(token)},
		each: func(scan scanner) error { return scan(&secret, &version, &since) },
	})
	if err != nil {
		return "", 0, time.Time{}, fmt.Errorf("read a sealed token: %w", err)
	}
	if since != 0 {
		renewing = l.instant(since)
	}
	return secret, version, renewing, nil
}

// Renewing marks a token, of this version, as being renewed; false: somebody
// else did, or it is another one by now.
func (l *Ledger) Renewing(ctx context.Context, token string, version int64) (bool, error) {
	return l.sealedOne(ctx, `UPDATE sealed SET renewing = $1 WHERE name = $2 AND version = $3 AND renewing = 0`,
		millis(l.now()), key(token), version)
}

// NotRenewed takes the mark back, where the old token surely still works.
func (l *Ledger) NotRenewed(ctx context.Context, token string, version int64) error {
	_, err := l.sealedOne(ctx, `UPDATE sealed SET renewing = 0 WHERE name = $1 AND version = $2`, key(token), version)
	return err
}

// Seal keeps a token in place of the one of this version (0: of none) and
// takes the mark away; false: it was another one by now.
func (l *Ledger) Seal(ctx context.Context, token string, version int64, secret string) (bool, error) {
	if version == 0 {
		return l.sealedOne(ctx, `INSERT INTO sealed (name, version, secret, renewing) VALUES ($1, 1, $2, 0)
ON CONFLICT (name) DO NOTHING`, key(token), secret)
	}
	return l.sealedOne(ctx, `UPDATE sealed SET secret = $1, version = version + 1, renewing = 0 WHERE name = $2 AND version = $3`,
		secret, key(token), version)
}

func (l *Ledger) sealedOne(ctx context.Context, text string, args ...any) (bool, error) {
	n, err := l.e.exec(ctx, text, args...)
	if err != nil {
		return false, fmt.Errorf("keep a sealed token: %w", err)
	}
	return n == 1, nil
}

// SealedAt is Sealed of the ledger at url, which it does not open otherwise:
// nothing is migrated, and nothing written.
func SealedAt(ctx context.Context, url, token string) (secret string, version int64, renewing time.Time, err error) {
	e, err := openEngine(ctx, url)
	if err != nil {
		return "", 0, time.Time{}, err
	}
	defer func() { _ = e.close() }() // it only read
	return (&Ledger{e: e, location: time.UTC}).Sealed(ctx, token)
}
