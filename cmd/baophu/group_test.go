package main

import (
	"strings"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
)

// groupPause is longer than the bot keeps silent in a group after an answer.
const groupPause = 6 * time.Second

// A group on Telegram, end to end: the bot hears commands, mentions and
// replies, shows the figures of the group's unit, keeps private what is private,
// and knows its unit when the group becomes a supergroup.
func TestTelegramGroup(t *testing.T) {
	t.Parallel()
	const group, guest = int64(-555), int64(999)
	supergroup := int64(-1_000_555)
	clock := newClock(t, time.Now())
	w := newTown(t, "sqlite://"+t.TempDir()+"/group.db", clock.setting())
	bot, _ := w.serve()
	w.people()
	at := "@" + w.telegram.Username
	shout := func(chat, who int64, text, want string, with ...telegramtest.With) {
		t.Helper()
		clock.pass(groupPause)
		before := len(w.telegram.Sent(chat))
		w.telegram.SayIn(chat, who, text, with...)
		if got := w.next(chat, before); !strings.Contains(got, want) {
			t.Errorf("%q in %d is answered by %q, want %q", text, chat, got, want)
		}
	}
	rate := "6.404/6.799"
	shout(group, official, "/xa"+at, "chưa gắn")
	shout(group, guest, "/nhom"+at+" phường Chiềng Sinh", "Chỉ cán bộ phụ trách")
	shout(group, official, "/nhom"+at+" phường Chiềng Sinh", "từ nay")
	shout(group, guest, "/xa"+at, rate)
	asked := "đạt bao nhiêu " + at
	units := func(text string) int { return len([]rune(text)) }
	shout(group, guest, asked, rate, telegramtest.Field("entities", []any{map[string]any{"type": "mention", "offset": units(asked) - units(at), "length": units(at)}}))
	sent := w.telegram.Sent(group)
	shout(group, guest, "còn thiếu bao nhiêu", "còn thiếu", w.telegram.ReplyTo(sent[len(sent)-1].ID))
	shout(group, agentOf(0), "/baocao"+at+" 5 hgđ", "riêng")
	shout(group, official, "/chuabao"+at, "riêng")

	// What is said past the bot is not answered.
	before := len(w.telegram.Sent(group))
	w.telegram.SayIn(group, guest, "Chiềng Sinh đạt bao nhiêu nhỉ các bác")
	shout(group, guest, "/xa"+at+" Chiềng Sinh", rate)
	if n := len(w.telegram.Sent(group)) - before; n != 1 {
		t.Errorf("%d answers, one of them to what was not said to the bot", n)
	}

	w.telegram.Migrate(group, supergroup)
	// Of two chats neither waits for the other.
	eventually(t, "the unit has moved", func() bool {
		return tallied(t, w.database, `SELECT count(*) FROM chat_groups WHERE chat = '-1000555' AND unit <> ''`) == 1
	})
	shout(supergroup, guest, "/xa"+at, rate)
	if lines := entries(t, w.database); len(lines) > 0 {
		t.Errorf("the group booked %+v", lines)
	}
	bot.stop()
	must(t, w.settings, "verify")
}
