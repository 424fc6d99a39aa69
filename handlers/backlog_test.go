package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"baophu/bot"
	"baophu/internal/ledger"
)

// screen is a chat that keeps what it is sent.
type screen struct {
	channel string
	mu      sync.Mutex
	shown   []bot.Reply
}

func (c *screen) Name() (string, string) { return c.channel, "golden" }
func (c *screen) Abilities() bot.Abilities {
	return bot.Abilities{Buttons: true, Pictures: true, Files: true}
}
func (c *screen) Run(context.Context, bot.Receive) error { return nil }

func (c *screen) Send(_ context.Context, r bot.Reply) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown = append(c.shown, r)
	return nil
}

// ownOutbox hands out nothing: what else is in the outbox waits.
type ownOutbox struct{ *ledger.Ledger }

func (ownOutbox) Claim(context.Context, int, time.Duration) ([]bot.Outgoing, error) { return nil, nil }

// backlog is what somebody wrote some time ago, a message a line, and what
// arrives of it at once: "20h" and the messages. It gives what their chat is
// shown, as the sender tells it.
func (s *stage) backlog(who, text string) []bot.Reply {
	s.t.Helper()
	ago, texts, _ := strings.Cut(text, "\n")
	late, err := time.ParseDuration(ago)
	if err != nil {
		s.t.Fatal(err)
	}
	chat := &screen{channel: "test"}
	if s.plain {
		chat.channel = "zalo"
	}
	began, now := time.Now(), s.now
	sender, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{chat}, Outbox: ownOutbox{s.ledger},
		Now: func() time.Time { return now.Add(time.Since(began)) }})
	if err != nil {
		s.t.Fatal(err)
	}
	var outs []bot.Outgoing
	for n, text := range strings.Split(texts, "\n") {
		s.next++
		msg := bot.Message{From: bot.Address{Channel: chat.channel, Bot: "golden", Chat: who}, ID: fmt.Sprint(s.next), Kind: bot.Text,
			Account: "test/" + who, Name: who, Text: text, ToUs: true, Sent: s.now.Add(time.Duration(n)*time.Minute - late), Received: s.now}
		s.ids[who], s.dates[who] = msg.ID, msg.Sent
		handed, err := s.desk.Handle(context.Background(), msg)
		if err != nil {
			s.t.Fatalf("%q: %v", text, err)
		}
		for _, out := range handed {
			s.checked(out.Reply)
			out.Follow = true
			outs = append(outs, out)
		}
	}
	sender.Queue(outs...)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := sender.Close(ctx); err != nil {
		s.t.Error(err)
	}
	for i := range chat.shown {
		s.shown[who] = append(s.shown[who], chat.shown[i])
		chat.shown[i].To.Chat = ""
	}
	return withoutMarks(chat.shown)
}
