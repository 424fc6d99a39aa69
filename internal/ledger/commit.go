package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

const (
	// batchSize is how many bookings share one commit at most.
	batchSize = 256
	// flushTime is how long a commit may take before its callers are told that
	// it failed; whether it happened, the message's key tells at its redelivery.
	flushTime = 15 * time.Second
	// aloneTime is how long a change of the records may take.
	aloneTime = 15 * time.Minute
)

// job is what the committer does next: a booking, which may share a commit,
// or something else that moves the head.
type job struct {
	booking *pending
	alone   func(ctx context.Context) error
	done    chan error // of alone
}

// pending is a booking on its way to the ledger.
type pending struct {
	key     string
	msg     bot.Message
	booking coverage.Booking
	say     func(coverage.Receipt) bot.Outcome

	out  []bot.Outgoing
	err  error
	done chan struct{}
}

// Commit writes what a message comes to: its key, the entries that b.Decide
// gives (none where it is nil), the replies that say makes of the receipt, and
// the chat's state, all or nothing. The replies it returns are leased to the
// caller; whatever is not reported Done, Later or GiveUp within Lease is
// handed to who Claims next. Decide and say may be called more than once.
//
// The error is coverage.ErrDuplicate where the message is known,
// coverage.ErrStale where b was computed from other records or from entries
// that were taken back since, or whatever Decide returned; nothing is written
// then. After any other error it may have been written: ask again with the
// same message. The same holds when ctx ends.
func (l *Ledger) Commit(ctx context.Context, msg bot.Message, b coverage.Booking, say func(coverage.Receipt) bot.Outcome) ([]bot.Outgoing, error) {
	p := &pending{key: messageKey(msg), msg: msg, booking: b, say: say, done: make(chan struct{})}
	if err := l.enqueue(ctx, job{booking: p}); err != nil {
		return nil, err
	}
	select {
	case <-p.done:
		return p.out, p.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// exclusively runs f in the committer's turn.
func (l *Ledger) exclusively(ctx context.Context, f func(ctx context.Context) error) error {
	j := job{alone: f, done: make(chan error, 1)}
	if err := l.enqueue(ctx, j); err != nil {
		return err
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l *Ledger) enqueue(ctx context.Context, j job) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.gate.RLock()
	defer l.gate.RUnlock()
	if l.shut {
		return errClosed
	}
	select {
	case l.queue <- j:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// commitAll is the committer: it takes everything that waits into one commit.
func (l *Ledger) commitAll() {
	for j := range l.queue {
		for batch := []*pending(nil); ; {
			if j.alone != nil {
				l.flushAll(batch)
				batch = nil
				j.done <- l.runAlone(j)
			} else {
				batch = append(batch, j.booking)
			}
			var more bool
			if len(batch) < batchSize {
				select {
				case j, more = <-l.queue:
				default:
				}
			}
			if !more {
				l.flushAll(batch)
				break
			}
		}
	}
}

// runAlone does what shares no commit.
func (l *Ledger) runAlone(j job) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), aloneTime)
	defer cancel()
	return j.alone(ctx)
}

// flushAll commits a batch, and where something in it cannot be stored, each
// booking by itself.
func (l *Ledger) flushAll(batch []*pending) {
	if len(batch) == 0 {
		return
	}
	err := l.flush(batch)
	switch {
	case err == nil:
	case len(batch) > 1 && l.e.blamesRow(err):
		l.log.Warn("one booking of a shared commit cannot be stored; committing one by one", "bookings", len(batch), "error", err)
		for _, p := range batch {
			l.flushAll([]*pending{p})
		}
		return
	default:
		for _, p := range batch {
			p.out, p.err = nil, fmt.Errorf("commit: %w", err)
		}
	}
	for _, p := range batch {
		close(p.done)
	}
}

func (e *engine) blamesRow(err error) bool {
	if e.postgres {
		return postgresBlamesRow(err)
	}
	return sqliteBlamesRow(err)
}

// errPanic is a Decide or say that panicked.
var errPanic = errors.New("booking panicked")

// decide and speak keep one booking's panic from the others.
func (p *pending) decide(since []coverage.Entry) (entries []coverage.Entry, err error) {
	defer func() {
		if r := recover(); r != nil {
			entries, err = nil, fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	return p.booking.Decide(since)
}

func (p *pending) speak(r coverage.Receipt) (o bot.Outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	if p.say == nil {
		return bot.Outcome{}, nil
	}
	return p.say(r), nil
}
