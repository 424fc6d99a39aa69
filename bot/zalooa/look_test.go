package zalooa_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
	"baophu/internal/cache"
	"baophu/internal/logtest"
)

const (
	chats = "/v2.0/oa/listrecentchat"
	talks = "/v2.0/oa/conversation"
)

// anHourAgo is Options.Marked of who looked last then.
func anHourAgo(context.Context) (time.Time, error) { return time.Now().Add(-time.Hour), nil }

// answered has people write, and us answer each.
func answered(t *testing.T, s *zalooatest.Server, c *zalooa.Channel, people int) {
	t.Helper()
	for i := range people {
		user := fmt.Sprint("user", i)
		s.Say(user, "tôi", time.Now().Add(-10*time.Minute))
		send(t, c, bot.Reply{To: to(s, user), Text: "5 hgđ"})
	}
}

// TestALookLeavesRoomForReplies: talks are read below the account's rate, but
// first those that end with something nobody answered.
func TestALookLeavesRoomForReplies(t *testing.T) {
	t.Parallel()
	const people = 60
	s := zalooatest.Start(t)
	var in bottest.Inbox
	shared, err := cache.Open(t.Context(), "", cache.Options{Logger: logtest.Quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shared.Close() })
	kept := &vault{}
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Vault, o.Allow, o.Calls, o.CatchUp = kept, shared.Share, bot.Rate{N: 200, Per: time.Minute}, time.Hour
		o.Known = func(_ context.Context, key string) bool { return !strings.Contains(key, "/mai/") }
		o.Handled = func(context.Context, string) {}
		o.Marked = anHourAgo
	})
	s.Say("mai", "nhỡ", time.Now().Add(-20*time.Minute))
	answered(t, s, newChannel(t, s, func(o *zalooa.Options) { o.Vault = kept }), people)
	began := time.Now()
	bottest.Run(t, c, in.Receive)
	bottest.Eventually(t, "what was missed", func() bool { return in.Texts() == "nhỡ" })
	time.Sleep(time.Second)
	lists, read := s.Calls(chats), s.Calls(talks)
	// 160 a minute flow evenly, of what may be taken at once it has ten.
	most := 10 + int(time.Since(began).Seconds()*160/60) + 1
	if lists+read > most || read >= people {
		t.Errorf("%d calls, want %d at most; %d of lists, %d of talks", lists+read, most, lists, read)
	}
}

// TestATalkIsReadOnce, as long as nothing more is said in it.
func TestATalkIsReadOnce(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	var in bottest.Inbox
	var marks atomic.Int64
	c := newChannel(t, s, func(o *zalooa.Options) {
		o.Now = func() time.Time { return time.Now().Add(5 * time.Minute) }
		o.Marked = anHourAgo
		o.Mark = func(context.Context, time.Time) error { marks.Add(1); return nil }
	})
	answered(t, s, c, 7)
	bottest.Run(t, c, in.Receive)
	bottest.Eventually(t, "three looks", func() bool { return marks.Load() >= 3 })
	if n := s.Calls(talks); n != 7 || len(in.All()) != 7 {
		t.Errorf("%d calls for 7 talks, %d received", n, len(in.All()))
	}
	at := time.Now().Add(4*time.Minute + 200*time.Millisecond) // is settled in a moment
	s.Say("user3", "còn đây", at)
	s.Say("user3", "và đây", at.Add(time.Millisecond))
	bottest.Eventually(t, "what is said later", func() bool { return strings.HasSuffix(in.Texts(), "còn đây,và đây") })
	more := func(n int64) int {
		before := marks.Load()
		bottest.Eventually(t, "more looks", func() bool { return marks.Load() >= before+n })
		return s.Calls(talks)
	}
	if before := more(2); more(3) != before {
		t.Error("it is read again though nothing more was said")
	}
}

// TestAPersonsRecordHoldsUpNoLook: somebody who blocked the account, or whose
// record is never given, keeps the mark back for a few looks at most.
func TestAPersonsRecordHoldsUpNoLook(t *testing.T) {
	t.Parallel()
	for code, looks := range map[int]int{-213: 1, -200: 3, -201: 3} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			s := zalooatest.Start(t)
			var in bottest.Inbox
			var marked atomic.Bool
			c := newChannel(t, s, func(o *zalooa.Options) {
				o.Marked = anHourAgo
				o.Mark = func(context.Context, time.Time) error { marked.Store(true); return nil }
			})
			s.Say("lan", "của Lan", time.Now().Add(-10*time.Minute))
			s.Say("mai", "của Mai", time.Now().Add(-10*time.Minute))
			s.Bar("mai", code)
			bottest.Run(t, c, in.Receive)
			bottest.Eventually(t, "the mark", marked.Load)
			if n := s.Calls(talks); n != looks+1 || in.Texts() != "của Lan" {
				t.Errorf("%d calls, received %s", n, in.Texts())
			}
		})
	}
}
