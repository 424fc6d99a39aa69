package ledger_test

import (
	"database/sql"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // by which the test looks at the server

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// A process that stands still in the middle of a commit keeps nobody waiting
// for longer than a few seconds; when it goes on it commits again, and what it
// acknowledged is there.
func TestAFrozenProcessHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	url := ledgertest.Engines(t)[1].URL(t)
	l := ledgertest.Open(t, url, ledger.Options{})
	amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}})
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	frozen := startChild(t, url, "frozen")
	<-frozen.open
	freezeInside(t, db, frozen)
	began := time.Now()
	commit(t, l, message("other", 1), tally(village(sinh, 1), coverage.BHYT, 1, today))
	if waited := time.Since(began); waited > 13*time.Second {
		t.Errorf("the other process waited %s", waited)
	} else {
		t.Logf("the other process waited %s", waited)
	}
	_ = frozen.cmd.Process.Signal(syscall.SIGCONT)
	was := frozen.count()
	for deadline := time.Now().Add(20 * time.Second); frozen.count() <= was+20 && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	if frozen.count() <= was+20 {
		t.Errorf("it does not go on: %d kept, then %d", was, frozen.count())
	}
	if n := frozen.lost.Load(); n > 0 {
		t.Errorf("%d of its messages were refused", n)
	}
	wantKept(t, l, "frozen", frozen.kill(t))
	verify(t, l)
}

// freezeInside stops a process while it holds the head row and says nothing.
func freezeInside(t *testing.T, db *sql.DB, w *writer) {
	t.Helper()
	const held = `SELECT count(*) FROM pg_stat_activity a JOIN pg_locks k ON k.pid = a.pid
WHERE a.datname = current_database() AND a.state = 'idle in transaction' AND k.relation = 'head'::regclass AND k.mode = 'RowExclusiveLock'`
	for range 2000 {
		if err := w.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // the server does what it was told before
		var n int
		if err := db.QueryRowContext(t.Context(), held).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
		_ = w.cmd.Process.Signal(syscall.SIGCONT)
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it was never stopped in the middle of a commit")
}
