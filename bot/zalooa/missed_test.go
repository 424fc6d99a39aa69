package zalooa_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
		o.Marked = anHourAgo
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
		o.Marked = anHourAgo
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

// TestWhatRefersBackWaitsForWhatNobodyBrought: Zalo tries again minutes later
// what it could not deliver, and a "hủy" that was sent after it comes first.
func TestWhatRefersBackWaitsForWhatNobodyBrought(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.CatchUp = time.Hour
		o.RefersBack = func(text string) bool { return text == "hủy" }
	})
	s.Say("lan", "7 hgđ", time.Now().Add(-3*time.Second)) // of another chat
	s.Say("mai", "5 hgđ", time.Now().Add(-2*time.Second))
	bottest.Run(t, c, in.Receive)
	hook(t, s, c)
	s.Say("mai", "hủy", time.Now().Add(-time.Second))
	bottest.Eventually(t, "both", func() bool { return len(in.All()) == 2 })
	if in.Texts() != "5 hgđ,hủy" {
		t.Errorf("received %s", in.Texts())
	}
}

// TestARecordThatCannotBeReadHoldsUpForMinutes, not for ever; what does not
// refer back it does not hold up at all.
func TestARecordThatCannotBeReadHoldsUpForMinutes(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	var later atomic.Int64 // minutes
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.CatchUp = time.Hour
		o.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load()) * time.Minute) }
		o.RefersBack = func(text string) bool { return text == "chào huy" }
	})
	bottest.Run(t, c, in.Receive)
	sent := time.Now()
	post := func(id string) int {
		raw, at := event(s, id, sent)
		return post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret)).Code
	}
	bottest.Eventually(t, "the channel runs", func() bool { return post("first") == http.StatusOK })
	for _, one := range []struct {
		minutes int64
		id      string
		want    int
	}{{0, "other", http.StatusOK}, {0, "huy", http.StatusServiceUnavailable}, {5, "huy", http.StatusServiceUnavailable}, {7, "huy", http.StatusOK}} {
		later.Store(one.minutes)
		if one.id == "huy" {
			s.Fail(zalooatest.Fault{Path: "/v2.0/oa/conversation", Code: -200})
		}
		if code := post(one.id); code != one.want {
			t.Errorf("%s after %d minutes: %d, want %d", one.id, one.minutes, code, one.want)
		}
	}
	if in.Texts() != "chào first,chào other,chào huy" {
		t.Errorf("received %s", in.Texts())
	}
}

// TestTheRecordIsReadOnceForAMessage that is brought again and again while the
// store is away: the account has few calls a minute.
func TestTheRecordIsReadOnceForAMessage(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	var back atomic.Bool
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.CatchUp = time.Hour
		o.RefersBack = func(text string) bool { return text == "chào huy" }
	})
	bottest.Run(t, c, func(ctx context.Context, m bot.Message) error {
		if !back.Load() {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	raw, at := event(s, "huy", time.Now())
	try := func() int {
		return post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret)).Code
	}
	bottest.Eventually(t, "it was tried", func() bool { return try() == http.StatusServiceUnavailable && s.Calls("/v2.0/oa/conversation") > 0 })
	for range 5 {
		try()
	}
	back.Store(true)
	if code := try(); code != http.StatusOK || in.Texts() != "chào huy" || s.Calls("/v2.0/oa/conversation") != 1 {
		t.Errorf("%d, received %s, the record was read %d times", code, in.Texts(), s.Calls("/v2.0/oa/conversation"))
	}
}
