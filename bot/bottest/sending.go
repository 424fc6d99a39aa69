package bottest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baophu/bot"
)

func splitsTexts(t *testing.T, s *session) {
	s.run(t, accept)
	to := s.meet(t, "mai")
	able := s.Channel.Abilities()
	limit, units := able.Limit, able.Units
	if limit == 0 {
		limit = 4096
	}
	if units == nil {
		units = utf8.RuneCountInString
	}
	line := "🌾 Bản Noong La: xã Chiềng Ngần đạt 95,3% <chỉ tiêu> & còn 17 người\n"
	text := strings.TrimSpace(strings.Repeat(line, 2*limit/units(line)+1))
	s.send(t, bot.Reply{To: to, Title: "Danh sách", Text: text})
	parts := s.seen(t, "mai", len(bot.Degrade(bot.Reply{Title: "Danh sách", Text: text}, able)))
	for i, part := range parts {
		if able.Limit > 0 && units(part) > able.Limit {
			t.Errorf("part %d has %d units", i, units(part))
		}
	}
	if got := strings.Join(parts, "\n"); got != "Danh sách\n"+text {
		for i, part := range parts {
			t.Logf("part %d is %.60q ... %q", i, part, part[max(0, len(part)-60):])
		}
		t.Errorf("%d parts make another text, of %d bytes instead of %d", len(parts), len(got), len(text))
	}
}

func showsAnything(t *testing.T, s *session) {
	s.run(t, accept)
	to := s.meet(t, "mai")
	texts := []string{
		`<b>a</b> & "b" &amp; <script>alert(1)</script>`,
		"3.5 - 4_5 *x* `y` [z](w) \\ ~ | {} # + = !",
		"Ợ̛̃ é 👨‍👩‍👧 🇻🇳",
		"a\n  b\n\nc",
	}
	for i, text := range texts {
		s.send(t, bot.Reply{To: to, Text: text})
		if got := s.seen(t, "mai", i+1)[i]; norm.NFC.String(got) != norm.NFC.String(text) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

func offersChoices(t *testing.T, s *session) {
	s.run(t, accept)
	to := s.meet(t, "mai")
	s.send(t, bot.Reply{To: to, Text: "Ghi thêm hay thay?", Asks: true, Choices: [][]bot.Choice{
		{{Label: "Ghi thêm", Send: "thêm 4711"}, {Label: "Thay", Send: "thay 4711"}},
	}})
	text := s.seen(t, "mai", 1)[0]
	if !s.Channel.Abilities().Buttons {
		if want := "Ghi thêm hay thay?\nTrả lời 1: Ghi thêm\nTrả lời 2: Thay"; text != want {
			t.Errorf("without buttons: %q", text)
		}
		return
	}
	if s.Tap == nil {
		t.Fatal("the channel has buttons, the rig cannot tap")
	}
	s.Tap("mai", "Thay")
	tap := s.wait(t, 1, func(m bot.Message) bool { return m.Kind == bot.Tap })[0]
	if tap.Text != "thay 4711" || tap.From != to || tap.Version == "" || !tap.ToUs {
		t.Errorf("the tap came as %+v", tap)
	}
	s.send(t, bot.Reply{To: to, Text: "Đã thay.", Answers: tap.Version})
	s.seen(t, "mai", 2)

}

func tellsFailures(t *testing.T, s *session) {
	if s.Fail == nil {
		t.Log("the platform never fails: nothing to hold it to")
		return
	}
	s.run(t, accept)
	to := s.meet(t, "mai")
	for _, kind := range []bot.Failure{bot.RetryAfter, bot.Unknown, bot.GoneAway, bot.Rejected, bot.Misconfigured} {
		if !s.Fail(kind) {
			continue
		}
		err := s.Channel.Send(t.Context(), bot.Reply{To: to, Text: "chào"})
		var failure *bot.SendError
		if !errors.As(err, &failure) || failure.Kind != kind {
			t.Errorf("%s is told as %v", kind, err)
			continue
		}
		for _, secret := range s.Secrets {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s tells a secret: %v", kind, err)
			}
		}
	}
	s.send(t, bot.Reply{To: to, Text: "lại được"})
}

func stops(t *testing.T, s *session) {
	begun, finish := make(chan struct{}), make(chan struct{})
	finished := make(chan struct{})
	s.run(t, func(context.Context, bot.Message) error {
		close(begun)
		<-finish
		close(finished)
		return nil
	})
	s.Say("mai", "5 hgđ")
	select {
	case <-begun:
	case <-time.After(patience):
		t.Fatal("the message did not come")
	}
	s.cancel()
	time.Sleep(20 * time.Millisecond)
	close(finish)
	began := time.Now()
	s.stop(t)
	<-finished
	if took := time.Since(began); took > patience/2 {
		t.Errorf("it took %v to stop", took)
	}
}

func waitsForNext(t *testing.T, s *session) {
	if !s.Redelivers {
		t.Log("the platform hands nothing out twice: nothing to hold it to")
		return
	}
	s.run(t, func(context.Context, bot.Message) error { return bot.ErrClosed })
	s.Say("mai", "5 hgđ")
	s.wait(t, 1, nil)
	s.stop(t)
	s.mu.Lock()
	s.came = nil
	s.mu.Unlock()
	s.run(t, accept)
	if m := s.wait(t, 1, nil)[0]; m.Text != "5 hgđ" {
		t.Errorf("came %+v", m)
	}
}
