package coverage_test

import (
	"fmt"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// ward is a commune of 1,000 people with 900 on 31 December and a year's target.
func ward(targets ...coverage.Target) coverage.Records {
	return coverage.Records{Units: country(), Targets: targets,
		Baselines:    []coverage.Baseline{baseline("A", "2025-12-31", 900)},
		Denominators: []coverage.Denominator{population("A", "2025-01-01", 1000)}}
}

func people(u place.Code, p coverage.Period, m coverage.Measure, n int64, from string) coverage.Target {
	return coverage.Target{Unit: u, Indicator: coverage.BHYT, Period: p, Measure: m, People: n, From: date(from)}
}

// each makes one tally of n new people a day in A1 on the days.
func each(n int64, from, to string) coverage.Amendment {
	var a coverage.Amendment
	for d := date(from); d <= date(to); d++ {
		a.Tallies = append(a.Tallies, tally("d"+d.String(), "A1", coverage.BHYT, coverage.New, n, d.String()))
	}
	return a
}

func TestTargetsSupersede(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", ward(
		rateTarget("A", "2026", 920_000, "first", "2026-01-01"), rateTarget("A", "2026", 950_000, "second", "2026-06-15"),
		rateTarget("A", "2026-Q4", 940_000, "quarter", "2026-09-01"), rateTarget("A", "2026-11", 930_000, "month", "2026-11-10"),
		people("A", "2026", coverage.Stock, 940, "2026-01-01")))
	for day, want := range map[string]string{
		"2025-12-31": "", "2026-01-01": "first,stock", "2026-06-14": "first,stock", "2026-06-15": "second,stock", "2026-09-30": "second,stock",
		"2026-10-01": "second,stock,quarter", "2026-11-09": "second,stock,quarter", "2026-11-10": "second,stock,quarter,month",
		"2026-12-31": "second,stock,quarter", "2027-01-01": "",
	} {
		got := ""
		for n, p := range h.standing("A", coverage.BHYT, day).Targets {
			if n > 0 {
				got += ","
			}
			if p.Target.Measure == coverage.Stock {
				got += "stock"
			}
			got += p.Target.Basis
		}
		if got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	if got := h.standing("B", coverage.BHYT, "2026-11-22").Targets; len(got) != 0 {
		t.Errorf("another unit's: %+v", got)
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		period             coverage.Period
		first, last, title string
	}{
		{"2026", "2026-01-01", "2026-12-31", "năm 2026"}, {"2026-Q1", "2026-01-01", "2026-03-31", "quý 1/2026"},
		{"2026-Q4", "2026-10-01", "2026-12-31", "quý 4/2026"}, {"2026-02", "2026-02-01", "2026-02-28", "tháng 2/2026"},
		{"2024-02", "2024-02-01", "2024-02-29", "tháng 2/2024"}, {"2026-12", "2026-12-01", "2026-12-31", "tháng 12/2026"},
	} {
		first, last, err := c.period.Bounds()
		if err != nil || first.String() != c.first || last.String() != c.last || c.period.Title() != c.title {
			t.Errorf("%s: %s..%s %q %v", c.period, first, last, c.period.Title(), err)
		}
		if c.period.Covers(first-1) || !c.period.Covers(first) || !c.period.Covers(last) || c.period.Covers(last+1) {
			t.Errorf("%s covers other days than its own", c.period)
		}
	}
	for _, bad := range []coverage.Period{"", "26", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-1", "2026-Q", "nămm", "2026/11", "20Q6", "2026-Q44", "20266", "0000", "+202", "2026-+1", "2026 11", " 202"} {
		if _, _, err := bad.Bounds(); err == nil || bad.Covers(date("2026-11-01")) {
			t.Errorf("%q is no period", bad)
		}
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	year := rateTarget("A", "2026", 950_000, "", "2026-01-01")
	// 31/12 to 31/12 is 365 days; 900 to 950 is 50 people.
	for _, c := range []struct {
		name                string
		target              coverage.Target
		tallies             coverage.Amendment
		day                 string
		need, have, gap     int64
		left, tenths, pace  int64
		met, paceKnown, few bool
		never, inTime       bool
		on                  string
	}{
		{"at the start", year, coverage.Amendment{}, "2026-01-01", 950, 900, 50, 364, 1, 0, false, true, true, false, false, ""},
		{"behind in the middle", year, coverage.Amendment{}, "2026-07-02", 950, 900, 50, 182, 3, -25, false, true, true, false, false, ""},
		{"ahead", year, each(1, "2026-01-01", "2026-02-09"), "2026-02-09", 950, 940, 10, 325, 0, 35, false, true, false, false, true, "2026-02-19"},
		{"too few reports", year, each(5, "2026-02-01", "2026-02-06"), "2026-02-09", 950, 930, 20, 325, 1, 25, false, true, true, false, false, ""},
		{"seven are enough", year, each(4, "2026-02-01", "2026-02-07"), "2026-02-09", 950, 928, 22, 325, 1, 23, false, true, false, false, true, "2026-03-03"},
		{"reports of before the window do not count", year, each(4, "2026-01-05", "2026-01-12"), "2026-02-09", 950, 932, 18, 325, 1, 27, false, true, true, false, false, ""},
		{"too late", year, each(1, "2026-12-01", "2026-12-07"), "2026-12-21", 950, 907, 43, 10, 43, -42, false, true, false, false, false, "2027-06-11"},
		{"met", year, each(10, "2026-01-01", "2026-01-05"), "2026-01-05", 950, 950, 0, 360, 0, 49, true, true, false, false, false, ""},
		{"falling", year, coverage.Amendment{Tallies: lapses("2026-01-01", "2026-01-10")}, "2026-01-10", 950, 890, 60, 355, 2, -11, false, true, false, true, false, ""},
		{"on the last day", year, coverage.Amendment{}, "2026-12-31", 950, 900, 50, 0, 0, -50, false, true, true, false, false, ""},
		{"a stock of people", people("A", "2026", coverage.Stock, 1000, "2026-01-01"), each(1, "2026-01-01", "2026-01-10"), "2026-01-10", 1000, 910, 90, 355, 3, 7, false, true, false, false, true, "2026-09-19"},
		{"a quarter from its own start", rateTarget("A", "2026-Q2", 950_000, "", "2026-01-01"), each(1, "2026-03-01", "2026-03-10"), "2026-04-15", 950, 910, 40, 76, 5, -7, false, true, true, false, false, ""},
		{"new people of a month", people("A", "2026-03", coverage.NewOnes, 31, "2026-01-01"), each(2, "2026-02-26", "2026-03-10"), "2026-03-10", 31, 20, 11, 21, 5, 10, false, true, false, false, true, "2026-03-22"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := open(t, "2026-12-31", ward(c.target))
			h.amend(c.tallies)
			p := h.standing("A", coverage.BHYT, c.day).Targets[0]
			got := fmt.Sprint(p.Need, p.Have, p.Gap, p.DaysLeft, p.TenthsADay(), p.Pace, p.Met, p.PaceKnown)
			want := fmt.Sprint(c.need, c.have, c.gap, c.left, c.tenths, c.pace, c.met, c.paceKnown)
			if got != want || !p.Known {
				t.Errorf("need, have, gap, left, tenths, pace, met, known:\n got %s\nwant %s", got, want)
			}
			got = fmt.Sprintln(p.Forecast.On, p.Forecast.Few, p.Forecast.Never, p.Forecast.InTime)
			if want := fmt.Sprintln(c.on, c.few, c.never, c.inTime); got != want {
				t.Errorf("forecast %s, want %s", got, want)
			}
		})
	}
}

