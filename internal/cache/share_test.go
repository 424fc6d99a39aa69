package cache_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
)

// passes gathers when several replicas were let pass.
type passes struct {
	mu sync.Mutex
	at []pass
}

// pass is one: it asked, was let pass, and knew. A busy machine may let some
// time go by between them.
type pass struct{ asked, knew time.Time }

// drain asks as fast as it is let until ctx ends.
func (p *passes) drain(ctx context.Context, c *cache.Cache) {
	for ctx.Err() == nil {
		asked := time.Now()
		ok, wait := c.Share(ctx, "notices", 27, time.Second, 1)
		if ok {
			p.mu.Lock()
			p.at = append(p.at, pass{asked, time.Now()})
			p.mu.Unlock()
			continue
		}
		time.Sleep(wait)
	}
}

// most gives how many surely passed within any span of per.
func (p *passes) most(per time.Duration) (most int) {
	for _, first := range p.at {
		n := 0
		for _, one := range p.at {
			if !one.asked.Before(first.asked) && one.knew.Sub(first.asked) < per {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// TestReplicasKeepToTheirPartWithoutRedis kills Redis under three replicas and
// brings it back: never do they pass more together than one Redis lets them.
func TestReplicasKeepToTheirPartWithoutRedis(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var p passes
	var drains sync.WaitGroup
	var replicas []*cache.Cache
	for range 3 {
		c := open(t, s.URL())
		c.Join(t.Context())
		replicas = append(replicas, c)
	}
	for _, c := range replicas {
		eventually(t, "each has counted the others", func() bool { return c.Replicas() == len(replicas) })
	}
	for _, c := range replicas {
		drains.Go(func() { p.drain(ctx, c) })
	}
	began := time.Now()
	time.Sleep(2 * time.Second)
	s.Kill()
	time.Sleep(4 * time.Second)
	s.Restart()
	time.Sleep(5 * time.Second)
	stop()
	drains.Wait()
	n, took := len(p.at), time.Since(began)
	t.Logf("%d in %v (%.3f of the rate), %d in the busiest second", n, took, float64(n)/took.Seconds()/27, p.most(time.Second))
	if most := p.most(time.Second); most > 30 {
		t.Errorf("%d passed in a second, want 30 at most", most)
	}
	if n < int(took.Seconds()*27/2) {
		t.Errorf("%d passed in %v, want most of 27 a second", n, took)
	}
}

func TestReplicasAreCounted(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	one := patient(t, s.URL())
	two, err := cache.Open(t.Context(), s.URL(), cache.Options{Patience: patience})
	if err != nil {
		t.Fatal(err)
	}
	one.Join(t.Context())
	two.Join(t.Context())
	eventually(t, "two replicas are counted", func() bool { return one.Replicas() == 2 && two.Replicas() == 2 })
	three := open(t, s.URL())
	if n := three.Replicas(); n < 3 {
		t.Errorf("one that never counted takes them to be %d: too few", n)
	}
	s.Client().Del(t.Context(), "bp:living") // as in a Redis that comes back empty
	time.Sleep(2200 * time.Millisecond)
	if n := one.Replicas(); n != 2 {
		t.Errorf("%d are counted when Redis was emptied a moment ago", n)
	}
	if err := two.Close(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); one.Replicas() != 1; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("one that went is counted for ever")
		}
	}
}

func TestALateEventPutsOffNone(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		c := patient(t, e.url)
		for range 3 { // a machine that stood still for much of a try says nothing
			most, least, lost := lateFlow(t, c)
			t.Logf("%.3f of the rate, %.3f but for %v when nothing ran", most, least, lost)
			switch {
			case most > 1.02:
				t.Error("that is too much")
				return
			case least >= 0.97:
				return
			case lost < 200*time.Millisecond:
				t.Error("that is too little")
				return
			}
		}
	})
}

// lateFlow has 60 events pass, each some milliseconds late, and gives how much
// of the rate that was, at least and but for what the machine lost by itself.
func lateFlow(t *testing.T, c *cache.Cache) (most, least float64, lost time.Duration) {
	t.Helper()
	passed := 0
	began := time.Now()
	due := began // when the next may pass; lost is what the machine took beyond what is made up for
	for passed < 60 {
		asked := time.Now()
		ok, wait := c.Allow(t.Context(), "notices", 27, time.Second, 1)
		if ok {
			passed++
			lost += max(0, time.Since(due)-9*time.Millisecond)
			continue
		}
		due = asked.Add(wait)
		time.Sleep(wait + 4*time.Millisecond) // woken late, as on a busy machine
	}
	took := time.Since(began)
	return 59 / took.Seconds() / 27, 59 / max(took-lost, took/2).Seconds() / 27, lost
}

func TestAParkedBucketIsParkedOnEveryReplica(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		one, two := patient(t, e.url), patient(t, e.url)
		one.Allow(t.Context(), "chat", 1, time.Second, 3)
		one.Park(t.Context(), "chat", 20*time.Second)
		one.Park(t.Context(), "chat", time.Second) // shorter: it stays
		if ok, wait := two.Allow(t.Context(), "chat", 1, time.Second, 3); ok || wait < 15*time.Second || wait > 20*time.Second {
			t.Errorf("the other replica: %v, wait %v", ok, wait)
		}
		one.Park(t.Context(), "free", 300*time.Millisecond)
		time.Sleep(350 * time.Millisecond)
		if ok, _ := two.Allow(t.Context(), "free", 1, time.Second, 3); !ok {
			t.Error("parked for ever")
		}
	})
}
