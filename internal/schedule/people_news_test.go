package schedule_test

import (
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/vi"
)

// TestAlertsOfPeople: of what has no rate, as voluntary insurance, a fall and
// a jump are told in people.
func TestAlertsOfPeople(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		l := s.replica().ledger
		_, err := l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Baselines: []coverage.Baseline{
			{Unit: sinh, Indicator: coverage.Voluntary, AsOf: vi.Date(2026, time.September, 30), Participants: 500, Stated: -1}}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Follow(t.Context(), coverage.Follow{Person: s.person(l, "Hà").ID, Unit: sinh, Indicator: coverage.Voluntary, Every: coverage.AlertsOnly, Said: s.now()}); err != nil {
			t.Fatal(err)
		}
		s.on(20, "18:00:00")
		s.tell(s.replica())
		s.nothing(l, "the first look")
		s.tallyOf(l, coverage.Voluntary, coverage.Lapsed, 2)
		s.on(20, "18:10:00")
		s.tell(s.replica(), s.replica())
		if got := s.only(l, "Hà"); !strings.Contains(got, "thấp hơn ngày 21/10: 500 → 498 người (−2)") {
			t.Errorf("told %q", got)
		}
		s.tallyOf(l, coverage.Voluntary, coverage.New, 29)
		s.on(20, "18:20:00")
		s.tell(s.replica())
		s.nothing(l, "29 more are no jump")
		s.tallyOf(l, coverage.Voluntary, coverage.New, 30)
		s.on(20, "18:30:00")
		s.tell(s.replica())
		if got := s.only(l, "Hà"); !strings.Contains(got, "527 → 557 người (+30)") {
			t.Errorf("told %q", got)
		}
	})
}
