package telegram_test

import (
	"bytes"
	"context"
	"hash/fnv"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
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

// sink fails the test when the token is logged.
type sink struct {
	t  testing.TB
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if bytes.Contains(p, []byte(secret)) {
		s.t.Errorf("the token was logged: %s", p)
	}
	return s.b.Write(p)
}

func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newLog(t testing.TB) (*slog.Logger, *sink) {
	out := &sink{t: t}
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelDebug})), out
}

// newChannel makes a channel at a server of ours; change may be nil.
func newChannel(t testing.TB, s *telegramtest.Server, change func(*telegram.Options)) *telegram.Channel {
	t.Helper()
	log, _ := newLog(t)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	o := telegram.Options{Token: token, API: s.URL, Name: "thu", Logger: log, Transport: transport,
		PollTimeout: 5 * time.Second, CallTimeout: 5 * time.Second, FileTimeout: 5 * time.Second}
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

// run runs a channel until the test ends, or until stop.
func run(t testing.TB, c *telegram.Channel, receive bot.Receive) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx, receive) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			select {
			case err := <-ended:
				if err != nil {
					t.Errorf("Run ended with %v", err)
				}
			case <-time.After(10 * time.Second):
				t.Error("Run did not end")
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// inbox keeps what a channel received.
type inbox struct {
	mu   sync.Mutex
	came []bot.Message
}

func (i *inbox) receive(_ context.Context, m bot.Message) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.came = append(i.came, m)
	return nil
}

func (i *inbox) all() []bot.Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]bot.Message(nil), i.came...)
}

func (i *inbox) texts() string {
	var texts []string
	for _, m := range i.all() {
		texts = append(texts, m.Text)
	}
	return strings.Join(texts, ",")
}
