package zalooa_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

// event is a text of a user at a time, and its timestamp.
func event(s *zalooatest.Server, id string, at time.Time) (raw, timestamp string) {
	timestamp = fmt.Sprint(at.UnixMilli())
	return fmt.Sprintf(`{"app_id":%q,"sender":{"id":"5"},"recipient":{"id":%q},"event_name":"user_send_text","message":{"text":"chào %s","msg_id":%q},"timestamp":%q}`,
		s.App, s.OA, id, id, timestamp), timestamp
}

func post(h http.Handler, body, sign string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/hook/zalooa", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if sign != "" {
		r.Header.Set("X-ZEvent-Signature", sign)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestForgedWebhooks(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	c := newChannel(t, s, nil)
	var in inbox
	run(t, c, in.receive)
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
	if in.texts() != "chào m1" {
		t.Errorf("received %s", in.texts())
	}
}

func TestWebhooksRefusedUnread(t *testing.T) {
	t.Parallel()
	c := newChannel(t, zalooatest.Start(t), nil)
	mac := "mac=" + strings.Repeat("0", 64)
	for _, test := range []struct {
		name, method, kind, sign string
		length                   int64
		want                     int
	}{
		{"GET", "GET", "", "", 0, 200},
		{"PUT", "PUT", "application/json", mac, 10, 405},
		{"form", "POST", "application/x-www-form-urlencoded", mac, 10, 415},
		{"too long", "POST", "application/json", mac, 1<<20 + 1, 413},
		{"no signature, long", "POST", "application/json", "", 1 << 19, 401},
		{"no signature, no length", "POST", "application/json", "", -1, 401},
	} {
		r := httptest.NewRequest(test.method, "/hook/zalooa", unread{t})
		r.ContentLength = test.length
		r.Header.Set("Content-Type", test.kind)
		if test.sign != "" {
			r.Header.Set("X-ZEvent-Signature", test.sign)
		}
		w := httptest.NewRecorder()
		c.Webhook().ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s: answered %d, not %d", test.name, w.Code, test.want)
		}
	}
}

// Zalo gives up after two seconds: what takes longer is brought again, and
// then it is done.
func TestWebhooksAreAnsweredInTime(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Again = 20 * time.Millisecond
	c := newChannel(t, s, nil)
	var in inbox
	run(t, c, func(ctx context.Context, m bot.Message) error {
		if strings.HasSuffix(m.Text, "hỏng") && len(s.Answers()) == 0 {
			return errors.New("the store is away")
		}
		time.Sleep(2500 * time.Millisecond)
		return in.receive(ctx, m)
	})
	raw, at := event(s, "chậm", time.Now())
	began := time.Now()
	if w := post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret)); w.Code != 503 || w.Header().Get("Retry-After") == "" || time.Since(began) > 2*time.Second {
		t.Errorf("answered %d after %v", w.Code, time.Since(began))
	}
	eventually(t, "it is handled", func() bool { return in.texts() == "chào chậm" })
	if w := post(c.Webhook(), raw, zalooatest.Sign(s.App, []byte(raw), at, s.Secret)); w.Code != 200 || in.texts() != "chào chậm" {
		t.Errorf("again: %d, received %s", w.Code, in.texts())
	}
}

// What no webhook brought is found, once, in its order; what was handled, what
// is ours and what is too young is left.
func TestMissedMessagesAreFound(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	log, told := newLog(t)
	var in inbox
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
	stop := run(t, c, in.receive)
	eventually(t, "what was missed", func() bool { return in.texts() == "0,1,2,3,4,5,6,7,8,9,10,11" })
	time.Sleep(200 * time.Millisecond)
	stop()
	if in.texts() != "0,1,2,3,4,5,6,7,8,9,10,11" || time.Since(mark) > 2*time.Minute {
		t.Errorf("received %s, looked up to %v", in.texts(), mark)
	}
	if !strings.Contains(told.String(), "the webhook missed messages") {
		t.Error("it is not told")
	}
}
