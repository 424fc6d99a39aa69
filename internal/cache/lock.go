package cache

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/bsm/redislock"
)

const (
	lockPrefix  = "bp:lock:"
	leasePrefix = "bp:lease:"
	lockWaitMin = 5 * time.Millisecond
	lockWaitMax = 50 * time.Millisecond
)

// Lock waits for its turn under key, within the process in the order of the
// calls, and over replicas while Redis answers. It is for order only: what
// must never happen twice is kept apart by SQL. The turn is kept until it is
// released; ttl is how long it outlives a process that was killed, or that
// Redis does not hear of. An error is ctx's.
func (c *Cache) Lock(ctx context.Context, key string, ttl time.Duration) (release func(), err error) {
	leave, err := c.queues.enter(ctx, key)
	if err != nil {
		return nil, err
	}
	if c.embedded != nil { // nobody else can reach it
		return leave, nil
	}
	held, err := c.obtain(ctx, lockPrefix+key, ttl)
	if err != nil {
		leave()
		return nil, err
	}
	end := c.keep(held, ttl)
	return func() {
		defer leave()
		end()
		if held != nil {
			c.giveBack(context.WithoutCancel(ctx), held)
		}
	}, nil
}

// keep has a lock last until what it gives is called.
func (c *Cache) keep(held *redislock.Lock, ttl time.Duration) (end func()) {
	if held == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	refresh := func() error {
		return c.do(ctx, callBudget, func(ctx context.Context) error {
			if err := held.Refresh(ctx, ttl, nil); !errors.Is(err, redislock.ErrNotObtained) {
				return err
			}
			return nil // it is another's by now
		})
	}
	var mu sync.Mutex
	var timer *time.Timer
	again := func() {
		_ = refresh() // without Redis it is for the process alone
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() == nil {
			timer.Reset(ttl / 3)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	timer = time.AfterFunc(ttl/3, again)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		cancel()
		timer.Stop()
	}
}

// obtain waits for a lock; nil without an error says that Redis is away.
func (c *Cache) obtain(ctx context.Context, key string, ttl time.Duration) (*redislock.Lock, error) {
	for wait := lockWaitMin; ; wait = min(2*wait, lockWaitMax) {
		held, err := c.take(ctx, key, ttl)
		switch {
		case err == nil:
			return held, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case !errors.Is(err, redislock.ErrNotObtained):
			return nil, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// take tries once. The token is the process's own, so that a lock whose reply
// was lost is taken again and not waited for.
func (c *Cache) take(ctx context.Context, key string, ttl time.Duration) (held *redislock.Lock, err error) {
	refused := false
	err = c.do(ctx, callBudget, func(ctx context.Context) (err error) {
		held, err = c.locker.Obtain(ctx, key, ttl, &redislock.Options{Token: c.id})
		if refused = errors.Is(err, redislock.ErrNotObtained); refused {
			return nil // Redis did its part
		}
		return err
	})
	if refused {
		return nil, redislock.ErrNotObtained
	}
	return held, err
}

func (c *Cache) giveBack(ctx context.Context, held *redislock.Lock) {
	_ = c.do(ctx, callBudget, func(ctx context.Context) error {
		if err := held.Release(ctx); !errors.Is(err, redislock.ErrLockNotHeld) {
			return err
		}
		return nil
	})
}

// Leader tells whether this process is the one to do job for the next ttl;
// asked again in time, it stays so. It spares work and promises nothing: when
// Redis is away everybody leads, and SQL lets one of them act.
func (c *Cache) Leader(ctx context.Context, job string, ttl time.Duration) bool {
	if c.embedded != nil {
		return true
	}
	held, err := c.take(ctx, leasePrefix+job, ttl)
	if errors.Is(err, redislock.ErrNotObtained) {
		c.leases.Delete(job)
		return false
	}
	if held != nil {
		c.leases.Store(job, held)
	}
	return true
}

// resign gives back all leases, so that another replica need not wait.
func (c *Cache) resign() {
	c.leases.Range(func(_, held any) bool {
		if lock, ok := held.(*redislock.Lock); ok {
			c.giveBack(context.Background(), lock)
		}
		return true
	})
}

// queues let those who call enter with one key in one at a time, in the order
// in which they came. The zero queues are ready.
type queues struct {
	mu    sync.Mutex
	queue map[string]*queue
}

type queue struct {
	seat  chan struct{} // waiters on a channel are served in order
	users int           // who sits or waits; guarded by queues.mu
}

func (q *queues) enter(ctx context.Context, key string) (leave func(), err error) {
	one := q.join(key)
	select {
	case one.seat <- struct{}{}:
	case <-ctx.Done():
		q.part(key, one)
		return nil, ctx.Err()
	}
	var once sync.Once
	return func() {
		once.Do(func() {
			<-one.seat
			q.part(key, one)
		})
	}, nil
}

func (q *queues) join(key string) *queue {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.queue == nil {
		q.queue = map[string]*queue{}
	}
	one, ok := q.queue[key]
	if !ok {
		one = &queue{seat: make(chan struct{}, 1)}
		q.queue[key] = one
	}
	one.users++
	return one
}

func (q *queues) part(key string, one *queue) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if one.users--; one.users == 0 {
		delete(q.queue, key)
	}
}
