package zalooa_test

import (
	"bytes"
	"context"
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
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secrets must be in no log.
var secrets = []string{"app-secret-of-tests", "oa-secret-key-of-tests", "seed-refresh-token", "access-token-", "refresh-token-"}

// sink fails the test when a secret is logged.
type sink struct {
	t  testing.TB
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, secret := range secrets {
		if bytes.Contains(p, []byte(secret)) {
			s.t.Errorf("%s was logged: %s", secret, p)
		}
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

// vault keeps tokens in memory, as the ledger does in SQL.
type vault struct {
	mu       sync.Mutex
	secret   string
	version  int64
	renewing time.Time
	away     error // of Seal
}

func (v *vault) Sealed(context.Context, string) (string, int64, time.Time, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.secret, v.version, v.renewing, nil
}

func (v *vault) Renewing(_ context.Context, _ string, version int64) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.version != version || !v.renewing.IsZero() {
		return false, nil
	}
	v.renewing = time.Now()
	return true, nil
}

func (v *vault) NotRenewed(context.Context, string, int64) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.renewing = time.Time{}
	return nil
}

func (v *vault) Seal(_ context.Context, _ string, version int64, secret string) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.away != nil || v.version != version {
		return false, v.away
	}
	v.secret, v.version, v.renewing = secret, version+1, time.Time{}
	return true, nil
}

// newChannel makes a channel at a server of ours; change may be nil.
func newChannel(t testing.TB, s *zalooatest.Server, change func(*zalooa.Options)) *zalooa.Channel {
	t.Helper()
	log, _ := newLog(t)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	o := zalooa.Options{OA: s.OA, App: s.App, AppSecret: s.AppSecret, Secret: s.Secret, Refresh: "seed-refresh-token",
		Key: bytes.Repeat([]byte{7}, 32), Vault: &vault{}, API: s.URL, Login: s.URL, Logger: log, Transport: transport,
		CallTimeout: 5 * time.Second, CatchUp: 50 * time.Millisecond}
	if change != nil {
		change(&o)
	}
	c, err := zalooa.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hook serves a channel's webhook on the loopback, where Zalo delivers to.
func hook(t testing.TB, s *zalooatest.Server, c *zalooa.Channel) {
	t.Helper()
	web := httptest.NewServer(c.Webhook())
	t.Cleanup(web.Close)
	s.Hook(web.URL + "/hook/zalooa")
}

func TestChannel(t *testing.T) {
	t.Parallel()
	codes := map[bot.Failure]zalooatest.Fault{
		bot.RetryAfter: {Code: -32}, bot.Unknown: {HTML: 502}, bot.GoneAway: {Code: -213}, bot.Rejected: {Code: -201}, bot.Misconfigured: {Code: -224},
	}
	bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
		s := zalooatest.Start(t)
		s.Again = 20 * time.Millisecond
		c := newChannel(t, s, func(o *zalooa.Options) { o.Logger = log })
		hook(t, s, c)
		return bottest.Rig{
			Channel: c,
			Say:     func(name, text string) { s.Say(name, text, time.Now()) },
			Shown: func(name string) []string {
				var texts []string
				for _, one := range s.Sent(name) {
					texts = append(texts, one.Text)
				}
				return texts
			},
			Fail:       func(f bot.Failure) bool { s.Fail(codes[f]); return true },
			Redelivers: true,
			Secrets:    secrets,
		}
	})
}

// run runs a channel until the test ends, or until stop.
func run(t testing.TB, c *zalooa.Channel, receive bot.Receive) (stop func()) {
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
			case <-time.After(15 * time.Second):
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

func (i *inbox) count() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return len(i.came)
}

func (i *inbox) texts() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	var texts []string
	for _, m := range i.came {
		texts = append(texts, m.Text)
	}
	return strings.Join(texts, ",")
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within 10 s: %s", what)
		}
	}
}
