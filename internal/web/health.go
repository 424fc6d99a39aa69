package web

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"
)

// readyTime is how long a look at the stores may take.
const readyTime = 3 * time.Second

// Unready is a store that is not there now.
type Unready struct {
	Store string // "sql", "redis": a word for operators, no address
	Err   error  // goes to the log alone
}

func (u *Unready) Error() string { return u.Store + " is not ready: " + u.Err.Error() }

// Unwrap gives the cause.
func (u *Unready) Unwrap() error { return u.Err }

// healthz tells that the process lives, whatever its stores do.
func healthz(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]bool{"alive": true})
}

// readyz tells whether work can be sent here, and else what is missing.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	missing, ok := s.look(r.Context())
	status := http.StatusOK
	if !ok {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "2")
	}
	reply(w, status, struct {
		Ready   bool     `json:"ready"`
		Missing []string `json:"missing,omitempty"`
	}{ok, missing})
}

// readiness is what the last look found, so that only a change is logged.
type readiness struct {
	mu     sync.Mutex
	failed bool
}

// look asks the stores; missing names those that are not there.
func (s *Server) look(ctx context.Context) (missing []string, ok bool) {
	if s.options.Ready == nil {
		return nil, true
	}
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	err := s.options.Ready(ctx)
	s.ready.mu.Lock()
	defer s.ready.mu.Unlock()
	if changed := s.ready.failed != (err != nil); changed && err != nil {
		s.options.Logger.Warn("not ready", "error", err)
	} else if changed {
		s.options.Logger.Info("ready again")
	}
	s.ready.failed = err != nil
	if err == nil {
		return nil, true
	}
	return stores(err), false
}

// stores names what an error and those it joins miss.
func stores(err error) []string {
	var names []string
	var walk func(error)
	walk = func(err error) {
		if u, is := err.(*Unready); is { //nolint:errorlint // every one of the tree, not the first
			names = append(names, u.Store)
			return
		}
		switch wraps := err.(type) { //nolint:errorlint // the tree itself is walked
		case interface{ Unwrap() []error }:
			for _, part := range wraps.Unwrap() {
				walk(part)
			}
		case interface{ Unwrap() error }:
			if inner := wraps.Unwrap(); inner != nil {
				walk(inner)
			}
		}
	}
	walk(err)
	slices.Sort(names)
	return slices.Compact(names)
}

// reply writes JSON that nobody keeps.
func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
