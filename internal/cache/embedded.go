package cache

import (
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// embeddedTick is how exact expiry is in the Redis within the process. Its
// clock stands still unless it is moved, and each move walks over all keys.
const embeddedTick = 500 * time.Millisecond

// embedded is a Redis within the process, reachable only with its password.
type embedded struct {
	server *miniredis.Miniredis
	url    string
	stop   chan struct{}
	done   sync.WaitGroup
}

func startEmbedded() (*embedded, error) {
	e := &embedded{server: miniredis.NewMiniRedis(), stop: make(chan struct{})}
	password := rand.Text()
	e.server.RequireAuth(password)
	if err := e.server.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("redis within the process: %w", err)
	}
	e.url = "redis://:" + password + "@" + e.server.Addr()
	e.done.Go(e.age)
	return e, nil
}

// age lets keys expire.
func (e *embedded) age() {
	tick := time.NewTicker(embeddedTick)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-e.stop:
			return
		case now := <-tick.C:
			e.server.FastForward(now.Sub(last))
			last = now
		}
	}
}

func (e *embedded) close() {
	close(e.stop)
	e.done.Wait()
	e.server.Close()
}
