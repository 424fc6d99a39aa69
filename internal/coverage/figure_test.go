package coverage_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// country is a province with two communes of two villages each.
func country() []place.Unit {
	return []place.Unit{
		unit("01", "tỉnh", place.Nation), unit("A", "xã", "01"), unit("B", "xã", "01"),
		unit("A1", "bản", "A"), unit("A2", "bản", "A"), unit("B1", "bản", "B"), unit("B2", "bản", "B"),
	}
}

// ended is a unit until a day, and what it became.
func ended(code place.Code, kind string, parent place.Code, to string, whole bool, became ...place.Code) place.Unit {
	u := unit(code, kind, parent)
	u.To = date(to)
	for _, b := range became {
		u.Successors = append(u.Successors, place.Successor{Code: b, Whole: whole})
	}
	return u
}

func formed(code place.Code, kind string, parent place.Code, from string) place.Unit {
	u := unit(code, kind, parent)
	u.From = date(from)
	return u
}

func TestParticipants(t *testing.T) {
	t.Parallel()
	news := func(source string, u place.Code, n int64, day string) coverage.Entry {
		return tally(source, u, coverage.BHYT, coverage.New, n, day)
	}
	office := unit("CS", "BHXH cơ sở", "01")
	served := country()
	served[1].Office, served[2].Office = "CS", "CS"
	left := append(country(), office) // B left the office on 1 November
	left[1].Office, left[2].Past = "CS", []place.Served{{Office: "CS", To: date("2026-10-31")}}
	merged := append(country()[:3:3], unit("B1", "bản", "B"),
		ended("A1", "bản", "A", "2026-10-15", true, "A3"), ended("A2", "bản", "A", "2026-10-15", true, "A3"), formed("A3", "bản", "A", "2026-10-16"))
	split := append(country()[:3:3], unit("B1", "bản", "B"),
		ended("A1", "bản", "A", "2026-10-15", false, "A3", "A4"), formed("A3", "bản", "A", "2026-10-16"), formed("A4", "bản", "A", "2026-10-16"))
	absorbed := append(country()[:3:3], unit("B1", "bản", "B"), unit("A2", "bản", "A"), ended("A1", "bản", "A", "2026-10-15", true, "A2"))
	torn := append(country()[:3:3], unit("A2", "bản", "A"), unit("B2", "bản", "B"), ended("A1", "bản", "A", "2026-10-15", false, "A2", "B2"))

	for _, c := range []struct {
		name      string
		units     []place.Unit
		baselines []coverage.Baseline
		tallies   []coverage.Entry
		unit      place.Code
		day       string
		want      int64 // -1: not known
		missing   int
		mixed     bool
	}{
		{"own baseline against the sum of its parts", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("A1", "2026-10-31", 40), baseline("A2", "2026-10-31", 50)}, nil, "A", "2026-11-22", 100, 0, false},
		{"parts never added to an own figure above", country(), []coverage.Baseline{baseline("01", "2026-10-31", 500), baseline("A", "2026-10-31", 100), baseline("B", "2026-10-31", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-11-02")}, "01", "2026-11-22", 505, 0, false},
		{"a sum of parts, each tally once", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("B", "2026-10-31", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-11-02"), news("2", "B2", 3, "2026-11-02"), news("3", "B", 2, "2026-11-02")}, "01", "2026-11-22", 310, 0, false},
		{"baselines of different dates", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("B", "2026-11-10", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-11-05"), news("2", "B1", 7, "2026-11-05"), news("3", "B1", 1, "2026-11-11")}, "01", "2026-11-22", 306, 0, true},
		{"a tally on the baseline's day is in it", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100)}, []coverage.Entry{news("1", "A1", 5, "2026-10-31"), news("2", "A1", 1, "2026-11-01")}, "A", "2026-11-22", 101, 0, false},
		{"a tally on the day asked counts, a later one not", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100)}, []coverage.Entry{news("1", "A1", 5, "2026-11-20"), news("2", "A1", 1, "2026-11-21")}, "A", "2026-11-20", 105, 0, false},
		{"before the first baseline nothing is known", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100)}, []coverage.Entry{news("1", "A1", 5, "2026-10-20")}, "A", "2026-10-30", -1, 0, false},
		{"a new baseline replaces the running figure", country(), []coverage.Baseline{baseline("A", "2026-09-30", 90), baseline("A", "2026-10-31", 100)}, []coverage.Entry{news("1", "A1", 50, "2026-10-20")}, "A", "2026-11-22", 100, 0, false},
		{"a part without a figure", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100)}, []coverage.Entry{news("1", "B1", 50, "2026-11-02"), news("2", "A2", 1, "2026-11-02")}, "01", "2026-11-22", 101, 1, false},
		{"many parts, some without a figure", country(), []coverage.Baseline{baseline("A1", "2026-10-31", 10), baseline("A2", "2026-10-31", 20), baseline("B1", "2026-10-31", 30)}, []coverage.Entry{news("1", "B2", 50, "2026-11-02"), news("2", "B1", 1, "2026-11-02")}, "01", "2026-11-22", 61, 1, false},
		{"a tally of a unit that is only a sum", country(), []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("B", "2026-10-31", 200)}, []coverage.Entry{news("1", "01", 9, "2026-11-02")}, "01", "2026-11-22", 300, 0, false},
		{"only a rate was published", country(), []coverage.Baseline{{Unit: "A", Indicator: coverage.BHYT, AsOf: date("2026-10-31"), Participants: -1, Stated: 950_000}}, nil, "A", "2026-11-22", -1, 0, false},
		{"a rate after a count does not hide it", country(), []coverage.Baseline{baseline("A", "2026-09-30", 90), {Unit: "A", Indicator: coverage.BHYT, AsOf: date("2026-10-31"), Participants: -1, Stated: 950_000}}, nil, "A", "2026-11-22", 90, 0, false},
		{"an office is the sum of what it serves", append(served, office), []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("B", "2026-10-31", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-11-02")}, "CS", "2026-11-22", 305, 0, false},
		{"an office's own baseline and the tallies it serves", append(served, office), []coverage.Baseline{baseline("CS", "2026-10-31", 400)}, []coverage.Entry{news("1", "A1", 5, "2026-11-02"), news("2", "B", 1, "2026-10-02")}, "CS", "2026-11-22", 405, 0, false},
		{"an office on a day when it served both", left, []coverage.Baseline{baseline("A", "2026-09-30", 100), baseline("B", "2026-09-30", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-10-02"), news("2", "B1", 3, "2026-10-03")}, "CS", "2026-10-31", 308, 0, false},
		{"and the day after one left", left, []coverage.Baseline{baseline("A", "2026-09-30", 100), baseline("B", "2026-09-30", 200)}, []coverage.Entry{news("1", "A1", 5, "2026-10-02"), news("2", "B1", 3, "2026-11-03")}, "CS", "2026-11-03", 105, 0, false},
		{"an office's own count speaks while it serves the same", left, []coverage.Baseline{baseline("CS", "2026-09-30", 400), baseline("A", "2026-09-30", 100)}, []coverage.Entry{news("2", "B1", 3, "2026-10-03")}, "CS", "2026-10-31", 403, 0, false},
		{"and no more after one left", left, []coverage.Baseline{baseline("CS", "2026-09-30", 400), baseline("A", "2026-09-30", 100)}, []coverage.Entry{news("1", "A1", 5, "2026-10-02")}, "CS", "2026-11-03", 105, 0, false},
		{"merged villages keep the commune's sum", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, []coverage.Entry{news("1", "A1", 1, "2026-10-10"), news("2", "A3", 2, "2026-10-20")}, "A", "2026-11-22", 33, 0, false},
		{"and the day before", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, []coverage.Entry{news("1", "A1", 1, "2026-10-10"), news("2", "A3", 2, "2026-10-20")}, "A", "2026-10-15", 31, 0, false},
		{"the new village is the old ones together", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, []coverage.Entry{news("2", "A3", 2, "2026-10-20")}, "A3", "2026-11-22", 32, 0, false},
		{"and before it was", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, nil, "A3", "2026-10-10", 30, 0, false},
		{"an old one of several cannot be told any more", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, nil, "A1", "2026-11-22", -1, 0, false},
		{"its old figure stays on its days", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, nil, "A1", "2026-10-15", 10, 0, false},
		{"a new baseline of the merged village", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20), baseline("A3", "2026-10-31", 31)}, []coverage.Entry{news("2", "A3", 2, "2026-10-20")}, "A", "2026-11-22", 31, 0, false},
		{"one of the merged was not known", merged, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, nil, "A", "2026-11-22", -1, 0, false},
		{"a split village keeps the sum above", split, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, []coverage.Entry{news("1", "A1", 1, "2026-10-10"), news("2", "A3", 2, "2026-10-20"), news("3", "A4", 4, "2026-10-20")}, "A", "2026-11-22", 17, 0, false},
		{"the old one is exactly the two", split, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, []coverage.Entry{news("2", "A3", 2, "2026-10-20"), news("3", "A4", 4, "2026-10-20")}, "A1", "2026-11-22", 16, 0, false},
		{"one half alone cannot be told", split, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, []coverage.Entry{news("2", "A3", 2, "2026-10-20")}, "A3", "2026-11-22", -1, 0, false},
		{"one half counted anew", split, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A3", "2026-10-31", 6)}, nil, "A", "2026-11-22", 6, 1, false},
		{"a village that went into another", absorbed, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, []coverage.Entry{news("1", "A1", 1, "2026-10-10"), news("2", "A2", 2, "2026-10-20")}, "A", "2026-11-22", 33, 0, true},
		{"counted once more since", absorbed, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-10-31", 31)}, []coverage.Entry{news("2", "A2", 2, "2026-10-20")}, "A", "2026-11-22", 31, 0, false},
		{"torn between two with people of their own", torn, []coverage.Baseline{baseline("A1", "2026-09-30", 10), baseline("A2", "2026-09-30", 20)}, nil, "A", "2026-11-22", 20, 1, false},
		{"and itself no more", torn, []coverage.Baseline{baseline("A1", "2026-09-30", 10)}, nil, "A1", "2026-11-22", -1, 0, false},
		{"an own figure above is untouched by mergers below", merged, []coverage.Baseline{baseline("A", "2026-09-30", 100)}, []coverage.Entry{news("1", "A1", 1, "2026-10-10"), news("2", "A3", 2, "2026-10-20")}, "A", "2026-11-22", 103, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := open(t, "2026-11-22", coverage.Records{Units: c.units, Baselines: c.baselines})
			h.amend(coverage.Amendment{Tallies: c.tallies})
			st := h.standing(c.unit, coverage.BHYT, c.day)
			switch {
			case c.want < 0 && st.Known:
				t.Errorf("%d, but it cannot be known", st.Participants)
			case c.want >= 0 && (!st.Known || st.Participants != c.want):
				t.Errorf("%d (known %t), want %d", st.Participants, st.Known, c.want)
			case c.want >= 0 && (st.Missing != c.missing || st.Mixed != c.mixed):
				t.Errorf("%d parts missing, mixed %t; want %d, %t", st.Missing, st.Mixed, c.missing, c.mixed)
			}
		})
	}
}

// TestKinds: what each kind of entry does to the part and to the whole.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		entry       coverage.Entry
		part, whole int64
	}{
		{"new", tally("1", "A1", coverage.Household, coverage.New, 5, "2026-11-02"), 5, 5},
		{"renewed adds nothing", tally("1", "A1", coverage.Household, coverage.Renewed, 5, "2026-11-02"), 0, 0},
		{"lapsed", tally("1", "A1", coverage.Household, coverage.Lapsed, 3, "2026-11-02"), -3, -3},
		{"visited", tally("1", "A1", coverage.Household, coverage.Visited, 9, "2026-11-02"), 0, 0},
		{"registered is never coverage", tally("1", "A1", coverage.Household, coverage.Registered, 9, "2026-11-02"), 0, 0},
		{"of the whole only", tally("1", "A1", coverage.BHYT, coverage.New, 5, "2026-11-02"), 0, 5},
		{"another part", tally("1", "A1", coverage.Pupils, coverage.New, 4, "2026-11-02"), 0, 4},
		{"another insurance", tally("1", "A1", coverage.Voluntary, coverage.New, 4, "2026-11-02"), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			kinds(t, c.entry, c.part, c.whole)
		})
	}
	t.Run("to an employer", func(t *testing.T) {
		t.Parallel()
		e := tally("1", "A1", coverage.Household, coverage.Lapsed, 3, "2026-11-02")
		e.Reason = coverage.ToEmployer
		kinds(t, e, -3, 0)
	})
}

