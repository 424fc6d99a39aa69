package handlers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// booked gives what stands in some villages on a day: unit, indicator, kind
// and people.
func (s *stage) booked(day vi.Day, units ...place.Code) (standing []string) {
	s.t.Helper()
	all, err := s.ledger.Entries(context.Background(), units, day, day)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range coverage.InForce(all) {
		if e.At.Before(opening) {
			continue // the demo's own
		}
		standing = append(standing, fmt.Sprintf("%s %s %s %d", e.Unit, e.Indicator, e.Kind, e.Count))
	}
	slices.Sort(standing)
	return standing
}

// orders gives every order of some steps.
func orders(steps []string) [][]string {
	if len(steps) < 2 {
		return [][]string{steps}
	}
	var all [][]string
	for i, first := range steps {
		rest := slices.Delete(slices.Clone(steps), i, i+1)
		for _, o := range orders(rest) {
			all = append(all, append([]string{first}, o...))
		}
	}
	return all
}

// Taps may come in any order, twice, and after their question is settled: a
// button books its own question's figures, while that is open, or nothing.
func TestTapsOutOfOrderDoNoHarm(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.say("clock", "2026-11-21 09:00")
	const noongLa, dun = place.Code("03679-01"), place.Code("03679-02")
	for _, order := range orders([]string{"hgđ of the first", "hgđ of the first again", "tn of the second", "a number typed"}) {
		first := s.question("agent1", "noong la 5", "BHYT hộ gia đình")
		second := s.question("agent1", "dửn 3", "BHXH tự nguyện")
		for _, step := range order {
			switch {
			case strings.HasPrefix(step, "hgđ"):
				s.tapped("agent1", first)
			case step == "tn of the second":
				s.tapped("agent1", second)
			default:
				s.say("agent1", "2")
			}
		}
		s.say("agent1", "thôi")
		want := []string{string(dun) + " bhxh_tn new 3"}
		if got := s.booked(vi.DayOf(s.now, hanoi), noongLa, dun); !slices.Equal(got, want) {
			t.Errorf("%q booked %q, want %q", order, got, want)
		}
		s.now = s.now.Add(24*time.Hour + time.Minute)
	}
}

// question has somebody write what is asked back, and gives what the tap on
// one of its choices sends.
func (s *stage) question(who, text, label string) string {
	s.t.Helper()
	s.say(who, text)
	shown := s.shown[who]
	for _, row := range shown[len(shown)-1].Choices {
		for _, c := range row {
			if c.Label == label {
				return c.Send
			}
		}
	}
	s.t.Fatalf("%s is not offered to %q: %+v", label, text, shown[len(shown)-1])
	return ""
}

func (s *stage) tapped(who, send string) {
	s.next++
	s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who}, ID: "bot", Version: fmt.Sprint(s.next), Kind: bot.Tap,
		Account: "test/" + who, Name: who, Text: send, ToUs: true, Received: s.now})
}

// Messages of two chats that are delivered again, late and among each other,
// leave the ledger that they leave when each comes once.
func TestRedeliveriesInAnyOrderChangeNothing(t *testing.T) {
	t.Parallel()
	once, often := newStage(t), newStage(t)
	var messages []bot.Message
	for i, said := range []string{
		"agent1|noong la 5 hgđ 1 tn", "agent2|2 hgđ", "agent1|dửn 4", "agent2|sửa 3 hgđ", "agent1|hgđ", "agent1|hủy", "agent2|1 tn",
		"agent1|ka láp 2 tt", "agent2|hủy", "agent1|bớt 2 hgđ noong la", "agent2|5", "agent1|tổng hôm nay noong la 9 hgđ", "agent2|1",
		"agent1|chuyển sang bản Dửn", "agent2|25 hgđ", "agent2|có", "agent1|noong la không có ai",
	} {
		who, text, _ := strings.Cut(said, "|")
		messages = append(messages, bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who}, ID: fmt.Sprint(i), Kind: bot.Text,
			Account: "test/" + who, Name: who, Text: text, ToUs: true, Sent: opening, Received: opening})
	}
	random := rand.New(rand.NewPCG(7, 11)) //nolint:gosec // an order, no secret
	for i, m := range messages {
		once.hand(m)
		often.hand(m)
		for range random.IntN(4) {
			old := messages[random.IntN(i+1)]
			if replies := often.hand(old); len(replies) > 0 && !asksOnly(replies) && committed(once, old) {
				t.Errorf("%q, delivered again, is answered by %+v", old.Text, replies)
			}
		}
	}
	units := []place.Code{"03679-01", "03679-02", "03679-03", "03694-01"}
	today := vi.DayOf(opening, hanoi)
	if got, want := often.booked(today, units...), once.booked(today, units...); !slices.Equal(got, want) || len(want) < 4 {
		t.Errorf("booked %q, once each %q", got, want)
	}
}

func asksOnly(replies []bot.Reply) bool {
	return !slices.ContainsFunc(replies, func(r bot.Reply) bool { return !r.Asks })
}

// committed tells whether a message brought entries.
func committed(s *stage, m bot.Message) bool {
	entries, err := s.ledger.ByMessage(context.Background(), m.Root())
	return err == nil && len(entries) > 0
}
