package schedule_test

import (
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/schedule"
)

// Where those who answer for a village cannot be written to, somebody above
// hears of it: its own head, then the commune's official, then the province's.
func TestListGoesToWhomItReaches(t *testing.T) {
	t.Parallel()
	official := func(name string, u place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Official, Units: []place.Code{u}, Status: coverage.Active}
	}
	for _, test := range []struct {
		name   string
		people []coverage.Posting // who have no chat
		closed string             // whose chat is closed
		told   []string
		heard  map[string]int // of how many villages of Chiềng Sinh
	}{
		{"all can be reached", nil, "", []string{"Cầm", "Hà"}, map[string]int{"Hà": 3}},
		{"the commune's only official closed the chat", nil, "Hà", []string{"Cầm"}, map[string]int{"Cầm": 3}},
		{"a second official of the commune has no chat", []coverage.Posting{official("Lèo", sinh)}, "", []string{"Cầm", "Hà"}, map[string]int{"Hà": 3}},
		{"a village's head has no chat", []coverage.Posting{official("Lèo", village(sinh, 1))}, "", []string{"Cầm", "Hà"}, map[string]int{"Hà": 3}},
		{"neither its head nor the commune's official", []coverage.Posting{official("Lèo", village(sinh, 1))}, "Hà", []string{"Cầm"}, map[string]int{"Cầm": 3}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newTown(t, ledgertest.Engines(t)[0])
			r := s.replica()
			if len(test.people) > 0 {
				if _, err := r.ledger.Amend(t.Context(), coverage.Amendment{People: test.people}); err != nil {
					t.Fatal(err)
				}
			}
			if test.closed != "" {
				if err := r.ledger.Unreachable(t.Context(), chat(test.closed), true); err != nil {
					t.Fatal(err)
				}
			}
			s.set("18:00:00")
			s.do(r, schedule.List)
			told := s.told(r.ledger)
			if got := names(told); !slices.Equal(got, test.told) {
				t.Fatalf("listed to %v, want %v", got, test.told)
			}
			for name, want := range test.heard {
				if got := strings.Count(told[name].Text, "(Một)") + strings.Count(told[name].Text, "(Hai)"); got != want {
					t.Errorf("%s hears of %d villages of Chiềng Sinh, want %d: %q", name, got, want, told[name].Text)
				}
			}
		})
	}
}
