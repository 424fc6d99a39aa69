package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

func from(chat string, id int) bot.Message {
	return bot.Message{From: bot.Address{Channel: "test", Bot: "bot", Chat: chat}, ID: fmt.Sprint(id), Kind: bot.Text, ToUs: true, Text: "bí mật " + fmt.Sprint(id)}
}

// desk is a dispatcher with its sender, closed by close.
type desk struct {
	*bot.Dispatcher
	p      *platform
	sender *bot.Sender
	log    bytes.Buffer
}

func newDesk(t *testing.T, o bot.DispatcherOptions) *desk {
	t.Helper()
	d := &desk{p: &platform{}}
	d.sender = newSender(t, bot.SenderOptions{}, d.p)
	o.Sender = d.sender
	o.Logger = slog.New(slog.NewTextHandler(&d.log, nil))
	d.Dispatcher = bot.NewDispatcher(o)
	return d
}

func (d *desk) close(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := d.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
	closeNow(t, d.sender)
	if strings.Contains(d.log.String(), "bí mật") {
		t.Errorf("a text was logged: %s", d.log.String())
	}
}

func TestOneAtATimeInAChatManyChatsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const chats, each, limit = 30, 10, 8
		var now, most atomic.Int32
		var mu sync.Mutex
		busy, took := map[string]bool{}, map[string][]string{}
		d := newDesk(t, bot.DispatcherOptions{Limit: limit, Handle: func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			mu.Lock()
			if busy[m.From.Chat] {
				t.Errorf("two at once in %s", m.From.Chat)
			}
			busy[m.From.Chat] = true
			took[m.From.Chat] = append(took[m.From.Chat], m.ID)
			mu.Unlock()
			time.Sleep(10 * time.Millisecond)
			mu.Lock()
			busy[m.From.Chat] = false
			mu.Unlock()
			return nil, nil
		}})
		var wg sync.WaitGroup
		var want []string
		for i := range each {
			want = append(want, fmt.Sprint(i))
			for c := range chats {
				wg.Go(func() {
					if err := d.Receive(t.Context(), from(fmt.Sprint("c", c), i)); err != nil {
						t.Error(err)
					}
				})
			}
			synctest.Wait() // they are in line
		}
		wg.Wait()
		d.close(t)
		if most.Load() != limit {
			t.Errorf("%d at once, of %d", most.Load(), limit)
		}
		for chat, ids := range took {
			if !slices.Equal(ids, want) {
				t.Errorf("%s: %v", chat, ids)
			}
		}
	})
}

func TestReceiveAnswersWhenItMayBeAcknowledged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &box{}
		d := newDesk(t, bot.DispatcherOptions{AnswerWait: 5 * time.Second,
			Handle: func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
				switch m.ID {
				case "1": // a report
					return b.add(time.Minute, to("c", "Đã ghi #1")), nil
				case "2":
					return nil, errors.New("the store is away")
				}
				return []bot.Outgoing{{Reply: to("c", m.ID)}}, nil
			}})
		var slow atomic.Int64
		slow.Store(int64(time.Second))
		d.p.behave = func(context.Context, bot.Reply) error { time.Sleep(time.Duration(slow.Load())); return nil }
		receive := func(id int) (time.Duration, error) {
			began := time.Now()
			err := d.Receive(t.Context(), from("c", id))
			return time.Since(began), err
		}
		if took, err := receive(1); err != nil || took != 0 {
			t.Errorf("a report: %v after %v: it waits for no send", err, took)
		}
		if _, err := receive(2); err == nil {
			t.Error("a failure is acknowledged")
		}
		if took, err := receive(3); err != nil || took != 2*time.Second { // behind the report's
			t.Errorf("a question: %v after %v", err, took)
		}
		if took, err := receive(3); err != nil || took != 0 || len(d.p.texts("c")) != 2 {
			t.Errorf("the question again: %v after %v, %v", err, took, d.p.texts("c"))
		}
		slow.Store(int64(time.Minute))
		if took, err := receive(4); err != nil || took != 5*time.Second {
			t.Errorf("a question whose answer is stuck: %v after %v", err, took)
		}
		slow.Store(0)
		time.Sleep(time.Minute)
		d.close(t)
	})
}

