package telegram_test

import (
	"context"
	"sync"
	"testing"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

// TestAFileIsUploadedOnce: two replicas send the same chart to several people;
// one upload. Where Telegram does not know its id any more, it is uploaded.
func TestAFileIsUploadedOnce(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Meet(5, "Mai", "vi")
	s.Meet(6, "Lan", "vi")
	var ids sync.Map
	remembers := func(o *telegram.Options) {
		o.Remember = func(_ context.Context, key string, id []byte) { ids.Store(key, id) }
		o.Recall = func(_ context.Context, key string) ([]byte, bool) {
			id, known := ids.Load(key)
			if !known {
				return nil, false
			}
			return id.([]byte), true
		}
	}
	one, two := newChannel(t, s, remembers), newChannel(t, s, remembers)
	chart := bot.Reply{Title: "Tiến độ", Picture: &bot.File{Name: "a.png", Type: "image/png", Bytes: []byte("png")}}
	list := bot.Reply{Text: "Danh sách", File: &bot.File{Name: "a.png", Type: "image/png", Bytes: []byte("png")}}
	other := bot.Reply{Text: "Danh sách", File: &bot.File{Name: "b.png", Type: "image/png", Bytes: []byte("png")}}
	forget := func() { s.ForgetFiles() }
	for n, step := range []struct {
		before  func()
		by      *telegram.Channel
		to      string
		reply   bot.Reply
		uploads int
	}{
		{nil, one, "5", chart, 1}, {nil, two, "6", chart, 1}, {nil, two, "6", list, 2}, {nil, one, "5", list, 2},
		{nil, one, "5", other, 3}, {forget, one, "6", chart, 4}, {nil, two, "5", chart, 4},
	} {
		if step.before != nil {
			step.before()
		}
		step.reply.To = at(step.to)
		if err := step.by.Send(t.Context(), step.reply); err != nil {
			t.Fatalf("step %d: %v", n, err)
		}
		sent := s.Sent(map[string]int64{"5": 5, "6": 6}[step.to])
		if last := sent[len(sent)-1]; string(last.Bytes) != "png" || s.Uploads() != step.uploads {
			t.Errorf("step %d: %d uploads, want %d; %+v", n, s.Uploads(), step.uploads, last)
		}
	}
}
