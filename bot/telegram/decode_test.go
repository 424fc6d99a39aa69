package telegram_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
)

// told is when the recorded messages were sent.
var told = time.Unix(1795305600, 0)

// mai is what all messages of hers have in common; change may be nil.
func mai(chat string, change func(*bot.Message)) *bot.Message {
	m := bot.Message{From: bot.Address{Channel: "telegram", Bot: "thu", Chat: chat}, ID: "311", Kind: bot.Text,
		Account: "telegram/700100200", Name: "Mai Lò Thị", Language: "vi", Sent: told}
	m.Group = strings.HasPrefix(chat, "-")
	m.ToUs = !m.Group
	if change != nil {
		change(&m)
	}
	return &m
}

const (
	private = "700100200"
	super   = "-1001234567890"
	small   = "-4005006"
	report  = "Bản Noong La: 5 hgđ mới, 2 tái tục, 1 tn"
)

func text(s string) func(*bot.Message) { return func(m *bot.Message) { m.Text = s } }

// to is a text in a group for us.
func to(s string) func(*bot.Message) { return func(m *bot.Message) { m.Text, m.ToUs = s, true } }

func kind(k bot.Kind) func(*bot.Message) { return func(m *bot.Message) { m.Kind = k } }

func tap(id string) func(*bot.Message) {
	return func(m *bot.Message) {
		m.Kind, m.ID, m.Version, m.Text, m.ToUs = bot.Tap, id, "3007123456789012345", "hủy 4711", true
		m.Sent = time.Time{}
	}
}

func member(k bot.Kind, id string) func(*bot.Message) {
	return func(m *bot.Message) { m.Kind, m.ID, m.ToUs = k, id, true }
}

func edit(s, version string) func(*bot.Message) {
	return func(m *bot.Message) { m.Kind, m.Text, m.Version = bot.Edit, s, version }
}

