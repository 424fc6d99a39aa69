package ledger_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
	"baophu/internal/place"
)

// A backup of either engine becomes a ledger on either: the way from a laptop
// to a server, and back after a fire.
func TestRestore(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		amend(t, l, coverage.Amendment{Records: fullRecords(), People: []coverage.Posting{
			{Name: "An", Role: coverage.Agent, Units: []place.Code{village(sinh, 1), village(sinh, 2)}},
		}})
		for n := range 250 { // more than one statement inserts
			commit(t, l, message("1", n), tally(village(sinh, 1), coverage.BHYT, 1, today))
		}
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := l.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		was := verify(t, l)
		for _, onto := range ledgertest.Engines(t) {
			url := onto.URL(t)
			if withheld, err := ledger.Restore(t.Context(), url, path, time.Now(), logtest.Quiet(t)); err != nil || withheld != 0 {
				t.Fatalf("onto %s: %d withheld, %v", onto.Name, withheld, err)
			}
			restored := ledgertest.Open(t, url, ledger.Options{})
			if v := verify(t, restored); v.Head != was.Head || v.Messages != was.Messages || restored.Identity() == l.Identity() {
				t.Errorf("onto %s: %+v, was %+v", onto.Name, v, was)
			}
			records, err := restored.Records(t.Context())
			if err != nil || len(records.Units) != len(fullRecords().Units) {
				t.Errorf("onto %s: %d units, %v", onto.Name, len(records.Units), err)
			}
			commit(t, restored, message("1", 1000), tally(village(sinh, 1), coverage.BHYT, 1, today))
			goesOn(t, onto.Name, restored)
			after := verify(t, restored)
			if _, err := ledger.Restore(t.Context(), url, path, time.Now(), logtest.Quiet(t)); !errors.Is(err, ledger.ErrNotEmpty) {
				t.Errorf("onto %s once more: %v", onto.Name, err)
			}
			if again := verify(t, restored); again.Head != after.Head || again.Head != was.Head+1 {
				t.Errorf("onto %s: a refused restore changed it: %+v", onto.Name, again)
			}
		}
	})
}

func invite(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	if _, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Admin, Name: "Quản Trị"}, time.Hour); err != nil {
		t.Fatal(err)
	}
}

// A store that holds an invitation alone is not restored over, and keeps it.
func TestRestoreOverAnInvitation(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		invite(t, l)
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := l.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.Restore(t.Context(), e.URL(t), path, time.Now(), logtest.Quiet(t)); err != nil {
			t.Errorf("into an empty one: %v", err)
		}
		url := e.URL(t)
		held := ledgertest.Open(t, url, ledger.Options{})
		invite(t, held)
		if _, err := ledger.Restore(t.Context(), url, path, time.Now(), logtest.Quiet(t)); !errors.Is(err, ledger.ErrNotEmpty) {
			t.Errorf("over an invitation: %v", err)
		}
	})
}

// goesOn writes what the database numbers by itself: a restored ledger must
// count on from what it was filled with.
func goesOn(t *testing.T, onto string, l *ledger.Ledger) {
	t.Helper()
	amend(t, l, coverage.Amendment{People: []coverage.Posting{{Name: "Bình", Role: coverage.Agent, Units: []place.Code{village(sinh, 3)}}}})
	if people, err := l.ByName(t.Context(), "Bình"); err != nil || len(people) != 1 {
		t.Errorf("onto %s: a new person: %v, %v", onto, people, err)
	}
	code, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Agent, Name: "Chi", Units: []place.Code{village(an, 1)}}, time.Hour)
	if err != nil {
		t.Fatalf("onto %s: %v", onto, err)
	}
	if p, err := l.Redeem(t.Context(), "web/joiner", code, ""); err != nil || len(p.Grants) != 1 {
		t.Errorf("onto %s: a joiner: %+v, %v", onto, p, err)
	}
	duties, err := l.Duties(t.Context(), nil)
	if err != nil || len(duties) != 4 {
		t.Errorf("onto %s: duties %+v, %v, want 4", onto, duties, err)
	}
}

func TestRestoreOfNoBackup(t *testing.T) {
	t.Parallel()
	to := "sqlite://" + filepath.Join(t.TempDir(), "to.db")
	if _, err := ledger.Restore(t.Context(), to, filepath.Join(t.TempDir(), "nothing.db"), time.Now(), logtest.Quiet(t)); err == nil {
		t.Error("a file that is not there was restored")
	}
}

// What waited in an older backup was sent since: it is not sent again. What is
// moved from one database to another in an hour is.
func TestRestoreSendsNothingTwice(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.BHYT, 1, today))
		c.advance(10 * time.Minute)
		later := bot.Reply{Text: "mai", After: c.now().Add(20 * time.Hour)}
		if err := l.Announce(t.Context(), "later", []bot.Reply{later}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := l.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			after                time.Duration
			withheld, now, later int
		}{
			{20 * time.Minute, 0, 1, 2},
			{3 * time.Hour, 1, 0, 1},
			{48 * time.Hour, 2, 0, 0},
		} {
			url := e.URL(t)
			at := c.now().Add(test.after)
			n, err := ledger.Restore(t.Context(), url, path, at, logtest.Quiet(t))
			if err != nil || n != int64(test.withheld) {
				t.Fatalf("after %s: %d withheld, %v", test.after, n, err)
			}
			restored := ledgertest.Open(t, url, ledger.Options{Now: func() time.Time { return at }})
			if out, err := restored.Claim(t.Context(), 10, time.Millisecond); err != nil || len(out) != test.now {
				t.Errorf("after %s: %+v, %v", test.after, out, err)
			}
			next := ledgertest.Open(t, url, ledger.Options{Now: func() time.Time { return at.Add(24 * time.Hour) }})
			if out, err := next.Claim(t.Context(), 10, time.Minute); err != nil || len(out) != test.later {
				t.Errorf("a day later than %s: %+v, %v", test.after, out, err)
			}
			verify(t, restored)
		}
	})
}
