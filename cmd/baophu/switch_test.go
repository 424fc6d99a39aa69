package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// From polling to a webhook and back, over restarts: what is written before,
// meanwhile and after is booked once each.
func TestSwitchingBetweenPollingAndWebhooks(t *testing.T) {
	t.Parallel()
	t.Run("telegram", func(t *testing.T) {
		t.Parallel()
		w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):])
		bot, _ := w.serve()
		w.people()
		var reports []said
		n := int64(0)
		write := func() {
			n++
			for village := range hamlets {
				reports = append(reports, w.report(village, n))
			}
		}
		for _, webhook := range []bool{true, false} {
			write() // while it runs
			bot.stop()
			write() // while nobody listens
			var settings []string
			if webhook {
				settings = hooked
			}
			bot, _ = w.serve(settings...)
			write() // while the platform is told
			eventually(t, "the platform is told", func() bool { return (w.telegram.Webhook() != "") == webhook })
			write()
			if webhook { // nobody listens at 127.0.0.1:1, so Telegram keeps them
				eventually(t, "a delivery fails", func() bool { return w.telegram.Calls("webhook failed") > 0 })
			}
		}
		w.settled(reports)
		bot.stop()
		must(t, w.settings, "verify")
	})
	t.Run("zalobot", func(t *testing.T) {
		t.Parallel()
		address := freeAddress(t)
		z := newZaloTown(t, "BAOPHU_HTTP_ADDR="+address)
		z.address.Store("http://" + address) // before Zalo is told of it
		bot := z.begin()
		code := strings.TrimSpace(must(t, z.settings, "invite", "--role", "agent", "--name", "Lò Thị Mẫu", "--unit", ward+"-01"))
		if answer := z.say(zaloAgent, code).Text; !strings.Contains(answer, "Thị Mẫu") {
			t.Fatalf("not let in: %s", answer)
		}
		n := 0
		write := func() {
			n++
			z.zalo.Say(zaloAgent, fmt.Sprintf("%d hgđ mới", n))
		}
		booked := func() bool { return len(entries(t, z.database)) == n }
		polling := z.settings
		for _, webhook := range []bool{true, false} {
			write()
			eventually(t, "what was written is booked", booked)
			bot.stop()
			write() // Zalo keeps it for polls; a webhook is given it when it is set
			z.settings = polling
			if webhook {
				z.settings = append(polling, hooked...)
			}
			if !webhook { // what a webhook that nobody answers was given is gone: Zalo delivers once
				n--
			}
			bot = z.begin()
			eventually(t, "the platform is told", func() bool { return (z.zalo.Webhook() != "") == webhook })
			write()
			eventually(t, "what was written is booked", booked)
		}
		bot.stop()
		must(t, z.settings, "verify")
	})
}

// Of two polling processes on one Redis one polls: Telegram ends nobody's
// poll. When that one is killed the other goes on.
func TestOneOfTwoProcessesPolls(t *testing.T) {
	t.Parallel()
	clock := newClock(t, time.Now())
	w := newTown(t, ledgertest.Engines(t)[1].URL(t), "BAOPHU_REDIS_URL="+cachetest.Single(t).URL(), clock.setting())
	one, _ := w.serve()
	w.people()
	two, _ := w.serve()
	var reports []said
	for round := int64(1); round <= 3; round++ {
		for village := range hamlets {
			reports = append(reports, w.report(village, round))
		}
	}
	w.settled(reports)
	for _, p := range []*process{one, two} {
		if strings.Contains(p.out.String(), "another polls this bot") {
			t.Error("both poll at once")
		}
	}
	one.kill()
	clock.pass(leases) // the other would have to wait so long
	for village := range hamlets {
		reports = append(reports, w.report(village, 4))
	}
	w.settled(reports)
	two.stop()
	must(t, w.settings, "verify")
}
