package coverage_test

import (
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

func TestNeighboursStandTogether(t *testing.T) {
	t.Parallel()
	district := func(code place.Code) place.Unit {
		u := unit(code, "huyện", "01")
		u.To = date("2025-06-30")
		return u
	}
	old := func(code, of, became place.Code) place.Unit {
		return ended(code, "xã", of, "2025-06-30", true, became)
	}
	served := formed("c05", "xã", "01", "2025-07-01")
	served.Office = "CS"
	beside := formed("c02", "xã", "01", "2025-07-01")
	beside.Office = "CS"
	book, err := coverage.NewBook(coverage.Records{Units: []place.Unit{
		unit("01", "tỉnh", place.Nation), unit("CS", "BHXH cơ sở", "01"), district("H1"), district("H2"),
		formed("c01", "xã", "01", "2025-07-01"), beside, formed("c03", "xã", "01", "2025-07-01"), formed("c04", "xã", "01", "2025-07-01"), served,
		formed("c06", "xã", "01", "2025-07-01"),
		old("X1", "H1", "c01"), old("X2", "H1", "c04"), old("X3", "H2", "c04"), old("X4", "H1", "c04"), old("X5", "H2", "c03"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	var rows []coverage.Row
	for _, u := range []place.Code{"c06", "c05", "c04", "c03", "c02", "c01"} {
		rows = append(rows, coverage.Row{Unit: u})
	}
	var got []place.Code
	for _, r := range book.Neighbours(rows, date("2026-11-20")) {
		got = append(got, r.Unit)
	}
	want := []place.Code{"c01", "c04", "c02", "c05", "c03", "c06"} // H1, the office, H2, one alone
	if !slices.Equal(got, want) {
		t.Errorf("neighbours are %v, want %v", got, want)
	}
}
