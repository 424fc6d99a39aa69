package main

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"baophu/bot/zalooa/zalooatest"
)

// oaSecrets are what no process may tell.
var oaSecrets = []string{"app-secret-of-tests", "oa-secret-key-of-tests", "seed-refresh-token", "access-token-", "refresh-token-1", strings.Repeat("5a", 32)}

// oaTown is a town with an Official Account, at a server of ours.
func oaTown(t *testing.T) (*zalooatest.Server, *town) {
	t.Helper()
	s := zalooatest.Start(t)
	s.Again = 50 * time.Millisecond
	return s, newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):], append(hooked, oaSettings(s)...)...)
}

// oaSettings are those of the account of a server of ours.
func oaSettings(s *zalooatest.Server) []string {
	return []string{"BAOPHU_ZALO_OA_ID=" + s.OA, "BAOPHU_ZALO_OA_APP_ID=" + s.App,
		"BAOPHU_ZALO_OA_APP_SECRET=" + s.AppSecret, "BAOPHU_ZALO_OA_SECRET=" + s.Secret, "BAOPHU_ZALO_OA_REFRESH_TOKEN=seed-refresh-token",
		"BAOPHU_ZALO_OA_KEY=" + strings.Repeat("5a", 32), "BAOPHU_ZALO_OA_API=" + s.URL, "BAOPHU_ZALO_OA_LOGIN=" + s.URL, "BAOPHU_ZALO_OA_MEDIA=" + s.URL}
}

// The dialogue of the README through an Official Account: signed webhooks, one renewal of the tokens, a picture that is uploaded, a
// message that no webhook brought, and forged ones.
func TestZaloOADialogue(t *testing.T) {
	t.Parallel()
	s, w := oaTown(t)
	secrets := append([]string{botToken, hookSecret}, oaSecrets...)
	one := begin(t, w.settings, secrets, "serve")
	address := one.says(`msg=serving http=(\S+)`)
	s.Hook(address + "/hook/zalooa")
	const agent, boss = "246845883529197922", "246845883529197923"
	say := func(user, text string) string {
		t.Helper()
		before := len(s.Sent(user))
		s.Say(user, text, time.Now())
		eventually(t, fmt.Sprintf("an answer to %q", text), func() bool { return len(s.Sent(user)) > before })
		return s.Sent(user)[before].Text
	}
	for user, args := range map[string][]string{
		agent: {"--role", "agent", "--name", "Lò Thị Mẫu", "--unit", "03679-01"},
		boss:  {"--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward},
	} {
		code := strings.TrimSpace(must(t, w.settings, append([]string{"invite"}, args...)...))
		if answer := say(user, code); !strings.Contains(answer, "Thị Mẫu") {
			t.Fatalf("%s is not let in: %s", user, answer)
		}
	}
	if reply := say(agent, reported); !strings.Contains(reply, "Đã ghi #1 ") {
		t.Errorf("the report is answered: %s", reply)
	}
	if have, _ := peopleOn(t, say(boss, asks)); have != counted+5 {
		t.Errorf("the official is told %d", have)
	}
	say(boss, "biểu đồ Chiềng Sinh")
	eventually(t, "the chart", func() bool {
		for _, m := range s.Sent(boss) {
			if strings.HasPrefix(string(m.Image), "\x89PNG") {
				return true
			}
		}
		return false
	})
	before := len(s.Sent(boss))
	say(boss, "xuất excel Chiềng Sinh") // Zalo carries no workbooks: a link, good more than once
	var link string
	eventually(t, "a link to the workbook", func() bool {
		for _, m := range s.Sent(boss)[before:] {
			link = cmp.Or(mediaLink.FindString(m.Text), link)
		}
		return link != ""
	})
	for range 2 {
		if status, content := get(t, strings.Replace(link, "https://127.0.0.1:1", address, 1)); status != 200 || !strings.HasPrefix(content, "PK") || !strings.Contains(link, ".xlsx") {
			t.Errorf("%s answers %d, %d bytes", link, status, len(content))
		}
	}
	raw := []byte(fmt.Sprintf(`{"app_id":%q,"sender":{"id":"5"},"recipient":{"id":%q},"event_name":"user_send_text","message":{"text":"x","msg_id":"f"},"timestamp":"%d"}`, s.App, s.OA, time.Now().UnixMilli()))
	for _, sign := range []string{"", "mac=" + strings.Repeat("0", 64), "mac=" + zalooatest.Sign(s.App, raw, "1", s.Secret)} {
		if status := s.Post(address+"/hook/zalooa", raw, sign); status != 401 {
			t.Errorf("forged with %q: %d", sign, status)
		}
	}
	at := fmt.Sprint(time.Now().UnixMilli())
	odd := []byte(fmt.Sprintf(`{"app_id":%q,"event_name":"user_send_text","message":["x"],"timestamp":%q}`, s.App, at))
	eventually(t, "what cannot be read is kept", func() bool { // a slow disk has Zalo bring it again
		return s.Post(address+"/hook/zalooa", odd, "mac="+zalooatest.Sign(s.App, odd, at, s.Secret)) == http.StatusOK
	})
	if _, page := get(t, address+"/metrics"); !regexp.MustCompile(`baophu_unread_total\{channel="zalooa"\} [1-9]`).MatchString(page) {
		t.Error("what cannot be read is not counted")
	}
	if n := s.Renewals(); n != 1 {
		t.Errorf("the tokens were renewed %d times", n)
	}
	if status, said := examined(t, w.settings...); !strings.Contains(said, "zalo_oa ok: the account is BHXH Sơn La") {
		t.Errorf("the doctor, %d, says:\n%s", status, said)
	}
	if took := one.stop(); took > stopTime {
		t.Errorf("it stopped after %v", took)
	}

	// While nobody listens a report is written; the next start finds it.
	s.Hook("")
	s.Say(agent, "7 hgđ mới", time.Now().Add(-60*time.Second-100*time.Millisecond)) // not so young that it may be under way
	again := begin(t, w.settings, secrets, "serve")
	eventually(t, "the report that no webhook brought is booked", func() bool {
		booked := entries(t, w.database)
		return len(booked) == 4 && booked[3].people == 7
	})
	again.says(`the webhook missed messages" count=(1)`)
	must(t, w.settings, "verify")
}

// After a restart, which loses the Redis within the process, the look for
// missed messages answers no question of the last minutes once more.
func TestZaloOARestartAnswersNothingAgain(t *testing.T) {
	t.Parallel()
	s, w := oaTown(t)
	secrets := append([]string{botToken, hookSecret}, oaSecrets...)
	one := begin(t, w.settings, secrets, "serve")
	s.Hook(one.says(`msg=serving http=(\S+)`) + "/hook/zalooa")
	const boss = "246845883529197923"
	code := strings.TrimSpace(must(t, w.settings, "invite", "--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward))
	for n, text := range []string{code, asks} {
		s.Say(boss, text, time.Now().Add(-5*time.Minute)) // before what may still be under way
		eventually(t, "an answer", func() bool { return len(s.Sent(boss)) > n })
	}
	one.stop()
	const record = "/v2.0/oa/conversation"
	before, looked := len(s.Sent(boss)), s.Calls(record)
	begin(t, w.settings, secrets, "serve")
	eventually(t, "the look for missed messages", func() bool { return s.Calls(record) > looked })
	time.Sleep(time.Second)
	if sent := s.Sent(boss); len(sent) != before {
		t.Errorf("it was answered again: %s", sent[before].Text)
	}
}
