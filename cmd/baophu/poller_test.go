package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// Of several replicas one polls, whatever becomes of Redis; another begins
// when it resigns or is dead, and while SQL is away nobody else does.
func TestOneReplicaPolls(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		now := time.Now()
		clock := func() time.Time { return now }
		l, err := ledger.Open(t.Context(), e.URL(t), ledger.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		store := &shaky{leaser: l}
		one, two := &poller{leaser: store, what: "poll/x", now: clock}, &poller{leaser: store, what: "poll/x", now: clock}
		leads := func(when string, first, second bool) {
			t.Helper()
			if a, b := one.leads(t.Context()), two.leads(t.Context()); a != first || b != second {
				t.Errorf("%s: %t and %t, want %t and %t", when, a, b, first, second)
			}
		}
		leads("at first", true, false)
		for range 10 {
			now = now.Add(30 * time.Second)
			leads("while it lives", true, false)
		}
		store.away = true
		now = now.Add(time.Hour)
		leads("while SQL is away", true, false)
		store.away = false
		leads("when it is back", true, false)
		one.resign(t.Context())
		if !two.leads(t.Context()) || one.leads(t.Context()) {
			t.Error("after it resigned the other does not begin")
		}
		now = now.Add(pollLease) // two is dead
		leads("after the other's death", true, false)
	})
}

// shaky is a ledger that may be away.
type shaky struct {
	leaser
	away bool
}

func (s *shaky) Lease(ctx context.Context, what string, mine, until time.Time) (bool, error) {
	if s.away {
		return false, errors.New("away")
	}
	return s.leaser.Lease(ctx, what, mine, until)
}
