package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baophu/internal/cache"
	"baophu/internal/ledger"
	"baophu/internal/porttest"
)

// actAs is the variable by which this test binary is the command itself, so
// that tests run real processes: with signals, exit statuses and kill -9.
const actAs = "BAOPHU_TEST_ACT_AS_COMMAND"

// actWhen is the variable that names the file of a clock by which it acts: how
// many nanoseconds that is ahead of the machine's.
const actWhen = "BAOPHU_TEST_CLOCK"

// stopTime is how long a process may take to stop: as long as it gives itself,
// and what a busy machine takes to run it at all. Where the database hangs it
// needs nearly all of its own time.
const stopTime = shutdownTime + 5*time.Second

// patience is how long something may take on a busy machine.
const patience = 60 * time.Second

func TestMain(m *testing.M) {
	if os.Getenv(actAs) == "1" {
		os.Exit(start(clockOf(os.Getenv(actWhen))))
	}
	cache.Quiet() // tests stop Redis on purpose
	os.Exit(m.Run())
}

// clockOf is the clock that a file keeps, or the machine's own.
func clockOf(path string) func() time.Time {
	if path == "" {
		return time.Now
	}
	return func() time.Time {
		text, _ := os.ReadFile(path)                       // it was written before
		ahead, _ := strconv.ParseInt(string(text), 10, 64) // by the test
		return time.Now().Add(time.Duration(ahead))
	}
}

// hands are those of the clock of a test's commands, to be set.
type hands struct {
	t    testing.TB
	path string
}

func newClock(t testing.TB, at time.Time) hands {
	c := hands{t, filepath.Join(t.TempDir(), "clock")}
	c.set(at)
	return c
}

// set has it go on from a moment.
func (c hands) set(at time.Time) {
	c.t.Helper()
	next := c.path + ".next"
	if err := errors.Join(os.WriteFile(next, []byte(strconv.FormatInt(int64(time.Until(at)), 10)), 0o600), os.Rename(next, c.path)); err != nil {
		c.t.Fatal(err)
	}
}

func (c hands) now() time.Time { return clockOf(c.path)() }

// pass has time go by.
func (c hands) pass(by time.Duration) {
	c.t.Helper()
	c.set(c.now().Add(by))
}

// leases is when whatever a killed process had leased in SQL is anybody's: the
// polls of a bot, and the replies it was about to send.
const leases = max(pollLease, ledger.Lease) + time.Second

func (c hands) setting() string { return actWhen + "=" + c.path }

// outcome is what a command that ended left.
type outcome struct {
	out, err string
	status   int
}

// environment gives the settings of a child: those given and no others.
func environment(settings []string) []string {
	keep := []string{actAs + "=1", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}
	return append(keep, settings...)
}

// command runs the command line to its end.
func command(t testing.TB, settings []string, args ...string) outcome {
	t.Helper()
	return feed(t, settings, nil, args...)
}

// feed is command with something to read.
func feed(t testing.TB, settings []string, in io.Reader, args ...string) outcome {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	var out, err bytes.Buffer
	cmd.Env, cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = environment(settings), t.TempDir(), in, &out, &err
	if failed := cmd.Run(); failed != nil && !errors.As(failed, new(*exec.ExitError)) {
		t.Fatalf("baophu %s: %v", strings.Join(args, " "), failed)
	}
	return outcome{out.String(), err.String(), cmd.ProcessState.ExitCode()}
}

// must is command that has to end well; it gives what was printed.
func must(t testing.TB, settings []string, args ...string) string {
	t.Helper()
	got := command(t, settings, args...)
	if got.status != exitGood {
		t.Fatalf("baophu %s ended with %d:\n%s%s", strings.Join(args, " "), got.status, got.out, got.err)
	}
	return got.out
}

// process is a command that runs until it is stopped, in a process group of
// its own that ends with the test.
type process struct {
	t      testing.TB
	cmd    *exec.Cmd
	out    *transcript // both streams
	ended  chan struct{}
	status int // once ended
}

// begin starts a command that runs on. It may not write any of secrets.
func begin(t testing.TB, settings, secrets []string, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(os.Args[0], args...), out: &transcript{}, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = environment(settings), t.TempDir(), p.out, p.out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start baophu %s: %v", strings.Join(args, " "), err)
	}
	go func() {
		_ = p.cmd.Wait() // its status is kept
		p.status = p.cmd.ProcessState.ExitCode()
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.kill()
		said := p.out.String()
		for _, secret := range secrets {
			if strings.Contains(said, secret) {
				t.Errorf("baophu %s told a secret", strings.Join(args, " "))
			}
		}
		if t.Failed() {
			t.Logf("baophu %s said:\n%s", strings.Join(args, " "), said[max(0, len(said)-6000):])
		}
	})
	return p
}

// kill ends the process and its children at once, as a power cut would.
func (p *process) kill() {
	select {
	case <-p.ended:
		return
	default:
	}
	if err := syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		p.t.Errorf("kill: %v", err)
	}
	<-p.ended
}

// stop asks the process to end, checks that it ends well, and gives how long
// that took.
func (p *process) stop() time.Duration {
	p.t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatalf("stop: %v", err)
	}
	select {
	case <-p.ended:
	case <-time.After(patience):
		p.t.Fatal("it did not stop")
	}
	if p.status != exitGood {
		p.t.Errorf("after SIGTERM the status is %d", p.status)
	}
	return time.Since(began)
}

// says waits until the process has written something, and gives the first
// group of the pattern.
func (p *process) says(pattern string) string {
	p.t.Helper()
	expression, found := regexp.MustCompile(pattern), ""
	eventually(p.t, "the process writes "+pattern, func() bool {
		m := expression.FindStringSubmatch(p.out.String())
		if m == nil {
			select {
			case <-p.ended:
				p.t.Fatalf("it ended with %d before it wrote %s", p.status, pattern)
			default:
			}
			return false
		}
		found = m[len(m)-1]
		return true
	})
	return found
}

// freeAddress is one on the loopback where nobody listens.
func freeAddress(t testing.TB) string {
	t.Helper()
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("not within %v: %s", patience, what)
		}
	}
}

// transcript is what a process wrote so far.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *transcript) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *transcript) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// shared gives a file of the data that is kept beside the checkout.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, parts...)...)
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		lacking(t, "there is no "+filepath.Join(parts...)+" in the shared data")
	}
	return path
}

// lacking skips a test for want of something, or fails it where everything
// must be there.
func lacking(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("BAOPHU_REQUIRE") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// file writes a file for a command to read, and gives its path.
func file(t testing.TB, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sqlite gives the settings of a fresh ledger of the test's own.
func sqlite(t testing.TB) []string {
	t.Helper()
	return []string{"BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(t.TempDir(), "baophu.db")}
}
