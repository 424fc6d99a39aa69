package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"baophu/bot/telegram"
	"baophu/internal/cache"
	"baophu/internal/ledger"
)

const (
	doctorTime  = 10 * time.Second    // one look at one thing
	clockApart  = 2 * time.Second     // beyond it leases and edges of days differ between replicas
	leastSpace  = 1 << 30             // bytes free beside a SQLite file
	certExpires = 14 * 24 * time.Hour // notice given before a certificate ends
)

type doctorCommand struct {
	JSON bool `name:"json" help:"Print the findings as JSON."`
}

// finding is one thing that was looked at.
type finding struct {
	About string `json:"about"` // "settings", "database", "redis", "telegram", "zalo_bot", "zalo_oa", "public_url", "clock"
	State string `json:"state"` // "ok", "warn": serves, not as it should; "bad": does not serve
	Found string `json:"found"`
	Mend  string `json:"mend,omitempty"` // what to do about it
}

// clock is a clock other than the process's own, and what it showed when.
type clock struct {
	whose    string
	at, seen time.Time
}

// doctor looks at everything the settings name. It changes nothing.
type doctor struct {
	settings
	now      func() time.Time
	findings []finding
	clocks   []clock
}

// Run prints what was found; status 1 where something is bad.
func (c doctorCommand) Run(s *session) error {
	settings, err := readSettings(s.env)
	d := &doctor{settings: settings, now: time.Now}
	if err != nil {
		for line := range strings.Lines(err.Error()) {
			name, want, _ := strings.Cut(strings.TrimSpace(line), ": ")
			d.add("settings", "bad", name, want)
		}
	} else {
		d.add("settings", "ok", "every setting can be read", "")
		if !settings.anyPlatform() {
			d.add("settings", "warn", "no platform is set, so `baophu serve` does not start", "set BAOPHU_TELEGRAM_TOKEN, BAOPHU_ZALO_BOT_TOKEN or BAOPHU_ZALO_OA_ID")
		}
		d.examine(s)
	}
	return c.print(s, d.findings)
}

func (d *doctor) examine(ctx context.Context) {
	for _, look := range []func(context.Context){d.database, d.redis, d.telegram, d.zaloBot, d.zaloOA, d.public, d.time} {
		limited, cancel := context.WithTimeout(ctx, doctorTime)
		look(limited)
		cancel()
	}
}

func (c doctorCommand) print(s *session, findings []finding) error {
	bad := false
	for _, f := range findings {
		bad = bad || f.State == "bad"
		if c.JSON {
			continue
		}
		fmt.Fprintf(s.out, "%-5s %-10s %s\n", f.State, f.About, f.Found)
		if f.Mend != "" {
			fmt.Fprintf(s.out, "%16s → %s\n", "", f.Mend)
		}
	}
	if c.JSON {
		if err := writeJSON(s, findings); err != nil {
			return err
		}
	}
	if bad {
		return failure{exitRefused, errors.New("")}
	}
	return nil
}

func (d *doctor) add(about, state, found, mend string) {
	hide := blackout(d.secrets())
	d.findings = append(d.findings, finding{about, state, hide.Replace(found), hide.Replace(mend)})
}

func (d *doctor) database(ctx context.Context) {
	if path, is := strings.CutPrefix(d.Database, "sqlite://"); is {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			d.add("database", "warn", path+" does not exist yet", "it is made by the first `baophu serve` or `baophu migrate`")
			return
		}
		d.space(path)
	}
	before := d.now()
	x, err := ledger.Examine(ctx, d.Database)
	switch {
	case err != nil:
		d.add("database", "bad", err.Error(), "see that the server runs, that the address, user and password of BAOPHU_DATABASE_URL are right, and that this machine may reach it")
		return
	case x.Behind:
		d.add("database", "bad", x.Engine+" only follows another server", "name the server that takes writes in BAOPHU_DATABASE_URL")
	case x.Tables > x.Wanted:
		d.add("database", "bad", fmt.Sprintf("%s, tables of version %d: those of a newer program (this one has %d)", x.Engine, x.Tables, x.Wanted), "run the newer version of baophu")
	case x.Tables < x.Wanted:
		d.add("database", "warn", fmt.Sprintf("%s, tables of version %d of %d", x.Engine, x.Tables, x.Wanted), "run `baophu migrate`, or start `baophu serve`, which does it too")
	default:
		d.add("database", "ok", fmt.Sprintf("%s, tables of version %d", x.Engine, x.Tables), "")
		d.unread(ctx)
	}
	if !strings.HasPrefix(d.Database, "sqlite://") {
		d.clocks = append(d.clocks, clock{"database", x.Clock, midway(before, d.now())})
	}
}

// space looks at the disk a SQLite file is on.
func (d *doctor) space(path string) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err != nil {
		d.add("database", "warn", err.Error(), "see that the folder of the database can be read")
		return
	}
	if free := disk.Bavail * uint64(disk.Bsize); free < leastSpace { //nolint:gosec // a block size is not negative
		d.add("database", "warn", fmt.Sprintf("%d MB free on the disk of %s", free>>20, path), "make room: a full disk takes no reports")
	}
}