func kinds(t *testing.T, e coverage.Entry, part, whole int64) {
	t.Helper()
	hgd := baseline("A", "2026-10-31", 40)
	hgd.Indicator = coverage.Household
	h := open(t, "2026-11-22", coverage.Records{Units: country(), Baselines: []coverage.Baseline{baseline("A", "2026-10-31", 100), hgd}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{e}})
	for i, want := range map[coverage.Indicator]int64{coverage.Household: 40 + part, coverage.BHYT: 100 + whole} {
		if got := h.standing("A", i, "2026-11-22").Participants; got != want {
			t.Errorf("%s: %d, want %d", i, got, want)
		}
	}
}

func TestDenominators(t *testing.T) {
	t.Parallel()
	r := coverage.Records{Units: country(), Denominators: []coverage.Denominator{
		population("A", "2025-01-01", 100), population("A", "2026-01-01", 110), population("B", "2026-01-01", 200),
		population("B1", "2026-01-01", 60),
	}, Baselines: []coverage.Baseline{baseline("A", "2025-12-31", 90), baseline("B", "2025-12-31", 190)}}
	h := open(t, "2026-11-22", r)
	for _, c := range []struct {
		unit    place.Code
		day     string
		want    int64
		missing int
		rated   bool
	}{
		{"A", "2025-12-31", 100, 0, true}, {"A", "2026-01-01", 110, 0, true}, {"B", "2026-01-01", 200, 0, true},
		{"01", "2026-01-01", 310, 0, true}, {"01", "2025-12-31", 100, 1, false}, {"B1", "2026-05-05", 60, 0, false},
	} {
		st := h.standing(c.unit, coverage.BHYT, c.day)
		if st.Denominator.Value != c.want || st.Denominator.Missing != c.missing || st.Rated() != c.rated {
			t.Errorf("%s on %s: %+v, rated %t", c.unit, c.day, st.Denominator, st.Rated())
		}
	}
	if got := h.standing("A", coverage.Household, "2026-11-22").Denominator; got.Known {
		t.Errorf("BHYT hộ gia đình has no denominator: %+v", got)
	}
}

