package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Whoever rests is on leave on those days and no other, by the record of duties
// too, until they are back; an import between changes nothing of it.
func TestLeavesHoldOnTheirDays(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		now := time.Date(2026, 11, 16, 3, 0, 0, 0, time.UTC)
		l := open(t, e, ledger.Options{Now: func() time.Time { return now }})
		ctx := t.Context()
		code, err := l.Invite(ctx, coverage.Invitation{Role: coverage.Agent, Name: "Lò Thị Mẫu", Units: []place.Code{sinh}}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		p, err := l.Redeem(ctx, "web/agent", code, "")
		if err != nil {
			t.Fatal(err)
		}
		today := vi.Date(2026, 11, 16)
		status := func(day vi.Day, want coverage.Status) {
			t.Helper()
			now = day.Start(time.UTC).Add(3 * time.Hour)
			if got, err := l.Person(ctx, "web/agent"); err != nil || got.Status != want {
				t.Errorf("%s: %s, %v; want %s", day, got.Status, err, want)
			}
			if got, err := l.Holders(ctx, coverage.Agent, []place.Code{sinh}); err != nil || len(got) != 1 || got[0].Status != want {
				t.Errorf("%s: held by %+v, %v; want %s", day, got, err, want)
			}
		}
		if _, ok, err := l.Rest(ctx, p.ID, coverage.Absence{From: today + 2, To: today + 4}); err != nil || !ok {
			t.Fatal(ok, err)
		}
		status(today, coverage.Active)
		status(today+2, coverage.Leave)
		status(today+4, coverage.Leave)
		status(today+5, coverage.Active)
		now = today.Start(time.UTC).Add(3 * time.Hour)
		was, err := l.Return(ctx, p.ID, today+4)
		if err != nil || was != (coverage.Absence{From: today + 2, To: today + 4}) {
			t.Fatal(was, err)
		}
		status(today+3, coverage.Leave)
		status(today+4, coverage.Active)
		if was, err := l.Return(ctx, p.ID, today+6); err != nil || !was.From.IsZero() {
			t.Errorf("ended %+v, %v", was, err)
		}
		now = (today + 8).Start(time.UTC).Add(3 * time.Hour)
		if _, ok, err := l.Rest(ctx, p.ID, coverage.Absence{From: today + 8}); err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, err := l.Amend(ctx, coverage.Amendment{People: []coverage.Posting{{Name: "Người Khác", Role: coverage.Agent, Units: []place.Code{an}, Status: coverage.Active}}}); err != nil {
			t.Fatal(err)
		}
		status(today+30, coverage.Leave)
		duties, err := l.Duties(ctx, []place.Code{sinh})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range duties[1:] {
			got = append(got, string(d.Status)+" "+d.From.Short())
		}
		want := []string{"leave 18/11", "active 21/11", "active 20/11", "leave 24/11"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("duties (-want +got):\n%s", diff)
		}
	})
}
