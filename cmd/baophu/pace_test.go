package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
)

// strict is a platform that takes 30 messages in any second, counted as they
// arrive, and refuses more. The way there takes up to 90 ms, since a busy
// machine adds some to it, and the way back 60 to 120.
type strict struct {
	mu       sync.Mutex
	arrived  []time.Time
	refused  int
	parking  time.Duration // every message is refused for so long; 0: none
	received map[string]int
}

const strictly = 30

func (*strict) Name() (channel, name string)           { return "strict", "bot" }
func (*strict) Abilities() bot.Abilities               { return bot.Abilities{} }
func (*strict) Run(context.Context, bot.Receive) error { return nil }
func (*strict) Pace() bot.Pace {
	return bot.Pace{
		Chat:    func(chat string) (string, bot.Rate) { return chat, bot.Rate{N: 1, Per: time.Second, Burst: 3} },
		Notices: bot.Rate{N: strictly, Per: time.Second},
	}
}

func (p *strict) Send(_ context.Context, r bot.Reply) error {
	time.Sleep(rand.N(90 * time.Millisecond))
	defer time.Sleep(60*time.Millisecond + rand.N(60*time.Millisecond))
	p.mu.Lock()
	defer p.mu.Unlock()
	now, since := time.Now(), 0
	for _, at := range slices.Backward(p.arrived) {
		if now.Sub(at) >= time.Second {
			break
		}
		since++
	}
	if since >= strictly || p.parking > 0 {
		p.refused++
		return &bot.SendError{Kind: bot.RetryAfter, Wait: max(p.parking, time.Second), Err: errors.New("too many requests")}
	}
	p.arrived = append(p.arrived, now)
	if p.received == nil {
		p.received = map[string]int{}
	}
	p.received[r.To.Chat]++
	return nil
}

// share is how much of the limit was used from the first to the last arrival,
// but for what was lost of that time.
func (p *strict) share(lost time.Duration) float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.arrived) < 2 {
		return 0
	}
	took := p.arrived[len(p.arrived)-1].Sub(p.arrived[0])
	return float64(len(p.arrived)-1) / max(took-lost, took/4).Seconds() / strictly
}

func (p *strict) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.arrived)
}

// sends starts a replica's sender over the ledger and Redis as it is served,
// though by night as well.
func sends(t *testing.T, platform bot.Channel, database, redis string) (*store, *bot.Sender) {
	t.Helper()
	settings, err := readSettings(env("BAOPHU_DATABASE_URL", database, "BAOPHU_REDIS_URL", redis))
	if err != nil {
		t.Fatal(err)
	}
	st, err := openStore(t.Context(), settings, logtest.Quiet(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	st.cache.Join(t.Context())
	o := st.sending([]bot.Channel{platform})
	o.Rest = nil
	sender, err := bot.NewSender(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = sender.Close(ctx) // what is left is not looked at
		if err := st.close(); err != nil {
			t.Error(err)
		}
	})
	return st, sender
}

// announced writes notices to so many people.
func announced(t *testing.T, st *store, people int) {
	t.Helper()
	for from := 0; from < people; from += 100 {
		said := map[string][]bot.Reply{}
		for i := from; i < min(people, from+100); i++ {
			to := bot.Address{Channel: "strict", Bot: "bot", Chat: fmt.Sprint(i)}
			said[fmt.Sprint("tin/", i)] = []bot.Reply{{To: to, Text: "Mai họp lúc 8 giờ.", Notice: true}}
		}
		if _, err := st.ledger.AnnounceAll(t.Context(), said); err != nil {
			t.Fatal(err)
		}
	}
}

// TestABroadcastUsesThePlatformsLimit measures what the simulated broadcast of
// package bot promises, as it is served: over a real ledger and a real Redis.
// It runs beside no other test of the package. A machine that wakes nobody in
// time, or stands still for a while, shows nothing about the limit: such a try
// is made again, and where all were such, they only must not fall far behind.
//
//nolint:paralleltest // it measures time
func TestABroadcastUsesThePlatformsLimit(t *testing.T) {
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("takes 20 s")
	}
	for _, replicas := range []int{1, 3} {
		t.Run(fmt.Sprint(replicas, " replicas"), func(t *testing.T) {
			keepsThePace(t, 0.88, 0.6, func(t *testing.T) *strict { return broadcastBy(t, replicas) })
		})
	}
}

