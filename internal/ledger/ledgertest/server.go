package ledgertest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver by which databases are made

	"baophu/internal/porttest"
)

// Server is a PostgreSQL of a test's own, on a free port of 127.0.0.1, that
// can be stopped and started again. It ends with the process that started it,
// however that ends, and leaves nothing behind.
type Server struct {
	dir  string // of its data, its log, and its process id
	bin  string
	port int
	keep io.Closer // closed: the server ends, and its folder goes
}

// supervise runs in a shell that outlives the test's process by a moment: when
// its standard input ends, it ends the server and removes its folder.
const supervise = `
dir=$1 bin=$2
{
	"$bin/initdb" -D "$dir/data" -U baophu -A trust -N -E UTF8 --locale=C >"$dir/initdb.log" 2>&1 && touch "$dir/ready"
	read -r _
	pid=$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null)
	if [ -n "$pid" ]; then
		kill -CONT "$pid"; kill -QUIT "$pid"
		n=0
		while kill -0 "$pid" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
		kill -KILL "$pid" 2>/dev/null
	fi
	rm -rf "$dir"
}`

// Start starts a server for a test alone; it ends with the test. Without an
// installed PostgreSQL the test is skipped, or fails where BAOPHU_REQUIRE is 1.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := start()
	if errors.Is(err, errNotInstalled) {
		Missing(t, err.Error())
	}
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	t.Cleanup(func() {
		_ = s.keep.Close() // tells the shell
		for range 100 {
			if _, err := os.Stat(s.dir); err != nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	return s
}

// Missing skips a test for want of something, or fails it where everything
// must be there.
func Missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("BAOPHU_REQUIRE") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

var errNotInstalled = errors.New("PostgreSQL is not installed")

func start() (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "baophu-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin}
	attributes, err := s.owner()
	if err != nil {
		return nil, err
	}
	shell := exec.Command("/bin/sh", "-c", supervise, "sh", dir, bin)
	shell.SysProcAttr = attributes
	if s.keep, err = shell.StdinPipe(); err != nil {
		return nil, err
	}
	if err := shell.Start(); err != nil {
		return nil, err
	}
	go func() { _ = shell.Wait() }() // so that it does not stay a zombie
	ready := func() error { _, err := os.Stat(filepath.Join(dir, "ready")); return err }
	if err := eventually(60*time.Second, ready); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "initdb.log")) // what there is of it
		return nil, fmt.Errorf("initdb: %w: %s", err, log)
	}
	if s.port, err = porttest.Free(); err != nil {
		return nil, err
	}
	return s, s.run()
}

// programs finds the folder of PostgreSQL's programs, the newest installed.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNotInstalled
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// owner says as whom the server runs: PostgreSQL refuses root, so as the user
// postgres then.
func (s *Server) owner() (*syscall.SysProcAttr, error) {
	attributes := &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return attributes, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, errNotInstalled
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2, os.Chown(s.dir, uid, gid)); err != nil {
		return nil, err
	}
	attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attributes, nil
}

// run starts the server on the data that is there.
func (s *Server) run() error {
	attributes, err := s.owner()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the server has its own
	cmd := exec.Command(filepath.Join(s.bin, "postgres"), "-D", filepath.Join(s.dir, "data"), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", "shared_buffers=128MB", "-c", "autovacuum_naptime=5min", "-c", "max_wal_size=4GB")
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = log, log, attributes
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // so that it does not stay a zombie
	return eventually(60*time.Second, s.ping)
}

func (s *Server) ping() error {
	db, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return errors.Join(db.PingContext(ctx), db.Close())
}

func eventually(limit time.Duration, f func() error) error {
	deadline := time.Now().Add(limit)
	for {
		err := f()
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *Server) url(database string) string {
	return fmt.Sprintf("postgres://baophu@127.0.0.1:%d/%s?sslmode=disable&connect_timeout=5", s.port, database)
}

// Database makes a fresh database and gives its address.
func (s *Server) Database(t testing.TB, name string) string {
	t.Helper()
	db, err := sql.Open("pgx", s.url("postgres"))
	if err == nil {
		_, err = db.ExecContext(t.Context(), "CREATE DATABASE "+name)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatalf("make a database: %v", err)
	}
	return s.url(name)
}

// Signal sends a signal to the server and all its processes: SIGKILL as when
// the machine fails, SIGSTOP as when it hangs, SIGCONT when it goes on.
func (s *Server) Signal(t testing.TB, signal syscall.Signal) {
	t.Helper()
	pid, err := s.pid()
	if err != nil {
		t.Fatalf("is the server running? %v", err)
	}
	for _, p := range append([]int{pid}, children(pid)...) {
		if err := syscall.Kill(p, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Fatalf("signal %d: %v", p, err)
		}
	}
	if signal == syscall.SIGKILL {
		gone := func() error {
			if syscall.Kill(pid, 0) == nil {
				return errors.New("still running")
			}
			return nil
		}
		if err := eventually(10*time.Second, gone); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(s.dir, "data", "postmaster.pid")) // its number may become another's
	}
}

// pid is that of the server's first process.
func (s *Server) pid() (int, error) {
	file, err := os.ReadFile(filepath.Join(s.dir, "data", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(file), "\n")
	return strconv.Atoi(first)
}

// children lists the processes that pid started.
func children(pid int) []int {
	folders, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil
	}
	var found []int
	for _, folder := range folders {
		child, err := strconv.Atoi(filepath.Base(folder))
		if err != nil {
			continue
		}
		if fields := stat(child); len(fields) > 1 && fields[1] == strconv.Itoa(pid) { // after its state, its parent
			found = append(found, child)
		}
	}
	return found
}

// CPU is what the server and those of its processes that still run have used.
func (s *Server) CPU(t testing.TB) time.Duration {
	t.Helper()
	pid, err := s.pid()
	if err != nil {
		t.Fatal(err)
	}
	const tick = 10 * time.Millisecond // as Linux tells it, on every machine
	var sum time.Duration
	for _, p := range append([]int{pid}, children(pid)...) {
		fields := stat(p)
		for _, at := range []int{11, 12} { // in user and in system mode
			if at < len(fields) {
				n, err := strconv.Atoi(fields[at])
				if err != nil {
					t.Fatal(err)
				}
				sum += time.Duration(n) * tick
			}
		}
	}
	return sum
}

// stat gives the fields of a process's /proc/…/stat after its name; none
// where it has ended.
func stat(pid int) []string {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	_, rest, _ := strings.Cut(string(line), ") ")
	return strings.Fields(rest)
}

// Restart starts the server again on its data, at the same address, after it
// was killed.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	if err := s.run(); err != nil {
		t.Fatalf("start PostgreSQL again: %v", err)
	}
}
