package telegramtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Button is one of a message's.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url"`
}

// Sent is a message of the bot's.
type Sent struct {
	Method  string
	Chat    int64
	Thread  int64
	ID      int    // the message's
	Text    string // as people see it
	HTML    string // as the bot sent it
	Buttons [][]Button
	File    string // name
	Bytes   []byte
	At      time.Time
}

// do answers a call.
func (s *Server) do(r *http.Request, method string, p params) (any, error) {
	switch method {
	case "getMe":
		return map[string]any{"id": s.ID, "is_bot": true, "first_name": "Bao Phủ", "username": s.Username,
			"can_join_groups": true, "can_read_all_group_messages": false}, nil
	case "getUpdates":
		return s.getUpdates(r, p)
	case "sendMessage":
		return s.send(method, p, "text", 4096, "")
	case "sendPhoto":
		return s.send(method, p, "caption", 1024, "photo")
	case "sendDocument":
		return s.send(method, p, "caption", 1024, "document")
	case "editMessageText":
		return s.edit(p)
	case "answerCallbackQuery":
		return s.answerTap(p)
	case "setMyCommands":
		return s.setCommands(p)
	case "getFile":
		return s.getFile(p)
	case "setWebhook":
		return s.setWebhook(p)
	case "deleteWebhook":
		return s.deleteWebhook(p)
	case "getWebhookInfo":
		return s.webhookInfo(), nil
	case "sendChatAction":
		return true, nil
	}
	return nil, refuse(404, "Not Found: method not found")
}

// send takes a message or a file with a caption.
func (s *Server) send(method string, p params, field string, limit int, upload string) (any, error) {
	text, buttons, err := readMessage(p, field, limit, upload != "")
	if err != nil {
		return nil, err
	}
	f := p.files[upload]
	if upload != "" && len(f.bytes) == 0 && p.text[upload] == "" {
		return nil, refuse(400, "Bad Request: there is no %s in the request", upload)
	}
	if upload == "photo" && len(f.bytes) > 10<<20 {
		return nil, refuse(413, "Request Entity Too Large")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.reachable(p)
	if err != nil {
		return nil, err
	}
	if err := s.crowded(); err != nil {
		return nil, err
	}
	answer := map[string]any{}
	if upload != "" {
		if f, err = s.keep(upload, f, p.text[upload], answer); err != nil {
			return nil, err
		}
	}
	s.nextMsg[chat]++
	one := Sent{Method: method, Chat: chat, Thread: p.number("message_thread_id"), ID: s.nextMsg[chat], Text: text,
		HTML: p.text[field], Buttons: buttons, File: f.name, Bytes: f.bytes, At: time.Now()}
	s.sent = append(s.sent, one)
	s.count++
	if extra := len(s.sent) - s.KeepSent; s.KeepSent > 0 && extra > s.KeepSent {
		s.sent = slices.Clone(s.sent[extra:])
	}
	s.change()
	maps.Copy(answer, map[string]any{"message_id": one.ID, "date": time.Now().Unix(), "text": text,
		"chat": s.chatOf(chat), "from": s.self()})
	return answer, nil
}

// keep keeps an uploaded file under an id, which it tells, or gives one that is
// kept under its id.
func (s *Server) keep(kind string, f file, id string, answer map[string]any) (file, error) {
	if len(f.bytes) > 0 {
		s.uploads++
		id = fmt.Sprintf("%s-%d", kind, s.uploads)
		s.files[id], s.named[id] = f.bytes, f.name
	}
	content, known := s.files[id]
	if !known || !strings.HasPrefix(id, kind) {
		return f, refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
	}
	if kind == "photo" {
		answer[kind] = []any{map[string]any{"file_id": "small"}, map[string]any{"file_id": id}}
	} else {
		answer[kind] = map[string]any{"file_id": id, "file_name": s.named[id]}
	}
	return file{s.named[id], content}, nil
}

// Uploads tells how many files were uploaded.
func (s *Server) Uploads() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.uploads
}

// ForgetFiles has every file id be refused from now on.
func (s *Server) ForgetFiles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.files)
}

// readMessage checks text and buttons.
func readMessage(p params, field string, limit int, empty bool) (text string, buttons [][]Button, err error) {
	text = p.text[field]
	if !utf8.ValidString(text) {
		return "", nil, refuse(400, "Bad Request: strings must be encoded in UTF-8")
	}
	switch p.text["parse_mode"] {
	case "":
	case "HTML":
		if text, err = plain(text); err != nil {
			return "", nil, err
		}
	default:
		return "", nil, refuse(400, "Bad Request: unsupported parse_mode")
	}
	switch n := units(text); {
	case strings.TrimSpace(text) == "" && !empty:
		return "", nil, refuse(400, "Bad Request: message text is empty")
	case n > limit && field == "caption":
		return "", nil, refuse(400, "Bad Request: message caption is too long")
	case n > limit:
		return "", nil, refuse(400, "Bad Request: message is too long")
	}
	buttons, err = readButtons(p.text["reply_markup"])
	return text, buttons, err
}

