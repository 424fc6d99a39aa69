package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot/zalobot/zalobottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger"
	"baophu/internal/logtest"
)

// check has the doctor look.
func (d diagnosis) check(t *testing.T) {
	t.Helper()
	status, said := examined(t, d.settings...)
	if status != d.status {
		t.Errorf("status %d", status)
	}
	for _, want := range d.want {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

// diagnosis is what the doctor must find.
type diagnosis struct {
	settings []string
	status   int
	want     []string
}

// The doctor looks at a Zalo bot: its token, and where messages go.
func TestDoctorOnAZaloBot(t *testing.T) {
	t.Parallel()
	polled, foreign, delivered := zalobottest.Start(t, zaloToken), zalobottest.Start(t, zaloToken), zalobottest.Start(t, zaloToken)
	foreign.SetWebhook("https://other.example.vn/zalo/path-of-theirs")
	delivered.SetWebhook("https://127.0.0.1:1/hook/zalobot")
	of := func(s *zalobottest.Server, more ...string) []string {
		return append(append(sqlite(t), "BAOPHU_ZALO_BOT_TOKEN="+zaloToken, "BAOPHU_ZALO_BOT_API="+s.URL), more...)
	}
	for name, d := range map[string]diagnosis{
		"polled":                 {of(polled), exitGood, []string{"zalo_bot ok: the bot is "}},
		"a wrong token":          {append(of(polled), "BAOPHU_ZALO_BOT_TOKEN=12345689:another"), exitRefused, []string{"zalo_bot bad: ", "401"}},
		"a webhook of another's": {of(foreign), exitRefused, []string{"zalo_bot bad: messages go to a webhook, other.example.vn, while this server polls"}},
		"no webhook is set":      {of(polled, hooked...), exitRefused, []string{"zalo_bot warn: no webhook is set for 127.0.0.1:1"}},
		"the webhook is ours":    {of(delivered, hooked...), exitRefused, []string{"zalo_bot ok: the bot is ", "public_url bad"}},
		"Zalo cannot be reached": {append(of(polled), "BAOPHU_ZALO_BOT_API=http://127.0.0.1:1"), exitRefused, []string{"zalo_bot bad: "}},
		"another's, not ours":    {of(foreign, hooked...), exitRefused, []string{"zalo_bot warn: no webhook is set for 127.0.0.1:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d.check(t)
			if _, said := examined(t, d.settings...); strings.Contains(said, "path-of-theirs") || strings.Contains(said, "zalo-token") {
				t.Errorf("it tells too much:\n%s", said)
			}
		})
	}
}

// Telegram's own account of its deliveries: one that failed of late, and a
// webhook of somebody's while this server polls.
func TestDoctorOnTelegramsDeliveries(t *testing.T) {
	t.Parallel()
	w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):], hooked...)
	bot, _ := w.serve()
	bot.says(known + "(/hook/telegram)")
	w.telegram.Say(official, asks) // nobody listens where it is delivered
	eventually(t, "a delivery fails", func() bool { return w.telegram.Calls("webhook failed") > 0 })
	diagnosis{w.settings, exitRefused, []string{"telegram warn: 1 updates wait; Telegram could not deliver at ", "connection failed"}}.check(t)
	bot.stop()
	diagnosis{append(w.settings, "BAOPHU_PUBLIC_URL="), exitGood, []string{"telegram warn: updates go to a webhook, 127.0.0.1:1, while this server polls"}}.check(t)
}

// A certificate that ends within two weeks is told of while it still serves.
func TestDoctorOnACertificateThatEnds(t *testing.T) {
	t.Parallel()
	cert, key := certificate(t) // three days
	pair, err := tls.X509KeyPair([]byte(cert), []byte(key))
	if err != nil {
		t.Fatal(err)
	}
	ends, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	front.TLS = &tls.Config{Certificates: []tls.Certificate{pair}} //nolint:gosec // the loopback
	front.StartTLS()
	t.Cleanup(front.Close)
	trusted := "SSL_CERT_FILE=" + file(t, t.TempDir(), "front.pem", cert)
	settings := append(sqlite(t), "BAOPHU_PUBLIC_URL="+front.URL, "BAOPHU_WEBHOOK_SECRET="+hookSecret, trusted)
	diagnosis{settings, exitGood, []string{"public_url ok", "public_url warn: the certificate ends " + ends.NotAfter.In(time.FixedZone("", 7*3600)).Format("02/01/2006")}}.check(t)
}

