package zalooa_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

var errAway = errors.New("the store is away")

// spares keep pairs in memory, as Redis does for all replicas.
type spares struct {
	mu   sync.Mutex
	kept map[string]string
	away error
}

func (s *spares) Keep(_ context.Context, name, secret string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away == nil {
		s.kept[name] = secret
	}
	return s.away
}

func (s *spares) Kept(_ context.Context, name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[name], s.away
}

func (s *spares) Forget(_ context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, name)
	return s.away
}

func (s *spares) all() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.kept)
}

// owed is an account whose newest pair the vault did not take, as it was for
// the channel that renewed it.
type owed struct {
	t      *testing.T
	server *zalooatest.Server
	vault  *vault
	spares *spares
	alarm  atomic.Bool
	change func(*zalooa.Options) // of each replica
}

func newOwed(t *testing.T) *owed {
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	return &owed{t: t, server: s, vault: &vault{}, spares: &spares{kept: map[string]string{}}}
}

func (o *owed) replica() *zalooa.Channel {
	return newChannel(o.t, o.server, func(to *zalooa.Options) {
		to.Vault, to.Spare, to.CatchUp = o.vault, o.spares, time.Hour
		to.Unstored = func(is bool) { o.alarm.Store(is) }
		if o.change != nil {
			o.change(to)
		}
	})
}

// renews has a channel renew the pair while the vault takes nothing.
func (o *owed) renews(c *zalooa.Channel) {
	o.t.Helper()
	before := o.server.Renewals()
	o.sends(c, "một", "")
	o.server.Revoke()
	o.vault.fails(errAway, false)
	o.sends(c, "hai", bot.RetryAfter)
	if n := o.server.Renewals() - before; n != 2 {
		o.t.Fatalf("renewed %d times", n)
	}
}

// sends sends a text, and wants that to fail so; "": to arrive.
func (o *owed) sends(c *zalooa.Channel, text string, want bot.Failure) {
	o.t.Helper()
	before := len(o.server.Sent("mai"))
	ctx, cancel := o.t.Context(), context.CancelFunc(func() {})
	if want != "" {
		ctx, cancel = context.WithTimeout(ctx, 3*time.Second)
	}
	defer cancel()
	err := c.Send(ctx, bot.Reply{To: to(o.server, "mai"), Text: text})
	failure, failed := errors.AsType[*bot.SendError](err)
	sent := len(o.server.Sent("mai")) - before
	if want == "" && (err != nil || sent != 1) || want != "" && (!failed || failure.Kind != want || sent != 0) {
		o.t.Errorf("%s: %v, %d sent, want %q", text, err, sent, want)
	}
}

// TestAPairIsUsedByNobodyBeforeItIsStored: what is to be sent meanwhile is put
// off, by whomever; an operator is told, and once the store is back the pair is
// stored though nobody calls.
func TestAPairIsUsedByNobodyBeforeItIsStored(t *testing.T) {
	t.Parallel()
	o := newOwed(t)
	c := o.replica()
	o.renews(c)
	called := o.server.Calls("/v3.0/oa/message/cs")
	o.sends(c, "ba", bot.RetryAfter)
	o.sends(o.replica(), "bốn", bot.RetryAfter)
	if n := o.server.Calls("/v3.0/oa/message/cs"); n != called {
		t.Errorf("Zalo was called %d times more", n-called)
	}
	if !o.alarm.Load() {
		t.Error("nobody is told")
	}
	bottest.Run(t, c, new(bottest.Inbox).Receive)
	_, before, _, _ := o.vault.Sealed(t.Context(), "")
	o.vault.fails(nil, false)
	bottest.Eventually(t, "the pair is stored", func() bool {
		_, version, renewing, _ := o.vault.Sealed(t.Context(), "")
		return version == before+1 && renewing.IsZero() && !o.alarm.Load() && o.spares.all() == 0
	})
	o.sends(c, "năm", "")
	o.sends(o.replica(), "sáu", "")
	if n := o.server.Renewals(); n != 2 {
		t.Errorf("renewed %d times", n)
	}
}

// TestAPairOutlivesItsProcess that was killed before the store took it: another
// goes on with what is in Redis, once it is stored.
func TestAPairOutlivesItsProcess(t *testing.T) {
	t.Parallel()
	o := newOwed(t)
	o.renews(o.replica()) // which nobody asks again
	o.vault.mu.Lock()
	o.vault.renewing = o.vault.renewing.Add(-2 * time.Minute)
	o.vault.mu.Unlock()
	o.spares.away = errAway
	next := o.replica()
	o.sends(next, "ba", bot.RetryAfter) // Redis may have it: no operator is called yet
	o.spares.away = nil
	o.sends(next, "bốn", bot.RetryAfter)
	o.vault.fails(nil, false)
	o.sends(next, "năm", "")
	if n := o.server.Renewals(); n != 2 || o.spares.all() != 0 {
		t.Errorf("renewed %d times, %d left in Redis", n, o.spares.all())
	}
}

// TestAPairThatWasStoredUnseen: the store took it, and its answer was lost.
func TestAPairThatWasStoredUnseen(t *testing.T) {
	t.Parallel()
	o := newOwed(t)
	c := o.replica()
	o.sends(c, "một", "")
	o.server.Revoke()
	o.vault.fails(errAway, true)
	o.sends(c, "hai", "")
	if _, version, _, _ := o.vault.Sealed(t.Context(), ""); version != 3 || o.server.Renewals() != 2 || o.spares.all() != 0 {
		t.Errorf("version %d, renewed %d times, %d left in Redis", version, o.server.Renewals(), o.spares.all())
	}
}
