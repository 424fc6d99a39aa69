package zalooa_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

func to(s *zalooatest.Server, user string) bot.Address {
	return bot.Address{Channel: "zalooa", Bot: s.OA, Chat: user}
}

func TestHowAnswersAreRead(t *testing.T) {
	t.Parallel()
	for kind, codes := range map[bot.Failure][]int{
		bot.RetryAfter:    {-32, -234, -100},
		bot.Unknown:       {-200},
		bot.Rejected:      {-201, -210, -233, -230, -232, -218, -240},
		bot.GoneAway:      {-213, -227, -244, -217},
		bot.Misconfigured: {-216, -220, -219, -209, -212, -221, -223, -224, -204, -205, -235, -211, -320, -321, -242},
	} {
		for _, code := range codes {
			failure, ok := errors.AsType[*bot.SendError](zalooa.Refused(code))
			if !ok || failure.Kind != kind || (code == -32) != (failure.Wait == time.Minute) {
				t.Errorf("%d is read as %v", code, failure)
			}
		}
	}
	for status, kind := range map[int]bot.Failure{502: bot.Unknown, 200: bot.Unknown, 503: bot.RetryAfter, 429: bot.RetryAfter} {
		if failure, ok := errors.AsType[*bot.SendError](zalooa.Answered(status)); !ok || failure.Kind != kind {
			t.Errorf("HTTP %d is read as %v", status, failure)
		}
	}
}

// send sends a reply as the sender does.
func send(t *testing.T, c *zalooa.Channel, r bot.Reply) {
	t.Helper()
	for _, part := range bot.Degrade(r, c.Abilities()) {
		if err := c.Send(t.Context(), part); err != nil {
			t.Fatalf("%+v: %v", part, err)
		}
	}
}

func TestPicturesAndFiles(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	c := newChannel(t, s, nil)
	send(t, c, bot.Reply{To: to(s, "mai"), Text: "Chiềng Sinh", Picture: &bot.File{Name: "a.png", Type: "image/png", Bytes: []byte("png")}})
	send(t, c, bot.Reply{To: to(s, "mai"), Text: "Báo cáo", File: &bot.File{Name: "báo cáo.pdf", Type: "application/pdf", Bytes: []byte("pdf")}})
	able := c.Abilities()
	able.Link = func(f bot.File) string { return "https://baophu.vn/media/" + f.Name }
	for _, part := range bot.Degrade(bot.Reply{To: to(s, "mai"), Text: "Số liệu", File: &bot.File{Name: "a.xlsx", Bytes: []byte("x")}}, able) {
		if err := c.Send(t.Context(), part); err != nil {
			t.Error(err)
		}
	}
	big := bot.Reply{To: to(s, "mai"), Picture: &bot.File{Name: "b.png", Type: "image/png", Bytes: bytes.Repeat([]byte("x"), 1<<20+1)}}
	if parts := bot.Degrade(big, able); len(parts) != 1 || parts[0].Picture != nil || !strings.Contains(parts[0].Text, "/media/b.png") {
		t.Errorf("a picture beyond 1 MB: %+v", parts)
	}
	sent := s.Sent("mai")
	want := []zalooatest.Sent{{Image: []byte("png")}, {Text: "Chiềng Sinh"}, {File: []byte("pdf")}, {Text: "Báo cáo"},
		{Text: "Số liệu\nTệp a.xlsx: https://baophu.vn/media/a.xlsx"}}
	same := func(a, b zalooatest.Sent) bool {
		return a.Text == b.Text && bytes.Equal(a.Image, b.Image) && bytes.Equal(a.File, b.File)
	}
	if !slices.EqualFunc(sent, want, same) {
		t.Errorf("sent %+v", sent)
	}
}