func lapses(from, to string) []coverage.Entry {
	all := each(1, from, to).Tallies
	for i := range all {
		all[i].Kind = coverage.Lapsed
	}
	return all
}

// TestPaceNeedsAWholeStart: a line from a part of the figure leads nowhere.
func TestPaceNeedsAWholeStart(t *testing.T) {
	t.Parallel()
	target := people("01", "2026", coverage.Stock, 400, "2026-01-01")
	r := coverage.Records{Units: country(), Targets: []coverage.Target{target}, Baselines: []coverage.Baseline{
		baseline("A", "2025-12-31", 100), baseline("B", "2026-02-28", 200)}}
	h := open(t, "2026-12-31", r)
	// From 300 on 28/2 to 400 on 31/12: 306 days; 153 of them gone on 31/7.
	p := h.standing("01", coverage.BHYT, "2026-07-31").Targets[0]
	if !p.PaceKnown || p.Pace != -50 {
		t.Errorf("pace %d, known %t", p.Pace, p.PaceKnown)
	}
	if p := h.standing("01", coverage.BHYT, "2026-02-10").Targets[0]; p.PaceKnown {
		t.Errorf("pace %d of a part", p.Pace)
	}
}

func TestSamePeriod(t *testing.T) {
	t.Parallel()
	r := ward()
	r.Baselines = append(r.Baselines, baseline("A", "2024-02-28", 700), baseline("A", "2024-12-31", 800))
	h := open(t, "2026-11-22", r)
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A1", coverage.BHYT, coverage.New, 5, "2025-03-01"), tally("2", "A1", coverage.BHYT, coverage.New, 7, "2025-12-01")}})
	st := h.standing("A", coverage.BHYT, "2026-11-22")
	if st.Same == nil || st.Same.Day != date("2025-11-22") || st.Same.Participants != 805 || st.Same.Delta != 95 || !st.Same.PointsKnown() {
		t.Errorf("%+v", st.Same)
	}
	if leap := h.standing("A", coverage.BHYT, "2025-02-28"); leap.Same == nil || leap.Same.Participants != 700 {
		t.Errorf("28 February: %+v", leap.Same)
	}
	// Across the reform: the new commune was two old ones.
	reform := coverage.Records{
		Units: []place.Unit{unit("01", "tỉnh", place.Nation), formed("N", "xã", "01", "2025-07-01"),
			ended("X1", "xã", "01", "2025-06-30", true, "N"), ended("X2", "xã", "01", "2025-06-30", true, "N")},
		Baselines:    []coverage.Baseline{baseline("X1", "2025-03-31", 100), baseline("X2", "2025-03-31", 200), baseline("N", "2026-03-31", 330)},
		Denominators: []coverage.Denominator{population("X1", "2025-01-01", 150), population("X2", "2025-01-01", 250), population("N", "2026-01-01", 400)},
	}
	h = open(t, "2026-11-22", reform)
	st = h.standing("N", coverage.BHYT, "2026-04-15")
	if st.Same == nil || st.Same.Participants != 300 || st.Same.Denominator != 400 || st.Same.Whole.Partial() {
		t.Errorf("across the reform: %+v", st.Same)
	}
	reform.Baselines = reform.Baselines[1:]
	st = open(t, "2026-11-22", reform).standing("N", coverage.BHYT, "2026-04-15")
	if st.Same == nil || !st.Same.Whole.Partial() || st.Same.PointsKnown() {
		t.Errorf("of a part: %+v", st.Same)
	}
}

