package zalobot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"baophu/bot"
)

// What we read of Zalo's updates. Only that: other fields cannot hurt.

type wireUpdate struct {
	Event   string       `json:"event_name"`
	Message *wireMessage `json:"message"`
}

type wireMessage struct {
	ID   id     `json:"message_id"`
	Date number `json:"date"` // ms since 1970; some tell seconds
	From struct {
		ID   id     `json:"id"`
		Show string `json:"display_name"`
		Name string `json:"name"` // of old
		Bot  bool   `json:"is_bot"`
	} `json:"from"`
	Chat struct {
		ID   id     `json:"id"`
		Type string `json:"chat_type"`
	} `json:"chat"`
	Text    string `json:"text"`
	Caption string `json:"caption"` // of a picture
}

// id is an opaque name, written as a text or a number.
type id string

// UnmarshalJSON reads either.
func (i *id) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err == nil {
		*i = id(text)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return errors.New("an id that is neither a text nor a number")
	}
	*i = id(n.String())
	return nil
}

// number is a whole number, written as one or as a text.
type number int64

// UnmarshalJSON reads either.
func (n *number) UnmarshalJSON(raw []byte) error {
	var value json.Number
	if err := json.Unmarshal(bytes.Trim(raw, `"`), &value); err != nil {
		return errors.New("no number")
	}
	whole, err := value.Int64()
	*n = number(whole)
	return err
}

// updates reads what a poll or a webhook brings: one update, in an envelope
// or bare, a list of them, or nothing.
func updates(raw []byte) ([]json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil, nil
	}
	if raw[0] == '[' {
		var all []json.RawMessage
		err := json.Unmarshal(raw, &all)
		return all, err
	}
	var in struct {
		Event  string          `json:"event_name"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Event != "":
		return []json.RawMessage{raw}, nil
	case len(in.Result) > 0 && bytes.TrimSpace(in.Result)[0] != '"':
		return updates(in.Result)
	}
	return nil, nil
}

// decoder reads updates for one bot. It is pure.
type decoder struct {
	name string // the Bot of addresses
	self Self
}

// decode reads an update; not ok: it holds nothing for us.
func (d decoder) decode(raw []byte) (m bot.Message, ok bool, err error) {
	var u wireUpdate
	if err := json.Unmarshal(raw, &u); err != nil {
		return m, false, fmt.Errorf("update: %w", err)
	}
	w := u.Message
	if w == nil || w.From.Bot || w.From.ID == "" || w.From.ID == d.self.ID || w.Chat.ID == "" || w.ID == "" {
		return m, false, nil
	}
	m = bot.Message{
		From: bot.Address{Channel: Platform, Bot: d.name, Chat: string(w.Chat.ID)},
		ID:   string(w.ID), Account: Platform + "/" + string(w.From.ID), Name: strings.TrimSpace(w.From.Show),
		Group: !strings.EqualFold(w.Chat.Type, "PRIVATE"),
		ToUs:  true, // in groups the bot is given nothing else
		Sent:  instant(int64(w.Date)),
	}
	if m.Name == "" {
		m.Name = strings.TrimSpace(w.From.Name)
	}
	switch u.Event {
	case "message.text.received":
		m.Kind, m.Text = bot.Text, d.called(w.Text, m.Group)
	case "message.image.received":
		m.Kind, m.Text = bot.Text, d.called(w.Caption, m.Group)
	case "message.sticker.received":
		m.Kind = bot.Sticker
	case "message.voice.received":
		m.Kind = bot.Other
	case "message.unsupported.received": // a document, a film, a place; or somebody under Zalo's protection
		m.Kind = bot.Withheld
	default:
		return bot.Message{}, false, nil
	}
	if m.Text == "" && m.Kind == bot.Text {
		m.Kind = bot.Other
	}
	return m, true, nil
}

// called takes our name off the beginning of what is written in a group. No
// update says where it stands.
func (d decoder) called(text string, group bool) string {
	text = strings.TrimSpace(text)
	if !group || !strings.HasPrefix(text, "@") {
		return text
	}
	for _, name := range []string{d.self.Show, d.self.Name} {
		if rest, ok := strings.CutPrefix(text, "@"+name); ok && name != "" {
			return strings.TrimSpace(rest)
		}
	}
	_, rest, _ := strings.Cut(text, " ") // before we know our name: a word
	return strings.TrimSpace(rest)
}

// instant reads a time in milliseconds, or seconds; the zero time for none.
func instant(n int64) time.Time {
	switch {
	case n <= 0:
		return time.Time{}
	case n < 1e11:
		return time.Unix(n, 0)
	}
	return time.UnixMilli(n)
}
