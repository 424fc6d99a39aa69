package cache

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"
)

const (
	notesPrefix = "bp:notes:"
	// notesParts is over how many slots of a Cluster the lists are spread.
	notesParts = 32
	// ever is a life long enough that nothing ends by itself.
	ever = 10 * 365 * 24 * time.Hour
)

// notesOf gives the key of a list, and that of what is kept beside the lists of
// its part, on the same server, from when that server keeps notes: Redis keeps
// the time, by the clock of which it ends.
func notesOf(list string) (notes, since string) {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(list)) // never fails
	since = notesSince(sum.Sum32() % notesParts)
	return since + list, since
}

func notesSince(part uint32) string { return fmt.Sprintf("%s{%d}", notesPrefix, part) }

// remember has every server keep from when it keeps notes.
func (c *Cache) remember(ctx context.Context) {
	_ = c.do(ctx, callBudget, func(ctx context.Context) error {
		all := c.redis.Pipeline()
		for part := range uint32(notesParts) {
			all.SetNX(ctx, notesSince(part), 1, ever)
		}
		_, err := all.Exec(ctx)
		return err
	}) // else the first note does
}

// Note keeps something under a key of a list, until a while after the list's
// last note. Each key is by itself, whoever notes or drops others at the same
// moment. An error says that Redis is away.
func (c *Cache) Note(ctx context.Context, list, key string, what []byte, within time.Duration) error {
	return c.do(ctx, callBudget, func(ctx context.Context) error {
		notes, since := notesOf(list)
		all := c.redis.TxPipeline()
		all.SetNX(ctx, since, 1, ever)
		all.HSet(ctx, notes, key, what)
		all.PExpire(ctx, notes, within)
		_, err := all.Exec(ctx)
		return err
	})
}

// Drop removes what is kept under a list's key.
func (c *Cache) Drop(ctx context.Context, list, key string) error {
	notes, _ := notesOf(list)
	return c.do(ctx, callBudget, func(ctx context.Context) error { return c.redis.HDel(ctx, notes, key).Err() })
}

// Noted gives all that a list keeps, by key, and for how long nothing of it was
// forgotten: a Redis that is flushed, or comes back empty, forgot what was noted
// before.
func (c *Cache) Noted(ctx context.Context, list string) (all map[string][]byte, remembered time.Duration, err error) {
	notes, since := notesOf(list)
	err = c.do(ctx, callBudget, func(ctx context.Context) error {
		one := c.redis.TxPipeline()
		one.SetNX(ctx, since, 1, ever)
		left, texts := one.PTTL(ctx, since), one.HGetAll(ctx, notes)
		if _, err := one.Exec(ctx); err != nil {
			return err
		}
		remembered = max(ever-left.Val(), 0)
		all = make(map[string][]byte, len(texts.Val()))
		for key, text := range texts.Val() {
			all[key] = []byte(text)
		}
		return nil
	})
	if c.Embedded() { // it ends with the only one that notes, and its clock has large steps
		remembered = ever
	}
	return all, remembered, err
}
