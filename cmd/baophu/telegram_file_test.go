package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"baophu/internal/ledger/ledgertest"
	"baophu/internal/vi"
)

const boss = int64(901)

// An admin sends new official counts as a document on Telegram: a dry run, a
// tap, and then the ward's card stands on them; an agent's document is not
// taken. A province's figures come back as a file, a first word before it.
func TestTelegramFiles(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		w := newTown(t, e.URL(t))
		bot, _ := w.serve()
		w.people()
		w.invite(boss, "--role", "admin", "--name", "Người quản trị", "--unit", "14")
		content := []byte("unit_code,indicator,as_of,participants\n03679,bhyt," + (vi.DayOf(time.Now(), time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)) - 1).String() + ",6.444\n")

		before := len(w.telegram.Sent(agentOf(0)))
		w.telegram.SendFile(agentOf(0), "so-chot.csv", content, "")
		if answer := w.next(agentOf(0), before); !strings.Contains(answer, "Tệp do quản trị nhập") {
			t.Errorf("an agent's file is answered with %s", answer)
		}
		before = len(w.telegram.Sent(boss))
		w.telegram.SendFile(boss, "so-chot.csv", content, "số chốt mới")
		if answer := w.next(boss, before); !strings.Contains(answer, "Chạy thử") || !strings.Contains(answer, "6.444 người") {
			t.Fatalf("the dry run says %s", answer)
		}
		if have, _ := peopleOn(t, w.ask(official, asks)); have != counted {
			t.Errorf("after a dry run the official is told %d", have)
		}
		if tap := w.telegram.Tap(boss, boss, w.telegram.Sent(boss)[before].ID, "Nhập"); tap == "" {
			t.Fatal("there is no button")
		}
		if answer := w.next(boss, before+1); !strings.Contains(answer, "Đã nhập tệp so-chot.csv") {
			t.Fatalf("the tap is answered with %s", answer)
		}
		if answer := w.next(boss, before+2); !strings.Contains(answer, "Đối chiếu") || w.telegram.Sent(boss)[before+2].Method != "sendPhoto" {
			t.Errorf("the counts are set beside the tallies with %s", answer)
		}
		if have, _ := peopleOn(t, w.ask(official, asks)); have != 6_444 {
			t.Errorf("after the import the official is told %d", have)
		}

		before = len(w.telegram.Sent(boss))
		w.telegram.Say(boss, "xuất excel Sơn La")
		if answer := w.next(boss, before); !strings.Contains(answer, "Đang chuẩn bị") {
			t.Errorf("the first word is %s", answer)
		}
		_ = w.next(boss, before+1)
		if sent := w.telegram.Sent(boss)[before+1]; sent.Method != "sendDocument" || !strings.HasSuffix(sent.File, ".xlsx") || !bytes.HasPrefix(sent.Bytes, []byte("PK")) {
			t.Errorf("the file comes by %s as %s", sent.Method, sent.File)
		}
		bot.stop()
		must(t, w.settings, "verify")
	})
}

// An admin's invitation comes with a link that takes it up by one tap.
func TestAnInvitationIsALink(t *testing.T) {
	t.Parallel()
	w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):])
	_, _ = w.serve()
	w.invite(official, "--role", "admin", "--name", "Hà Thị Mẫu")
	asked := w.ask(official, "mời nhân viên bản Dửn")
	sent := len(w.telegram.Sent(official))
	w.telegram.Tap(official, official, w.telegram.Sent(official)[sent-1].ID, "Có, mời")
	given := w.next(official, sent)
	link := regexp.MustCompile(`https://t\.me/baophu_bot\?start=(\S+)`).FindStringSubmatch(given)
	if link == nil {
		t.Fatalf("asked %s\ngiven %s", asked, given)
	}
	if answer := w.ask(agentOf(0), "/start "+link[1]); !strings.Contains(answer, "bản Dửn") {
		t.Errorf("what the link stands for is answered: %s", answer)
	}
}
