package coverage_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestASplitThatIsReshaped: what was split is known as a sum, and goes on
// through all that becomes of the halves, with what is tallied late.
func TestASplitThatIsReshaped(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", coverage.Records{Units: append(country(), unit("A3", "bản", "A")), Baselines: []coverage.Baseline{
		baseline("A1", "2026-09-30", 100), baseline("A2", "2026-09-30", 50), baseline("A3", "2026-09-30", 1000), baseline("B", "2026-09-30", 30)}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A1", coverage.BHYT, coverage.New, 1, "2026-10-05"),    // before all
		tally("2", "A1", coverage.BHYT, coverage.New, 2, "2026-10-15"),    // late: it was split by then
		tally("3", "A1", coverage.BHYT, coverage.New, 4, "2026-11-03"),    // and reshaped again
		tally("4", "A2", coverage.BHYT, coverage.New, 8, "2026-10-15"),    // still there
		tally("5", "A2", coverage.BHYT, coverage.New, 16, "2026-11-03")}}) // late: it was merged by then
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{
		ended("A1", "bản", "A", "2026-10-10", false, "N", "M"), formed("M", "bản", "A", "2026-10-11"),
		func() place.Unit {
			u := ended("N", "bản", "A", "2026-10-31", true, "P")
			u.From = date("2026-10-11")
			return u
		}(),
		ended("A2", "bản", "A", "2026-10-31", true, "P"), formed("P", "bản", "A", "2026-11-05")}}}) // the new one was named days later
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("6", "N", coverage.BHYT, coverage.New, 32, "2026-10-20"), tally("7", "M", coverage.BHYT, coverage.New, 64, "2026-10-20"),
		tally("8", "M", coverage.BHYT, coverage.New, 128, "2026-11-10"), tally("9", "P", coverage.BHYT, coverage.New, 256, "2026-11-10"),
		tally("10", "N", coverage.BHYT, coverage.New, 512, "2026-11-12")}}) // late, counts in P
	for day, want := range map[string]int64{
		"2026-10-10": 151, "2026-10-15": 161, "2026-10-31": 257, "2026-11-10": 257 + 4 + 16 + 128 + 256, "2026-11-22": 257 + 4 + 16 + 128 + 256 + 512} {
		h.wants("A", day, 1000+want)
		h.wants("01", day, 1000+want+30)
	}
	// Another village is split in the days when the new one was not yet there.
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{
		ended("A3", "bản", "A", "2026-11-02", false, "C", "D"), formed("C", "bản", "A", "2026-11-03"), formed("D", "bản", "A", "2026-11-03")}}})
	h.wants("A", "2026-11-10", 1000+257+4+16+128+256)
	h.wants("A", "2026-11-22", 1000+257+4+16+128+256+512)
	if st := h.standing("A", coverage.BHYT, "2026-11-22"); st.Partial() {
		t.Error("the commune is told to be known in part")
	}
	if v, err := h.ledger.Verify(t.Context()); err != nil || !v.Good() {
		t.Errorf("verified as %+v, %v", v, err)
	}
}

// TestMergedOffices: an office made of others has their counts, and what was
// tallied since in what it serves, as long as it serves the same.
func TestMergedOffices(t *testing.T) {
	t.Parallel()
	units := country()
	cs1, cs2 := unit("CS1", "BHXH cơ sở", "01"), unit("CS2", "BHXH cơ sở", "01")
	units[1].Office, units[2].Office = "CS1", "CS2"
	h := open(t, "2026-11-22", coverage.Records{Units: append(units, cs1, cs2), Baselines: []coverage.Baseline{baseline("CS1", "2026-09-30", 100), baseline("CS2", "2026-09-30", 200)}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A1", coverage.BHYT, coverage.New, 1, "2026-10-05"),
		tally("2", "B1", coverage.BHYT, coverage.New, 2, "2026-11-05")}})
	n := formed("CS3", "BHXH cơ sở", "01", "2026-11-01")
	e1, e2 := ended("CS1", "BHXH cơ sở", "01", "2026-10-31", true, "CS3"), ended("CS2", "BHXH cơ sở", "01", "2026-10-31", true, "CS3")
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{n, e1, e2, units[1].ServedBy("CS3", date("2026-11-01")), units[2].ServedBy("CS3", date("2026-11-01"))}}})
	h.wants("CS3", "2026-11-04", 301)
	h.wants("CS3", "2026-11-22", 303)
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{units[2].ServedBy("CS3", date("2026-11-01")).ServedBy("", date("2026-11-10"))}}})
	h.wants("CS3", "2026-11-09", 303)
	if st := h.standing("CS3", coverage.BHYT, "2026-11-22"); st.Known {
		t.Errorf("one that serves less than was counted has %d", st.Participants)
	}
}
