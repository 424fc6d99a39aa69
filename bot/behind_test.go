package bot_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
)

// shelf is what replicas keep together.
type shelf struct {
	bottest.Arrivals
	away time.Duration // there
}

func (s *shelf) Note(ctx context.Context, chat, key string, what []byte, within time.Duration) error {
	time.Sleep(s.away)
	return s.Arrivals.Note(ctx, chat, key, what, within)
}

func (s *shelf) Drop(ctx context.Context, chat, key string) error {
	time.Sleep(s.away)
	return s.Arrivals.Drop(ctx, chat, key)
}

func (s *shelf) Noted(ctx context.Context, chat string) (map[string][]byte, time.Duration, error) {
	time.Sleep(s.away)
	return s.Arrivals.Noted(ctx, chat)
}

// TestWhatArrivedFirstIsTakenFirst: a report that could not be stored comes
// again to another replica, behind what was sent after it, and is taken before.
func TestWhatArrivedFirstIsTakenFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		one, two := &bot.Behind{Arrivals: s}, &bot.Behind{Arrivals: s}
		began := time.Now()
		message := func(chat string, n int) bot.Message {
			m := from(chat, n)
			m.Sent = began.Add(time.Duration(n) * time.Second)
			return m
		}
		var mu sync.Mutex
		var taken []string
		take := func(_ context.Context, m bot.Message) error {
			mu.Lock()
			defer mu.Unlock()
			taken = append(taken, m.From.Chat+m.ID)
			return nil
		}
		away := errors.New("the store is away")
		if err := one.Hand(t.Context(), message("a", 1), func(context.Context, bot.Message) error { return away }); !errors.Is(err, away) {
			t.Errorf("the first ends with %v", err)
		}
		var all sync.WaitGroup
		for n, b := range map[int]*bot.Behind{3: one, 2: two} {
			all.Go(func() {
				time.Sleep(time.Duration(n) * time.Millisecond)
				if err := b.Hand(t.Context(), message("a", n), take); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(time.Second)
		if err := two.Hand(t.Context(), message("b", 9), take); err != nil || !slices.Equal(taken, []string{"b9"}) {
			t.Errorf("taken %q, %v: another chat waits for nothing, and this one for its first", taken, err)
		}
		time.Sleep(30 * time.Second)
		if err := two.Hand(t.Context(), message("a", 1), take); err != nil {
			t.Error(err)
		}
		all.Wait()
		if want := []string{"b9", "a1", "a2", "a3"}; !slices.Equal(taken, want) {
			t.Errorf("taken %q", taken)
		}

		// What never comes again holds nobody back for ever.
		_ = one.Hand(t.Context(), message("c", 1), func(context.Context, bot.Message) error { return away })
		at := time.Now()
		if err := two.Hand(t.Context(), message("c", 2), take); err != nil || time.Since(at) > 3*time.Minute || time.Since(at) < time.Minute {
			t.Errorf("it waited %v, %v", time.Since(at), err)
		}

		// The end: what waits is not taken, unless it is handed again.
		_ = one.Hand(t.Context(), message("d", 1), func(context.Context, bot.Message) error { return away })
		ended := make(chan error)
		go func() { ended <- one.Hand(t.Context(), message("d", 2), take) }()
		synctest.Wait()
		one.End()
		one.End()
		if err := <-ended; !errors.Is(err, bot.ErrClosed) {
			t.Errorf("what waited ends with %v", err)
		}
		if err := one.Hand(t.Context(), message("d", 2), take); err != nil || taken[len(taken)-1] != "d2" {
			t.Errorf("handed again: %q, %v", taken, err)
		}
	})
}

// TestATryHoldsBackHoweverLongItTakes: what a replica has in hand holds back
// what was sent later for longer than the patience with what is given up, and
// so does what itself waits.
func TestATryHoldsBackHoweverLongItTakes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		replica := func() *bot.Behind {
			return &bot.Behind{Arrivals: s, Patience: 30 * time.Second}
		}
		began := time.Now()
		var mu sync.Mutex
		var taken []string
		var all sync.WaitGroup
		hand := func(b *bot.Behind, n int, takes time.Duration) {
			m := from("a", n)
			m.Sent = began.Add(time.Duration(n) * time.Millisecond)
			all.Go(func() {
				err := b.Hand(t.Context(), m, func(context.Context, bot.Message) error {
					time.Sleep(takes)
					mu.Lock()
					defer mu.Unlock()
					taken = append(taken, m.ID)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
			time.Sleep(10 * time.Millisecond)
		}
		hand(replica(), 1, 5*time.Minute)
		hand(replica(), 2, 2*time.Minute)
		time.Sleep(4 * time.Minute)
		hand(replica(), 3, 0)
		all.Wait()
		if !slices.Equal(taken, []string{"1", "2", "3"}) {
			t.Errorf("taken %q", taken)
		}
		if waited := time.Since(began); waited > 7*time.Minute+2*time.Second {
			t.Errorf("they were taken after %v, though nothing was given up", waited)
		}
	})
}

// TestWhatIsTakenHoldsBackNothing: whenever the next message comes, be it while
// the one before is just done with, it waits no longer than that takes.
func TestWhatIsTakenHoldsBackNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{away: time.Millisecond}
		one, two := &bot.Behind{Arrivals: s}, &bot.Behind{Arrivals: s}
		var all sync.WaitGroup
		for n := range 40 {
			first := from(strconv.Itoa(n), 1)
			first.Sent = time.Now()
			second := from(strconv.Itoa(n), 2)
			second.Sent = first.Sent.Add(time.Millisecond)
			hand := func(b *bot.Behind, m bot.Message, after, takes time.Duration) {
				all.Go(func() {
					time.Sleep(after)
					began := time.Now()
					err := b.Hand(t.Context(), m, func(context.Context, bot.Message) error { time.Sleep(takes); return nil })
					if took := time.Since(began); err != nil || took > 200*time.Millisecond {
						t.Errorf("%s, %v after the first: %v, after %v", m.ID, after, err, took)
					}
				})
			}
			hand(one, first, 0, 10*time.Millisecond)
			hand(two, second, time.Duration(n)*time.Millisecond/2, 0)
		}
		all.Wait()
	})
}
