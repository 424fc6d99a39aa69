package cache

import (
	"context"
	"strconv"
	"sync"
	"time"
)

const (
	ratePrefix = "bp:rate:"
	rateLimit  = 8192 // buckets held within the process
)

// Allow lets one event of bucket pass where n may in a span of per, up to
// burst (at least 1) at once; ok is false when it may not yet, and wait then
// says how long until it may. It counts over all replicas, and while Redis is
// away each replica for itself.
func (c *Cache) Allow(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration) {
	gap := per / time.Duration(max(n, 1))
	burst = max(burst, 1)
	if c.embedded != nil {
		return c.rates.allow(bucket, gap, burst, c.now())
	}
	err := c.do(ctx, callBudget, func(ctx context.Context) error {
		text, err := c.scripts.gcra.Run(ctx, c.redis, []string{ratePrefix + bucket}, gap.Microseconds(), burst).Text()
		if err != nil {
			return err
		}
		us, err := strconv.ParseInt(text, 10, 64)
		wait = time.Duration(us) * time.Microsecond
		return err
	})
	if err != nil {
		return c.rates.allow(bucket, gap, burst, c.now())
	}
	return wait == 0, wait
}

// rates is the same within the process (GCRA: for each bucket the time at
// which it is empty again). The zero rates are ready.
type rates struct {
	mu  sync.Mutex
	due map[string]time.Time
}

func (r *rates) allow(bucket string, gap time.Duration, burst int, now time.Time) (bool, time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	due, known := r.due[bucket]
	if due.Before(now) {
		due = now
	}
	if wait := due.Add(gap - time.Duration(burst)*gap).Sub(now); wait > 0 {
		return false, wait
	}
	if !known && len(r.due) >= rateLimit {
		r.thin(now)
	}
	if r.due == nil {
		r.due = map[string]time.Time{}
	}
	r.due[bucket] = due.Add(gap)
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
