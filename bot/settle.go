package bot

import (
	"context"
	"errors"
	"slices"
	"time"
)

// done notes a sent reply; many are settled in one go.
func (s *Sender) done(it *item) {
	if it.out.ID == 0 {
		return
	}
	s.mu.Lock()
	for _, one := range it.all() {
		s.settled = append(s.settled, one.out.ID)
	}
	s.mu.Unlock()
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

// later leaves a reply to the outbox until a time.
func (s *Sender) later(it *item, at time.Time, why error) {
	if it.out.ID != 0 {
		s.settle("put off", func(ctx context.Context) error {
			return each(it, func(id int64) error { return s.Outbox.Later(ctx, id, at, why.Error()) })
		})
		s.release(it)
	}
	it.ended(why)
}

// giveUp settles a reply that will not be sent.
func (s *Sender) giveUp(it *item, why error) {
	if it.out.ID != 0 {
		s.settle("give up", func(ctx context.Context) error {
			return each(it, func(id int64) error { return s.Outbox.GiveUp(ctx, id, why.Error()) })
		})
		s.release(it)
	}
	it.ended(why)
}

// each tells the outbox of every reply that an item tells.
func each(it *item, tell func(id int64) error) error {
	var errs error
	for _, one := range it.all() {
		errs = errors.Join(errs, tell(one.out.ID))
	}
	return errs
}

// settle tells the outbox, three times if it must. After that the lease ends
// and the reply comes again.
func (s *Sender) settle(what string, tell func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.life), 10*time.Second)
	defer cancel()
	var err error
	for _, pause := range []time.Duration{200 * time.Millisecond, time.Second, 0} {
		if err = tell(ctx); err == nil || s.sleep(pause) != nil {
			break
		}
	}
	if err == nil {
		return
	}
	s.Logger.Error("outbox not told", "what", what, "error", err)
}

// settling tells the outbox what was sent, gathered over some milliseconds,
// and goes on until it knows.
func (s *Sender) settling() {
	defer s.loops.Done()
	const gather, most = 20 * time.Millisecond, 500
	for last := false; !last; {
		select {
		case <-s.ready:
			_ = s.sleep(gather)
		case <-s.life.Done():
			last = true
		}
		for s.settleSome(most, last) {
		}
	}
}

// settleSome settles at most n, and tells whether there are more.
func (s *Sender) settleSome(n int, last bool) bool {
	s.mu.Lock()
	ids := slices.Clone(s.settled[:min(n, len(s.settled))])
	s.mu.Unlock()
	if len(ids) == 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.life), 5*time.Second)
	defer cancel()
	if err := s.Outbox.Done(ctx, ids...); err != nil {
		s.Logger.Error("outbox not told", "what", "sent", "count", len(ids), "error", err)
		return !last && s.sleep(time.Second) == nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settled = slices.Delete(s.settled, 0, len(ids))
	for _, id := range ids {
		delete(s.held, id)
	}
	s.roomed()
	return len(s.settled) > 0
}

// sweeping claims what was left over: notices, what a crash left, what was
// put off.
func (s *Sender) sweeping() {
	defer s.loops.Done()
	tick := time.NewTicker(s.Sweep)
	defer tick.Stop()
	more := true
	for {
		if more && s.room() {
			more = s.claim()
		}
		wake := s.wake
		if !more {
			wake = nil
		}
		select {
		case <-s.stop:
			return
		case <-wake:
		case <-tick.C:
			more = true
			for _, l := range s.lines {
				l.chats.forget(s.Now())
			}
		}
	}
}

func (s *Sender) room() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.held) <= s.Batch/2
}

// claim takes a batch from the outbox, and tells whether there may be more.
func (s *Sender) claim() bool {
	ctx, cancel := context.WithTimeout(s.life, 10*time.Second)
	defer cancel()
	outs, err := s.Outbox.Claim(ctx, s.Batch, s.Lease)
	if err != nil {
		s.Logger.Error("outbox not read", "error", err)
		return false
	}
	s.Queue(outs...)
	return len(outs) == s.Batch
}

// noOutbox keeps nothing.
type noOutbox struct{}

func (noOutbox) Claim(context.Context, int, time.Duration) ([]Outgoing, error) { return nil, nil }
func (noOutbox) Done(context.Context, ...int64) error                          { return nil }
func (noOutbox) Later(context.Context, int64, time.Time, string) error         { return nil }
func (noOutbox) GiveUp(context.Context, int64, string) error                   { return nil }
