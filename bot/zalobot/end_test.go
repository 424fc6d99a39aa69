package zalobot_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
	"baophu/bot/zalobot/zalobottest"
)

// quiet is a Zalo without a network, so that a bubble's time goes by: it hands
// out what is in updates, and then nothing.
type quiet struct{ updates chan string }

// RoundTrip answers a call.
func (q quiet) RoundTrip(r *http.Request) (*http.Response, error) {
	said := `{"ok":true,"result":{"id":"1","account_name":"bot","display_name":"Bot"}}`
	if strings.HasSuffix(r.URL.Path, "/getUpdates") {
		select {
		case update := <-q.updates:
			said = `{"ok":true,"result":` + update + `}`
		case <-time.After(time.Second):
			said = `{"ok":false,"error_code":408}`
		}
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(said)), Request: r}, nil
}

// newQuiet makes a channel there.
func newQuiet(t *testing.T, q quiet, change func(*zalobot.Options)) *zalobot.Channel {
	t.Helper()
	return newChannel(t, &zalobottest.Server{URL: "http://zalo.invalid"}, func(o *zalobot.Options) {
		o.Transport = q
		change(o)
	})
}

// sentBefore is the good update, but of an earlier message.
func sentBefore(id, text, sent string) string {
	return strings.NewReplacer("m1", id, "chào", text, "1750316131602", sent).Replace(good)
}

// TestTheEndDropsOnlyWhatWasTried: what came in front of a message whose last
// try fails is tried once itself, and not dropped in its stead.
func TestTheEndDropsOnlyWhatWasTried(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var in bottest.Inbox
		c := newQuiet(t, quiet{}, func(o *zalobot.Options) { o.Webhook, o.AnswerTime = true, 50*time.Millisecond })
		stop := bottest.Run(t, c, func(ctx context.Context, m bot.Message) error {
			if m.ID == "m1" {
				time.Sleep(8 * time.Second) // until no time is left
				return errors.New("the store is away")
			}
			return in.Receive(ctx, m)
		})
		handler := c.Webhook(hookSecret)
		post(handler, hookSecret, good)
		post(handler, hookSecret, sentBefore("m0", "trước", "1750316131000"))
		stop()
		if in.Texts() != "trước" {
			t.Errorf("received %q", in.Texts())
		}
	})
}

// TestWhatIsOvertakenMakesNoPause: a message that came in front of one that
// waits for its turn is taken as soon as that is seen.
func TestWhatIsOvertakenMakesNoPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var arrivals bottest.Arrivals
		turns := func() *bot.Behind { return &bot.Behind{Patience: zalobot.Patience, Arrivals: &arrivals} }
		var in bottest.Inbox
		c := newQuiet(t, quiet{}, func(o *zalobot.Options) {
			// Half a second, the longest pause between looks for a turn, begins shortly before.
			o.Webhook, o.AnswerTime, o.Turns = true, 2630*time.Millisecond, turns()
		})
		bottest.Run(t, c, in.Receive)
		handler := c.Webhook(hookSecret)
		between := bot.Message{From: bot.Address{Channel: "zalobot", Bot: "thu", Chat: "5"}, ID: "m0", Text: "giữa", Sent: time.UnixMilli(1750316131500)}
		elsewhere := turns().Enter(t.Context(), between)
		if w := post(handler, hookSecret, good); w.Code != http.StatusServiceUnavailable {
			t.Errorf("while it waits: %d", w.Code)
		}
		began := time.Now()
		if w := post(handler, hookSecret, sentBefore("m-1", "trước", "1750316131000")); w.Code != http.StatusOK || time.Since(began) > time.Second/2 {
			t.Errorf("what came in front: %d after %v", w.Code, time.Since(began))
		}
		if err := elsewhere.Hand(t.Context(), between, in.Receive); err != nil {
			t.Error(err)
		}
		bottest.Eventually(t, "all are taken", func() bool { return in.Texts() == "trước,giữa,chào" })
	})
}

// TestAStoreThatHangsDelaysNoEnd: what cannot be read and is not kept, for the
// store does not even fail, is tried for a while, and not for ever.
func TestAStoreThatHangsDelaysNoEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q, tries := quiet{make(chan string, 1)}, 0
		stop := bottest.Run(t, newQuiet(t, q, func(o *zalobot.Options) {
			o.DeadLetter = func(ctx context.Context, _ []byte, _ error) error {
				tries++
				select {
				case <-ctx.Done():
				case <-t.Context().Done(): // the test ends
				}
				return context.Canceled
			}
		}), new(bottest.Inbox).Receive)
		q.updates <- otherShape
		time.Sleep(2 * time.Second)
		began := time.Now()
		stop()
		if took := time.Since(began); took > 9*time.Second || tries < 2 {
			t.Errorf("it ended after %v and %d tries", took, tries)
		}
	})
}

// TestTheLogTellsOnceOfAMessageThatWaits, and once that it is taken.
func TestTheLogTellsOnceOfAMessageThatWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, sink := newLog(t)
		began := time.Now()
		updates := make(chan string, 1)
		updates <- good
		c := newQuiet(t, quiet{updates}, func(o *zalobot.Options) { o.Logger = log })
		bottest.Run(t, c, func(context.Context, bot.Message) error {
			if time.Since(began) < time.Minute {
				return errors.New("the store is away")
			}
			return nil
		})
		time.Sleep(2 * time.Minute)
		if waits, taken := strings.Count(sink.String(), "level=WARN msg=\"zalobot: a message waits"), strings.Count(sink.String(), "a message that waited is taken"); waits != 1 || taken != 1 {
			t.Errorf("it says %d times that a message waits, and %d times that it is taken", waits, taken)
		}
	})
}
