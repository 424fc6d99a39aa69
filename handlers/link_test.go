package handlers_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"baophu/bot"
)

// fromZalo hands over a private message of another platform's.
func (s *stage) fromZalo(account, id, text string) string {
	s.t.Helper()
	replies := s.hand(bot.Message{From: bot.Address{Channel: "zalobot", Bot: "golden", Chat: account}, ID: id, Kind: bot.Text,
		Account: "zalobot/" + account, Name: account, Text: text, ToUs: true, Sent: s.now, Received: s.now})
	return said(replies)
}

func said(replies []bot.Reply) string {
	var all []string
	for _, r := range replies {
		all = append(all, r.Title, r.Text)
	}
	return strings.Join(all, "\n")
}

// code is what a reply shows of a one-time code.
func code(t *testing.T, reply string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^[2-9A-HJ-NP-Z]{8}$`).FindString(reply)
	if found == "" {
		t.Fatalf("no code in: %s", reply)
	}
	return found
}

// One person writes from two platforms: known on both, their report is not
// counted twice, and nobody else comes in by the same code.
func TestOnePersonInTwoChats(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if answer := s.fromZalo("z1", "1", "tôi"); !strings.Contains(answer, "mã mời") {
		t.Errorf("before it is linked: %s", answer)
	}
	joins := code(t, said(s.say("agent1", "liên kết zalo")))
	if answer := s.fromZalo("z1", "2", strings.ToLower(joins)); !strings.Contains(answer, "Lò Thị Mẫu") {
		t.Errorf("the code is answered: %s", answer)
	}
	if answer := s.fromZalo("z2", "1", joins); !strings.Contains(answer, "đã có người dùng") {
		t.Errorf("once more, from elsewhere: %s", answer)
	}
	if answer := said(s.say("agent1", "Noong La 4 hgđ mới")); !strings.Contains(answer, "Đã ghi #") {
		t.Fatalf("%s", answer)
	}
	s.now = s.now.Add(40 * time.Minute)
	for _, text := range []string{"Noong La 4 hgđ mới", "nay noong la được 4 hộ gia đình tăng mới ạ"} {
		if answer := s.fromZalo("z1", text, text); !strings.Contains(answer, "giống hệt báo cáo #") || strings.Contains(answer, "Đã ghi") {
			t.Errorf("%q from the other chat: %s", text, answer)
		}
	}
	if answer := s.fromZalo("z1", "no", "không"); strings.Contains(answer, "Đã ghi") {
		t.Errorf("a no is answered: %s", answer)
	}
	if answer := s.fromZalo("z1", "other", "Dửn 2 hgđ mới"); !strings.Contains(answer, "Đã ghi #") {
		t.Errorf("other figures from the other chat: %s", answer)
	}
}

func TestLinksOfOthers(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	joins := code(t, said(s.say("agent1", "/lienket")))
	if answer := said(s.say("official1", "/start "+joins)); !strings.Contains(answer, "Hà Thị Mẫu") || !strings.Contains(answer, "không liên kết") {
		t.Errorf("somebody else's chat: %s", answer)
	}
	if answer := s.fromZalo("z1", "1", joins); !strings.Contains(answer, "Lò Thị Mẫu") {
		t.Errorf("the code is still good for who it was for: %s", answer)
	}
	late := code(t, said(s.say("agent1", "/lienket")))
	s.now = s.now.Add(16 * time.Minute)
	if answer := s.fromZalo("z3", "1", late); !strings.Contains(answer, "hết hạn") {
		t.Errorf("after its time: %s", answer)
	}
	if answer := said(s.say("guest", "liên kết")); !strings.Contains(answer, "mã mời") {
		t.Errorf("a guest: %s", answer)
	}
	group := s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "group"}, ID: "g1", Kind: bot.Text, Group: true, ToUs: true,
		Account: "test/agent1", Name: "agent1", Text: "/lienket", Sent: s.now, Received: s.now})
	if answer := said(group); strings.Contains(answer, "Trong 15 phút") {
		t.Errorf("a group is told: %s", answer)
	}
}
