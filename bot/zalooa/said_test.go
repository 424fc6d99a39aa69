package zalooa_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// TestAStuckRenewalRings where Redis, which may have the new pair, cannot be
// asked: nothing is sent until it can be, or an operator comes. Where Redis has
// nothing, it is the operator's at once, and nobody waits for Redis.
func TestAStuckRenewalRings(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		b.renews(b.replica()) // which is killed then
		time.Sleep(2 * time.Minute)
		b.alarm.Store(false)
		b.spares.away = errAway
		next := b.replica()
		b.sends(next, "ba", bot.RetryAfter)
		if !b.alarm.Load() {
			t.Error("nobody is told that nothing is sent")
		}
		b.spares.away = nil
		clear(b.spares.kept)
		b.sends(next, "bốn", bot.Misconfigured)
		if b.alarm.Load() {
			t.Error("a token is said to wait for the store, which nobody has")
		}
	})
}

// TestTheAlarmEndsWhereAnotherStoredThePair: who did not know where it was hears
// no more of it than that it is there.
func TestTheAlarmEndsWhereAnotherStoredThePair(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		b.renews(b.replica()) // which is killed then
		time.Sleep(2 * time.Minute)
		var alarm atomic.Bool
		change := b.change
		b.change = func(to *zalooa.Options) {
			change(to)
			to.Unstored = func(is bool) { alarm.Store(is) }
		}
		waits := b.replica()
		b.change = change
		b.spares.away = errAway
		b.sends(waits, "ba", bot.RetryAfter)
		b.spares.away = nil
		b.owed.vault.fails(nil, false)
		b.sends(b.replica(), "bốn", "")
		if !alarm.Load() {
			t.Error("there was no alarm")
		}
		b.sends(waits, "năm", "")
		if alarm.Load() {
			t.Error("the alarm goes on")
		}
	})
}

// TestAStuckRenewalStopsNoGoodToken: it is used as long as it holds, also where
// Redis cannot be asked for the newer one, and the alarm rings meanwhile.
func TestAStuckRenewalStopsNoGoodToken(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		c := b.replica()
		b.sends(c, "một", "")
		if ours, err := b.vault.Renewing(t.Context(), "", 2); !ours || err != nil { // by one that is killed then
			t.Fatal(ours, err)
		}
		time.Sleep(21 * time.Hour) // it is to be renewed by now
		b.spares.away = errAway
		before := s.Renewals()
		for range 30 {
			b.sends(c, "hai", "")
			time.Sleep(10 * time.Second)
		}
		if !b.alarm.Load() || s.Renewals() != before {
			t.Errorf("alarm: %v, renewed %d times", b.alarm.Load(), s.Renewals()-before)
		}
		if n := b.says("the tokens are not renewed"); n < 4 || n > 6 {
			t.Errorf("in five minutes the log tells of it %d times", n)
		}
	})
}

// TestTheLogTellsOfAPairAtMostEachMinute that cannot be stored, at once, with
// how often that was tried, and when it is over.
func TestTheLogTellsOfAPairAtMostEachMinute(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		const waits, over = "level=ERROR msg=\"zalooa: a new token is not stored yet", "level=INFO msg=\"zalooa: the new token is stored"
		c := b.replica()
		bottest.Run(t, c, new(bottest.Inbox).Receive)
		b.renews(c)
		if n := b.says(waits); n != 1 {
			t.Errorf("at first the log tells of it %d times", n)
		}
		for range 10 {
			b.sends(c, "ba", bot.RetryAfter)
			time.Sleep(time.Minute)
		}
		if n := b.says(waits); n < 8 || n > 12 || b.says(over) != 0 {
			t.Errorf("in ten minutes the log tells of it %d times, and that it is over %d times", n, b.says(over))
		}
		b.owed.vault.fails(nil, false)
		time.Sleep(time.Minute)
		b.sends(c, "bốn", "")
		if n := b.says(over); n != 1 {
			t.Errorf("the log tells %d times that it is over", n)
		}
	})
}

// TestARoutineRenewalWarnsOfNothing: another replica that looks while the new
// pair is in Redis and not yet in the store leaves it to who renewed it.
func TestARoutineRenewalWarnsOfNothing(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		one, two := b.replica(), b.replica()
		b.sends(one, "một", "")
		b.sends(two, "hai", "")
		before := s.Renewals()
		s.Revoke()
		b.vault.slow.Store(int64(2 * time.Second)) // as long as the pair is in Redis alone
		sent := make(chan error)
		go func() { sent <- one.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "ba"}) }()
		time.Sleep(time.Second)
		if err := two.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "bốn"}); err != nil {
			t.Error(err)
		}
		if err := <-sent; err != nil {
			t.Error(err)
		}
		if n := s.Renewals() - before; n != 1 || b.says("level=WARN")+b.says("level=ERROR") > 0 || b.spares.all() != 0 {
			t.Errorf("renewed %d times, %d left in Redis; the log says %s", n, b.spares.all(), b.log.String())
		}
	})
}

// TestHealthKnowsTheSpare: whether it has the pair of a renewal that came to no
// end, or cannot tell.
func TestHealthKnowsTheSpare(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		b.renews(b.replica()) // which is killed then
		time.Sleep(2 * time.Minute)
		looks := b.replica()
		if h, _ := looks.Health(t.Context()); !h.Stuck(time.Now()) || !h.Spared || h.SpareErr != nil {
			t.Errorf("it is there: %+v", h)
		}
		b.spares.away = errAway
		if h, _ := looks.Health(t.Context()); h.Spared || !errors.Is(h.SpareErr, errAway) {
			t.Errorf("it is away: %+v", h)
		}
		b.spares.away = nil
		clear(b.spares.kept)
		if h, _ := looks.Health(t.Context()); h.Spared || h.SpareErr != nil {
			t.Errorf("it is empty: %+v", h)
		}
	})
}
