package zalooa

import (
	"context"
	"fmt"
	"time"

	"baophu/bot"
)

// rank is who goes first where the account's calls are short.
type rank int

const (
	answering rank = iota // a person waits: the default
	noticing              // said unasked
	looking               // for missed messages
)

type rankKey struct{}

// ranked gives the calls of a context a rank.
func ranked(ctx context.Context, r rank) context.Context { return context.WithValue(ctx, rankKey{}, r) }

// even is what of the account's calls flows evenly, and burst what may be
// taken at once on top: together, in any span, they are no more than it has.
// Notices leave half of the burst to answers, looks for missed messages three
// quarters, so that each yields to those before it.
func (c *Channel) even(r rank) (n, burst int) {
	burst = max(c.Calls.N/5, 1)
	n = max(c.Calls.N-burst, 1)
	switch r {
	case noticing:
		burst = max(burst/2, 1)
	case looking:
		burst = max(burst/4, 1)
	}
	return n, burst
}

// lookPatience is how long a look lets everybody else go first: what was missed
// must not wait for a quiet hour.
const lookPatience = 6 * time.Second

// admit waits until the account may be called once more.
func (c *Channel) admit(ctx context.Context) error {
	if c.Allow == nil || c.Calls.N <= 0 {
		return nil
	}
	r, _ := ctx.Value(rankKey{}).(rank)
	for began := time.Now(); ; {
		if r == looking && time.Since(began) > lookPatience {
			r = answering
		}
		n, burst := c.even(r)
		ok, wait := c.Allow(ctx, "calls/"+Platform+"/"+c.OA, n, c.Calls.Per, burst)
		if ok {
			return nil
		}
		if err := bot.Sleep(ctx, max(wait, time.Millisecond)); err != nil {
			return &callError{text: fmt.Sprintf("no call was left in time: %v", err), lost: &bot.Lost{Unsent: true}}
		}
	}
}
