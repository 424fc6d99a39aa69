package zalooa_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
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

// vault keeps tokens in memory, as the ledger does in SQL.
type vault struct {
	mu       sync.Mutex
	secret   string
	version  int64
	renewing time.Time
	away     error // of Seal
	unseen   bool  // though it is away, it keeps what it is given
}

// fails has it fail so; nil: no more.
func (v *vault) fails(away error, unseen bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.away, v.unseen = away, unseen
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
	if v.away != nil && !v.unseen || v.version != version {
		return false, v.away
	}
	v.secret, v.version, v.renewing = secret, version+1, time.Time{}
	return v.away == nil, v.away
}

func newLog(t testing.TB) (*slog.Logger, *bottest.Sink) { return bottest.NewLog(t, secrets...) }

// newChannel makes a channel at a server of ours; change may be nil.
func newChannel(t testing.TB, s *zalooatest.Server, change func(*zalooa.Options)) *zalooa.Channel {
	t.Helper()
	log, _ := newLog(t)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	o := zalooa.Options{OA: s.OA, App: s.App, AppSecret: s.AppSecret, Secret: s.Secret, Refresh: "seed-refresh-token",
		Key: bytes.Repeat([]byte{7}, 32), Vault: &vault{}, API: s.URL, Login: s.URL, Logger: log, Transport: transport,
		CallTimeout: 20 * time.Second, CatchUp: 50 * time.Millisecond}
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
