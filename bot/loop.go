package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"
)

// LoopGuard stops two bots from talking to each other for ever: the same
// answer goes to the same chat a few times in a while, and then no more until
// the while is over. The zero value is ready.
type LoopGuard struct {
	// Times is how often the same answer may go out Within; 0: 5 and 30 minutes.
	Times  int
	Within time.Duration
	// Count, where several replicas answer one chat, adds one to what is kept
	// under a key for a while and gives the sum; its failure is overlooked.
	Count func(ctx context.Context, key string, within time.Duration) (int, error)
	// Now is the clock; nil: time.Now.
	Now func() time.Time

	mu   sync.Mutex
	said map[[sha256.Size]byte]repeats
}

// repeats is one answer's while.
type repeats struct {
	since time.Time
	times int
}

// keptAnswers bounds the guard's memory, about 100 bytes each.
const keptAnswers = 20_000

// Allow tells whether an answer may go out, and counts it.
func (g *LoopGuard) Allow(ctx context.Context, r Reply) bool {
	ok, _ := g.allow(ctx, r)
	return ok
}

// allow is Allow, and tells the last answer before the silence.
func (g *LoopGuard) allow(ctx context.Context, r Reply) (ok, last bool) {
	times, within := g.Times, g.Within
	if times == 0 {
		times = 5
	}
	if within == 0 {
		within = 30 * time.Minute
	}
	key := sha256.Sum256([]byte(r.To.String() + "\x00" + Written(r)))
	n := g.again(key, within)
	if g.Count != nil {
		if all, err := g.Count(ctx, "loop/"+hex.EncodeToString(key[:16]), within); err == nil {
			n = max(n, all)
		}
	}
	return n <= times, n == times
}

func (g *LoopGuard) again(key [sha256.Size]byte, within time.Duration) int {
	now := time.Now
	if g.Now != nil {
		now = g.Now
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.said == nil {
		g.said = map[[sha256.Size]byte]repeats{}
	}
	at := now()
	one, known := g.said[key]
	if !known || at.Sub(one.since) >= within {
		one = repeats{since: at}
	}
	if !known && len(g.said) >= keptAnswers {
		g.forget(at, within)
	}
	one.times++
	g.said[key] = one
	return one.times
}

// forget makes room: what is over, or else any tenth.
func (g *LoopGuard) forget(at time.Time, within time.Duration) {
	for key, one := range g.said {
		if at.Sub(one.since) >= within {
			delete(g.said, key)
		}
	}
	for key := range g.said {
		if len(g.said) <= keptAnswers*9/10 {
			break
		}
		delete(g.said, key)
	}
}
