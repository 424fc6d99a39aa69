package handlers_test

import (
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
}
