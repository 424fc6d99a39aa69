package coverage_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// checkMissing holds who is missed to the definition: the villages somebody
// was at work for on one of the days, no day of which was reported, with whoever
// it was then; and the days counted to those that completeness counts.
func (s *shift) checkMissing(rt *rapid.T, states map[place.Code]map[vi.Day]state, from, to vi.Day, within place.Code, in func(village, commune, unit place.Code) bool) {
	got, err := s.service.Missing(s.ctx(), within, from, to)
	if err != nil {
		rt.Fatal(err)
	}
	expected := map[place.Code][]string{}
	want := s.share(states, from, to, func(v, c place.Code, _ vi.Day, who []string) bool {
		if !in(v, c, within) {
			return false
		}
		for _, name := range who {
			if !slices.Contains(expected[v], name) {
				expected[v] = append(expected[v], name)
			}
		}
		return true
	})
	if got.Due != want.Due || got.Delivered != want.Delivered {
		rt.Errorf("%s from %s to %s: %d of %d days, want %d of %d", within, from, to, got.Delivered, got.Due, want.Delivered, want.Due)
	}
	silent := map[place.Code]bool{}
	for _, x := range got.Villages {
		silent[x.Unit] = true
		if _, due := expected[x.Unit]; !due {
			rt.Errorf("%s from %s to %s: %s is missed, and nobody was at work for it", within, from, to, x.Unit)
		}
		for _, name := range expected[x.Unit] {
			if !slices.Contains(x.Agents, name) {
				rt.Errorf("%s from %s to %s: %s is missed of %v, and was %s's", within, from, to, x.Unit, x.Agents, name)
			}
		}
	}
	for v := range expected {
		reported := false
		for day := from; day <= to; day++ {
			reported = reported || states[v][day].reports
		}
		if reported == silent[v] {
			rt.Errorf("%s from %s to %s: %s was reported: %t, and is missed: %t", within, from, to, v, reported, silent[v])
		}
	}
}

// TestMissingByWhoWasThere: of a day that is past those are missed who were at
// work on it, though they have handed over, left or gone on leave since; and
// nobody who has come since, or was away.
func TestMissingByWhoWasThere(t *testing.T) {
	t.Parallel()
	post := func(name string, status coverage.Status, units ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Agent, Units: units, Status: status}
	}
	h := open(t, "2026-11-16", coverage.Records{Units: country()}, post("Lan", coverage.Active, "A1", "A2"), post("Cúc", coverage.Leave, "B1"))
	h.service.Duties = h.ledger
	h.goTo("2026-11-18")
	h.amend(coverage.Amendment{People: []coverage.Posting{post("Lan", coverage.Active, "A1"), post("Hoa", coverage.Active, "A2"), post("Cúc", coverage.Active, "B1")}})
	h.goTo(friday)
	h.amend(coverage.Amendment{People: []coverage.Posting{post("Lan", coverage.Leave, "A1")}})
	for _, c := range []struct{ from, to, want string }{
		{"2026-11-16", "2026-11-16", "0/2 A1[Lan] A2[Lan]"},
		{"2026-11-18", "2026-11-18", "0/3 A1[Lan] A2[Hoa] B1[Cúc]"},
		{"2026-11-16", friday, "0/12 A1[Lan] A2[Lan Hoa] B1[Cúc]"},
		{friday, friday, "0/2 A2[Hoa] B1[Cúc]"},
		{"2026-11-01", "2026-11-15", "0/0"},
	} {
		s, err := h.service.Missing(t.Context(), "01", date(c.from), date(c.to))
		got := fmt.Sprintf("%d/%d", s.Delivered, s.Due)
		for _, v := range s.Villages {
			got += fmt.Sprint(" ", v.Unit, v.Agents)
		}
		if err != nil || got != c.want {
			t.Errorf("%s to %s: %s, %v; want %s", c.from, c.to, got, err, c.want)
		}
	}
}
