package coverage_test

import (
	"maps"
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// torn is a province of three communes whose people are counted as one. The
// third was divided on 1 July 2026, a part of it going to another province, so
// that what is left has no figure until the next count.
func torn() coverage.Records {
	return coverage.Records{
		Units: []place.Unit{
			unit("01", "tỉnh", place.Nation), unit("02", "tỉnh", place.Nation),
			unit("A", "xã", "01"), unit("B", "xã", "01"), ended("C", "xã", "01", "2026-06-30", false, "E", "F"),
			formed("E", "xã", "01", "2026-07-01"), formed("F", "xã", "02", "2026-07-01"),
		},
		Baselines: []coverage.Baseline{
			baseline("A", "2025-10-31", 900), baseline("B", "2025-10-31", 900), baseline("C", "2025-10-31", 900),
			baseline("A", "2026-05-31", 900), baseline("B", "2026-05-31", 900), baseline("C", "2026-05-31", 900),
			baseline("A", "2026-10-31", 900), baseline("B", "2026-10-31", 905),
		},
		Denominators: []coverage.Denominator{population("01", "2025-01-01", 3000)},
		Targets: []coverage.Target{
			rateTarget("01", "2026", 850_000, "", "2026-01-01"), // 2.550 people
			people("01", "2026", coverage.Stock, 2600, "2026-01-01"),
			people("01", "2026", coverage.NewOnes, 10, "2026-01-01"),
		},
		Classes: []coverage.Class{{Unit: "01", Class: "ntm", Recognised: date("2022-05-01")}},
		Floors:  []coverage.Floor{{Class: "ntm", From: date("2021-01-01"), Indicator: coverage.BHYT, Rate: 800_000}},
	}
}

// TestAPartIsSetAgainstNoWhole: where a part of a figure is not known, it is no
// growth and no loss, and how far a goal is can only be bounded.
func TestAPartIsSetAgainstNoWhole(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", torn())
	before, now := h.standing("01", coverage.BHYT, "2026-06-30"), h.standing("01", coverage.BHYT, "2026-11-22")
	if before.Partial() || before.Participants != 2700 || !now.Partial() || now.Participants != 1805 {
		t.Fatalf("2700 whole, then 1805 in part: %d %+v, %d %+v", before.Participants, before.Whole, now.Participants, now.Whole)
	}
	if c := now.Same; c == nil || c.Alike || c.PointsKnown() || c.Participants != 2700 {
		t.Errorf("the same period: %+v", c)
	}
	for n, want := range []coverage.Progress{
		{Need: 2550, Have: 1805, Gap: 745, Known: true, Partial: true},
		{Need: 2600, Have: 1805, Gap: 795, Known: true, Partial: true},
		{Need: 10, Gap: 10, Known: true},
	} {
		got := now.Targets[n]
		if got.Need != want.Need || got.Have != want.Have || got.Gap != want.Gap || got.Known != want.Known || got.Partial != want.Partial || got.Met {
			t.Errorf("target %d: %+v, want %+v", n, got, want)
		}
		if got.Partial && (got.PaceKnown || got.Forecast != coverage.Forecast{}) {
			t.Errorf("target %d has a pace or a forecast of a part: %+v", n, got)
		}
	}
	if p := now.Reach(now.Floor.Rate); !p.Partial || p.Gap != 595 {
		t.Errorf("the floor: %+v", p)
	}
	if p := now.Reach(600_000); p.Partial || !p.Met {
		t.Errorf("what is known is enough for 60%%: %+v", p)
	}
	m, err := h.service.Between(t.Context(), "01", coverage.BHYT, date("2026-06-30"), date("2026-11-22"))
	if err != nil || !m.Known() || m.Alike() || m.PointsKnown() {
		t.Errorf("between: %+v, %v", m, err)
	}
}

// TestPartsAlike: figures of the same parts are set against each other, those
// of as many others are not.
func TestPartsAlike(t *testing.T) {
	t.Parallel()
	r := coverage.Records{
		Units:        []place.Unit{unit("01", "tỉnh", place.Nation), unit("A", "xã", "01"), unit("B", "xã", "01"), unit("C", "xã", "01")},
		Denominators: []coverage.Denominator{population("01", "2025-01-01", 3000)},
		Baselines:    []coverage.Baseline{baseline("A", "2025-10-31", 900), baseline("B", "2025-10-31", 900), baseline("A", "2026-10-31", 950)},
	}
	st := open(t, "2026-11-22", r).standing("01", coverage.BHYT, "2026-11-22")
	if st.Same == nil || !st.Same.Alike || st.Same.Delta != 50 || st.Same.PointsKnown() || !st.Partial() {
		t.Errorf("of the same parts: %+v", st.Same)
	}
	// Of C there is a count now, and of B none on the day it came back.
	r.Units[2].From = date("2026-01-01")
	r.Units = append(r.Units, ended("D", "xã", "01", "2025-12-31", false))
	r.Baselines = append(r.Baselines, baseline("C", "2026-10-31", 400))
	r.Baselines[1].Unit = "D"
	st = open(t, "2026-11-22", r).standing("01", coverage.BHYT, "2026-11-22")
	if st.Same == nil || st.Same.Whole.Missing != st.Missing || st.Same.Alike || st.Same.PointsKnown() {
		t.Errorf("of other parts: %+v, now %+v", st.Same, st.Whole)
	}
	// Neither the people nor the participants of all are known.
	r.Denominators[0].Unit = "A"
	st = open(t, "2026-11-22", r).standing("01", coverage.BHYT, "2026-11-22")
	if p := st.Reach(100_000); !st.Rated() || p.Known || p.Met || !p.Partial {
		t.Errorf("a goal of people that are not known: %+v", p)
	}
}

// TestNothingIsCrossedByAPart: a figure that loses a part crosses no goal, nor
// does it when the part is back; what really happened meanwhile is told then.
func TestNothingIsCrossedByAPart(t *testing.T) {
	t.Parallel()
	r := torn()
	r.Targets = r.Targets[:2]
	h := open(t, "2026-06-20", r)
	var seen coverage.Vital
	look := func(day string) []coverage.AlertKind {
		t.Helper()
		h.goTo(day)
		book, err := h.service.Library.Book(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		now, st, was, err := h.service.Vital(t.Context(), "01", coverage.BHYT, date(day)-3)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []coverage.AlertKind
		if seen.Day != 0 {
			now = now.Recalling(seen, st)
			for _, a := range book.Crossed(seen, now, st, was) {
				kinds = append(kinds, a.Kind)
			}
		}
		seen = now
		return kinds
	}
	wants := func(day string, want ...coverage.AlertKind) {
		t.Helper()
		if got := look(day); !slices.Equal(got, want) {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
	}
	look("2026-06-20")
	met := maps.Clone(seen.Goals)
	if len(met) != 3 {
		t.Fatalf("goals %v", met)
	}
	wants("2026-11-05") // a part is missing
	if !maps.Equal(seen.Goals, met) {
		t.Errorf("a part made %v of %v", seen.Goals, met)
	}
	h.amend(coverage.Amendment{Records: coverage.Records{Baselines: []coverage.Baseline{baseline("E", "2026-11-10", 800)}}})
	wants("2026-11-11") // whole again, and above all goals
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{ended("E", "xã", "01", "2026-11-15", false, "G", "F"), formed("G", "xã", "01", "2026-11-16")}}})
	wants("2026-11-17")
	h.amend(coverage.Amendment{Records: coverage.Records{Baselines: []coverage.Baseline{baseline("G", "2026-11-20", 500)}}})
	wants("2026-11-21", coverage.BelowTarget, coverage.BelowTarget, coverage.BelowFloor)
}
