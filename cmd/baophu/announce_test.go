package main

import (
	"strings"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/bot/zalobot/zalobottest"
	"baophu/internal/cache/cachetest"
)

const known = `msg="the platform knows about the bot" path=`

// Telegram is away, and the replica that was to set the webhook is killed: the
// next one sets it, and the others know.
func TestAWebhookIsSetOnceByOneReplica(t *testing.T) {
	t.Parallel()
	w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):], append(hooked, "BAOPHU_REDIS_URL="+cachetest.Single(t).URL())...)
	w.telegram.Fail(telegramtest.Fault{Method: "setWebhook", Code: 502, HTML: true, Times: -1})
	first, _ := w.serve()
	first.says(`msg="tell the platform about the bot" path=(/hook/telegram)`)
	first.kill()
	w.telegram.Mend()
	before := w.telegram.Calls("setWebhook")
	for range 3 {
		p, _ := w.serve()
		defer p.says(known + "(/hook/telegram)") // each of them, whoever did it
	}
	eventually(t, "the webhook is set", func() bool { return w.telegram.Webhook() == "https://127.0.0.1:1/hook/telegram" })
	again, _ := w.serve()
	again.says(known + "(/hook/telegram)")
	if n := w.telegram.Calls("setWebhook") - before; n != 1 {
		t.Errorf("four replicas set the webhook %d times", n)
	}
	other, _ := w.serve("BAOPHU_WEBHOOK_SECRET=another-secret-of-tests")
	other.says(known + "(/hook/telegram)")
	if n := w.telegram.Calls("setWebhook") - before; n != 2 {
		t.Errorf("after the secret was changed it was set %d times", n)
	}
}

// Zalo counts how often a webhook is set: it is set where it is not yet, and
// neither a refusal nor an address that Zalo cannot reach is met by more of it.
func TestZalosWebhookIsSetSeldom(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trouble func(*zalobottest.Server)
		told    string
		calls   int // after three starts
	}{
		"all is well": {func(*zalobottest.Server) {}, known + "(/hook/zalobot)", 1},
		"426": {func(s *zalobottest.Server) {
			s.Fail(zalobottest.Fault{Method: "setWebhook", Code: 426, Text: "quota of today", Times: -1})
		}, `path=/hook/zalobot again_in=(\S+)`, 1},
		"not reached": {func(s *zalobottest.Server) { s.Unreachable("webhook.err.tls") }, `again_in=1h0m0s error="(.*)webhook.err.tls`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := newZaloTown(t, append(hooked, "BAOPHU_REDIS_URL="+cachetest.Single(t).URL())...)
			c.trouble(z.zalo)
			bot := z.begin()
			bot.says(c.told)
			time.Sleep(3 * time.Second) // it would have tried twice
			bot.stop()
			for range 2 {
				bot = z.begin()
				if c.told[0] == 'm' {
					bot.says(c.told)
				} else {
					time.Sleep(3 * time.Second)
				}
				bot.stop()
			}
			if n := z.zalo.Calls("setWebhook"); n != c.calls {
				t.Errorf("it was set %d times", n)
			}
			if strings.Contains(bot.out.String(), "level=ERROR") {
				t.Error("an error is told")
			}
		})
	}
}
