package coverage_test

import (
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// An insurance without a rate is held against the plan in people.
func TestListsByPlan(t *testing.T) {
	t.Parallel()
	r := coverage.Records{Units: four().Units}
	for u, n := range map[place.Code]int64{"A": 90, "B": 100, "C": 80} {
		r.Baselines = append(r.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.Voluntary, AsOf: date("2026-08-31"), Participants: n, Stated: -1})
		r.Targets = append(r.Targets, coverage.Target{Unit: u, Indicator: coverage.Voluntary, Period: "2026", Measure: coverage.Stock, People: 100, From: date("2026-01-01")})
	}
	h := open(t, "2026-11-22", r)
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{tally("1", "B", coverage.Voluntary, coverage.Lapsed, 1, "2026-11-20"), tally("2", "B", coverage.Voluntary, coverage.New, 1, "2026-11-21"),
		tally("3", "A", coverage.Voluntary, coverage.Lapsed, 2, "2026-11-01")}})
	day := date("2026-11-22")
	below, err := h.service.Below(t.Context(), "01", place.Commune, coverage.Voluntary, 0, day)
	if err != nil || codes(below.Rows) != "CA" || below.Rows[0].Gap != 20 || below.Rows[1].Gap != 12 || below.Unrated != 1 || !below.Planned {
		t.Errorf("below: %+v, %v", below, err)
	}
	share, err := h.service.Below(t.Context(), "01", place.Commune, coverage.Voluntary, 850_000, day)
	if err != nil || codes(share.Rows) != "C" || share.Rows[0].Gap != 5 {
		t.Errorf("below 85%%: %+v, %v", share, err)
	}
	above, err := h.service.Above(t.Context(), "01", place.Commune, coverage.Voluntary, 0, day)
	if err != nil || codes(above.Rows) != "B" {
		t.Errorf("above: %+v, %v", above, err)
	}
	fell, err := h.service.Fell(t.Context(), "01", place.Commune, coverage.Voluntary, day-30, day)
	if err != nil || codes(fell.Rows) != "A" || fell.Rows[0].Was != 90 || fell.Rows[0].Participants != 88 || fell.Unrated != 1 {
		t.Errorf("fell: %+v, %v", fell, err)
	}
}

// A digest of days off blames nobody for silence.
func TestDigestRests(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-20", coverage.Records{Units: country()}, coverage.Posting{Name: "Lan", Role: coverage.Agent, Units: []place.Code{"A1", "A2"}, Status: coverage.Active})
	off := map[vi.Day]bool{date("2026-11-18"): true, date("2026-11-19"): true}
	h.service.Rests = func(d vi.Day) bool { return off[d] }
	for _, c := range []struct {
		from, to string
		parts    int
	}{{"2026-11-18", "2026-11-19", 0}, {"2026-11-18", "2026-11-20", 2}} {
		d, err := h.service.Digest(t.Context(), "A", coverage.BHYT, date(c.from), date(c.to), true)
		if err != nil || d.Parts != c.parts || len(d.Look) != c.parts {
			t.Errorf("%s to %s: %d expected, %v to look at: %v", c.from, c.to, d.Parts, d.Look, err)
		}
	}
}

// A village that ended within some days was its commune's on some of them; a
// unit that ended before is what it became.
func TestVillagesOfDays(t *testing.T) {
	t.Parallel()
	units := append(country()[1:], ended("01", "tỉnh", place.Nation, "2026-12-31", false), ended("A3", "bản", "A", "2026-11-20", true, "A1"), ended("H", "huyện", "01", "2026-06-30", true, "A"))
	h := open(t, "2026-11-22", coverage.Records{Units: units})
	b, err := h.service.Library.Book(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit     place.Code
		from, to string
		want     []place.Code
	}{
		{"A", "2026-11-01", "2026-11-22", []place.Code{"A1", "A2", "A3"}},
		{"A", "2026-11-21", "2026-11-22", []place.Code{"A1", "A2"}},
		{"H", "2026-11-21", "2026-11-22", []place.Code{"A1", "A2"}},
	} {
		if got := b.Villages(c.unit, date(c.from), date(c.to)); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s to %s: %v", c.unit, c.from, c.to, got)
		}
	}
}
