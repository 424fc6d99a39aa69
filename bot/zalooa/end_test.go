package zalooa_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// within carries calls to the server within the process, so that time is the
// bubble's; a renewal takes so long.
type within struct {
	server  *zalooatest.Server
	renewal atomic.Int64 // ns
}

func (w *within) RoundTrip(ask *http.Request) (*http.Response, error) {
	if strings.HasSuffix(ask.URL.Path, "access_token") {
		if err := bot.Sleep(ask.Context(), time.Duration(w.renewal.Load())); err != nil {
			return nil, err
		}
	}
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, ask)
	return answer.Result(), nil
}

// strained is a vault that hangs, is slow to keep what it is given, or refuses
// the next.
type strained struct {
	*vault
	hangs   atomic.Bool
	slow    atomic.Int64 // ns
	refuses atomic.Int64
}

func (v *strained) wait(ctx context.Context) error {
	if !v.hangs.Load() {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

func (v *strained) Sealed(ctx context.Context, name string) (string, int64, time.Time, error) {
	if err := v.wait(ctx); err != nil {
		return "", 0, time.Time{}, err
	}
	return v.vault.Sealed(ctx, name)
}

func (v *strained) Seal(ctx context.Context, name string, version int64, secret string) (bool, error) {
	if err := v.wait(ctx); err != nil {
		return false, err
	}
	if v.refuses.Add(-1) >= 0 {
		return false, errAway
	}
	if err := bot.Sleep(ctx, time.Duration(v.slow.Load())); err != nil {
		return false, err
	}
	return v.vault.Seal(ctx, name, version, secret)
}

// lost is a Spare that answers nothing in time.
type lost struct{}

func (lost) Keep(ctx context.Context, _, _ string) error        { <-ctx.Done(); return ctx.Err() }
func (lost) Kept(ctx context.Context, _ string) (string, error) { <-ctx.Done(); return "", ctx.Err() }
func (lost) Forget(ctx context.Context, _ string) error         { <-ctx.Done(); return ctx.Err() }

// bubble is an account in a bubble of time, and its log.
type bubble struct {
	*owed
	way   *within
	vault *strained
	log   *bottest.Sink
}

// inBubble has an account looked at in a bubble of time.
func inBubble(t *testing.T, s *zalooatest.Server, do func(*testing.T, *bubble)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{owed: &owed{t: t, server: s, vault: &vault{}, spares: &spares{kept: map[string]string{}}}, way: &within{server: s}}
		b.vault = &strained{vault: b.owed.vault}
		log, sink := newLog(t)
		b.log = sink
		b.change = func(to *zalooa.Options) {
			to.Transport, to.Vault, to.Logger = b.way, b.vault, log
			to.Lead = func(context.Context) bool { return false }
		}
		s.Consent("seed-refresh-token") // as at first
		s.Say("mai", "chào", time.Now())
		do(t, b)
	})
}

// says tells how often the log says something.
func (b *bubble) says(what string) int { return strings.Count(b.log.String(), what) }

// stored tells whether the newest pair is in the vault.
func (b *bubble) stored() bool {
	_, _, renewing, _ := b.owed.vault.Sealed(b.t.Context(), "")
	return renewing.IsZero()
}

// ends ends a process, and tells how long that took.
func ends(stop func()) time.Duration {
	began := time.Now()
	stop()
	return time.Since(began)
}

// endTime is how long a channel may take to end, that the replies on their way
// have time: less than finishTime of package main.
const endTime = 13 * time.Second / 2

