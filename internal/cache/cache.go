package cache

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bsm/redislock"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/sony/gobreaker/v2"
)

// ErrAway says that Redis did not answer, now or a moment ago.
var ErrAway = errors.New("redis is away")

// Options are what a Cache is opened with; zero values are for real use.
type Options struct {
	Now    func() time.Time
	Logger *slog.Logger
	// Patience is how long a call may take at least before it goes on without
	// Redis; 0: 100 ms where somebody waits, else a second.
	Patience time.Duration
}

// Cache is a connection to Redis, or to the one within the process.
type Cache struct {
	redis    redis.UniversalClient
	embedded *embedded // nil: a Redis of its own
	breaker  *gobreaker.CircuitBreaker[struct{}]
	locker   *redislock.Client
	scripts  scripts
	id       string // of this process, for locks and leases
	now      func() time.Time
	log      *slog.Logger
	patience time.Duration
	away     atomic.Int64 // calls that failed or were not tried

	queues queues // order within the process
	memory memory // conversations, for when Redis is away
	rates  rates  // rates, likewise
	parts  parts  // and of those that all replicas have together
	census census // of the replicas
	joined atomic.Bool
	leases sync.Map // job -> struct{}, to give back at Close

	running context.Context // until Close
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// Open connects to Redis. The forms of url are
//
//	""                                          a Redis within the process, for a demo or one small server
//	redis://user:password@host:6379/0           one server; rediss:// over TLS
//	redis://host1:6379,host2:6379               a Cluster; redis+cluster://host when only one is named
//	redis+sentinel://:password@h1,h2/master?db=0&sentinel_user=u&sentinel_password=p
//
// An error means a URL that cannot be read, never a Redis that is down: that
// is logged, and the Cache works without it until it comes.
func Open(ctx context.Context, url string, o Options) (*Cache, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	c := &Cache{scripts: newScripts(), id: rand.Text(), now: o.Now, log: o.Logger, patience: o.Patience}
	if url == "" {
		var err error
		if c.embedded, err = startEmbedded(); err != nil {
			return nil, err
		}
		url = c.embedded.url
		c.log.Info("redis: none is set, one within the process is used: for one server, and lost with it")
	}
	var err error
	if c.redis, err = connect(url); err != nil {
		c.closeEmbedded()
		return nil, err
	}
	c.locker = redislock.New(c.redis)
	c.breaker = newBreaker(c.log)
	if err := c.Ping(ctx); err != nil {
		c.log.Warn("redis does not answer; working without until it does", "err", err)
	} else {
		c.remember(ctx)
	}
	c.running, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	c.done.Go(func() { c.probe(c.running) })
	return c, nil
}

// Quiet hushes the client library's own log, which writes to stderr beside
// slog. It holds for the whole process, so main calls it, once.
func Quiet() { logging.Disable() }

// Embedded tells whether Redis is the one within the process.
func (c *Cache) Embedded() bool { return c.embedded != nil }

// Ping tells whether Redis answers now.
func (c *Cache) Ping(ctx context.Context) error {
	return c.do(ctx, callBudget, func(ctx context.Context) error { return c.redis.Ping(ctx).Err() })
}

// Clock gives what Redis says the time is. Rates and leases go by it.
func (c *Cache) Clock(ctx context.Context) (at time.Time, err error) {
	err = c.do(ctx, callBudget, func(ctx context.Context) error {
		at, err = c.redis.Time(ctx).Result()
		return err
	})
	return at, err
}

// Away gives how many calls went without Redis, because it failed them or
// was known to be away.
func (c *Cache) Away() int64 { return c.away.Load() }

// Close gives back leases, ends what runs and waits for it. Models are closed before.
func (c *Cache) Close() error {
	c.resign()
	c.stop()
	c.done.Wait()
	c.leave()
	err := c.redis.Close()
	c.closeEmbedded()
	return err
}

func (c *Cache) closeEmbedded() {
	if c.embedded != nil {
		c.embedded.close()
	}
}
