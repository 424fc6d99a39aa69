package bot

import (
	"errors"
	"time"
)

// errOverdue is a reply that is of no use any more.
var errOverdue = errors.New("bot: too late to be of use")

// overdue tells whether an item is of no use at a time.
func (it *item) overdue(at time.Time) bool {
	until := it.out.Reply.Until
	return !until.IsZero() && !at.Before(until)
}

// untimely tells whether an item must not be sent at a time: because it is of
// no use any more, or since nobody is written to unasked at night. What was
// begun is brought to its end, unless it is an answer that nobody waits for.
func (s *Sender) untimely(it *item, at time.Time) error {
	if it.out.ID == 0 && at.Sub(it.came) > s.Life {
		return errOverdue
	}
	if it.begun {
		return nil
	}
	if it.overdue(at) {
		return errOverdue
	}
	if s.Rest == nil || !it.lane.notice {
		return nil
	}
	switch rest := s.Rest(at); {
	case !rest.After(at):
		return nil
	case it.overdue(rest):
		return errOverdue
	default:
		return leftError{rest}
	}
}

// overdue drops an item that is of no use any more, and counts it.
func (s *Sender) overdue(it *item) {
	if s.Observe != nil {
		s.Observe(it.out, Expired, s.Now().Sub(it.came), 0)
	}
	s.giveUp(it, errOverdue)
}
