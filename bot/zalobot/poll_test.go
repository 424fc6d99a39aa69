package zalobot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
	"baophu/bot/zalobot/zalobottest"
)

// What was polled is gone at Zalo: it is handed over until it is taken, in
// order, and holds up its own chat alone.
func TestWhatIsNotTakenIsHeld(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	var away atomic.Bool
	away.Store(true)
	bottest.Run(t, newChannel(t, s, nil), func(ctx context.Context, m bot.Message) error {
		if away.Load() && m.From.Chat == "mai" {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	s.Say("mai", "a1")
	s.Say("lan", "b1")
	s.Say("mai", "a2")
	s.Say("lan", "b2")
	bottest.Eventually(t, "the other chat", func() bool { return in.Texts() == "b1,b2" })
	away.Store(false)
	bottest.Eventually(t, "all", func() bool { return in.Texts() == "b1,b2,a1,a2" })
}

// What there is no room for stays at Zalo: nothing more is polled until the
// store is back, and nothing is lost.
func TestWhatThereIsNoRoomForIsNotPolled(t *testing.T) {
	t.Parallel()
	const room, more = 10, 15
	s := newServer(t)
	log, told := newLog(t)
	var in bottest.Inbox
	var back atomic.Bool
	bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.Hold, o.Logger = room, log }), func(ctx context.Context, m bot.Message) error {
		if !back.Load() {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	for i := range room + more {
		s.Say(fmt.Sprint("user", i), fmt.Sprint(i))
	}
	bottest.Eventually(t, "it is full", func() bool { return strings.Contains(told.String(), "nothing is polled") })
	polls := s.Calls("getUpdates")
	time.Sleep(500 * time.Millisecond)
	if more := s.Calls("getUpdates"); more != polls {
		t.Errorf("polled %d times while it was full", more-polls)
	}
	back.Store(true)
	bottest.Eventually(t, "all", func() bool { return len(in.All()) == room+more })
	if strings.Contains(told.String(), "is lost") {
		t.Errorf("told: %s", told.String())
	}
}

// The last poll is let finish, and what it brings is taken.
func TestTheEndLosesNothing(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Hurry = 1
	var in bottest.Inbox
	stop := bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.PollTimeout = 20 * time.Second }), in.Receive)
	bottest.Eventually(t, "a poll waits", func() bool { return s.Calls("getUpdates") > 0 })
	go func() {
		time.Sleep(300 * time.Millisecond)
		s.Say("mai", "muộn")
	}()
	began := time.Now()
	stop()
	if in.Texts() != "muộn" {
		t.Errorf("received %q after %v", in.Texts(), time.Since(began))
	}
}

// What cannot be stored at the end is told as lost, without its text.
func TestWhatIsLostAtTheEndIsTold(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	log, told := newLog(t)
	var tried atomic.Int64
	stop := bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.Logger = log }), func(context.Context, bot.Message) error {
		tried.Add(1)
		return errors.New("the store is away")
	})
	s.Say("mai", "5 hgđ mới")
	bottest.Eventually(t, "it is tried", func() bool { return tried.Load() > 0 })
	stop()
	if out := told.String(); !strings.Contains(out, "a message is lost") || strings.Contains(out, "hgđ") {
		t.Errorf("told: %s", out)
	}
}

// Of several processes one polls: the server notes two polls at once.
func TestOnePolls(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var in bottest.Inbox
	var leads sync.Mutex
	leader := ""
	for _, name := range []string{"một", "hai"} {
		bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) {
			o.Lead = func(context.Context) bool {
				leads.Lock()
				defer leads.Unlock()
				if leader == "" {
					leader = name
				}
				return leader == name
			}
		}), in.Receive)
	}
	for i := range 5 {
		s.Say("mai", fmt.Sprint(i))
	}
	bottest.Eventually(t, "all", func() bool { return in.Texts() == "0,1,2,3,4" })
}

func TestPollsThatFail(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]zalobottest.Fault{
		"a proxy's page":  {Code: 502, HTML: true},
		"an error of 403": {Code: 403, Text: "Internal server error"},
		"a fine status":   {Code: 500, Text: "outage", Fine: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			fault.Method = "getUpdates"
			s.Fail(fault)
			var in bottest.Inbox
			began := time.Now()
			bottest.Run(t, newChannel(t, s, nil), in.Receive)
			s.Say("mai", "chào")
			bottest.Eventually(t, "message", func() bool { return in.Texts() == "chào" })
			if took := time.Since(began); took < time.Second {
				t.Errorf("polled again after %v", took)
			}
		})
	}
}

// A refused token is not asked with again and again, and neither is nothing.
func TestPollsDoNotHammer(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]zalobottest.Fault{
		"token": {Code: 401, Text: "Unauthorized"}, "pace": {Code: 429, Text: "quota exceeded"}, "empty at once": {Code: 408, Text: "Request timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t)
			fault.Method, fault.Times = "getUpdates", -1
			s.Fail(fault)
			bottest.Run(t, newChannel(t, s, func(o *zalobot.Options) { o.PollTimeout = 2 * time.Second }), new(bottest.Inbox).Receive)
			began := time.Now()
			time.Sleep(1500 * time.Millisecond)
			if n, most := s.Calls("getUpdates"), 1+int(time.Since(began)/time.Second); n > most {
				t.Errorf("%d polls", n)
			}
		})
	}
}
