package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"baophu/bot"
)

const (
	sayBytes    = 64 << 10           // of a request that says something
	uploadBytes = 8 << 20            // of a file
	maxUploads  = 4                  // files being read at once
	patience    = 30 * time.Second   // with the bot, for one message
	longestWait = 8 * 24 * time.Hour // of a message on its page: any day it may still report is within
)

// said is what a phone tells us its person did.
type said struct {
	Phone   string   `json:"phone"`   // look/persona
	Kind    bot.Kind `json:"kind"`    // text, edit, tap, blocked, unblocked
	ID      string   `json:"id"`      // the page's own: of a text its id, of an edit or tap that of the message it is about
	Version string   `json:"version"` // of an edit or tap, the page's own
	Text    string   `json:"text"`    // of a tap what its choice sends
	Waited  int64    `json:"waited"`  // milliseconds since it was written: a page without a network keeps it until there is one

	file *bot.File
}

// refusal is why something said is not taken, in words for people.
type refusal struct {
	status int
	words  string
}

func (r *refusal) Error() string { return r.words }

func refuse(status int, words string) error { return &refusal{status, words} }

// idShape is that of the ids a page makes, and of ours.
var idShape = regexp.MustCompile(`^[A-Za-z0-9-]{6,64}$`)

// say takes what a person typed, tapped or changed. It answers 200 when the
// bot has stored or answered it; any other answer may be followed by the same
// request again, since the page's own ids make that count once.
func (h *Hub) say(w http.ResponseWriter, r *http.Request) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		problem(w, http.StatusUnsupportedMediaType, "Trang gửi sai dạng.")
		return
	}
	var s said
	from := json.NewDecoder(http.MaxBytesReader(w, r.Body, sayBytes))
	from.DisallowUnknownFields()
	if err := from.Decode(&s); err != nil {
		problem(w, bodyStatus(err), "Không đọc được nội dung trang gửi.")
		return
	}
	if s.Kind == bot.Document {
		problem(w, http.StatusBadRequest, "Tệp gửi qua đường khác.")
		return
	}
	h.finish(w, r, s)
}

// upload takes a file: its bytes are the body, the rest is in the query.
func (h *Hub) upload(w http.ResponseWriter, r *http.Request) {
	select {
	case h.uploads <- struct{}{}:
		defer func() { <-h.uploads }()
	default:
		slowDown(w)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, uploadBytes))
	if err != nil {
		problem(w, bodyStatus(err), "Tệp quá lớn (tối đa 8 MB) hoặc bị đứt giữa chừng.")
		return
	}
	q := r.URL.Query()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		kind = "application/octet-stream"
	}
	waited, err := strconv.ParseInt(q.Get("waited"), 10, 64)
	if err != nil && q.Has("waited") {
		waited = -1 // which is refused with the rest
	}
	h.finish(w, r, said{Phone: q.Get("phone"), Kind: bot.Document, ID: q.Get("id"), Text: q.Get("text"), Waited: waited,
		file: &bot.File{Name: fileName(q.Get("name")), Type: kind, Bytes: body}})
}

// paced keeps a page gone wild from more than it could type.
func (h *Hub) paced(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !h.pace.Allow() {
			slowDown(w)
			return
		}
		next(w, r)
	}
}

func slowDown(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "1")
	problem(w, http.StatusTooManyRequests, "Gửi nhanh quá, xin chờ một giây.")
}

// fileName keeps the last part of a name, without what could mislead.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1 // controls, and marks that turn "xslx.exe" around
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[len(runes)-120:])
	}
	if name == "" || name == "." || name == "/" {
		return "tep"
	}
	return name
}

func bodyStatus(err error) int {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// finish checks, shows and hands on what was said, and answers the page.
func (h *Hub) finish(w http.ResponseWriter, r *http.Request, s said) {
	// A page that is closed in the meantime takes nothing back.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer cancel()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience + 15*time.Second))
	err := h.take(ctx, s)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		problem(w, refused.status, refused.words)
		return
	}
	if err != nil {
		h.options.Logger.Warn("webchat: a message was not taken", "phone", s.Phone, "kind", s.Kind, "error", err)
		w.Header().Set("Retry-After", "2")
		problem(w, http.StatusServiceUnavailable, "Bot chưa nhận được. Xin gửi lại sau ít giây.")
		return
	}
	answer(w, http.StatusOK, struct{}{})
}

// take shows what was said on its phone and hands it to the bot.
func (h *Hub) take(ctx context.Context, s said) error {
	p, err := h.check(s)
	if err != nil {
		return err
	}
	it, again, err := h.show(p, s)
	if err != nil || again {
		return err
	}
	h.work(p, +1)
	err = p.look.deliver(ctx, h.message(p, s, it))
	h.work(p, -1)
	if it != nil {
		h.mark(it, s, err)
	}
	return err
}

