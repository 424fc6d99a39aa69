package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"baophu/internal/web"
)

// sink keeps what is logged.
type sink struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// run starts a server on a free port; stop ends it and gives Run's error.
func run(t *testing.T, o web.Options) (s *web.Server, log *sink, stop func() error) {
	t.Helper()
	log = &sink{}
	o.Addr = "127.0.0.1:0"
	o.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return s, log, stop
}

func get(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[error]
	set := func(err error) { now.Store(&err) }
	set(nil)
	s, log, _ := run(t, web.Options{Ready: func(ctx context.Context) error {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("a look at the stores may take for ever")
		}
		return *now.Load()
	}})
	secret := errors.New("dial postgres://user:hunter2@db")
	sql, redis := &web.Unready{Store: "sql", Err: secret}, &web.Unready{Store: "redis", Err: secret}
	for _, c := range []struct {
		name   string
		err    error
		status int
		want   string
	}{
		{"all there", nil, 200, `{"ready":true}`},
		{"sql away", fmt.Errorf("look: %w", sql), 503, `{"ready":false,"missing":["sql"]}`},
		{"both away", errors.Join(sql, fmt.Errorf("look: %w", redis), sql), 503, `{"ready":false,"missing":["redis","sql"]}`},
		{"who knows", secret, 503, `{"ready":false}`},
		{"back", nil, 200, `{"ready":true}`},
	} {
		set(c.err)
		answer, body := get(t, s.URL()+"/readyz")
		if answer.StatusCode != c.status || strings.TrimSpace(body) != c.want {
			t.Errorf("%s: %d %s", c.name, answer.StatusCode, body)
		}
		if alive, _ := get(t, s.URL()+"/healthz"); alive.StatusCode != 200 {
			t.Errorf("%s: /healthz gives %d", c.name, alive.StatusCode)
		}
	}
	if text := log.String(); strings.Count(text, `msg="not ready"`) != 1 || strings.Count(text, `msg="ready again"`) != 1 {
		t.Errorf("of five looks with two changes the log tells\n%s", text)
	}
}

func TestMountsAndSafeHeaders(t *testing.T) {
	t.Parallel()
	const token = "TOKEN-8412"
	s, log, _ := run(t, web.Options{NewID: func() string { return "id-1" }, Mounts: map[string]http.Handler{
		"POST /hook/telegram": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }),
		"GET /panic": http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			panic("what a person wrote: 0912345678")
		}),
		"GET /slow/{file}": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			control := http.NewResponseController(w)
			if err := errors.Join(control.SetWriteDeadline(time.Time{}), control.SetReadDeadline(time.Time{})); err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(w, "first ")
			if err := control.Flush(); err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(w, "last")
		}),
		"/": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") }),
	}})
	for path, want := range map[string]int{
		"/": 200, "/healthz": 200, "/hook/telegram": 200, "/panic": 500, "/slow/" + token + "?key=" + token: 200, "/status": 200, "/metrics": 200,
	} {
		answer, _ := get(t, s.URL()+path)
		if answer.StatusCode != want {
			t.Errorf("%s gives %d, not %d", path, answer.StatusCode, want)
		}
		for _, head := range []string{"X-Request-Id", "X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy"} {
			if answer.Header.Get(head) == "" {
				t.Errorf("%s has no %s", path, head)
			}
		}
	}
	answer, err := http.Post(s.URL()+"/hook/telegram", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		t.Errorf("the webhook gives %d", answer.StatusCode)
	}
	_, shown := get(t, s.URL()+"/metrics")
	for _, line := range []string{
		`baophu_http_requests_total{route="GET /slow/{file}",status="200"} 1`,
		`baophu_http_requests_total{route="GET /panic",status="500"} 1`,
		`baophu_http_requests_total{route="POST /hook/telegram",status="204"} 1`,
	} {
		if !strings.Contains(shown, line) {
			t.Errorf("/metrics lacks %s", line)
		}
	}
	text := log.String()
	for _, secret := range []string{token, "0912345678"} {
		if strings.Contains(text, secret) || strings.Contains(shown, secret) {
			t.Errorf("%s is told:\n%s", secret, text)
		}
	}
	if !strings.Contains(text, "request=id-1") || !strings.Contains(text, "request panicked") {
		t.Errorf("the log tells\n%s", text)
	}
}

func TestRunFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s, _, stop := run(t, web.Options{Mounts: map[string]http.Handler{
		"GET /work": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			<-finish
			if r.Context().Err() != nil {
				t.Error("the request was given up")
			}
			_, _ = io.WriteString(w, "done")
		})}})
	got := make(chan string)
	go func() {
		answer, err := http.Get(s.URL() + "/work")
		if err != nil {
			got <- err.Error()
			return
		}
		defer func() { _ = answer.Body.Close() }()
		body, _ := io.ReadAll(answer.Body)
		got <- string(body)
	}()
	<-begun
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	host := strings.TrimPrefix(s.URL(), "http://")
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		c, err := net.Dial("tcp", host)
		if err != nil {
			break // it listens no more
		}
		_ = c.Close()
		if time.Now().After(end) {
			t.Fatal("it goes on listening")
		}
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended with work under way: %v", err)
	default:
	}
	close(finish)
	if body := <-got; body != "done" {
		t.Errorf("the work came to %q", body)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestNewTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	first, err := web.New(web.Options{Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Close() })
	taken := strings.TrimPrefix(first.URL(), "http://")
	none := http.NotFoundHandler()
	for name, o := range map[string]web.Options{
		"a taken address":    {Addr: taken},
		"no address":         {Addr: "nowhere:port"},
		"an own route":       {Addr: "127.0.0.1:0", Mounts: map[string]http.Handler{"GET /healthz": none}},
		"a wrong pattern":    {Addr: "127.0.0.1:0", Mounts: map[string]http.Handler{"GET": none}},
		"a doubtful pattern": {Addr: "127.0.0.1:0", Mounts: map[string]http.Handler{"/{a}/x": none, "/x/{b}": none}},
	} {
		if s, err := web.New(o); err == nil {
			_ = s.Close()
			t.Errorf("%s passes", name)
		}
	}
}

