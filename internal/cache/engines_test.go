package cache_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/logtest"
)

// patience is how long something may take on a busy machine.
const patience = time.Minute

// engine is a Redis of some kind, with a plain client to do harm by.
type engine struct {
	url    string
	client redis.UniversalClient
}

// onEngines runs the same test on each kind of Redis.
func onEngines(t *testing.T, test func(t *testing.T, e engine)) {
	t.Helper()
	kinds := []struct {
		name  string
		start func(t *testing.T) engine
	}{
		{"within the process", startMini},
		{"single", func(t *testing.T) engine {
			s := cachetest.Single(t)
			return engine{s.URL(), s.Client()}
		}},
		{"cluster", func(t *testing.T) engine {
			g := cachetest.Cluster(t, 0)
			var addrs []string
			for _, s := range g.Servers {
				addrs = append(addrs, s.Addr())
			}
			return engine{g.URL(), redis.NewClusterClient(&redis.ClusterOptions{Addrs: addrs, MaintNotificationsConfig: quiet()})}
		}},
		{"sentinel", func(t *testing.T) engine {
			g := cachetest.Sentinel(t)
			return engine{g.URL(), g.Servers[0].Client()}
		}},
	}
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			e := kind.start(t)
			t.Cleanup(func() { e.client.Close() })
			test(t, e)
		})
	}
}

// quiet turns off what leaves goroutines behind.
func quiet() *maintnotifications.Config {
	return &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

// startMini starts the embedded kind where the test can reach it too.
func startMini(t *testing.T) engine {
	s := miniredis.RunT(t)
	return engine{"redis://" + s.Addr(), redis.NewClient(&redis.Options{Addr: s.Addr(), MaintNotificationsConfig: quiet()})}
}

// open connects and closes at the end.
func open(t testing.TB, url string) *cache.Cache {
	t.Helper()
	return openWith(t, url, cache.Options{})
}

// patient is open for what is not about a Redis that fails: a machine that
// stands still for a moment makes it none.
func patient(t testing.TB, url string) *cache.Cache {
	t.Helper()
	return openWith(t, url, cache.Options{Patience: patience})
}

func openWith(t testing.TB, url string, o cache.Options) *cache.Cache {
	t.Helper()
	o.Logger = logtest.Quiet(t)
	c, err := cache.Open(context.Background(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return c
}

// model makes a replica: a model on a connection of its own.
func model(t testing.TB, url string, b *book) *cache.Model {
	t.Helper()
	m := cache.NewModel(open(t, url), b, b.tree)
	t.Cleanup(m.Close)
	return m
}

// eventually waits for something that comes about in the background.
func eventually(t testing.TB, what string, true func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !true(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// ours lists the keys of read models.
func (e engine) ours(t testing.TB) []string {
	t.Helper()
	var keys []string
	scan := func(ctx context.Context, c *redis.Client) error {
		it := c.Scan(ctx, 0, "{rm:*", 1000).Iterator()
		for it.Next(ctx) {
			keys = append(keys, it.Val())
		}
		return it.Err()
	}
	var err error
	switch c := e.client.(type) {
	case *redis.ClusterClient:
		var mu sync.Mutex // masters are asked at once
		err = c.ForEachMaster(t.Context(), func(ctx context.Context, one *redis.Client) error {
			mu.Lock()
			defer mu.Unlock()
			return scan(ctx, one)
		})
	case *redis.Client:
		err = scan(t.Context(), c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// snapshot is what a server that lagged, or an old file on disk, holds.
type snapshot map[string]any

func (e engine) snapshot(t testing.TB) snapshot {
	t.Helper()
	s := snapshot{}
	keys := e.ours(t)
	if len(keys) == 0 {
		return s
	}
	pipe := e.client.TxPipeline() // at one moment
	got := map[string][2]redis.Cmder{}
	for _, key := range keys {
		got[key] = [2]redis.Cmder{pipe.HGetAll(t.Context(), key), pipe.ZRangeWithScores(t.Context(), key, 0, -1)}
	}
	_, _ = pipe.Exec(t.Context()) // one of each pair is of the wrong type
	for key, pair := range got {
		if hash, err := pair[0].(*redis.MapStringStringCmd).Result(); err == nil && len(hash) > 0 {
			s[key] = hash
		}
		if set, err := pair[1].(*redis.ZSliceCmd).Result(); err == nil && len(set) > 0 {
			s[key] = set
		}
	}
	return s
}

// put makes Redis what it was.
func (e engine) put(t testing.TB, s snapshot) {
	t.Helper()
	pipe := e.client.TxPipeline()
	for _, key := range e.ours(t) {
		pipe.Del(t.Context(), key)
	}
	for key, value := range s {
		switch value := value.(type) {
		case map[string]string:
			pipe.HSet(t.Context(), key, value)
		case []redis.Z:
			pipe.ZAdd(t.Context(), key, value...)
		}
	}
	if pipe.Len() == 0 {
		return
	}
	if _, err := pipe.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}
