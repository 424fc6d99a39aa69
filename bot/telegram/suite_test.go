package telegram_test

import (
	"hash/fnv"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	secret = "AAHk3yV-q0secretSECRET_secretsecret"
	token  = "4711:" + secret
)

func newLog(t testing.TB) (*slog.Logger, *bottest.Sink) { return bottest.NewLog(t, secret) }

// newChannel makes a channel at a server of ours; change may be nil.
func newChannel(t testing.TB, s *telegramtest.Server, change func(*telegram.Options)) *telegram.Channel {
	t.Helper()
	log, _ := newLog(t)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	o := telegram.Options{Token: token, API: s.URL, Name: "thu", Logger: log, Transport: transport,
		PollTimeout: 5 * time.Second, CallTimeout: 20 * time.Second, FileTimeout: 20 * time.Second}
	if change != nil {
		change(&o)
	}
	c, err := telegram.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hook serves a channel's webhook on the loopback and tells Telegram.
func hook(t testing.TB, c *telegram.Channel) {
	t.Helper()
	web := httptest.NewServer(c.Webhook("s3cret"))
	t.Cleanup(web.Close)
	if err := c.SetWebhook(t.Context(), web.URL, "s3cret"); err != nil {
		t.Fatal(err)
	}
}

func user(name string) int64 {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(name))
	return int64(sum.Sum32()%1_000_000) + 1
}

// rig is the suite's view of Telegram.
func rig(s *telegramtest.Server, c *telegram.Channel) bottest.Rig {
	return bottest.Rig{
		Channel: c,
		Say:     func(name, text string) { s.Say(user(name), text) },
		Shown: func(name string) []string {
			var texts []string
			for _, one := range s.Sent(user(name)) {
				texts = append(texts, one.Text)
			}
			return texts
		},
		Tap: func(name, label string) {
			sent := s.Sent(user(name))
			s.Tap(user(name), user(name), sent[len(sent)-1].ID, label)
		},
		Fail:       func(f bot.Failure) bool { s.Fail(faults[f]); return true },
		Redelivers: true,
		Secrets:    []string{secret},
	}
}

var faults = map[bot.Failure]telegramtest.Fault{
	bot.RetryAfter:    {Code: 429, Text: "Too Many Requests: retry after 7", RetryAfter: 7},
	bot.Unknown:       {Code: 502, HTML: true},
	bot.GoneAway:      {Code: 403, Text: "Forbidden: bot was blocked by the user"},
	bot.Rejected:      {Code: 400, Text: "Bad Request: message is too long"},
	bot.Misconfigured: {Code: 401, Text: "Unauthorized"},
}

func TestChannelByPolling(t *testing.T) {
	t.Parallel()
	bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
		s := telegramtest.Start(t, token)
		s.Hurry = 100
		return rig(s, newChannel(t, s, func(o *telegram.Options) { o.Logger = log }))
	})
}

func TestChannelByWebhook(t *testing.T) {
	t.Parallel()
	bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
		s := telegramtest.Start(t, token)
		s.Hurry = 100
		c := newChannel(t, s, func(o *telegram.Options) { o.Logger, o.Webhook = log, true })
		hook(t, c)
		return rig(s, c)
	})
}
