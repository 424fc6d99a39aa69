package zalooa_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
	"baophu/internal/cache"
	"baophu/internal/logtest"
)

// TestEveryCallCounts has two replicas write a broadcast with pictures, look for
// missed messages and answer people, all at once: Zalo refuses nothing, and no
// answer waits for the rest.
func TestEveryCallCounts(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Most, s.Per = 40, 2*time.Second
	shared, err := cache.Open(t.Context(), "", cache.Options{Logger: logtest.Quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shared.Close() })
	keys := &vault{}
	var replicas []*zalooa.Channel
	for range 2 {
		replicas = append(replicas, newChannel(t, s, func(o *zalooa.Options) {
			o.Vault, o.Allow, o.Calls = keys, shared.Share, bot.Rate{N: s.Most, Per: s.Per}
		}))
	}
	for i := range 40 {
		s.Say(fmt.Sprint("u", i), "chào", time.Now().Add(-2*time.Minute))
	}
	ctx, stop := context.WithCancel(t.Context())
	var work sync.WaitGroup
	for n, c := range replicas {
		work.Go(func() { _ = c.Run(ctx, func(context.Context, bot.Message) error { return nil }) })
		for i := range 20 {
			work.Go(func() {
				for round := 0; ctx.Err() == nil; round++ {
					r := bot.Reply{To: to(s, fmt.Sprint("u", 20*n+i)), Text: fmt.Sprint("Nhắc ", round), Notice: true,
						Picture: &bot.File{Name: "a.png", Type: "image/png", Bytes: []byte("png")}}
					_ = c.Send(ctx, r) // broken off in the end
				}
			})
		}
	}
	time.Sleep(300 * time.Millisecond)
	var waited []time.Duration
	for i := range 30 {
		began := time.Now()
		if err := replicas[i%2].Send(ctx, bot.Reply{To: to(s, fmt.Sprint("u", i)), Text: "Đã ghi"}); err != nil {
			t.Error(err)
		}
		waited = append(waited, time.Since(began))
		time.Sleep(150 * time.Millisecond)
	}
	stop()
	work.Wait()
	slices.Sort(waited)
	usual, worst := waited[len(waited)/2], waited[len(waited)-1]
	t.Logf("%d calls taken, %d refused, the usual answer %v, the longest %v", s.Taken(), s.Refused(), usual, worst)
	if s.Refused() > 0 {
		t.Errorf("%d calls were refused for pace", s.Refused())
	}
	// The machine may stand still for some of them; behind the rest each would
	// wait for two seconds.
	if usual > 500*time.Millisecond || worst > 5*time.Second {
		t.Errorf("an answer waited %v, the longest %v", usual, worst)
	}
	if s.Taken() < 60 {
		t.Errorf("%d calls in 5 s: the rest was starved", s.Taken())
	}
}
