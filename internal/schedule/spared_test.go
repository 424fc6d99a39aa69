package schedule_test

import (
	"slices"
	"sync"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/schedule"
)

// Whom an official reminds in the hour before the day's own reminder is
// reminded once, also where both happen at the same minute on two replicas;
// whom they reminded in the morning hears in the afternoon again.
func TestRemindedJustBeforeIsRemindedOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		a, b := s.replica(), s.replica()
		remind := func(r replica) coverage.Reminded {
			done, err := r.Remind(t.Context(), 0, []place.Code{sinh})
			if err != nil {
				t.Error(err)
			}
			return done
		}
		s.set("16:20:00")
		done := remind(a)
		if got := names(s.told(a.ledger)); !slices.Equal(got, []string{"Hai", "Một"}) || done.Sent != 2 || done.Spared != 2 || done.SparedAt != "16:30" {
			t.Errorf("asked at 16:20: %v, %+v", got, done)
		}
		s.set("16:30:00")
		var both sync.WaitGroup
		both.Go(func() { s.do(a, schedule.Remind) })
		both.Go(func() { remind(b) })
		both.Wait()
		if got := names(s.told(b.ledger)); !slices.Equal(got, []string{"Chín"}) {
			t.Errorf("at 16:30 %v are reminded", got)
		}
		s.set("17:25:00")
		if done := remind(b); done.Sent != 2 || done.Spared != 0 {
			t.Errorf("an hour later: %+v", done)
		}
	})
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	s.set("10:00:00")
	if done, err := r.Remind(t.Context(), 0, []place.Code{sinh}); err != nil || done.Sent != 2 || done.Spared != 0 {
		t.Errorf("in the morning: %+v, %v", done, err)
	}
	s.told(r.ledger)
	s.set("16:30:00")
	s.do(r, schedule.Remind)
	if got := names(s.told(r.ledger)); !slices.Equal(got, []string{"Chín", "Một"}) {
		t.Errorf("in the afternoon %v are reminded", got)
	}
}