// Buttons are sent where the flag is set; what is refused, or too many, is
// written as numbers.
func TestButtons(t *testing.T) {
	t.Parallel()
	ask := func(s *zalooatest.Server, n int) bot.Reply {
		r := bot.Reply{To: to(s, "mai"), Text: "Ghi thêm hay thay?", Asks: true}
		for _, label := range []string{"Thêm", "Thay", "Bỏ", "Bốn", "Năm", "Sáu"}[:n] {
			r.Choices = append(r.Choices, []bot.Choice{{Label: label, Send: strings.ToLower(label)}})
		}
		return r
	}
	for name, test := range map[string]struct {
		refuses bool
		n       int
		text    string
		buttons []string
	}{
		"three":   {false, 3, "Ghi thêm hay thay?", []string{"Thêm=thêm", "Thay=thay", "Bỏ=bỏ"}},
		"refused": {true, 2, "Ghi thêm hay thay?\nTrả lời 1: Thêm\nTrả lời 2: Thay", nil},
		"six":     {false, 6, "Trả lời 6: Sáu", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := zalooatest.Start(t)
			s.NoButtons = test.refuses
			s.Say("mai", "chào", time.Now())
			send(t, newChannel(t, s, func(o *zalooa.Options) { o.Buttons = true }), ask(s, test.n))
			if got := s.Sent("mai"); len(got) != 1 || !strings.Contains(got[0].Text, test.text) || !slices.Equal(got[0].Buttons, test.buttons) {
				t.Errorf("sent %+v", got)
			}
		})
	}
}

// Notices and answers heed the window of 48 hours, in which they cost nothing.
// An answer beyond it waits until the person writes again.
func TestWindows(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	s.Say("mai", "chào", time.Now())
	seen := time.Now()
	withheld := 0
	kept := &vault{}
	options := func(paid bool) func(*zalooa.Options) {
		return func(o *zalooa.Options) {
			o.Paid, o.Vault = paid, kept
			o.LastSeen = func(context.Context, bot.Address) (time.Time, error) { return seen, nil }
			o.Withheld = func(string) { withheld++ }
		}
	}
	const never = time.Duration(-1)
	free, paid := newChannel(t, s, options(false)), newChannel(t, s, options(true))
	for _, test := range []struct {
		name   string
		age    time.Duration
		c      *zalooa.Channel
		notice bool
		kind   bot.Failure
		why    string
	}{
		{"an hour", time.Hour, free, true, "", ""},
		{"three days", 72 * time.Hour, free, true, bot.Rejected, "BAOPHU_ZALO_OA_PAID"},
		{"an hour, an answer", time.Hour, free, false, "", ""},
		{"three days, an answer", 72 * time.Hour, free, false, bot.Postponed, "BAOPHU_ZALO_OA_PAID"},
		{"the same answer once more", 72 * time.Hour, free, false, bot.Postponed, "BAOPHU_ZALO_OA_PAID"},
		{"the person wrote again", time.Minute, free, false, "", ""},
		{"a stranger, an answer", never, free, false, "", ""},
		{"a stranger, a notice", never, free, true, bot.Rejected, "7 days"},
		{"three days, paid", 72 * time.Hour, paid, true, "", ""},
		{"three days, an answer, paid", 72 * time.Hour, paid, false, "", ""},
		{"eight days, paid", 192 * time.Hour, paid, true, bot.Rejected, "7 days"},
		{"eight days, an answer, paid", 192 * time.Hour, paid, false, bot.Postponed, "7 days"},
	} {
		if seen = time.Now().Add(-test.age); test.age == never {
			seen = time.Time{}
		}
		err := test.c.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "nhắc", Notice: test.notice})
		failure, refused := errors.AsType[*bot.SendError](err)
		if refused != (test.why != "") || refused && (failure.Kind != test.kind || !strings.Contains(err.Error(), test.why)) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	s.Fail(zalooatest.Fault{Code: -230}) // Zalo knows better
	failure, ok := errors.AsType[*bot.SendError](free.Send(t.Context(), bot.Reply{To: to(s, "mai"), Text: "trả lời"}))
	if !ok || failure.Kind != bot.Postponed || withheld != 6 {
		t.Errorf("%v, %d were withheld", failure, withheld)
	}
}
