package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

func env(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

// The README's table is the code's, both ways.
func TestREADMEShowsEverySetting(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range settingsTable() {
		known[s.name] = true
		row := fmt.Sprintf("| `%s` | %s | %s |", s.name, shownFallback(s), s.meaning)
		if !strings.Contains(string(readme), row) {
			t.Errorf("README lacks the row\n%s", row)
		}
	}
	for _, name := range regexp.MustCompile(`\bBAOPHU_[A-Z_]+\b`).FindAllString(string(readme), -1) {
		if !known[name] {
			t.Errorf("README names %s, which is no setting", name)
		}
	}
}

func shownFallback(s setting) string {
	if s.fallback == "" {
		return ""
	}
	return "`" + s.fallback + "`"
}

func TestSettingsTellEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	const secret = "s3cret/with/slashes"
	_, err := readSettings(env(
		"BAOPHU_DATABASE_URL", "mysql://root:"+secret+"@h/x", "BAOPHU_REDIS_URL", "http://h", "BAOPHU_HTTP_ADDR", "8080",
		"BAOPHU_PUBLIC_URL", "http://plain", "BAOPHU_WEBHOOK_SECRET", secret, "BAOPHU_TELEGRAM_TOKEN", secret,
		"BAOPHU_TELEGRAM_API", "::", "BAOPHU_TIMEZONE", "Mars/Base", "BAOPHU_REMIND_AT", "22:00", "BAOPHU_LIST_AT", "6pm", "BAOPHU_DIGEST_AT", "06:59", "BAOPHU_ON_TIME_UNTIL", "25:00", "BAOPHU_KEEP_TEXT_DAYS", "-1", "BAOPHU_LOG_LEVEL", "loud",
		"BAOPHU_ZALO_BOT_TOKEN", secret, "BAOPHU_ZALO_BOT_API", "::", "BAOPHU_ZALO_BOT_MONTHLY", "-1",
		"BAOPHU_ZALO_OA_ID", "x", "BAOPHU_ZALO_OA_APP_ID", "x", "BAOPHU_ZALO_OA_APP_SECRET", "short", "BAOPHU_ZALO_OA_SECRET", "a b",
		"BAOPHU_ZALO_OA_REFRESH_TOKEN", "", "BAOPHU_ZALO_OA_KEY", secret, "BAOPHU_ZALO_OA_BUTTONS", "yes", "BAOPHU_ZALO_OA_PAID", "1", "BAOPHU_ZALO_OA_CALLS", "0", "BAOPHU_ZALO_OA_MEDIA", "a b",
		"BAOPHU_ZALO_OA_API", "::", "BAOPHU_ZALO_OA_LOGIN", "::"))
	if err == nil {
		t.Fatal("every setting is wrong, and none is told")
	}
	for _, s := range settingsTable() {
		if !strings.Contains(err.Error(), s.name+": ") {
			t.Errorf("%s is wrong and not told", s.name)
		}
	}
	if strings.Contains(err.Error(), secret) {
		t.Error("a secret is in the error")
	}
	if got := status(err, &strings.Builder{}); got != exitUsage {
		t.Errorf("exit status %d, want %d", got, exitUsage)
	}
}

// Each setting wrong in turn, the others good: that one is told, and no other.
func TestEachSettingWrongInTurn(t *testing.T) {
	t.Parallel()
	good := map[string]string{"BAOPHU_TELEGRAM_TOKEN": botToken, "BAOPHU_PUBLIC_URL": "https://bot.example.vn", "BAOPHU_WEBHOOK_SECRET": hookSecret,
		"BAOPHU_ZALO_BOT_TOKEN": "1234:abc-def", "BAOPHU_ZALO_OA_ID": "1", "BAOPHU_ZALO_OA_APP_ID": "2", "BAOPHU_ZALO_OA_APP_SECRET": "12345678",
		"BAOPHU_ZALO_OA_SECRET": "12345678", "BAOPHU_ZALO_OA_REFRESH_TOKEN": "12345678", "BAOPHU_ZALO_OA_KEY": strings.Repeat("5a", 32)}
	read := func(name, value string) error {
		_, err := readSettings(func(asked string) (string, bool) {
			if asked == name {
				return value, true
			}
			v, ok := good[asked]
			return v, ok
		})
		return err
	}
	if err := read("", ""); err != nil {
		t.Fatalf("what is good is refused: %v", err)
	}
	for _, s := range settingsTable() {
		for _, wrong := range []string{"\x00", " :: "} {
			err := read(s.name, wrong)
			if err == nil || !strings.Contains(err.Error(), s.name+": ") {
				t.Errorf("%s=%q is answered %v", s.name, wrong, err)
				continue
			}
			for _, other := range settingsTable() {
				if other.name != s.name && strings.Contains(err.Error(), other.name+": ") {
					t.Errorf("%s=%q: %s is told too: %v", s.name, wrong, other.name, err)
				}
			}
		}
	}
}

func TestSettingsAreGoodWithNothingSet(t *testing.T) {
	t.Parallel()
	s, err := readSettings(env())
	if err != nil {
		t.Fatal(err)
	}
	if s.Location.String() != "Asia/Ho_Chi_Minh" || s.Public != "" || !strings.HasPrefix(s.Database, "sqlite://") {
		t.Errorf("defaults: %+v", s)
	}
}
