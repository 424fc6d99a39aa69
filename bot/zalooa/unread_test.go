package zalooa_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// A signed event that cannot be read is acknowledged once it is kept, and not
// before: Zalo brings it again. One that nobody signed is not kept.
func TestWhatCannotBeReadIsKept(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var kept []string
	away := true
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.DeadLetter = func(_ context.Context, raw []byte, _ error) error {
			if away {
				return errors.New("the store is away")
			}
			kept = append(kept, string(raw))
			return nil
		}
	})
	bottest.Run(t, c, new(bottest.Inbox).Receive)
	handler := c.Webhook()
	good, at := event(s, "m1", time.Now())
	raw := strings.Replace(good, `"msg_id":"m1"`, `"msg_id":["m1"],"attachments":"?"`, 1)
	sign := "mac=" + zalooatest.Sign(s.App, []byte(raw), at, s.Secret)
	if w := post(handler, raw, sign); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("while the store is away: %d", w.Code)
	}
	away = false
	if w := post(handler, raw, sign); w.Code != http.StatusOK || len(kept) != 1 || kept[0] != raw {
		t.Errorf("answered %d, kept %q", w.Code, kept)
	}
	if w := post(handler, raw, "mac="+strings.Repeat("0", 64)); w.Code != http.StatusUnauthorized || len(kept) != 1 {
		t.Errorf("forged: %d, kept %d", w.Code, len(kept))
	}
}
