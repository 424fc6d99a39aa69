package cache

import (
	"context"
	"sync"
	"time"
)

const (
	livingKey = "bp:living"
	beatEvery = 2 * time.Second
	livesFor  = 10 * time.Second // without a beat
	// strangers is how many replicas there are taken to be by one that never
	// could count them.
	strangers = 4
	// rejoin is for how long at least a replica that went without Redis keeps to
	// its part though Redis answers: until the others have surely seen it too.
	rejoin = 3 * time.Second
)

// Share is Allow for a limit that all replicas have together. While Redis is
// away each keeps to its part of it: the whole by the replicas counted last.
func (c *Cache) Share(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration) {
	n, burst = max(n, 1), max(burst, 1)
	if c.embedded != nil {
		return c.rates.allow(bucket, per/time.Duration(n), burst, c.now())
	}
	replicas := c.census.size()
	mine := part{gap: per * time.Duration(replicas) / time.Duration(n), burst: max(burst/replicas, 1)}
	if n > replicas { // whole events: k replicas' bursts of one may fall together
		mine.gap = per / time.Duration(n/replicas)
	}
	if wait := c.parts.waits(bucket, mine, c.now()); wait > 0 {
		return false, wait
	}
	wait, ahead, err := c.gcra(ctx, bucket, per/time.Duration(n), burst)
	switch {
	case err == nil && wait > 0:
		return false, wait
	case err == nil:
		c.parts.shared(bucket, mine, c.now(), ahead)
		return true, 0
	case ctx.Err() != nil:
		return false, mine.gap
	}
	return c.parts.alone(bucket, mine, c.now())
}

// part is what one replica may of a bucket.
type part struct {
	gap   time.Duration
	burst int
}

// parts are the shared buckets as this replica keeps its part of them. The
// zero parts are ready; there are as many as channels.
type parts struct {
	mu sync.Mutex
	of map[string]*portion
}

// portion is one bucket: when the part is empty again, and when Redis was last
// gone without.
type portion struct{ due, without time.Time }

// apart tells whether the part counts, or the whole only.
func (p *portion) apart(of part, now time.Time) bool {
	return now.Sub(p.without) <= max(rejoin, 4*of.gap)
}

func (p *parts) portion(bucket string) *portion {
	if p.of == nil {
		p.of = map[string]*portion{}
	}
	one := p.of[bucket]
	if one == nil {
		one = &portion{}
		p.of[bucket] = one
	}
	return one
}

// waits tells how long the part holds back a replica that went without Redis
// a moment ago.
func (p *parts) waits(bucket string, of part, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.portion(bucket)
	if !one.apart(of, now) {
		return 0
	}
	_, wait := pass(one.due, now, of.gap, of.burst)
	return wait
}

// shared notes what Redis let pass: should it go away now, the part begins as
// full as the whole is.
func (p *parts) shared(bucket string, of part, now time.Time, ahead time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.portion(bucket)
	if !one.apart(of, now) {
		one.due = now.Add(ahead)
		return
	}
	one.due, _ = pass(one.due, now, of.gap, of.burst)
}

// alone lets an event of the part pass, Redis away. The first waits for its
// turn: another replica may have been let pass just now.
func (p *parts) alone(bucket string, of part, now time.Time) (bool, time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.portion(bucket)
	if !one.apart(of, now) {
		if one.due.Before(now) {
			one.due = now
		}
		one.due = one.due.Add(of.gap)
	}
	one.without = now
	next, wait := pass(one.due, now, of.gap, of.burst)
	if wait > 0 {
		return false, wait
	}
	one.due = next
	return true, 0
}

// Join counts this process among the replicas that share limits, until Close.
func (c *Cache) Join(ctx context.Context) {
	if c.embedded != nil || !c.joined.CompareAndSwap(false, true) {
		return
	}
	c.beat(ctx, livesFor)
	c.done.Go(func() {
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			select {
			case <-c.running.Done():
				return
			case <-tick.C:
				c.beat(c.running, livesFor)
			}
		}
	})
}

// leave takes the process from the count.
func (c *Cache) leave() {
	if c.joined.Load() {
		c.beat(context.Background(), 0)
	}
}

func (c *Cache) beat(ctx context.Context, lives time.Duration) {
	var living int
	err := c.do(ctx, workBudget, func(ctx context.Context) (err error) {
		living, err = c.scripts.beat.Run(ctx, c.redis, []string{livingKey}, c.id, lives.Microseconds()).Int()
		return err
	})
	if err != nil {
		living = 0
	}
	c.census.counted(living, c.now())
}

// census is how many replicas live. Fewer are believed only when they are
// counted for a while: a Redis that comes back empty counts anew.
type census struct {
	mu     sync.Mutex
	living int
	fewer  time.Time // since when fewer are counted; zero: they are not
}

// counted notes a count; 0: nobody could.
func (s *census) counted(living int, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case living == 0:
		s.fewer = time.Time{}
	case living >= s.living:
		s.living, s.fewer = living, time.Time{}
	case s.fewer.IsZero():
		s.fewer = now
	case now.Sub(s.fewer) >= livesFor:
		s.living, s.fewer = living, time.Time{}
	}
}

func (s *census) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.living == 0 {
		return strangers
	}
	return s.living
}
