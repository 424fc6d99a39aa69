package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// counter is a platform that takes n sends in any per, counted as they arrive,
// and refuses more.
type counter struct {
	n       int
	per     time.Duration
	mu      sync.Mutex
	arrived []time.Time
	refused int
}

func (c *counter) arrive() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	since := 0
	for _, at := range slices.Backward(c.arrived) {
		if now.Sub(at) >= c.per {
			break
		}
		since++
	}
	if since >= c.n {
		c.refused++
		return fail(bot.RetryAfter, time.Second)
	}
	c.arrived = append(c.arrived, now)
	return nil
}

// jittery is the way to a counter and back: up to 100 ms there, an answer
// after 60 to 120 ms.
func jittery(c *counter, dice *rand.Rand) func(context.Context, bot.Reply) error {
	var mu sync.Mutex
	upTo := func(d time.Duration) time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return time.Duration(dice.Int64N(int64(d)))
	}
	return func(context.Context, bot.Reply) error {
		time.Sleep(upTo(100 * time.Millisecond))
		err := c.arrive()
		time.Sleep(60*time.Millisecond + upTo(60*time.Millisecond))
		return err
	}
}

var second30 = bot.Rate{N: 30, Per: time.Second}

func TestBroadcastIsNeverRefusedAndUsesTheLimit(t *testing.T) {
	t.Parallel()
	const people = 3000
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				limit := &counter{n: 30, per: time.Second}
				p := &platform{behave: jittery(limit, rand.New(rand.NewPCG(seed, 1))), pace: bot.Pace{Notices: second30}}
				b := &box{}
				for i := range people {
					b.add(0, notice(fmt.Sprint("c", i), "nhắc"))
				}
				began := time.Now()
				s := newSender(t, bot.SenderOptions{Outbox: b}, p)
				for b.open() > 0 {
					time.Sleep(100 * time.Millisecond)
				}
				took := time.Since(began)
				closeNow(t, s)
				share := people / took.Seconds() / 30
				t.Logf("%d in %v: %.3f of the limit, %d refused", people, took, share, limit.refused)
				if limit.refused > 0 || share < 0.88 {
					t.Errorf("%d refused, %.3f of the limit", limit.refused, share)
				}
			})
		})
	}
}

func TestAnswersGoBeforeNotices(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limit := &counter{n: 30, per: time.Second}
		p := &platform{behave: jittery(limit, rand.New(rand.NewPCG(7, 1))), pace: bot.Pace{Notices: second30}}
		b := &box{}
		for i := range 1000 {
			b.add(0, notice(fmt.Sprint("c", i), "nhắc"))
		}
		var worst time.Duration
		s := newSender(t, bot.SenderOptions{Outbox: b, Observe: func(out bot.Outgoing, _ bot.Failure, waited, _ time.Duration) {
			if !out.Reply.Notice {
				worst = max(worst, waited)
			}
		}}, p)
		for i := 0; b.open() > 0; i++ {
			if i%4 == 0 { // two and a half answers a second
				s.Queue(bot.Outgoing{Reply: to(fmt.Sprint("c", i), "trả lời")})
			}
			time.Sleep(100 * time.Millisecond)
		}
		closeNow(t, s)
		t.Logf("worst wait %v, %d refused", worst, limit.refused)
		if slot := time.Second / 30; worst > slot+slot/8 || worst == 0 {
			t.Errorf("an answer waited %v", worst)
		}
		if limit.refused > 0 {
			t.Errorf("%d refused", limit.refused)
		}
	})
}

func TestReplicasShareThePace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limit := &counter{n: 30, per: time.Second}
		b := &box{}
		for i := range 600 {
			b.add(0, notice(fmt.Sprint("c", i), "nhắc"))
		}
		allow := sharedRate()
		began := time.Now()
		var replicas []*bot.Sender
		for i := range uint64(3) {
			p := &platform{behave: jittery(limit, rand.New(rand.NewPCG(i, 2))), pace: bot.Pace{Notices: second30}}
			replicas = append(replicas, newSender(t, bot.SenderOptions{Outbox: b, Allow: allow, Batch: 16}, p))
		}
		for b.open() > 0 {
			time.Sleep(100 * time.Millisecond)
		}
		share := 600 / time.Since(began).Seconds() / 30
		for _, s := range replicas {
			closeNow(t, s)
		}
		t.Logf("%.3f of the limit, %d refused", share, limit.refused)
		if limit.refused > 0 || share < 0.8 {
			t.Errorf("%.3f of the limit, %d refused", share, limit.refused)
		}
	})
}

// sharedRate is what a store shared by replicas does for Allow.
func sharedRate() func(context.Context, string, int, time.Duration, int) (bool, time.Duration) {
	var mu sync.Mutex
	due := map[string]time.Time{}
	return func(_ context.Context, bucket string, n int, per time.Duration, burst int) (bool, time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		each, now := per/time.Duration(n), time.Now()
		if wait := due[bucket].Sub(now) - time.Duration(burst-1)*each; wait > 0 {
			return false, wait
		}
		due[bucket] = later(due[bucket], now).Add(each)
		return true, 0
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
