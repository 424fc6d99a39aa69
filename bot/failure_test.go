package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// script answers the sends with these failures in turn, then with none.
func script(failures ...error) func(context.Context, bot.Reply) error {
	var mu sync.Mutex
	return func(context.Context, bot.Reply) error {
		time.Sleep(time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		if len(failures) == 0 {
			return nil
		}
		now := failures[0]
		failures = failures[1:]
		return now
	}
}

func repeat(err error, times int) []error { return slices.Repeat([]error{err}, times) }

func TestWhatFailuresComeTo(t *testing.T) {
	t.Parallel()
	unknown := fail(bot.Unknown, 0)
	tests := []struct {
		name     string
		reply    bot.Reply
		kept     bool
		failures []error
		arrive   int           // times it is shown in the end
		after    time.Duration // at least
		log      string        // of the outbox
	}{
		{"it arrives", to("c", "x"), true, nil, 1, 0, "done 1"},
		{"pace is waited out", to("c", "x"), true, repeat(fail(bot.RetryAfter, 7*time.Second), 2), 1, 14 * time.Second, "done 1"},
		{"pace beyond the lease", to("c", "x"), true, repeat(fail(bot.RetryAfter, 5*time.Minute), 1), 1, 5 * time.Minute, "later 1, done 1"},
		{"a platform that is down", to("c", "x"), true, repeat(fail(bot.RetryAfter, 0), 4), 1, 15 * time.Second, "done 1"},
		{"it is long down", to("c", "x"), true, repeat(fail(bot.RetryAfter, 0), 12), 1, 3 * time.Minute, "later 1, done 1"},
		{"it is down for ever", to("c", "x"), true, repeat(fail(bot.RetryAfter, 0), 2000), 0, 0, "given up 1"},
		{"held until the person writes", to("c", "x"), true, repeat(fail(bot.Postponed, 15*time.Minute), 3), 1, 45 * time.Minute, "later 1, later 1, later 1, done 1"},
		{"an answer that may not go now", to("c", "x"), false, repeat(fail(bot.Postponed, 15*time.Minute), 1), 0, 0, ""},
		{"blocked", to("c", "x"), true, repeat(fail(bot.GoneAway, 0), 9), 0, 0, "given up 1"},
		{"rejected", to("c", "x"), true, repeat(fail(bot.Rejected, 0), 9), 0, 0, "given up 1"},
		{"a confirmation that may have arrived", to("c", "Đã ghi #1"), true, repeat(unknown, 1), 1, 5 * time.Second, "done 1"},
		{"again and again", to("c", "Đã ghi #1"), true, repeat(unknown, 9), 0, 15 * time.Second, "given up 1"},
		{"it may have arrived after a while down", to("c", "Đã ghi #1"), true, append(repeat(fail(bot.RetryAfter, 0), 5), unknown), 1, 30 * time.Second, "done 1"},
		{"a notice that may have arrived", notice("c", "nhắc"), true, repeat(unknown, 9), 0, 0, "given up 1"},
		{"an answer that may have arrived", to("c", "x"), false, repeat(unknown, 9), 0, 0, ""},
		{"an answer, the platform down", to("c", "x"), false, repeat(fail(bot.RetryAfter, 0), 3), 1, 7 * time.Second, ""},
		{"an answer, long down", to("c", "x"), false, repeat(fail(bot.RetryAfter, 0), 99), 0, 0, ""},
		{"a failure without a kind", to("c", "x"), true, repeat(errors.New("what?"), 1), 1, 5 * time.Second, "done 1"},
		{"no reply passes", to("c", "x"), true, repeat(fail(bot.Misconfigured, 0), 3), 1, 3 * time.Minute, "later 1, later 1, done 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := &platform{behave: script(test.failures...)}
				b := &box{}
				s := newSender(t, bot.SenderOptions{Outbox: b}, p)
				began := time.Now()
				if test.kept {
					outs := b.add(2*time.Minute, test.reply)
					if test.name == "it is down for ever" { // a day ago
						b.rows[0].out.Attempts, outs[0].Attempts = 990, 990
					}
					s.Queue(outs...)
					for b.open() > 0 && time.Since(began) < 3*time.Hour {
						time.Sleep(100 * time.Millisecond)
					}
				} else if sent := s.Queue(bot.Outgoing{Reply: test.reply}); (sent.Wait(t.Context()) == nil) != (test.arrive > 0) {
					t.Error("told otherwise than it was")
				}
				took := time.Since(began)
				closeNow(t, s)
				if got := len(p.texts("c")); got != test.arrive {
					t.Errorf("shown %d times", got)
				}
				if took < test.after || test.after > 0 && took > 3*test.after {
					t.Errorf("it took %v", took)
				}
				log := b.happened()
				if test.name == "it is down for ever" {
					log = log[max(0, strings.LastIndex(log, "given")):]
				}
				if log != test.log {
					t.Errorf("outbox: %s", log)
				}
			})
		})
	}
}

func TestHooksHearOfFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var heard []string
		hear := func(what string) { mu.Lock(); defer mu.Unlock(); heard = append(heard, what) }
		p := &platform{behave: func(_ context.Context, r bot.Reply) error {
			if r.To.Chat == "gone" {
				return fail(bot.GoneAway, 0)
			}
			return fail(bot.Misconfigured, 0)
		}}
		s := newSender(t, bot.SenderOptions{
			Life:        30 * time.Second,
			Unreachable: func(_ context.Context, to bot.Address) { hear("unreachable " + to.Chat) },
			Alarm:       func(_ context.Context, channel, name string, _ error) { hear("alarm " + channel + "/" + name) },
		}, p)
		_ = s.Queue(bot.Outgoing{Reply: to("gone", "x")}).Wait(t.Context())
		for i := range 5 {
			_ = s.Queue(bot.Outgoing{Reply: to(fmt.Sprint(i), "x")}).Wait(t.Context())
		}
		closeNow(t, s)
		if want := []string{"unreachable gone", "alarm test/bot"}; !slices.Equal(heard, want) {
			t.Errorf("heard %v: an alarm a pause is enough", heard)
		}
	})
}

func TestAParkedChatParksNoOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		refused := map[string]bool{}
		p := &platform{pace: bot.Pace{Notices: second30}}
		p.behave = func(_ context.Context, r bot.Reply) error {
			mu.Lock()
			defer mu.Unlock()
			if first := !refused[r.To.Chat]; first && strings.HasPrefix(r.To.Chat, "full") {
				refused[r.To.Chat] = true
				return fail(bot.RetryAfter, 30*time.Second)
			}
			return nil
		}
		s := newSender(t, bot.SenderOptions{Life: time.Hour}, p)
		wait := func(r bot.Reply) time.Duration {
			began := time.Now()
			if err := s.Queue(bot.Outgoing{Reply: r}).Wait(t.Context()); err != nil {
				t.Error(err)
			}
			return time.Since(began)
		}
		s.Queue(bot.Outgoing{Reply: to("full1", "một")}, bot.Outgoing{Reply: to("full1", "hai")})
		synctest.Wait()
		if took := wait(to("free", "x")); took > time.Second {
			t.Errorf("another chat waited %v", took)
		}
		if took := wait(notice("free", "x")); took > time.Second {
			t.Errorf("a notice waited %v for one chat", took)
		}
		s.Queue(bot.Outgoing{Reply: to("full2", "x")})
		time.Sleep(time.Second)
		if took := wait(notice("free", "x")); took < 28*time.Second {
			t.Errorf("notices waited %v though several chats were refused", took)
		}
		time.Sleep(time.Minute)
		closeNow(t, s)
		if got := p.texts("full1"); !slices.Equal(got, []string{"một", "hai"}) {
			t.Errorf("the parked chat got %v", got)
		}
	})
}

func TestAChatsPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{behave: script(), pace: bot.Pace{Chat: func(chat string) (string, bot.Rate) {
			if strings.HasPrefix(chat, "-") {
				return chat[:2], bot.Rate{N: 17, Per: time.Minute, Burst: 3}
			}
			return chat, bot.Rate{N: 1, Per: time.Second, Burst: 3}
		}}}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		for i := range 40 {
			s.Queue(b.add(time.Hour, to("5", fmt.Sprint(i)))...)
			s.Queue(b.add(time.Hour, to(fmt.Sprintf("-1:%d", i%2), fmt.Sprint(i)))...)
		}
		for b.open() > 0 {
			time.Sleep(time.Second)
		}
		closeNow(t, s)
		busiest := func(prefix string, per time.Duration) int {
			most := 0
			for i, r := range p.shown {
				n := 0
				for j := i; j < len(p.shown) && p.times[j].Sub(p.times[i]) < per; j++ {
					if strings.HasPrefix(p.shown[j].To.Chat, prefix) && strings.HasPrefix(r.To.Chat, prefix) {
						n++
					}
				}
				most = max(most, n)
			}
			return most
		}
		if n := busiest("5", 10*time.Second); n < 10 || n > 13 {
			t.Errorf("%d in 10 s in private", n)
		}
		if n := busiest("-1", time.Minute); n < 17 || n > 20 {
			t.Errorf("%d in a minute in a group and its topics", n)
		}
	})
}

