package bot

import (
	"context"
	"sync"
	"time"
)

// line is one channel as the sender uses it.
type line struct {
	channel  Channel
	ability  Abilities
	pace     Pace
	chats    meter
	notices  *window // nil: no limit
	gate     chan struct{}
	parallel chan struct{}

	mu     sync.Mutex
	open   time.Time // nothing is sent before
	calm   time.Time // no notice is sent before
	alarms int       // since a send arrived
	floods map[string]time.Time
}

func newLine(c Channel, o *SenderOptions) *line {
	l := &line{
		channel:  c,
		ability:  c.Abilities(),
		gate:     make(chan struct{}, 1),
		parallel: make(chan struct{}, o.Parallel),
		floods:   map[string]time.Time{},
	}
	if l.ability.Link == nil {
		l.ability.Link = o.Link
	}
	if paced, ok := c.(Paced); ok {
		l.pace = paced.Pace()
	}
	if l.pace.Notices.N > 0 {
		l.notices = newWindow(l.pace.Notices, l.pace.Jitter)
	}
	return l
}

// bucket gives what a chat's pace is kept under.
func (l *line) bucket(chat string) (string, Rate) {
	if l.pace.Chat == nil {
		return chat, Rate{}
	}
	return l.pace.Chat(chat)
}

// shut tells how long the line is closed, for notices or for all.
func (l *line) shut(notice bool, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := l.open
	if notice && l.calm.After(until) {
		until = l.calm
	}
	return until.Sub(now)
}

// arrived notes that the channel works.
func (l *line) arrived() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.alarms = 0
}

// pause closes the line, longer each time, and tells until when and whether
// that is news.
func (l *line) pause(now time.Time) (until time.Time, news bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open.After(now) {
		return l.open, false
	}
	l.open = now.Add(min(time.Minute<<min(l.alarms, 4), 10*time.Minute))
	l.alarms++
	return l.open, true
}

// flooded notes that the platform refused a chat for its pace. When it does so
// to several within seconds it means the bot: then notices wait as well, and
// it tells so.
func (l *line) flooded(bucket string, now, until time.Time) (calmed bool) {
	const seconds = 10 * time.Second
	l.chats.park(bucket, until)
	l.mu.Lock()
	defer l.mu.Unlock()
	for other, at := range l.floods {
		if now.Sub(at) > seconds {
			delete(l.floods, other)
		}
	}
	l.floods[bucket] = now
	if calmed = len(l.floods) > 1 && until.After(l.calm); calmed {
		l.calm = until
	}
	return calmed
}

// park keeps every replica from a chat, and from notices where it means the bot.
func (s *Sender) park(l *line, to Address, now time.Time, during time.Duration) {
	bucket, _ := l.bucket(to.Chat)
	calmed := l.flooded(bucket, now, now.Add(during))
	if s.Park == nil {
		return
	}
	s.Park(s.life, ofChat(to, bucket), during)
	if calmed {
		s.Park(s.life, ofNotices(to), during)
	}
}

// ofChat and ofNotices name what replicas share.
func ofChat(to Address, bucket string) string {
	return "chat/" + to.Channel + "/" + to.Bot + "/" + bucket
}
func ofNotices(to Address) string { return "notices/" + to.Channel + "/" + to.Bot }

// turn is leave to send one reply. It must be ended.
type turn struct {
	line *line
	slot int // of the window, -1: none
	now  func() time.Time
}

func (t turn) end(arrived bool) {
	<-t.line.parallel
	if t.slot >= 0 {
		t.line.notices.answered(t.slot, t.now(), arrived)
	}
}

// wait waits until an item may be sent: for its chat, then for the bot.
func (s *Sender) wait(l *line, it *item) (turn, error) {
	bucket, rate := l.bucket(it.lane.to.Chat)
	err := s.until(func() (time.Duration, error) {
		wait := l.shut(it.lane.notice, s.Now())
		if wait <= 0 {
			wait = l.chats.take(bucket, rate, s.Now())
		}
		return s.worthwhile(it, wait)
	})
	if err == nil {
		err = s.shared(s.Allow, it, ofChat(it.lane.to, bucket), rate)
	}
	if err == nil && it.lane.notice { // one by one, so that they leave in order
		if err = s.enter(l.gate, it); err == nil {
			defer func() { <-l.gate }()
		}
	}
	if err == nil {
		err = s.enter(l.parallel, it)
	}
	if err != nil {
		return turn{}, err
	}
	slot, err := s.slot(l, it)
	if err != nil {
		<-l.parallel
	}
	return turn{l, slot, s.Now}, err
}

