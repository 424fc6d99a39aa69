package cache_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/logtest"
)

func TestRatesOverReplicas(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		caches := []*cache.Cache{patient(t, e.url), patient(t, e.url)}
		passed := 0
		var wait time.Duration
		for n := range 12 {
			ok, w := caches[n%2].Allow(t.Context(), "guesses", 3, time.Minute, 5)
			if ok {
				passed++
			}
			wait = w
		}
		if passed != 5 {
			t.Errorf("%d passed at once, want the burst of 5", passed)
		}
		if wait < 15*time.Second || wait > 20*time.Second {
			t.Errorf("wait %v, want about 20 s", wait)
		}
		if ok, _ := caches[0].Allow(t.Context(), "others", 3, time.Minute, 5); !ok {
			t.Error("another bucket is another rate")
		}
	})
}

func TestARateLetsPassAgain(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	c := patient(t, s.URL())
	const enough = 25
	passed := 0
	for n := 0; n < 3 && passed < enough; n++ { // a machine that stood still shows nothing
		passed = 0
		for start := time.Now(); time.Since(start) < time.Second; {
			asked := time.Now()
			ok, wait := c.Allow(t.Context(), fmt.Sprint("k", n), 50, time.Second, 1)
			if ok && asked.Sub(start) < time.Second {
				passed++
				continue
			}
			time.Sleep(wait)
		}
		if passed > 52 {
			t.Errorf("%d passed in a second, want 50", passed)
		}
	}
	if passed < enough {
		t.Errorf("%d passed in a second, want 50", passed)
	}
}

// watch is a clock that tests move.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func (w *watch) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) move(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func TestRatesWithinTheProcess(t *testing.T) {
	t.Parallel()
	clock := &watch{now: begin}
	c, err := cache.Open(t.Context(), "", cache.Options{Now: clock.Now, Logger: logtest.Quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	steps := []struct {
		move time.Duration
		ok   bool
		wait time.Duration
	}{
		{0, true, 0}, {0, true, 0}, {0, false, 20 * time.Second}, {15 * time.Second, false, 5 * time.Second},
		{5 * time.Second, true, 0}, {0, false, 20 * time.Second}, {time.Hour, true, 0}, {0, true, 0}, {0, false, 20 * time.Second},
	}
	for n, step := range steps {
		clock.move(step.move)
		if ok, wait := c.Allow(t.Context(), "k", 3, time.Minute, 2); ok != step.ok || wait != step.wait {
			t.Errorf("step %d: %v after %v, want %v after %v", n, ok, wait, step.ok, step.wait)
		}
	}
	for n := range 50_000 { // a flood of buckets takes no more than its place
		c.Allow(t.Context(), fmt.Sprint(n), 1, time.Hour, 1)
	}
}

// What replicas count together begins anew once the while is over.
func TestCountsOverReplicas(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		caches := []*cache.Cache{patient(t, e.url), patient(t, e.url)}
		for n := range 7 {
			if got, err := caches[n%2].Count(t.Context(), "loop/x", time.Minute); err != nil || got != n+1 {
				t.Errorf("the count is %d, %v, want %d", got, err, n+1)
			}
		}
		if got, err := caches[0].Count(t.Context(), "loop/y", time.Minute); err != nil || got != 1 {
			t.Errorf("of another: %d, %v", got, err)
		}
	})
	c := patient(t, cachetest.Single(t).URL())
	for range 2 {
		_, _ = c.Count(t.Context(), "short", 300*time.Millisecond)
	}
	time.Sleep(400 * time.Millisecond)
	if got, err := c.Count(t.Context(), "short", time.Minute); err != nil || got != 1 {
		t.Errorf("after the while: %d, %v", got, err)
	}
}
