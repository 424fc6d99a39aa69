package web

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"
)

// watch gives every request an id and safe headers, survives a panic, and
// counts and logs the outcome: by route, never by address, since addresses
// hold what is nobody's business.
func (s *Server) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.options.Now()
		id := s.options.NewID()
		head := w.Header()
		head.Set("X-Request-Id", id)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		seen := &outcome{ResponseWriter: w}
		defer func() {
			failed := recover()
			if failed == http.ErrAbortHandler { //nolint:errorlint // net/http compares so
				panic(failed) // asked for by the handler; net/http ends it quietly
			}
			if failed != nil {
				// The value may quote what a person wrote; the stack does not.
				s.options.Logger.Error("request panicked", "request", id, "route", route(r), "stack", string(debug.Stack()))
				if seen.status == 0 {
					http.Error(seen, "internal error", http.StatusInternalServerError)
				}
			}
			s.tell(r, id, seen.code(), s.options.Now().Sub(began))
		}()
		next.ServeHTTP(seen, r)
	})
}

// tell counts and logs a request that is over.
func (s *Server) tell(r *http.Request, id string, status int, took time.Duration) {
	s.requests.WithLabelValues(route(r), strconv.Itoa(status)).Inc()
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	s.options.Logger.Log(r.Context(), level, "request",
		"request", id, "method", method(r), "route", route(r), "status", status, "took", took)
}

// route is the pattern that took a request, "other" where none did.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return "other"
	}
	return r.Pattern
}

// method is the request's, as long as it is one of the common ones.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// outcome remembers the status of an answer.
type outcome struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first final status.
func (o *outcome) WriteHeader(status int) {
	if o.status == 0 && status >= 200 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

// Write is as http.ResponseWriter's.
func (o *outcome) Write(b []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	return o.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController set deadlines and flush.
func (o *outcome) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// code is the status sent: 200 where the handler wrote nothing.
func (o *outcome) code() int {
	if o.status == 0 {
		return http.StatusOK
	}
	return o.status
}
