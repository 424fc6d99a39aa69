package zalooa_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// Many replicas that need a new pair at once renew it once, and it is in the
// vault, encrypted, before it is used up.
func TestOneRenews(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	kept := &vault{}
	var replicas []*zalooa.Channel
	for range 4 {
		replicas = append(replicas, newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept }))
	}
	round := func(want int) {
		t.Helper()
		var all sync.WaitGroup
		for _, c := range append(replicas, replicas...) {
			all.Go(func() {
				if err := c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "chào"}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := s.Renewals(); n != want {
			t.Errorf("renewed %d times, want %d", n, want)
		}
	}
	round(1)
	round(1)
	s.Revoke() // Zalo refuses the token before its time
	round(2)
	for _, secret := range secrets {
		if strings.Contains(kept.secret, secret) {
			t.Errorf("the vault holds %s openly", secret)
		}
	}
	// A replica that begins later goes on with the pair.
	late := newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept })
	if a, err := late.Account(t.Context()); err != nil || a.Name != "BHXH Sơn La" || s.Renewals() != 2 {
		t.Errorf("%+v, %v, %d renewals", a, err, s.Renewals())
	}
	other := newChannel(t, s, func(o *zalooa.Options) { o.Vault, o.Key = kept, make([]byte, 32) })
	if _, err := other.Account(t.Context()); err == nil || !strings.Contains(err.Error(), "BAOPHU_ZALO_OA_KEY") {
		t.Errorf("with another key: %v", err)
	}
}

// A renewal whose outcome is unknown is not tried again: the account needs an
// operator, whose new consent mends it.
func TestUnknownRenewalNeedsAnOperator(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	kept := &vault{}
	c := newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept })
	s.Fail(zalooatest.Fault{Path: "access_token", Cut: true})
	hello := bot.Reply{To: to(s, "mai"), Text: "chào"}
	failure, ok := errors.AsType[*bot.SendError](c.Send(t.Context(), hello))
	if !ok || failure.Kind != bot.Misconfigured || !strings.Contains(failure.Error(), "BAOPHU_ZALO_OA_REFRESH_TOKEN") {
		t.Fatalf("cut: %v", failure)
	}
	kept.mu.Lock()
	kept.renewing = kept.renewing.Add(-2 * time.Minute)
	kept.mu.Unlock()
	again := newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept })
	if failure, ok := errors.AsType[*bot.SendError](again.Send(t.Context(), hello)); !ok || failure.Kind != bot.Misconfigured || s.Renewals() != 1 {
		t.Errorf("after a restart: %v, %d renewals", failure, s.Renewals())
	}
	s.Consent("second-consent")
	mended := newChannel(t, s, func(o *zalooa.Options) { o.Vault, o.Refresh = kept, "second-consent" })
	if err := mended.Send(t.Context(), hello); err != nil || s.Renewals() != 2 {
		t.Errorf("after a new consent: %v, %d renewals", err, s.Renewals())
	}
}

// A renewal that surely did nothing is tried again, and nothing is lost.
func TestRenewalThatDidNothing(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	kept := &vault{}
	c := newChannel(t, s, func(o *zalooa.Options) { o.Vault, o.Login = kept, "http://127.0.0.1:1" })
	failure, ok := errors.AsType[*bot.SendError](c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "chào"}))
	if !ok || failure.Kind != bot.RetryAfter {
		t.Errorf("nobody listens: %v", failure)
	}
	if _, _, renewing, _ := kept.Sealed(t.Context(), ""); !renewing.IsZero() {
		t.Error("the mark stayed")
	}
}

// A rolling restart with a new consent: who still runs with the old one goes on
// with the new pair, and never puts its own, used up one in its place.
func TestAnOlderConsentReplacesNoNewerOne(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	kept := &vault{}
	var later atomic.Int64 // seconds
	replica := func(refresh string) *zalooa.Channel {
		return newChannel(t, s, func(o *zalooa.Options) {
			o.Vault, o.Refresh = kept, refresh
			o.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load()) * time.Second) }
		})
	}
	asks := func(who string, c *zalooa.Channel, renewals int) {
		t.Helper()
		if _, err := c.Account(t.Context()); err != nil || s.Renewals() != renewals {
			t.Errorf("%s: %v, %d renewals, want %d", who, err, s.Renewals(), renewals)
		}
		later.Add(31)
	}
	first, second := replica("seed-refresh-token"), replica("second-consent")
	asks("the first", first, 1)
	s.Consent("second-consent")
	asks("the second", second, 2)
	asks("the first, still running", first, 2)
	asks("one that is started with the first by mistake", replica("seed-refresh-token"), 2)
	asks("the second again", second, 2)
	s.Revoke()
	asks("the first renews the new pair", first, 3)
	asks("the second goes on with it", second, 3)
	s.Consent("third-consent")
	asks("the third", replica("third-consent"), 4)
	asks("the first, after two newer ones", first, 4)
	if h, err := first.Health(t.Context()); err != nil || !h.Kept || !h.Older {
		t.Errorf("its health: %+v, %v", h, err)
	}
}

