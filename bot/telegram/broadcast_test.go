package telegram_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"baophu/bot"
)

// TestBroadcastOverTheLoopback sends notices through the real sender, client
// and server; the long one, by a simulated clock, is in package bot.
func TestBroadcastOverTheLoopback(t *testing.T) {
	t.Parallel()
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("takes 6 s")
	}
	s := newServer(t)
	s.PerSecond = 30
	s.Network = func() (there, back time.Duration) {
		return time.Duration(rand.Int64N(int64(100 * time.Millisecond))), 60*time.Millisecond + time.Duration(rand.Int64N(int64(60*time.Millisecond)))
	}
	const people = 150
	var outs []bot.Outgoing
	for i := range people {
		s.Meet(int64(i+1), "Mai", "vi")
		outs = append(outs, bot.Outgoing{Reply: bot.Reply{To: at(fmt.Sprint(i + 1)), Text: "nhắc", Notice: true}})
	}
	sender, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{newChannel(t, s, nil)}})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := sender.Queue(outs...).Wait(t.Context()); err != nil {
		t.Error(err)
	}
	share := people / time.Since(began).Seconds() / 30
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := sender.Close(ctx); err != nil {
		t.Error(err)
	}
	t.Logf("%.3f of the limit, %d refused", share, s.Refused())
	if s.Refused() > 0 || share < 0.5 { // the machine may be busy; the share is measured in package bot
		t.Errorf("%.3f of the limit, %d refused", share, s.Refused())
	}
}
