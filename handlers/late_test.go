package handlers_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestDeliveredAgainLongAfterwards: a report is delivered five times at once to
// two desks, and so again after an hour and after 25: it counts once, for its
// own day, and is answered once.
func TestDeliveredAgainLongAfterwards(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	desks := []*handlers.Desk{s.desk}
	s.deskWith(nil)
	desks = append(desks, s.desk)
	units, day := []place.Code{"03679-01"}, vi.DayOf(opening, hanoi)
	before := s.booked(day, units...)
	msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "agent1"}, ID: "again", Kind: bot.Text,
		Account: "test/agent1", Name: "agent1", Text: "noong la 7 hgđ", ToUs: true, Sent: opening, Received: opening}
	var first []string
	for _, later := range []time.Duration{0, time.Hour, 24 * time.Hour} {
		s.now = s.now.Add(later)
		msg.Received = s.now
		var mu sync.Mutex
		var answers int
		var all sync.WaitGroup
		for n := range 10 {
			all.Go(func() {
				out, err := desks[n%2].Handle(context.Background(), msg)
				if err != nil {
					t.Errorf("delivered after %v: %v", later, err)
				}
				mu.Lock()
				defer mu.Unlock()
				answers += len(out)
			})
		}
		all.Wait()
		if want := map[bool]int{true: 1, false: 0}[later == 0]; answers != want {
			t.Errorf("after %v more it is answered %d times", later, answers)
		}
		got := s.booked(day, units...)
		if first == nil {
			first = got
		}
		if !slices.Equal(got, first) || len(got) != len(before)+1 || len(s.booked(day+1, units...)) != 0 {
			t.Errorf("after %v more there are %q", later, got)
		}
	}
}

// TestNamesOfFilesTellNoNumber: whatever a file is called, its name is told on
// without the number of a person.
func TestNamesOfFilesTellNoNumber(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, name := range []string{"so-chot 0912345678.csv", "001099012345_so-chot.csv", "DN4010012345678.csv", "so-chot_0912.345.678.csv"} {
		got := s.upload("admin", bot.File{Name: name, Bytes: []byte(counts)})
		if !strings.Contains(got, "Chạy thử tệp") || personNumber.MatchString(strings.NewReplacer(".", "", " ", "", "_", " ").Replace(got)) {
			t.Errorf("%s is answered with %s", name, got)
		}
	}
}
