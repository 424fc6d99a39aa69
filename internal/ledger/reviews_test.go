package ledger_test

import (
	"errors"
	"sync"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// flagged is a tally whose number was unusual.
func flagged(e coverage.Entry) coverage.Entry {
	e.Flagged = true
	return e
}

// A flagged report waits until somebody looks at it or it is taken back; two
// who look at once on two replicas, or in one commit, are one review and one
// line of the audit log.
func TestReviewsCountOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		two := []*ledger.Ledger{ledgertest.Open(t, url, ledger.Options{}), ledgertest.Open(t, url, ledger.Options{})}
		amend(t, two[0], coverage.Amendment{Records: coverage.Records{Units: units()}})
		a, b := village(sinh, 1), village(an, 2)
		first := commit(t, two[0], message("1", 1), flagged(tally(a, coverage.Household, 30, today)), tally(a, coverage.Voluntary, 2, today))
		second := commit(t, two[0], message("1", 2), flagged(tally(b, coverage.Household, 40, today)))
		commit(t, two[0], message("1", 3), tally(a, coverage.Household, 3, today))
		third := commit(t, two[0], message("1", 4), flagged(tally(a, coverage.Household, 50, today-40)))
		waits := func(units []place.Code, want ...int64) {
			t.Helper()
			found, err := two[1].Unreviewed(t.Context(), units, today-31, 100)
			var got []int64
			for _, e := range found {
				got = append(got, e.Report)
			}
			if err != nil || len(got) != len(want) {
				t.Fatalf("%v wait in %v, want %v, %v", got, units, want, err)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%v wait in %v, want %v", got, units, want)
				}
			}
		}
		waits(nil, second[0].Report, first[0].Report)
		waits([]place.Code{a}, first[0].Report)
		waits([]place.Code{b, a, sinh}, second[0].Report, first[0].Report)
		waits([]place.Code{})

		before, err := two[0].Audit(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var all sync.WaitGroup
		done, late := 0, 0
		for n := range 8 {
			booking := book(t, two[n%2])
			booking.Review = &coverage.Review{Report: first[0].Report, Verdict: coverage.Approved, By: coverage.PersonID(n + 1), Reason: "đúng", Note: "duyệt"}
			all.Go(func() {
				_, err := two[n%2].Commit(t.Context(), message("official", n), booking, say)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					done++
				case errors.Is(err, coverage.ErrStale):
					late++
				default:
					t.Errorf("review %d: %v", n, err)
				}
			})
		}
		all.Wait()
		if done != 1 || late != 7 {
			t.Errorf("%d reviews were written, %d came late", done, late)
		}
		after, err := two[0].Audit(t.Context(), 100)
		if err != nil || len(after) != len(before)+1 || after[0].Note != "duyệt" || after[0].Changed["reviews"] != 1 {
			t.Errorf("the audit log grew by %d: %+v, %v", len(after)-len(before), after[0], err)
		}
		said, err := two[1].Reviews(t.Context(), []int64{first[0].Report, second[0].Report, third[0].Report})
		if err != nil || len(said) != 1 || said[0].Verdict != coverage.Approved || said[0].By != after[0].By || said[0].Reason != "đúng" {
			t.Errorf("said was %+v, %v", said, err)
		}
		waits(nil, second[0].Report)
		commit(t, two[0], message("1", 5), back(second[0]))
		waits(nil)
		verify(t, two[1])
	})
}
