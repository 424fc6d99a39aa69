package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/internal/vi"
)

// An admin sends new official counts as a document to the Official Account: it
// is fetched at once, for the link may not hold until the word comes. What is
// no table, an agent's, or cannot be fetched is said to be so.
func TestZaloOAFiles(t *testing.T) {
	t.Parallel()
	s, w := oaTown(t)
	one := begin(t, w.settings, append([]string{botToken, hookSecret}, oaSecrets...), "serve")
	s.Hook(one.says(`msg=serving http=(\S+)`) + "/hook/zalooa")
	const agent, boss = "246845883529197922", "246845883529197923"
	answer := func(user, what string, do func()) string {
		t.Helper()
		before := len(s.Sent(user))
		do()
		eventually(t, "an answer to "+what, func() bool { return len(s.Sent(user)) > before })
		return s.Sent(user)[before].Text
	}
	say := func(user, text string) string {
		t.Helper()
		return answer(user, text, func() { s.Say(user, text, time.Now()) })
	}
	send := func(user, name string, content []byte) string {
		t.Helper()
		return answer(user, name, func() { s.SendFile(user, name, content, time.Now()) })
	}
	for user, args := range map[string][]string{
		agent: {"--role", "agent", "--name", "Lò Thị Mẫu", "--unit", "03679-01"},
		boss:  {"--role", "admin", "--name", "Hà Thị Mẫu", "--unit", "14"},
	} {
		say(user, strings.TrimSpace(must(t, w.settings, append([]string{"invite"}, args...)...)))
	}
	yesterday := vi.DayOf(time.Now(), time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)) - 1
	counts := fmt.Sprintf("unit_code,indicator,as_of,participants\n03679,bhyt,%s,6.444\n", yesterday)
	for _, c := range []struct {
		user, name string
		content    []byte
		want       string
	}{
		{agent, "so-chot.csv", []byte(counts), "Tệp do quản trị nhập"},
		{boss, "so-chot.docx", []byte("PK"), ".xlsx hoặc .csv"},
		{boss, "so-chot.csv", nil, "chưa tải được tệp"},
		{boss, "so-chot.csv", make([]byte, 20<<20+1), "lớn hơn 20 MB"},
		{boss, "so-chot.csv", []byte("mot;hai"), "chỗ sai"},
		{boss, "so-chot.csv", []byte(counts), "Chạy thử"},
	} {
		if got := send(c.user, c.name, c.content); !strings.Contains(got, c.want) {
			t.Fatalf("%s of %d bytes is answered with %s", c.name, len(c.content), got)
		}
	}
	s.LoseFiles()
	if got := say(boss, "có"); !strings.Contains(got, "Đã nhập tệp so-chot.csv") {
		t.Errorf("the word is answered with %s", got)
	}
	eventually(t, "the counts beside the tallies", func() bool {
		sent := s.Sent(boss)
		return strings.Contains(sent[len(sent)-1].Text, "Đối chiếu")
	})
	if have, _ := peopleOn(t, say(boss, asks)); have != 6_444 {
		t.Errorf("after the import the official is told %d", have)
	}
	one.stop()
	must(t, w.settings, "verify")
}
