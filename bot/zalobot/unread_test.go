package zalobot_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot/bottest"
	"baophu/bot/zalobot"
)

// deadLetters keeps what cannot be read, once its store is back.
type deadLetters struct {
	mu    sync.Mutex
	fails int // so many times the store is away
	kept  []string
}

func (d *deadLetters) keep(_ context.Context, raw []byte, _ error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails--; d.fails >= 0 {
		return errors.New("the store is away")
	}
	d.kept = append(d.kept, string(raw))
	return nil
}

// back has the store be there again.
func (d *deadLetters) back() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails = 0
}

func (d *deadLetters) all() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.kept, " ")
}

// otherShape is an update that nobody here can read.
const otherShape = `{"event_name":"message.text.received","message":{"date":"hôm nay"}}`

// What cannot be read is kept, though the store is away at first: Zalo does not
// hand it out again. What comes behind it does not wait; it is told once.
func TestWhatCannotBePolledIsKept(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	dead := &deadLetters{fails: 2}
	log, told := newLog(t)
	bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.Logger, o.DeadLetter = log, dead.keep }), in.Receive)
	s.PushRaw([]byte(otherShape))
	s.Say("mai", "sau")
	bottest.Eventually(t, "the next", func() bool { return in.Texts() == "sau" })
	bottest.Eventually(t, "what cannot be read", func() bool { return dead.all() != "" })
	if dead.all() != otherShape {
		t.Errorf("kept: %s", dead.all())
	}
	if n := strings.Count(told.String(), "cannot be read"); n != 1 {
		t.Errorf("told %d times:\n%s", n, told)
	}
}

// A delivery that cannot be read is answered well once it is kept, and keeps
// nothing back that came with it. Zalo delivers once: while the store is away
// it is held.
func TestWhatCannotBeDeliveredIsKept(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	dead := &deadLetters{fails: math.MaxInt}
	c := newChannel(t, newServer(t), func(o *zalobot.Options) { o.Webhook, o.DeadLetter = true, dead.keep })
	bottest.Run(t, c, in.Receive)
	handler := c.Webhook(hookSecret)
	both := "[" + otherShape + "," + good + "]"
	if w := post(handler, hookSecret, both); w.Code != http.StatusServiceUnavailable || in.Texts() != "chào" || dead.all() != "" {
		t.Errorf("while the store is away: %d, received %q, kept %q", w.Code, in.Texts(), dead.all())
	}
	dead.back()
	bottest.Eventually(t, "what could not be kept at first", func() bool { return dead.all() == otherShape })
	for body, want := range map[string]string{otherShape: otherShape, "<html>": "<html>"} {
		if w := post(handler, hookSecret, body); w.Code != http.StatusOK || !strings.Contains(dead.all(), want) {
			t.Errorf("%s: %d, kept %q", body, w.Code, dead.all())
		}
	}
}

// No more is held of what cannot be read than of what can.
func TestNotTooMuchIsHeldThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dead := &deadLetters{fails: math.MaxInt}
	log, told := newLog(t)
	c := newChannel(t, newServer(t), func(o *zalobot.Options) {
		o.Webhook, o.DeadLetter, o.Logger, o.Hold, o.AnswerTime = true, dead.keep, log, 1, 50*time.Millisecond
	})
	bottest.Run(t, c, new(bottest.Inbox).Receive)
	handler := c.Webhook(hookSecret)
	for n, lost := range []bool{false, true} {
		if w := post(handler, hookSecret, otherShape); w.Code != http.StatusServiceUnavailable || strings.Contains(told.String(), "is lost") != lost {
			t.Errorf("delivery %d: %d\n%s", n, w.Code, told)
		}
	}
	dead.back()
	bottest.Eventually(t, "what is held", func() bool { return dead.all() == otherShape })
}
