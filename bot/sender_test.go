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

// platform is a channel in memory. behave says what a send comes to; nil: it
// takes a millisecond and arrives.
type platform struct {
	able   bot.Abilities
	pace   bot.Pace
	behave func(ctx context.Context, r bot.Reply) error

	mu    sync.Mutex
	shown []bot.Reply
	times []time.Time
}

func (p *platform) Name() (string, string)                 { return "test", "bot" }
func (p *platform) Abilities() bot.Abilities               { return p.able }
func (p *platform) Pace() bot.Pace                         { return p.pace }
func (p *platform) Run(context.Context, bot.Receive) error { return nil }

func (p *platform) Send(ctx context.Context, r bot.Reply) error {
	if p.behave == nil {
		time.Sleep(time.Millisecond)
	} else if err := p.behave(ctx, r); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = append(p.shown, r)
	p.times = append(p.times, time.Now())
	return nil
}

func (p *platform) texts(chat string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var texts []string
	for _, r := range p.shown {
		if r.To.Chat == chat {
			texts = append(texts, r.Text)
		}
	}
	return texts
}

// box is an outbox in memory, with a log of what happened.
type box struct {
	mu    sync.Mutex
	rows  []*row
	log   []string
	fails error // of Done
}

type row struct {
	out     bot.Outgoing
	due     time.Time
	settled bool
}

func (b *box) add(lease time.Duration, replies ...bot.Reply) []bot.Outgoing {
	b.mu.Lock()
	defer b.mu.Unlock()
	var outs []bot.Outgoing
	for _, r := range replies {
		out := bot.Outgoing{ID: int64(len(b.rows) + 1), Reply: r}
		outs = append(outs, out)
		b.rows = append(b.rows, &row{out: out, due: time.Now().Add(lease)})
	}
	return outs
}

func (b *box) Claim(_ context.Context, n int, lease time.Duration) ([]bot.Outgoing, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var outs []bot.Outgoing
	for _, notice := range []bool{false, true} {
		for _, r := range b.rows {
			if !r.settled && !r.due.After(time.Now()) && r.out.Reply.Notice == notice && len(outs) < n {
				r.due = time.Now().Add(lease)
				r.out.Attempts++
				outs = append(outs, r.out)
			}
		}
	}
	return outs, nil
}

func (b *box) Done(_ context.Context, ids ...int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fails != nil {
		return b.fails
	}
	for _, id := range ids {
		b.rows[id-1].settled = true
		b.log = append(b.log, fmt.Sprintf("done %d", id))
	}
	return nil
}

func (b *box) Later(_ context.Context, id int64, at time.Time, _ string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[id-1].due = at
	b.log = append(b.log, fmt.Sprintf("later %d", id))
	return nil
}

func (b *box) GiveUp(_ context.Context, id int64, _ string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[id-1].settled = true
	b.log = append(b.log, fmt.Sprintf("given up %d", id))
	return nil
}

func (b *box) happened() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.log, ", ")
}

func (b *box) open() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.rows) - len(slices.DeleteFunc(slices.Clone(b.rows), func(r *row) bool { return !r.settled }))
}

func to(chat, text string) bot.Reply {
	return bot.Reply{To: bot.Address{Channel: "test", Bot: "bot", Chat: chat}, Text: text}
}

func notice(chat, text string) bot.Reply {
	r := to(chat, text)
	r.Notice = true
	return r
}

func newSender(t *testing.T, o bot.SenderOptions, p *platform) *bot.Sender {
	t.Helper()
	o.Channels = []bot.Channel{p}
	if o.Lease == 0 {
		o.Lease = 2 * time.Minute
	}
	s, err := bot.NewSender(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeNow(t *testing.T, s *bot.Sender) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
}

func fail(kind bot.Failure, wait time.Duration) error {
	return &bot.SendError{Kind: kind, Wait: wait, Err: errors.New("platform says no")}
}

func TestSenderKeepsOrderWithinAChat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &platform{}
		s := newSender(t, bot.SenderOptions{}, p)
		var want []string
		for i := range 50 {
			want = append(want, fmt.Sprint(i))
			for c := range 20 {
				s.Queue(bot.Outgoing{Reply: to(fmt.Sprint("c", c), fmt.Sprint(i))})
			}
		}
		began := time.Now()
		closeNow(t, s)
		for c := range 20 {
			if got := p.texts(fmt.Sprint("c", c)); !slices.Equal(got, want) {
				t.Errorf("chat %d got %v", c, got)
			}
		}
		if took := time.Since(began); took > 60*time.Millisecond {
			t.Errorf("50 sends of 1 ms in each chat took %v: not side by side", took)
		}
	})
}
