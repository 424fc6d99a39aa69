package handlers_test

import (
	"log/slog"
	"regexp"
	"slices"
	"sync"
	"testing"
)

// logSink holds every line that is logged to what may never be in one: the
// numbers of people, and what was refused for being personal.
type logSink struct {
	mu      sync.Mutex
	written []string
}

// personNumber are the shapes of numbers that name a person.
var personNumber = regexp.MustCompile(`\b\d{9,10}\b|\b\d{12}\b|(?i:\b[a-z]{2}\d{13}\b)|(?:\+84|\b84|\b0)[35789]\d{8}\b`)

// personal are the shapes of numbers that name a person, and the secrets that
// tests write into messages.
var personal = regexp.MustCompile(personNumber.String() + `|Lò Văn X|BP7K2Q`)

// newLogSink opens a sink that is read when the test ends.
func newLogSink(t *testing.T) *logSink {
	t.Helper()
	s := &logSink{}
	t.Cleanup(func() {
		for _, line := range s.lines() {
			if found := personal.FindString(line); found != "" {
				t.Errorf("%q was logged: %s", found, line)
			}
		}
	})
	return s
}

func (s *logSink) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.written)
}

// Write takes what a text handler writes.
func (s *logSink) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written = append(s.written, string(p))
	return len(p), nil
}

// logger logs to the sink, debugging too.
func (s *logSink) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
