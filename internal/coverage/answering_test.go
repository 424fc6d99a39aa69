package coverage_test

import (
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestAnswering: the nearest who are at work and are picked, a commune's office
// before its province.
func TestAnswering(t *testing.T) {
	t.Parallel()
	units := append(country(), unit("CS", "BHXH cơ sở", "01"))
	units[1].Office = "CS" // serves A, not B
	official := func(name string, status coverage.Status, u place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Official, Units: []place.Code{u}, Status: status}
	}
	h := open(t, friday, coverage.Records{Units: units},
		official("Trưởng bản", coverage.Active, "A1"), official("Xã", coverage.Active, "A"), official("Xã nghỉ", coverage.Leave, "A"),
		official("Cơ sở", coverage.Active, "CS"), official("Tỉnh", coverage.Active, "01"), official("Tỉnh mới", coverage.Training, "01"),
		official("Xã B", coverage.Leave, "B"))
	for _, test := range []struct {
		unit       place.Code
		without    string // whom nobody picks
		want, name string
	}{
		{"A1", "", "Trưởng bản", "the village's own"},
		{"A2", "", "Xã", "the commune's at work"},
		{"A1", "Trưởng bản Xã", "Cơ sở", "its office"},
		{"A1", "Trưởng bản Xã Cơ sở", "Tỉnh", "the province's at work"},
		{"B1", "", "Tỉnh", "past one on leave, and an office that serves another commune"},
		{"B1", "Tỉnh", "", "nobody"},
	} {
		people, err := h.service.Answering(t.Context(), test.unit, func(p coverage.Person) (bool, error) {
			return !strings.Contains(test.without, p.Name), nil
		})
		got := ""
		for _, p := range people {
			got += p.Name
		}
		if err != nil || got != test.want {
			t.Errorf("%s: %q answer for %s, want %q: %v", test.name, got, test.unit, test.want, err)
		}
	}
}
