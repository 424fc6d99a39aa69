package bot_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// shelf is what replicas remember together.
type shelf struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (s *shelf) recall(_ context.Context, key string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.kept[key]
	return v, ok
}

func (s *shelf) remember(_ context.Context, key string, v []byte, _ time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[key] = v
}

// TestWhatArrivedFirstIsTakenFirst: a report that could not be stored comes
// again to another replica, behind what was sent after it, and is taken before.
func TestWhatArrivedFirstIsTakenFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{kept: map[string][]byte{}}
		one, two := &bot.Behind{Recall: s.recall, Remember: s.remember}, &bot.Behind{Recall: s.recall, Remember: s.remember}
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
		s := &shelf{kept: map[string][]byte{}}
		replica := func() *bot.Behind {
			return &bot.Behind{Recall: s.recall, Remember: s.remember, Patience: 30 * time.Second}
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
