package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
)

// fickle is a shelf that fails while it is away, for all or for one replica.
type fickle struct {
	*bottest.Arrivals
	away atomic.Bool
}

var errRedis = errors.New("no Redis")

func (f *fickle) Note(ctx context.Context, chat, key string, what []byte, within time.Duration) error {
	if f.away.Load() {
		return errRedis
	}
	return f.Arrivals.Note(ctx, chat, key, what, within)
}

func (f *fickle) Drop(ctx context.Context, chat, key string) error {
	if f.away.Load() {
		return errRedis
	}
	return f.Arrivals.Drop(ctx, chat, key)
}

func (f *fickle) Noted(ctx context.Context, chat string) (map[string][]byte, time.Duration, error) {
	if f.away.Load() {
		return nil, 0, errRedis
	}
	return f.Arrivals.Noted(ctx, chat)
}

// replicas hand messages of a chat to one store.
type replicas struct {
	t     *testing.T
	redis fickle
	one   *bot.Behind
	two   *bot.Behind
	began time.Time

	all sync.WaitGroup // of those that begins handed

	mu    sync.Mutex
	taken []string
	at    map[string]time.Duration // after the begin
}

func newReplicas(t *testing.T) *replicas {
	r := &replicas{t: t, redis: fickle{Arrivals: &bottest.Arrivals{}}, began: time.Now(), at: map[string]time.Duration{}}
	replica := func() *bot.Behind {
		return &bot.Behind{Arrivals: &r.redis, Patience: 30 * time.Second, RefersBack: func(text string) bool { return text == "hủy" }}
	}
	r.one, r.two = replica(), replica()
	return r
}

func (r *replicas) message(n int, text string) bot.Message {
	m := from("a", n)
	m.Sent, m.Text = r.began.Add(time.Duration(n)*time.Millisecond), text
	return m
}

// takes is a store that takes so long.
func (r *replicas) takes(long time.Duration) bot.Receive {
	return func(_ context.Context, m bot.Message) error {
		time.Sleep(long)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.taken = append(r.taken, m.ID)
		r.at[m.ID] = time.Since(r.began)
		return nil
	}
}

// begins has a replica hand a message that is taken after so long.
func (r *replicas) begins(b *bot.Behind, n int, text string, long time.Duration) {
	r.all.Go(func() { _ = b.Hand(r.t.Context(), r.message(n, text), r.takes(long)) })
}

// ignored is a store that nobody looks at.
func ignored(context.Context, bot.Message) error { return nil }

// TestOrderWhileRedisFails: what another replica has in hand holds back what was
// sent later though Redis fails for a while, or forgets everything.
func TestOrderWhileRedisFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(*fickle){
		"it fails": func(f *fickle) { f.away.Store(true); time.Sleep(8 * time.Second); f.away.Store(false) },
		"it is empty": func(f *fickle) {
			time.Sleep(time.Second / 4) // who comes after that has seen nothing
			f.Forget()
		},
		"it is empty, again and again": func(f *fickle) {
			time.Sleep(time.Second / 4)
			for range 40 {
				f.Forget()
				time.Sleep(70 * time.Millisecond)
			}
		},
		"it fails, and is empty then": func(f *fickle) {
			f.away.Store(true)
			time.Sleep(3 * time.Second)
			f.Forget()
			f.away.Store(false)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := range 8 { // so long after what was said last
				synctest.Test(t, func(t *testing.T) {
					r := newReplicas(t)
					r.begins(r.one, 1, "5 hgđ", 20*time.Second)
					synctest.Wait()
					r.begins(r.two, 2, "hủy", 0)
					time.Sleep(time.Duration(n) * 250 * time.Millisecond)
					fault(&r.redis)
					r.all.Wait()
					if !slices.Equal(r.taken, []string{"1", "2"}) {
						t.Errorf("after %d looks: taken %q", n, r.taken)
					}
					if late := r.at["2"]; late > 24*time.Second {
						t.Errorf("after %d looks: the later one waited %v", n, late)
					}
				})
			}
		})
	}
}

// TestOrderRightAfterRedisForgot: what comes to a replica before the others have
// said again what they hold waits for that, and no longer.
func TestOrderRightAfterRedisForgot(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"hủy", "7 hgđ"} {
		for name, fault := range map[string]func(*replicas){
			"it is empty": func(r *replicas) { r.redis.Forget() },
			"it is back, and empty": func(r *replicas) {
				r.redis.away.Store(true)
				other := from("b", 1)
				other.Sent = time.Now()
				_ = r.two.Hand(r.t.Context(), other, ignored)
				r.redis.Forget()
				r.redis.away.Store(false)
			},
		} {
			t.Run(text+", "+name, func(t *testing.T) {
				t.Parallel()
				for n := range 8 { // so long after what was said last, and before it is said again
					synctest.Test(t, func(t *testing.T) {
						r := newReplicas(t)
						r.begins(r.one, 1, "5 hgđ", 10*time.Second)
						time.Sleep(time.Duration(n) * 250 * time.Millisecond)
						fault(r)
						r.begins(r.two, 2, text, 0)
						free := from("c", 1)
						free.Sent, free.Text = time.Now(), text
						began := time.Now()
						if err := r.two.Hand(t.Context(), free, ignored); err != nil || time.Since(began) > 4*time.Second {
							t.Errorf("after %d looks: one of another chat waited %v, %v", n, time.Since(began), err)
						}
						r.all.Wait()
						if !slices.Equal(r.taken, []string{"1", "2"}) {
							t.Errorf("after %d looks: taken %q", n, r.taken)
						}
					})
				}
			})
		}
	}
}

