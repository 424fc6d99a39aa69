package cache_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
)

func TestRemembering(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		c, other := patient(t, e.url), patient(t, e.url)
		ctx := t.Context()
		if _, ok := c.Recall(ctx, "chat"); ok {
			t.Error("recalls what was never said")
		}
		c.Remember(ctx, "chat", []byte("xã Mường Bú"), time.Minute)
		if v, ok := other.Recall(ctx, "chat"); !ok || string(v) != "xã Mường Bú" {
			t.Errorf("the other replica recalls %q", v)
		}
		c.Remember(ctx, "chat", nil, time.Minute)
		if v, ok := c.Recall(ctx, "chat"); !ok || len(v) != 0 {
			t.Errorf("recalls %q, %v", v, ok)
		}
	})
}

func TestForgettingInTime(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	for _, url := range []string{"", s.URL()} {
		c := patient(t, url)
		c.Remember(t.Context(), "chat", []byte("x"), 300*time.Millisecond)
		if _, ok := c.Recall(t.Context(), "chat"); !ok {
			t.Error("forgot at once")
		}
		eventually(t, "forgotten", func() bool { _, ok := c.Recall(t.Context(), "chat"); return !ok })
	}
}

func TestOneAtATime(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		caches := []*cache.Cache{patient(t, e.url), patient(t, e.url)}
		var inside, turns atomic.Int32
		var group sync.WaitGroup
		for n := range 8 {
			group.Go(func() {
				for range 10 {
					release, err := caches[n%2].Lock(t.Context(), "chat", 10*time.Second)
					if err != nil {
						t.Error(err)
						return
					}
					if inside.Add(1) != 1 {
						t.Error("two at once")
					}
					turns.Add(1)
					inside.Add(-1)
					release()
					release() // does nothing more
				}
			})
		}
		group.Wait()
		if turns.Load() != 80 {
			t.Errorf("%d turns, want 80", turns.Load())
		}
	})
}

func TestTurnsInTheOrderOfCalls(t *testing.T) {
	t.Parallel()
	c := open(t, "")
	first, err := c.Lock(t.Context(), "chat", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var order []int
	var group sync.WaitGroup
	for n := range 5 {
		group.Go(func() {
			release, err := c.Lock(t.Context(), "chat", time.Minute)
			if err != nil {
				t.Error(err)
				return
			}
			defer release()
			mu.Lock()
			defer mu.Unlock()
			order = append(order, n)
		})
		time.Sleep(20 * time.Millisecond) // it has joined the queue
	}
	first()
	group.Wait()
	if got := fmt.Sprint(order); got != "[0 1 2 3 4]" {
		t.Errorf("turns in order %s", got)
	}
}

func TestWaitingForALockEnds(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	one, other := patient(t, s.URL()), patient(t, s.URL())
	release, err := one.Lock(t.Context(), "chat", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*cache.Cache{"within the process": one, "over replicas": other} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := c.Lock(ctx, "chat", time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want the deadline", name, err)
		}
		cancel()
	}
	if _, err := other.Lock(t.Context(), "another chat", time.Minute); err != nil {
		t.Errorf("another key: %v", err)
	}
	release()
	if _, err := other.Lock(t.Context(), "chat", time.Minute); err != nil {
		t.Errorf("after the release: %v", err)
	}
}

// A killed process keeps its turn for ttl and no longer: only what lives makes
// it last. The lock is left in Redis as such a process leaves it.
func TestALockOfADeadReplicaEnds(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	options, err := redis.ParseURL(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	dead, alive := patient(t, s.URL()), patient(t, s.URL())
	release, err := dead.Lock(t.Context(), "chat", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := client.Keys(t.Context(), "*lock*").Result()
	if err != nil || len(keys) != 1 {
		t.Fatalf("locks %v, %v", keys, err)
	}
	release()
	start := time.Now()
	if err := client.Set(t.Context(), keys[0], "the dead one's", 300*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	release, err = alive.Lock(ctx, "chat", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if took := time.Since(start); took < 200*time.Millisecond {
		t.Errorf("got it after %v", took)
	}
}

func TestOneLeader(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	one, err := cache.Open(t.Context(), s.URL(), cache.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other := patient(t, s.URL())
	ctx := t.Context()
	for range 3 {
		if !one.Leader(ctx, "reminders", time.Minute) || other.Leader(ctx, "reminders", time.Minute) {
			t.Fatal("want the first to lead, and to stay so")
		}
	}
	if !other.Leader(ctx, "digest", time.Minute) {
		t.Error("another job has another leader")
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if !other.Leader(ctx, "reminders", time.Minute) {
		t.Error("the lease was not given back")
	}
	s.Kill()
	eventually(t, "everybody leads without Redis", func() bool { return other.Leader(ctx, "alerts", time.Minute) })
	if !open(t, "").Leader(ctx, "alerts", time.Minute) {
		t.Error("alone one leads")
	}
}

// A turn lasts as long as the work, however much longer than its ttl that takes.
func TestATurnLastsAsLongAsTheWork(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	one, other := patient(t, s.URL()), patient(t, s.URL())
	const ttl = 2 * time.Second // it is made to last each third of it
	release, err := one.Lock(t.Context(), "chat", ttl)
	if err != nil {
		t.Fatal(err)
	}
	late, cancel := context.WithTimeout(t.Context(), 2*ttl)
	defer cancel()
	if _, err := other.Lock(late, "chat", ttl); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("another replica has the turn meanwhile: %v", err)
	}
	release()
	began := time.Now()
	next, err := other.Lock(t.Context(), "chat", ttl)
	if err != nil || time.Since(began) > ttl {
		t.Errorf("after it: %v, after %v", err, time.Since(began))
	}
	next()
}
