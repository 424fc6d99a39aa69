// Package web is the service's own HTTP server: webhooks and the chat page are
// mounted on it, and it tells of itself: whether it lives, whether it is
// ready, its metrics, and a status board for people.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// shutdownTime is how long requests under way may take once Run has to end.
const shutdownTime = 10 * time.Second

// Line is one figure of the status board, in words for people.
type Line struct{ Label, Value string }

// Options of a Server. Addr must be given.
type Options struct {
	Addr string // host:port; port 0 takes a free one
	// Ready tells whether the service can do its work; nil: it can. An error,
	// also a joined one, may hold an *Unready for each store that is not there.
	Ready func(ctx context.Context) error
	// Mounts are further handlers by their patterns ("POST /hook/telegram", "/").
	Mounts   map[string]http.Handler
	Registry *prometheus.Registry // what /metrics shows; nil: an empty one
	Board    func() []Line        // figures of /status; nil: none
	Version  string
	Location *time.Location // of the times on the status board; nil: UTC
	Logger   *slog.Logger   // nil: slog.Default
	Now      func() time.Time
	NewID    func() string // of requests; nil: UUIDv7
}

// Server listens from New on, and answers while it runs.
type Server struct {
	options  Options
	listener net.Listener
	server   http.Server
	started  time.Time
	ready    readiness
	requests *prometheus.CounterVec
}

// New listens on Addr. Run or Close the server then.
func New(o Options) (*Server, error) {
	o = o.orDefaults()
	s := &Server{options: o, started: o.Now()}
	s.requests = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "baophu_http_requests_total", Help: "Requests answered, by route and status.",
	}, []string{"route", "status"})
	if err := o.Registry.Register(s.requests); err != nil {
		return nil, fmt.Errorf("web: metrics: %w", err)
	}
	handler, err := s.handler()
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s.listener = listener
	s.server = http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second, // a webhook may wait 30 s for its commit
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(o.Logger.Handler(), slog.LevelDebug), // broken clients, by the hundred
	}
	return s, nil
}

func (o Options) orDefaults() Options {
	if o.Registry == nil {
		o.Registry = prometheus.NewRegistry()
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Location == nil {
		o.Location = time.UTC
	}
	if o.NewID == nil {
		o.NewID = func() string {
			id, err := uuid.NewV7()
			if err != nil {
				return "" // no randomness: a request goes on without a name
			}
			return id.String()
		}
	}
	return o
}

// URL is the address to open: of all interfaces, localhost.
func (s *Server) URL() string {
	host, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		return "http://" + s.listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Run answers until ctx ends; then it listens no more and gives what is under
// way 10 s to finish.
func (s *Server) Run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- s.server.Serve(s.listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("web: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := s.server.Shutdown(end)
	<-served //nolint:errcheck // it says that the server is closed
	if err != nil {
		return errors.Join(fmt.Errorf("web: requests were cut off: %w", err), s.server.Close())
	}
	return nil
}

// Close gives the address back where Run was never called.
func (s *Server) Close() error { return s.listener.Close() }

// handler is all routes, each request watched.
func (s *Server) handler() (handler http.Handler, err error) {
	mux := http.NewServeMux()
	own := map[string]http.Handler{
		"GET /healthz":    http.HandlerFunc(healthz),
		"GET /readyz":     http.HandlerFunc(s.readyz),
		"GET /metrics":    promhttp.HandlerFor(s.options.Registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second}),
		"GET /status":     http.HandlerFunc(s.board),
		"GET /status.css": http.HandlerFunc(boardStyle),
	}
	for pattern, h := range s.options.Mounts {
		if own[pattern] != nil {
			return nil, fmt.Errorf("web: %s is taken", pattern)
		}
		own[pattern] = h
	}
	// A pattern that is wrong or doubled panics in the mux.
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fmt.Errorf("web: %v", wrong)
		}
	}()
	for pattern, h := range own {
		mux.Handle(pattern, h)
	}
	return s.watch(mux), nil
}
