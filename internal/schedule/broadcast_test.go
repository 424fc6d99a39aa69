package schedule_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// An announcement reaches the agents of the units that are at work or in
// training, each once, however often and by how many replicas it is given, and
// leaves one line in the audit log.
func TestBroadcasts(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		one, two := s.replica(), s.replica()
		people, err := one.ledger.ByName(t.Context(), "Cầm")
		if err != nil || len(people) != 1 {
			t.Fatalf("%v, %v", people, err)
		}
		b := coverage.Broadcast{Name: "test/b/Cầm/1", By: people[0], Units: []place.Code{province, sinh}, Text: "chiều mai họp"}
		a, err := one.Audience(t.Context(), b)
		if err != nil || a.Reached != 5 || len(a.Unreachable) != 2 || a.Night {
			t.Errorf("would reach %+v, %v", a, err)
		}
		if got := s.told(one.ledger); len(got) > 0 {
			t.Errorf("counting told %v", names(got))
		}
		broken, cancel := context.WithCancel(t.Context())
		cancel() // a process that is killed before, or in the middle
		if _, err := one.Broadcast(broken, b); err == nil {
			t.Error("an announcement that was broken off says it went out")
		}
		done := make(chan error, 2)
		for _, r := range []replica{one, two} {
			go func() { _, err := r.Broadcast(t.Context(), b); done <- err }()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		told := s.told(two.ledger)
		if got := names(told); !slices.Equal(got, []string{"Bốn", "Chín", "Hai", "Một", "Tám"}) {
			t.Errorf("told %v", got)
		}
		if r := told["Một"]; r.Title != "Thông báo của Cầm" || r.Text != "chiều mai họp" || !r.Until.Equal(s.now().Add(24*time.Hour)) {
			t.Errorf("told %+v", r)
		}
		log, err := one.ledger.Audit(t.Context(), 10)
		if err != nil || log[0].By != people[0].ID || !strings.Contains(log[0].Note, "chiều mai họp") || strings.Contains(log[1].Note, "họp") {
			t.Errorf("the audit log says %+v, %v", log, err)
		}
		if _, err := two.Broadcast(t.Context(), b); err != nil || len(s.told(two.ledger)) > 0 {
			t.Errorf("given once more, it is told again: %v", err)
		}
		b.Name = "test/b/Cầm/2"
		if _, err := two.Broadcast(t.Context(), b); err != nil || len(s.told(two.ledger)) != 5 {
			t.Errorf("the same text in another message is another announcement: %v", err)
		}
	})
}

// What a killed process had begun to write is finished by whoever is asked
// next, and an answer to a person goes before all of it.
func TestBroadcastGoesOn(t *testing.T) {
	t.Parallel()
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	people, err := r.ledger.ByName(t.Context(), "Một")
	if err != nil {
		t.Fatal(err)
	}
	b := coverage.Broadcast{Name: "m", By: coverage.Person{ID: 999, Name: "Hà"}, Units: []place.Code{sinh}, Text: "họp"}
	key := "tin/m/" + fmt.Sprint(people[0].ID)
	if err := r.ledger.Announce(t.Context(), key, []bot.Reply{{To: chat("Một"), Text: "họp", Notice: true}}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Broadcast(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got := names(s.told(r.ledger)); !slices.Equal(got, []string{"Hai", "Một"}) {
		t.Errorf("told %v", got)
	}
}
