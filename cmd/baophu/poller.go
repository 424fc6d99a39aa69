package main

import (
	"context"
	"sync"
	"time"
)

const (
	// pollLease is for how long a replica that polls stays the only one that
	// does: longer than a poll lasts, so that it stays so while it lives.
	pollLease = 45 * time.Second
	// pollRenew is after how much of it the lease is renewed.
	pollRenew = 5 * time.Second
)

// leaser leases in SQL: two replicas that poll one bot end each other's polls,
// or share its messages at random, so that this must not hang on Redis.
type leaser interface {
	Lease(ctx context.Context, what string, mine, until time.Time) (bool, error)
}

// poller tells whether this replica is the one to poll.
type poller struct {
	leaser
	what string
	now  func() time.Time

	mu   sync.Mutex
	mine time.Time // until when it is; zero: it is not
}

// leads asks. While SQL is away who polled goes on: nobody else can begin.
func (p *poller) leads(ctx context.Context) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if p.mine.Sub(now) > pollLease-pollRenew {
		return true
	}
	until := now.Add(pollLease).Truncate(time.Millisecond)
	switch ours, err := p.Lease(ctx, p.what, p.mine, until); {
	case err != nil:
		return !p.mine.IsZero()
	case !ours:
		p.mine = time.Time{}
	default:
		p.mine = until
	}
	return !p.mine.IsZero()
}

// resign gives it back, so that another replica need not wait.
func (p *poller) resign(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.mine.IsZero() {
		_, _ = p.Lease(ctx, p.what, p.mine, p.now()) // else it ends by itself
	}
	p.mine = time.Time{}
}

// polls tells whether this replica is the one to poll a platform. One whose
// Redis is within the process is alone, and must not wait for its own lease
// after it was killed.
func (st *store) polls(platform string) func(context.Context) bool {
	if st.cache.Embedded() {
		return nil
	}
	p := &poller{leaser: st.ledger, what: "poll/" + platform, now: st.now}
	st.pollers = append(st.pollers, p)
	return p.leads
}
