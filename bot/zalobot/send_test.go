package zalobot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/zalobot"
	"baophu/bot/zalobot/zalobottest"
)

func to(chat string) bot.Address { return bot.Address{Channel: "zalobot", Bot: "thu", Chat: chat} }

func TestHowAnswersAreRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want bot.Failure
		wait time.Duration
	}{
		{zalobot.Refused(400, "bad parameter"), bot.Rejected, 0},
		{zalobot.Refused(401, "Unauthorized"), bot.Misconfigured, 0},
		{zalobot.Refused(403, "Internal server error"), bot.RetryAfter, 0},
		{zalobot.Refused(404, "not found"), bot.Rejected, 0},
		{zalobot.Refused(404, "chat not found"), bot.GoneAway, 0},
		{zalobot.Refused(408, "request timeout"), bot.Unknown, 0},
		{zalobot.Refused(426, "daily quota"), bot.Rejected, 0},
		{zalobot.Refused(429, "quota exceeded"), bot.RetryAfter, time.Minute},
		{zalobot.Refused(500, "outage"), bot.RetryAfter, 0},
		{zalobot.Answered(502), bot.Unknown, 0},
		{zalobot.Answered(429), bot.RetryAfter, time.Minute},
		{zalobot.Answered(200), bot.Unknown, 0},
	} {
		failure, ok := errors.AsType[*bot.SendError](test.err)
		if !ok || failure.Kind != test.want || failure.Wait != test.wait {
			t.Errorf("%v: want %s", test.err, test.want)
		}
	}
}

func TestSendsThatGetNoAnswer(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Push("mai", "mai", "message.sticker.received", nil)
	c := newChannel(t, s, func(o *zalobot.Options) { o.CallTimeout = 300 * time.Millisecond })
	for name, fault := range map[string]zalobottest.Fault{"cut": {Cut: true}, "late": {Delay: 600 * time.Millisecond}} {
		s.Fail(fault)
		failure, ok := errors.AsType[*bot.SendError](c.Send(t.Context(), bot.Reply{To: to("mai"), Text: "chào"}))
		if !ok || failure.Kind != bot.Unknown || strings.Contains(failure.Error(), secret) {
			t.Errorf("%s: %v", name, failure)
		}
	}
	away := newChannel(t, &zalobottest.Server{URL: "http://127.0.0.1:1"}, nil)
	failure, ok := errors.AsType[*bot.SendError](away.Send(t.Context(), bot.Reply{To: to("mai"), Text: "chào"}))
	if !ok || failure.Kind != bot.RetryAfter || strings.Contains(failure.Error(), secret) {
		t.Errorf("nobody listens: %v", failure)
	}
}

func TestTitlesAreBold(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Push("mai", "mai", "message.sticker.received", nil)
	c := newChannel(t, s, nil)
	// The title is written in NFD; it goes out in NFC, and is counted so.
	if err := c.Send(t.Context(), bot.Reply{To: to("mai"), Title: "🌾 Đa\u0323t 95%", Text: "**còn** thiếu"}); err != nil {
		t.Fatal(err)
	}
	if got := s.Sent("mai")[0]; got.Text != "🌾 Đạt 95%\n**còn** thiếu" || got.Bold != "🌾 Đạt 95%" {
		t.Errorf("sent %+v", got)
	}
}

func TestPicturesAreHosted(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Push("mai", "mai", "message.sticker.received", nil)
	away := true
	c := newChannel(t, s, func(o *zalobot.Options) {
		o.Host = func(_ context.Context, f bot.File) (string, error) {
			if away {
				return "", errors.New("the store is away")
			}
			return "http://127.0.0.1:1/" + f.Name, nil
		}
	})
	picture := bot.Reply{To: to("mai"), Text: "Chiềng Sinh", Picture: &bot.File{Name: "a.png", Type: "image/png", Bytes: []byte("x")}}
	failure, ok := errors.AsType[*bot.SendError](c.Send(t.Context(), picture))
	if !ok || failure.Kind != bot.RetryAfter {
		t.Errorf("the store is away: %v", failure)
	}
	away = false
	if err := c.Send(t.Context(), picture); err != nil {
		t.Fatal(err)
	}
	if got := s.Sent("mai"); len(got) != 1 || got[0].Photo != "http://127.0.0.1:1/a.png" || got[0].Text != "Chiềng Sinh" {
		t.Errorf("sent %+v", got)
	}
	if able := newChannel(t, s, nil).Abilities(); able.Pictures {
		t.Error("it can send pictures that nobody can fetch")
	}
}

// The month's count goes over all replicas; it warns in time, and what is left
// at last is for answers.
func TestQuota(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.Push("mai", "mai", "message.sticker.received", nil)
	log, told := newLog(t)
	now := time.Date(2026, 11, 30, 23, 0, 0, 0, time.FixedZone("", 7*3600))
	kept, used, withheld := map[string]int64{"2026-11": 15}, int64(0), 0
	c := newChannel(t, s, func(o *zalobot.Options) {
		o.Logger, o.Monthly, o.Now = log, 20, func() time.Time { return now }
		o.Spend = func(_ context.Context, month string, n int64) (int64, error) {
			kept[month] += n
			return kept[month], nil
		}
		o.Used = func(n, _ int64) { used = n }
		o.Withheld = func(string) { withheld++ }
	})
	answer, notice := bot.Reply{To: to("mai"), Text: "trả lời"}, bot.Reply{To: to("mai"), Text: "nhắc", Notice: true}
	for i, want := range []struct {
		reply bot.Reply
		used  int64
		ok    bool
		told  string
	}{
		{notice, 16, true, "percent=80"}, {answer, 17, true, ""}, {answer, 18, true, ""}, {notice, 19, true, "percent=95"},
		{notice, 19, false, ""}, {answer, 20, true, "percent=100"}, {answer, 21, true, ""},
	} {
		before := told.String()
		err := c.Send(t.Context(), want.reply)
		news := strings.TrimPrefix(told.String(), before)
		if (err == nil) != want.ok || used != want.used || (want.told == "") != (news == "") || !strings.Contains(news, want.told) {
			t.Errorf("send %d: %v, used %d, told %q", i, err, used, news)
		}
	}
	if withheld != 1 {
		t.Errorf("%d were withheld", withheld)
	}
	now = now.Add(2 * time.Hour)
	if err := c.Send(t.Context(), notice); err != nil || used != 1 || kept["2026-12"] != 1 {
		t.Errorf("in the next month: %v, used %d, kept %v", err, used, kept)
	}
}
