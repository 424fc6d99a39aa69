package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// The dialogue of the README, through Telegram, on every database there is.
func TestTelegramDialogue(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		w := newTown(t, e.URL(t))
		bot, _ := w.serve()
		if answer := w.ask(official, asks); strings.Contains(answer, "6.4") {
			t.Errorf("a stranger is told: %s", answer)
		}
		w.people()

		reply := w.ask(agentOf(0), reported)
		for _, want := range []string{"Đã ghi #1 ", "bản Noong La", "BHYT hộ gia đình: +5 mới, 2 tái tục", "BHXH tự nguyện: +1", "8 người", "94,19% → 94,26%"} {
			if !strings.Contains(reply, want) {
				t.Errorf("the reply to the report lacks %q: %s", want, reply)
			}
		}
		card := w.ask(official, asks)
		if have, population := peopleOn(t, card); have != counted+5 || population != living {
			t.Errorf("the official is told %d/%d: %s", have, population, card)
		}
		tap := w.telegram.Tap(agentOf(0), agentOf(0), w.telegram.Sent(agentOf(0))[1].ID, "Hoàn tác")
		eventually(t, "the tap is answered", func() bool { return tap != "" && w.telegram.Answered(tap) > 0 })
		eventually(t, "the report is taken back", func() bool { return len(entries(t, w.database)) == 6 })
		if have, _ := peopleOn(t, w.ask(official, asks)); have != counted {
			t.Errorf("after the report was taken back the official is told %d", have)
		}
		if took := bot.stop(); took > stopTime {
			t.Errorf("it stopped after %v", took)
		}
		must(t, w.settings, "verify")
	})
}

// A stream of reports through everything that can break: the platform is
// busy and hangs up, the bot is killed, Redis is killed, PostgreSQL is killed.
// Every report is booked once and confirmed.
func TestNothingIsLostOrCountedTwice(t *testing.T) {
	t.Parallel()
	postgres, redis := ledgertest.Start(t), cachetest.Single(t)
	clock := newClock(t, time.Now())
	w := newTown(t, postgres.Database(t, "killed"), "BAOPHU_REDIS_URL="+redis.URL(), clock.setting())
	bot, _ := w.serve()
	w.people()

	send := func(f telegramtest.Fault) func() {
		f.Method = "sendMessage"
		return func() { w.telegram.Fail(f) }
	}
	hang, goOn := func() { postgres.Signal(t, syscall.SIGSTOP) }, func() { postgres.Signal(t, syscall.SIGCONT) }
	// Who comes after one that was killed need not wait for what it had leased.
	again := func() { bot.kill(); goOn(); clock.pass(leases); bot, _ = w.serve() }
	type trouble struct{ before, after func() } // of a round's reports
	troubles := map[int64]trouble{
		2:  {send(telegramtest.Fault{Code: 429, Text: "Too Many Requests: retry after 1", RetryAfter: 1, Times: 2}), nil},
		3:  {send(telegramtest.Fault{Cut: true}), nil},
		4:  {func() { w.telegram.Fail(telegramtest.Fault{Method: "getUpdates", Cut: true}) }, nil},
		5:  {hang, again},                                                                  // taken, and not committed
		6:  {send(telegramtest.Fault{Delay: 3 * time.Second, Code: 500, Times: 6}), again}, // committed, and not confirmed
		7:  {nil, redis.Kill},
		8:  {nil, redis.Restart},
		9:  {nil, func() { postgres.Signal(t, syscall.SIGKILL) }},
		10: {nil, func() { postgres.Restart(t) }},
	}
	var reports []said
	total := int64(0)
	for round := int64(1); round <= 10; round++ {
		if before := troubles[round].before; before != nil {
			before()
		}
		for village := range hamlets {
			reports = append(reports, w.report(village, round))
			total += round
		}
		time.Sleep(200 * time.Millisecond) // so that they are under way
		if after := troubles[round].after; after != nil {
			after()
		}
	}
	w.settled(reports)

	before := w.ask(official, asks)
	if have, _ := peopleOn(t, before); have != counted+total {
		t.Errorf("the official is told %d, want %d", have, counted+total)
	}
	redis.FlushAll()
	if after := w.ask(official, asks); after != before {
		t.Errorf("after Redis forgot everything the answer is\n%s\nand was\n%s", after, before)
	}
	if took := bot.stop(); took > stopTime {
		t.Errorf("it stopped after %v", took)
	}
	for log := range strings.Lines(bot.out.String()) {
		if !strings.HasPrefix(log, "time=") {
			t.Errorf("written past the log, and past what blacks out secrets: %s", log)
		}
	}
	must(t, w.settings, "verify")
}
