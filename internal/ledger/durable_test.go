package ledger_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// wantKept fails where something that was acknowledged is not in the ledger.
func wantKept(t *testing.T, l *ledger.Ledger, name string, kept []int) {
	t.Helper()
	for _, id := range kept {
		if _, err := l.Commit(t.Context(), message(name, id), coverage.Booking{}, nil); !errors.Is(err, coverage.ErrDuplicate) {
			t.Fatalf("message %d was acknowledged, and is not there: %v", id, err)
		}
	}
}

func TestSurvivesKill(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url, total := e.URL(t), 0
		setUp, err := ledger.Open(t.Context(), url, ledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		amend(t, setUp, coverage.Amendment{Records: coverage.Records{Units: units()}})
		if err := setUp.Close(); err != nil {
			t.Fatal(err)
		}
		for round := range 4 {
			names := []string{fmt.Sprint("a", round), fmt.Sprint("b", round)}
			one, two := startChild(t, url, names[0]), startChild(t, url, names[1])
			<-one.open
			<-two.open
			time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond)
			kept := [][]int{one.kill(t), two.kill(t)}
			l := ledgertest.Open(t, url, ledger.Options{})
			v := verify(t, l)
			if int64(v.Head) != 2*v.Messages {
				t.Errorf("%d entries of %d messages, two each", v.Head, v.Messages)
			}
			n, _, err := l.Waiting(t.Context())
			// PostgreSQL may yet finish what a killed child had sent.
			for tries := 0; int64(n) != v.Messages && err == nil && tries < 50; tries++ {
				time.Sleep(20 * time.Millisecond)
				v = verify(t, l)
				n, _, err = l.Waiting(t.Context())
			}
			if int64(n) != v.Messages || err != nil {
				t.Errorf("%d replies wait for %d messages, %v", n, v.Messages, err)
			}
			wantKept(t, l, names[0], kept[0])
			wantKept(t, l, names[1], kept[1])
			total += len(kept[0]) + len(kept[1])
			if t.Failed() {
				return
			}
		}
		if total == 0 {
			t.Error("the children committed nothing")
		}
		t.Logf("%d acknowledged messages survived 8 kills", total)
	})
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	url := ledgertest.Engines(t)[0].URL(t)
	setUp, err := ledger.Open(t.Context(), url, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	amend(t, setUp, coverage.Amendment{Records: coverage.Records{Units: units()}})
	if err := setUp.Close(); err != nil {
		t.Fatal(err)
	}
	w := startChild(t, url, "full", childLimit+"=2000000")
	<-w.open
	for deadline := time.Now().Add(20 * time.Second); w.lost.Load() == 0 && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	kept := w.kill(t)
	if w.lost.Load() == 0 || len(kept) == 0 {
		t.Fatalf("%d kept, %d refused: the disk was never full, or always", len(kept), w.lost.Load())
	}
	l := ledgertest.Open(t, url, ledger.Options{})
	verify(t, l)
	wantKept(t, l, "full", kept)
	commit(t, l, message("room again", 1), tally(village(sinh, 1), coverage.BHYT, 1, today))
}

func TestSurvivesItsServer(t *testing.T) {
	t.Parallel()
	faults := map[string]func(*testing.T, *ledgertest.Server){
		"killed": func(t *testing.T, s *ledgertest.Server) {
			s.Signal(t, syscall.SIGKILL)
			time.Sleep(300 * time.Millisecond)
			s.Restart(t)
		},
		"hanging": func(t *testing.T, s *ledgertest.Server) {
			s.Signal(t, syscall.SIGSTOP)
			time.Sleep(time.Second)
			s.Signal(t, syscall.SIGCONT)
		},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := ledgertest.Start(t)
			l := ledgertest.Open(t, server.Database(t, "fault"), ledger.Options{})
			revision := amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}})
			stop := make(chan struct{})
			var mu sync.Mutex
			var kept []int
			var lost int
			var all sync.WaitGroup
			for w := range 8 {
				all.Go(func() {
					for n := w; ; n += 8 {
						b := coverage.Booking{Author: 1, Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
							return []coverage.Entry{tally(village(sinh, 1), coverage.Household, 1, today)}, nil
						}}
						for failed := false; ; failed = true { // delivered again until it is acknowledged
							_, err := l.Commit(t.Context(), message("1", n), b, say)
							if err == nil || errors.Is(err, coverage.ErrDuplicate) {
								break
							}
							if !failed {
								mu.Lock()
								lost++
								mu.Unlock()
							}
							time.Sleep(20 * time.Millisecond)
						}
						mu.Lock()
						kept = append(kept, n)
						mu.Unlock()
						select {
						case <-stop:
							return
						default:
						}
					}
				})
			}
			time.Sleep(300 * time.Millisecond)
			fault(t, server)
			time.Sleep(300 * time.Millisecond)
			close(stop)
			all.Wait()
			v := verify(t, l)
			if int(v.Head) != len(kept) || int(v.Messages) != len(kept) {
				t.Errorf("%d entries of %d messages, %d were acknowledged", v.Head, v.Messages, len(kept))
			}
			if got := cum(t, l, province, coverage.BHYT, today).New; got != int64(len(kept)) {
				t.Errorf("province has %d, want %d", got, len(kept))
			}
			t.Logf("%d acknowledged, %d after a failure", len(kept), lost)
		})
	}
}

func TestOpensSideBySide(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		for range 3 {
			url := e.URL(t)
			var starters []*writer
			for range 4 {
				starters = append(starters, startChild(t, url, ""))
			}
			said := map[string]bool{}
			for _, s := range starters {
				line := <-s.open
				said[line] = true
				if err := <-s.done; err != nil {
					t.Errorf("a starter: %v: %s", err, line)
				}
			}
			if len(said) != 1 {
				t.Errorf("starters disagree on the ledger's identity: %v", said)
			}
		}
	})
}

func TestRefusesOtherAddresses(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "mysql://root:secret@host/db", "sqlite://", "postgres://user:secret@:bad/db", "sqlite:///proc/none/db"} {
		l, err := ledger.Open(t.Context(), url, ledger.Options{})
		if err == nil {
			_ = l.Close()
			t.Errorf("%s was opened", url)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password: %v", url, err)
		}
	}
}

func TestClosedLedgerRefuses(t *testing.T) {
	t.Parallel()
	l, err := ledger.Open(t.Context(), ledgertest.Engines(t)[0].URL(t), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	results := make([]error, 50)
	for i := range results {
		all.Go(func() { _, results[i] = l.Commit(t.Context(), message("1", i), coverage.Booking{}, say) })
	}
	if err := errors.Join(l.Close(), l.Close()); err != nil {
		t.Error(err)
	}
	all.Wait()
	if _, err := l.Commit(t.Context(), message("1", 99), coverage.Booking{}, say); err == nil {
		t.Error("committed after Close")
	}
	if err := l.Ping(t.Context()); err == nil {
		t.Error("a closed ledger answers")
	}
}