// keepsThePace gives a broadcast three tries to use so much of the limit with
// nothing refused. One on a machine that ran it in time settles it; where none
// did, one must have used the least of the time that the machine ran at all.
func keepsThePace(t *testing.T, want, least float64, broadcast func(*testing.T) *strict) {
	t.Helper()
	calm, best := false, 0.0
	for n := range 3 {
		late := lateness(t)
		var platform *strict
		told := t.Run(fmt.Sprint("try ", n+1), func(t *testing.T) { platform = broadcast(t) })
		slept := late()
		if !told {
			return
		}
		if platform == nil {
			lacking(t, "nothing was sent without what the try needs")
		}
		share := platform.share(0)
		t.Logf("%.3f of the limit, %d refused, woken %v late on average, %v at worst, %v in all", share, platform.refused, slept.mean, slept.worst, slept.lost)
		if share >= want && platform.refused == 0 {
			return
		}
		calm = calm || slept.mean < 2*time.Millisecond && slept.worst < 30*time.Millisecond
		best = max(best, platform.share(slept.lost))
	}
	if calm || best < least {
		t.Errorf("the limit was not used, or exceeded, three times; of the time that the machine ran, %.3f at best", best)
	}
}

// broadcastBy has so many replicas announce something to 450 people, each of
// whom must be told once.
func broadcastBy(t *testing.T, replicas int) *strict {
	t.Helper()
	const people = 450
	database, redis := ledgertest.Engines(t)[1].URL(t), cachetest.Single(t)
	platform := &strict{}
	for n := range replicas {
		if st, _ := sends(t, platform, database, redis.URL()); n == 0 {
			announced(t, st, people)
		}
	}
	eventually(t, "everybody is told", func() bool { return platform.count() == people })
	for chat, n := range platform.received {
		if n != 1 {
			t.Errorf("%s was told %d times", chat, n)
		}
	}
	return platform
}

// lag is how late a machine wakes who sleeps for a while, and for how long in
// all it stood still.
type lag struct{ mean, worst, lost time.Duration }

// lateness measures that until what it gives is called.
func lateness(t *testing.T) (measured func() lag) {
	t.Helper()
	ended, told := make(chan struct{}), make(chan lag)
	go func() {
		const nap, still = 10 * time.Millisecond, 20 * time.Millisecond
		var found lag
		var sum time.Duration
		for n := time.Duration(1); ; n++ {
			began := time.Now()
			time.Sleep(nap)
			late := time.Since(began) - nap
			if sum += late; late > still {
				found.lost += late
			}
			found.mean, found.worst = sum/n, max(found.worst, late)
			select {
			case <-ended:
				told <- found
				return
			default:
			}
		}
	}()
	return func() lag { close(ended); return <-told }
}

// TestABroadcastKeepsThePaceWithoutRedis kills Redis in the middle of a
// broadcast by three replicas, and brings it back.
//
//nolint:paralleltest // it measures time
func TestABroadcastKeepsThePaceWithoutRedis(t *testing.T) {
	keepsThePace(t, 0.5, 0.3, func(t *testing.T) *strict {
		database, redis := ledgertest.Engines(t)[1].URL(t), cachetest.Single(t)
		platform := &strict{}
		for n := range 3 {
			st, _ := sends(t, platform, database, redis.URL())
			if n == 2 {
				time.Sleep(5 * time.Second) // the others have counted it, though a count should fail
				announced(t, st, 220)
			}
		}
		eventually(t, "it is under way", func() bool { return platform.count() > 40 })
		redis.Kill()
		eventually(t, "it goes on without Redis", func() bool { return platform.count() > 120 })
		redis.Restart()
		eventually(t, "everybody is told", func() bool { return platform.count() == 220 })
		return platform
	})
}

// TestARefusedChatIsParkedOnEveryReplica has one replica refused; what another
// one holds for the chat waits as long.
func TestARefusedChatIsParkedOnEveryReplica(t *testing.T) {
	t.Parallel()
	const parked = 8 * time.Second
	database, redis := ledgertest.Engines(t)[1].URL(t), cachetest.Single(t)
	full, free := &strict{parking: parked}, &strict{}
	_, one := sends(t, full, database, redis.URL())
	_, two := sends(t, free, database, redis.URL())
	to := bot.Address{Channel: "strict", Bot: "bot", Chat: "7"}
	asked := time.Now()
	one.Queue(bot.Outgoing{Reply: bot.Reply{To: to, Text: "một"}})
	eventually(t, "the others know that it is refused", func() bool {
		for _, bucket := range redis.Do("KEYS", "bp:rate:*").([]any) {
			if left, _ := redis.Do("PTTL", bucket).(int64); time.Duration(left)*time.Millisecond > parked/2 {
				return true // a chat's rate alone is forgotten sooner
			}
		}
		return false
	})
	to.Chat = "8"
	if err := two.Queue(bot.Outgoing{Reply: bot.Reply{To: to, Text: "hai"}}).Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if took := time.Since(asked); took >= parked {
		t.Errorf("the other replica wrote to another chat after %v", took)
	}
	to.Chat = "7"
	if err := two.Queue(bot.Outgoing{Reply: bot.Reply{To: to, Text: "hai"}}).Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if took := time.Since(asked); took < parked {
		t.Errorf("the other replica wrote to the chat after %v", took)
	}
}
