package zalooa_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// TestOursHidesNoMissedMessage: what we sent later is the last of the talk, as
// a reminder is, and what the person wrote before it is found all the same.
func TestOursHidesNoMissedMessage(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Marked = func(context.Context) (time.Time, error) { return time.Now().Add(-time.Hour), nil }
	})
	s.Say("mai", "5 hgđ", time.Now().Add(-10*time.Minute))
	send(t, c, bot.Reply{To: to(s, "mai"), Text: "Nhắc báo cáo"})
	bottest.Run(t, c, in.Receive)
	bottest.Eventually(t, "what was missed", func() bool { return in.Texts() == "5 hgđ" })
}

// TestAChatThatFailsHoldsUpNoOther, and is looked at again until it is taken.
func TestAChatThatFailsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	var marked atomic.Int64
	var mended atomic.Bool
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Marked = func(context.Context) (time.Time, error) { return time.Now().Add(-time.Hour), nil }
		o.Mark = func(context.Context, time.Time) error { marked.Add(1); return nil }
	})
	for i := range 6 {
		s.Say(fmt.Sprint("user", i), fmt.Sprint("tin ", i), time.Now().Add(-10*time.Minute))
	}
	bottest.Run(t, c, func(ctx context.Context, m bot.Message) error {
		if m.Text == "tin 3" && !mended.Load() {
			return errors.New("not now")
		}
		return in.Receive(ctx, m)
	})
	bottest.Eventually(t, "the others", func() bool { return len(in.All()) == 5 })
	if strings.Contains(in.Texts(), "tin 3") || marked.Load() != 0 {
		t.Errorf("received %s, marked %d times", in.Texts(), marked.Load())
	}
	mended.Store(true)
	bottest.Eventually(t, "the one that failed", func() bool { return strings.Contains(in.Texts(), "tin 3") && marked.Load() > 0 })
	if len(in.All()) != 6 {
		t.Errorf("received %s", in.Texts())
	}
}
