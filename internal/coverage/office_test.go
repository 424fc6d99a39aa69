package coverage_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestSamePeriodOfAnOffice: a commune that came is in both figures of the
// comparison, one that left in neither, so that neither looks like growth.
func TestSamePeriodOfAnOffice(t *testing.T) {
	t.Parallel()
	units := append(country(), unit("CS", "BHXH cơ sở", "01"), unit("C", "xã", "01"))
	units[1].Office = "CS"
	units[2].Office, units[2].Past = "CS", []place.Served{{Office: "", To: date("2026-05-31")}} // B came
	units[len(units)-1].Past = []place.Served{{Office: "CS", To: date("2026-06-30")}}           // C left
	people := func(u place.Code, n int64) coverage.Denominator {
		return coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: date("2025-01-01"), Value: n}
	}
	h := open(t, "2026-11-22", coverage.Records{Units: units,
		Baselines:    []coverage.Baseline{baseline("A", "2025-10-31", 100), baseline("B", "2025-10-31", 200), baseline("C", "2025-10-31", 400)},
		Denominators: []coverage.Denominator{people("A", 200), people("B", 400), people("C", 500)}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A1", coverage.BHYT, coverage.New, 5, "2026-02-01"), tally("2", "B1", coverage.BHYT, coverage.New, 7, "2026-02-01")}})
	st := h.standing("CS", coverage.BHYT, "2026-11-22")
	if st.Participants != 312 || st.Denominator.Value != 600 {
		t.Errorf("now %d of %d, want 312 of 600", st.Participants, st.Denominator.Value)
	}
	if st.Same == nil || st.Same.Participants != 300 || st.Same.Denominator != 600 || st.Same.Delta != 12 {
		t.Errorf("the year before is %+v, want 300 of 600", st.Same)
	}
	if then := h.standing("CS", coverage.BHYT, "2025-11-22"); then.Participants != 500 || then.Denominator.Value != 700 {
		t.Errorf("on that day itself %d of %d, want 500 of 700", then.Participants, then.Denominator.Value)
	}
}