func TestFloors(t *testing.T) {
	t.Parallel()
	r := ward()
	r.Floors = append(floors(), coverage.Floor{Class: "ntm", Group: "2", From: date("2031-01-01"), Indicator: coverage.BHYT, Rate: 970_000},
		coverage.Floor{Class: "ntm", From: date("2031-01-01"), Indicator: coverage.BHYT, Rate: 960_000})
	r.Classes = []coverage.Class{
		{Unit: "A", Class: "ntm", Recognised: date("2019-05-01")}, {Unit: "A", Class: "ntm_nang_cao", Recognised: date("2023-05-01"), To: date("2025-12-31")},
		{Unit: "B", Class: "ntm", Group: "2", Recognised: date("2030-01-01")},
	}
	h := open(t, "2026-11-22", r)
	for _, c := range []struct {
		unit place.Code
		day  string
		want coverage.Rate
	}{
		{"A", "2019-04-30", 0}, {"A", "2019-05-01", 850_000}, {"A", "2020-12-31", 850_000}, {"A", "2021-01-01", 900_000},
		{"A", "2023-04-30", 900_000}, {"A", "2023-05-01", 950_000}, {"A", "2025-12-31", 950_000},
		{"A", "2026-01-01", 0}, {"A", "2030-12-31", 0}, {"A", "2031-01-01", 960_000}, {"B", "2031-01-01", 970_000}, {"A1", "2024-01-01", 0},
	} {
		var got coverage.Rate
		if f := h.standing(c.unit, coverage.BHYT, c.day).Floor; f != nil {
			got = f.Rate
		}
		if got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.unit, c.day, got.Pct(), c.want.Pct())
		}
	}
	if st := h.standing("A", coverage.BHYT, "2025-12-31"); st.FloorGap != 50 {
		t.Errorf("short of the floor by %d", st.FloorGap)
	}
}

