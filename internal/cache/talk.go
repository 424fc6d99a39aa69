package cache

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	talkPrefix  = "bp:talk:"
	memoryLimit = 2048 // conversations remembered within the process
)

// Remember keeps v under key for ttl, best effort: what a chat spoke of last.
func (c *Cache) Remember(ctx context.Context, key string, v []byte, ttl time.Duration) {
	c.memory.put(key, v, c.now(), ttl)
	_ = c.do(ctx, callBudget, func(ctx context.Context) error {
		return c.redis.Set(ctx, talkPrefix+key, v, ttl).Err()
	})
}

// Recall gives what was remembered under key. While Redis is away it is what
// this process remembered itself.
func (c *Cache) Recall(ctx context.Context, key string) (v []byte, ok bool) {
	err := c.do(ctx, callBudget, func(ctx context.Context) (err error) {
		v, err = c.redis.Get(ctx, talkPrefix+key).Bytes()
		return err
	})
	switch {
	case err == nil:
		return v, true
	case errors.Is(err, redis.Nil):
		return nil, false
	}
	return c.memory.get(key, c.now())
}

// memory is a small map whose values expire. The zero memory is ready.
type memory struct {
	mu    sync.Mutex
	items map[string]memo
}

type memo struct {
	value []byte
	until time.Time
}

func (m *memory) put(key string, v []byte, now time.Time, ttl time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.items == nil {
		m.items = map[string]memo{}
	}
	if _, known := m.items[key]; !known && len(m.items) >= memoryLimit {
		m.thin(now)
	}
	m.items[key] = memo{append([]byte(nil), v...), now.Add(ttl)}
}

// thin drops what expired and then, until a quarter is free, whatever comes.
func (m *memory) thin(now time.Time) {
	for key, item := range m.items {
		if now.After(item.until) {
			delete(m.items, key)
		}
	}
	for key := range m.items {
		if len(m.items) <= memoryLimit*3/4 {
			return
		}
		delete(m.items, key)
	}
}

func (m *memory) get(key string, now time.Time) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	item, ok := m.items[key]
	if !ok || now.After(item.until) {
		return nil, false
	}
	return item.value, true
}
