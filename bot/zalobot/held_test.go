package zalobot_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
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
		if w.Code != http.StatusServiceUnavailable || time.Since(began) > 5*time.Second {
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