// TestTheEndKeepsItsTime though the store hangs and a renewed pair is owed,
// whatever is under way when it comes.
func TestTheEndKeepsItsTime(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	for name, spare := range map[string]zalooa.Spare{"Redis has it": nil, "Redis hangs": lost{}} {
		t.Run(name, func(t *testing.T) {
			for n := range 40 {
				inBubble(t, s, func(t *testing.T, b *bubble) {
					change := b.change
					b.change = func(to *zalooa.Options) {
						if change(to); spare != nil {
							to.Spare = spare
						}
					}
					c := b.replica()
					b.renews(c)
					b.vault.hangs.Store(true)
					stop := bottest.Run(t, c, new(bottest.Inbox).Receive)
					time.Sleep(time.Duration(n) * time.Second)
					called := make(chan struct{})
					go func() {
						defer close(called)
						_ = c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "ba"})
					}()
					time.Sleep(time.Second)
					if took := ends(stop); took > endTime {
						t.Errorf("a call that began after %d s, and the end a second later: it took %v", n, took)
					}
					<-called
					if b.says("this process ends, and its new token is not stored") != 1 {
						t.Errorf("after %d s: the log does not tell of it once", n)
					}
				})
			}
		})
	}
}

// TestTheEndOwesNothing: where the store hangs and no pair is to be stored, the
// end waits for nothing, and calls for no consent.
func TestTheEndOwesNothing(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		c := b.replica()
		stop := bottest.Run(t, c, new(bottest.Inbox).Receive)
		b.sends(c, "một", "")
		s.Revoke()
		b.vault.hangs.Store(true)
		called := make(chan struct{})
		go func() {
			defer close(called)
			_ = c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "hai"})
		}()
		time.Sleep(time.Second)
		if took := ends(stop); took > 0 || b.says("consent") > 0 {
			t.Errorf("it took %v; the log says %s", took, b.log.String())
		}
		<-called
	})
}

// TestTheEndStoresWhatIsOwed, where only then the store takes it: nobody else
// tries at that moment.
func TestTheEndStoresWhatIsOwed(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		c := b.replica()
		b.renews(c)
		stop := bottest.Run(t, c, new(bottest.Inbox).Receive)
		time.Sleep(time.Minute)
		synctest.Wait()
		b.owed.vault.fails(nil, false)
		if b.stored() {
			t.Fatal("it was stored before")
		}
		stop()
		if !b.stored() || b.alarm.Load() || b.spares.all() != 0 {
			t.Errorf("stored: %v, alarm: %v, %d left in Redis", b.stored(), b.alarm.Load(), b.spares.all())
		}
	})
}

// TestTheEndStoresWhatARenewalBrings that is under way: its call ends with the
// process, and the store did not take the pair at once.
func TestTheEndStoresWhatARenewalBrings(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		c := b.replica()
		stop := bottest.Run(t, c, new(bottest.Inbox).Receive)
		b.sends(c, "một", "")
		s.Revoke()
		b.way.renewal.Store(int64(3 * time.Second))
		b.vault.refuses.Store(1)
		ctx, kill := context.WithCancel(t.Context())
		called := make(chan struct{})
		go func() {
			defer close(called)
			_ = c.Send(ctx, bot.Reply{To: to(s, "mai"), Text: "hai"})
		}()
		time.Sleep(time.Second)
		kill()
		stop()
		<-called
		if s.Renewals() == 0 || !b.stored() || b.spares.all() != 0 {
			t.Errorf("renewed %d times, stored: %v, %d left in Redis", s.Renewals(), b.stored(), b.spares.all())
		}
	})
}

// TestNoRenewalBeginsAfterTheEnd, though replies are sent for a while yet: its
// pair would end with the process. A token that is good is used.
func TestNoRenewalBeginsAfterTheEnd(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	inBubble(t, s, func(t *testing.T, b *bubble) {
		c := b.replica()
		stop := bottest.Run(t, c, new(bottest.Inbox).Receive)
		b.sends(c, "một", "")
		time.Sleep(21 * time.Hour) // it is to be renewed by now
		stop()
		before := s.Renewals()
		b.sends(c, "hai", "")
		s.Revoke()
		b.sends(c, "ba", bot.RetryAfter)
		if n := s.Renewals(); n != before || !b.stored() || b.says("level=ERROR") > 0 {
			t.Errorf("renewed %d times more; stored: %v; the log says %s", n-before, b.stored(), b.log.String())
		}
	})
}
