package zalooa_test

import (
	"testing"
	"time"

	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

func TestHealthRenewsNothing(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	kept := &vault{}
	c := newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept })
	if h, err := c.Health(t.Context()); err != nil || h.Kept || s.Renewals() != 0 {
		t.Errorf("before: %+v, %v", h, err)
	}
	if _, err := c.Account(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h, err := c.Health(t.Context()); err != nil || !h.Kept || h.Account.Name != "BHXH Sơn La" || h.Expires.Before(time.Now()) || h.Stuck(time.Now()) {
		t.Errorf("after: %+v, %v", h, err)
	}
	if ok, err := kept.Renewing(t.Context(), "", 2); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if h, err := c.Health(t.Context()); err != nil || !h.Stuck(time.Now().Add(2*time.Minute)) || h.Stuck(time.Now()) {
		t.Errorf("stuck: %+v, %v", h, err)
	}
	s.Revoke()
	if _, err := c.Health(t.Context()); err == nil || s.Renewals() != 1 {
		t.Errorf("revoked: %v, %d renewals", err, s.Renewals())
	}
}
