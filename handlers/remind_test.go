package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/schedule"
	"baophu/internal/vi"
)

// The reminder that an official asks for arrives in the agent's chat, behind
// answers, and its button books nothing on the day it speaks of, even when it
// is tapped the day after.
func TestRemindersArriveAndAreAnswered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.say("agent1", "tôi")
	s.say("official1", "nhắc những người chưa báo cáo")
	out, err := s.ledger.Claim(t.Context(), 10, time.Minute)
	if err != nil || len(out) != 1 {
		t.Fatalf("the outbox holds %+v, %v; want one reminder", out, err)
	}
	r := out[0].Reply
	if r.To.Chat != "agent1" || !r.Notice || !strings.Contains(r.Text, "bản Noong La, bản Dửn, bản Ka Láp") || len(r.Choices) != 1 {
		t.Errorf("reminded by %+v", r)
	}
	day := vi.DayOf(opening, hanoi)
	if got := r.Choices[0][0].Send; got != schedule.Nothing(day) {
		t.Errorf("the button sends %q", got)
	}
	s.say("clock", "2026-11-21 08:00")
	if said := s.say("agent1", r.Choices[0][0].Send); !strings.Contains(bot.Written(said[0]), "hôm qua 20/11") {
		t.Errorf("the button brings %q", bot.Written(said[0]))
	}
	silence, err := s.service.Missing(t.Context(), "03679", day, day)
	if err != nil || silence.Delivered != 3 {
		t.Errorf("%d villages have reported, %v; want 3", silence.Delivered, err)
	}
}

// One who holds several units reminds in all of them where none is named,
// and in the first alone where that is named.
func TestRemindsInTheUnitsMeant(t *testing.T) {
	t.Parallel()
	quynhNhai, muongChien := place.Code("03703"), place.Code("03688")
	all := []place.Code{quynhNhai, muongChien, "03694", "03712"}
	for _, c := range []struct {
		text string
		in   []place.Code
	}{
		{"nhắc những người chưa báo cáo", all},
		{"nhắc", all},
		{"/nhac", all},
		{"nhắc xã Mường Chiên", []place.Code{muongChien}},
		{"nhắc xã Quỳnh Nhai", []place.Code{quynhNhai}},
		{"nhắc huyện Quỳnh Nhai cũ", all},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			people, err := s.ledger.ByName(t.Context(), "Lường Văn Mẫu")
			if err != nil || len(people) != 1 {
				t.Fatalf("%v, %v", people, err)
			}
			if err := s.ledger.Connect(t.Context(), "test/four", people[0].ID); err != nil {
				t.Fatal(err)
			}
			want := fmt.Sprintf("liên lạc được %d người", s.agentsIn(c.in))
			if said := bot.Written(s.say("four", c.text)[0]); !strings.Contains(said, want) {
				t.Errorf("answered %q, which lacks %q", said, want)
			}
		})
	}
}

// agentsIn counts the agents at work in communes.
func (s *stage) agentsIn(communes []place.Code) int {
	s.t.Helper()
	book, err := s.service.Library.Book(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var villages []place.Code
	for _, c := range communes {
		villages = append(villages, book.Tree.Descendants(c, place.Village, vi.DayOf(opening, hanoi))...)
	}
	people, err := s.ledger.Holders(s.t.Context(), coverage.Agent, villages)
	if err != nil || len(people) == 0 {
		s.t.Fatalf("%d agents in %v, %v", len(people), communes, err)
	}
	return len(slices.DeleteFunc(people, func(p coverage.Person) bool { return p.Status != coverage.Active }))
}
