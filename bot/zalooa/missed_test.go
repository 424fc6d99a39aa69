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
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// TestOursHidesNoMissedMessage: what we sent later is the last of the talk, as
// a reminder is, and what the person wrote before it is found all the same.
func TestOursHidesNoMissedMessage(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in inbox
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Marked = func(context.Context) (time.Time, error) { return time.Now().Add(-time.Hour), nil }
	})
	s.Say("mai", "5 hgđ", time.Now().Add(-10*time.Minute))
	send(t, c, bot.Reply{To: to(s, "mai"), Text: "Nhắc báo cáo"})
	run(t, c, in.receive)
	eventually(t, "what was missed", func() bool { return in.texts() == "5 hgđ" })
}

// TestAChatThatFailsHoldsUpNoOther, and is looked at again until it is taken.
func TestAChatThatFailsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in inbox
	var marked atomic.Int64
	var mended atomic.Bool
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Marked = func(context.Context) (time.Time, error) { return time.Now().Add(-time.Hour), nil }
		o.Mark = func(context.Context, time.Time) error { marked.Add(1); return nil }
	})
	for i := range 6 {
		s.Say(fmt.Sprint("user", i), fmt.Sprint("tin ", i), time.Now().Add(-10*time.Minute))
	}
	run(t, c, func(ctx context.Context, m bot.Message) error {
		if m.Text == "tin 3" && !mended.Load() {
			return errors.New("not now")
		}
		return in.receive(ctx, m)
	})
	eventually(t, "the others", func() bool { return in.count() == 5 })
	if strings.Contains(in.texts(), "tin 3") || marked.Load() != 0 {
		t.Errorf("received %s, marked %d times", in.texts(), marked.Load())
	}
	mended.Store(true)
	eventually(t, "the one that failed", func() bool { return strings.Contains(in.texts(), "tin 3") && marked.Load() > 0 })
	if in.count() != 6 {
		t.Errorf("received %s", in.texts())
	}
}
