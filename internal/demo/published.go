package demo

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Where published figures come from.
const (
	fromDakNong    = "BHXH tỉnh Đắk Nông chung tay xây dựng nông thôn mới, 29/01/2021"
	fromQuynhNhai  = "Quỳnh Nhai: Phát triển người tham gia bảo hiểm là tiêu chí đánh giá, 2023"
	fromThaiNguyen = "bài về Nghị quyết 21-NQ/TW và 28-NQ/TW ở Thái Nguyên, 28/06/2020"
	fromSonLa      = "bài về bao phủ BHYT ở Sơn La, số liệu 31/10/2020"
	fromLaiChau    = "bài về BHXH, BHYT ở Lai Châu, số liệu 31/05/2020"
	fromLamDong    = "vietnam.vn, khen thưởng điển hình BHXH, BHYT Lâm Đồng, 5 tháng 2025"
	fromLaoCai     = "vietnam.vn, Lào Cai nỗ lực phát triển BHYT, 10/2025"
	derived        = " (suy ra từ số công bố)"
)

// publishedBaselines are the counts and rates as printed, for the units of
// their day. A rate that contradicts its counts is kept beside them.
func publishedBaselines(today vi.Day) []coverage.Baseline {
	count := func(unit place.Code, i coverage.Indicator, asOf vi.Day, people int64, stated coverage.Rate, source string) coverage.Baseline {
		return coverage.Baseline{Unit: unit, Indicator: i, AsOf: asOf, Participants: people, Stated: stated, Source: source}
	}
	above := func(unit place.Code, asOf vi.Day, stated coverage.Rate, source string) coverage.Baseline {
		return coverage.Baseline{Unit: unit, Indicator: coverage.BHYT, AsOf: asOf, Participants: -1, Stated: stated, Bound: true, Source: source}
	}
	const none = -1
	all := []coverage.Baseline{
		count(place.Nation, coverage.BHYT, vi.Date(2019, 12, 31), none, 900_000, "VietnamPlus, cuối năm 2019"),
		above(place.Nation, vi.Date(2020, 6, 28), 850_000, fromThaiNguyen),
		count(place.Nation, coverage.BHYT, vi.Date(2023, 12, 31), none, 933_500, "TTXVN, cuối năm 2023"),
		count(place.Nation, coverage.BHYT, vi.Date(2025, 12, 31), none, 952_000, "BHXH Việt Nam, cuối năm 2025"),

		count(sonLa, coverage.BHYT, vi.Date(2011, 12, 31), none, 892_800, fromSonLa),
		count(sonLa, coverage.BHYT, vi.Date(2020, 10, 31), 1_196_739, 955_400, fromSonLa),

		count("H118", coverage.BHYT, vi.Date(2023, 11, 30), 64_417, 953_000, fromQuynhNhai),

		count(laiChau, coverage.BHYT, vi.Date(2019, 5, 31), 436_093, none, fromLaiChau+derived),
		count(laiChau, coverage.Voluntary, vi.Date(2019, 5, 31), 1_900, none, fromLaiChau+derived),
		count(laiChau, coverage.BHYT, vi.Date(2020, 5, 31), 438_422, 960_000, fromLaiChau),
		count(laiChau, coverage.Compulsory, vi.Date(2020, 5, 31), 29_024, none, fromLaiChau),
		count(laiChau, coverage.Voluntary, vi.Date(2020, 5, 31), 2_983, none, fromLaiChau),
		count(laiChau, coverage.BHXH, vi.Date(2020, 5, 31), none, 120_000, fromLaiChau+" (khoảng 12%, không rõ tử số)"),

		count("T19", coverage.BHYT, vi.Date(2012, 12, 31), 920_049, 800_700, fromThaiNguyen),
		count("T19", coverage.BHYT, vi.Date(2020, 5, 30), 1_215_900, 985_000, fromThaiNguyen),
		count("T19", coverage.Pupils, vi.Date(2020, 5, 30), none, 963_900, fromThaiNguyen),
		count("T19", coverage.BHXH, vi.Date(2012, 12, 31), 98_974, none, fromThaiNguyen),
		count("T19", coverage.BHXH, vi.Date(2019, 12, 31), 238_000, none, fromThaiNguyen),
		count("T19", coverage.BHXH, vi.Date(2020, 5, 31), 220_123, 900_000, fromThaiNguyen+" (ghi 90% so với năm 2019, tính ra 92,49%)"),
		count("T19", coverage.Voluntary, vi.Date(2020, 5, 31), 9_125, none, fromThaiNguyen),

		count("T67", coverage.BHYT, vi.Date(2020, 12, 31), none, 910_000, fromDakNong),
		above("X24757", vi.Date(2021, 1, 29), 900_000, fromDakNong),
		above("X24763", vi.Date(2021, 1, 29), 900_000, fromDakNong),
		above("X24628", vi.Date(2021, 1, 29), 900_000, fromDakNong),

		count("T68", coverage.BHYT, vi.Date(2024, 12, 31), 1_269_187, 945_600, fromLamDong+derived),
		count("T68", coverage.BHYT, vi.Date(2025, 5, 31), 1_229_935, 904_400, fromLamDong),
		count("T68", coverage.BHXH, vi.Date(2025, 5, 31), 116_249, 184_300, fromLamDong),

		count("15", coverage.BHYT, vi.Date(2025, 10, 31), 1_475_810, 882_100, fromLaoCai),
	}
	return slices.DeleteFunc(all, func(b coverage.Baseline) bool { return b.AsOf > today })
}