func TestPanicsAndPoison(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var dead []string
		keeps := false
		var errs []error
		d := newDesk(t, bot.DispatcherOptions{
			Apology: func(m bot.Message) bot.Reply { return bot.Reply{To: m.From, Text: "xin lỗi"} },
			Handle: func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
				switch m.From.Chat {
				case "panics":
					panic(m.Text)
				case "index":
					return nil, []error{}[len(m.ID)]
				case "poison":
					return nil, fmt.Errorf("no way: %w", bot.ErrPoison)
				case "away":
					return nil, errors.New("the store is away")
				}
				return nil, nil
			},
			DeadLetter: func(_ context.Context, m bot.Message, _ error) error {
				if !keeps {
					return errors.New("no room")
				}
				dead = append(dead, m.From.Chat)
				return nil
			},
			Observe: func(_ bot.Message, _ time.Duration, err error) { errs = append(errs, err) },
		})
		tries := func(chat string, most int) int {
			for n := 1; n <= most; n++ {
				if d.Receive(t.Context(), from(chat, 1)) == nil {
					return n
				}
			}
			return 0
		}
		if n := tries("panics", 7); n != 0 {
			t.Errorf("acknowledged at try %d though nobody keeps it", n)
		}
		keeps = true
		for chat, want := range map[string]int{"panics": 1, "index": 5, "poison": 5, "away": 0} {
			if n := tries(chat, 200); n != want {
				t.Errorf("%s: given up at try %d, not %d", chat, n, want)
			}
		}
		slices.Sort(dead)
		if !slices.Equal(dead, []string{"index", "panics", "poison"}) {
			t.Errorf("dead letters %v", dead)
		}
		if err := d.Receive(t.Context(), from("fine", 1)); err != nil || errs[len(errs)-1] != nil || errs[0] == nil {
			t.Errorf("%v, observed %v", err, errs)
		}
		if !strings.Contains(d.log.String(), "dispatch_test.go") {
			t.Error("nothing says where it panicked")
		}
		d.close(t)
		for chat, want := range map[string]int{"panics": 1, "index": 1, "poison": 1, "away": 0, "fine": 0} {
			if told := d.p.texts(chat); len(told) != want {
				t.Errorf("%s is told %q", chat, told)
			}
		}
	})
}

func TestAMessageThatFailsWhileOthersAreCommitted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var given time.Duration
		began := time.Now()
		b := &box{}
		d := newDesk(t, bot.DispatcherOptions{
			Handle: func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
				if m.From.Chat == "bad" {
					return nil, errors.New("the store refuses this one")
				}
				return b.add(time.Minute, to("c", "Đã ghi #1")), nil
			},
			DeadLetter: func(context.Context, bot.Message, error) error { given = time.Since(began); return nil },
		})
		n := 0
		for ; n < 300 && given == 0; n++ {
			_ = d.Receive(t.Context(), from("bad", 1))
			if err := d.Receive(t.Context(), from("good", n)); err != nil {
				t.Error(err)
			}
			time.Sleep(10 * time.Second)
		}
		if given < 10*time.Minute || given > 15*time.Minute {
			t.Errorf("given up after %v and %d tries", given, n)
		}
		d.close(t)
	})
}

func TestAnswersThatRepeatThemselves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &box{}
		d := newDesk(t, bot.DispatcherOptions{Guard: &bot.LoopGuard{},
			Parting: func(r bot.Reply) bot.Reply {
				r.Text += ", and no more"
				return r
			},
			Handle: func(context.Context, bot.Message) ([]bot.Outgoing, error) {
				return append(b.add(time.Minute, to("c", "kept")), bot.Outgoing{Reply: to("c", "same")}), nil
			}})
		for i := range 9 {
			if err := d.Receive(t.Context(), from("c", i)); err != nil {
				t.Error(err)
			}
		}
		count := func(what string) (n int) {
			for _, text := range d.p.texts("c") {
				if text == what {
					n++
				}
			}
			return n
		}
		time.Sleep(time.Second)
		if count("same") != 4 || count("same, and no more") != 1 || count("kept") != 9 {
			t.Errorf("the same %d times, with how to go on %d, kept %d", count("same"), count("same, and no more"), count("kept"))
		}
		time.Sleep(30 * time.Minute)
		_ = d.Receive(t.Context(), from("c", 10))
		if count("same") != 5 {
			t.Error("after half an hour it is still silent")
		}
		d.close(t)
	})
}

