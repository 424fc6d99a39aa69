package cache

import (
	"context"
	"time"
)

const notesPrefix = "bp:notes:"

// Note keeps something under a key of a list, until a while after the list's
// last note. Each key is by itself, whoever notes or drops others at the same
// moment. An error says that Redis is away.
func (c *Cache) Note(ctx context.Context, list, key string, what []byte, within time.Duration) error {
	return c.do(ctx, callBudget, func(ctx context.Context) error {
		both := c.redis.TxPipeline()
		both.HSet(ctx, notesPrefix+list, key, what)
		both.PExpire(ctx, notesPrefix+list, within)
		_, err := both.Exec(ctx)
		return err
	})
}

// Drop removes what is kept under a list's key.
func (c *Cache) Drop(ctx context.Context, list, key string) error {
	return c.do(ctx, callBudget, func(ctx context.Context) error { return c.redis.HDel(ctx, notesPrefix+list, key).Err() })
}

// Noted gives all that a list keeps, by key.
func (c *Cache) Noted(ctx context.Context, list string) (all map[string][]byte, err error) {
	err = c.do(ctx, callBudget, func(ctx context.Context) error {
		texts, err := c.redis.HGetAll(ctx, notesPrefix+list).Result()
		all = make(map[string][]byte, len(texts))
		for key, text := range texts {
			all[key] = []byte(text)
		}
		return err
	})
	return all, err
}
