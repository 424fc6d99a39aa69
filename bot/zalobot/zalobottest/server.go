// Package zalobottest is a Zalo Bot server of our own for tests: on the
// loopback, strict where the real one is said to be, and as ill-behaved as a
// test asks. It hands every update out once and keeps none.
package zalobottest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"baophu/bot/bottest"
)

// Server is one bot's side of Zalo. Set the exported fields before use.
type Server struct {
	URL  string // its address, once started
	ID   string // the bot's
	Name string // as people see it
	// Hurry divides how long an empty poll waits; 0: as Zalo's.
	Hurry int
	// Wrapped has webhooks bring the envelope of getUpdates, not the bare event.
	Wrapped bool
	// OldNames writes from.name, photo and errorCode as older material has them.
	OldNames bool
	// Reach turns an address that we were told into one that can be called; nil: it is.
	Reach func(url string) string

	token string

	mu        sync.Mutex
	changed   chan struct{} // closed at any change
	people    map[string]bool
	queue     []json.RawMessage
	sent      []Sent
	calls     map[string]int
	faults    bottest.Faults[Fault]
	broken    []string
	next      int
	polling   bool
	hook      webhook
	unreached string                   // the outcome of verifications that fail
	last      map[string]chan struct{} // of a chat: its last delivery
	status    []int                    // what webhooks answered
	taken     map[string]bool          // message ids that a webhook answered 200
	stop      chan struct{}
	work      sync.WaitGroup
}

type webhook struct{ url, secret string }

// Sent is a message of the bot's.
type Sent struct {
	Chat   string
	Text   string // or the picture's caption
	Photo  string // its address
	Bold   string // the text that is bold
	Looked []Look // what Zalo found there
}

// Look is one fetch of a picture.
type Look struct {
	Method, Type string
	Status       int
	Length       int64
	Bytes        []byte
}

// Fault is something that goes wrong with coming calls.
type Fault struct {
	Method string // "": any send
	Times  int    // 0: once; -1: until Mend
	Code   int    // answer so, with Text; 0: Cut, or only Delay
	Text   string
	HTML   bool // a proxy's page instead of JSON
	Fine   bool // HTTP's status is 200 though it failed
	Cut    bool // do what was asked, then hang up
	Delay  time.Duration
}

// Start makes a server on the loopback, closed with the test. A rule that the
// bot broke fails the test.
func Start(t testing.TB, token string) *Server {
	t.Helper()
	s := &Server{ID: "1459232241454765289", Name: "Bot Bao Phủ", token: token, changed: make(chan struct{}),
		people: map[string]bool{}, last: map[string]chan struct{}{}, calls: map[string]int{}, taken: map[string]bool{}, stop: make(chan struct{})}
	web := httptest.NewServer(s)
	s.URL = web.URL
	t.Cleanup(func() {
		s.mu.Lock()
		close(s.stop)
		s.mu.Unlock()
		s.work.Wait()
		web.Close()
		for _, rule := range s.broken {
			t.Errorf("the bot broke a rule: %s", rule)
		}
	})
	return s
}

// change wakes whoever waits for anything. s.mu is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Fail adds a fault.
func (s *Server) Fail(f Fault) { s.faults.Add(f, f.Times) }

// Mend ends all faults.
func (s *Server) Mend() { s.faults.Mend() }

// fault counts a call, and gives the fault it meets, if any.
func (s *Server) fault(method string) *Fault {
	s.mu.Lock()
	s.calls[method]++
	s.mu.Unlock()
	return s.faults.Meet(func(f Fault) bool {
		return f.Method == method || f.Method == "" && strings.HasPrefix(method, "send")
	})
}

// failure is an error answer.
type failure struct {
	code int
	text string
}

func (f *failure) Error() string { return fmt.Sprintf("%d %s", f.code, f.text) }

func refuse(code int, format string, args ...any) error {
	return &failure{code, fmt.Sprintf(format, args...)}
}

// ServeHTTP answers as bot-api.zaloplatforms.com does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	switch {
	case !ok || !strings.HasPrefix(r.URL.Path, "/bot"):
		s.answer(w, refuse(400, "Bad Request: wrong path"), nil, false)
		return
	case token != s.token:
		s.answer(w, refuse(401, "Unauthorized"), nil, false)
		return
	case r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json":
		s.broke("%s is called by %s with %s", method, r.Method, r.Header.Get("Content-Type"))
	}
	f := s.fault(method)
	if f != nil {
		time.Sleep(f.Delay)
		switch {
		case f.HTML:
			w.WriteHeader(f.Code)
			_, _ = w.Write([]byte("<html><h1>Bad Gateway</h1></html>"))
			return
		case f.Code != 0:
			s.answer(w, &failure{f.Code, f.Text}, nil, f.Fine)
			return
		}
	}
	result, err := s.do(r, method)
	if f != nil && f.Cut {
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = c.Close()
		}
		return
	}
	s.answer(w, err, result, false)
}

