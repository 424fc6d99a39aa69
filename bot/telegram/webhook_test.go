package telegram_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

// hooked runs a channel by webhook, with receive.
func hooked(t *testing.T, secret string, receive bot.Receive) (http.Handler, func()) {
	t.Helper()
	c := newChannel(t, &telegramtest.Server{URL: "http://127.0.0.1:9"}, func(o *telegram.Options) {
		o.Webhook, o.Username = true, "baophu_bot"
	})
	stop := bottest.Run(t, c, receive)
	handler := c.Webhook(secret)
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if post(handler, secret, `{"update_id":1}`).Code != http.StatusServiceUnavailable || time.Now().After(end) {
			return handler, stop
		}
		if secret == "" {
			return handler, stop
		}
	}
}

// secretField is the header of a webhook's secret.
const secretField = "X-Telegram-Bot-Api-Secret-Token"

func post(h http.Handler, secret, body string) *httptest.ResponseRecorder {
	return bottest.Post(h, secretField, secret, body)
}

func TestForgedWebhooks(t *testing.T) {
	t.Parallel()
	handler, _ := hooked(t, "s3cret", func(_ context.Context, m bot.Message) error {
		t.Errorf("received %+v", m)
		return nil
	})
	open, _ := hooked(t, "", func(_ context.Context, m bot.Message) error {
		t.Errorf("received %+v", m)
		return nil
	})
	bottest.Forgeries(t, secretField, []bottest.Forgery{
		{Name: "no secret", Method: "POST", Type: "application/json", Length: 10, Handler: handler, Want: 401},
		{Name: "wrong secret", Method: "POST", Type: "application/json", Secret: "s3creT", Length: 10, Handler: handler, Want: 401},
		{Name: "longer secret", Method: "POST", Type: "application/json", Secret: "s3cret ", Length: 10, Handler: handler, Want: 401},
		{Name: "no secret where none is set", Method: "POST", Type: "application/json", Length: 10, Handler: open, Want: 401},
		{Name: "GET", Method: "GET", Type: "application/json", Secret: "s3cret", Length: 10, Handler: handler, Want: 405},
		{Name: "form", Method: "POST", Type: "application/x-www-form-urlencoded", Secret: "s3cret", Length: 10, Handler: handler, Want: 415},
		{Name: "no type", Method: "POST", Secret: "s3cret", Length: 10, Handler: handler, Want: 415},
		{Name: "too long", Method: "POST", Type: "application/json; charset=utf-8", Secret: "s3cret", Length: 1<<20 + 1, Handler: handler, Want: 413},
	})
}

func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	handler, stop := hooked(t, "s3cret", func(ctx context.Context, m bot.Message) error {
		if m.ID == "99" {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	good := `{"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"chào"}}`
	for _, test := range []struct {
		name, body string
		want       int
	}{
		{"good", good, 200},
		{"good again", good, 200},
		{"nothing for us", `{"update_id":3}`, 200},
		{"not readable", `{"update_id":4,"message":{"date":"x"}}`, 200},
		{"no JSON", `<html>`, 200},
		{"the store is away", strings.Replace(good, `"message_id":1,`, `"message_id":99,`, 1), 503},
		{"1 MiB without a length", `{"update_id":5,"message":{"text":"` + strings.Repeat("x", 1<<20) + `"}}`, 413},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader(test.body)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s3cret")
		r.ContentLength = -1
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != test.want || strings.Contains(w.Body.String(), "update") {
			t.Errorf("%s: answered %d %s", test.name, w.Code, w.Body)
		}
		if after, err := strconv.Atoi(w.Header().Get("Retry-After")); test.want == 503 && (err != nil || after < 1 || after > 10) {
			t.Errorf("%s: to come again after %q", test.name, w.Header().Get("Retry-After"))
		}
	}
	if in.Texts() != "chào,chào" {
		t.Errorf("received %s", in.Texts())
	}
	stop()
	if w := post(handler, "s3cret", good); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("after the end: %d", w.Code)
	}
}

func TestWebhookIsDeliveredUntilHandled(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	var mu sync.Mutex
	tries := map[string]int{}
	c := newChannel(t, s, func(o *telegram.Options) { o.Webhook = true })
	bottest.Run(t, c, func(ctx context.Context, m bot.Message) error {
		mu.Lock()
		tries[m.Text]++
		n := tries[m.Text]
		mu.Unlock()
		if m.From.Chat == "5" && n <= 3 {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	hook(t, c)
	s.Say(5, "a1")
	s.Say(5, "a2")
	s.Say(6, "b1")
	s.Wait(t, "all", func() bool { return len(in.All()) == 3 && s.Pending() == 0 })
	if got := in.Texts(); got != "b1,a1,a2" {
		t.Errorf("handled %s", got)
	}
	if err := c.DeleteWebhook(t.Context()); err != nil {
		t.Error(err)
	}
}

// An update that comes while the bot has only just begun waits for it, and is
// not refused.
func TestWebhookWaitsForTheBegin(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	c := newChannel(t, newServer(t), func(o *telegram.Options) { o.Webhook = true })
	handler, answered := c.Webhook("s3cret"), make(chan int)
	go func() {
		answered <- post(handler, "s3cret", `{"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"chào"}}`).Code
	}()
	select {
	case status := <-answered:
		t.Fatalf("before the begin: %d", status)
	case <-time.After(100 * time.Millisecond):
	}
	bottest.Run(t, c, in.Receive)
	if status := <-answered; status != http.StatusOK || in.Texts() != "chào" {
		t.Errorf("answered %d, received %q", status, in.Texts())
	}
}