// TestOrderWhereAReplicaSeesRedisLater: Redis is back, and empty; the replica
// that holds the earlier message sees so a second and a quarter later than the
// one that the next comes to, and what it said meanwhile was lost.
func TestOrderWhereAReplicaSeesRedisLater(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"hủy", "7 hgđ"} {
		for n := range 16 { // so long after what was said last
			synctest.Test(t, func(t *testing.T) {
				r := newReplicas(t)
				later := &fickle{Arrivals: r.redis.Arrivals}
				r.one.Arrivals = later
				r.begins(r.one, 1, "5 hgđ", 10*time.Second)
				time.Sleep(4*time.Second + time.Duration(n)*time.Second/8)
				later.away.Store(true)
				r.redis.Forget()
				time.AfterFunc(5*time.Second/4, func() { later.away.Store(false) })
				r.begins(r.two, 2, text, 0)
				r.all.Wait()
				if !slices.Equal(r.taken, []string{"1", "2"}) {
					t.Errorf("%s, %d/8 s after it was said last: taken %q", text, n, r.taken)
				}
			})
		}
	}
}

// TestWhatRefersBackWaitsWhereNobodyCanTell: it waits a while for a Redis that
// cannot be asked, and no longer; other messages go on at once.
func TestWhatRefersBackWaitsWhereNobodyCanTell(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		back        time.Duration // of Redis
		least, most time.Duration
	}{
		"for a while": {3 * time.Second, 5 * time.Second, 7 * time.Second},
		"for ever":    {time.Hour, 10 * time.Second, 11 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := newReplicas(t)
				r.begins(r.one, 1, "5 hgđ", 5*time.Second)
				synctest.Wait()
				r.redis.away.Store(true)
				time.AfterFunc(test.back, func() { r.redis.away.Store(false) })
				r.begins(r.two, 2, "hủy", 0)
				other := from("b", 1)
				other.Sent = time.Now()
				if err := r.two.Hand(t.Context(), other, r.takes(0)); err != nil || time.Since(r.began) > time.Second {
					t.Errorf("another waited %v, %v", time.Since(r.began), err)
				}
				r.all.Wait()
				if late := r.at["2"]; late < test.least || late > test.most {
					t.Errorf("it was taken after %v", late)
				}
			})
		})
	}
}

// TestWhatWasTakenHereHoldsNothingBack, whether Redis can tell or not.
func TestWhatWasTakenHereHoldsNothingBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReplicas(t)
		r.begins(r.one, 1, "5 hgđ", 2*time.Second)
		synctest.Wait()
		r.begins(r.one, 2, "hủy", 0)
		time.Sleep(time.Second)
		r.redis.away.Store(true)
		r.all.Wait()
		if late := r.at["2"]; !slices.Equal(r.taken, []string{"1", "2"}) || late > 3*time.Second {
			t.Errorf("taken %q, the later one after %v", r.taken, late)
		}
	})
}

// TestTheEndTakesNoUndoingBeforeItsTurn: a report may be stored before its turn
// rather than lost, but "hủy" would take back another one.
func TestTheEndTakesNoUndoingBeforeItsTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReplicas(t)
		earlier := r.one.Enter(t.Context(), r.message(1, "5 hgđ"))
		var all sync.WaitGroup
		for n, text := range map[int]string{2: "hủy", 3: "7 hgđ"} {
			all.Go(func() {
				if err := r.two.Hand(t.Context(), r.message(n, text), r.takes(0)); !errors.Is(err, bot.ErrClosed) {
					t.Errorf("%s ends with %v", text, err)
				}
			})
		}
		time.Sleep(time.Second)
		r.two.End()
		all.Wait()
		if err := r.two.Hand(t.Context(), r.message(2, "hủy"), r.takes(0)); !errors.Is(err, bot.ErrClosed) || len(r.taken) > 0 {
			t.Errorf("handed again: %v, taken %q", err, r.taken)
		}
		if err := r.two.Hand(t.Context(), r.message(3, "7 hgđ"), r.takes(0)); err != nil {
			t.Error(err)
		}
		if err := earlier.Hand(t.Context(), r.message(1, "5 hgđ"), r.takes(0)); err != nil {
			t.Error(err)
		}
		if err := r.two.Hand(t.Context(), r.message(2, "hủy"), r.takes(0)); err != nil {
			t.Error(err)
		}
		if want := "[3 1 2]"; fmt.Sprint(r.taken) != want {
			t.Errorf("taken %q, want %s", r.taken, want)
		}
	})
}

// TestATurnHoldsBackBetweenTries, and in line behind another.
func TestATurnHoldsBackBetweenTries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReplicas(t)
		first := r.one.Enter(t.Context(), r.message(1, "5 hgđ"))
		second := r.one.Enter(t.Context(), r.message(2, "7 hgđ"))
		r.begins(r.two, 3, "hủy", 0)
		for range 4 {
			time.Sleep(20 * time.Second)
			_ = first.Hand(t.Context(), r.message(1, "5 hgđ"), func(context.Context, bot.Message) error { return errRedis })
			r.redis.Forget()
		}
		if err := first.Hand(t.Context(), r.message(1, "5 hgđ"), r.takes(0)); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * time.Second)
		if err := second.Hand(t.Context(), r.message(2, "7 hgđ"), r.takes(0)); err != nil {
			t.Error(err)
		}
		r.all.Wait()
		if want := "[1 2 3]"; fmt.Sprint(r.taken) != want {
			t.Errorf("taken %q, want %s", r.taken, want)
		}
		if left, _, _ := r.redis.Noted(t.Context(), "test/bot/a"); len(left) > 0 {
			t.Errorf("left: %q", left)
		}
	})
}
