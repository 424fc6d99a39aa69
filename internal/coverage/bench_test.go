package coverage_test

import (
	"fmt"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// BenchmarkStanding asks for a country, a province and a commune where every
// commune has a baseline and nothing above has.
func BenchmarkStanding(b *testing.B) {
	var r coverage.Records
	for p := range 34 {
		province := place.Code(fmt.Sprintf("%02d", p))
		r.Units = append(r.Units, unit(province, "tỉnh", place.Nation))
		for c := range 98 {
			u := formed(place.Code(fmt.Sprintf("%s%03d", province, c)), "xã", province, "2025-07-01")
			old := ended("X"+u.Code, "xã", province, "2025-06-30", true, u.Code)
			r.Units = append(r.Units, u, old)
			r.Baselines = append(r.Baselines, baseline(u.Code, "2026-10-31", 900), baseline(u.Code, "2025-10-31", 880), baseline(u.Code, "2025-12-31", 890))
			r.Denominators = append(r.Denominators, population(u.Code, "2025-01-01", 1000))
		}
	}
	r.Targets = []coverage.Target{rateTarget("01", "2026", 950_000, "", "2026-01-01"), rateTarget(place.Nation, "2026", 950_000, "", "2026-01-01")}
	h := open(b, "2026-11-22", r)
	for _, u := range []place.Code{place.Nation, "01", "01001"} {
		b.Run(string(u), func(b *testing.B) {
			for b.Loop() {
				if _, err := h.service.Standing(b.Context(), u, coverage.BHYT, date("2026-11-22")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
