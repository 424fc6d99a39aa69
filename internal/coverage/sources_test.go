package coverage_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// sources are the records of the articles, as an office would import them.
func sources() coverage.Records {
	stated := func(u place.Code, i coverage.Indicator, day string, n int64, rate coverage.Rate, source string) coverage.Baseline {
		return coverage.Baseline{Unit: u, Indicator: i, AsOf: date(day), Participants: n, Stated: rate, Source: source}
	}
	bound := stated("X24631", coverage.BHYT, "2021-01-29", -1, 900_000, "000")
	bound.Bound = true
	people := func(u place.Code, base coverage.Base, day string, n int64) coverage.Denominator {
		return coverage.Denominator{Unit: u, Base: base, AsOf: date(day), Value: n}
	}
	target := func(u place.Code, i coverage.Indicator, p coverage.Period, m coverage.Measure, rate coverage.Rate, n int64, basis string) coverage.Target {
		return coverage.Target{Unit: u, Indicator: i, Period: p, Measure: m, Rate: rate, People: n, Basis: basis, From: date(string(p) + "-01-01")}
	}
	old := func(code, name, kind string, parent place.Code, became ...place.Successor) place.Unit {
		return place.Unit{Code: place.Code(code), Name: name, Kind: kind, Parent: parent, To: date("2025-06-30"), Successors: became}
	}
	today := func(code, name string) place.Unit {
		return place.Unit{Code: place.Code(code), Name: name, Kind: "xã", Parent: "14", From: date("2025-07-01")}
	}
	return coverage.Records{
		Units: []place.Unit{
			{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
			{Code: "12", Name: "Lai Châu", Kind: "tỉnh", Parent: place.Nation},
			{Code: "19", Name: "Thái Nguyên", Kind: "tỉnh", Parent: place.Nation, From: date("2025-07-01")},
			old("T19", "Thái Nguyên", "tỉnh", place.Nation, place.Successor{Code: "19", Whole: true}),
			old("T06", "Bắc Kạn", "tỉnh", place.Nation, place.Successor{Code: "19", Whole: true}),
			{Code: "68", Name: "Lâm Đồng", Kind: "tỉnh", Parent: place.Nation},
			old("X24631", "Đắk Nia", "xã", "68"),
			old("H119", "Quỳnh Nhai", "huyện", "14"),
			old("X03703", "Mường Giàng", "thị trấn", "H119", place.Successor{Code: "03703", Whole: true}),
			old("X03688", "Mường Chiên", "xã", "H119", place.Successor{Code: "03688", Whole: true}),
			old("X03694", "Mường Giôn", "xã", "H119", place.Successor{Code: "03694", Whole: true}),
			old("X03712", "Nặm Ét", "xã", "H119", place.Successor{Code: "03712", Whole: true}),
			today("03703", "Quỳnh Nhai"), today("03688", "Mường Chiên"), today("03694", "Mường Giôn"), today("03712", "Mường Sại"),
		},
		Baselines: []coverage.Baseline{
			stated("14", coverage.BHYT, "2011-12-31", -1, 892_800, "003"),
			stated("14", coverage.BHYT, "2020-10-31", 1_196_739, 955_400, "003"),
			stated("H119", coverage.BHYT, "2022-11-30", 58_561, -1, "001"),
			stated("H119", coverage.BHYT, "2023-11-30", 64_417, 953_000, "001"),
			stated("03703", coverage.BHYT, "2026-10-31", 27_912, -1, ""),
			stated("03688", coverage.BHYT, "2026-10-31", 12_681, -1, ""),
			stated("03694", coverage.BHYT, "2026-10-31", 13_589, -1, ""),
			stated("03712", coverage.BHYT, "2026-10-31", 10_235, -1, ""),
			stated("T19", coverage.BHYT, "2012-12-31", 920_049, 800_700, "002"),
			stated("T19", coverage.BHYT, "2020-05-30", 1_215_900, 985_000, "002"),
			stated("12", coverage.BHYT, "2019-05-31", 436_093, -1, "004"),
			stated("12", coverage.BHYT, "2020-05-31", 438_422, 960_000, "004"),
			stated("12", coverage.Voluntary, "2019-05-31", 1_900, -1, "004"),
			stated("12", coverage.Voluntary, "2020-05-31", 2_983, -1, "004"),
			stated("12", coverage.Compulsory, "2020-05-31", 29_024, -1, "004"),
			stated("12", coverage.BHXH, "2020-05-31", 29_024, 120_000, "004"),
			stated("68", coverage.BHYT, "2025-05-31", 1_229_935, 915_000, "a slip of the pen"),
			bound,
		},
		Denominators: []coverage.Denominator{
			people("14", coverage.Population, "2020-01-01", 1_252_605),
			people("H119", coverage.Population, "2022-01-01", 67_594),
			people("03703", coverage.Population, "2026-01-01", 29_180),
			people("03688", coverage.Population, "2026-01-01", 13_264),
			people("03694", coverage.Population, "2026-01-01", 14_350),
			people("03712", coverage.Population, "2026-01-01", 10_800),
			people("T19", coverage.Population, "2012-01-01", 1_149_056),
			people("T19", coverage.Population, "2020-01-01", 1_234_416),
			people("12", coverage.Population, "2019-01-01", 456_690),
			people("12", coverage.LabourForce, "2020-01-01", 241_867),
			people("68", coverage.Population, "2025-01-01", 1_359_946),
		},
		Targets: []coverage.Target{
			target("14", coverage.BHYT, "2020", coverage.RatePct, 957_000, 0, "chỉ tiêu được giao năm 2020"),
			target("12", coverage.Compulsory, "2020", coverage.Stock, 0, 31_209, "kế hoạch giao"),
			target("12", coverage.Voluntary, "2020", coverage.Stock, 0, 5_524, "kế hoạch giao"),
			target("12", coverage.BHXH, "2020", coverage.RatePct, 150_000, 0, "28-NQ/TW"),
			target("68", coverage.BHYT, "2025", coverage.RatePct, 950_000, 0, ""),
		},
		Classes: []coverage.Class{
			{Unit: "X03703", Class: "ntm", Recognised: date("2019-01-01")},
			{Unit: "X03688", Class: "ntm_nang_cao", Recognised: date("2022-01-01")},
		},
		Floors: floors(),
	}
}

// floors are the published ones; of 2026-2030 none is.
func floors() []coverage.Floor {
	return []coverage.Floor{
		{Class: "ntm", From: date("2016-01-01"), To: date("2020-12-31"), Indicator: coverage.BHYT, Rate: 850_000, Basis: "1980/QĐ-TTg"},
		{Class: "ntm_kieu_mau", From: date("2018-01-01"), To: date("2020-12-31"), Indicator: coverage.BHYT, Rate: 950_000, Basis: "691/QĐ-TTg"},
		{Class: "ntm", From: date("2021-01-01"), To: date("2025-12-31"), Indicator: coverage.BHYT, Rate: 900_000, Basis: "318/QĐ-TTg"},
		{Class: "ntm_nang_cao", From: date("2021-01-01"), To: date("2025-12-31"), Indicator: coverage.BHYT, Rate: 950_000, Basis: "318/QĐ-TTg"},
	}
}

// TestSonLa goes the whole way for the figures of October 2020.
func TestSonLa(t *testing.T) {
	t.Parallel()
	st := open(t, "2026-11-22", sources()).standing("14", coverage.BHYT, "2020-10-31")
	if st.Participants != 1_196_739 || st.Denominator.Value != 1_252_605 || coverage.BasisPoints(st.Participants, st.Denominator.Value) != 9554 {
		t.Errorf("%d of %d", st.Participants, st.Denominator.Value)
	}
	if len(st.Targets) != 1 {
		t.Fatalf("%d targets", len(st.Targets))
	}
	p := st.Targets[0]
	if p.Target.Rate != 957_000 || p.Need != 1_198_743 || p.Gap != 2_004 || p.Met || p.DaysLeft != 61 || p.TenthsADay() != 329 {
		t.Errorf("target: %+v, %d tenths a day", p, p.TenthsADay())
	}
	if p.Target.Basis != "chỉ tiêu được giao năm 2020" || p.PaceKnown || !p.Forecast.Few {
		t.Errorf("target: %+v", p)
	}
	if st.Published == nil || st.Contradicted() {
		t.Error("95.54% is what the counts come to")
	}
	if st.Same != nil {
		t.Error("nothing is known of October 2019")
	}
	rateOnly := open(t, "2026-11-22", sources()).standing("14", coverage.BHYT, "2012-01-15")
	if rateOnly.Known || rateOnly.Published == nil || rateOnly.Published.Stated.Pct() != "89,28" {
		t.Errorf("2011 has only a rate: %+v", rateOnly)
	}
}

// TestQuynhNhai asks for the old district on its own days and on today's.
func TestQuynhNhai(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", sources())
	then := h.standing("H119", coverage.BHYT, "2023-11-30")
	if then.Participants != 64_417 || then.Denominator.Value != 67_594 || vi.Percent(then.Participants, then.Denominator.Value) != "95,3" {
		t.Errorf("then: %d of %d", then.Participants, then.Denominator.Value)
	}
	if then.Contradicted() || then.Same == nil || vi.Growth(then.Participants, then.Same.Participants) != "+10" {
		t.Errorf("a year before: %+v", then.Same)
	}
	for rate, over := range map[coverage.Rate]int64{900_000: 3_582, 950_000: 202} {
		if p := then.Towards(rate); !p.Met || p.Have-p.Need != over {
			t.Errorf("against %s%%: %+v", rate.Pct(), p)
		}
	}
	now := h.standing("H119", coverage.BHYT, "2026-11-22")
	if now.Participants != 64_417 || now.Denominator.Value != 67_594 || now.Partial() || now.Own || now.Parts != 4 {
		t.Errorf("now, as the sum of what it became: %+v", now)
	}
	for code, want := range map[place.Code]string{"03703": "95,65", "03688": "95,6", "03694": "94,7", "03712": "94,77"} {
		st := h.standing(code, coverage.BHYT, "2026-11-22")
		if got := vi.Percent(st.Participants, st.Denominator.Value); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	below, err := h.service.Below(t.Context(), "14", place.Commune, coverage.BHYT, 950_000, date("2026-11-22"))
	if err != nil || len(below.Rows) != 2 || below.Rows[0].Unit != "03694" || below.Rows[1].Unit != "03712" {
		t.Errorf("below 95%%: %+v, %v", below, err)
	}
}

// TestThaiNguyen: the old province is not the new one.
func TestThaiNguyen(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", sources())
	st := h.standing("T19", coverage.BHYT, "2020-06-28")
	if st.Participants != 1_215_900 || st.Denominator.Value-st.Participants != 18_516 || st.Contradicted() {
		t.Errorf("%+v", st)
	}
	first := h.standing("T19", coverage.BHYT, "2012-12-31")
	if got := vi.Points(st.Participants, st.Denominator.Value, first.Participants, first.Denominator.Value); got != "+18,43" {
		t.Errorf("since 2012: %s points", got)
	}
	for _, u := range []place.Code{"T19", "19"} {
		if now := h.standing(u, coverage.BHYT, "2026-11-22"); now.Known && !now.Partial() {
			t.Errorf("%s now is not the old province: %+v", u, now)
		}
	}
}

// TestLaiChau: shares of plans, the same period, and a target of the labour force.
func TestLaiChau(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", sources())
	for _, c := range []struct {
		i       coverage.Indicator
		plan    string
		gap     int64
		delta   int64
		growth  string
		growths bool
	}{
		{coverage.Compulsory, "93", 2_185, 0, "", false},
		{coverage.Voluntary, "54", 2_541, 1_083, "+57", true},
		{coverage.BHXH, "", 7_257, 0, "", false},
		{coverage.BHYT, "", 0, 2_329, "+0,53", true},
	} {
		st := h.standing("12", c.i, "2020-05-31")
		for _, p := range st.Targets {
			if p.Gap != c.gap {
				t.Errorf("%s: gap %d, want %d", c.i, p.Gap, c.gap)
			}
			if c.plan != "" && vi.Decimal(100*p.Have, p.Need, 0) != c.plan {
				t.Errorf("%s: %s%% of plan", c.i, vi.Percent(p.Have, p.Need))
			}
		}
		if (st.Same != nil) != c.growths {
			t.Errorf("%s: same period %+v", c.i, st.Same)
		} else if c.growths && (st.Same.Delta != c.delta || vi.Growth(st.Participants, st.Same.Participants) != c.growth) {
			t.Errorf("%s: %+v", c.i, st.Same)
		}
	}
}

// TestContradictionsAreFlagged: what a source states is kept, and told apart
// from what its counts come to.
func TestContradictionsAreFlagged(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", sources())
	st := h.standing("68", coverage.BHYT, "2025-05-31")
	if !st.Contradicted() || st.Published.Stated != 915_000 || vi.Percent(st.Participants, st.Denominator.Value) != "90,44" {
		t.Errorf("%+v", st)
	}
	if st.Targets[0].Gap != 62_014 {
		t.Errorf("gap %d, the source says 62762", st.Targets[0].Gap)
	}
	if h.standing("12", coverage.BHXH, "2020-05-31").Contradicted() {
		t.Error("about 12% is what the counts come to")
	}
	bound := h.standing("X24631", coverage.BHYT, "2021-02-01")
	if bound.Known || bound.Published == nil || !bound.Published.Bound || bound.Contradicted() {
		t.Errorf("a bound is no figure: %+v", bound)
	}
	below, err := h.service.Below(t.Context(), "68", place.Commune, coverage.BHYT, 999_000, date("2021-02-01"))
	if err != nil || len(below.Rows) != 0 || below.Unrated != 1 {
		t.Errorf("a bound is never compared: %+v, %v", below, err)
	}
}
