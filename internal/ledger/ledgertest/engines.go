// Package ledgertest gives tests a ledger on each engine, and a PostgreSQL of
// their own that they may kill.
package ledgertest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"baophu/internal/ledger"
)

// Engine is one of the databases that a ledger runs on.
type Engine struct {
	Name string
	// URL gives the address of a fresh, empty database that goes with the test.
	URL func(t testing.TB) string
}

// Engines are all of them. A test of PostgreSQL is skipped where it is not
// installed, once it asks for the URL.
func Engines(t testing.TB) []Engine {
	t.Helper()
	return []Engine{{"sqlite", sqliteURL}, {"postgres", postgresURL}}
}

// Open opens a ledger on a fresh database of the engine, closed with the test.
func (e Engine) Open(t testing.TB, o ledger.Options) *ledger.Ledger {
	t.Helper()
	return Open(t, e.URL(t), o)
}

// Open opens the ledger at an address; it is closed with the test.
func Open(t testing.TB, url string, o ledger.Options) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), url, o)
	if err != nil {
		t.Fatalf("open the ledger: %v", err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("close the ledger: %v", err)
		}
	})
	return l
}

// Each runs a test once for each engine, side by side.
func Each(t *testing.T, test func(t *testing.T, e Engine)) {
	t.Helper()
	for _, e := range Engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			test(t, e)
		})
	}
}

func sqliteURL(t testing.TB) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "baophu.db")
}

// shared is the PostgreSQL of all the tests of one binary, each with its own
// database. It is the one state of this package: to start a server for every
// test would take a second each. It ends with the process.
var shared struct {
	once      sync.Once
	server    *Server
	err       error
	databases atomic.Int64
}

func postgresURL(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = start() })
	switch {
	case shared.err == nil:
		name := fmt.Sprintf("t%d_%d", os.Getpid(), shared.databases.Add(1))
		return shared.server.Database(t, name)
	case errors.Is(shared.err, errNotInstalled):
		Missing(t, shared.err.Error())
	default:
		t.Fatalf("start PostgreSQL: %v", shared.err)
	}
	return ""
}
