package zalooa_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// TestALookStaysOwedWhileAnotherLeads: a replica whose delivery was not taken
// asks soon whether it may look, and again, since the one that leads may have
// looked before, or be dead. What comes again while it waits, waits once.
func TestALookStaysOwedWhileAnotherLeads(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	synctest.Test(t, func(t *testing.T) {
		var asked, tried atomic.Int64
		c := newChannel(t, s, func(o *zalooa.Options) {
			o.CatchUp = time.Hour
			o.Lead = func(context.Context) bool { asked.Add(1); return false }
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- c.Run(ctx, func(context.Context, bot.Message) error {
				tried.Add(1)
				time.Sleep(20 * time.Second)
				return errors.New("the store is away")
			})
		}()
		time.Sleep(10 * time.Minute)
		if asked.Load() != 1 {
			t.Errorf("asked %d times though nothing was refused", asked.Load())
		}
		raw, at := event(s, "mai", time.Now())
		for range 3 {
			if w := post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret)); w.Code != 503 {
				t.Errorf("answered %d", w.Code)
			}
		}
		time.Sleep(4 * time.Minute)
		if tried.Load() != 1 || asked.Load() < 3 {
			t.Errorf("tried %d times, asked %d times", tried.Load(), asked.Load())
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
