package bot_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// TestNoSendOutlastsItsLease: while the platform hangs, a reply is on its way
// from one replica at a time.
func TestNoSendOutlastsItsLease(t *testing.T) {
	t.Parallel()
	for what, reply := range map[string]bot.Reply{
		"a notice": notice("c", "nhắc"), "a confirmation": to("c", "Đã ghi #1"),
		"a picture": {To: to("c", "").To, Text: "x", Picture: &bot.File{Name: "x.png", Type: "image/png"}},
	} {
		for _, waits := range []time.Duration{0, 16 * time.Second, 22 * time.Second} {
			t.Run(fmt.Sprint(what, " ", waits), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					var inside, calls atomic.Int32
					p := &platform{able: bot.Abilities{Pictures: true}, behave: func(ctx context.Context, r bot.Reply) error {
						if r.Text == "trước" {
							time.Sleep(waits)
							return nil
						}
						if inside.Add(1) > 1 {
							t.Error("two send it at once")
						}
						calls.Add(1)
						<-ctx.Done()
						inside.Add(-1)
						return fail(bot.Unknown, 0)
					}}
					b := &box{}
					one, two := newSender(t, bot.SenderOptions{Outbox: b, Lease: 30 * time.Second}, p), newSender(t, bot.SenderOptions{Outbox: b, Lease: 30 * time.Second}, p)
					before := reply
					before.Text, before.Picture = "trước", nil
					one.Queue(bot.Outgoing{Reply: before})
					one.Queue(b.add(30*time.Second, reply)...)
					time.Sleep(2 * time.Minute)
					if n := calls.Load(); n == 0 || reply.Notice && n > 1 {
						t.Errorf("%d sends", n)
					}
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					defer cancel()
					_, _ = one.Close(ctx), two.Close(ctx)
				})
			})
		}
	}
}

// TestALeaseIsCountedFromItsBegin: a commit that took long has used up a part.
func TestALeaseIsCountedFromItsBegin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &box{}
		var ended time.Time
		p := &platform{behave: func(ctx context.Context, _ bot.Reply) error {
			<-ctx.Done()
			ended = time.Now()
			return fail(bot.Rejected, 0)
		}}
		s := newSender(t, bot.SenderOptions{Outbox: b, Lease: 30 * time.Second}, p)
		outs := b.add(15*time.Second, to("c", "Đã ghi #1"))
		outs[0].Leased = time.Now().Add(15 * time.Second)
		began := time.Now()
		s.Queue(outs...)
		time.Sleep(time.Minute)
		closeNow(t, s) // who sent has ended
		if took := ended.Sub(began); took <= 0 || took >= 15*time.Second {
			t.Errorf("it was on its way for %v of a lease of 15 s", took)
		}
	})
}

// TestPartsAreSentOnce: what is of several parts goes on where the platform
// refused it for its pace, and however long all its parts take.
func TestPartsAreSentOnce(t *testing.T) {
	t.Parallel()
	for name, pace := range map[string]bot.Pace{
		"refused": {},
		"slow":    {Chat: func(chat string) (string, bot.Rate) { return chat, bot.Rate{N: 6, Per: time.Minute} }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var refused atomic.Int32
				p := &platform{able: bot.Abilities{Limit: 4}, pace: pace, behave: func(_ context.Context, r bot.Reply) error {
					if r.Text == "hai" && name == "refused" && refused.Add(1) <= 2 {
						return fail(bot.RetryAfter, time.Minute)
					}
					return nil
				}}
				b := &box{}
				one, two := newSender(t, bot.SenderOptions{Outbox: b, Lease: 30 * time.Second}, p), newSender(t, bot.SenderOptions{Outbox: b, Lease: 30 * time.Second}, p)
				one.Queue(b.add(30*time.Second, to("c", "một\nhai\nba\nbốn\nnăm\nsáu"))...)
				time.Sleep(5 * time.Minute)
				if got := fmt.Sprint(p.texts("c")); got != "[một hai ba bốn năm sáu]" || b.open() != 0 {
					t.Errorf("shown %s, %d open", got, b.open())
				}
				closeNow(t, one)
				closeNow(t, two)
			})
		})
	}
}

// TestAnswersWaitNoLongerThanTheyAreOfUse: while the platform hangs, answers to
// questions are dropped after a minute, and no more are held than replies may be.
func TestAnswersWaitNoLongerThanTheyAreOfUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hangs := make(chan struct{})
		p := &platform{behave: func(context.Context, bot.Reply) error { <-hangs; return nil }}
		s := newSender(t, bot.SenderOptions{Hold: 500, Parallel: 8, SendTime: time.Hour}, p)
		var sent []*bot.Sent
		for i := range 1000 {
			sent = append(sent, s.Queue(bot.Outgoing{Reply: to(fmt.Sprint(i), "5 hgđ")}))
		}
		time.Sleep(time.Second)
		if _, lanes := bot.Held(s); lanes > 500 {
			t.Errorf("%d chats' answers are held", lanes)
		}
		time.Sleep(2 * time.Minute)
		if _, lanes := bot.Held(s); lanes > 8 {
			t.Errorf("after two minutes %d chats' answers are held", lanes)
		}
		close(hangs)
		for _, one := range sent {
			_ = one.Wait(t.Context())
		}
		if len(p.shown) > 8 {
			t.Errorf("%d answers of long ago were sent", len(p.shown))
		}
		closeNow(t, s)
	})
}
