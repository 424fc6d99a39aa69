package bot_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// A reply that could not be sent until it is of no use is dropped, and
// counted; what is said before its time is up arrives.
func TestDropsWhatIsOfNoUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		down := time.Now().Add(time.Hour)
		p := &platform{behave: func(context.Context, bot.Reply) error {
			if time.Now().Before(down) {
				return &bot.SendError{Kind: bot.Misconfigured, Err: errors.New("down")}
			}
			return nil
		}}
		b := &box{}
		until := func(chat string, d time.Duration) bot.Reply {
			r := notice(chat, "nhắc")
			r.Until = time.Now().Add(d)
			return r
		}
		b.add(0, until("too late", 50*time.Minute), until("in time", 2*time.Hour), notice("whenever", "tin"))
		var mu sync.Mutex
		var expired []string
		s := newSender(t, bot.SenderOptions{Outbox: b, Observe: func(out bot.Outgoing, failure bot.Failure, _, _ time.Duration) {
			if failure == bot.Expired {
				mu.Lock()
				defer mu.Unlock()
				expired = append(expired, out.Reply.To.Chat)
			}
		}}, p)
		time.Sleep(90 * time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if !slices.Equal(expired, []string{"too late"}) || b.open() != 0 {
			t.Errorf("expired %q, %d are open: %s", expired, b.open(), b.happened())
		}
		if len(p.texts("too late")) != 0 || len(p.texts("in time")) != 1 || len(p.texts("whenever")) != 1 {
			t.Errorf("sent %v", p.shown)
		}
		closeNow(t, s)
	})
}

// Notices wait for the end of the night; answers do not, and what is of no
// use by then is dropped.
func TestNoticesRestAtNight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		night, morning := began.Add(time.Hour), began.Add(10*time.Hour)
		p := &platform{}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b, Rest: func(now time.Time) time.Time {
			if now.Before(night) {
				return time.Time{}
			}
			return morning
		}}, p)
		b.add(0, notice("a", "chiều"))
		time.Sleep(90 * time.Minute)
		short := notice("c", "hết hạn")
		short.Until = began.Add(3 * time.Hour)
		b.add(0, notice("b", "đêm"), short, to("a", "trả lời"))
		time.Sleep(time.Minute)
		if got := p.texts("a"); !slices.Equal(got, []string{"chiều", "trả lời"}) || len(p.texts("b")) != 0 || b.open() != 1 {
			t.Errorf("at night a hears %q, b %q, %d are open", got, p.texts("b"), b.open())
		}
		time.Sleep(time.Until(morning) + time.Minute)
		if len(p.texts("b")) != 1 || len(p.texts("c")) != 0 || b.open() != 0 {
			t.Errorf("in the morning b hears %q, c %q", p.texts("b"), p.texts("c"))
		}
		if at := p.times[len(p.times)-1]; at.Before(morning) {
			t.Errorf("b hears it %v before the morning", morning.Sub(at))
		}
		closeNow(t, s)
	})
}
