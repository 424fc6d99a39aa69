package handlers_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/vi"
)

// tapper is somebody who only taps what the last reply offers.
type tapper struct {
	*stage
	who  string
	last bot.Reply
	taps int
}

// tap taps the choice of a label, as it is on the last reply.
func (p *tapper) tap(label string) {
	p.t.Helper()
	for _, row := range p.last.Choices {
		for _, c := range row {
			if !strings.HasPrefix(c.Label, label) {
				continue
			}
			if len(c.Send) > 64 {
				p.t.Errorf("%q sends %d bytes, more than a button carries", c.Label, len(c.Send))
			}
			p.taps++
			p.last = p.say(p.who+"-taps", c.Label)[0]
			return
		}
	}
	p.t.Fatalf("%q is not offered by\n%s\n%v", label, bot.Written(p.last), p.last.Choices)
}

// The usual report is at most five taps from the first question, or three from
// nothing at all where it is as the last one.
func TestGuidedEntryTakesFiveTaps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, who string
		labels    []string
		most      int
		title     string
	}{
		{"three villages", "agent1", []string{"Bản Noong La", "BHYT hộ gia đình", "Mới", "2", "Có"}, 5, "bản Noong La"},
		{"one village", "agent2", []string{"BHXH tự nguyện", "Tái tục", "5", "Có"}, 5, "bản Huổi Tèo"},
		{"as the last one", "agent2", []string{"Như hôm qua: 1 hgđ", "Có"}, 2, "bản Huổi Tèo"},
		{"nobody", "agent2", []string{"Không có ai", "Có"}, 2, "bản Huổi Tèo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := &tapper{stage: newStage(t), who: c.who}
			p.last = p.say(c.who, "?")[0]
			p.tap("Báo cáo từng bước")
			p.taps = 0
			for n, label := range c.labels {
				if strings.HasPrefix(p.last.Title, "Đã ghi") {
					t.Fatalf("booked before %q", label)
				}
				if n > 0 && p.last.Text == "" {
					t.Fatalf("no question before %q", label)
				}
				p.tap(label)
			}
			if !strings.HasPrefix(p.last.Title, "Đã ghi") || !strings.Contains(p.last.Title, c.title) {
				t.Errorf("after %v: %s", c.labels, bot.Written(p.last))
			}
			if p.taps > c.most {
				t.Errorf("%d taps, want at most %d", p.taps, c.most)
			}
			p.tap("Thêm dòng nữa")
			if !strings.Contains(p.last.Text, "Loại nào") {
				t.Errorf("another line begins with %q", bot.Written(p.last))
			}
		})
	}
}

// A half-finished entry survives a restart, and a day later it is gone: then a
// tap on what is left of it books nothing.
func TestGuidedEntrySurvivesARestart(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	day := vi.DayOf(opening, hanoi)
	s.say("agent1", "/baocao")
	s.say("agent1-taps", "Bản Dửn")
	s.say("agent1-taps", "BHXH tự nguyện")
	s.say("restart", "")
	s.say("agent1-taps", "Mới")
	s.say("restart", "")
	p := &tapper{stage: s, who: "agent1", last: s.say("agent1", "3")[0]}
	s.say("restart", "")
	p.tap("Có")
	if !strings.HasPrefix(p.last.Title, "Đã ghi") || !strings.Contains(p.last.Text, "BHXH tự nguyện: +3 mới") {
		t.Errorf("booked %s", bot.Written(p.last))
	}

	before, err := s.ledger.Entries(t.Context(), places, day-40, day+2)
	if err != nil {
		t.Fatal(err)
	}
	s.say("agent2", "/baocao")
	s.say("agent2-taps", "BHYT hộ gia đình")
	s.say("agent2-taps", "Mới")
	p = &tapper{stage: s, who: "agent2", last: s.say("agent2", "4")[0]}
	s.now = s.now.Add(24*time.Hour + time.Minute)
	p.tap("Có")
	after, err := s.ledger.Entries(t.Context(), places, day-40, day+2)
	if err != nil || len(after) != len(before) || strings.HasPrefix(p.last.Title, "Đã ghi") {
		t.Errorf("a day later %d entries became %d, %v: %s", len(before), len(after), err, bot.Written(p.last))
	}
	if !strings.Contains(p.last.Text, "quá một ngày") || !strings.Contains(p.last.Text, "chưa ghi gì") {
		t.Errorf("a day later it is not said that it was dropped: %s", bot.Written(p.last))
	}
}

// However somebody wanders through the steps, nothing is booked but by a yes,
// and what is booked is what was repeated just before.
func TestGuidedEntryBooksOnlyWhatWasRepeated(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	said := []string{"03679-01", "03679-02", "ka láp", "hgđ", "tự nguyện", "hssv", "mới", "tái tục", "1 người", "2 người", "7", "12",
		"quay lại", "hôm qua", "hôm nay", "2 tt", "3 hgđ tái tục", "mấy hộ", "3-5", "xã đạt bao nhiêu", "100k", "/baocao"}
	understood := regexp.MustCompile(`Em hiểu: (bản \S+(?: \S+)?) (\d+) (.+?) (mới|tái tục)( hôm qua 19/11)?\.`)
	tap := func(text string) []bot.Reply { // who taps is not taken for a machine
		s.next++
		return s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "agent1"}, ID: "walk", Version: fmt.Sprint(s.next),
			Kind: bot.Tap, Account: "test/agent1", Text: text, ToUs: true, Received: s.now})
	}
	tap("/baocao")
	random, booked := rand.New(rand.NewPCG(7, 26)), 0 // a walk that is the same every time
	for range 400 {
		s.now = s.now.Add(11 * time.Second)
		text := said[random.IntN(len(said))]
		out := tap(text)
		if len(out) != 1 || strings.HasPrefix(out[0].Title, "Đã ghi") {
			t.Fatalf("%q books %+v", text, out)
		}
		if strings.HasPrefix(out[0].Text, "Vâng, em bỏ qua") { // a number is that of a choice where there are so many
			tap("/baocao")
			continue
		}
		m := understood.FindStringSubmatch(out[0].Text)
		if m == nil || !strings.HasPrefix(out[0].Text, "Ghi như vậy") || random.IntN(3) > 0 {
			continue
		}
		if out = tap("ghi như vậy"); !strings.HasPrefix(out[0].Title, "Đã ghi") {
			if !strings.Contains(out[0].Text, "giống hệt") && !strings.Contains(out[0].Text, "quá 100%") {
				t.Fatalf("the yes to %v brings %s", m[1:], bot.Written(out[0]))
			}
			tap("thôi")
		} else {
			booked++
			day, figure := "hôm nay 20/11", "+"+m[2]+" mới"
			if m[5] != "" {
				day = "hôm qua 19/11"
			}
			if m[4] == "tái tục" {
				figure = m[2] + " tái tục"
			}
			if title := out[0].Title; !strings.Contains(title, "· "+m[1]+" · "+day) || !strings.Contains(strings.ToLower(out[0].Text), strings.ToLower(m[3])+": "+figure) {
				t.Errorf("repeated %v, booked %s", m[1:], bot.Written(out[0]))
			}
		}
		tap("/baocao")
	}
	if booked < 5 {
		t.Errorf("only %d reports were booked", booked)
	}
}
