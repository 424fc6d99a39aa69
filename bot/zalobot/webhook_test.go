package zalobot_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
)

// hooked runs a channel by webhook, with receive.
func hooked(t *testing.T, secret string, receive bot.Receive) (http.Handler, func()) {
	t.Helper()
	s := newServer(t)
	c := newChannel(t, s, func(o *zalobot.Options) { o.Webhook = true })
	stop := bottest.Run(t, c, receive)
	handler := c.Webhook(secret)
	for secret != "" && post(handler, secret, `{}`).Code == http.StatusServiceUnavailable {
		time.Sleep(time.Millisecond)
	}
	return handler, stop
}

func TestForgedWebhooks(t *testing.T) {
	t.Parallel()
	nobody := func(_ context.Context, m bot.Message) error {
		t.Errorf("received %+v", m)
		return nil
	}
	handler, _ := hooked(t, hookSecret, nobody)
	open, _ := hooked(t, "", nobody)
	const json = "application/json"
	bottest.Forgeries(t, secretField, []bottest.Forgery{
		{Name: "no secret", Method: "POST", Type: json, Length: 10, Handler: handler, Want: 403},
		{Name: "wrong secret", Method: "POST", Type: json, Secret: "s3cret-s3creT", Length: 10, Handler: handler, Want: 403},
		{Name: "longer secret", Method: "POST", Type: json, Secret: hookSecret + " ", Length: 10, Handler: handler, Want: 403},
		{Name: "no secret where none is set", Method: "POST", Type: json, Length: 10, Handler: open, Want: 403},
		{Name: "PUT", Method: "PUT", Type: json, Secret: hookSecret, Length: 10, Handler: handler, Want: 405},
		{Name: "a look whether somebody listens", Method: "GET", Length: 10, Handler: handler, Want: 200},
		{Name: "form", Method: "POST", Type: "application/x-www-form-urlencoded", Secret: hookSecret, Length: 10, Handler: handler, Want: 415},
		{Name: "no type", Method: "POST", Secret: hookSecret, Length: 10, Handler: handler, Want: 415},
		{Name: "too long", Method: "POST", Type: json + "; charset=utf-8", Secret: hookSecret, Length: 1<<20 + 1, Handler: handler, Want: 413},
	})
}

const good = `{"event_name":"message.text.received","message":{"message_id":"m1","date":1750316131602,"text":"chào",
"from":{"id":"5","display_name":"Ted"},"chat":{"id":"5","chat_type":"PRIVATE"}}}`

func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	handler, stop := hooked(t, hookSecret, func(ctx context.Context, m bot.Message) error {
		if m.ID == "away" {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	for _, test := range []struct {
		name, body string
		want       int
	}{
		{"bare", good, 200},
		{"in an envelope", `{"ok":true,"result":` + good + `}`, 200},
		{"nothing for us", `{"event_name":"message.carousel.received"}`, 200},
		{"not readable", `{"event_name":"message.text.received","message":{"date":"x"}}`, 200},
		{"no JSON", `<html>`, 200},
		{"the store is away", strings.Replace(good, "m1", "away", 1), 503},
		{"1 MiB without a length", `{"x":"` + strings.Repeat("x", 1<<20) + `"}`, 413},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader(test.body)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Bot-Api-Secret-Token", hookSecret)
		r.ContentLength = -1
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != test.want || w.Code == 503 && w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: answered %d %s", test.name, w.Code, w.Body)
		}
	}
	if in.Texts() != "chào,chào" {
		t.Errorf("received %s", in.Texts())
	}
	stop()
	if w := post(handler, hookSecret, good); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("after the end: %d", w.Code)
	}
}

// A webhook of ours is taken away for polling; one of somebody else's is not.
func TestDeleteWebhook(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	c := newChannel(t, s, nil)
	if err := c.DeleteWebhook(t.Context(), "/hook/zalobot"); err != nil {
		t.Errorf("none is set: %v", err)
	}
	for address, want := range map[string]error{"https://a.vn/hook/zalobot": nil, "https://a.vn/zalo": zalobot.ErrForeignWebhook} {
		if err := c.SetWebhook(t.Context(), address, hookSecret); err != nil {
			t.Fatal(err)
		}
		if err := c.DeleteWebhook(t.Context(), "/hook/zalobot"); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
		if left := s.Webhook(); (left == "") != (want == nil) {
			t.Errorf("%s: left is %q", address, left)
		}
	}
	if err := c.SetWebhook(t.Context(), "https://a.vn/x", "short"); err == nil || strings.Contains(err.Error(), "short") {
		t.Errorf("a short secret: %v", err)
	}
}

// Polling while a webhook is set gets nothing; that is told.
func TestPollingBesideAWebhookIsTold(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	log, told := newLog(t)
	c := newChannel(t, s, func(o *zalobot.Options) { o.Logger = log })
	if err := c.SetWebhook(t.Context(), "https://a.vn/zalo", hookSecret); err != nil {
		t.Fatal(err)
	}
	bottest.Run(t, c, new(bottest.Inbox).Receive)
	bottest.Eventually(t, "it is told", func() bool { return strings.Contains(told.String(), "a webhook is set, so polling gets nothing") })
}
