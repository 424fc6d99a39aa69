package bottest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
)

// Inbox keeps what a channel received. The zero Inbox is ready.
type Inbox struct {
	mu   sync.Mutex
	came []bot.Message
}

// Receive takes a message.
func (i *Inbox) Receive(_ context.Context, m bot.Message) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.came = append(i.came, m)
	return nil
}

// All gives what came, in order.
func (i *Inbox) All() []bot.Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]bot.Message(nil), i.came...)
}

// Texts gives the texts of what came, apart by commas.
func (i *Inbox) Texts() string {
	var texts []string
	for _, m := range i.All() {
		texts = append(texts, m.Text)
	}
	return strings.Join(texts, ",")
}

// Sink is a log that fails the test when it is told a secret.
type Sink struct {
	t       testing.TB
	secrets []string
	log     logSink
}

// NewLog makes a logger to a sink.
func NewLog(t testing.TB, secrets ...string) (*slog.Logger, *Sink) {
	s := &Sink{t: t, secrets: secrets}
	return slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug})), s
}

// Write takes a line.
func (s *Sink) Write(p []byte) (int, error) {
	for _, secret := range s.secrets {
		if bytes.Contains(p, []byte(secret)) {
			s.t.Errorf("a secret was logged: %s", p)
		}
	}
	return s.log.Write(p)
}

// String gives what was logged.
func (s *Sink) String() string { return s.log.String() }

// Run runs a channel until the test ends, or until stop.
func Run(t testing.TB, c bot.Channel, receive bot.Receive) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx, receive) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			select {
			case err := <-ended:
				if err != nil {
					t.Errorf("Run ended with %v", err)
				}
			case <-time.After(2 * patience):
				t.Error("Run did not end")
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// Eventually waits until something is so.
func Eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", patience, what)
		}
	}
}

// Forgery is a request that a webhook must refuse, or let pass, by its head
// alone.
type Forgery struct {
	Name, Method, Type string
	Secret             string // as the platform's header has it; "": none
	Length             int64
	Handler            http.Handler
	Want               int // status
}

// Forgeries has a webhook answer requests whose bodies must not be read. field
// is the header of the platform's secret or signature.
func Forgeries(t *testing.T, field string, all []Forgery) {
	t.Helper()
	for _, f := range all {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(f.Method, "/hook", unread{t})
			r.ContentLength = f.Length
			if f.Type != "" {
				r.Header.Set("Content-Type", f.Type)
			}
			if f.Secret != "" {
				r.Header.Set(field, f.Secret)
			}
			w := httptest.NewRecorder()
			f.Handler.ServeHTTP(w, r)
			if w.Code != f.Want {
				t.Errorf("answered %d, not %d", w.Code, f.Want)
			}
		})
	}
}

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

// Post has a handler answer JSON, with a secret or signature in a header.
func Post(h http.Handler, field, secret, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set(field, secret)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
