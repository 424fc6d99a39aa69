package zalobot_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
)

// ted is what all messages of his have in common; change may be nil.
func ted(change func(*bot.Message)) *bot.Message {
	m := bot.Message{From: bot.Address{Channel: "zalobot", Bot: "thu", Chat: "6ede9afa66b88fe6d6a9"}, ID: "2d758cb5e222177a4e35",
		Kind: bot.Text, Account: "zalobot/6ede9afa66b88fe6d6a9", Name: "Ted", ToUs: true, Sent: time.UnixMilli(1750316131602)}
	if change != nil {
		change(&m)
	}
	return &m
}

func text(s string) func(*bot.Message) { return func(m *bot.Message) { m.Text = s } }

func other(m *bot.Message) { m.Kind = bot.Other }

func sticker(m *bot.Message) { m.Kind = bot.Sticker }

func inGroup(s string) func(*bot.Message) {
	return func(m *bot.Message) { m.Text, m.Group, m.From.Chat = s, true, "f1c2a9d0g7" }
}

// recorded is what each recorded update must be read as; nil: nothing for us.
var recorded = map[string]*bot.Message{
	"text":          ted(text("Bản Noong La: 5 hgđ mới, 2 tái tục, 1 tn")),
	"text-wrapped":  ted(text("Xin chào")),
	"text-in-list":  ted(text("Xin chào")),
	"text-old-name": ted(text("Xin chào")),
	"text-seconds":  ted(func(m *bot.Message) { m.Text, m.Sent = "Xin chào", time.Unix(1750316131, 0) }),
	"text-numeric-ids": ted(func(m *bot.Message) {
		m.Text, m.From.Chat, m.Account = "Xin chào", "4872163019283746123", "zalobot/4872163019283746123"
	}),
	"image-with-caption":          ted(text("Noong La 3 hgđ mới")),
	"image-old-field":             ted(other),
	"sticker":                     ted(sticker),
	"voice":                       ted(other),
	"image":                       ted(other),
	"sticker-wrapped":             ted(sticker),
	"voice-wrapped":               ted(other),
	"empty-list":                  nil,
	"result-null":                 nil,
	"result-absent":               nil,
	"testing":                     nil,
	"unsupported":                 ted(func(m *bot.Message) { m.Kind = bot.Withheld }),
	"unsupported-bare":            ted(func(m *bot.Message) { m.Kind = bot.Withheld }),
	"unsupported-without-message": nil,
	"group-text":                  ted(inGroup("Thôn 3 đạt bao nhiêu?")),
	"group-unknown-name":          ted(inGroup("Thôn 3 đạt bao nhiêu?")),
	"group-reply":                 ted(inGroup("còn bao nhiêu?")),
	"group-image":                 ted(func(m *bot.Message) { inGroup("")(m); other(m) }),
	"from-a-bot":                  nil,
	"from-ourselves":              nil,
	"unknown-kind":                nil,
	"no-sender":                   nil,
	"empty-object":                nil,
	"nothing":                     nil,
	"broken":                      nil,
}

func TestRecordedUpdates(t *testing.T) {
	t.Parallel()
	bottest.Recorded(t, recorded, func(t *testing.T, name string, raw []byte) {
		got, err := zalobot.Decode(raw)
		want := recorded[name]
		switch {
		case (err != nil) != (name == "broken"):
			t.Errorf("error %v", err)
		case want == nil && len(got) > 0, want != nil && len(got) != 1:
			t.Errorf("read as %+v", got)
		case want != nil && !cmp.Equal(*want, got[0]):
			t.Error(cmp.Diff(*want, got[0]))
		}
	})
}

func FuzzDecode(f *testing.F) {
	bottest.Seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		all, err := zalobot.Decode(raw)
		for _, m := range all {
			if m.From.Chat == "" || m.ID == "" || m.Account == "zalobot/" || m.Kind == "" || !utf8.ValidString(m.Text) {
				t.Errorf("%q is read as %+v, %v", raw, m, err)
			}
		}
	})
}
