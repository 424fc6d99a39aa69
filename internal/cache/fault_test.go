package cache_test

import (
	"math/rand/v2"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/place"
	"baophu/internal/porttest"
)

// slow is what no single answer may take whatever Redis does. The budget of a
// reading is 50 ms; the rest is for a busy machine.
const slow = 700 * time.Millisecond

// burst commits and reads n times, and gives how long it took; every answer
// is compared with the ledger.
func burst(t *testing.T, m *cache.Model, b *book, n int) time.Duration {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(n), 5))
	points := card(place.Nation)
	var all time.Duration
	for i := range n {
		from, to, booked := b.commit(randomEntry(r, i))
		start := time.Now()
		m.Apply(from, to, booked)
		reading, err := m.Cums(t.Context(), points)
		took := time.Since(start)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b.sums(1, reading.At, points), reading.Counts); diff != "" || reading.At < to {
			t.Fatalf("at %d after a commit at %d (-ledger +model):\n%s", reading.At, to, diff)
		}
		if took > slow {
			t.Errorf("answer %d took %v", i, took)
		}
		all += took
	}
	return all
}

// recovers waits until readings come from Redis again, and checks them.
func recovers(t *testing.T, m *cache.Model, b *book) {
	t.Helper()
	settle(t, m, card(place.Nation))
	before := m.Stats().Hits
	burst(t, m, b, 50)
	if m.Stats().Hits == before {
		t.Error("no reading came from Redis after it was back")
	}
	eventually(t, "all is applied", func() bool { return m.Stats().Lag == 0 })
}

func TestARedisThatFails(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name       string
		harm, heal func(s *cachetest.Server)
		keeps      bool // what was kept is there afterwards
	}{
		{"hangs", (*cachetest.Server).Stop, (*cachetest.Server).Cont, true},
		{"is killed", (*cachetest.Server).Kill, (*cachetest.Server).Restart, true},
		{"is flushed", (*cachetest.Server).FlushAll, func(*cachetest.Server) {}, false},
		{"is replaced", func(s *cachetest.Server) {
			s.Do("CONFIG", "SET", "appendfsync", "always") // or a busy disk keeps what was flushed
			s.FlushAll()
			s.Kill()
		}, (*cachetest.Server).Restart, false},
		{"takes no writes", func(s *cachetest.Server) { s.Do("CONFIG", "SET", "maxmemory", "1") },
			func(s *cachetest.Server) { s.Do("CONFIG", "SET", "maxmemory", "0") }, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := cachetest.Single(t)
			b := newBook(t.Name())
			m := model(t, s.URL(), b)
			settle(t, m, card(place.Nation))
			burst(t, m, b, 20)
			c.harm(s)
			// Asked of Redis one after another, they would wait for it 30 s.
			if took := burst(t, m, b, 300); took > 6*time.Second {
				t.Errorf("300 answers took %v meanwhile", took)
			}
			c.heal(s)
			recovers(t, m, b)
			if resets := m.Stats().Resets; c.keeps == (resets != 1) {
				t.Errorf("%d generations were begun", resets)
			}
		})
	}
}

// throughProxy starts a proxy before a server.
func throughProxy(t *testing.T, s *cachetest.Server) (*toxiproxy.Proxy, string) {
	t.Helper()
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	proxy := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "redis", addr, s.Addr())
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	return proxy, "redis://" + addr
}

func poison(t *testing.T, p *toxiproxy.Proxy, toxic string) {
	t.Helper()
	if _, err := p.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		t.Fatal(err)
	}
}

func TestARedisFarAway(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	proxy, url := throughProxy(t, s)
	b := newBook(t.Name())
	m := model(t, url, b)
	settle(t, m, card(place.Nation))
	poison(t, proxy, `{"name":"far","type":"latency","attributes":{"latency":200}}`)
	// Asked of Redis one after another, they would take a minute.
	if took := burst(t, m, b, 300); took > 12*time.Second {
		t.Errorf("300 answers took %v", took)
	}
	time.Sleep(1500 * time.Millisecond) // it is tried again, and found slow still
	if took := burst(t, m, b, 300); took > 12*time.Second {
		t.Errorf("300 more answers took %v", took)
	}
	if err := proxy.Toxics.RemoveToxic(t.Context(), "far"); err != nil {
		t.Fatal(err)
	}
	recovers(t, m, b)
}

func TestARedisThatHearsAndDoesNotAnswer(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	proxy, url := throughProxy(t, s)
	b := newBook(t.Name())
	m := model(t, url, b)
	settle(t, m, card(place.Nation))
	for range 3 {
		poison(t, proxy, `{"name":"mute","type":"timeout","attributes":{"timeout":0}}`)
		burst(t, m, b, 10)
		time.Sleep(100 * time.Millisecond)
		burst(t, m, b, 10)
		if err := proxy.Toxics.RemoveToxic(t.Context(), "mute"); err != nil {
			t.Fatal(err)
		}
		recovers(t, m, b)
	}
}

func TestCallsWhileRedisIsAwayCostNothing(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	c := open(t, s.URL())
	s.Kill()
	ctx := t.Context()
	eventually(t, "Redis counts as away", func() bool { _, ok := c.Recall(ctx, "k"); return !ok && c.Away() > 5 })
	start := time.Now()
	const calls = 2000
	for range calls {
		c.Remember(ctx, "chat", []byte("Mường Bú"), time.Minute)
		if v, ok := c.Recall(ctx, "chat"); !ok || string(v) != "Mường Bú" {
			t.Fatalf("forgot while Redis is away: %q", v)
		}
		release, err := c.Lock(ctx, "chat", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		release()
		c.Allow(ctx, "chat", 1, time.Second, 1)
	}
	if each := time.Since(start) / calls; each > 500*time.Microsecond {
		t.Errorf("a round of four calls took %v", each)
	}
}

func TestOpenWithoutRedis(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	s.Kill()
	b := newBook(t.Name())
	start := time.Now()
	m := model(t, s.URL(), b)
	if took := time.Since(start); took > 3*time.Second { // a caller waits a tenth of one
		t.Errorf("opening took %v", took)
	}
	burst(t, m, b, 20)
	s.Restart()
	recovers(t, m, b)
}

func TestAFailover(t *testing.T) {
	t.Parallel()
	g := cachetest.Sentinel(t)
	b := newBook(t.Name())
	one, other := model(t, g.URL(), b), model(t, g.URL(), b)
	settle(t, one, card(place.Nation))
	settle(t, other, card(place.Nation))
	burst(t, one, b, 50)
	g.Servers[0].Kill()
	for deadline := time.Now().Add(20 * time.Second); ; {
		before := one.Stats().Hits
		burst(t, one, b, 10)
		burst(t, other, b, 10)
		if one.Stats().Hits > before && one.Stats().Trusted {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the replica was never used")
		}
		time.Sleep(20 * time.Millisecond)
	}
	recovers(t, other, b)
}
