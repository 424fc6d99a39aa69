package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// bring sends one reply, all its parts, and settles it.
func (s *Sender) bring(it *item) {
	l := s.lines[[2]string{it.lane.to.Channel, it.lane.to.Bot}]
	it.rest = Degrade(it.out.Reply, l.ability)
	for tries := it.out.Attempts; ; tries++ {
		err := s.sendRest(l, it)
		if err == nil {
			s.done(it)
			it.ended(nil)
			return
		}
		if left, ok := errors.AsType[leftError](err); ok {
			if s.resumed(it, left.at) {
				continue
			}
			s.later(it, left.at, err)
			return
		}
		if errors.Is(err, errOverdue) {
			s.overdue(it)
			return
		}
		if s.life.Err() != nil || errors.Is(err, errLease) {
			s.release(it) // its lease will end; another takes it
			it.ended(err)
			return
		}
		failure := failureOf(err)
		if !s.carryOut(l, it, decide(it.out, failure, tries, it.doubts), err) {
			return
		}
		if failure.Kind == Unknown {
			it.doubts++
		}
	}
}

// sendRest sends the parts that are not sent yet.
func (s *Sender) sendRest(l *line, it *item) error {
	for len(it.rest) > 0 {
		if err := s.sendPart(l, it); err != nil {
			return err
		}
		it.rest = it.rest[1:]
		it.begun = true
	}
	return nil
}

func (s *Sender) sendPart(l *line, it *item) error {
	if err := s.untimely(it, s.Now()); err != nil {
		return err
	}
	if err := s.keepLease(it); err != nil {
		return err
	}
	t, err := s.wait(l, it)
	if err != nil {
		return err
	}
	began := s.Now()
	limit, err := s.leased(it, began)
	if err == nil {
		err = s.untimely(it, began)
	}
	if err != nil {
		t.end(false)
		return err
	}
	ctx, cancel := context.WithTimeout(s.of(it), limit)
	defer cancel()
	err = send(ctx, l.channel, it.rest[0])
	t.end(err == nil)
	failure := Failure("")
	if err != nil {
		failure = failureOf(err).Kind
	} else {
		l.arrived()
	}
	if s.Observe != nil {
		s.Observe(it.out, failure, began.Sub(it.came), s.Now().Sub(began))
	}
	s.Logger.DebugContext(ctx, "reply sent", "channel", it.lane.to.Channel, "waited", began.Sub(it.came), "took", s.Now().Sub(began), "failure", failure)
	return err
}

// send guards against a channel that panics over a reply.
func send(ctx context.Context, c Channel, r Reply) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &SendError{Kind: Rejected, Err: panicked(cause)}
		}
	}()
	return c.Send(ctx, r)
}

// failureOf reads a channel's error; one that says nothing is unknown.
func failureOf(err error) *SendError {
	var failure *SendError
	if errors.As(err, &failure) {
		return failure
	}
	return &SendError{Kind: Unknown, Err: err}
}

// act is what to do about a failed send.
type act string

const (
	again  act = "again"
	giveUp act = "give up"
)

// verdict is the decision about a failed send.
type verdict struct {
	act   act
	wait  time.Duration // before again
	park  bool          // the chat for that long
	gone  bool          // tell that the chat is unreachable
	alarm bool          // close the channel, tell the operator
	quiet bool          // not worth a line in the log
}

const (
	mostTries   = 1000 // of a kept reply whose sends do not happen, one a minute: most of a day
	mostRepeats = 2    // of a confirmation that may have arrived, in one hand
	mostHands   = 10   // that such a one may pass through
)

// decide is the one place that says what a failure means. tries is how often
// the reply failed before, doubts how often it may have arrived.
func decide(out Outgoing, failure *SendError, tries, doubts int) verdict {
	switch failure.Kind {
	case RetryAfter:
		if tries >= mostTries {
			return verdict{act: giveUp}
		}
		if failure.Wait > 0 {
			return verdict{act: again, wait: failure.Wait, park: true, quiet: true}
		}
		return verdict{act: again, wait: growing(tries)}
	case Postponed: // other replies of the chat may pass
		if tries >= mostTries {
			return verdict{act: giveUp}
		}
		return verdict{act: again, wait: failure.Wait, quiet: true}
	case GoneAway:
		return verdict{act: giveUp, gone: true, quiet: true}
	case Rejected:
		return verdict{act: giveUp}
	case Misconfigured:
		return verdict{act: again, alarm: true}
	default:
		// What a message brought bears its report's number, so a double says
		// nothing new. Other doubles would.
		if out.ID != 0 && !out.Reply.Notice && doubts < mostRepeats && out.Attempts < mostHands {
			return verdict{act: again, wait: 5 * time.Second << doubts}
		}
		return verdict{act: giveUp}
	}
}

// growing is a pause of 1 s, 2 s, 4 s ... to a minute.
func growing(tries int) time.Duration { return min(time.Second<<min(tries, 6), time.Minute) }

// carryOut does what was decided, and tells whether to send again now.
func (s *Sender) carryOut(l *line, it *item, v verdict, err error) bool {
	now := s.Now()
	wait := v.wait + time.Duration(rand.Int64N(int64(v.wait)/8+1))
	if v.alarm {
		open, news := l.pause(now)
		wait = open.Sub(now)
		if news && s.Alarm != nil {
			s.Alarm(s.life, it.lane.to.Channel, it.lane.to.Bot, err)
		}
	}
	if v.park {
		s.park(l, it.lane.to, now, wait)
	}
	if v.gone && s.Unreachable != nil {
		s.Unreachable(s.life, it.lane.to)
	}
	if !v.quiet {
		s.Logger.WarnContext(s.of(it), "send failed", "channel", it.lane.to.Channel, "act", v.act, "error", err)
	}
	switch {
	case v.act == giveUp:
		s.giveUp(it, err)
		return false
	case s.tooLong(it, now.Add(wait)):
		if s.resumed(it, now.Add(wait)) {
			return true
		}
		s.later(it, now.Add(wait), err)
		return false
	}
	switch waited := s.sleep(wait); waited.(type) { //nolint:errorlint // sleep wraps nothing
	case nil:
		return true
	case leftError:
		s.later(it, now.Add(wait), err)
	default:
		s.release(it)
		it.ended(waited)
	}
	return false
}
