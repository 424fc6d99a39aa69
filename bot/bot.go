// Package bot is what a chat bot is on any platform: messages in, replies
// out, one at a time in a chat, many chats at once, and none lost. It knows
// nothing of insurance.
package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Address says where a chat is.
type Address struct {
	Channel string `json:"channel"` // "telegram", "zalobot", "zalooa", "web"
	Bot     string `json:"bot"`     // which of our bots there
	Chat    string `json:"chat"`    // the platform's chat id
}

// String gives channel/bot/chat.
func (a Address) String() string { return a.Channel + "/" + a.Bot + "/" + a.Chat }

// Kind is how a message came to be.
type Kind string

// The kinds of messages.
const (
	Text      Kind = "text"
	Edit      Kind = "edit"      // a person changed an earlier message
	Tap       Kind = "tap"       // a person tapped a choice: Text is its Send
	Document  Kind = "document"  // a file, with Text as its caption
	Sticker   Kind = "sticker"   // a picture that says thank you, or laughs: nothing to answer
	Other     Kind = "other"     // a voice, photo: nothing we can read
	Withheld  Kind = "withheld"  // something the platform does not hand on, perhaps a file
	Blocked   Kind = "blocked"   // the person stopped the bot
	Unblocked Kind = "unblocked" // and let it in again
	Moved     Kind = "moved"     // a group got another id: Text is the new one
)

// Message is one thing a person did in a chat.
type Message struct {
	From     Address
	ID       string // unique within the chat
	Version  string // of an edit: the platform's edit time; of a tap: its id
	Kind     Kind
	Account  string // who wrote: channel/user id, one person in all chats of a channel
	Name     string // as the platform shows them
	Language string // two letters, or ""
	Text     string // as typed; clean it before reading
	ReplyTo  string // id of the message it answers, or ""
	Group    bool   // a group chat
	ToUs     bool   // private, or mentions or answers the bot, or a command for it
	Forward  bool   // written by somebody else
	Sent     time.Time
	Received time.Time
	File     *File
}

// Key is the message's own: the same at every delivery of it, and of no other.
func (m Message) Key() string {
	return strings.Join([]string{m.From.String(), m.ID, m.Version}, "/")
}

// Root names the message whatever its edits: what an edit corrects.
func (m Message) Root() string { return m.From.String() + "/" + m.ID }

// File is a file or picture sent or received.
type File struct {
	Name  string `json:"name"`
	Type  string `json:"type"` // media type
	Bytes []byte `json:"bytes,omitempty"`
	Ref   string `json:"ref,omitempty"` // where the platform keeps a received one
}

// Reply is one message of ours.
type Reply struct {
	To       Address    `json:"to"`
	Title    string     `json:"title,omitempty"` // first line, bold where a channel can
	Text     string     `json:"text"`            // plain, lines apart by \n
	Choices  [][]Choice `json:"choices,omitempty"`
	Asks     bool       `json:"asks,omitempty"` // the choices answer a question: numbered without buttons
	Numbered bool       // a number picks a choice of these too, where nothing is asked
	Picture  *File      `json:"picture,omitempty"`
	File     *File      `json:"file,omitempty"`
	Answers  string     `json:"answers,omitempty"` // version of the tap it answers
	Notice   bool       `json:"notice,omitempty"`  // said unasked: behind answers to people
	English  bool       `json:"english,omitempty"` // what a channel lacks is made up for in English
	Brief    *Brief     `json:"brief,omitempty"`   // how it is told together with others of the chat; nil: never
	Until    time.Time  `json:"until,omitzero"`    // of no use after: dropped then; zero: never
	After    time.Time  `json:"after,omitzero"`    // not to be sent before
	Trace    string     `json:"trace,omitempty"`   // of the message that brought it: see Message.Trace
}

// Choice is a button, or what stands for it. Send is the message that tapping
// it stands for (64 bytes at most), so whatever can be tapped can be typed;
// Word is what a person without buttons types instead, "" for a number.
type Choice struct {
	Label string `json:"label"`
	Send  string `json:"send"`
	Word  string `json:"word,omitempty"`
}

// Outgoing is a reply on its way. ID is its number in the outbox, 0 for an
// answer to a question, which is not kept. Attempts is how often the outbox
// handed it out before.
type Outgoing struct {
	ID       int64
	Reply    Reply
	Attempts int
	// Leased is until when the reply is the receiver's to send; the zero time:
	// for a sender's Lease from now on.
	Leased time.Time
	Follow bool // replies to further messages of the chat are likely to follow at once
}

// Talk is what a chat waits for: a question asked back, a half-finished entry.
type Talk struct {
	State   json.RawMessage // nil: nothing
	Expires time.Time
}

// Outcome is what handling a message comes to, besides entries.
type Outcome struct {
	Replies []Reply
	Talk    *Talk // nil: as it was
	Forget  bool  // do not keep the message's text
	// Settles is an earlier message (From, ID and Version) that asked for what
	// this one answers: what this one brings, that one brought as well.
	Settles *Message
}

// Abilities are what a channel can do, and how much.
type Abilities struct {
	Buttons  bool
	Pictures bool
	Files    bool
	Carries  func(f File) bool   // which pictures and files it takes; nil: all
	Limit    int                 // of a text, in Units; 0: none
	Caption  int                 // of a text with a picture or file; 0: as Limit, below 0: no text with them
	Units    func(string) int    // how the platform counts; nil: runes
	Link     func(f File) string // where a file the channel cannot carry may be fetched; nil or "": nowhere
}

// Receive takes messages from a channel. They may be acknowledged to the
// platform when it returns nil, and not before.
type Receive func(ctx context.Context, msg Message) error

// Channel is one bot on one platform.
type Channel interface {
	// Name is the Channel and Bot of its addresses.
	Name() (channel, bot string)
	Abilities() Abilities
	// Run receives until ctx ends.
	Run(ctx context.Context, receive Receive) error
	// Send sends one reply that fits Abilities. A failure is a *SendError.
	Send(ctx context.Context, r Reply) error
}

// ErrTooBig is what a fetch answers for a file beyond what the platform gives.
var ErrTooBig = errors.New("bot: the file is too big")

// Fetcher is a channel whose platform keeps the files people send.
type Fetcher interface {
	// Fetch gives the bytes of a received file by its Ref; ErrTooBig.
	Fetch(ctx context.Context, f File) ([]byte, error)
}

// Failure is why a send failed, and so what to do.
type Failure string

// The kinds of failures.
const (
	RetryAfter    Failure = "later"         // did not happen: again after Wait
	Unknown       Failure = "unknown"       // may have happened
	GoneAway      Failure = "gone"          // the person blocked us or left
	Rejected      Failure = "rejected"      // this reply will never pass
	Misconfigured Failure = "misconfigured" // no reply will pass until an operator acts
	Postponed     Failure = "postponed"     // did not happen, and will not before the person writes again: looked at after Wait
	Expired       Failure = "expired"       // was not sent: its Until is over
)

// SendError is a failed send.
type SendError struct {
	Kind Failure
	Wait time.Duration // of RetryAfter, 0: as the sender sees fit
	Err  error         // never holds a token
}

func (e *SendError) Error() string { return string(e.Kind) + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