// publishedDenominators are what the published rates are shares of, derived
// from count and rate where they were not printed.
func publishedDenominators(today vi.Day) []coverage.Denominator {
	all := []coverage.Denominator{
		{Unit: sonLa, Base: coverage.Population, AsOf: vi.Date(2020, 10, 31), Value: 1_252_605, Source: fromSonLa + derived},
		{Unit: "H118", Base: coverage.Population, AsOf: vi.Date(2023, 11, 30), Value: 67_594, Source: fromQuynhNhai + derived},
		{Unit: laiChau, Base: coverage.Population, AsOf: vi.Date(2020, 5, 31), Value: 456_690, Source: fromLaiChau + derived},
		{Unit: laiChau, Base: coverage.LabourForce, AsOf: vi.Date(2020, 5, 31), Value: 241_867, Source: fromLaiChau + derived},
		{Unit: "T19", Base: coverage.Population, AsOf: vi.Date(2012, 12, 31), Value: 1_149_056, Source: fromThaiNguyen + derived},
		{Unit: "T19", Base: coverage.Population, AsOf: vi.Date(2020, 5, 30), Value: 1_234_416, Source: fromThaiNguyen + derived},
		{Unit: "T68", Base: coverage.Population, AsOf: vi.Date(2024, 12, 31), Value: 1_342_203, Source: fromLamDong + derived},
		{Unit: "T68", Base: coverage.Population, AsOf: vi.Date(2025, 5, 31), Value: 1_359_946, Source: fromLamDong + derived},
		{Unit: "T68", Base: coverage.LabourForce, AsOf: vi.Date(2025, 5, 31), Value: 630_760, Source: fromLamDong + derived},
		{Unit: "15", Base: coverage.Population, AsOf: vi.Date(2025, 10, 31), Value: 1_673_064, Source: fromLaoCai + derived},
	}
	return slices.DeleteFunc(all, func(d coverage.Denominator) bool { return d.AsOf > today })
}

