package bot

import (
	"context"
	"sync"
)

// lanes lets one at a time pass for each key, in the order they came.
type lanes struct {
	mu      sync.Mutex
	waiting map[string][]chan struct{} // a key is here while somebody has the turn
}

// take waits for the key's turn. The turn must be given back.
func (l *lanes) take(ctx context.Context, key string) error {
	l.mu.Lock()
	queue, busy := l.waiting[key]
	if !busy {
		if l.waiting == nil {
			l.waiting = map[string][]chan struct{}{}
		}
		l.waiting[key] = nil
		l.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	l.waiting[key] = append(queue, mine)
	l.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
		l.leave(key, mine)
		return ctx.Err()
	}
}

// leave steps out of a queue, or gives back the turn that came meanwhile.
func (l *lanes) leave(key string, mine chan struct{}) {
	l.mu.Lock()
	queue := l.waiting[key]
	for i, other := range queue {
		if other == mine {
			l.waiting[key] = append(queue[:i:i], queue[i+1:]...)
			l.mu.Unlock()
			return
		}
	}
	l.mu.Unlock()
	l.give(key)
}

// give passes the turn to the next.
func (l *lanes) give(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.waiting[key]
	if len(queue) == 0 {
		delete(l.waiting, key)
		return
	}
	l.waiting[key] = queue[1:]
	close(queue[0])
}

// behind tells how many wait behind whoever has the key's turn.
func (l *lanes) behind(key string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting[key])
}