// A disk that is nearly full is told of before it takes no reports.
func TestDoctorOnAFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", dir).CombinedOutput(); err != nil {
		smallDisk(t, string(out))
		return
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() }) //nolint:noctx // at the end
	settings := []string{"BAOPHU_DATABASE_URL=sqlite://" + dir + "/baophu.db"}
	must(t, settings, "migrate")
	diagnosis{settings, exitGood, []string{"database warn: ", " MB free on the disk of ", "database ok: SQLite"}}.check(t)
}

// smallDisk looks at a disk that is small on most machines, where none can be made.
func smallDisk(t *testing.T, why string) {
	t.Helper()
	for _, dir := range []string{"/dev/shm", "/run"} {
		made, err := os.MkdirTemp(dir, "baophu")
		if err != nil {
			continue
		}
		t.Cleanup(func() { _ = os.RemoveAll(made) })
		d := &doctor{}
		if d.space(made + "/baophu.db"); len(d.findings) == 1 && d.findings[0].State == "warn" && strings.Contains(d.findings[0].Found, " MB free") {
			return
		}
	}
	lacking(t, "no small disk can be made: "+why)
}

// An account whose tokens somebody began to renew and never ended: no answer
// goes out before there is a new consent.
func TestDoctorOnARenewalThatStuck(t *testing.T) {
	t.Parallel()
	s, w := oaTown(t)
	bot := begin(t, w.settings, append([]string{botToken, hookSecret}, oaSecrets...), "serve")
	eventually(t, "the tokens are kept", func() bool { return s.Renewals() == 1 })
	bot.says(known + "(/hook/zalooa)")
	bot.stop()
	diagnosis{w.settings, exitRefused, []string{"zalo_oa ok: the account is "}}.check(t)
	change(t, w.database, `UPDATE sealed SET renewing = 1700000000000`)
	diagnosis{w.settings, exitRefused, []string{"zalo_oa bad: a renewal of the tokens came to no end"}}.check(t)
	diagnosis{append(w.settings, "BAOPHU_ZALO_OA_KEY="+strings.Repeat("6b", 32)), exitRefused, []string{"zalo_oa bad: ", "encrypted by another BAOPHU_ZALO_OA_KEY"}}.check(t)
	doctorOnASpare(t, s, w)
}

// doctorOnASpare has the doctor look whether Redis has the new token.
func doctorOnASpare(t *testing.T, s *zalooatest.Server, w *town) {
	t.Helper()
	redis := cachetest.Single(t)
	settings := append(slices.Clone(w.settings), "BAOPHU_REDIS_URL="+redis.URL())
	diagnosis{settings, exitRefused, []string{"zalo_oa bad: a renewal of the tokens came to no end, and Redis has no new token"}}.check(t)
	token := zalooa.Platform + "/" + s.App + "/" + s.OA
	secret, version, _, err := ledger.SealedAt(t.Context(), w.database, token)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cache.Open(t.Context(), redis.URL(), cache.Options{Logger: logtest.Quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := (spare{c}).Keep(t.Context(), fmt.Sprint(token, "/", version), secret); err != nil {
		t.Fatal(err)
	}
	diagnosis{settings, exitRefused, []string{"zalo_oa bad: a renewal of the tokens came to no end, and Redis has the new token"}}.check(t)
	if have, err := (spare{c}).Kept(t.Context(), fmt.Sprint(token, "/", version)); err != nil || have != secret {
		t.Errorf("the doctor changed it: %v", err)
	}
	change(t, w.database, fmt.Sprintf(`UPDATE sealed SET renewing = %d`, time.Now().UnixMilli()))
	diagnosis{settings, exitRefused, []string{"zalo_oa warn: a new token is in Redis and not in the database yet"}}.check(t)
	change(t, w.database, `UPDATE sealed SET renewing = 1700000000000`)
	redis.Kill()
	diagnosis{settings, exitRefused, []string{"zalo_oa bad: a renewal of the tokens came to no end, and Redis, which may have the new token, does not answer"}}.check(t)
}
