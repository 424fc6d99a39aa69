package zalobot_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalobot"
	"baophu/bot/zalobot/zalobottest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	secret     = "abc-secretSECRET-xyz"
	token      = "12345689:" + secret
	hookSecret = "s3cret-s3cret"
)

func newLog(t testing.TB) (*slog.Logger, *bottest.Sink) { return bottest.NewLog(t, secret) }

func newServer(t testing.TB) *zalobottest.Server {
	s := zalobottest.Start(t, token)
	s.Hurry = 10
	return s
}

// newChannel makes a channel at a server of ours; change may be nil.
func newChannel(t testing.TB, s *zalobottest.Server, change func(*zalobot.Options)) *zalobot.Channel {
	t.Helper()
	log, _ := newLog(t)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	o := zalobot.Options{Token: token, API: s.URL, Name: "thu", Logger: log, Transport: transport,
		PollTimeout: time.Second, AnswerTime: 2 * time.Second, CallTimeout: 20 * time.Second, FileTimeout: 20 * time.Second}
	if change != nil {
		change(&o)
	}
	c, err := zalobot.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hook serves a channel's webhook on the loopback and tells Zalo.
func hook(t testing.TB, c *zalobot.Channel) {
	t.Helper()
	web := httptest.NewServer(c.Webhook(hookSecret))
	t.Cleanup(web.Close)
	if err := c.SetWebhook(t.Context(), web.URL+"/hook/zalobot", hookSecret); err != nil {
		t.Fatal(err)
	}
}

var faults = map[bot.Failure]zalobottest.Fault{
	bot.RetryAfter:    {Code: 429, Text: "quota exceeded"},
	bot.Unknown:       {Code: 502, HTML: true},
	bot.GoneAway:      {Code: 404, Text: "user not found", Fine: true},
	bot.Rejected:      {Code: 400, Text: "bad parameter"},
	bot.Misconfigured: {Code: 401, Text: "Unauthorized"},
}

// rig is the suite's view of Zalo.
func rig(s *zalobottest.Server, c *zalobot.Channel) bottest.Rig {
	return bottest.Rig{
		Channel: c,
		Say:     func(name, text string) { s.Say(name, text) },
		Shown: func(name string) []string {
			var texts []string
			for _, one := range s.Sent(name) {
				texts = append(texts, one.Text)
			}
			return texts
		},
		Fail:    func(f bot.Failure) bool { s.Fail(faults[f]); return true },
		Secrets: []string{secret, hookSecret},
	}
}

func TestChannelByPolling(t *testing.T) {
	t.Parallel()
	bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
		s := newServer(t)
		return rig(s, newChannel(t, s, func(o *zalobot.Options) { o.Logger = log }))
	})
}

func TestChannelByWebhook(t *testing.T) {
	t.Parallel()
	for name, wrapped := range map[string]bool{"bare": false, "wrapped": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
				s := newServer(t)
				s.Wrapped, s.OldNames = wrapped, wrapped
				c := newChannel(t, s, func(o *zalobot.Options) { o.Logger, o.Webhook = log, true })
				return hookedRig(t, s, c)
			})
		})
	}
}

// hookedRig sets the webhook once the channel runs, since Zalo delivers once:
// what comes before that would be answered 503 and gone.
func hookedRig(t *testing.T, s *zalobottest.Server, c *zalobot.Channel) bottest.Rig {
	var once sync.Once
	r := rig(s, c)
	handler := c.Webhook(hookSecret)
	say := r.Say
	r.Say = func(name, text string) {
		once.Do(func() {
			for post(handler, hookSecret, `{}`).Code == http.StatusServiceUnavailable {
				time.Sleep(time.Millisecond)
			}
			hook(t, c)
		})
		say(name, text)
	}
	return r
}

// secretField is the header of a webhook's secret.
const secretField = "X-Bot-Api-Secret-Token"

func post(h http.Handler, secret, body string) *httptest.ResponseRecorder {
	return bottest.Post(h, secretField, secret, body)
}
