package telegram

import "encoding/json"

// What we read of Telegram's updates. Only that: a field of theirs that changes
// its shape, and that we do not need, cannot hurt. The library's own types are
// of 2021 and lack topics and the origin of forwards.

type wireUpdate struct {
	ID       int64         `json:"update_id"`
	Message  *wireMessage  `json:"message"`
	Edited   *wireMessage  `json:"edited_message"`
	Callback *wireCallback `json:"callback_query"`
	Member   *wireMember   `json:"my_chat_member"`
}

type wireMessage struct {
	ID        int64           `json:"message_id"`
	Thread    int64           `json:"message_thread_id"`
	Topic     bool            `json:"is_topic_message"`
	From      *wireUser       `json:"from"`
	As        *wireChat       `json:"sender_chat"` // written in the name of a channel or group
	Chat      wireChat        `json:"chat"`
	Date      int64           `json:"date"`
	EditDate  int64           `json:"edit_date"`
	Text      string          `json:"text"`
	Caption   string          `json:"caption"`
	Marks     []wireMark      `json:"entities"`
	CapMarks  []wireMark      `json:"caption_entities"`
	ReplyTo   *wireMessage    `json:"reply_to_message"`
	Origin    json.RawMessage `json:"forward_origin"`
	Forwarded int64           `json:"forward_date"`
	Document  *wireFile       `json:"document"`
	MovedTo   int64           `json:"migrate_to_chat_id"`

	TopicMade json.RawMessage `json:"forum_topic_created"`

	// What we cannot read, but a person sent.
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Location  json.RawMessage `json:"location"`
	Photo     json.RawMessage `json:"photo"`
	Poll      json.RawMessage `json:"poll"`
	Sticker   json.RawMessage `json:"sticker"`
	Story     json.RawMessage `json:"story"`
	Venue     json.RawMessage `json:"venue"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     json.RawMessage `json:"voice"`
}

// unreadable tells whether it holds something a person sent that we cannot read.
func (m *wireMessage) unreadable() bool {
	for _, some := range []json.RawMessage{m.Animation, m.Audio, m.Contact, m.Dice, m.Location, m.Photo,
		m.Poll, m.Story, m.Venue, m.Video, m.VideoNote, m.Voice} {
		if len(some) > 0 {
			return true
		}
	}
	return false
}

type wireUser struct {
	ID       int64  `json:"id"`
	Bot      bool   `json:"is_bot"`
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Language string `json:"language_code"`
}

type wireChat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

// wireMark is an entity; its offset and length are UTF-16 code units.
type wireMark struct {
	Type   string    `json:"type"`
	Offset int       `json:"offset"`
	Length int       `json:"length"`
	User   *wireUser `json:"user"`
}

type wireFile struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	Type string `json:"mime_type"`
}

type wireCallback struct {
	ID      string       `json:"id"`
	From    *wireUser    `json:"from"`
	Message *wireMessage `json:"message"`
	Inline  string       `json:"inline_message_id"`
	Data    string       `json:"data"`
}

type wireMember struct {
	Chat wireChat   `json:"chat"`
	From *wireUser  `json:"from"`
	Date int64      `json:"date"`
	Old  wireStatus `json:"old_chat_member"`
	New  wireStatus `json:"new_chat_member"`
}

type wireStatus struct {
	Status string `json:"status"`
	Member *bool  `json:"is_member"` // of "restricted"
}

// inside tells whether who has this status is in the chat.
func (s wireStatus) inside() bool {
	switch s.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return s.Member == nil || *s.Member
	}
	return false
}
