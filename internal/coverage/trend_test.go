package coverage_test

import (
	"errors"
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// TestTrendIsTheStandingOfEachDay also where units ended in between, a
// baseline is missing, and one was closed anew.
func TestTrendIsTheStandingOfEachDay(t *testing.T) {
	t.Parallel()
	units := append(country()[:3:3], unit("B1", "bản", "B"),
		ended("A1", "bản", "A", "2026-10-15", true, "A3"), ended("A2", "bản", "A", "2026-10-15", true, "A3"), formed("A3", "bản", "A", "2026-10-16"))
	h := open(t, "2026-11-22", coverage.Records{Units: units,
		Baselines:    []coverage.Baseline{baseline("A1", "2026-08-31", 40), baseline("A2", "2026-08-31", 50), baseline("A3", "2026-10-31", 99)},
		Denominators: []coverage.Denominator{population("A", "2026-01-01", 120)}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A1", coverage.BHYT, coverage.New, 3, "2026-09-10"),
		tally("2", "A2", coverage.BHYT, coverage.Lapsed, 1, "2026-10-10"),
		tally("3", "A3", coverage.BHYT, coverage.New, 5, "2026-11-10"),
	}, Agents: []string{"", "", ""}})
	days := []vi.Day{date("2026-07-31"), date("2026-09-30"), date("2026-10-15"), date("2026-10-20"), date("2026-10-31"), date("2026-11-22")}
	moments, err := h.service.Trend(h.ctx(), "A", coverage.BHYT, days)
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for n, m := range moments {
		st := h.standing("A", coverage.BHYT, days[n].String())
		if m.Known != st.Known || m.Rated() != st.Rated() || m.Known && m.Participants != st.Participants || m.Denominator != st.Denominator {
			t.Errorf("%v: %+v, and the standing %d of %+v", days[n], m, st.Participants, st.Denominator)
		}
		got = append(got, m.Participants)
	}
	if want := []int64{0, 93, 92, 92, 99, 104}; !slices.Equal(got, want) || moments[0].Known || !moments[5].Rated() {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := h.service.Trend(h.ctx(), "nowhere", coverage.BHYT, days); !errors.Is(err, coverage.ErrUnknown) {
		t.Error(err)
	}
	if _, err := h.service.Trend(h.ctx(), "A", "nothing", days); !errors.Is(err, coverage.ErrUnknown) {
		t.Error(err)
	}
}
