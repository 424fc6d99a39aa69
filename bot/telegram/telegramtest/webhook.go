package telegramtest

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// webhook is where updates are delivered.
type webhook struct {
	url, secret string
	client      *http.Client
	limit       chan struct{} // max_connections
	lastError   string
	lastErrorAt time.Time
	ctx         context.Context
	cancel      context.CancelFunc
}

func (s *Server) setWebhook(p params) (any, error) {
	url, secret := p.text["url"], p.text["secret_token"]
	loopback := strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasPrefix(url, "https://127.0.0.1:")
	if !loopback { // the real one wants https; this one never leaves the machine
		return nil, refuse(400, "Bad Request: bad webhook: only the loopback here")
	}
	if len(secret) > 256 || strings.Trim(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return nil, refuse(400, "Bad Request: secret token contains unallowed characters")
	}
	connections := int(p.number("max_connections"))
	if connections < 1 || connections > 100 {
		connections = 40
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.text["drop_pending_updates"] == "true" {
		s.broke("setWebhook dropped what was pending")
		s.queue = nil
	}
	if _, given := p.text["allowed_updates"]; given {
		s.allowed = map[string]bool{}
		for _, kind := range p.list("allowed_updates") {
			s.allowed[kind] = true
		}
	}
	s.unhook()
	ctx, cancel := context.WithCancel(context.Background())
	transport := &http.Transport{MaxIdleConnsPerHost: connections, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} //nolint:gosec // the loopback
	s.hook = &webhook{url: url, secret: secret, limit: make(chan struct{}, connections), ctx: ctx, cancel: cancel,
		client: &http.Client{Transport: transport, Timeout: time.Minute}}
	for _, u := range s.queue {
		s.deliver(u.line)
	}
	s.change() // a waiting poll sees it
	return true, nil
}

func (s *Server) deleteWebhook(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.text["drop_pending_updates"] == "true" {
		s.broke("deleteWebhook dropped what was pending")
		s.queue = nil
	}
	s.unhook()
	return true, nil
}

func (s *Server) unhook() {
	if s.hook != nil {
		s.hook.cancel()
		s.hook.client.CloseIdleConnections()
		s.hook = nil
	}
}

func (s *Server) webhookInfo() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": "", "pending_update_count": len(s.queue)}
	if !s.Trouble.IsZero() {
		info["last_synchronization_error_date"] = s.Trouble.Unix()
	}
	if s.hook != nil {
		info["url"] = s.hook.url
		if s.hook.lastError != "" {
			info["last_error_message"], info["last_error_date"] = s.hook.lastError, s.hook.lastErrorAt.Unix()
		}
	}
	return info
}

// deliver sees to it that a line is being delivered: one update of it at a
// time, until none is left. s.mu is held.
func (s *Server) deliver(line string) {
	select {
	case <-s.stop:
		return
	default:
	}
	if s.hook == nil || s.lines[line] {
		return
	}
	s.lines[line] = true
	s.work.Add(1)
	go func() {
		defer s.work.Done()
		for failed := 0; ; {
			hook, u := s.next(line)
			if u == nil {
				return
			}
			pause, ok := s.post(hook, u, failed)
			if failed++; ok {
				failed = 0
				continue
			}
			select {
			case <-time.After(pause):
			case <-hook.ctx.Done():
			case <-s.stop:
			}
		}
	}()
}

// next gives the first update of a line, or ends the line's delivery.
func (s *Server) next(line string) (*webhook, *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	select {
	case <-s.stop:
	default:
		for _, u := range s.queue {
			if u.line == line && s.hook != nil {
				u.offered++
				return s.hook, u
			}
		}
	}
	delete(s.lines, line)
	return nil, nil
}

// post delivers one update, and says how long to pause after a failure: at
// once, then 2, 4, 8 ... to 90 s, or as the bot's Retry-After says.
func (s *Server) post(hook *webhook, u *update, failed int) (pause time.Duration, ok bool) {
	if failed > 0 {
		pause = min(time.Second<<min(failed, 7), 90*time.Second)
	}
	defer func() { pause /= time.Duration(max(s.Hurry, 1)) }()
	select {
	case hook.limit <- struct{}{}:
		defer func() { <-hook.limit }()
	case <-hook.ctx.Done():
		return 0, false
	case <-s.stop:
		return 0, false
	}
	ask, err := http.NewRequestWithContext(hook.ctx, http.MethodPost, hook.url, bytes.NewReader(u.raw))
	if err != nil {
		return time.Minute, false
	}
	ask.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		ask.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	got, err := hook.client.Do(ask)
	if err != nil {
		s.hookFailed(hook, "connection failed")
		return pause, false
	}
	defer got.Body.Close() //nolint:errcheck // read to its end below
	_, _ = io.Copy(io.Discard, io.LimitReader(got.Body, 1<<20))
	if got.StatusCode/100 == 2 {
		s.drop(u)
		return 0, true
	}
	s.hookFailed(hook, "Wrong response from the webhook: "+got.Status)
	if after, err := strconv.Atoi(got.Header.Get("Retry-After")); err == nil && after > 0 {
		pause = time.Duration(min(after, 3600)) * time.Second
	}
	return pause, false
}

func (s *Server) hookFailed(hook *webhook, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hook.lastError, hook.lastErrorAt = why, time.Now()
	s.calls["webhook failed"]++
	s.change()
}

func (s *Server) drop(u *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = slices.DeleteFunc(s.queue, func(other *update) bool { return other == u })
	s.change()
}

// Webhook gives the address that is set; "": none.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook == nil {
		return ""
	}
	return s.hook.url
}
