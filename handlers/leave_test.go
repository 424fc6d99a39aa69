package handlers_test

import (
	"testing"

	"baophu/bot"
)

// A leave that a platform delivers again is answered, and its official told,
// once.
func TestLeaveIsToldOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.say("official1", "thôi")
	msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "agent1"}, ID: "leave", Kind: bot.Text,
		Account: "test/agent1", Text: "mai em xin nghỉ", ToUs: true, Sent: s.now, Received: s.now}
	var to []string
	for range 3 {
		outs, err := s.desk.Handle(t.Context(), msg)
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range outs {
			to = append(to, out.Reply.To.Chat)
		}
	}
	if len(to) != 2 || to[0] != "agent1" || to[1] != "official1" {
		t.Errorf("told %v", to)
	}
}
