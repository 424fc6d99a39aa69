package bot_test

import (
	"context"
	"fmt"
	"testing"

	"baophu/bot"
)

func TestRecent(t *testing.T) {
	t.Parallel()
	var r bot.Recent
	if r.Has("a") || !r.Add("a") || r.Add("a") || !r.Has("a") {
		t.Error("a is not known once and only once")
	}
	for i := range 4096 {
		r.Add(fmt.Sprint(i))
	}
	if r.Has("a") || !r.Has("0") || !r.Has("4095") {
		t.Error("not the last 4096 are known")
	}
}

func BenchmarkQuestion(b *testing.B) {
	p := &platform{behave: func(context.Context, bot.Reply) error { return nil }, pace: bot.Pace{Notices: second30}}
	s, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{p}})
	if err != nil {
		b.Fatal(err)
	}
	d := bot.NewDispatcher(bot.DispatcherOptions{Sender: s, Handle: func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
		return []bot.Outgoing{{Reply: bot.Reply{To: m.From, Text: "95,3%"}}}, nil
	}})
	for i := 0; b.Loop(); i++ {
		if err := d.Receive(b.Context(), from("c", i)); err != nil {
			b.Fatal(err)
		}
	}
	_ = d.Close(context.Background())
	_ = s.Close(context.Background())
}