func (s *Server) answer(w http.ResponseWriter, err error, result any, fine bool) {
	body := map[string]any{"ok": err == nil}
	if err == nil && result != nil {
		body["result"] = result
	}
	status := http.StatusOK
	if f, ok := err.(*failure); ok { //nolint:errorlint // made here, never wrapped
		body["description"], status = f.text, f.code
		code := "error_code"
		if s.OldNames {
			code = "errorCode"
		}
		body[code] = f.code
	}
	if fine {
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// do answers a call.
func (s *Server) do(r *http.Request, method string) (any, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return nil, refuse(400, "Bad Request")
	}
	var p map[string]json.RawMessage
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, refuse(400, "Bad Request: no JSON")
	}
	switch method {
	case "getMe":
		return map[string]any{"id": s.ID, "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": false, "display_name": s.Name}, nil
	case "getUpdates":
		return s.getUpdates(r, p)
	case "sendMessage":
		return s.send(p, "text", "chat_id", "text", "parse_mode", "text_styles")
	case "sendPhoto":
		return s.send(p, "caption", "chat_id", "photo", "caption", "parse_mode", "text_styles")
	case "sendChatAction":
		return nil, nil
	case "setWebhook":
		return s.setWebhook(p)
	case "deleteWebhook":
		return s.deleteWebhook()
	case "getWebhookInfo":
		s.mu.Lock()
		defer s.mu.Unlock()
		return map[string]any{"url": s.hook.url, "updated_at": time.Now().UnixMilli()}, nil
	}
	return nil, refuse(400, "Bad Request: %s is no method", method)
}

func (s *Server) broke(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = append(s.broken, fmt.Sprintf(format, args...))
}

func text(p map[string]json.RawMessage, name string) string {
	var v string
	_ = json.Unmarshal(p[name], &v)
	return v
}

// send takes a message.
func (s *Server) send(p map[string]json.RawMessage, field string, known ...string) (any, error) {
	for name := range p {
		if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+name+" ") {
			s.broke("a send has %s, which is nothing of Zalo's", name)
		}
	}
	one := Sent{Chat: text(p, "chat_id"), Text: text(p, field), Photo: text(p, "photo")}
	units := utf16.Encode([]rune(one.Text))
	s.mu.Lock()
	chat := s.people[one.Chat]
	s.mu.Unlock()
	switch {
	case !chat:
		return nil, refuse(404, "chat not found")
	case field == "text" && strings.TrimSpace(one.Text) == "":
		return nil, refuse(400, "Bad Request: text is empty")
	case len(units) > 2000:
		return nil, refuse(400, "Bad Request: text is too long")
	case !norm.NFC.IsNormalString(one.Text):
		s.broke("a text is not in NFC")
	case field == "caption" && !strings.HasPrefix(one.Photo, "http"):
		return nil, refuse(400, "Bad Request: photo is no address")
	}
	var styles []struct{ Start, Len int }
	if raw := p["text_styles"]; raw != nil && json.Unmarshal(raw, &styles) == nil {
		for _, st := range styles {
			if st.Start < 0 || st.Len <= 0 || st.Start+st.Len > len(units) {
				return nil, refuse(400, "Bad Request: text_styles")
			}
			one.Bold += string(utf16.Decode(units[st.Start : st.Start+st.Len]))
		}
	}
	if one.Photo != "" {
		one.Looked = s.look(one.Photo)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, one)
	s.change()
	return map[string]any{"message_id": fmt.Sprintf("%x", 0xabc000+len(s.sent)), "date": time.Now().UnixMilli()}, nil
}

// look fetches a picture as Zalo and its clients do: more than once, and
// following nothing.
func (s *Server) look(url string) (looks []Look) {
	if s.Reach != nil {
		url = s.Reach(url)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodGet} {
		ask, err := http.NewRequest(method, url, bytes.NewReader(nil))
		if err != nil {
			return looks
		}
		got, err := client.Do(ask)
		if err != nil {
			return append(looks, Look{Method: method})
		}
		content, _ := io.ReadAll(got.Body)
		_ = got.Body.Close()
		looks = append(looks, Look{method, got.Header.Get("Content-Type"), got.StatusCode, got.ContentLength, content})
	}
	return looks
}

// Sent gives the messages of the bot's to a chat, the oldest first.
func (s *Server) Sent(chat string) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var some []Sent
	for _, one := range s.sent {
		if one.Chat == chat {
			some = append(some, one)
		}
	}
	return some
}

// Calls tells how often a method was called.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}