// enter waits for room, as long as the item is of use or ours.
func (s *Sender) enter(room chan struct{}, it *item) error {
	select {
	case room <- struct{}{}:
		return nil
	default:
	}
	late := time.NewTimer(s.patience(it))
	defer late.Stop()
	select {
	case room <- struct{}{}:
		return nil
	case <-late.C:
		if it.out.ID == 0 {
			return errOverdue
		}
		return errLease
	case <-s.life.Done():
		return s.life.Err()
	}
}

// patience is for how long an item may still wait.
func (s *Sender) patience(it *item) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if it.out.ID == 0 {
		return it.came.Add(s.Life).Sub(s.Now())
	}
	return it.lease.Sub(s.Now())
}

// slot waits for the bot's own limit; an answer for one step at most. What all
// replicas share comes last: between its leave and the send nothing may wait.
func (s *Sender) slot(l *line, it *item) (slot int, err error) {
	if l.notices == nil {
		return -1, nil
	}
	if !it.lane.notice {
		return s.urgentSlot(l.notices)
	}
	err = s.until(func() (wait time.Duration, _ error) {
		slot, wait = l.notices.take(s.Now())
		return wait, nil
	})
	if err != nil {
		return -1, err
	}
	if err = s.shared(s.Share, it, ofNotices(it.lane.to), evenly(l.pace.Notices)); err != nil {
		l.notices.answered(slot, s.Now(), false)
		return -1, err
	}
	l.notices.left(slot, s.Now())
	return slot, nil
}

// evenly is the rate without bursts that keeps below a limit though what leaves
// may be on its way a tenth longer than what left before, and ten milliseconds
// late.
func evenly(limit Rate) Rate {
	return Rate{N: max(limit.N*9/10, 1), Per: limit.Per, Burst: 1}
}

func (s *Sender) urgentSlot(w *window) (int, error) {
	slot, wait := w.takeUrgent(s.Now(), true)
	if wait <= 0 {
		return slot, nil
	}
	w.hurry(1)
	defer w.hurry(-1)
	enough := s.Now().Add(min(wait, w.step()))
	err := s.until(func() (left time.Duration, _ error) {
		slot, left = w.takeUrgent(s.Now(), s.Now().Before(enough))
		return min(left, enough.Sub(s.Now())), nil
	})
	return slot, err
}

// shared asks the other replicas.
func (s *Sender) shared(allow func(context.Context, string, int, time.Duration, int) (bool, time.Duration), it *item, bucket string, r Rate) error {
	if allow == nil || r.N <= 0 {
		return nil
	}
	return s.until(func() (time.Duration, error) {
		ok, wait := allow(s.life, bucket, r.N, r.Per, max(r.Burst, 1))
		if ok {
			return 0, nil
		}
		return s.worthwhile(it, max(wait, time.Millisecond))
	})
}

// worthwhile leaves a reply that would have to wait too long to the outbox.
func (s *Sender) worthwhile(it *item, wait time.Duration) (time.Duration, error) {
	if at := s.Now().Add(wait); wait > 0 && s.tooLong(it, at) {
		return 0, leftError{at}
	}
	return wait, nil
}

// until asks again and again until there is nothing to wait for.
func (s *Sender) until(ask func() (time.Duration, error)) error {
	for {
		if err := s.life.Err(); err != nil {
			return err
		}
		wait, err := ask()
		if wait <= 0 || err != nil {
			return err
		}
		if err := s.sleep(wait); err != nil {
			return err
		}
	}
}

// leftError says that a reply is not to be held in memory, but tried again
// at a time.
type leftError struct{ at time.Time }

func (e leftError) Error() string { return "bot: not now" }

// sleep waits. While the sender closes it does not wait for long.
func (s *Sender) sleep(wait time.Duration) error {
	var closing chan struct{}
	if wait > time.Second {
		closing = s.stop
	}
	at := s.Now().Add(wait)
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-closing:
		return leftError{at}
	case <-s.life.Done():
		return s.life.Err()
	}
}
