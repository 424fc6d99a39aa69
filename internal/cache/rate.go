package cache

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	ratePrefix  = "bp:rate:"
	countPrefix = "bp:count:"
	rateLimit   = 8192 // buckets held within the process
)

// Allow lets one event of bucket pass where n may in a span of per, up to
// burst (at least 1) at once; ok is false when it may not yet, and wait then
// says how long until it may. It counts over all replicas, and while Redis is
// away each replica for itself. An event a few milliseconds late does not put
// off those behind it: in a span of per there may be one more than n and burst.
func (c *Cache) Allow(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration) {
	gap := per / time.Duration(max(n, 1))
	burst = max(burst, 1)
	if c.embedded == nil {
		if wait, _, err := c.gcra(ctx, bucket, gap, burst); err == nil {
			return wait == 0, wait
		}
	}
	return c.rates.allow(bucket, gap, burst, c.now())
}

// Park lets nothing of bucket pass for a while, on any replica. Redis away, it
// does nothing: each replica keeps what it saw itself.
func (c *Cache) Park(ctx context.Context, bucket string, during time.Duration) {
	if c.embedded != nil {
		return
	}
	_ = c.do(ctx, callBudget, func(ctx context.Context) error {
		return c.scripts.park.Run(ctx, c.redis, []string{ratePrefix + bucket}, during.Microseconds()).Err()
	})
}

// gcra asks Redis; ahead is by how much the bucket is then not empty.
func (c *Cache) gcra(ctx context.Context, bucket string, gap time.Duration, burst int) (wait, ahead time.Duration, err error) {
	err = c.do(ctx, callBudget, func(ctx context.Context) error {
		text, err := c.scripts.gcra.Run(ctx, c.redis, []string{ratePrefix + bucket}, gap.Microseconds(), burst, lateness(gap).Microseconds()).Text()
		if err != nil {
			return err
		}
		var waits, leads int64
		_, err = fmt.Sscan(text, &waits, &leads)
		wait, ahead = time.Duration(waits)*time.Microsecond, time.Duration(leads)*time.Microsecond
		return err
	})
	return wait, ahead, err
}

// lateness is by how much an event may come late without the flow losing it:
// what a clock and a busy machine take to wake somebody.
func lateness(gap time.Duration) time.Duration { return min(gap/4, 10*time.Millisecond) }

// pass is GCRA: due is when the bucket is empty again. It gives the new due,
// or how long to wait.
func pass(due, now time.Time, gap time.Duration, burst int) (next time.Time, wait time.Duration) {
	if late := now.Add(-lateness(gap)); due.Before(now.Add(-gap)) {
		due = now // nobody waited for it
	} else if due.Before(late) {
		due = late
	}
	if wait := due.Add(gap - time.Duration(burst)*gap).Sub(now); wait > 0 {
		return due, wait
	}
	return due.Add(gap), 0
}

// Count adds one to what was counted under key for a while since the first of
// it, over all replicas, and gives the sum; an error says that Redis is away.
func (c *Cache) Count(ctx context.Context, key string, within time.Duration) (n int, err error) {
	err = c.do(ctx, callBudget, func(ctx context.Context) error {
		both := c.redis.TxPipeline()
		both.SetNX(ctx, countPrefix+key, 0, within)
		sum := both.Incr(ctx, countPrefix+key)
		_, err := both.Exec(ctx)
		n = int(sum.Val())
		return err
	})
	return n, err
}

// rates is the same within the process: for each bucket the time at which it
// is empty again. The zero rates are ready.
type rates struct {
	mu  sync.Mutex
	due map[string]time.Time
}

func (r *rates) allow(bucket string, gap time.Duration, burst int, now time.Time) (bool, time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	due, known := r.due[bucket]
	if !known {
		due = now
	}
	next, wait := pass(due, now, gap, burst)
	if wait > 0 {
		return false, wait
	}
	if !known && len(r.due) >= rateLimit {
		r.thin(now)
	}
	if r.due == nil {
		r.due = map[string]time.Time{}
	}
	r.due[bucket] = next
	return true, 0
}

// thin drops buckets that are empty again. When all are in use the fullest
// map is begun anew: a flood of buckets must not take the memory.
func (r *rates) thin(now time.Time) {
	for bucket, due := range r.due {
		if !due.After(now) {
			delete(r.due, bucket)
		}
	}
	if len(r.due) >= rateLimit {
		clear(r.due)
	}
}