func TestURLOfAllInterfaces(t *testing.T) {
	t.Parallel()
	s, err := web.New(web.Options{Addr: ":0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if !strings.HasPrefix(s.URL(), "http://localhost:") {
		t.Errorf("it is %s", s.URL())
	}
}

func TestStatusBoard(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	var now atomic.Int64
	registry := prometheus.NewRegistry()
	m, err := web.NewMetrics(registry)
	if err != nil {
		t.Fatal(err)
	}
	var missing atomic.Bool
	s, _, _ := run(t, web.Options{
		Version: "v1.2.3", Registry: registry, Location: time.FixedZone("Asia/Ho_Chi_Minh", 7*3600),
		Now: func() time.Time { return start.Add(time.Duration(now.Load())) },
		Ready: func(context.Context) error {
			if missing.Load() {
				return &web.Unready{Store: "redis", Err: errors.New("gone")}
			}
			return nil
		},
		Board: func() []web.Line { return append(m.Lines(), web.Line{Label: "<b>", Value: "</td><script>"}) },
	})
	now.Store(int64(25*time.Hour + 7*time.Minute))
	for range 1234 {
		m.Accepted("telegram")
	}
	m.Read(true)
	m.Read(true)
	m.Read(false)
	m.Outbox(90 * time.Second)
	_, body := get(t, s.URL()+"/status")
	for _, part := range []string{"Đang chạy tốt", "1 ngày 1 giờ", "v1.2.3", "13:07:00 23/11/2026", "<td>1.234</td>",
		"<td>66%</td>", "1 phút 30 giây", "&lt;b&gt;", "&lt;/td&gt;&lt;script&gt;"} {
		if !strings.Contains(body, part) {
			t.Errorf("the board lacks %s:\n%s", part, body)
		}
	}
	missing.Store(true)
	if answer, body := get(t, s.URL()+"/status"); answer.StatusCode != 200 || !strings.Contains(body, "Chưa sẵn sàng</strong>: thiếu redis") {
		t.Errorf("with a store away the board shows\n%s", body)
	}
	if style, css := get(t, s.URL()+"/status.css"); style.Header.Get("Content-Type") != "text/css; charset=utf-8" || !strings.Contains(css, "main") {
		t.Error("the board has no looks")
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	m, err := web.NewMetrics(registry)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := web.NewMetrics(registry); err == nil {
		t.Error("the same metrics register twice")
	}
	m.Accepted("telegram")
	m.Duplicate()
	m.Refused("over_100")
	m.Refused("xã Chiềng Ngần")
	m.Refused("0912345678")
	m.Took("commit", 2*time.Millisecond)
	m.Sent("telegram", "sent")
	m.Sent("telegram", "gone")
	m.Outbox(1500 * time.Millisecond)
	m.Lag(7)
	m.Read(true)
	m.Waited("telegram", time.Second)
	for i := range 300 {
		m.Refused(strings.Repeat("a", 1+i%30) + string(rune('a'+i%26)))
	}
	s, _, _ := run(t, web.Options{Registry: registry})
	_, body := get(t, s.URL()+"/metrics")
	for _, line := range []string{
		`baophu_reports_accepted_total{channel="telegram"} 1`, `baophu_messages_duplicate_total 1`,
		`baophu_messages_refused_total{reason="over_100"} 1`, `baophu_messages_refused_total{reason="other"}`,
		`baophu_stage_seconds_bucket{stage="commit",le="0.003"} 1`, `baophu_replies_total{channel="telegram",outcome="gone"} 1`,
		`baophu_outbox_age_seconds 1.5`, `baophu_read_model_lag_entries 7`, `baophu_cache_reads_total{result="hit"} 1`,
		`baophu_rate_wait_seconds_count{channel="telegram"} 1`, `go_goroutines`,
	} {
		if !strings.Contains(body, line) {
			t.Errorf("/metrics lacks %s", line)
		}
	}
	for _, wrong := range []string{"Chiềng", "0912345678"} {
		if strings.Contains(body, wrong) {
			t.Errorf("/metrics tells %s", wrong)
		}
	}
	if n := strings.Count(body, "baophu_messages_refused_total{"); n > 101 {
		t.Errorf("there are %d reasons", n)
	}
}

func TestNoMetricsIsFine(t *testing.T) {
	t.Parallel()
	var m *web.Metrics
	m.Accepted("x")
	m.Duplicate()
	m.Refused("x")
	m.Took("x", 1)
	m.Sent("x", "sent")
	m.Outbox(1)
	m.Lag(1)
	m.Read(true)
	m.Waited("x", 1)
	if m.Lines() != nil {
		t.Error("nothing has lines")
	}
}

func TestAnswersAreJSON(t *testing.T) {
	t.Parallel()
	s, _, _ := run(t, web.Options{})
	for _, path := range []string{"/healthz", "/readyz"} {
		answer, body := get(t, s.URL()+path)
		if !json.Valid([]byte(body)) || answer.Header.Get("Content-Type") != "application/json" || answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s answers %s with %v", path, body, answer.Header)
		}
	}
}

// A platform delivers hundreds of updates a minute: all of them over one
// connection, whatever they are answered.
func TestConnectionsAreKept(t *testing.T) {
	t.Parallel()
	s, _, _ := run(t, web.Options{Mounts: map[string]http.Handler{
		"/hook": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Refuse") != "" {
				http.Error(w, "forged", http.StatusForbidden) // unread
				return
			}
			_, _ = io.Copy(io.Discard, r.Body)
		}),
	}})
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	fresh := 0
	seen := &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		if !c.Reused {
			fresh++
		}
	}}
	for i := range 10 {
		ask, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), seen), http.MethodPost, s.URL()+"/hook", strings.NewReader(strings.Repeat("x", 2000)))
		if err != nil {
			t.Fatal(err)
		}
		if i%3 == 1 {
			ask.Header.Set("Refuse", "1")
		}
		got, err := client.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, got.Body)
		_ = got.Body.Close()
	}
	if fresh != 1 {
		t.Errorf("10 deliveries took %d connections", fresh)
	}
}