func TestOrderAmongReplicas(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var lock sync.Mutex
		order := func(_ context.Context, key string) (func(), error) {
			if strings.HasSuffix(key, "/broken") {
				return nil, errors.New("no lock service")
			}
			for !lock.TryLock() {
				time.Sleep(time.Millisecond)
			}
			return lock.Unlock, nil
		}
		var now atomic.Int32
		handle := func(context.Context, bot.Message) ([]bot.Outgoing, error) {
			if now.Add(1) > 1 {
				t.Error("two replicas in a chat at once")
			}
			time.Sleep(10 * time.Millisecond)
			now.Add(-1)
			return nil, nil
		}
		a := newDesk(t, bot.DispatcherOptions{Handle: handle, Order: order})
		b := newDesk(t, bot.DispatcherOptions{Handle: handle, Order: order})
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() { _ = a.Receive(t.Context(), from("c", i)) })
			wg.Go(func() { _ = b.Receive(t.Context(), from("c", 100+i)) })
		}
		wg.Wait()
		if err := a.Receive(t.Context(), from("broken", 1)); err != nil {
			t.Errorf("without the lock service: %v", err)
		}
		a.close(t)
		b.close(t)
	})
}

func TestDispatcherCloses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Int32
		d := newDesk(t, bot.DispatcherOptions{Handle: func(ctx context.Context, m bot.Message) ([]bot.Outgoing, error) {
			select {
			case <-time.After(3 * time.Second):
				ended.Add(1)
				return []bot.Outgoing{{Reply: to("c", m.ID)}}, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}})
		errs := make([]error, 3)
		var wg sync.WaitGroup
		hangUp, cancel := context.WithCancel(t.Context())
		for i := range errs {
			wg.Go(func() { errs[i] = d.Receive(hangUp, from("c", i)) })
			synctest.Wait()
		}
		time.Sleep(time.Second)
		cancel() // the platform hangs up: what is begun goes on, what waits does not
		synctest.Wait()
		wg.Go(func() { errs[2] = d.Receive(t.Context(), from("c", 7)) })
		synctest.Wait()
		d.close(t)
		wg.Wait()
		if errs[0] != nil || !errors.Is(errs[1], context.Canceled) || !errors.Is(errs[2], bot.ErrClosed) || ended.Load() != 1 {
			t.Errorf("%v, %d handled", errs, ended.Load())
		}
		if got := d.p.texts("c"); !slices.Equal(got, []string{"0"}) {
			t.Errorf("answered %v", got)
		}
		if err := d.Receive(t.Context(), from("c", 9)); !errors.Is(err, bot.ErrClosed) {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestDispatcherIsBrokenOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, bot.DispatcherOptions{Handle: func(ctx context.Context, _ bot.Message) ([]bot.Outgoing, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}})
		got := make(chan error, 1)
		go func() { got <- d.Receive(t.Context(), from("c", 1)) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := d.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("close: %v", err)
		}
		if err := <-got; err == nil {
			t.Error("acknowledged though broken off")
		}
		closeNow(t, d.sender)
	})
}

func TestLoopGuard(t *testing.T) {
	t.Parallel()
	clock := time.Unix(0, 0)
	shared := map[string]int{}
	g := &bot.LoopGuard{Times: 2, Within: time.Minute, Now: func() time.Time { return clock },
		Count: func(_ context.Context, key string, _ time.Duration) (int, error) {
			shared[key]++
			return shared[key], nil
		}}
	ask := func(chat, text string) bool { return g.Allow(t.Context(), to(chat, text)) }
	if first, second := ask("a", "x"), ask("a", "x"); !first || !second || ask("a", "x") {
		t.Error("the third is not stopped")
	}
	if !ask("a", "y") || !ask("b", "x") {
		t.Error("another text or chat is stopped")
	}
	for key := range shared {
		shared[key] = 7 // other replicas answered
	}
	if ask("b", "x") {
		t.Error("what other replicas answered does not count")
	}
	clear(shared)
	clock = clock.Add(time.Minute)
	if !ask("a", "x") {
		t.Error("it never ends")
	}
	for i := range 50_000 {
		ask("c", fmt.Sprint(i))
	}
	if n := bot.Remembered(g); n > 20_000 {
		t.Errorf("%d answers are remembered", n)
	}
}

// TestTheLogTellsOfAFailingMessageAtMostEachMinute, for it is tried often while
// the store is away; of each message by itself.
func TestTheLogTellsOfAFailingMessageAtMostEachMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, bot.DispatcherOptions{Handle: func(context.Context, bot.Message) ([]bot.Outgoing, error) {
			return nil, errors.New("the store is away")
		}})
		for range 100 { // five minutes
			for chat := range 2 {
				_ = d.Receive(t.Context(), from(fmt.Sprint("c", chat), chat))
			}
			time.Sleep(3 * time.Second)
		}
		d.close(t)
		told := d.log.String()
		if n := strings.Count(told, "message not handled"); n != 10 || strings.Count(told, "failed=1 ")+strings.Count(told, "failed=1\n") != 2 || !strings.Contains(told, "failed=81") {
			t.Errorf("in five minutes the log tells %d times of two messages: %s", n, told)
		}
	})
}
