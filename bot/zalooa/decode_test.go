package zalooa_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
)

// mai is what all messages of hers have in common; change may be nil.
func mai(change func(*bot.Message)) *bot.Message {
	m := bot.Message{From: bot.Address{Channel: "zalooa", Bot: "388613280878808645", Chat: "246845883529197922"}, ID: "96d3cdf3af150460909",
		Kind: bot.Text, Account: "zalooa/246845883529197922", ToUs: true, Sent: time.UnixMilli(1540363714987)}
	if change != nil {
		change(&m)
	}
	return &m
}

func text(s string) func(*bot.Message) { return func(m *bot.Message) { m.Text = s } }

func kind(k bot.Kind) func(*bot.Message) { return func(m *bot.Message) { m.Kind = k } }

// recorded is what each recorded event must be read as; nil: nothing for us.
var recorded = map[string]*bot.Message{
	"text":            mai(text("Bản Noong La: 5 hgđ mới")),
	"text-alias":      mai(text("Xin chào")),
	"text-quote":      mai(func(m *bot.Message) { m.Text, m.ReplyTo = "Xin chào", "63ecf43f" }),
	"text-mention":    mai(text("Xin chào")),
	"text-numbers":    mai(text("Xin chào")),
	"image":           mai(kind(bot.Other)),
	"image-with-text": mai(text("Noong La 3 hgđ mới")),
	"sticker":         mai(kind(bot.Sticker)),
	"file": mai(func(m *bot.Message) {
		m.Kind = bot.Document
		m.File = &bot.File{Name: "chỉ tiêu.xlsx", Ref: "https://f.zdn.vn/c", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	}),
	"file-without-link": mai(func(m *bot.Message) {
		m.Kind, m.File = bot.Document, &bot.File{Name: "a.csv", Ref: "?", Type: "text/csv"}
	}),
	"link":            mai(text("https://baohiemxahoi.gov.vn")),
	"link-alone":      mai(kind(bot.Other)),
	"video":           mai(kind(bot.Other)),
	"gif":             mai(kind(bot.Other)),
	"business-card":   mai(kind(bot.Other)),
	"echo-gif":        nil,
	"echo-list":       nil,
	"echo-file":       nil,
	"echo-sticker":    nil,
	"group-image":     nil,
	"group-file":      nil,
	"file-of-group":   nil,
	"location":        mai(kind(bot.Other)),
	"location-other":  mai(kind(bot.Other)),
	"audio":           mai(kind(bot.Other)),
	"follow":          mai(func(m *bot.Message) { m.Kind, m.ID = bot.Unblocked, "follow.1540363714987" }),
	"unfollow":        mai(func(m *bot.Message) { m.Kind, m.ID = bot.Blocked, "unfollow.1540363714987" }),
	"submit-info":     nil,
	"seen":            nil,
	"received":        nil,
	"echo":            nil,
	"echo-of-staff":   nil,
	"echo-image":      nil,
	"another-account": nil,
	"group":           nil,
	"broken":          nil,
}

func TestRecordedEvents(t *testing.T) {
	t.Parallel()
	bottest.Recorded(t, recorded, func(t *testing.T, name string, raw []byte) {
		got, ours, err := zalooa.Decode(raw)
		want := recorded[name]
		switch {
		case (err != nil) != (name == "broken"):
			t.Errorf("error %v", err)
		case ours != (want != nil):
			t.Errorf("read as %+v, %v", got, ours)
		case want != nil && !cmp.Equal(*want, got):
			t.Error(cmp.Diff(*want, got))
		}
	})
}

func FuzzDecode(f *testing.F) {
	bottest.Seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if m, ours, err := zalooa.Decode(raw); ours && (err != nil || m.From.Chat == "" || m.ID == "" || m.Kind == "") {
			t.Errorf("%q is read as %+v, %v", raw, m, err)
		}
	})
}
