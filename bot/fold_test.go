package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
)

// confirms is the reply to the report of a number.
func confirms(chat string, n int) bot.Reply {
	r := to(chat, fmt.Sprintf("Đã ghi #%d", n))
	r.Brief = &bot.Brief{Head: "Các tin gửi dồn", Line: fmt.Sprintf("#%d", n), Foot: fmt.Sprintf("sau #%d", n)}
	return r
}

// Ten reports that come at once after a day without signal are answered in
// order: the first, and one summary of the others; each is settled.
func TestTellsManyInOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{behave: func(context.Context, bot.Reply) error { time.Sleep(100 * time.Millisecond); return nil }}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		for n := range 10 {
			s.Queue(b.add(30*time.Second, confirms("a", n))...)
			time.Sleep(20 * time.Millisecond)
		}
		s.Queue(b.add(30*time.Second, confirms("b", 99))...) // another chat is another matter
		time.Sleep(10 * time.Second)
		want := []string{"Đã ghi #0", "#1\n#2\n#3\n#4\n#5\n#6\n#7\n#8\n#9\nsau #9"}
		if got := p.texts("a"); !slices.Equal(got, want) || !slices.Equal(p.texts("b"), []string{"Đã ghi #99"}) || b.open() != 0 {
			t.Errorf("a is told %q, b %q, %d are open", got, p.texts("b"), b.open())
		}
		closeNow(t, s)
	})
}

// Of a backlog that is known as one, even the first reply waits for the
// others; a single late one waits for a moment only, as itself.
func TestTellsABacklogInOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		n := 0
		d := bot.NewDispatcher(bot.DispatcherOptions{Sender: s, Handle: func(_ context.Context, msg bot.Message) ([]bot.Outgoing, error) {
			n++
			return b.add(30*time.Second, confirms(msg.From.Chat, n)), nil
		}})
		for i := range 5 {
			msg := bot.Message{From: to("a", "").To, ID: fmt.Sprint(i), Sent: time.Now().Add(-5 * time.Hour), Received: time.Now()}
			if err := d.Receive(t.Context(), msg); err != nil {
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond)
		}
		if got := p.texts("a"); len(got) > 0 {
			t.Errorf("told %q too early", got)
		}
		time.Sleep(5 * time.Second)
		if got := p.texts("a"); !slices.Equal(got, []string{"#1\n#2\n#3\n#4\n#5\nsau #5"}) {
			t.Errorf("told %q", got)
		}
		if err := d.Receive(t.Context(), bot.Message{From: to("c", "").To, ID: "x", Sent: time.Now().Add(-time.Hour), Received: time.Now()}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		if got := p.texts("c"); !slices.Equal(got, []string{"Đã ghi #6"}) || b.open() != 0 {
			t.Errorf("c is told %q, %d are open", got, b.open())
		}
		closeNow(t, s)
	})
}

// One who writes, reads the answer, and writes again waits for nothing.
func TestTellsOneAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		for n := range 5 {
			s.Queue(b.add(30*time.Second, confirms("a", n))...)
			time.Sleep(50 * time.Millisecond)
			if got := p.texts("a"); len(got) != n+1 {
				t.Errorf("after %d reports told %q", n+1, got)
			}
		}
		closeNow(t, s)
	})
}

// A question is asked by itself, in its place.
func TestAsksOneAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{behave: func(context.Context, bot.Reply) error { time.Sleep(100 * time.Millisecond); return nil }}
		b := &box{}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		asks := confirms("a", 4)
		asks.Asks, asks.Text = true, "của ai ạ?"
		s.Queue(b.add(30*time.Second, confirms("a", 1), confirms("a", 2), confirms("a", 3), asks, confirms("a", 5), confirms("a", 6))...)
		time.Sleep(10 * time.Second)
		got := p.texts("a")
		if i := slices.Index(got, "của ai ạ?"); i < 1 || !strings.HasPrefix(got[i-1], "#2\n#3") && !strings.HasPrefix(got[i-1], "#1\n#2\n#3") || !strings.HasPrefix(got[i+1], "#5\n#6") {
			t.Errorf("told %q", got)
		}
		closeNow(t, s)
	})
}

// What a dead process left, and what the platform put off, is told in one as
// well, and each of it is settled.
func TestTellsLeftoversInOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		refused := 0
		p := &platform{behave: func(context.Context, bot.Reply) error {
			if refused++; refused <= 3 {
				return fail(bot.RetryAfter, 3*time.Second)
			}
			return nil
		}}
		b := &box{}
		for n := range 6 {
			b.add(0, confirms("a", n))
			b.rows[n].out.Attempts = 1
		}
		s := newSender(t, bot.SenderOptions{Outbox: b}, p)
		time.Sleep(5 * time.Minute)
		if got := p.texts("a"); !slices.Equal(got, []string{"#0\n#1\n#2\n#3\n#4\n#5\nsau #5"}) || b.open() != 0 {
			t.Errorf("told %q, %d are open: %s", got, b.open(), b.happened())
		}
		closeNow(t, s)
	})
}