// publishedTargets are goals and assigned plans with the act they rest on.
func publishedTargets() []coverage.Target {
	rate := func(unit place.Code, i coverage.Indicator, period coverage.Period, r coverage.Rate, from vi.Day, basis string) coverage.Target {
		return coverage.Target{Unit: unit, Indicator: i, Period: period, Measure: coverage.RatePct, Rate: r, Basis: basis, From: from}
	}
	stock := func(unit place.Code, i coverage.Indicator, period coverage.Period, people int64, from vi.Day, basis string) coverage.Target {
		return coverage.Target{Unit: unit, Indicator: i, Period: period, Measure: coverage.Stock, People: people, Basis: basis, From: from}
	}
	const congress = "Đại hội Đảng bộ huyện Quỳnh Nhai nhiệm kỳ 2020-2025 (95% với xã NTM nâng cao, 90% với xã NTM)"
	const laiChauGoal = "Chương trình hành động của Tỉnh ủy Lai Châu thực hiện Nghị quyết 28-NQ/TW"
	return []coverage.Target{
		rate(sonLa, coverage.BHYT, "2020", 957_000, vi.Date(2020, 1, 1), "chỉ tiêu bao phủ BHYT được giao năm 2020"),
		rate("H118", coverage.BHYT, "2023", 950_000, vi.Date(2023, 1, 1), congress),
		rate("H118", coverage.BHYT, "2024", 950_000, vi.Date(2024, 1, 1), congress),
		rate("H118", coverage.BHYT, "2025", 950_000, vi.Date(2025, 1, 1), congress),
		rate("T67", coverage.BHYT, "2020", 900_000, vi.Date(2016, 6, 28), "Quyết định 1167/QĐ-TTg ngày 28/6/2016"),
		stock(laiChau, coverage.Compulsory, "2020", 31_209, vi.Date(2020, 1, 1), "kế hoạch giao năm 2020"+derived),
		stock(laiChau, coverage.Voluntary, "2020", 5_524, vi.Date(2020, 1, 1), "kế hoạch giao năm 2020"+derived),
		rate(laiChau, coverage.BHXH, "2021", 150_000, vi.Date(2018, 5, 23), laiChauGoal),
		rate(laiChau, coverage.BHXH, "2025", 200_000, vi.Date(2018, 5, 23), laiChauGoal),
		rate(laiChau, coverage.BHXH, "2030", 250_000, vi.Date(2018, 5, 23), laiChauGoal),
		rate("T68", coverage.BHYT, "2024", 936_500, vi.Date(2024, 1, 1), "chỉ tiêu giao năm 2024"),
		rate("T68", coverage.BHYT, "2025", 950_000, vi.Date(2025, 1, 1), "chỉ tiêu giao năm 2025"),
		stock("15", coverage.BHYT, "2025", 1_579_758, vi.Date(2025, 10, 30), "Quyết định 462/QĐ-BHXH ngày 30/10/2025"+derived),
		rate("15", coverage.BHYT, "2025", 965_000, vi.Date(2025, 1, 1), "mục tiêu bao phủ năm 2025"),
	}
}

// floors are the least coverage of new-rural communes, by class and period.
// For 2026 to 2030 none is published.
func floors() []coverage.Floor {
	span := func(class string, from, to int, rate coverage.Rate, basis string) coverage.Floor {
		return coverage.Floor{
			Class: class, From: vi.Date(from, 1, 1), To: vi.Date(to, 12, 31), Indicator: coverage.BHYT, Rate: rate, Basis: basis,
		}
	}
	return []coverage.Floor{
		span("ntm", 2016, 2020, 850_000, "Quyết định 1980/QĐ-TTg ngày 17/10/2016, tiêu chí 15"),
		span("ntm_kieu_mau", 2018, 2020, 950_000, "Quyết định 691/QĐ-TTg năm 2018"),
		span("ntm", 2021, 2025, 900_000, "Quyết định 318/QĐ-TTg ngày 8/3/2022, tiêu chí 15"),
		span("ntm_nang_cao", 2021, 2025, 950_000, "Quyết định 318/QĐ-TTg ngày 8/3/2022"),
	}
}
