// Package zalooatest is a Zalo Official Account's server of our own for tests:
// on the loopback, strict where the real one is said to be. It renews tokens
// once, tells errors with status 200, signs webhooks and delivers them again.
package zalooatest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
)

// Server is one account's side of Zalo, and its login. Set the exported fields
// before use.
type Server struct {
	URL       string // its address, once started: of the API and of the login
	OA, App   string
	AppSecret string
	Secret    string // by which webhooks are signed
	// NoButtons refuses buttons with -201.
	NoButtons bool
	// Again is the pause before a webhook that failed is delivered again; 0: never.
	Again time.Duration
	// Life is how long an access token holds; 0: 25 h.
	Life time.Duration
	// Most is how many calls the package has in any Per; 0: no limit.
	Most int
	Per  time.Duration

	mu       sync.Mutex
	refresh  string // the one that works
	access   string
	ends     time.Time
	renewals int
	next     int
	people   map[string]bool
	talks    []said
	sent     []Sent
	uploads  map[string][]byte
	faults   []*Fault
	calls    map[string]int // by path
	barred   map[string]int // whose record is refused, and by which code
	called   []time.Time    // calls that were taken, of Most
	flooded  int
	broken   []string
	hook     string
	last     map[string]chan struct{}
	answers  []int
	stop     chan struct{}
	work     sync.WaitGroup
}

// said is a message of the record; an account's own has ours.
type said struct {
	from, text, id, kind, link string // from whom; of ours: to whom
	at                         time.Time
	ours                       bool
}

// Sent is a message of the account's.
type Sent struct {
	User    string
	Text    string
	Buttons []string // "title=payload"
	Image   []byte
	File    []byte
}

// Fault is something that goes wrong with coming sends.
type Fault struct {
	Path string // a part of it; "": message/cs
	Code int    // Zalo's error, with status 200
	HTML int    // a proxy's page of this status
	Cut  bool   // do what was asked, then hang up
}

// Start makes a server on the loopback, closed with the test. A rule that the
// bot broke fails the test. The refresh token "seed" works at first.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{OA: "388613280878808645", App: "360846524940903967", AppSecret: "app-secret-of-tests", Secret: "oa-secret-key-of-tests",
		refresh: "seed-refresh-token", people: map[string]bool{}, uploads: map[string][]byte{}, last: map[string]chan struct{}{}, stop: make(chan struct{})}
	web := httptest.NewServer(s)
	s.URL = web.URL
	t.Cleanup(func() {
		close(s.stop)
		s.work.Wait()
		web.Close()
		for _, rule := range s.broken {
			t.Errorf("the bot broke a rule: %s", rule)
		}
	})
	return s
}

func (s *Server) broke(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = append(s.broken, fmt.Sprintf(format, args...))
}

// Fail adds a fault, for one call.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Path == "" {
		f.Path = "message/cs"
	}
	s.faults = append(s.faults, &f)
}

func (s *Server) fault(path string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if strings.Contains(path, f.Path) {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			return f
		}
	}
	return nil
}

// Bar has a user's record be refused with a code from now on.
func (s *Server) Bar(user string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.barred == nil {
		s.barred = map[string]int{}
	}
	s.barred[user] = code
}

// Calls tells how often a path was called.
func (s *Server) Calls(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[path]
}

// Consent gives a new refresh token, as an operator's consent does.
func (s *Server) Consent(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh, s.access = token, ""
}

// Revoke has the access token be refused.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.access = "revoked"
}

// Renewals tells how often the pair was renewed.
func (s *Server) Renewals() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.renewals
}

// ServeHTTP answers as openapi.zalo.me and oauth.zaloapp.com do.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := s.fault(r.URL.Path)
	if f != nil && f.HTML != 0 {
		w.WriteHeader(f.HTML)
		_, _ = w.Write([]byte("<html>"))
		return
	}
	var code int
	var result any
	switch {
	case f != nil && f.Code != 0:
		code = f.Code
	case strings.HasPrefix(r.URL.Path, filePath):
		s.file(w, r)
		return
	case r.URL.Path == "/v4/oa/access_token":
		s.renew(w, r, f)
		return
	case !s.within():
		code = -32
	default:
		code, result = s.do(r)
	}
	if f != nil && f.Cut {
		hangUp(w)
		return
	}
	answer := map[string]any{"error": code, "message": "Success"}
	if code == 0 {
		answer["data"] = result
	} else {
		answer["message"] = "failed"
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

// within counts a call, unless the package has none left.
func (s *Server) within() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if n := len(s.called); s.Most > 0 && n >= s.Most && now.Sub(s.called[n-s.Most]) < s.Per {
		s.flooded++
		return false
	}
	s.called = append(s.called, now)
	return true
}

// Taken tells how many calls were taken.
func (s *Server) Taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.called)
}

