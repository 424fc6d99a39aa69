package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

var errAway = errors.New("the store is away")

func newServer(t testing.TB) *telegramtest.Server {
	s := telegramtest.Start(t, token)
	s.Hurry = 100
	return s
}

func TestAFailureHoldsUpItsOwnChatAlone(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	var mu sync.Mutex
	away := true
	stop := bottest.Run(t, newChannel(t, s, nil), func(ctx context.Context, m bot.Message) error {
		mu.Lock()
		defer mu.Unlock()
		if away && m.From.Chat == "5" {
			return errAway
		}
		return in.Receive(ctx, m)
	})
	s.Say(5, "a1")
	s.Say(6, "b1")
	s.Say(5, "a2")
	s.Say(6, "b2")
	s.Wait(t, "the other chat", func() bool { return in.Texts() == "b1,b2" })
	s.Say(7, "c1")
	s.Wait(t, "a third chat", func() bool { return in.Texts() == "b1,b2,c1" })
	if s.Pending() != 5 {
		t.Errorf("%d of 5 wait: acknowledged before handled", s.Pending())
	}
	mu.Lock()
	away = false
	mu.Unlock()
	s.Wait(t, "all", func() bool { return len(in.All()) == 5 })
	stop()
	if got := in.Texts(); got != "b1,b2,c1,a1,a2" {
		t.Errorf("handled %s", got)
	}
	if s.Pending() != 0 {
		t.Errorf("%d wait after the end", s.Pending())
	}
}

func TestASlowChatDoesNotHoldUpOthers(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	release := make(chan struct{})
	bottest.Run(t, newChannel(t, s, nil), func(ctx context.Context, m bot.Message) error {
		if m.Text == "chậm" {
			<-release
		}
		return in.Receive(ctx, m)
	})
	s.Say(5, "chậm")
	s.Say(5, "sau")
	time.Sleep(100 * time.Millisecond)
	for i := range 3 {
		s.Say(6, fmt.Sprint(i))
		s.Wait(t, "the other chat", func() bool { return len(in.All()) == i+1 })
	}
	close(release)
	s.Wait(t, "all", func() bool { return len(in.All()) == 5 })
	s.Wait(t, "acknowledgement", func() bool { return s.Pending() == 0 })
	if got := in.Texts(); got != "0,1,2,chậm,sau" {
		t.Errorf("handled %s", got)
	}
}

func TestWhatCannotBeReadIsKeptAndPassed(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	var mu sync.Mutex
	var dead []string
	fails := 1
	bottest.Run(t, newChannel(t, s, func(o *telegram.Options) {
		o.DeadLetter = func(_ context.Context, raw []byte, _ error) error {
			mu.Lock()
			defer mu.Unlock()
			if fails--; fails >= 0 {
				return errAway
			}
			dead = append(dead, string(raw))
			return nil
		}
	}), in.Receive)
	s.PushRaw(`"message":{"date":"hôm nay"}`)
	s.Say(5, "sau")
	s.Wait(t, "the next", func() bool { return in.Texts() == "sau" })
	s.Wait(t, "acknowledgement", func() bool { return s.Pending() == 0 })
	mu.Lock()
	defer mu.Unlock()
	if len(dead) != 1 || !strings.Contains(dead[0], "hôm nay") {
		t.Errorf("kept: %q", dead)
	}
}

func TestNumbersBeginAnew(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	bottest.Run(t, newChannel(t, s, nil), in.Receive)
	s.Say(5, "trước")
	s.Wait(t, "the first", func() bool { return len(in.All()) == 1 && s.Pending() == 0 })
	s.Renumber(17)
	for i := range 3 {
		s.Say(5, fmt.Sprint(i))
	}
	s.Wait(t, "all", func() bool { return in.Texts() == "trước,0,1,2" })
	s.Wait(t, "acknowledgement", func() bool { return s.Pending() == 0 })
}

