package handlers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// phone is a chat that shows what it is told; buttons or not.
type phone struct {
	buttons bool
	mu      sync.Mutex
	shown   []string
}

func (p *phone) Name() (string, string)                 { return "test", "golden" }
func (p *phone) Abilities() bot.Abilities               { return bot.Abilities{Buttons: p.buttons} }
func (p *phone) Run(context.Context, bot.Receive) error { return nil }

func (p *phone) Send(_ context.Context, r bot.Reply) error {
	time.Sleep(50 * time.Millisecond)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = append(p.shown, bot.Written(r))
	return nil
}

// An agent without a signal since yesterday: what they wrote keeps the day on
// which they sent it, is taken in order, each message once however often it
// is delivered, and is answered with one summary that names each report. What
// is not clear is asked by itself.
func TestAfterADayWithoutSignal(t *testing.T) {
	t.Parallel()
	for _, buttons := range []bool{true, false} {
		t.Run(fmt.Sprint("buttons ", buttons), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := &phone{buttons: buttons}
			began, now := time.Now(), s.now // the sender goes by the ledger's clock
			sender, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{p}, Outbox: s.ledger,
				Now: func() time.Time { return now.Add(time.Since(began)) }})
			if err != nil {
				t.Fatal(err)
			}
			d := bot.NewDispatcher(bot.DispatcherOptions{Handle: s.desk.Handle, Sender: sender})
			yesterday := s.now.AddDate(0, 0, -1)
			texts := []string{"noong la 2 hgđ", "dửn 1 hgđ 1 tn", "ka láp không có", "noong la thêm 3 hgđ tái tục", "5"}
			for again := range 2 {
				for n, text := range texts {
					msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "agent1"}, ID: fmt.Sprint("m", n), Kind: bot.Text,
						Account: "test/agent1", Text: text, ToUs: true, Sent: yesterday.Add(time.Duration(n) * time.Minute), Received: s.now}
					if err := d.Receive(t.Context(), msg); err != nil {
						t.Fatalf("delivery %d: %v", again, err)
					}
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for ctx.Err() == nil {
				if n, _, err := s.ledger.Waiting(t.Context()); err == nil && n == 0 {
					break
				}
				time.Sleep(50 * time.Millisecond)
			}
			if err := sender.Close(ctx); err != nil {
				t.Error(err)
			}
			day := vi.DayOf(yesterday, hanoi)
			if len(p.shown) != 2 || !strings.Contains(p.shown[1], "5") {
				t.Fatalf("told %d times: %q", len(p.shown), p.shown)
			}
			var at []int
			for _, want := range []string{"bản Noong La", "bản Dửn", "bản Ka Láp", "3 tái tục"} {
				at = append(at, strings.Index(p.shown[0], want))
			}
			if !slices.IsSorted(at) || at[0] < 0 || strings.Count(p.shown[0], "Đã ghi #") != 4 || !strings.Contains(p.shown[0], "hôm qua "+day.Short()) || !strings.Contains(p.shown[0], "hủy #") {
				t.Errorf("the summary is %q", p.shown[0])
			}
			entries, err := s.ledger.Entries(t.Context(), []place.Code{"03679-01", "03679-02", "03679-03"}, day, day+1)
			if err != nil {
				t.Fatal(err)
			}
			fresh := 0
			for _, e := range entries {
				if strings.Contains(e.Message, "/agent1/m") {
					if fresh++; e.Day != day {
						t.Errorf("%+v is not of the day it was sent", e)
					}
				}
			}
			if fresh != 5 { // 2 hgđ, 1 hgđ, 1 tn, nothing, 3 renewed
				t.Errorf("%d entries were booked: %+v", fresh, entries)
			}
		})
	}
}