// check tells whether what was said can have been.
func (h *Hub) check(s said) (*phone, error) {
	app, key, _ := strings.Cut(s.Phone, "/")
	p := h.phones[bot.Address{Channel: Channel, Bot: app, Chat: key}]
	if p == nil {
		return nil, refuse(http.StatusNotFound, "Không có điện thoại này.")
	}
	bad := func(words string) (*phone, error) { return nil, refuse(http.StatusBadRequest, words) }
	length := p.look.abilities.Units(s.Text)
	switch {
	case !idShape.MatchString(s.ID):
		return bad("Mã tin không đúng dạng.")
	case !utf8.ValidString(s.Text):
		return bad("Tin không phải chữ đọc được.")
	case s.Waited < 0:
		return bad("Giờ viết tin không đúng dạng.")
	case s.Waited > longestWait.Milliseconds():
		return bad("Tin này nằm chờ hơn 8 ngày nên không gửi nữa. Xin xem lại rồi nhắn tin mới.")
	case length > p.look.abilities.Limit:
		return nil, refuse(http.StatusRequestEntityTooLarge, "Tin quá dài cho ứng dụng này.")
	}
	switch s.Kind {
	case bot.Text:
		if strings.TrimSpace(s.Text) == "" {
			return bad("Tin không có chữ nào.")
		}
	case bot.Edit, bot.Tap:
		switch {
		case !p.look.abilities.Buttons:
			return bad("Ứng dụng này không có nút và không sửa được tin.")
		case !idShape.MatchString(s.Version):
			return bad("Mã lần sửa hoặc lần bấm không đúng dạng.")
		case s.Kind == bot.Tap && (s.Text == "" || len(s.Text) > 64):
			return bad("Nút này không đúng dạng.")
		}
	case bot.Document, bot.Blocked, bot.Unblocked:
	default:
		return bad("Trang gửi sai dạng.")
	}
	return p, nil
}

// message is what was said as the bot takes it. What is shown speaks of when it
// was written, an edit too; a tap and a stop are of now.
func (h *Hub) message(p *phone, s said, shown *item) bot.Message {
	now := h.options.Now()
	sent := now
	if shown != nil {
		sent = shown.At
	}
	m := bot.Message{
		From: p.address, ID: s.ID, Kind: s.Kind, Text: s.Text, File: s.file,
		Account: Account(p.persona.Key), Name: p.persona.Name, Language: p.persona.Language,
		ToUs: true, Sent: sent, Received: now,
	}
	if s.Kind == bot.Edit || s.Kind == bot.Tap {
		m.Version = s.Version
	}
	return m
}

// show puts what was said on the phone. again: it was taken before, so there
// is nothing more to do. A tap and a stop show nothing: their item is nil.
func (h *Hub) show(p *phone, s said) (it *item, again bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case s.Kind == bot.Blocked || s.Kind == bot.Unblocked:
		p.blocked = s.Kind == bot.Blocked
		h.touchPhone(p)
		return nil, false, nil
	case p.blocked:
		return nil, false, refuse(http.StatusConflict, "Đã chặn bot trên máy này: bỏ chặn rồi hãy nhắn.")
	case s.Kind == bot.Tap:
		return nil, false, nil
	}
	it = p.find(s.ID)
	switch {
	case it != nil && !it.Mine:
		return nil, false, refuse(http.StatusConflict, "Mã tin này đã là của tin khác.")
	case s.Kind == bot.Edit:
		return h.edit(it, s)
	case it != nil:
		return it, it.State == taken, nil
	}
	it = &item{ID: s.ID, Mine: true, Text: s.Text, State: sent,
		At: h.options.Now().Add(-time.Duration(s.Waited) * time.Millisecond)}
	if s.file != nil {
		it.File = h.keep(s.file)
	}
	h.add(p, it)
	return it, false, nil
}

// edit changes a shown message.
func (h *Hub) edit(it *item, s said) (*item, bool, error) {
	switch {
	case it == nil:
		return nil, false, refuse(http.StatusNotFound, "Tin này không còn sửa được.")
	case strings.TrimSpace(s.Text) == "":
		return nil, false, refuse(http.StatusBadRequest, "Tin không có chữ nào.")
	case it.version == s.Version:
		return it, it.State == taken, nil
	}
	it.Text, it.Edited, it.State, it.version = s.Text, true, sent, s.Version
	h.touch(it)
	return it, false, nil
}

// work counts what the bot is at work on for a phone.
func (h *Hub) work(p *phone, by int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p.busy += by
	h.touchPhone(p)
}

// mark keeps how a message came out, unless it has been edited since or the
// same one got through at another try.
func (h *Hub) mark(it *item, s said, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	edit := s.Kind == bot.Edit && it.version != s.Version || s.Kind != bot.Edit && it.version != ""
	if edit || it.State == taken {
		return
	}
	it.State = taken
	if err != nil {
		it.State = failed
	}
	h.touch(it)
}
