package ledger_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // to do to a database what the ledger never would
	_ "modernc.org/sqlite"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// behind opens the ledger's database behind its back.
func behind(t *testing.T, url string) *sql.DB {
	t.Helper()
	driver := "pgx"
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, url = "sqlite", "file:"+path+"?_busy_timeout=5000&_pragma=recursive_triggers(1)"
	}
	db, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestEntriesAreForEver(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		l := ledgertest.Open(t, url, ledger.Options{})
		commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.BHYT, 5, today))
		statements := []string{
			`UPDATE entries SET people = 6`,
			`UPDATE entries SET people = people`,
			`DELETE FROM entries`,
			`DELETE FROM entries WHERE seq = 1`,
		}
		replace := `INSERT OR REPLACE INTO entries SELECT seq, report, message, unit, indicator, kind, 6, day, author, at, reverses, reason, months, tag, flagged, source, opens, cause, delivers, timely FROM entries`
		if e.Name == "sqlite" {
			statements = append(statements, replace)
		} else {
			statements = append(statements, `TRUNCATE entries`)
		}
		for _, s := range statements {
			if _, err := behind(t, url).ExecContext(t.Context(), s); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", s, err)
			}
		}
		if got, err := l.Since(t.Context(), 0, 9); err != nil || len(got) != 1 || got[0].Count != 5 {
			t.Errorf("the ledger holds %+v, %v", got, err)
		}
	})
}

func TestVerifyFindsWhatDiffers(t *testing.T) {
	t.Parallel()
	const entry = `INSERT INTO entries SELECT seq + 2, report + 2, message, unit, indicator, kind, people, day, author, at, reverses, reason, months, tag, flagged, source, opens, cause, delivers, timely FROM entries WHERE seq = 1`
	harms := map[string]string{
		"a sum too high":          `UPDATE cum SET sums = REPLACE(sums, 'bhyt:6', 'bhyt:7') WHERE unit = '14'`,
		"a sum's last report":     `UPDATE cum SET sums = REPLACE(sums, ',2,', ',2,1') WHERE unit = '14'`,
		"a sum missing":           `DELETE FROM cum WHERE unit = '14'`,
		"a sum of nothing":        `INSERT INTO cum VALUES ('99', '2026-11-22', 'bhyt:1')`,
		"sums garbled":            `UPDATE cum SET sums = 'bhyt:1,x' WHERE unit = '14'`,
		"an indicator too many":   `UPDATE cum SET sums = sums || ';bhtn:1' WHERE unit = '14'`,
		"the head too low":        `UPDATE head SET seq = 1`,
		"sums marked too far":     `UPDATE rolled SET seq = 9`,
		"sums of another tree":    `UPDATE rolled SET revision = 9`,
		"a gap, and no message":   entry,
		"a message without entry": `UPDATE messages SET report = 9 WHERE report = 1`,
		"a message lost":          `DELETE FROM messages`,
		"a reversal that differs": `INSERT INTO entries SELECT 3, 3, message, unit, indicator, kind, -6, day, author, at, 1, reason, months, tag, flagged, source, opens, cause, delivers, timely FROM entries WHERE seq = 1`,
		"an orphan of a report":   `INSERT INTO entries SELECT 3, 2, message, unit, indicator, kind, 1, day, author, at, 0, reason, months, tag, flagged, source, opens, cause, delivers, timely FROM entries WHERE seq = 1`,
	}
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		for what, harm := range harms {
			if e.Name == "postgres" && what != "a sum too high" && what != "a gap, and no message" {
				continue // the same queries; a database for each takes long
			}
			url := e.URL(t)
			l := ledgertest.Open(t, url, ledger.Options{})
			amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}})
			commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.BHYT, 5, today), tally(village(sinh, 2), coverage.BHYT, 1, today))
			if err := l.Roll(t.Context()); err != nil {
				t.Fatal(err)
			}
			if v := verify(t, l); v.Sums == 0 || v.Rolled != 2 {
				t.Fatalf("nothing to harm: %+v", v)
			}
			if _, err := behind(t, url).ExecContext(t.Context(), harm); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if v, err := l.Verify(t.Context()); err != nil || v.Good() {
				t.Errorf("%s was not found: %+v, %v", what, v, err)
			}
		}
	})
}

func TestBackup(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		records := fullRecords()
		amend(t, l, coverage.Amendment{Records: records, People: []coverage.Posting{{Name: "An", Role: coverage.Agent}}})
		stop := make(chan struct{})
		done := make(chan error, 1)
		n := 0
		write := func() error {
			n++
			_, err := l.Commit(t.Context(), message("1", n), book(t, l, tally(village(sinh, 1), coverage.BHYT, 1, today)), say)
			return err
		}
		for range 20 {
			if err := write(); err != nil {
				t.Fatal(err)
			}
		}
		go func() {
			for {
				select {
				case <-stop:
					done <- nil
					return
				default:
					if err := write(); err != nil {
						done <- err
						return
					}
				}
			}
		}()
		path := filepath.Join(t.TempDir(), "it's a copy.db")
		if err := l.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		close(stop)
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := l.Backup(t.Context(), path); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over an earlier one: %v", err)
		}
		restored := ledgertest.Open(t, "sqlite://"+path, ledger.Options{})
		v := verify(t, restored)
		if v.Head < 20 || v.Messages != int64(v.Head) || restored.Identity() == l.Identity() {
			t.Errorf("restored %+v, identity %s beside %s", v, restored.Identity(), l.Identity())
		}
		if waiting, _, _ := restored.Waiting(t.Context()); int64(waiting) != v.Messages {
			t.Errorf("%d replies of %d", waiting, v.Messages)
		}
		r, err := restored.Records(t.Context())
		if err != nil || len(r.Units) != len(records.Units) || len(r.Floors) != 1 {
			t.Errorf("records %+v, %v", r, err)
		}
		commit(t, restored, message("new", 1), tally(village(sinh, 1), coverage.BHYT, 1, today))
		amend(t, restored, coverage.Amendment{People: []coverage.Posting{{Name: "Bình", Role: coverage.Agent}}})
		verify(t, restored)
	})
}
