package handlers_test

import (
	"regexp"
	"strings"
	"testing"
)

// An invitation made in a chat lets in whoever brings its code, once, as what
// it was made for.
func TestInvitesByChat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if said := s.say("admin", "mời nhân viên bản Dửn xã Chiềng Sinh")[0].Text; !strings.Contains(said, "Mời nhân viên thu cho bản Dửn") {
		t.Fatalf("asked %q", said)
	}
	said := s.say("admin", "có")[0].Text
	code := regexp.MustCompile(`(?m)^[2-9A-Z]{8}$`).FindString(said)
	if code == "" || !strings.Contains(said, "Có hạn đến 17:40 ngày 23/11") {
		t.Fatalf("invited by %q", said)
	}
	if said := s.say("guest", "/start "+code)[0].Text; !strings.Contains(said, "bản Dửn") {
		t.Errorf("joined with %q", said)
	}
	if said := s.say("other", "/start "+code)[0].Text; !strings.Contains(said, "đã có người dùng") {
		t.Errorf("a second joined with %q", said)
	}
	if log := s.say("admin", "nhật ký hôm nay")[0].Text; !strings.Contains(log, "mời nhân viên thu cho bản Dửn") || strings.Contains(log, code) {
		t.Errorf("the log says %q", log)
	}
	if again := s.say("admin", "có"); strings.Contains(again[0].Text, "Mã mời") {
		t.Error("a second yes invites again")
	}
}
