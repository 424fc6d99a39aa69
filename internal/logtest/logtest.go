// Package logtest is where tests log: a sink that fails a test which logged
// what may be in no log, the number of a person or a secret.
package logtest

import (
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Sink keeps every line that is logged.
type Sink struct {
	mu      sync.Mutex
	written []string
}

// forbidden are the shapes of numbers that name a person (those of identity
// papers, insurance and cards, phones), of a bot's token, and of an address
// with a password.
var forbidden = regexp.MustCompile(`\b\d{9,10}\b|\b\d{12}\b|(?i:\b[a-z]{2}\d{13}\b)|(?:\+84|\b84|\b0)[35789]\d{8}\b` +
	`|\b\d{6,}:[A-Za-z0-9_-]{20,}|://[^/\s:@]*:[^/\s@]+@`)

// Found gives what a line holds that no log may hold, "" if nothing.
func Found(line string) string { return forbidden.FindString(line) }

// Open opens a sink that is read when the test ends; secrets are texts that
// the test knows to be some.
func Open(t testing.TB, secrets ...string) *Sink {
	t.Helper()
	s := &Sink{}
	t.Cleanup(func() {
		for _, line := range s.Lines() {
			found := Found(line)
			for _, secret := range secrets {
				if strings.Contains(line, secret) {
					found = secret
				}
			}
			if found != "" {
				t.Errorf("%q was logged: %s", found, line)
			}
		}
	})
	return s
}

// Quiet is the logger of a sink of which nothing more is asked.
func Quiet(t testing.TB) *slog.Logger {
	t.Helper()
	return Open(t).Logger()
}

// Lines gives what was logged so far.
func (s *Sink) Lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.written)
}

// Write takes what a handler writes.
func (s *Sink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = append(s.written, string(p))
	return len(p), nil
}

// Logger logs to the sink, debugging too.
func (s *Sink) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
