package telegramtest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Meet makes a person or group known to the bot; writing does so as well.
func (s *Server) Meet(id int64, name, language string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people[id] = &person{name: name, language: language}
}

// With changes a message before it is sent.
type With func(message map[string]any)

// Field sets a field of a message.
func Field(name string, value any) With {
	return func(message map[string]any) { message[name] = value }
}

// ReplyTo makes it an answer to a message of the bot's.
func (s *Server) ReplyTo(messageID int) With {
	return Field("reply_to_message", map[string]any{"message_id": messageID, "from": s.self()})
}

// Say has a user write in their private chat with the bot; it gives the
// message's id.
func (s *Server) Say(user int64, text string, with ...With) int {
	return s.SayIn(user, user, text, with...)
}

// SayIn has a user write in a chat; a negative one is a group.
func (s *Server) SayIn(chat, user int64, text string, with ...With) int {
	m := s.message(chat, user, with)
	if text != "" {
		m["text"] = text
		if e := commandOf(text); e != nil && m["entities"] == nil {
			m["entities"] = []any{e}
		}
	}
	s.Push("message", "chat "+strconv.FormatInt(chat, 10), m)
	return m["message_id"].(int) //nolint:forcetypeassert // made by message
}

// message makes the frame of a message.
func (s *Server) message(chat, user int64, with []With) map[string]any {
	s.mu.Lock()
	s.known(chat)
	s.known(user)
	s.nextMsg[chat]++
	m := map[string]any{"message_id": s.nextMsg[chat], "date": time.Now().Unix(),
		"chat": s.chatOf(chat), "from": s.userOf(user)}
	s.mu.Unlock()
	for _, change := range with {
		change(m)
	}
	return m
}

// commandOf marks a command at the beginning, as Telegram does.
func commandOf(text string) map[string]any {
	if len(text) < 2 || text[0] != '/' {
		return nil
	}
	word, _, _ := strings.Cut(text, " ")
	return map[string]any{"type": "bot_command", "offset": 0, "length": units(word)}
}

// SendFile has a user send a document with a caption.
func (s *Server) SendFile(user int64, name string, content []byte, caption string, with ...With) int {
	id := fmt.Sprintf("file-%d-%d", user, time.Now().UnixNano())
	s.mu.Lock()
	s.files[id] = content
	s.mu.Unlock()
	document := map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_name": name,
		"mime_type": "text/csv", "file_size": len(content)}
	return s.SayIn(user, user, "", append([]With{Field("document", document), Field("caption", caption)}, with...)...)
}

// Edit has a user change a message.
func (s *Server) Edit(chat, user int64, messageID int, text string) {
	m := s.message(chat, user, []With{Field("message_id", messageID), Field("text", text),
		Field("edit_date", time.Now().Unix())})
	s.Push("edited_message", "chat "+strconv.FormatInt(chat, 10), m)
}

// Tap has a user tap a button of a message of the bot's; it gives the
// callback query's id, or "" when there is no such button.
func (s *Server) Tap(user, chat int64, messageID int, label string) string {
	s.mu.Lock()
	data := ""
	for _, one := range s.sent {
		if one.Chat == chat && one.ID == messageID {
			for _, row := range one.Buttons {
				for _, b := range row {
					if b.Text == label {
						data = b.Data
					}
				}
			}
		}
	}
	id := fmt.Sprintf("tap-%d", len(s.answered)+1)
	body := map[string]any{"id": id, "from": s.userOf(user), "chat_instance": "1", "data": data,
		"message": map[string]any{"message_id": messageID, "date": time.Now().Unix(), "chat": s.chatOf(chat), "from": s.self()}}
	if data != "" {
		s.answered[id] = 0
	}
	s.mu.Unlock()
	if data == "" {
		return ""
	}
	s.Push("callback_query", "user "+strconv.FormatInt(user, 10), body)
	return id
}

// Answered tells how often a tap was answered.
func (s *Server) Answered(tap string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answered[tap]
}

// Block has a user stop the bot, or a group throw it out; Unblock takes it back.
func (s *Server) Block(chat int64) { s.member(chat, true) }

// Unblock lets the bot in again.
func (s *Server) Unblock(chat int64) { s.member(chat, false) }

func (s *Server) member(chat int64, blocked bool) {
	s.mu.Lock()
	s.known(chat).blocked = blocked
	before, after := "member", "kicked"
	if !blocked {
		before, after = after, before
	}
	body := map[string]any{"chat": s.chatOf(chat), "from": s.userOf(max(chat, 1)), "date": time.Now().Unix(),
		"old_chat_member": map[string]any{"user": s.self(), "status": before},
		"new_chat_member": map[string]any{"user": s.self(), "status": after}}
	s.mu.Unlock()
	s.Push("my_chat_member", "member "+strconv.FormatInt(chat, 10), body)
}

// Migrate makes a group a supergroup of another id.
func (s *Server) Migrate(from, to int64) {
	s.mu.Lock()
	s.known(from).moved = to
	s.known(to)
	s.mu.Unlock()
	m := s.message(from, 1, []With{Field("migrate_to_chat_id", to)})
	s.Push("message", "chat "+strconv.FormatInt(from, 10), m)
}

func (s *Server) known(id int64) *person {
	if s.people[id] == nil {
		s.people[id] = &person{name: "Người " + strconv.FormatInt(id, 10), language: "vi"}
	}
	return s.people[id]
}

func (s *Server) chatOf(id int64) map[string]any {
	name := ""
	if p := s.people[id]; p != nil {
		name = p.name
	}
	if id < 0 {
		return map[string]any{"id": id, "type": "supergroup", "title": name}
	}
	return map[string]any{"id": id, "type": "private", "first_name": name}
}

func (s *Server) userOf(id int64) map[string]any {
	p := s.known(id)
	return map[string]any{"id": id, "is_bot": false, "first_name": p.name, "language_code": p.language}
}

func (s *Server) self() map[string]any {
	return map[string]any{"id": s.ID, "is_bot": true, "first_name": "Bao Phủ", "username": s.Username}
}

// Sent gives the messages of the bot's to a chat, the oldest first; 0: to all.
func (s *Server) Sent(chat int64) []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var some []Sent
	for _, one := range s.sent {
		if chat == 0 || one.Chat == chat {
			some = append(some, one)
		}
	}
	return some
}

// Count tells how many messages the bot sent, kept or not.
func (s *Server) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// Commands gives the commands set for a language, as JSON.
func (s *Server) Commands(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.commands[language])
}

// WaitSent waits until a chat (0: any) was sent n messages, and gives them.
func (s *Server) WaitSent(t testing.TB, chat int64, n int) []Sent {
	t.Helper()
	var sent []Sent
	s.Wait(t, fmt.Sprintf("%d messages to chat %d", n, chat), func() bool {
		sent = s.Sent(chat)
		return len(sent) >= n
	})
	return sent
}

// Wait waits until something is so at the server.
func (s *Server) Wait(t testing.TB, what string, is func() bool) {
	t.Helper()
	late := time.After(time.Minute) // on a busy machine
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if is() {
			return
		}
		select {
		case <-changed:
		case <-time.After(100 * time.Millisecond): // what changes without a sign
		case <-late:
			t.Fatalf("no %s within 10 s", what)
		}
	}
}