// TestBHXHIsDerived: where BHXH has no count of its own it is its parts', of the
// newest day on which both were closed, and what was tallied since.
func TestBHXHIsDerived(t *testing.T) {
	t.Parallel()
	of := func(i coverage.Indicator, day string, n int64) coverage.Baseline {
		b := baseline("A", day, n)
		b.Indicator = i
		return b
	}
	both := []coverage.Baseline{of(coverage.Voluntary, "2026-10-31", 1000), of(coverage.Compulsory, "2026-10-31", 2000)}
	for name, c := range map[string]struct {
		baselines []coverage.Baseline
		want      int64
		asOf      string
	}{
		"both on a day":    {both, 3007, "2026-10-31"},
		"one of them only": {both[:1], 0, ""},
		"one newer":        {append(both[:2:2], of(coverage.Voluntary, "2026-11-10", 1500)), 3007, "2026-10-31"},
		"both newer":       {append(both[:2:2], of(coverage.Voluntary, "2026-11-10", 1500), of(coverage.Compulsory, "2026-11-10", 2500)), 4004, "2026-11-10"},
		"one of its own":   {append(both[:2:2], of(coverage.BHXH, "2026-11-10", 5000)), 5004, "2026-11-10"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, "2026-11-22", coverage.Records{Units: country(), Baselines: c.baselines})
			h.amend(coverage.Amendment{Tallies: []coverage.Entry{
				tally("x", "A1", coverage.Voluntary, coverage.New, 3, "2026-11-05"), tally("y", "A2", coverage.Voluntary, coverage.New, 4, "2026-11-15")}})
			st := h.standing("A", coverage.BHXH, "2026-11-22")
			if st.Known != (c.want > 0) || st.Known && (st.Participants != c.want || st.AsOfBaseline() != date(c.asOf)) {
				t.Errorf("%d (known %t) by the count of %s, want %d of %s", st.Participants, st.Known, st.AsOfBaseline(), c.want, c.asOf)
			}
		})
	}
}
