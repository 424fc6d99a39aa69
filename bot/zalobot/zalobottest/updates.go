package zalobottest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// getUpdates hands out one update, which is then gone, or 408.
func (s *Server) getUpdates(r *http.Request, p map[string]json.RawMessage) (any, error) {
	seconds, err := strconv.Atoi(text(p, "timeout"))
	if err != nil || seconds <= 0 {
		return nil, refuse(400, "Bad Request: timeout")
	}
	late := time.After(time.Duration(seconds) * time.Second / time.Duration(max(s.Hurry, 1)))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, refuse(400, "Bad Request: a webhook is set")
	}
	if s.polling {
		s.broken = append(s.broken, "two polls at once")
	}
	s.polling = true
	defer func() { s.polling = false }()
	for len(s.queue) == 0 {
		changed := s.changed
		s.mu.Unlock()
		out := false
		select {
		case <-changed:
		case <-late:
			out = true
		case <-s.stop:
			out = true
		case <-r.Context().Done():
			out = true
		}
		s.mu.Lock()
		if out && r.Context().Err() != nil && len(s.queue) == 0 {
			s.broken = append(s.broken, "a poll was broken off, which loses what it was to bring")
		}
		if out {
			return nil, refuse(408, "Request timeout")
		}
	}
	one := s.queue[0]
	s.queue = s.queue[1:]
	return one, nil
}

// Say has a person write in their private chat with the bot; it gives the
// message's id.
func (s *Server) Say(user, words string) string {
	return s.Push(user, user, "message.text.received", map[string]any{"text": words})
}

// SayIn has a person write in a group, to the bot.
func (s *Server) SayIn(group, user, words string) string {
	return s.Push(group, user, "message.text.received", map[string]any{"text": "@" + s.Name + " " + words})
}

// Push has an event come to the bot, with these fields of its message; it
// gives the message's id.
func (s *Server) Push(chat, user, event string, fields map[string]any) string {
	s.mu.Lock()
	s.next++
	id := fmt.Sprintf("2d758cb5e222177a%04x", s.next)
	s.people[chat], s.people[user] = true, true
	kind, name := "PRIVATE", "display_name"
	if chat != user {
		kind = "GROUP"
	}
	if s.OldNames {
		name = "name"
	}
	m := map[string]any{"message_id": id, "date": time.Now().UnixMilli(),
		"from": map[string]any{"id": user, name: "Người " + user, "is_bot": false},
		"chat": map[string]any{"id": chat, "chat_type": kind}}
	for k, v := range fields {
		m[k] = v
	}
	raw, _ := json.Marshal(map[string]any{"event_name": event, "message": m})
	s.mu.Unlock()
	s.PushRaw(raw)
	return id
}

// PushRaw has what the test wrote come to the bot.
func (s *Server) PushRaw(raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, raw)
	if s.hook.url != "" {
		s.deliver()
	}
	s.change()
}

// deliver posts what waits, in order, once each. s.mu is held.
func (s *Server) deliver() {
	for _, raw := range s.queue {
		chat, before, done := chatOf(raw), s.last[chatOf(raw)], make(chan struct{})
		s.last[chat] = done
		hook := s.hook
		s.work.Go(func() {
			defer close(done)
			if before != nil {
				<-before
			}
			s.post(hook, raw)
		})
	}
	s.queue = nil
}

func chatOf(raw json.RawMessage) string {
	chat, _ := named(raw)
	return chat
}

// named gives an update's chat and message.
func named(raw json.RawMessage) (chat, message string) {
	var u struct {
		Message struct {
			ID   string `json:"message_id"`
			Chat struct{ ID string }
		}
	}
	_ = json.Unmarshal(raw, &u)
	return u.Message.Chat.ID, u.Message.ID
}

func (s *Server) post(hook webhook, raw json.RawMessage) {
	_, message := named(raw)
	if s.Wrapped {
		raw, _ = json.Marshal(map[string]any{"ok": true, "result": raw})
	}
	address := hook.url
	if s.Reach != nil {
		address = s.Reach(address)
	}
	ask, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return
	}
	ask.Header.Set("Content-Type", "application/json")
	ask.Header.Set("User-Agent", "Java/17.0.9")
	ask.Header.Set("X-Bot-Api-Secret-Token", hook.secret)
	status := 0
	if got, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}).Do(ask); err == nil {
		status = got.StatusCode
		_ = got.Body.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = append(s.status, status)
	s.taken[message] = s.taken[message] || status == http.StatusOK
	s.change()
}

// Taken tells, of a message whose delivery by a webhook is over, whether it was
// answered 200. Zalo makes no other try.
func (s *Server) Taken(message string) (taken, over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken, over = s.taken[message]
	return taken, over
}

// Answers gives the statuses that webhooks answered.
func (s *Server) Answers() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]int(nil), s.status...)
}

func (s *Server) setWebhook(p map[string]json.RawMessage) (any, error) {
	url, secret := text(p, "url"), text(p, "secret_token")
	if len(secret) < 8 || len(secret) > 256 {
		return nil, refuse(400, "Bad Request: secret_token has 8 to 256 letters")
	}
	if !strings.HasPrefix(url, "https://") && s.Reach != nil {
		return nil, refuse(400, "Bad Request: url is not https")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = webhook{url, secret}
	s.deliver()
	s.change()
	return map[string]any{"url": url, "updated_at": time.Now().UnixMilli(),
		"verification": map[string]any{"ok": s.unreached == "", "url": url, "outcome": orOK(s.unreached), "hint": ""}}, nil
}

func orOK(outcome string) string {
	if outcome == "" {
		return "webhook.ok"
	}
	return outcome
}

// Unreachable has Zalo say that it cannot reach webhooks: they are set all the
// same. outcome is such as "webhook.err.tls"; "": it can again.
func (s *Server) Unreachable(outcome string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unreached = outcome
}

func (s *Server) deleteWebhook() (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url == "" {
		return nil, refuse(400, "Bad Request: no webhook is set")
	}
	s.hook = webhook{}
	return map[string]any{"url": "", "updated_at": time.Now().UnixMilli()}, nil
}

// Webhook gives the address that is set; "": none.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.url
}

// SetWebhook sets an address as somebody else would.
func (s *Server) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = webhook{url: url}
}
