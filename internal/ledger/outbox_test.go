package ledger_test

import (
	"encoding/json"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// clock is a time that a test moves.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC).UnixMilli())
	return c
}

func (c *clock) now() time.Time          { return time.UnixMilli(c.at.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.at.Add(d.Milliseconds()) }

func ids(out []bot.Outgoing) []int64 {
	var ids []int64
	for _, o := range out {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestHandsEachReplyOutOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		l, other := ledgertest.Open(t, url, ledger.Options{Now: c.now}), ledgertest.Open(t, url, ledger.Options{Now: c.now})
		three := func(coverage.Receipt) bot.Outcome {
			return bot.Outcome{Replies: []bot.Reply{{Text: "một"}, {Text: "hai", File: &bot.File{Bytes: []byte{0, 255}}}, {Text: "ba"}}}
		}
		out, err := l.Commit(t.Context(), message("1", 1), coverage.Booking{}, three)
		if err != nil || len(out) != 3 || out[1].Reply.Text != "hai" || out[0].Attempts != 0 {
			t.Fatalf("committed %+v, %v", out, err)
		}
		if got, err := other.Claim(t.Context(), 10, time.Minute); len(got) != 0 || err != nil {
			t.Errorf("claimed %v, which the committer holds; %v", ids(got), err)
		}
		if err := l.Done(t.Context(), out[0].ID); err != nil {
			t.Error(err)
		}
		c.advance(ledger.Lease + time.Second) // the committer died
		got, err := other.Claim(t.Context(), 10, time.Minute)
		if err != nil || !slices.Equal(ids(got), []int64{out[1].ID, out[2].ID}) || got[0].Attempts != 1 || string(got[0].Reply.File.Bytes) != "\x00\xff" {
			t.Errorf("claimed %+v, %v", got, err)
		}
		if err := other.Later(t.Context(), out[1].ID, c.now().Add(time.Hour), "429"); err != nil {
			t.Error(err)
		}
		if err := other.GiveUp(t.Context(), out[2].ID, "blocked"); err != nil {
			t.Error(err)
		}
		c.advance(2 * time.Minute)
		if got, _ := l.Claim(t.Context(), 10, time.Minute); len(got) != 0 {
			t.Errorf("claimed %v too early", ids(got))
		}
		if n, _, err := l.Waiting(t.Context()); n != 0 || err != nil {
			t.Errorf("%d wait for us though the one left is put off for an hour, %v", n, err)
		}
		c.advance(50 * time.Minute)
		if n, oldest, err := l.Waiting(t.Context()); n != 1 || oldest.IsZero() || err != nil {
			t.Errorf("%d waiting since %v, %v", n, oldest, err)
		}
		c.advance(10 * time.Minute)
		if got, _ := l.Claim(t.Context(), 10, time.Minute); len(got) != 1 || got[0].Attempts != 2 {
			t.Errorf("claimed %+v, want the one put off", got)
		}
		if err := l.Done(t.Context(), out[1].ID, out[2].ID); err != nil {
			t.Error(err)
		}
		if n, _, _ := l.Waiting(t.Context()); n != 0 {
			t.Errorf("%d waiting in the end", n)
		}
	})
}

func TestClaimsSideBySide(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		two := []*ledger.Ledger{ledgertest.Open(t, url, ledger.Options{Now: c.now}), ledgertest.Open(t, url, ledger.Options{Now: c.now})}
		const replies = 60
		for i := range replies {
			if _, err := two[0].Commit(t.Context(), message("1", i), coverage.Booking{}, say); err != nil {
				t.Fatal(err)
			}
		}
		c.advance(time.Hour)
		var mu sync.Mutex
		times := map[int64]int{}
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				for range 20 {
					got, err := two[i%2].Claim(t.Context(), 4, time.Minute)
					if err != nil {
						t.Error(err)
					}
					if !slices.IsSorted(ids(got)) {
						t.Errorf("claimed %v out of order", ids(got))
					}
					mu.Lock()
					for _, id := range ids(got) {
						times[id]++
					}
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if len(times) != replies {
			t.Errorf("%d of %d replies were handed out", len(times), replies)
		}
		for id, n := range times {
			if n != 1 {
				t.Errorf("reply %d was handed out %d times", id, n)
			}
		}
	})
}

func TestTalk(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := e.Open(t, ledger.Options{Now: c.now})
		chat, neighbour := bot.Address{Channel: "web", Bot: "b", Chat: "1"}, bot.Address{Channel: "web", Bot: "b", Chat: "2"}
		want := func(when, state string) {
			t.Helper()
			if got, err := l.Talk(t.Context(), chat); err != nil || string(got.State) != state {
				t.Errorf("%s: %q, %v; want %q", when, got.State, err, state)
			}
		}
		want("at first", "")
		set := func(talk bot.Talk) {
			t.Helper()
			if err := l.SetTalk(t.Context(), chat, talk); err != nil {
				t.Error(err)
			}
		}
		set(bot.Talk{State: []byte(`{"ask":1}`), Expires: c.now().Add(time.Minute)})
		want("set", `{"ask":1}`)
		_, err := l.Commit(t.Context(), bot.Message{From: chat, ID: "1"}, coverage.Booking{}, func(coverage.Receipt) bot.Outcome {
			return bot.Outcome{Talk: &bot.Talk{State: []byte(`{"ask":2}`), Expires: c.now().Add(time.Minute)}}
		})
		if err != nil {
			t.Error(err)
		}
		want("by a commit", `{"ask":2}`)
		if _, err := l.Commit(t.Context(), bot.Message{From: chat, ID: "2"}, coverage.Booking{}, nil); err != nil {
			t.Error(err)
		}
		want("left alone", `{"ask":2}`)
		if err := l.SetTalk(t.Context(), neighbour, bot.Talk{}); err != nil {
			t.Error(err)
		}
		want("a neighbour's dropped", `{"ask":2}`)
		c.advance(time.Hour)
		want("expired", `{"ask":2}`) // who reads it sees when it ended
		set(bot.Talk{State: []byte(`{}`)})
		c.advance(1000 * time.Hour)
		want("without an end", "{}")
		set(bot.Talk{})
		want("dropped", "")
	})
}

// What nobody answered is removed with the time; what waits without end stays.
func TestForgetsTalks(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		talks := map[string]time.Time{"expired": c.now().Add(time.Hour), "open": c.now().Add(48 * time.Hour), "endless": {}}
		at := func(name string) bot.Address { return bot.Address{Channel: "web", Bot: "b", Chat: name} }
		for name, expires := range talks {
			if err := l.SetTalk(t.Context(), at(name), bot.Talk{State: json.RawMessage(`{"file":"names"}`), Expires: expires}); err != nil {
				t.Fatal(err)
			}
		}
		c.advance(24 * time.Hour)
		if n, err := l.ForgetTalks(t.Context(), c.now()); err != nil || n != 1 {
			t.Errorf("%d were forgotten, %v", n, err)
		}
		for name := range talks {
			if talk, err := l.Talk(t.Context(), at(name)); err != nil || (talk.State == nil) != (name == "expired") {
				t.Errorf("%s: %+v, %v", name, talk, err)
			}
		}
	})
}
