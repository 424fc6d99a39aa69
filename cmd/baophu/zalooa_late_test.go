package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/bot/zalooa/zalooatest"
)

// A report was written, and the bot was away for three days before it could
// confirm it: Zalo would charge for that now. It is confirmed once the person
// writes again, and nothing was paid for.
func TestAnAnswerWaitsUntilThePersonWrites(t *testing.T) {
	t.Parallel()
	s, w := oaTown(t)
	secrets := append([]string{botToken, hookSecret}, oaSecrets...)
	const agent = "246845883529197922"
	bot := begin(t, w.settings, secrets, "serve")
	s.Hook(bot.says(`msg=serving http=(\S+)`) + "/hook/zalooa")
	s.Say(agent, strings.TrimSpace(must(t, w.settings, "invite", "--role", "agent", "--name", "Lò Thị Mẫu", "--unit", "03679-01")), time.Now())
	eventually(t, "the agent is let in", func() bool { return len(s.Sent(agent)) == 1 })
	s.Fail(zalooatest.Fault{Path: "/v3.0/oa/message/cs", Code: -32})
	s.Say(agent, reported, time.Now())
	eventually(t, "the report is booked", func() bool { return len(entries(t, w.database)) == 3 })
	// Before that the fault would be left to what follows.
	eventually(t, "the answer is put off", func() bool {
		return tallied(t, w.database, `SELECT count(*) FROM outbox WHERE failed = 0 AND why <> ''`) == 1
	})
	bot.kill()

	const days = 3 * 24 * 3600 * 1000
	change(t, w.database, fmt.Sprintf(`UPDATE chats SET at = at - %d`, days), `UPDATE outbox SET due = 0`)
	bot = begin(t, w.settings, secrets, "serve")
	address := bot.says(`msg=serving http=(\S+)`)
	eventually(t, "the answer is withheld", func() bool {
		_, page := get(t, address+"/metrics")
		return strings.Contains(page, `baophu_replies_withheld_total{channel="zalooa",reason="window"} 1`) &&
			strings.Contains(page, `baophu_token_unstored{channel="zalooa"} 0`) && strings.Contains(page, `baophu_token_ends_timestamp_seconds{channel="zalooa"} 1`)
	})
	if n := len(s.Sent(agent)); n != 1 {
		t.Errorf("%d messages were sent, one of them paid for", n)
	}
	s.Hook(address + "/hook/zalooa")
	s.Say(agent, "xin chào", time.Now())
	eventually(t, "what was said now is answered", func() bool { return len(s.Sent(agent)) == 2 })
	change(t, w.database, `UPDATE outbox SET due = 0`) // a quarter of an hour later
	eventually(t, "the report is confirmed", func() bool {
		sent := s.Sent(agent)
		return len(sent) == 3 && strings.Contains(sent[2].Text, "Đã ghi #1 ")
	})
}

// tallied gives what a query of a SQLite ledger counts.
func tallied(t *testing.T, database, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(database, "sqlite://")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// change changes a SQLite ledger past every layer of the product.
func change(t *testing.T, database string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(database, "sqlite://")+"?_pragma=busy_timeout(30000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, one := range statements {
		if _, err := db.ExecContext(t.Context(), one); err != nil {
			t.Fatal(err)
		}
	}
}
