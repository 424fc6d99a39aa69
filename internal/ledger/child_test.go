package ledger_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
)

// The environment by which this binary is told to be a process that writes
// until it is killed, or that only opens the ledger.
const (
	childURL   = "LEDGER_TEST_URL"
	childName  = "LEDGER_TEST_NAME"
	childLimit = "LEDGER_TEST_LIMIT" // bytes of its files, as on a full disk
)

// TestMain makes rapid try fewer histories than it would, since each takes a
// database and two ledgers (-rapid.checks asks for more), and lets this binary
// be the process that a test kills.
func TestMain(m *testing.M) {
	if url := os.Getenv(childURL); url != "" {
		if err := child(url, os.Getenv(childName)); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if f := flag.Lookup("rapid.checks"); f != nil {
		if err := f.Value.Set("12"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// child opens the ledger, and where it has a name commits without end,
// printing "kept N" for each message it would acknowledge.
func child(url, name string) error {
	ctx := context.Background()
	l, err := ledger.Open(ctx, url, ledger.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	fmt.Println("open", l.Identity())
	if name == "" {
		return l.Close()
	}
	if limit, err := strconv.ParseUint(os.Getenv(childLimit), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	revision, err := l.Revision(ctx)
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	var print sync.Mutex
	for w := range 8 {
		all.Go(func() {
			for n := 0; ; n++ {
				b := coverage.Booking{Author: 1, Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
					return []coverage.Entry{
						tally(village(sinh, 1+w%3), coverage.Household, 1, today),
						tally(village(an, 1), coverage.Voluntary, 1, today),
					}, nil
				}}
				b.Read, _, _ = l.Head(ctx)
				id := n*8 + w
				_, err := l.Commit(ctx, message(name, id), b, say)
				print.Lock()
				if err == nil {
					fmt.Println("kept", id)
				} else {
					fmt.Println("lost", id, err)
				}
				print.Unlock()
			}
		})
	}
	all.Wait()
	return nil
}

// writer is a child under way.
type writer struct {
	cmd  *exec.Cmd
	mu   sync.Mutex
	kept []int
	lost atomic.Int64
	open chan string // its first line
	done chan error
}

func startChild(t *testing.T, url, name string, environment ...string) *writer {
	t.Helper()
	w := &writer{cmd: exec.Command(os.Args[0]), open: make(chan string, 1), done: make(chan error, 1)}
	w.cmd.Env = append(os.Environ(), childURL+"="+url, childName+"="+name)
	w.cmd.Env = append(w.cmd.Env, environment...)
	w.cmd.Stderr = os.Stderr
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go w.listen(out)
	t.Cleanup(func() { _ = w.cmd.Process.Kill() })
	return w
}

func (w *writer) listen(out io.Reader) {
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		if first {
			w.open <- lines.Text()
		}
		if strings.HasPrefix(lines.Text(), "lost ") {
			w.lost.Add(1)
		}
		if id, ok := strings.CutPrefix(lines.Text(), "kept "); ok {
			n, err := strconv.Atoi(id)
			if err != nil {
				continue // cut in the middle by the kill
			}
			w.mu.Lock()
			w.kept = append(w.kept, n)
			w.mu.Unlock()
		}
	}
	close(w.open)
	w.done <- errors.Join(lines.Err(), w.cmd.Wait())
}

// kill ends the child as a power cut would, and gives what it acknowledged.
func (w *writer) kill(t *testing.T) []int {
	t.Helper()
	if err := w.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	<-w.done
	return w.kept
}

// count is how much the child acknowledged by now.
func (w *writer) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.kept)
}
