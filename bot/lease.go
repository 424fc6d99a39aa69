package bot

import (
	"context"
	"errors"
	"time"
)

// errLease says that another sender may hold the reply by now.
var errLease = errors.New("bot: held too long")

// mostPause is how long a reply of which parts were sent waits in memory for
// the platform to take the others. The outbox would have it begin anew.
const mostPause = 10 * time.Minute

// lend notes until when an item is ours. No send of it begins so late that it
// may not come to its end, nor ends so late that a replica whose clock is
// before ours has it too.
func (s *Sender) lend(it *item, until time.Time) {
	it.lease, it.end = until.Add(-s.Lease*3/8), until.Add(-s.Lease/8)
}

// leased tells for how long a send that begins now may take.
func (s *Sender) leased(it *item, now time.Time) (time.Duration, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case it.out.ID == 0:
		return s.SendTime, nil
	case now.After(it.lease):
		return 0, errLease
	}
	return min(s.SendTime, it.end.Sub(now)), nil
}

// keepLease has an item be ours for longer where the lease may be too short:
// for what is slow to send, and for further parts.
func (s *Sender) keepLease(it *item) error {
	part, now := it.rest[0], s.Now()
	s.mu.Lock()
	left := it.lease.Sub(now)
	s.mu.Unlock()
	switch {
	case it.out.ID == 0:
		return nil
	case part.Picture != nil || part.File != nil:
		return s.prolong(it, now.Add(s.SendTime))
	case it.begun && left < s.Lease/2:
		return s.prolong(it, now)
	}
	return nil
}

// prolong has an item be ours for a lease more than until a time.
func (s *Sender) prolong(it *item, until time.Time) error {
	now := s.Now()
	s.mu.Lock()
	ours := it.out.ID != 0 && now.Before(it.end)
	left := it.end.Sub(now)
	s.mu.Unlock()
	if !ours {
		return errLease
	}
	until = until.Add(s.Lease)
	ctx, cancel := context.WithTimeout(s.life, min(left, 5*time.Second))
	defer cancel()
	if err := each(it, func(id int64) error { return s.Outbox.Later(ctx, id, until, "is being sent") }); err != nil {
		s.Logger.Warn("a reply may be sent by another", "error", err)
		return errLease
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lend(it, until)
	return nil
}

// resumed waits until a time with a reply of which parts were sent, and tells
// whether to go on with the others then.
func (s *Sender) resumed(it *item, at time.Time) bool {
	wait := at.Sub(s.Now())
	return it.begun && wait <= mostPause && s.prolong(it, at) == nil && s.sleep(wait) == nil
}

// tooLong tells whether a reply should not be held in memory until a time: a
// kept one because of its lease, another because nobody waits that long.
func (s *Sender) tooLong(it *item, at time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if it.out.ID == 0 {
		return at.Sub(it.came) > s.Life
	}
	return at.After(it.lease)
}
