package main

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baophu/internal/ledger/ledgertest"
)

// get reads a page of a running bot.
func get(t testing.TB, url string) (status int, body string) {
	t.Helper()
	got, err := http.Get(url) //nolint:noctx // the server is stopped with the test
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = got.Body.Close() }()
	content, err := io.ReadAll(got.Body)
	if err != nil {
		t.Error(err)
	}
	return got.StatusCode, string(content)
}

// Operators see whether it lives, whether it can work, and what it did; and
// no page tells a secret or who wrote.
func TestHealthReadinessAndMetrics(t *testing.T) {
	t.Parallel()
	postgres := ledgertest.Start(t)
	w := newTown(t, postgres.Database(t, "watched"))
	_, address := w.serve()
	w.people()
	w.ask(agentOf(0), reported)
	w.ask(official, asks)

	pages := ""
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/status"} {
		status, body := get(t, address+path)
		if status != http.StatusOK {
			t.Errorf("GET %s answers %d: %s", path, status, body)
		}
		pages += body
	}
	for _, want := range []string{`baophu_reports_accepted_total{channel="telegram"} 1`, `baophu_replies_total{channel="telegram",outcome="sent"}`} {
		if !strings.Contains(pages, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	for _, secret := range []string{botToken, "loopback-token", "Noong La", "Chiềng Sinh", "Hà Thị Mẫu", "telegram/4711/", w.database} {
		if strings.Contains(pages, secret) {
			t.Errorf("the pages tell %q", secret)
		}
	}
	for i := range hamlets {
		if id := fmt.Sprintf(`"%d"`, agentOf(i)); strings.Contains(pages, id) {
			t.Errorf("the pages tell the chat %s", id)
		}
	}

	postgres.Signal(t, syscall.SIGSTOP)
	eventually(t, "it is not ready while PostgreSQL hangs", func() bool {
		status, body := get(t, address+"/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(body, "sql")
	})
	if status, _ := get(t, address+"/healthz"); status != http.StatusOK {
		t.Errorf("while PostgreSQL hangs /healthz answers %d", status)
	}
	postgres.Signal(t, syscall.SIGCONT)
	eventually(t, "it is ready again", func() bool {
		status, _ := get(t, address+"/readyz")
		return status == http.StatusOK
	})
	if have, _ := peopleOn(t, w.ask(official, asks)); have != counted+5 {
		t.Errorf("afterwards the official is told %d", have)
	}
}

// SIGTERM in the middle of a burst: what was begun is finished in 10 s, and
// what was not comes to the next process; every report counts once.
func TestShutdownUnderLoad(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		w := newTown(t, e.URL(t))
		bot, _ := w.serve()
		w.people()
		var reports []said
		for round := range int64(3) {
			for i := range hamlets {
				reports = append(reports, w.report(i, 1+round))
			}
		}
		time.Sleep(30 * time.Millisecond) // so that some are under way
		if took := bot.stop(); took > stopTime {
			t.Errorf("it stopped after %v", took)
		}
		must(t, w.settings, "verify")
		for i := range hamlets {
			reports = append(reports, w.report(i, 9))
		}
		next, _ := w.serve()
		w.settled(reports)
		if took := next.stop(); took > stopTime {
			t.Errorf("it stopped after %v", took)
		}
		must(t, w.settings, "verify")
	})
}

// A stop while the database hangs is clean and in time all the same: what is
// not stored is not acknowledged, and counts after the next start.
func TestStopsWhileTheDatabaseHangs(t *testing.T) {
	t.Parallel()
	postgres := ledgertest.Start(t)
	w := newTown(t, postgres.Database(t, "hangs"))
	bot, _ := w.serve()
	w.people()
	postgres.Signal(t, syscall.SIGSTOP)
	var reports []said
	for i := range hamlets {
		reports = append(reports, w.report(i, 4))
	}
	time.Sleep(500 * time.Millisecond) // so that they are under way
	if took := bot.stop(); took > stopTime {
		t.Errorf("it stopped after %v", took)
	}
	postgres.Signal(t, syscall.SIGCONT)
	w.serve()
	w.settled(reports)
	must(t, w.settings, "verify")
}

// A backup taken while reports come in, of either engine, restores to a ledger
// of its own on the same that verifies,
// holds everything confirmed before it was begun, and answers.
func TestBackupWhileRunning(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) { backedUp(t, e) })
}

func backedUp(t *testing.T, e ledgertest.Engine) {
	t.Helper()
	w := newTown(t, e.URL(t))
	w.serve()
	w.people()
	before := w.report(0, 1)
	w.settled([]said{before})
	reports := []said{before}
	var all sync.WaitGroup
	all.Go(func() {
		for round := range int64(8) {
			for i := range hamlets {
				reports = append(reports, w.report(i, 2+round))
			}
			time.Sleep(20 * time.Millisecond)
		}
	})
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, w.settings, "backup", copied)
	all.Wait()
	if got := command(t, w.settings, "backup", copied); got.status != exitUsage {
		t.Errorf("over a file that exists the status is %d: %s", got.status, got.err)
	}
	restored := e.URL(t)
	must(t, []string{"BAOPHU_DATABASE_URL=" + restored}, "restore", copied)
	lines := entries(t, restored)
	if len(lines) == 0 || lines[0].message != before.root() {
		t.Fatalf("the copy holds %+v, and lacks what was confirmed before", lines)
	}
	sum := int64(0)
	for _, l := range lines {
		sum += l.people
	}
	settings := []string{"BAOPHU_DATABASE_URL=" + restored}
	must(t, settings, "verify")
	if have := figureOn(t, settings, asks); *have.Participants != counted+sum {
		t.Errorf("the copy answers %d, its ledger holds %d", *have.Participants, counted+sum)
	}
	w.settled(reports)
	must(t, w.settings, "verify")
}
