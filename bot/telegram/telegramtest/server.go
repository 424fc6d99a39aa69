// Package telegramtest is a Telegram Bot API server of our own for tests: on
// the loopback, strict where the real one is, and as ill-behaved as a test
// asks. What it knows of the real one comes from the published sources of
// tdlib/telegram-bot-api and the Bot API's documentation.
package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot/bottest"
)

// Server is one bot's side of Telegram. Set the exported fields before use.
type Server struct {
	URL      string // its address, once started
	ID       int64  // the bot's user id
	Username string // the bot's

	// PerSecond refuses sends beyond so many in any second, counted as they
	// arrive; 0: no limit.
	PerSecond int
	// Network, if given, says how long each request is on its way, and each answer.
	Network func() (there, back time.Duration)
	// Trouble is when the server says that it had trouble of its own; zero: never.
	Trouble time.Time
	// Hurry divides the server's own pauses, between webhook deliveries and
	// before empty answers; 0: as Telegram's.
	Hurry int
	// KeepSent is how many sent messages are kept; 0: all.
	KeepSent int

	token string

	mu       sync.Mutex
	changed  chan struct{} // closed at any change
	people   map[int64]*person
	files    map[string][]byte
	named    map[string]string // those that were uploaded
	uploads  int
	sent     []Sent
	count    int // all sent ever
	arrived  []time.Time
	refused  int
	calls    map[string]int
	faults   bottest.Faults[Fault]
	commands map[string]json.RawMessage
	answered map[string]int // callback queries
	broken   []string       // rules that the bot broke

	queue    []*update
	nextID   int64
	nextMsg  map[int64]int
	allowed  map[string]bool
	poll     *poller
	lastPoll struct {
		offset int64
		at     time.Time
	}

	hook  *webhook
	lines map[string]bool // webhook lines being delivered
	stop  chan struct{}
	work  sync.WaitGroup
}

type person struct {
	name, language string
	blocked        bool
	moved          int64 // group: its new id
}

// New makes a server that is an http.Handler; Close it.
func New(token string) *Server {
	return &Server{
		ID: 4711, Username: "baophu_bot", token: token,
		changed: make(chan struct{}), people: map[int64]*person{}, files: map[string][]byte{}, named: map[string]string{},
		calls: map[string]int{}, commands: map[string]json.RawMessage{}, answered: map[string]int{},
		nextID: 1000, nextMsg: map[int64]int{}, lines: map[string]bool{}, stop: make(chan struct{}),
	}
}

// Start makes a server on the loopback, closed with the test. A rule of
// Telegram's that the bot broke fails the test.
func Start(t testing.TB, token string) *Server {
	t.Helper()
	s := New(token)
	web := httptest.NewServer(s)
	s.URL = web.URL
	t.Cleanup(func() {
		s.Close()
		web.Close()
		for _, rule := range s.Broken() {
			t.Errorf("the bot broke a rule: %s", rule)
		}
	})
	return s
}

// Close ends what waits and what is being delivered.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.stop:
	default:
		close(s.stop)
	}
	s.change()
	s.mu.Unlock()
	s.work.Wait()
}

// change wakes whoever waits for anything. s.mu is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Fault is something that goes wrong with coming requests.
type Fault struct {
	Method string // "": any send
	Chat   int64  // 0: any
	Times  int    // 0: once; -1: until Mend

	Code       int           // answer so, with Text; 0: Cut, or only Delay
	Text       string        // the description
	RetryAfter int           // seconds
	MigrateTo  int64         // the group's new id
	HTML       bool          // a proxy's page instead of JSON
	Cut        bool          // do what was asked, then hang up
	Delay      time.Duration // before anything
	Hold       time.Duration // do what was asked, then answer so late
}

// Fail adds a fault, and gives how to ask how often it is still to come about.
func (s *Server) Fail(f Fault) (left func() int) { return s.faults.Add(f, f.Times) }

// Mend ends all faults.
func (s *Server) Mend() { s.faults.Mend() }

// fault gives the fault a call meets, if any.
func (s *Server) fault(method string, chat int64) *Fault {
	return s.faults.Meet(func(f Fault) bool {
		fits := f.Method == method || f.Method == "" && strings.HasPrefix(method, "send")
		return fits && (f.Chat == 0 || f.Chat == chat)
	})
}

// failure is an error answer.
type failure struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func (f *failure) Error() string { return fmt.Sprintf("%d %s", f.code, f.text) }

func refuse(code int, format string, args ...any) error {
	return &failure{code: code, text: fmt.Sprintf(format, args...)}
}

// ServeHTTP answers as api.telegram.org does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var back time.Duration
	if s.Network != nil {
		there, answer := s.Network()
		time.Sleep(there)
		back = answer
	}
	defer func() { time.Sleep(back) }()
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	token, method, ok := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	switch {
	case !ok || !strings.HasPrefix(path, "/bot"):
		answer(w, refuse(404, "Not Found"), nil)
	case token != s.token:
		answer(w, refuse(401, "Unauthorized"), nil)
	case isFile:
		s.download(w, method)
	default:
		s.call(w, r, method)
	}
}

func (s *Server) call(w http.ResponseWriter, r *http.Request, method string) {
	ask, err := readParams(r)
	if err != nil {
		answer(w, refuse(400, "Bad Request: %v", err), nil)
		return
	}
	s.mu.Lock()
	s.calls[method]++
	s.mu.Unlock()
	f := s.fault(method, ask.number("chat_id"))
	if f != nil {
		time.Sleep(f.Delay)
		if f.HTML {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(f.Code)
			_, _ = w.Write([]byte("<html><h1>" + strconv.Itoa(f.Code) + "</h1></html>"))
			return
		}
		if f.Code != 0 {
			answer(w, &failure{f.Code, f.Text, f.RetryAfter, f.MigrateTo}, nil)
			return
		}
	}
	result, err := s.do(r, method, ask)
	if f != nil {
		time.Sleep(f.Hold)
	}
	if f != nil && f.Cut {
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = c.Close()
		}
		return
	}
	answer(w, err, result)
}

// answer writes what the API answers.
func answer(w http.ResponseWriter, err error, result any) {
	w.Header().Set("Content-Type", "application/json")
	body := map[string]any{"ok": err == nil}
	if err == nil {
		body["result"] = result
	} else {
		f, ok := err.(*failure) //nolint:errorlint // made here, never wrapped
		if !ok {
			f = &failure{code: 500, text: "Internal Server Error: " + err.Error()}
		}
		body["error_code"], body["description"] = f.code, f.text
		parameters := map[string]any{}
		if f.retryAfter > 0 {
			parameters["retry_after"] = f.retryAfter
			w.Header().Set("Retry-After", strconv.Itoa(f.retryAfter))
		}
		if f.migrateTo != 0 {
			parameters["migrate_to_chat_id"] = f.migrateTo
		}
		if len(parameters) > 0 {
			body["parameters"] = parameters
		}
		w.WriteHeader(f.code)
	}
	_ = json.NewEncoder(w).Encode(body)
}

// Calls tells how often a method was called.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Refused tells how many sends were beyond PerSecond.
func (s *Server) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}

// Broken gives the rules of Telegram's that the bot broke.
func (s *Server) Broken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.broken...)
}

// broke notes a broken rule. s.mu is held.
func (s *Server) broke(format string, args ...any) {
	s.broken = append(s.broken, fmt.Sprintf(format, args...))
}
