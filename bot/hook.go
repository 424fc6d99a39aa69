package bot

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"
)

// retryAfter is for how many seconds a platform is to wait when we cannot take
// what it delivers.
const retryAfter = "2"

// Refuse answers a request with a status, and says no more.
func Refuse(w http.ResponseWriter, status int) { http.Error(w, http.StatusText(status), status) }

// NotNow has a platform deliver again in a moment.
func NotNow(w http.ResponseWriter) {
	w.Header().Set("Retry-After", retryAfter)
	Refuse(w, http.StatusServiceUnavailable)
}

// Admissible tells whether a delivery may be read: JSON by POST, of so many
// bytes at most. One that may not is refused, unread.
func Admissible(w http.ResponseWriter, r *http.Request, most int64) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		Refuse(w, http.StatusMethodNotAllowed)
	case kind != "application/json":
		Refuse(w, http.StatusUnsupportedMediaType)
	case r.ContentLength > most:
		Refuse(w, http.StatusRequestEntityTooLarge)
	default:
		return true
	}
	return false
}

// Delivered reads what a platform delivers; false: it was refused.
func Delivered(w http.ResponseWriter, r *http.Request, most int64) ([]byte, bool) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if err == nil {
		return raw, true
	}
	status := http.StatusBadRequest
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		status = http.StatusRequestEntityTooLarge
	}
	Refuse(w, status)
	return nil, false
}

// LaterError is a failure after which a call is not to be made again for a
// while: the platform counts such calls.
type LaterError struct {
	Wait time.Duration
	Err  error // never holds a token
}

func (e *LaterError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *LaterError) Unwrap() error { return e.Err }

// NotBefore is for how long to wait after a failure: what it asks for, or else
// usual.
func NotBefore(err error, usual time.Duration) time.Duration {
	if later, ok := errors.AsType[*LaterError](err); ok {
		return later.Wait
	}
	return usual
}

// Transport is how a channel reaches its platform, with so many connections
// kept for the next calls.
func Transport(kept int) *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConnsPerHost:   kept,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2:     true,
	}
}

// Caller is a client that follows no redirect: a platform's API has none.
func Caller(t http.RoundTripper) *http.Client {
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Sleep waits; an error is the context's.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
