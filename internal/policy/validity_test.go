package policy_test

import (
	"errors"
	"slices"
	"testing"

	"baophu/internal/policy"
	"baophu/internal/vi"
)

// From when a card counts is dated as all figures of the table are.
func TestValidity(t *testing.T) {
	t.Parallel()
	got, err := table(t).Validity(vi.Date(2025, 7, 1))
	if err != nil || got.Wait != 30 || got.Break != 3 || got.Row != 5 ||
		!slices.Contains(got.Acts, "Luật Bảo hiểm y tế") || !slices.Contains(got.Acts, "Quyết định 595/QĐ-BHXH") {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := table(t).Validity(vi.Date(2025, 6, 30)); !errors.Is(err, policy.ErrUnknown) {
		t.Errorf("before the table reaches: %+v, %v", got, err)
	}
}
