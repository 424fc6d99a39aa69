package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"baophu/bot"
)

// decoder reads updates for one bot. It is pure.
type decoder struct {
	name string // the Bot of addresses
	self Self
}

// updateID reads an update's number alone, which must not fail for the rest.
func updateID(raw []byte) (int64, error) {
	var u struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &u); err != nil {
		return 0, err
	}
	if u.ID == nil {
		return 0, errors.New("an update without a number")
	}
	return *u.ID, nil
}

// decode reads an update; not ok: it holds nothing for us.
func (d decoder) decode(raw []byte) (m bot.Message, ok bool, err error) {
	var u wireUpdate
	if err := json.Unmarshal(raw, &u); err != nil {
		return m, false, fmt.Errorf("update: %w", err)
	}
	switch {
	case u.Message != nil:
		m, ok = d.message(u.Message)
	case u.Edited != nil:
		m, ok = d.message(u.Edited)
		if ok = ok && (m.Kind == bot.Text || m.Kind == bot.Document); ok {
			m.Kind, m.Version = bot.Edit, editVersion(u.Edited)
		}
	case u.Callback != nil:
		m, ok = d.tap(u.Callback)
	case u.Member != nil:
		m, ok = d.member(u.ID, u.Member)
	}
	return m, ok, nil
}

// editVersion names an edit. Telegram's time of it is in seconds, and a person
// may edit twice in one.
func editVersion(m *wireMessage) string {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(m.Text + m.Caption))
	return fmt.Sprintf("%d.%08x", m.EditDate, sum.Sum32())
}

func (d decoder) message(m *wireMessage) (bot.Message, bool) {
	group := m.Chat.Type == "group" || m.Chat.Type == "supergroup"
	if m.From == nil || !group && m.Chat.Type != "private" {
		return bot.Message{}, false
	}
	out := d.from(m.From)
	out.From, out.ID = d.address(m), strconv.FormatInt(m.ID, 10)
	out.Group, out.ToUs = group, !group
	out.Sent = time.Unix(m.Date, 0)
	if m.MovedTo != 0 {
		out.Kind, out.Text = bot.Moved, strconv.FormatInt(m.MovedTo, 10)
		return out, true
	}
	if m.From.Bot || m.As != nil {
		return bot.Message{}, false
	}
	out.Forward = len(m.Origin) > 0 || m.Forwarded != 0
	if r := m.ReplyTo; r != nil && len(r.TopicMade) == 0 {
		out.ReplyTo = strconv.FormatInt(r.ID, 10)
		if r.From != nil && r.From.ID == d.self.ID {
			out.ToUs = true
		}
	}
	text, marks := m.Text, m.Marks
	if text == "" {
		text, marks = m.Caption, m.CapMarks
	}
	text, called := d.called(text, marks)
	out.Text, out.ToUs = text, out.ToUs || called
	switch {
	case m.Document != nil && len(m.Animation) == 0:
		out.Kind = bot.Document
		out.File = &bot.File{Name: m.Document.Name, Type: m.Document.Type, Ref: m.Document.ID}
	case m.Text != "" || m.Caption != "":
		out.Kind = bot.Text
	case len(m.Sticker) > 0:
		out.Kind = bot.Sticker
	case m.unreadable():
		out.Kind = bot.Other
	default: // somebody joined, a title changed ...
		return bot.Message{}, false
	}
	return out, true
}

// from reads who it is.
func (d decoder) from(u *wireUser) bot.Message {
	language, _, _ := strings.Cut(strings.ToLower(u.Language), "-")
	return bot.Message{
		Account:  Platform + "/" + strconv.FormatInt(u.ID, 10),
		Name:     strings.TrimSpace(u.First + " " + u.Last),
		Language: language,
	}
}

// address names the chat, and in a group of topics the topic.
func (d decoder) address(m *wireMessage) bot.Address {
	chat := strconv.FormatInt(m.Chat.ID, 10)
	if m.Topic && m.Thread != 0 {
		chat += ":" + strconv.FormatInt(m.Thread, 10)
	}
	return bot.Address{Channel: Platform, Bot: d.name, Chat: chat}
}

// called takes our name out of a text, and tells whether it calls us: by a
// command that is not another bot's, or by name.
func (d decoder) called(text string, marks []wireMark) (string, bool) {
	units := utf16.Encode([]rune(text))
	ours := "@" + d.self.Username
	called := false
	marks = slices.Clone(marks)
	slices.SortFunc(marks, func(a, b wireMark) int { return b.Offset - a.Offset })
	for _, mark := range marks { // from the end, so that offsets stay right
		if mark.Offset < 0 || mark.Length <= 0 || mark.Offset > len(units) || mark.Length > len(units)-mark.Offset {
			continue
		}
		begin, end := mark.Offset, mark.Offset+mark.Length
		word := string(utf16.Decode(units[begin:end]))
		switch {
		case mark.Type == "bot_command" && begin == 0:
			command, whom, named := strings.Cut(word, "@")
			if named && !strings.EqualFold("@"+whom, ours) {
				continue
			}
			called = true
			begin += len(utf16.Encode([]rune(command)))
		case mark.Type == "mention" && strings.EqualFold(word, ours),
			mark.Type == "text_mention" && mark.User != nil && mark.User.ID == d.self.ID:
			called = true
			for end < len(units) && units[end] == ' ' {
				end++
			}
		default:
			continue
		}
		units = slices.Delete(units, begin, end)
	}
	if !called {
		return text, false
	}
	return strings.TrimSpace(string(utf16.Decode(units))), true
}

// tap reads a tapped button. The message may be gone, or one sent through the
// bot to a chat that it is not in; then it counts as tapped in private.
func (d decoder) tap(c *wireCallback) (bot.Message, bool) {
	if c.From == nil || c.From.Bot || c.Data == "" || c.ID == "" {
		return bot.Message{}, false
	}
	out := d.from(c.From)
	out.Kind, out.Text, out.Version, out.ToUs = bot.Tap, c.Data, c.ID, true
	if m := c.Message; m != nil {
		out.From, out.ID = d.address(m), strconv.FormatInt(m.ID, 10)
		out.Group = m.Chat.Type != "private"
		return out, m.Chat.Type != "channel"
	}
	out.From = bot.Address{Channel: Platform, Bot: d.name, Chat: strconv.FormatInt(c.From.ID, 10)}
	out.ID = "inline." + c.Inline
	return out, true
}

// member reads that we were let in or thrown out.
func (d decoder) member(update int64, m *wireMember) (bot.Message, bool) {
	if m.From == nil || m.Chat.Type == "channel" || m.Old.inside() == m.New.inside() {
		return bot.Message{}, false
	}
	out := d.from(m.From)
	out.Kind = bot.Blocked
	if m.New.inside() {
		out.Kind = bot.Unblocked
	}
	out.From = bot.Address{Channel: Platform, Bot: d.name, Chat: strconv.FormatInt(m.Chat.ID, 10)}
	out.ID = fmt.Sprintf("member.%d.%d", m.Date, update)
	out.Group, out.ToUs = m.Chat.Type != "private", true
	out.Sent = time.Unix(m.Date, 0)
	return out, true
}
