package bottest

import (
	"context"
	"maps"
	"sync"
	"time"
)

// Arrivals are what replicas keep together of what has arrived, as in Redis.
type Arrivals struct {
	mu    sync.Mutex
	empty time.Time // when all was forgotten last
	kept  map[string]map[string][]byte
}

// Note keeps something under a key.
func (a *Arrivals) Note(_ context.Context, chat, key string, what []byte, _ time.Duration) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil {
		a.kept = map[string]map[string][]byte{}
	}
	if a.kept[chat] == nil {
		a.kept[chat] = map[string][]byte{}
	}
	a.kept[chat][key] = what
	return nil
}

// Drop removes it.
func (a *Arrivals) Drop(_ context.Context, chat, key string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.kept[chat], key)
	return nil
}

// Noted gives all that is kept of a chat, and since how long.
func (a *Arrivals) Noted(_ context.Context, chat string) (map[string][]byte, time.Duration, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.kept[chat]), time.Since(a.empty), nil
}

// Forget forgets all, as a Redis that is flushed does.
func (a *Arrivals) Forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kept, a.empty = nil, time.Now()
}
