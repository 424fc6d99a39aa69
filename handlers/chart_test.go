package handlers_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"baophu/bot"
)

// TestPicturesFitAPhone checks that every picture is a PNG of a phone's width,
// light enough for a weak signal, and that without a figure there is none.
func TestPicturesFitAPhone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, c := range []struct {
		persona, text string
		nothing       bool // to draw
	}{
		{"official2", "biểu đồ Sơn La", false}, {"official2", "biểu đồ huyện Quỳnh Nhai", false}, {"official2", "biểu đồ Quỳnh Nhai bhyt hssv", true},
		{"official2", "biểu đồ Sơn La tháng 10/2020", false}, {"official2", "/bieudo 14 bhtn xep hang", true}, {"official2", "biểu đồ các xã chưa đạt", false},
		{"official2", "bản đồ bao phủ Sơn La", false}, {"official2", "bản đồ Quỳnh Nhai", false}, {"official2", "bản đồ bhtn Sơn La", true},
		{"admin", "biểu đồ đối chiếu tháng 10 Sơn La", false}, {"official1", "biểu đồ đối chiếu tháng 10", false},
		{"official1", "vẽ biểu đồ bhxh bắt buộc", true}, {"agent1", "biểu đồ bản Noong La", false}, {"agent1", "biểu đồ của tôi", false}, {"agent2", "/bieudo toi bhxh_tn", false},
	} {
		replies := s.say(c.persona, c.text)
		if len(replies) == 0 || replies[0].Text == "" || len(replies) > 1 && !strings.HasPrefix(c.text, "bản đồ") {
			t.Fatalf("%s: %+v", c.text, replies)
		}
		for _, r := range replies {
			checkPicture(t, c.text, r, c.nothing)
		}
	}
}

// checkPicture holds a reply's picture to what a phone and a weak signal take.
func checkPicture(t *testing.T, text string, r bot.Reply, nothing bool) {
	t.Helper()
	p := r.Picture
	if p == nil || nothing {
		if (p == nil) != nothing {
			t.Errorf("%s: %v, drawn with %s", text, p != nil, r.Text)
		}
		return
	}
	drawing, err := png.DecodeConfig(bytes.NewReader(p.Bytes))
	if err != nil || drawing.Width != 1080 || drawing.Height > 1350 || len(p.Bytes) > 100_000 || p.Type != "image/png" || p.Name == "" {
		t.Errorf("%s: %s %s of %d bytes, %d by %d: %v", text, p.Type, p.Name, len(p.Bytes), drawing.Width, drawing.Height, err)
	}
}