// Who waits for another's renewal waits no longer than it may take itself.
func TestNobodyWaitsLongForAnothersRenewal(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	released, asked := make(chan struct{}), make(chan struct{}, 9)
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Vault = slowVault{&vault{}, asked, released}
	})
	ended := make(chan error, 1)
	go func() {
		_, err := c.Account(t.Context())
		ended <- err
	}()
	<-asked
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := c.Account(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 30*time.Second {
		t.Errorf("it ended with %v after %v", err, time.Since(began))
	}
	close(released)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// slowVault answers once it is released.
type slowVault struct {
	*vault
	asked, released chan struct{}
}

func (v slowVault) Sealed(ctx context.Context, name string) (string, int64, time.Time, error) {
	v.asked <- struct{}{}
	<-v.released
	return v.vault.Sealed(ctx, name)
}

// A new pair is in the vault before it is used, also where the vault was away
// for a while: Zalo renews each but once.
func TestAPairIsStoredBeforeItIsUsed(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	kept := &vault{}
	var ends atomic.Int64
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Vault = kept
		o.Ends = func(at time.Time) { ends.Store(at.Unix()) }
	})
	if err := c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "một"}); err != nil {
		t.Fatal(err)
	}
	s.Revoke()
	kept.fails(errAway, false)
	sent := make(chan error, 1)
	go func() { sent <- c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "hai"}) }()
	bottest.Eventually(t, "the pair is renewed", func() bool { return s.Renewals() == 2 })
	select {
	case err := <-sent:
		t.Fatalf("sent before the pair was stored: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	kept.fails(nil, false)
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	// Another replica goes on with what is stored.
	other := newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept })
	if err := other.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "ba"}); err != nil || s.Renewals() != 2 {
		t.Errorf("%v, renewed %d times", err, s.Renewals())
	}
	if left := time.Until(time.Unix(ends.Load(), 0)); left < 24*time.Hour || left > 26*time.Hour {
		t.Errorf("the token is said to end in %v", left)
	}
}

// A token that is still good goes on being used while Zalo renews none, and it
// is said when it ends.
func TestAGoodTokenIsUsedWhileNoneIsRenewed(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Life = 2 * time.Hour // to be renewed at once
	s.Say("mai", "chào", time.Now())
	var ends atomic.Int64
	log, sink := newLog(t)
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Logger = log
		o.Ends = func(at time.Time) { ends.Store(at.Unix()) }
	})
	if err := c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "một"}); err != nil {
		t.Fatal(err)
	}
	s.Fail(zalooatest.Fault{Path: "access_token", HTML: 503})
	if err := c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "hai"}); err != nil {
		t.Fatal(err)
	}
	if said := sink.String(); !strings.Contains(said, "the tokens are not renewed") {
		t.Errorf("the log says %s", said)
	}
	if left := time.Until(time.Unix(ends.Load(), 0)); left > 2*time.Hour || left < time.Hour {
		t.Errorf("the token is said to end in %v", left)
	}
}

// A key that was lost or changed is mended by a new consent, which needs nothing
// of what the vault holds; the same key or consent once more mends nothing, and
// nobody puts an older consent back.
func TestANewConsentMendsALostKey(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	kept := &vault{}
	replica := func(refresh string, key byte) *zalooa.Channel {
		return newChannel(t, s, func(o *zalooa.Options) {
			o.Vault, o.Refresh, o.Key = kept, refresh, bytes.Repeat([]byte{key}, 32)
		})
	}
	asks := func(who string, c *zalooa.Channel, renewals int, refused string) {
		t.Helper()
		_, err := c.Account(t.Context())
		if refused == "" && err != nil || refused != "" && (err == nil || !strings.Contains(err.Error(), refused)) || s.Renewals() != renewals {
			t.Errorf("%s: %v, %d renewals, want %d", who, err, s.Renewals(), renewals)
		}
	}
	const otherKey = "another BAOPHU_ZALO_OA_KEY"
	first := replica("seed-refresh-token", 1)
	asks("the first", first, 1, "")
	asks("another key, the same consent", replica("seed-refresh-token", 2), 1, otherKey)
	s.Consent("second-consent")
	mended := replica("second-consent", 2)
	if h, err := mended.Health(t.Context()); err != nil || h.Kept {
		t.Errorf("before it is mended: %+v, %v", h, err)
	}
	asks("another key and a new consent", mended, 2, "")
	if h, err := mended.Health(t.Context()); err != nil || !h.Kept || h.Older {
		t.Errorf("after: %+v, %v", h, err)
	}
	asks("the old key and the old consent", replica("seed-refresh-token", 1), 2, otherKey)
	asks("the new key, the old consent", replica("seed-refresh-token", 2), 2, "")
	asks("the old key, the new consent", replica("second-consent", 1), 2, otherKey)
	asks("the mended one", mended, 2, "")
	_, kept.secret, _ = strings.Cut(kept.secret, ":") // as before descents were kept
	asks("a lost key of before", replica("third-consent", 3), 2, "delete")
}
