package main

import (
	"database/sql"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// examined runs the doctor and gives what it said, one line a finding.
func examined(t *testing.T, settings ...string) (status int, said string) {
	t.Helper()
	got := command(t, settings, "doctor", "--json")
	var findings []finding
	if err := json.Unmarshal([]byte(got.out), &findings); err != nil {
		t.Fatalf("%v\n%s%s", err, got.out, got.err)
	}
	for _, f := range findings {
		if f.State != "ok" && f.Mend == "" {
			t.Errorf("%+v does not say how to mend it", f)
		}
		said += f.About + " " + f.State + ": " + f.Found + "\n"
	}
	for _, secret := range []string{botToken, hookSecret, "very-secret-word"} {
		if strings.Contains(got.out+got.err, secret) {
			t.Errorf("it tells %q", secret)
		}
	}
	return got.status, said
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := sqlite(t)
	must(t, good, "migrate")
	newer := sqlite(t)
	must(t, newer, "migrate")
	db, err := sql.Open("sqlite", strings.TrimPrefix(newer[0], "BAOPHU_DATABASE_URL=sqlite://"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	platform := telegramtest.Start(t, botToken)
	troubled := telegramtest.Start(t, botToken)
	troubled.Trouble = time.Now().Add(-time.Minute)
	known := []string{"BAOPHU_TELEGRAM_TOKEN=" + botToken, "BAOPHU_TELEGRAM_API=" + platform.URL}
	for name, c := range map[string]struct {
		settings []string
		status   int
		want     []string
	}{
		"all is well":       {good, exitGood, []string{"settings ok", "database ok: SQLite", "redis ok", "clock ok"}},
		"no platform":       {good, exitGood, []string{"settings ok", "settings warn: no platform is set"}},
		"nothing made yet":  {sqlite(t), exitGood, []string{"database warn: ", "does not exist yet"}},
		"a newer database":  {newer, exitRefused, []string{"database bad: ", "newer program"}},
		"no database":       {[]string{"BAOPHU_DATABASE_URL=postgres://u:very-secret-word@127.0.0.1:1/x"}, exitRefused, []string{"database bad"}},
		"no Redis":          {append(good, "BAOPHU_REDIS_URL=redis://:very-secret-word@127.0.0.1:1/0"), exitGood, []string{"database ok", "redis warn"}},
		"wrong settings":    {[]string{"BAOPHU_TIMEZONE=Mars", "BAOPHU_KEEP_TEXT_DAYS=0"}, exitRefused, []string{"settings bad: BAOPHU_TIMEZONE", "settings bad: BAOPHU_KEEP_TEXT_DAYS"}},
		"the bot":           {append(known, good...), exitGood, []string{"telegram ok: the bot is @", "telegram ok: 0 updates wait"}},
		"Telegram's own":    {append([]string{known[0], "BAOPHU_TELEGRAM_API=" + troubled.URL}, good...), exitGood, []string{"telegram warn: 0 updates wait; Telegram had trouble of its own at "}},
		"a wrong token":     {append([]string{"BAOPHU_TELEGRAM_TOKEN=1234:another-token-of-tests", known[1]}, good...), exitRefused, []string{"telegram bad", "Unauthorized"}},
		"nobody outside":    {append([]string{"BAOPHU_PUBLIC_URL=https://127.0.0.1:1", "BAOPHU_WEBHOOK_SECRET=" + hookSecret}, good...), exitRefused, []string{"public_url bad"}},
		"no webhook is set": {append([]string{"BAOPHU_PUBLIC_URL=https://127.0.0.1:1", "BAOPHU_WEBHOOK_SECRET=" + hookSecret}, append(known, good...)...), exitRefused, []string{"telegram warn: no webhook is set for 127.0.0.1:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, said := examined(t, c.settings...)
			if status != c.status {
				t.Errorf("status %d", status)
			}
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("it does not say %q:\n%s", want, said)
				}
			}
		})
	}
}

func TestDoctorOnServers(t *testing.T) {
	t.Parallel()
	url := ledgertest.Start(t).Database(t, "examined")
	settings := []string{"BAOPHU_DATABASE_URL=" + url, "BAOPHU_REDIS_URL=" + cachetest.Single(t).URL()}
	if status, said := examined(t, settings...); status != exitGood || !strings.Contains(said, "database warn: PostgreSQL ") || !strings.Contains(said, "tables of version 0 of ") {
		t.Errorf("before the tables are made, status %d:\n%s", status, said)
	}
	must(t, settings, "migrate")
	if status, said := examined(t, settings...); status != exitGood || !strings.Contains(said, "database ok: PostgreSQL ") || !strings.Contains(said, "redis ok: answers") || !strings.Contains(said, "clock ok") {
		t.Errorf("status %d:\n%s", status, said)
	}
}

// The address the platforms call: what answers there, for how long its
// certificate is good, and what its clock shows.
func TestDoctorLooksFromOutside(t *testing.T) {
	t.Parallel()
	status, behind := http.StatusOK, time.Duration(0)
	front := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("it asks for %s", r.URL.Path)
		}
		w.Header().Set("Date", time.Now().Add(-behind).UTC().Format(http.TimeFormat))
		w.WriteHeader(status)
	}))
	t.Cleanup(front.Close)
	trusted := file(t, t.TempDir(), "front.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: front.Certificate().Raw})))
	settings := append([]string{"BAOPHU_PUBLIC_URL=" + front.URL, "BAOPHU_WEBHOOK_SECRET=" + hookSecret, "SSL_CERT_FILE=" + trusted}, sqlite(t)...)
	if ended, said := examined(t, settings...); ended != exitGood || !strings.Contains(said, "public_url ok") || !strings.Contains(said, "clock ok") {
		t.Errorf("status %d:\n%s", ended, said)
	}
	behind = time.Hour
	if _, said := examined(t, settings...); !strings.Contains(said, "clock warn: public_url is 1h0m") && !strings.Contains(said, "clock warn: public_url is 59m") {
		t.Errorf("an hour apart:\n%s", said)
	}
	status = http.StatusBadGateway
	if ended, said := examined(t, settings...); ended != exitRefused || !strings.Contains(said, "public_url bad: /healthz answers 502") {
		t.Errorf("status %d:\n%s", ended, said)
	}
}