func readButtons(markup string) ([][]Button, error) {
	if markup == "" {
		return nil, nil
	}
	var keyboard struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(markup), &keyboard); err != nil {
		return nil, refuse(400, "Bad Request: can't parse reply keyboard markup JSON object")
	}
	for _, row := range keyboard.Rows {
		for _, b := range row {
			if b.Text == "" {
				return nil, refuse(400, "Bad Request: text buttons are unallowed in the inline keyboard")
			}
			if b.URL == "" && (len(b.Data) < 1 || len(b.Data) > 64) {
				return nil, refuse(400, "Bad Request: BUTTON_DATA_INVALID")
			}
		}
	}
	return keyboard.Rows, nil
}

// reachable gives the chat of a call, if it may be written to.
func (s *Server) reachable(p params) (int64, error) {
	chat := p.number("chat_id")
	who := s.people[chat]
	switch {
	case who == nil:
		return 0, refuse(400, "Bad Request: chat not found")
	case who.moved != 0:
		return 0, &failure{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: who.moved}
	case who.blocked && chat < 0:
		return 0, refuse(403, "Forbidden: bot was kicked from the group chat")
	case who.blocked:
		return 0, refuse(403, "Forbidden: bot was blocked by the user")
	}
	return chat, nil
}

// crowded counts a send, and refuses one too many.
func (s *Server) crowded() error {
	if s.PerSecond == 0 {
		return nil
	}
	now := time.Now()
	for len(s.arrived) > 0 && now.Sub(s.arrived[0]) >= time.Second {
		s.arrived = s.arrived[1:]
	}
	if len(s.arrived) >= s.PerSecond {
		s.refused++
		return &failure{code: 429, text: "Too Many Requests: retry after 1", retryAfter: 1}
	}
	s.arrived = append(s.arrived, now)
	return nil
}

func (s *Server) edit(p params) (any, error) {
	text, buttons, err := readMessage(p, "text", 4096, false)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.reachable(p)
	if err != nil {
		return nil, err
	}
	for i := range s.sent {
		one := &s.sent[i]
		if one.Chat != chat || int64(one.ID) != p.number("message_id") {
			continue
		}
		if one.Text == text && slices.EqualFunc(one.Buttons, buttons, slices.Equal) {
			return nil, refuse(400, "Bad Request: message is not modified")
		}
		one.Text, one.HTML, one.Buttons = text, p.text["text"], buttons
		s.change()
		return map[string]any{"message_id": one.ID, "date": time.Now().Unix(), "text": text, "chat": s.chatOf(chat)}, nil
	}
	return nil, refuse(400, "Bad Request: message to edit not found")
}

func (s *Server) answerTap(p params) (any, error) {
	if units(p.text["text"]) > 200 {
		return nil, refuse(400, "Bad Request: MESSAGE_TOO_LONG")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := p.text["callback_query_id"]
	if _, asked := s.answered[id]; !asked {
		return nil, refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	}
	s.answered[id]++
	s.change()
	return true, nil
}

func (s *Server) setCommands(p params) (any, error) {
	var commands []struct{ Command, Description string }
	if err := json.Unmarshal([]byte(p.text["commands"]), &commands); err != nil || len(commands) > 100 {
		return nil, refuse(400, "Bad Request: can't parse commands")
	}
	for _, c := range commands {
		letters := strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_")
		if c.Command == "" || len(c.Command) > 32 || letters != "" {
			return nil, refuse(400, "Bad Request: BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			return nil, refuse(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands[p.text["language_code"]] = json.RawMessage(p.text["commands"])
	return true, nil
}

func (s *Server) getFile(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := p.text["file_id"]
	content, ok := s.files[id]
	if !ok {
		return nil, refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
	}
	if len(content) > 20<<20 {
		return nil, refuse(400, "Bad Request: file is too big")
	}
	return map[string]any{"file_id": id, "file_size": len(content), "file_path": "documents/" + id}, nil
}

func (s *Server) download(w http.ResponseWriter, path string) {
	s.mu.Lock()
	content, ok := s.files[strings.TrimPrefix(path, "documents/")]
	s.mu.Unlock()
	if !ok {
		answer(w, refuse(404, "Not Found"), nil)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = w.Write(content)
}
