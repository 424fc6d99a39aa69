package handlers_test

import (
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// A BHXH office's communes are reconciled one by one, and come to its figure.
func TestOfficesAreReconciled(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	people, err := s.ledger.ByName(t.Context(), "Vì Thị Mẫu")
	if err != nil || len(people) != 1 {
		t.Fatalf("%d people, %v", len(people), err)
	}
	if err := s.ledger.Connect(t.Context(), "test/office", people[0].ID); err != nil {
		t.Fatal(err)
	}
	office, counted := people[0].Grants[0].Unit, vi.DayOf(opening, hanoi).MonthStart()-1
	st, err := s.service.Standing(t.Context(), office, coverage.BHYT, counted)
	if err != nil || !st.Known {
		t.Fatalf("known %t, %v", st.Known, err)
	}
	said := s.say("office", "biểu đồ đối chiếu tháng 10")
	if len(said) != 1 || said[0].Picture == nil {
		t.Fatalf("answered by %+v", said)
	}
	for _, want := range []string{"số chốt " + vi.Int(st.Participants) + " người", "phường Mộc Châu"} {
		if !strings.Contains(said[0].Text, want) {
			t.Errorf("%q lacks %q", said[0].Text, want)
		}
	}
	said = s.say("office", "biểu đồ đối chiếu tháng 11") // which is not counted yet
	if text := said[0].Text; !strings.Contains(text, "quản trị") || strings.Contains(text, "bằng tệp") {
		t.Errorf("who imports nothing is told %q", text)
	}
}
