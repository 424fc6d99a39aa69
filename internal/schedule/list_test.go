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

// Whose agents are on leave is named on the list of others, and never makes one
// by itself.
func TestListNamesWhoIsOnLeave(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		away []string
		list string // of Hà; "": none
	}{
		{"nobody", nil, ""},
		{"one of two", []string{"Một"}, "Đang nghỉ, không tính là thiếu: bản Mẫu 1 (Một), bản Mẫu 2 (Một)"},
		{"all", []string{"Một", "Hai"}, "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newTown(t, ledgertest.Engines(t)[0])
			r := s.replica()
			var away []coverage.Posting
			for _, name := range test.away {
				people, err := r.ledger.ByName(t.Context(), name)
				if err != nil || len(people) != 1 {
					t.Fatalf("%v, %v", people, err)
				}
				away = append(away, coverage.Posting{ID: people[0].ID, Name: name, Role: coverage.Agent, Units: people[0].Units(coverage.Agent), Status: coverage.Leave})
			}
			if len(away) > 0 {
				if _, err := r.ledger.Amend(t.Context(), coverage.Amendment{People: away}); err != nil {
					t.Fatal(err)
				}
			}
			s.set("18:00:00")
			s.do(r, schedule.List)
			told, listed := s.told(r.ledger)["Hà"]
			if listed != (test.list != "none") {
				t.Fatalf("listed: %v: %q", listed, told.Text)
			}
			if rests := strings.Contains(told.Text, "Đang nghỉ"); rests != (len(test.away) == 1) || listed && !strings.Contains(told.Text, test.list) {
				t.Errorf("the list says %q, which lacks %q", told.Text, test.list)
			}
		})
	}
}
