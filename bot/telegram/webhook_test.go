package telegram_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

// hooked runs a channel by webhook, with receive.
func hooked(t *testing.T, secret string, receive bot.Receive) (http.Handler, func()) {
	t.Helper()
	c := newChannel(t, &telegramtest.Server{URL: "http://127.0.0.1:9"}, func(o *telegram.Options) {
		o.Webhook, o.Username = true, "baophu_bot"
	})
	stop := run(t, c, receive)
	handler := c.Webhook(secret)
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		if post(handler, secret, `{"update_id":1}`).Code != http.StatusServiceUnavailable || time.Now().After(end) {
			return handler, stop
		}
		if secret == "" {
			return handler, stop
		}
	}
}

func post(h http.Handler, secret, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/telegram", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
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
	tests := []struct {
		name, method, kind, secret string
		length                     int64
		handler                    http.Handler
		want                       int
	}{
		{"no secret", "POST", "application/json", "", 10, handler, 401},
		{"wrong secret", "POST", "application/json", "s3creT", 10, handler, 401},
		{"longer secret", "POST", "application/json", "s3cret ", 10, handler, 401},
		{"no secret where none is set", "POST", "application/json", "", 10, open, 401},
		{"GET", "GET", "application/json", "s3cret", 10, handler, 405},
		{"form", "POST", "application/x-www-form-urlencoded", "s3cret", 10, handler, 415},
		{"no type", "POST", "", "s3cret", 10, handler, 415},
		{"too long", "POST", "application/json; charset=utf-8", "s3cret", 1<<20 + 1, handler, 413},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(test.method, "/telegram", unread{t})
			r.ContentLength = test.length
			if test.kind != "" {
				r.Header.Set("Content-Type", test.kind)
			}
			if test.secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", test.secret)
			}
			w := httptest.NewRecorder()
			test.handler.ServeHTTP(w, r)
			if w.Code != test.want {
				t.Errorf("answered %d, not %d", w.Code, test.want)
			}
		})
	}
}

func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	var in inbox
	handler, stop := hooked(t, "s3cret", in.receive)
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
	}
	if in.texts() != "chào,chào" {
		t.Errorf("received %s", in.texts())
	}
	stop()
	if w := post(handler, "s3cret", good); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("after the end: %d", w.Code)
	}
}

func TestWebhookIsDeliveredUntilHandled(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in inbox
	var mu sync.Mutex
	tries := map[string]int{}
	c := newChannel(t, s, func(o *telegram.Options) { o.Webhook = true })
	run(t, c, func(ctx context.Context, m bot.Message) error {
		mu.Lock()
		tries[m.Text]++
		n := tries[m.Text]
		mu.Unlock()
		if m.From.Chat == "5" && n <= 3 {
			return errors.New("the store is away")
		}
		return in.receive(ctx, m)
	})
	hook(t, c)
	s.Say(5, "a1")
	s.Say(5, "a2")
	s.Say(6, "b1")
	s.Wait(t, "all", func() bool { return len(in.all()) == 3 && s.Pending() == 0 })
	if got := in.texts(); got != "b1,a1,a2" {
		t.Errorf("handled %s", got)
	}
	if err := c.DeleteWebhook(t.Context()); err != nil {
		t.Error(err)
	}
}