func (d *doctor) redis(ctx context.Context) {
	if d.Redis == "" {
		d.add("redis", "ok", "inside the process: right for one replica, wrong for several", "")
		return
	}
	c, err := cache.Open(ctx, d.Redis, cache.Options{Logger: quiet(io.Discard)})
	if err != nil {
		d.add("redis", "bad", err.Error(), "mend BAOPHU_REDIS_URL")
		return
	}
	defer func() { _ = c.Close() }() // nothing was kept
	before := d.now()
	at, err := c.Clock(ctx)
	if err != nil {
		d.add("redis", "warn", err.Error(), "answers are right without Redis, only slower; several replicas then send notices each by its part of the pace: see that it runs and that this machine may reach it")
		return
	}
	d.add("redis", "ok", "answers", "")
	d.clocks = append(d.clocks, clock{"redis", at, midway(before, d.now())})
}

func (d *doctor) telegram(ctx context.Context) {
	if d.TelegramToken == "" {
		return
	}
	c, err := telegram.New(telegram.Options{Token: d.TelegramToken, API: d.TelegramAPI})
	if err != nil {
		d.add("telegram", "bad", err.Error(), "mend BAOPHU_TELEGRAM_TOKEN")
		return
	}
	self, err := c.Me(ctx)
	if err != nil {
		d.add("telegram", "bad", err.Error(), "if it says Unauthorized, ask BotFather for the token anew; otherwise see that this machine reaches BAOPHU_TELEGRAM_API")
		return
	}
	d.add("telegram", "ok", "the bot is @"+self.Username, "")
	now, err := c.Delivery(ctx)
	want := ""
	if d.Public != "" {
		want = d.Public + "/hook/telegram"
	}
	switch {
	case err != nil:
		d.add("telegram", "warn", err.Error(), "try again")
	case now.URL != want && want == "":
		d.add("telegram", "warn", "updates go to a webhook, "+host(now.URL)+", while this server polls", "start `baophu serve`, which takes it away, or set BAOPHU_PUBLIC_URL if another server listens there")
	case now.URL != want:
		d.add("telegram", "warn", "no webhook is set for "+host(want), "start `baophu serve`, which sets it")
	case now.Error != "" && d.now().Sub(time.Unix(now.ErrorDate, 0)) < time.Hour:
		d.add("telegram", "warn", fmt.Sprintf("%d updates wait; Telegram could not deliver at %s: %s", now.Pending, time.Unix(now.ErrorDate, 0).In(d.Location).Format("15:04:05"), now.Error), "see that the address of BAOPHU_PUBLIC_URL reaches this server over TLS")
	case d.now().Sub(time.Unix(now.SyncDate, 0)) < time.Hour:
		d.add("telegram", "warn", fmt.Sprintf("%d updates wait; Telegram had trouble of its own at %s", now.Pending, time.Unix(now.SyncDate, 0).In(d.Location).Format("15:04:05")), "nothing is wrong here: what people write comes later")
	default:
		d.add("telegram", "ok", fmt.Sprintf("%d updates wait", now.Pending), "")
	}
}

// host is what of an address may be shown: a path may hold a secret.
func host(address string) string {
	rest, _ := strings.CutPrefix(address, "https://")
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// public looks at the address the platforms call, from outside as far as this
// machine is outside.
func (d *doctor) public(ctx context.Context) {
	if d.Public == "" {
		return
	}
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, d.Public+"/healthz", nil)
	if err != nil {
		d.add("public_url", "bad", err.Error(), "mend BAOPHU_PUBLIC_URL")
		return
	}
	before := d.now()
	got, err := http.DefaultClient.Do(ask)
	if err != nil {
		mend := "see that the name resolves, that the proxy in front listens, and that its certificate is good"
		if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
			mend = "the name does not resolve: see to its DNS record"
		}
		d.add("public_url", "bad", err.Error(), mend)
		return
	}
	defer func() { _ = got.Body.Close() }()
	if got.StatusCode != http.StatusOK {
		d.add("public_url", "bad", fmt.Sprintf("/healthz answers %d", got.StatusCode), "see that the proxy in front hands requests on to BAOPHU_HTTP_ADDR, and that `baophu serve` runs")
		return
	}
	d.add("public_url", "ok", "/healthz answers", "")
	if at, err := http.ParseTime(got.Header.Get("Date")); err == nil {
		d.clocks = append(d.clocks, clock{"public_url", at, before})
	}
	if ends := got.TLS.PeerCertificates[0].NotAfter; ends.Sub(d.now()) < certExpires {
		d.add("public_url", "warn", "the certificate ends "+ends.In(d.Location).Format("02/01/2006"), "renew it: the platforms call no server with one that has ended")
	}
}

// time compares the clocks that were seen with the process's own.
func (d *doctor) time(context.Context) {
	apart := false
	for _, c := range d.clocks {
		// A header of HTTP tells whole seconds.
		if by := c.at.Sub(c.seen).Round(time.Millisecond); by.Abs() > clockApart {
			apart = true
			d.add("clock", "warn", fmt.Sprintf("%s is %s apart from this machine", c.whose, by.Abs()), "let both keep time by NTP: days end and leases run by the clock")
		}
	}
	if !apart {
		d.add("clock", "ok", d.now().In(d.Location).Format("15:04:05 02/01/2006 ")+d.Location.String(), "")
	}
}

// midway is when a server most likely looked at its clock.
func midway(asked, answered time.Time) time.Time {
	return asked.Add(answered.Sub(asked) / 2)
}