// recorded is what each recorded update must be read as; nil: nothing for us.
var recorded = map[string]*bot.Message{
	"text":                   mai(private, text(report)),
	"text-regional-language": mai(private, func(m *bot.Message) { m.Text, m.Language = "hi", "pt" }),
	"start-with-payload":     mai(private, text("/start KX7P2Q")),
	"edit":                   mai(private, edit("Bản Noong La: 6 hgđ mới", "1795305660.54807c96")),
	"edit-same-second":       mai(private, edit("Bản Noong La: 7 hgđ mới", "1795305660.99cfde1b")),
	"edit-caption":           mai(private, edit("5 hgđ", "1795305660.1ceb83fe")),
	"document": mai(private, func(m *bot.Message) {
		m.Kind, m.Text = bot.Document, "nhập"
		m.File = &bot.File{Name: "chỉ tiêu 2026.xlsx", Ref: "BQACAgUAAx",
			Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	}),
	"photo-with-caption":  mai(private, text("Noong La 3 hgđ mới")),
	"photo":               mai(private, kind(bot.Other)),
	"sticker":             mai(private, kind(bot.Sticker)),
	"voice":               mai(private, kind(bot.Other)),
	"contact":             mai(private, kind(bot.Other)),
	"animation":           mai(private, kind(bot.Other)),
	"forward":             mai(private, func(m *bot.Message) { m.Text, m.Forward = report, true }),
	"forward-old-field":   mai(private, func(m *bot.Message) { m.Text, m.Forward = report, true }),
	"reply-to-us":         mai(super, func(m *bot.Message) { m.Text, m.ReplyTo, m.ToUs = "17", "300", true }),
	"reply-to-other":      mai(super, func(m *bot.Message) { m.Text, m.ReplyTo = "17", "300" }),
	"thread-of-replies":   mai(super, func(m *bot.Message) { m.Text, m.ReplyTo, m.ToUs = "17", "300", true }),
	"group-chatter":       mai(super, text("chào mọi người")),
	"group-command-ours":  mai(super, to("/baocao Noong La 5 hgđ")),
	"group-command-other": mai(super, text("/baocao@baophu_bot2 Noong La 5 hgđ")),
	"group-command-bare":  mai(small, to("/tiendo\u00a0Noong La")),
	"mention-after-emoji": mai(super, to("👨‍👩‍👧 Noong La đạt bao nhiêu?")),
	"mention-other":       mai(super, text("hỏi @baophu_bot2 đi")),
	"mention-by-name":     mai(super, to("ơi, Noong La?")),
	"marks-out-of-bounds": mai(super, text("hỏi @baophu_bot")),
	"topic":               mai(super+":77", to("/tiendo")),
	"tap":                 mai(private, tap("312")),
	"tap-on-inaccessible": mai(private, tap("312")),
	"tap-inline":          mai(private, tap("inline.AAxx")),
	"tap-in-group":        mai(super+":77", tap("312")),
	"blocked":             mai(private, member(bot.Blocked, "member.1795305600.880000032")),
	"unblocked":           mai(private, member(bot.Unblocked, "member.1795305600.880000033")),
	"thrown-out":          mai(small, member(bot.Blocked, "member.1795305600.880000034")),
	"restricted-inside":   mai(super, member(bot.Unblocked, "member.1795305600.880000035")),
	"migrate-to":          mai(small, func(m *bot.Message) { m.Kind, m.Text = bot.Moved, super }),
	"video":               mai(private, kind(bot.Other)),
	"video-note":          mai(private, kind(bot.Other)),
	"audio":               mai(private, kind(bot.Other)),
	"location":            mai(private, kind(bot.Other)),
	"venue":               mai(private, kind(bot.Other)),
	"dice":                mai(private, kind(bot.Other)),
	"poll":                mai(private, kind(bot.Other)),
	"story":               mai(private, kind(bot.Other)),
	"album-first":         mai(private, text("Noong La 3 hgđ mới")),
	"external-reply":      mai(private, text("17")),
	"start-in-group":      mai(super, to("/start KX7P2Q")),
	"edit-live-location":  nil,
	"web-app-data":        nil,
	"pinned":              nil,
	"reaction":            nil,
	"tap-game":            nil,
	"promoted":            nil,
	"channel-member":      nil,
	"migrate-from":        nil,
	"joined":              nil,
	"channel-post":        nil,
	"other-bot":           nil,
	"anonymous-admin":     nil,
	"linked-channel":      nil,
	"unknown-kind":        nil,
	"broken":              nil,
}

func TestDecodeRecorded(t *testing.T) {
	t.Parallel()
	bottest.Recorded(t, recorded, func(t *testing.T, name string, raw []byte) {
		if id, err := telegram.UpdateID(raw); err != nil || id < 880000000 {
			t.Errorf("number %d, %v", id, err)
		}
		got, ok, err := telegram.Decode(raw)
		want := recorded[name]
		switch {
		case (err != nil) != (name == "broken"):
			t.Errorf("error %v", err)
		case want == nil && ok:
			t.Errorf("taken as %+v", got)
		case want != nil && (!ok || !cmp.Equal(*want, got)):
			t.Errorf("%v: %s", ok, cmp.Diff(*want, got))
		}
	})
}

func FuzzDecode(f *testing.F) {
	bottest.Seed(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, ok, err := telegram.Decode(raw)
		again, okAgain, _ := telegram.Decode(raw)
		if ok != okAgain || m.Key() != again.Key() {
			t.Error("read otherwise the second time")
		}
		if err != nil || !ok {
			return
		}
		if m.From.Chat == "" || m.ID == "" || m.Account == "" || m.Kind == "" {
			t.Errorf("%s is %+v", raw, m)
		}
		if !utf8.ValidString(m.Text) {
			t.Errorf("%q is no text", m.Text)
		}
	})
}

func TestUpdateIDIsReadWhateverTheRest(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]int64{
		`{"update_id":7,"message":{"date":"x"}}`: 7,
		`{"update_id":7,"message":5}`:            7,
		`{"message":{}}`:                         0,
		`{"update_id":"7"}`:                      0,
		`5`:                                      0,
		`null`:                                   0,
	} {
		if got, err := telegram.UpdateID(json.RawMessage(raw)); got != want || (err != nil) != (want == 0) {
			t.Errorf("%s: %d, %v", raw, got, err)
		}
	}
}