func TestWhatExpiresWhileItFails(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	tried := make(chan struct{}, 100)
	bottest.Run(t, newChannel(t, s, nil), func(ctx context.Context, m bot.Message) error {
		if m.Text == "hỏng" {
			tried <- struct{}{}
			return errAway
		}
		return in.Receive(ctx, m)
	})
	s.Say(5, "hỏng")
	s.Say(6, "một")
	<-tried
	s.Expire()
	s.Wait(t, "acknowledgement", func() bool { return s.Pending() == 0 })
	s.Say(6, "hai")
	s.Wait(t, "the next", func() bool { return in.Texts() == "một,hai" && s.Pending() == 0 })
}

func TestTwoPollers(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	logs := [2]*bottest.Sink{}
	for i := range logs {
		bottest.Run(t, newChannel(t, s, func(o *telegram.Options) { o.Logger, logs[i] = newLog(t) }), in.Receive)
	}
	s.Wait(t, "conflict", func() bool { return strings.Contains(logs[0].String()+logs[1].String(), "another polls") })
	before, began := s.Calls("getUpdates"), time.Now()
	time.Sleep(300 * time.Millisecond)
	n := s.Calls("getUpdates") - before // each rests a second after a conflict, and both may be about to poll
	if most := 6 + 6*int(time.Since(began)/time.Second); n > most {
		t.Errorf("%d polls: they hammer", n)
	}
	s.Say(5, "chào")
	s.Wait(t, "message", func() bool { return len(in.All()) > 0 })
}

func TestPollsThatFail(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"a proxy's page": {Code: 502, HTML: true},
		"pace":           {Code: 429, Text: "Too Many Requests", RetryAfter: 1},
		"cut":            {Cut: true},
		"token":          {Code: 401, Text: "Unauthorized"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "token" && testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
				t.Skip("waits 10 s")
			}
			s := newServer(t)
			fault.Method = "getUpdates"
			s.Fail(fault)
			var in bottest.Inbox
			began := time.Now()
			stop := bottest.Run(t, newChannel(t, s, func(o *telegram.Options) { o.Username = "baophu_bot" }), in.Receive)
			s.Say(5, "chào")
			if name == "token" {
				s.Wait(t, "the first poll", func() bool { return s.Calls("getUpdates") > 0 })
				time.Sleep(1500 * time.Millisecond)
				if n := s.Calls("getUpdates"); n > 1 && time.Since(began) < 10*time.Second {
					t.Errorf("%d polls with a refused token", n)
				}
				stop()
				return
			}
			s.Wait(t, "message", func() bool { return in.Texts() == "chào" })
			if took := time.Since(began); took < time.Second {
				t.Errorf("polled again after %v", took)
			}
		})
	}
}

func TestWhoAmIIsAskedUntilAnswered(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Fail(telegramtest.Fault{Method: "getMe", Code: 502, HTML: true})
	var in bottest.Inbox
	bottest.Run(t, newChannel(t, s, nil), in.Receive)
	s.Meet(-100, "Thu", "")
	s.SayIn(-100, 5, "@baophu_bot chào", telegramtest.Field("entities", []any{map[string]any{"type": "mention", "offset": 0, "length": 11}}))
	s.Wait(t, "message", func() bool { return in.Texts() == "chào" })
}

func TestEveryUpdateOnceUnderLoad(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	const chats, each = 20, 20
	var in bottest.Inbox
	var mu sync.Mutex
	seen := map[string]int{}
	bottest.Run(t, newChannel(t, s, nil), func(ctx context.Context, m bot.Message) error {
		mu.Lock()
		seen[m.Key()]++
		first := seen[m.Key()] == 1
		mu.Unlock()
		if first && strings.HasSuffix(m.Text, "3") {
			return errAway
		}
		return in.Receive(ctx, m)
	})
	want := map[string][]string{}
	for i := range each {
		for c := range chats {
			chat := fmt.Sprint(c + 1)
			want[chat] = append(want[chat], fmt.Sprint(i))
			s.Say(int64(c+1), fmt.Sprint(i))
		}
	}
	s.Wait(t, "all", func() bool { return len(in.All()) >= chats*each })
	s.Wait(t, "acknowledgement", func() bool { return s.Pending() == 0 })
	got := map[string][]string{}
	for _, m := range in.All() {
		got[m.From.Chat] = append(got[m.From.Chat], m.Text)
	}
	for chat, texts := range want {
		if !slices.Equal(got[chat], texts) {
			t.Errorf("chat %s: %v", chat, got[chat])
		}
	}
}
