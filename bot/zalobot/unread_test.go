package zalobot_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

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

func (d *deadLetters) all() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.kept, " ")
}

// otherShape is an update that nobody here can read.
const otherShape = `{"event_name":"message.text.received","message":{"date":"hôm nay"}}`

// What cannot be read is kept, though the store is away at first: Zalo does not
// hand it out again. What comes behind it does not wait.
func TestWhatCannotBePolledIsKept(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	dead := &deadLetters{fails: 2}
	bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.DeadLetter = dead.keep }), in.Receive)
	s.PushRaw([]byte(otherShape))
	s.Say("mai", "sau")
	bottest.Eventually(t, "the next", func() bool { return in.Texts() == "sau" })
	bottest.Eventually(t, "what cannot be read", func() bool { return dead.all() != "" })
	if dead.all() != otherShape {
		t.Errorf("kept: %s", dead.all())
	}
}

// A delivery that cannot be read is answered well once it is kept, and keeps
// nothing back that came with it.
func TestWhatCannotBeDeliveredIsKept(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	dead := &deadLetters{fails: 1}
	c := newChannel(t, newServer(t), func(o *zalobot.Options) { o.Webhook, o.DeadLetter = true, dead.keep })
	bottest.Run(t, c, in.Receive)
	handler := c.Webhook(hookSecret)
	both := "[" + otherShape + "," + good + "]"
	if w := post(handler, hookSecret, both); w.Code != http.StatusServiceUnavailable || in.Texts() != "chào" || dead.all() != "" {
		t.Errorf("while the store is away: %d, received %q, kept %q", w.Code, in.Texts(), dead.all())
	}
	for body, want := range map[string]string{otherShape: otherShape, "<html>": "<html>"} {
		if w := post(handler, hookSecret, body); w.Code != http.StatusOK || !strings.Contains(dead.all(), want) {
			t.Errorf("%s: %d, kept %q", body, w.Code, dead.all())
		}
	}
}
