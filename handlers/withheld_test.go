package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"baophu/bot"
)

// TestWhatThePlatformWithholds is answered with what to do instead, to all who
// are known, and writes nothing.
func TestWhatThePlatformWithholds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, before := s.revision()
	for _, who := range []string{"agent1", "admin"} {
		s.next++
		replies := s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who}, ID: fmt.Sprint(s.next), Kind: bot.Withheld,
			Account: "test/" + who, Name: who, ToUs: true, Sent: s.now, Received: s.now})
		if len(replies) != 1 || !strings.Contains(replies[0].Text, "Zalo không chuyển được tin này") || !strings.Contains(replies[0].Text, "chưa ghi gì") {
			t.Errorf("%s is answered with %+v", who, replies)
		}
	}
	if _, after := s.revision(); after != before {
		t.Error("something was written")
	}
}
