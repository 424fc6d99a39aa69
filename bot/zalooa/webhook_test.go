package zalooa_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// event is a text of a user at a time, and its timestamp.
func event(s *zalooatest.Server, id string, at time.Time) (raw, timestamp string) {
	timestamp = fmt.Sprint(at.UnixMilli())
	return fmt.Sprintf(`{"app_id":%q,"sender":{"id":"5"},"recipient":{"id":%q},"event_name":"user_send_text","message":{"text":"chào %s","msg_id":%q},"timestamp":%q}`,
		s.App, s.OA, id, id, timestamp), timestamp
}

// signField is the header of an event's signature.
const signField = "X-ZEvent-Signature"

func post(h http.Handler, body, sign string) *httptest.ResponseRecorder {
	return bottest.Post(h, signField, sign, body)
}

func TestForgedWebhooks(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	c := newChannel(t, s, nil)
	var in bottest.Inbox
	bottest.Run(t, c, in.Receive)
	handler := c.Webhook()
	sign := func(raw, timestamp string) string { return zalooatest.Sign(s.App, []byte(raw), timestamp, s.Secret) }
	good, at := event(s, "m1", time.Now())
	old, oldAt := event(s, "m2", time.Now().Add(-3*time.Hour))
	early, earlyAt := event(s, "m3", time.Now().Add(time.Hour))
	foreign := strings.Replace(good, s.App, "999", 1)
	for _, test := range []struct {
		name, body, sign string
		want             int
	}{
		{"none", good, "", 401},
		{"nothing signed, as the console does", `{}`, "", 200},
		{"no digest", good, "mac=abc", 401},
		{"another secret", good, "mac=" + zalooatest.Sign(s.App, []byte(good), at, "another"), 401},
		{"another body", strings.Replace(good, "chào", "chao", 1), "mac=" + sign(good, at), 401},
		{"written anew", good + " ", "mac=" + sign(good, at), 401},
		{"of another app", foreign, "mac=" + zalooatest.Sign("999", []byte(foreign), at, s.Secret), 401},
		{"too old", old, "mac=" + sign(old, oldAt), 401},
		{"not yet due", early, "mac=" + sign(early, earlyAt), 401},
		{"no JSON", "<html>", "mac=" + sign("<html>", ""), 401},
		{"good", good, "mac=" + sign(good, at), 200},
		{"replayed", good, "mac=" + sign(good, at), 200},
		{"bare and in capitals", good, strings.ToUpper(sign(good, at)), 200},
	} {
		if w := post(handler, test.body, test.sign); w.Code != test.want {
			t.Errorf("%s: answered %d, not %d", test.name, w.Code, test.want)
		}
	}
	if in.Texts() != "chào m1" {
		t.Errorf("received %s", in.Texts())
	}
}

func TestWebhooksRefusedUnread(t *testing.T) {
	t.Parallel()
	c := newChannel(t, zalooatest.Start(t), nil)
	mac := "mac=" + strings.Repeat("0", 64)
	handler := c.Webhook()
	bottest.Forgeries(t, signField, []bottest.Forgery{
		{Name: "GET", Method: "GET", Handler: handler, Want: 200},
		{Name: "PUT", Method: "PUT", Type: "application/json", Secret: mac, Length: 10, Handler: handler, Want: 405},
		{Name: "form", Method: "POST", Type: "application/x-www-form-urlencoded", Secret: mac, Length: 10, Handler: handler, Want: 415},
		{Name: "too long", Method: "POST", Type: "application/json", Secret: mac, Length: 1<<20 + 1, Handler: handler, Want: 413},
		{Name: "no signature, long", Method: "POST", Type: "application/json", Length: 1 << 19, Handler: handler, Want: 401},
		{Name: "no signature, no length", Method: "POST", Type: "application/json", Length: -1, Handler: handler, Want: 401},
	})
}

// Zalo gives up after two seconds: what takes longer is brought again, and
// then it is done. A busy machine may take longer itself: one of three holds.
func TestWebhooksAreAnsweredInTime(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Again = 20 * time.Millisecond
	c := newChannel(t, s, nil)
	var in bottest.Inbox
	answered := make(chan struct{})
	bottest.Run(t, c, func(ctx context.Context, m bot.Message) error {
		<-answered
		return in.Receive(ctx, m)
	})
	quickest, brought := time.Hour, func(id string) *httptest.ResponseRecorder {
		raw, at := event(s, id, time.Now())
		return post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret))
	}
	ids := []string{"chậm 1", "chậm 2", "chậm 3"}
	for _, id := range ids {
		began := time.Now()
		if w := brought(id); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s is answered %d", id, w.Code)
		}
		quickest = min(quickest, time.Since(began))
	}
	if quickest > 2*time.Second {
		t.Errorf("answered after %v", quickest)
	}
	close(answered)
	bottest.Eventually(t, "they are handled", func() bool { return len(in.All()) == len(ids) })
	for _, id := range ids {
		bottest.Eventually(t, "it is known", func() bool { return brought(id).Code == 200 })
	}
	if len(in.All()) != len(ids) {
		t.Errorf("again: received %s", in.Texts())
	}
}

// What no webhook brought is found, once, in its order; what was handled, what
// is ours and what is too young is left.
func TestMissedMessagesAreFound(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	log, told := newLog(t)
	var in bottest.Inbox
	mark := time.Now().Add(-time.Hour)
	handled := map[string]bool{}
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Logger, o.RateWait = log, 10*time.Millisecond
		o.Marked = func(context.Context) (time.Time, error) { return mark, nil }
		o.Mark = func(_ context.Context, at time.Time) error { mark = at; return nil }
		o.Known = func(_ context.Context, key string) bool { return handled[key] }
		o.Handled = func(_ context.Context, key string) { handled[key] = true }
	})
	s.Say("mai", "quá cũ", time.Now().Add(-2*time.Hour))
	for i := range 12 { // more than a page
		s.Say("mai", fmt.Sprint(i), time.Now().Add(-time.Duration(30-i)*time.Minute))
	}
	s.Fail(zalooatest.Fault{Path: "listrecentchat", Code: -32})
	id := s.Say("mai", "đã xử lý", time.Now().Add(-10*time.Minute))
	handled[bot.Message{From: bot.Address{Channel: "zalooa", Bot: s.OA, Chat: "mai"}, ID: id}.Key()] = true
	s.Say("mai", "vừa mới", time.Now())
	stop := bottest.Run(t, c, in.Receive)
	bottest.Eventually(t, "what was missed", func() bool { return in.Texts() == "0,1,2,3,4,5,6,7,8,9,10,11" })
	time.Sleep(200 * time.Millisecond)
	stop()
	if in.Texts() != "0,1,2,3,4,5,6,7,8,9,10,11" || time.Since(mark) > 2*time.Minute {
		t.Errorf("received %s, looked up to %v", in.Texts(), mark)
	}
	if !strings.Contains(told.String(), "the webhook missed messages") {
		t.Error("it is not told")
	}
}
