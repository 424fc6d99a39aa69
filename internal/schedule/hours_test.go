package schedule_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/schedule"
)

// keep sets the times of units.
func (s *town) keep(r replica, hours ...coverage.Hours) {
	s.t.Helper()
	if _, err := r.ledger.Amend(s.t.Context(), coverage.Amendment{Records: coverage.Records{Hours: hours}}); err != nil {
		s.t.Fatal(err)
	}
	r.Service.Library.Refresh()
}

// tick does what is due at a time, by two replicas at once.
func (s *town) tick(clock string, replicas ...replica) []string {
	s.t.Helper()
	s.set(clock)
	var all sync.WaitGroup
	for _, r := range replicas {
		r.Service.Library.Refresh()
		all.Go(func() {
			due, err := r.Due(s.t.Context(), s.now().In(hanoi))
			if err != nil {
				s.t.Error(err)
			}
			for _, run := range due {
				if err := r.Do(s.t.Context(), run); err != nil {
					s.t.Error(err)
				}
			}
		})
	}
	all.Wait()
	return names(s.told(replicas[0].ledger))
}

// A unit's own times hold for it and all below it that has none of its own:
// each is told at its own time, once, by whichever replica.
func TestUnitsHaveTheirOwnTimes(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		two := []replica{s.replica(), s.replica()}
		s.keep(two[0], coverage.Hours{Unit: province, Remind: "15:00"}, coverage.Hours{Unit: an, Remind: "17:15", List: "19:00"})
		for _, c := range []struct {
			clock string
			told  []string
		}{
			{"14:59:59", nil},
			{"15:00:00", []string{"Một"}}, // Chiềng Sinh takes the province's
			{"15:00:10", nil},
			{"16:30:00", nil}, // what is usual holds for nobody here
			{"17:15:00", []string{"Chín"}},
			{"18:00:00", []string{"Hà"}},
			{"18:30:00", nil},
			{"19:00:00", []string{"Cầm"}},
			{"20:59:59", nil},
		} {
			if got := s.tick(c.clock, two...); !slices.Equal(got, c.told) {
				t.Errorf("at %s %v are told, want %v", c.clock, got, c.told)
			}
		}
	})
}

// Times that are changed during the day remind nobody twice, and those that
// are switched off nobody.
func TestTimesThatChange(t *testing.T) {
	t.Parallel()
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	if got := s.tick("16:30:00", r); !slices.Equal(got, []string{"Chín", "Một"}) {
		t.Fatalf("reminded %v", got)
	}
	s.keep(r, coverage.Hours{Unit: province, Remind: "17:00", List: "off"})
	if got := s.tick("17:00:00", r); len(got) > 0 {
		t.Errorf("reminded %v again", got)
	}
	if got := s.tick("18:00:00", r); len(got) > 0 {
		t.Errorf("listed to %v", got)
	}
	s.keep(r, coverage.Hours{Unit: province})
	if got := s.tick("18:10:00", r); !slices.Equal(got, []string{"Cầm", "Hà"}) {
		t.Errorf("by the usual times again, listed to %v", got)
	}
}

// What is said unasked ends with its use: a reminder when the list goes out, a
// list at nine.
func TestWhatIsSaidEndsWithItsUse(t *testing.T) {
	t.Parallel()
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	until := func(want string) {
		t.Helper()
		out, err := r.ledger.Claim(t.Context(), 100, time.Minute)
		if err != nil || len(out) == 0 {
			t.Fatalf("%d replies, %v", len(out), err)
		}
		for _, o := range out {
			if !o.Reply.Until.Equal(at(want)) {
				t.Errorf("%q is said until %v, want %s", bot.Written(o.Reply), o.Reply.Until, want)
			}
			if err := r.ledger.Done(t.Context(), o.ID); err != nil {
				t.Error(err)
			}
		}
	}
	s.do(r, schedule.Remind)
	until("18:00:00")
	s.set("18:00:00")
	s.do(r, schedule.List)
	until("21:00:00")
	if _, err := r.Remind(t.Context(), 0, []place.Code{sinh}); err != nil {
		t.Fatal(err)
	}
	until("21:00:00")
}

// Right after the schedule reminded somebody an official's reminder leaves
// them alone.
func TestNobodyIsRemindedTwiceAnHour(t *testing.T) {
	t.Parallel()
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	s.tick("16:30:00", r)
	s.set("17:00:00")
	done, err := r.Remind(t.Context(), 0, []place.Code{sinh})
	if err != nil || done.Lately != 1 || done.Sent != 1 { // Hai reports elsewhere, and was not reminded
		t.Errorf("reminded %+v, %v", done, err)
	}
	s.told(r.ledger)
	s.set("17:30:00")
	if done, err = r.Remind(t.Context(), 0, []place.Code{sinh}); err != nil || done.Sent != 1 {
		t.Errorf("reminded %+v, %v", done, err)
	}
}

// In the quiet hours nobody is written to unasked: what waits, waits for
// seven in the morning.
func TestRest(t *testing.T) {
	t.Parallel()
	for clock, want := range map[string]string{"20:59:59": "", "21:00:00": "2026-11-21 07:00", "23:59:59": "2026-11-21 07:00", "00:00:00": "2026-11-20 07:00", "06:59:59": "2026-11-20 07:00", "07:00:00": ""} {
		got := ""
		if rest := schedule.Rest(at(clock).In(hanoi)); !rest.IsZero() {
			got = rest.Format("2006-01-02 15:04")
		}
		if !strings.EqualFold(got, want) {
			t.Errorf("at %s rest until %q, want %q", clock, got, want)
		}
	}
}
