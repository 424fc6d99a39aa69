package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"baophu/internal/schedule"
)

// setting is one environment variable: what the README's table shows.
type setting struct {
	name, fallback, meaning string
	secret                  bool
}

// settingsTable lists every setting there is.
func settingsTable() []setting {
	return append([]setting{
		{name: "BAOPHU_DATABASE_URL", fallback: "sqlite://baophu.db", meaning: "the ledger: sqlite:///path, sqlite://path from the folder it is started in, or postgres://user:password@host/name"},
		{name: "BAOPHU_REDIS_URL", meaning: "Redis: redis://host:6379/0, several hosts apart by commas for a Cluster, redis+sentinel://host/master; empty: one inside the process", secret: true},
		{name: "BAOPHU_HTTP_ADDR", fallback: "127.0.0.1:8080", meaning: "where webhooks, /healthz, /readyz, /metrics and /status are served"},
		{name: "BAOPHU_PUBLIC_URL", meaning: "the https address by which the platforms reach this server; set: webhooks, empty: polling"},
		{name: "BAOPHU_WEBHOOK_SECRET", meaning: "1 to 256 letters, digits, _ and -, which webhooks must bring; needed with BAOPHU_PUBLIC_URL", secret: true},
		{name: "BAOPHU_TELEGRAM_TOKEN", meaning: "the Telegram bot's token", secret: true},
		{name: "BAOPHU_TELEGRAM_API", fallback: "https://api.telegram.org", meaning: "base address of the Telegram Bot API"},
		{name: "BAOPHU_TIMEZONE", fallback: "Asia/Ho_Chi_Minh", meaning: "whose calendar days count"},
		{name: "BAOPHU_REMIND_AT", fallback: "16:30", meaning: "when agents who have not reported are reminded, from 07:00 to before 21:00, or off"},
		{name: "BAOPHU_LIST_AT", fallback: "18:00", meaning: "when officials hear which villages are still silent, from 07:00 to before 21:00, or off"},
		{name: "BAOPHU_DIGEST_AT", fallback: "07:30", meaning: "when followers hear of the day, week or month before, from 07:00 to before 21:00, or off; alerts come as they happen"},
		{name: "BAOPHU_ON_TIME_UNTIL", fallback: "24:00", meaning: "until when a report of a day counts as in time, on the day itself: HH:MM, or 24:00"},
		{name: "BAOPHU_LOG_LEVEL", fallback: "info", meaning: "debug, info, warn or error: from where on lines are written; debug follows every message and request"},
		{name: "BAOPHU_KEEP_TEXT_DAYS", fallback: "90", meaning: "days after which the messages' texts are removed; counts stay"},
	}, zaloTable()...)
}

// settings are the environment, read and checked.
type settings struct {
	Database, Redis, Addr, Public, Secret string
	TelegramToken, TelegramAPI            string
	Location                              *time.Location
	KeepText                              time.Duration
	Timetable                             schedule.Timetable
	ZaloBot                               zaloBotSettings
	ZaloOA                                zaloOASettings
	Cutoff                                time.Duration // since midnight, 0: the day's end
	LogLevel                              slog.Level
}

var (
	tokenForm  = regexp.MustCompile(`^\d+:[A-Za-z0-9_-]{10,}$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// readSettings reads the environment, and tells every fault at once. No fault
// repeats a secret.
func readSettings(env func(string) (string, bool)) (settings, error) {
	value := map[string]string{}
	for _, s := range settingsTable() {
		v, ok := env(s.name)
		if v = strings.TrimSpace(v); !ok || v == "" {
			v = s.fallback
		}
		value[s.name] = v
	}
	s := settings{
		Database: value["BAOPHU_DATABASE_URL"], Redis: value["BAOPHU_REDIS_URL"], Addr: value["BAOPHU_HTTP_ADDR"],
		Public: strings.TrimRight(value["BAOPHU_PUBLIC_URL"], "/"), Secret: value["BAOPHU_WEBHOOK_SECRET"],
		TelegramToken: value["BAOPHU_TELEGRAM_TOKEN"], TelegramAPI: strings.TrimRight(value["BAOPHU_TELEGRAM_API"], "/"),
	}
	var faults []error
	fault := func(name, want string) { faults = append(faults, fmt.Errorf("%s: %s", name, want)) }
	if !strings.HasPrefix(s.Database, "sqlite://") && !strings.HasPrefix(s.Database, "postgres://") && !strings.HasPrefix(s.Database, "postgresql://") {
		fault("BAOPHU_DATABASE_URL", "want sqlite:///path or postgres://user:password@host/name")
	}
	if s.Redis != "" && !strings.HasPrefix(s.Redis, "redis://") && !strings.HasPrefix(s.Redis, "rediss://") &&
		!strings.HasPrefix(s.Redis, "redis+cluster://") && !strings.HasPrefix(s.Redis, "redis+sentinel://") {
		fault("BAOPHU_REDIS_URL", "want redis://host:6379/0, or leave it empty")
	}
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		fault("BAOPHU_HTTP_ADDR", "want HOST:PORT, such as 127.0.0.1:8080")
	}
	if s.Public != "" {
		if u, err := url.Parse(s.Public); err != nil || u.Scheme != "https" || u.Host == "" {
			fault("BAOPHU_PUBLIC_URL", "want https://host, since the platforms call no other; leave it empty to poll")
		}
		if !secretForm.MatchString(s.Secret) {
			fault("BAOPHU_WEBHOOK_SECRET", "want 1 to 256 letters, digits, _ or -: webhooks without a secret can be forged")
		}
	}
	if s.TelegramToken != "" && !tokenForm.MatchString(s.TelegramToken) {
		fault("BAOPHU_TELEGRAM_TOKEN", "want the token as BotFather gave it: digits, a colon, letters")
	}
	if u, err := url.Parse(s.TelegramAPI); err != nil || u.Host == "" {
		fault("BAOPHU_TELEGRAM_API", "want an address such as https://api.telegram.org")
	}
	var err error
	if s.Location, err = time.LoadLocation(value["BAOPHU_TIMEZONE"]); err != nil {
		fault("BAOPHU_TIMEZONE", "want a name such as Asia/Ho_Chi_Minh")
	}
	s.Timetable = readTimetable(value, fault)
	s.readZalo(value, fault)
	if until := value["BAOPHU_ON_TIME_UNTIL"]; until != "24:00" {
		at, err := time.Parse("15:04", until)
		if err != nil || len(until) != len("15:04") || until == "00:00" {
			fault("BAOPHU_ON_TIME_UNTIL", "want a time such as 18:00, or 24:00 for the day's end")
		}
		s.Cutoff = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	}
	s.readUpkeep(value, fault)
	if len(faults) > 0 {
		return s, failure{exitUsage, errors.Join(faults...)}
	}
	return s, nil
}

// readUpkeep reads what is written and kept, and for how long.
func (s *settings) readUpkeep(value map[string]string, fault func(name, want string)) {
	if level := value["BAOPHU_LOG_LEVEL"]; !slices.Contains([]string{"debug", "info", "warn", "error"}, level) || s.LogLevel.UnmarshalText([]byte(level)) != nil {
		fault("BAOPHU_LOG_LEVEL", "want debug, info, warn or error")
	}
	var days int
	if n, err := fmt.Sscanf(value["BAOPHU_KEEP_TEXT_DAYS"], "%d", &days); n != 1 || err != nil || days < 1 || days > 3650 {
		fault("BAOPHU_KEEP_TEXT_DAYS", "want a number of days from 1 to 3650")
	}
	s.KeepText = time.Duration(days) * 24 * time.Hour
}
