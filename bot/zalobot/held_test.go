package zalobot_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
)

// TestADeliveryIsHeld: Zalo delivers once. While the store is away, and though
// Zalo hung up, a message waits on, and is taken once and in its order when the
// store is back; the same, delivered again, has the same key.
func TestADeliveryIsHeld(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	var back atomic.Bool
	handler, _ := hooked(t, hookSecret, func(ctx context.Context, m bot.Message) error {
		if !back.Load() {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	hungUp, hangUp := context.WithCancel(t.Context())
	hangUp()
	for i, ctx := range []context.Context{t.Context(), hungUp, t.Context()} {
		body := strings.NewReplacer("m1", string(rune('a'+i)), "chào", "tin "+string(rune('a'+i))).Replace(good)
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Bot-Api-Secret-Token", hookSecret)
		w := httptest.NewRecorder()
		began := time.Now()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusServiceUnavailable || time.Since(began) > 20*time.Second {
			t.Errorf("while the store is away: %d after %v", w.Code, time.Since(began))
		}
	}
	back.Store(true)
	bottest.Eventually(t, "all are taken", func() bool { return in.Texts() == "tin a,tin b,tin c" })
	time.Sleep(300 * time.Millisecond)
	if in.Texts() != "tin a,tin b,tin c" {
		t.Errorf("received %s", in.Texts())
	}
}

// TestTheEndKeepsTheOrderWhileItCan: a message that waits for an earlier one,
// which another replica tries to store, waits on while this one stops.
func TestTheEndKeepsTheOrderWhileItCan(t *testing.T) {
	t.Parallel()
	var arrivals bottest.Arrivals
	turns := func() *bot.Behind { return &bot.Behind{Patience: zalobot.Patience, Arrivals: &arrivals} }
	var in bottest.Inbox
	c := newChannel(t, newServer(t), func(o *zalobot.Options) { o.Webhook, o.Turns = true, turns() })
	stop := bottest.Run(t, c, in.Receive)
	handler := c.Webhook(hookSecret)
	earlier := bot.Message{From: bot.Address{Channel: "zalobot", Bot: "thu", Chat: "5"}, ID: "m0", Text: "trước", Sent: time.UnixMilli(1750316131000)}
	tries, goesOn, stored := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stored)
		err := turns().Hand(t.Context(), earlier, func(ctx context.Context, m bot.Message) error {
			close(tries)
			<-goesOn
			return in.Receive(ctx, m)
		})
		if err != nil {
			t.Error(err)
		}
	}()
	<-tries
	if got := post(handler, hookSecret, good); got.Code != http.StatusServiceUnavailable {
		t.Errorf("while it waits: %d", got.Code)
	}
	time.AfterFunc(time.Second, func() { close(goesOn) }) // past the stop's beginning
	stop()
	<-stored
	if in.Texts() != "trước,chào" {
		t.Errorf("received %s", in.Texts())
	}
}

// TestWhatIsHeldHoldsBack: whatever is held holds back what was sent later, on
// every replica, also what stands in line behind another message of its chat;
// what is taken does so no more.
func TestWhatIsHeldHoldsBack(t *testing.T) {
	t.Parallel()
	var arrivals bottest.Arrivals
	var in bottest.Inbox
	var back atomic.Bool
	s := newServer(t)
	bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) {
		o.Turns = &bot.Behind{Patience: zalobot.Patience, Arrivals: &arrivals}
	}), func(ctx context.Context, m bot.Message) error {
		if !back.Load() {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	for _, text := range []string{"a", "b", "c"} {
		s.Say("mai", text)
	}
	held := func() int {
		all, _, err := arrivals.Noted(t.Context(), "zalobot/thu/mai")
		if err != nil {
			t.Error(err)
		}
		return len(all)
	}
	bottest.Eventually(t, "all are held", func() bool { return held() == 3 })
	back.Store(true)
	bottest.Eventually(t, "all are taken", func() bool { return in.Texts() == "a,b,c" })
	bottest.Eventually(t, "none holds back any more", func() bool { return held() == 0 })
}

// TestWhatComesOutOfOrderBlocksNobody: Zalo may bring what was sent first last,
// and another replica may hold what lies between. All are taken, in the order
// in which they were sent, and none waits for ever.
func TestWhatComesOutOfOrderBlocksNobody(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]bool{"while the store is away": true, "while a third replica holds the first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			outOfOrder(t, away)
		})
	}
}

func outOfOrder(t *testing.T, away bool) {
	t.Helper()
	const at = 1750316131602
	var arrivals bottest.Arrivals
	var in bottest.Inbox
	var back, failed atomic.Bool
	back.Store(!away)
	receive := func(ctx context.Context, m bot.Message) error {
		if !back.Load() {
			failed.Store(failed.Load() || m.Text == "0")
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	}
	turns := func() *bot.Behind { return &bot.Behind{Patience: zalobot.Patience, Arrivals: &arrivals} }
	replica := func() http.Handler {
		c := newChannel(t, newServer(t), func(o *zalobot.Options) {
			o.Webhook, o.AnswerTime, o.Turns = true, 50*time.Millisecond, turns()
		})
		bottest.Run(t, c, receive)
		return c.Webhook(hookSecret)
	}
	one, two := replica(), replica()
	bring := func(to http.Handler, n int) {
		post(to, hookSecret, strings.NewReplacer("m1", fmt.Sprint("id", n), "chào", fmt.Sprint(n), fmt.Sprint(at), fmt.Sprint(at+n)).Replace(good))
	}
	first := bot.Message{From: bot.Address{Channel: "zalobot", Bot: "thu", Chat: "5"}, ID: "id0", Text: "0", Sent: time.UnixMilli(at)}
	var held *bot.Turn
	if !away {
		held = turns().Enter(t.Context(), first)
	}
	for _, brought := range []struct {
		to http.Handler
		n  int
	}{{one, 3}, {two, 2}, {two, 5}, {one, 1}, {two, 4}} {
		bring(brought.to, brought.n)
	}
	if away {
		bring(one, 0)
		bottest.Eventually(t, "the first is tried in vain", failed.Load)
		back.Store(true)
	} else if err := held.Hand(t.Context(), first, receive); err != nil {
		t.Error(err)
	}
	bottest.Eventually(t, "all are taken", func() bool { return len(in.All()) == 6 })
	if in.Texts() != "0,1,2,3,4,5" {
		t.Errorf("received %s", in.Texts())
	}
}