func TestWhatACrashLeft(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{}
		b := &box{}
		b.add(time.Minute, to("c", "trong tay kẻ đã chết"))
		b.add(0, notice("c", "nhắc"), to("c", "còn lại"))
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		time.Sleep(time.Second)
		if got := p.texts("c"); !slices.Contains(got, "còn lại") || len(got) != 2 {
			t.Errorf("at first %v", got)
		}
		time.Sleep(time.Minute + 5*time.Second)
		closeNow(t, s)
		if got := p.texts("c"); len(got) != 3 || b.open() != 0 {
			t.Errorf("in the end %v", got)
		}
	})
}

func TestDoneIsToldUntilHeard(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{}
		b := &box{fails: errors.New("the store is away")}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		s.Queue(b.add(2*time.Minute, to("c", "một"), to("d", "hai"))...)
		time.Sleep(10 * time.Minute) // the lease ends many times
		b.mu.Lock()
		b.fails = nil
		b.mu.Unlock()
		time.Sleep(2 * time.Second)
		closeNow(t, s)
		if b.open() != 0 || len(p.shown) != 2 {
			t.Errorf("%d open, shown %d times", b.open(), len(p.shown))
		}
	})
}

func TestSenderCloses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{behave: func(_ context.Context, r bot.Reply) error {
			if r.To.Chat == "parked" {
				return fail(bot.RetryAfter, time.Minute)
			}
			time.Sleep(2 * time.Second)
			return nil
		}}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		s.Queue(b.add(2*time.Minute, to("c", "một"), to("c", "hai"), to("parked", "ba"))...)
		time.Sleep(100 * time.Millisecond)
		began := time.Now()
		closeNow(t, s)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it took %v", took)
		}
		if len(p.texts("c")) != 2 || b.open() != 1 || !strings.Contains(b.happened(), "later 3") {
			t.Errorf("shown %v, outbox %s", p.texts("c"), b.happened())
		}
		if err := s.Queue(bot.Outgoing{Reply: to("c", "x")}).Wait(t.Context()); !errors.Is(err, bot.ErrClosed) {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestSenderIsBrokenOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{behave: func(ctx context.Context, _ bot.Reply) error {
			<-ctx.Done()
			return fail(bot.Unknown, 0)
		}}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b, SendTime: time.Hour}, p)
		s.Queue(b.add(2*time.Minute, to("c", "một"))...)
		time.Sleep(time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := s.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("close: %v", err)
		}
		if b.open() != 1 || b.happened() != "" {
			t.Errorf("what may have arrived is settled: %s", b.happened())
		}
	})
}

func TestNoChannelHere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, b := &platform{}, &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		r := to("c", "x")
		r.To.Channel = "pigeon"
		s.Queue(b.add(time.Hour, r)...)
		if err := s.Queue(bot.Outgoing{Reply: r}).Wait(t.Context()); err == nil {
			t.Error("sent to nowhere")
		}
		closeNow(t, s)
		if b.happened() != "later 1" {
			t.Errorf("outbox: %s", b.happened())
		}
		if _, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{p, p}}); err == nil {
			t.Error("two channels of one name")
		}
	})
}

func TestNothingIsRememberedForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{pace: bot.Pace{Chat: func(chat string) (string, bot.Rate) {
			return chat, bot.Rate{N: 1, Per: time.Second, Burst: 3}
		}}}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		for i := range 5000 {
			s.Queue(b.add(time.Minute, to(fmt.Sprint(i), "x"))...)
		}
		time.Sleep(10 * time.Second)
		items, lanes := bot.Held(s)
		if n := bot.Gauges(s); n != 0 || items != 0 || lanes != 0 || b.open() != 0 {
			t.Errorf("%d gauges, %d items, %d lanes, %d open", n, items, lanes, b.open())
		}
		closeNow(t, s)
	})
}