// Refused tells how many calls were refused for pace.
func (s *Server) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flooded
}

func hangUp(w http.ResponseWriter) {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = c.Close()
	}
}

// renew gives a new pair for a refresh token that works once.
func (s *Server) renew(w http.ResponseWriter, r *http.Request, f *Fault) {
	if r.Header.Get("secret_key") != s.AppSecret || r.FormValue("app_id") != s.App || r.FormValue("grant_type") != "refresh_token" {
		s.broke("a renewal with secret_key %q, %v", r.Header.Get("secret_key"), r.Form)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := map[string]any{"error": -14014, "error_name": "Invalid refresh token", "error_description": "Invalid refresh token"}
	if r.FormValue("refresh_token") == s.refresh {
		s.renewals++
		life := s.Life
		if life == 0 {
			life = 25 * time.Hour
		}
		s.access, s.refresh, s.ends = fmt.Sprintf("access-token-%d", s.renewals), fmt.Sprintf("refresh-token-%d", s.renewals), time.Now().Add(life)
		answer = map[string]any{"access_token": s.access, "refresh_token": s.refresh, "expires_in": strconv.Itoa(int(life / time.Second))}
	}
	if f != nil && f.Cut {
		hangUp(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

// do answers a call of the API.
func (s *Server) do(r *http.Request) (code int, result any) {
	if r.Header.Get("Authorization") != "" {
		s.broke("%s has an Authorization", r.URL.Path)
	}
	s.mu.Lock()
	if s.calls == nil {
		s.calls = map[string]int{}
	}
	s.calls[r.URL.Path]++
	good := s.access != "" && r.Header.Get("access_token") == s.access && time.Now().Before(s.ends)
	s.mu.Unlock()
	if !good {
		return -216, nil
	}
	switch r.URL.Path {
	case "/v2.0/oa/getoa":
		return 0, map[string]any{"oa_id": s.OA, "name": "BHXH Sơn La", "is_verified": true, "package_name": "Growth"}
	case "/v3.0/oa/message/cs":
		return s.send(r)
	case "/v2.0/oa/upload/image":
		return s.upload(r, "attachment_id", 1<<20, ".png", ".jpg")
	case "/v2.0/oa/upload/file":
		return s.upload(r, "token", 5<<20, ".pdf", ".doc", ".docx")
	case "/v2.0/oa/listrecentchat", "/v2.0/oa/conversation":
		return s.record(r.URL)
	}
	s.broke("%s is nothing of Zalo's", r.URL.Path)
	return -201, nil
}

func (s *Server) send(r *http.Request) (int, any) {
	var ask struct {
		Recipient struct {
			User string `json:"user_id"`
		} `json:"recipient"`
		Message struct {
			Text       string `json:"text"`
			Attachment *struct {
				Type    string `json:"type"`
				Payload struct {
					Template string `json:"template_type"`
					Elements []struct {
						ID string `json:"attachment_id"`
					} `json:"elements"`
					Buttons []struct{ Title, Type, Payload string } `json:"buttons"`
					Token   string                                  `json:"token"`
				} `json:"payload"`
			} `json:"attachment"`
		} `json:"message"`
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		return -201, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one := Sent{User: ask.Recipient.User, Text: ask.Message.Text}
	switch {
	case !s.people[one.User]:
		return -213, nil
	case len(utf16.Encode([]rune(one.Text))) > 2000:
		return -210, nil
	case one.Text == "" && ask.Message.Attachment == nil:
		return -201, nil
	}
	if a := ask.Message.Attachment; a != nil {
		switch {
		case len(a.Payload.Buttons) > 5 || len(a.Payload.Buttons) > 0 && s.NoButtons:
			return -201, nil
		case a.Type == "file":
			one.File = s.uploads[a.Payload.Token]
		case len(a.Payload.Elements) == 1:
			one.Image = s.uploads[a.Payload.Elements[0].ID]
		}
		for _, b := range a.Payload.Buttons {
			one.Buttons = append(one.Buttons, b.Title+"="+b.Payload)
		}
		if len(a.Payload.Buttons) == 0 && one.File == nil && one.Image == nil {
			return -201, nil
		}
	}
	s.sent = append(s.sent, one)
	s.next++
	s.talks = append(s.talks, said{from: one.User, text: one.Text, id: fmt.Sprintf("our%d", s.next), kind: "text", at: time.Now(), ours: true})
	return 0, map[string]any{"message_id": fmt.Sprintf("our%d", s.next), "user_id": one.User, "quota": map[string]any{"quota_type": "reply"}}
}

func (s *Server) upload(r *http.Request, name string, most int, ends ...string) (int, any) {
	f, header, err := r.FormFile("file")
	if err != nil {
		return -201, nil
	}
	content, _ := io.ReadAll(f)
	known := false
	for _, end := range ends {
		known = known || strings.HasSuffix(header.Filename, end)
	}
	switch {
	case !known:
		return -233, nil
	case len(content) > most:
		return -210, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	id := fmt.Sprintf("upload%d", s.next)
	s.uploads[id] = content
	return 0, map[string]any{name: id}
}

// record answers the lists of what was said, the newest first.
func (s *Server) record(u *url.URL) (int, any) {
	var ask struct {
		User   string `json:"user_id"`
		Offset int    `json:"offset"`
		Count  int    `json:"count"`
	}
	if err := json.Unmarshal([]byte(u.Query().Get("data")), &ask); err != nil || ask.Count > 10 || ask.Count < 1 {
		return -210, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if code, is := s.barred[ask.User]; is {
		return code, nil
	}
	list := []any{}
	listed := map[string]bool{}
	skip := ask.Offset
	for i := len(s.talks) - 1; i >= 0 && len(list) < ask.Count; i-- {
		one := s.talks[i]
		if ask.User != "" && one.from != ask.User || ask.User == "" && listed[one.from] {
			continue
		}
		listed[one.from] = true
		if skip--; skip >= 0 {
			continue
		}
		list = append(list, s.row(one))
	}
	return 0, list
}

// Sent gives the messages of the account's to a user, the oldest first.
func (s *Server) Sent(user string) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var some []Sent
	for _, one := range s.sent {
		if one.User == user {
			some = append(some, one)
		}
	}
	return some
}

// Hook has events delivered to an address; "": to none, they are only kept in
// the record.
func (s *Server) Hook(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = address
}

// row is a message as the record tells it. s.mu is held.
func (s *Server) row(one said) map[string]any {
	row := map[string]any{"src": 1, "time": one.at.UnixMilli(), "type": one.kind, "message": one.text,
		"message_id": one.id, "from_id": one.from, "to_id": s.OA, "from_display_name": "Người " + one.from}
	if one.ours {
		row["src"], row["from_id"], row["to_id"], row["from_display_name"] = 0, s.OA, one.from, "BHXH Sơn La"
	}
	if one.link != "" {
		row["url"] = one.link
	}
	return row
}

// Say has a user write at a time; it gives the message's id.
func (s *Server) Say(user, text string, at time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := said{from: user, text: text, kind: "text", at: at}
	return s.happens(one, "user_send_text", map[string]any{"text": text})
}

// happens keeps what a user sent in the record and has it delivered, each
// user's in their order; it gives the message's id. s.mu is held.
func (s *Server) happens(one said, event string, message map[string]any) string {
	s.next++
	one.id = fmt.Sprintf("96d3cdf3af%d", s.next)
	message["msg_id"] = one.id
	s.people[one.from] = true
	s.talks = append(s.talks, one)
	timestamp := strconv.FormatInt(one.at.UnixMilli(), 10)
	raw, _ := json.Marshal(map[string]any{"app_id": s.App, "sender": map[string]any{"id": one.from}, "recipient": map[string]any{"id": s.OA},
		"user_id_by_app": "552177279717587730", "event_name": event, "message": message, "timestamp": timestamp})
	if s.hook == "" {
		return one.id
	}
	hook, before, done := s.hook, s.last[one.from], make(chan struct{})
	s.last[one.from] = done
	s.work.Go(func() {
		defer close(done)
		if before != nil {
			<-before
		}
		s.deliver(hook, raw, timestamp)
	})
	return one.id
}

// deliver posts an event, and again while it fails.
func (s *Server) deliver(hook string, raw []byte, timestamp string) {
	for range 100 {
		status := s.Post(hook, raw, "mac="+Sign(s.App, raw, timestamp, s.Secret))
		s.mu.Lock()
		s.answers = append(s.answers, status)
		s.mu.Unlock()
		if status == http.StatusOK || s.Again == 0 {
			return
		}
		select {
		case <-time.After(s.Again):
		case <-s.stop:
			return
		}
	}
}

// Post posts a body with a signature, and gives the status.
func (s *Server) Post(hook string, raw []byte, sign string) int {
	ask, err := http.NewRequest(http.MethodPost, hook, bytes.NewReader(raw))
	if err != nil {
		return 0
	}
	ask.Header.Set("Content-Type", "application/json")
	if sign != "" {
		ask.Header.Set("X-ZEvent-Signature", sign)
	}
	got, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}).Do(ask)
	if err != nil {
		return 0
	}
	_ = got.Body.Close()
	return got.StatusCode
}

// Answers gives the statuses that webhooks answered.
func (s *Server) Answers() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]int(nil), s.answers...)
}

// Sign signs an event as Zalo does.
func Sign(app string, raw []byte, timestamp, secret string) string {
	sum := sha256.Sum256([]byte(app + string(raw) + timestamp + secret))
	return hex.EncodeToString(sum[:])
}
