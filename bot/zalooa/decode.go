package zalooa

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"baophu/bot"
)

// What we read of Zalo's events. Only that: other fields cannot hurt.

type wireEvent struct {
	App       id          `json:"app_id"`
	OA        id          `json:"oa_id"` // of follow and unfollow
	Event     string      `json:"event_name"`
	Sender    wirePerson  `json:"sender"`
	Recipient wirePerson  `json:"recipient"`
	Follower  wirePerson  `json:"follower"`
	Message   wireMessage `json:"message"`
	Time      number      `json:"timestamp"` // ms since 1970
}

type wirePerson struct {
	ID id `json:"id"`
}

type wireMessage struct {
	ID          id     `json:"msg_id"`
	Other       id     `json:"message_id"` // an alias
	Text        string `json:"text"`
	Quote       id     `json:"quote_msg_id"`
	Attachments []struct {
		Type    string `json:"type"`
		Payload struct {
			Name string `json:"name"`
			Type string `json:"type"`
			URL  string `json:"url"`
		} `json:"payload"`
	} `json:"attachments"`
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

// readable are the events that people bring about, and what they are.
var readable = map[string]bot.Kind{
	"user_send_text":          bot.Text,
	"user_send_link":          bot.Text,
	"user_send_file":          bot.Document,
	"user_send_image":         bot.Other, // with a text: that
	"user_send_sticker":       bot.Sticker,
	"user_send_gif":           bot.Other,
	"user_send_audio":         bot.Other,
	"user_send_video":         bot.Other,
	"user_send_location":      bot.Other,
	"user_send_business_card": bot.Other,
	"follow":                  bot.Unblocked,
	"unfollow":                bot.Blocked,
}

// mention is how people are named in groups of an account.
var mention = regexp.MustCompile(`\[@[^\]]*\]`)

// decode reads an event for the account oa; not ok: it holds nothing for us,
// as what we or the staff sent does.
func decode(raw []byte, oa string) (m bot.Message, ok bool, err error) {
	var e wireEvent
	if err := json.Unmarshal(raw, &e); err != nil {
		return m, false, fmt.Errorf("event: %w", err)
	}
	kind, known := readable[e.Event]
	who, to := e.Sender.ID, e.Recipient.ID
	if kind == bot.Blocked || kind == bot.Unblocked {
		who, to = e.Follower.ID, e.OA
	}
	if !known || who == "" || string(to) != oa || string(who) == oa {
		return m, false, nil
	}
	m = bot.Message{
		From: bot.Address{Channel: Platform, Bot: oa, Chat: string(who)}, Account: Platform + "/" + string(who),
		ID: string(e.Message.ID), Kind: kind, ToUs: true, ReplyTo: string(e.Message.Quote),
		Text: strings.TrimSpace(mention.ReplaceAllString(e.Message.Text, "")),
	}
	if e.Time > 0 {
		m.Sent = time.UnixMilli(int64(e.Time))
	}
	if m.ID == "" {
		m.ID = string(e.Message.Other)
	}
	if m.ID == "" {
		m.ID = fmt.Sprintf("%s.%d", e.Event, e.Time)
	}
	attached(&m, e.Message)
	return m, true, nil
}

// attached reads what hangs on a message.
func attached(m *bot.Message, w wireMessage) {
	switch {
	case m.Kind == bot.Document && len(w.Attachments) > 0:
		a := w.Attachments[0].Payload
		m.File = &bot.File{Name: a.Name, Type: mediaTypes[strings.ToLower(a.Type)], Ref: cmp.Or(a.URL, noLink)}
	case m.Kind == bot.Document, m.Kind == bot.Text && m.Text == "":
		m.Kind = bot.Other
	case m.Kind == bot.Other && m.Text != "":
		m.Kind = bot.Text
	}
}

// noLink stands for the link of a file that Zalo does not tell: fetching it
// fails, and the person is asked for the file again.
const noLink = "?"

var mediaTypes = map[string]string{
	"csv":  "text/csv",
	"xls":  "application/vnd.ms-excel",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pdf":  "application/pdf",
}
