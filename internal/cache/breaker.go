package cache

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/sony/gobreaker/v2"
)

// How long a call may take before it goes on without Redis, and when Redis
// counts as away.
const (
	callBudget   = 100 * time.Millisecond // somebody waits; only a machine out of breath needs so long
	workBudget   = time.Second            // nobody waits
	tripFailures = 3                      // in a row
	openFor      = time.Second
	probeEvery   = 250 * time.Millisecond
)

func newBreaker(log *slog.Logger) *gobreaker.CircuitBreaker[struct{}] {
	return gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Name:         "redis",
		Timeout:      openFor,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= tripFailures },
		IsSuccessful: answered,
		OnStateChange: func(_ string, from, to gobreaker.State) {
			switch {
			case to == gobreaker.StateOpen && from == gobreaker.StateClosed:
				log.Warn("redis is away; going on without it")
			case to == gobreaker.StateClosed:
				log.Info("redis is back")
			}
		},
	})
}

// answered tells whether Redis did its part: a refusal is an answer too, and
// a caller who went away says nothing about Redis.
func answered(err error) bool {
	var refusal redis.Error
	return err == nil || errors.Is(err, context.Canceled) || errors.As(err, &refusal)
}

// do calls Redis, unless it is known to be away. Once it is, only probe tries
// it, so that nobody waits for a Redis that hangs or is slow.
func (c *Cache) do(ctx context.Context, budget time.Duration, call func(context.Context) error) error {
	if c.isAway() {
		c.away.Add(1)
		return ErrAway
	}
	return c.attempt(ctx, budget, call)
}

// isAway tells whether Redis failed several times in a row and was not seen since.
func (c *Cache) isAway() bool { return c.breaker.State() != gobreaker.StateClosed }

func (c *Cache) attempt(ctx context.Context, budget time.Duration, call func(context.Context) error) error {
	_, err := c.breaker.Execute(func() (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, max(budget, c.patience))
		defer cancel()
		return struct{}{}, call(ctx)
	})
	switch {
	case answered(err):
		return err
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		err = nil // it says no more than ErrAway
	}
	c.away.Add(1)
	return errors.Join(ErrAway, err)
}

// probe asks a Redis that is away now and then whether it is back, and as
// quick as a reading needs it.
func (c *Cache) probe(ctx context.Context) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if c.breaker.State() == gobreaker.StateHalfOpen {
			_ = c.attempt(ctx, callBudget, func(ctx context.Context) error { return c.redis.Ping(ctx).Err() })
		}
	}
}