// TestCounts: what stands besides the figure.
func TestCounts(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", coverage.Records{Units: country(), Baselines: []coverage.Baseline{baseline("A", "2026-10-31", 100), baseline("B", "2026-11-10", 200)}})
	h.amend(each(2, "2026-10-25", "2026-11-22"))
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{tally("b1", "B1", coverage.BHYT, coverage.Renewed, 9, "2026-11-09"), tally("b2", "B1", coverage.BHYT, coverage.Lapsed, 4, "2026-11-20")}})
	st := h.standing("01", coverage.BHYT, "2026-11-22")
	if st.Participants != 300+44-4 || st.Week.New != 14 || st.Week.Lapsed != 4 || st.Today.New != 2 {
		t.Errorf("%d, week %+v, today %+v", st.Participants, st.Week, st.Today)
	}
	if st.Since.New != 44 || st.Since.Renewed != 0 || st.Since.Lapsed != 4 || st.Reports != 23 || st.LastTally.IsZero() || st.AsOfBaseline() != date("2026-11-10") {
		t.Errorf("since the baselines %+v, %d reports, last %s", st.Since, st.Reports, st.LastTally)
	}
	unknown := h.standing("B2", coverage.BHYT, "2026-11-22")
	if unknown.Known || unknown.Reports != 0 {
		t.Errorf("%+v", unknown)
	}
	if _, err := h.service.Standing(t.Context(), "A", "tuổi", date("2026-11-22")); err == nil {
		t.Error("no such indicator")
	}
	if _, err := h.service.Standing(t.Context(), "?", coverage.BHYT, date("2026-11-22")); err == nil {
		t.Error("no such unit")
	}
}

// TestNeverShownRoundedUp: a rate below its target does not look met.
func TestNeverShownRoundedUp(t *testing.T) {
	t.Parallel()
	r := coverage.Records{Units: country(), Baselines: []coverage.Baseline{baseline("A", "2026-10-31", 94_996)},
		Denominators: []coverage.Denominator{population("A", "2026-01-01", 100_000)}, Targets: []coverage.Target{rateTarget("A", "2026", 950_000, "", "2026-01-01")}}
	st := open(t, "2026-11-22", r).standing("A", coverage.BHYT, "2026-11-22")
	p := st.Targets[0]
	if p.Met || p.Gap != 4 || vi.PercentBelow(st.Participants, st.Denominator.Value, int64(p.Target.Rate)) != "94,99" || coverage.BasisPoints(94_996, 100_000) != 9499 {
		t.Errorf("%+v", p)
	}
}

// TestPaceOfNewOnes: new people are counted from nothing on the day before the
// period, whatever baselines there are within it.
func TestPaceOfNewOnes(t *testing.T) {
	t.Parallel()
	for name, baselines := range map[string][]coverage.Baseline{
		"no baseline":       nil,
		"one within it":     {baseline("A", "2026-10-31", 900)},
		"one on its eve":    {baseline("A", "2025-12-31", 900)},
		"one of every part": {baseline("A1", "2026-03-31", 10), baseline("A2", "2026-06-30", 10)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := ward(people("A", "2026", coverage.NewOnes, 365, "2026-01-01"))
			r.Baselines = baselines
			h := open(t, "2026-11-22", r)
			h.amend(each(1, "2026-01-01", "2026-11-22"))
			if p := h.standing("A", coverage.BHYT, "2026-11-22").Targets[0]; p.Have != 326 || !p.PaceKnown || p.Pace != 0 {
				t.Errorf("has %d of %d, pace %+d (known %t), want 326 on the line", p.Have, p.Need, p.Pace, p.PaceKnown)
			}
		})
	}
}

// TestNewOnesOfAMergedVillage: what went into it counts, until it did.
func TestNewOnesOfAMergedVillage(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", coverage.Records{Units: country(),
		Baselines: []coverage.Baseline{baseline("A1", "2025-12-31", 100), baseline("A2", "2025-12-31", 100)},
		Targets:   []coverage.Target{people("N", "2026", coverage.NewOnes, 365, "2026-01-01")}})
	h.amend(each(1, "2026-01-01", "2026-06-30"))
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{
		ended("A1", "bản", "A", "2026-06-30", true, "N"), ended("A2", "bản", "A", "2026-06-30", true, "N"), formed("N", "bản", "A", "2026-07-01")}}})
	st := h.standing("N", coverage.BHYT, "2026-07-05")
	if st.Week.New != 2 || st.Participants != 381 {
		t.Errorf("%d people, %d new in a week, want 381 and 2", st.Participants, st.Week.New)
	}
	if p := st.Targets[0]; p.Have != 181 || p.Gap != 184 || p.Pace != -5 || p.Forecast.On.IsZero() {
		t.Errorf("has %d, lacks %d, pace %+d, forecast %+v", p.Have, p.Gap, p.Pace, p.Forecast)
	}
	if was := h.standing("N", coverage.BHYT, "2026-06-30"); was.Week.New != 7 || was.Participants != 381 {
		t.Errorf("the day before it was formed: %d people, %d new in a week", was.Participants, was.Week.New)
	}
}
