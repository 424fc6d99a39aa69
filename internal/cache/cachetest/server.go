// Package cachetest starts real Redis servers for tests: one, a Cluster of
// three, or one under Sentinel, on free ports of 127.0.0.1. They can be
// stopped, killed and started again.
package cachetest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"baophu/internal/porttest"
)

// patience is how long a server may take to start on a busy machine.
const patience = 30 * time.Second

// Server is one redis-server, a child of the test in a process group of its own.
type Server struct {
	t    testing.TB
	port int
	args []string
	dir  string

	mu      sync.Mutex
	running *exec.Cmd
}

// program gives the path of a program, or skips the test; where
// BAOPHU_REQUIRE=1 is set it fails it.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("BAOPHU_REQUIRE") == "1" {
		t.Fatalf("%s is not installed, and BAOPHU_REQUIRE=1", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// Single starts a server that writes everything it did to its file, so that it
// comes back from Kill and Restart as it was. It does not wait for the disk: the
// machine goes on, and a busy disk would have callers go on without Redis.
func Single(t testing.TB) *Server {
	t.Helper()
	s := newServer(t, "--appendonly", "yes", "--appendfsync", "no")
	s.start()
	return s
}

// newServer prepares a server; args are added to what all share.
func newServer(t testing.TB, args ...string) *Server {
	t.Helper()
	program(t, "redis-server")
	s := &Server{t: t, port: freePort(t), dir: t.TempDir()}
	s.args = append([]string{"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--save", "", "--dir", s.dir, "--enable-debug-command", "yes"}, args...)
	t.Cleanup(s.end)
	return s
}

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is what cache.Open takes.
func (s *Server) URL() string { return "redis://" + s.Addr() }

func (s *Server) start() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.startLocked(exec.Command(program(s.t, "redis-server"), s.args...))
	s.wait()
}

func (s *Server) startLocked(cmd *exec.Cmd) {
	s.t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		s.t.Fatalf("start %s: %v", cmd.Path, err)
	}
	s.running = cmd
}

// wait returns when the server answers.
func (s *Server) wait() {
	s.t.Helper()
	client := s.Client()
	defer client.Close()
	until(s.t, "redis-server answers", func(ctx context.Context) error { return client.Ping(ctx).Err() })
}

// Client is a plain client of the server, which the caller closes.
func (s *Server) Client() *redis.Client {
	return redis.NewClient(&redis.Options{
		Addr: s.Addr(), DisableIdentity: true, DialerRetries: 1, ContextTimeoutEnabled: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
}

// Do sends a command, and fails the test if it fails.
func (s *Server) Do(args ...any) any {
	s.t.Helper()
	client := s.Client()
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	v, err := client.Do(ctx, args...).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		s.t.Fatalf("redis %v: %v", args, err)
	}
	return v
}

// FlushAll empties it.
func (s *Server) FlushAll() { s.t.Helper(); s.Do("FLUSHALL") }

// Stop makes it hang: connections stay, nothing is answered.
func (s *Server) Stop() { s.t.Helper(); s.signal(syscall.SIGSTOP) }

// Cont lets it go on after Stop, with all it was sent meanwhile.
func (s *Server) Cont() { s.t.Helper(); s.signal(syscall.SIGCONT) }

// Kill ends it at once, as a power cut would.
func (s *Server) Kill() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.killLocked()
}

// Restart starts it again after Kill, with what it had on disk.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	s.start()
}

func (s *Server) signal(sig syscall.Signal) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == nil {
		return
	}
	if err := syscall.Kill(-s.running.Process.Pid, sig); err != nil {
		s.t.Fatalf("%v: %v", sig, err)
	}
}

func (s *Server) killLocked() {
	if s.running == nil {
		return
	}
	_ = syscall.Kill(-s.running.Process.Pid, syscall.SIGKILL) // also ends one that is stopped
	_ = s.running.Wait()
	s.running = nil
}

func (s *Server) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.killLocked()
	if !s.t.Failed() {
		return
	}
	if log, err := os.ReadFile(filepath.Join(s.dir, "server.log")); err == nil {
		s.t.Logf("redis %d said:\n%s", s.port, log[max(0, len(log)-2000):])
	}
}

// freePort gives a port nobody listens on now.
func freePort(t testing.TB) int {
	t.Helper()
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// until tries again and again until try succeeds, and fails the test after long.
func until(t testing.TB, what string, try func(context.Context) error) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		err := try(ctx)
		cancel()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(fmt.Errorf("%s: %w", what, err))
		}
		time.Sleep(20 * time.Millisecond)
	}
}
