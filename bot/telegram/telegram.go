// Package telegram is a bot on Telegram. It uses the go-telegram-bot-api
// library for its requests, through a transport of our own that knows
// contexts, bounds and secrets; updates are taken raw and acknowledged only
// once they are handled.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// Platform is the Channel of Telegram's addresses.
const Platform = "telegram"

// Options are what a channel is made of. Token must be given.
type Options struct {
	Token    string
	API      string // base address; "": https://api.telegram.org
	Name     string // the Bot of its addresses; "": the bot's user id
	Username string // without @; "": asked of Telegram
	// Webhook: updates come through the handler of Webhook, nothing is polled.
	Webhook bool
	// Lead tells whether this process is the one to poll: Telegram ends a poll
	// when another begins. nil: it is.
	Lead func(ctx context.Context) bool
	// Pace replaces Telegram's known limits.
	Pace *bot.Pace
	// DeadLetter keeps an update that cannot be read, so that it can be
	// acknowledged; nil: it is only logged, without its content.
	DeadLetter func(ctx context.Context, update []byte, cause error) error
	// Moved hears that a group got another chat id, seen while sending.
	Moved func(ctx context.Context, from, to bot.Address)

	// Remember and Recall keep under which id Telegram has a file that was sent,
	// for all replicas; nil: each file is uploaded each time.
	Remember func(ctx context.Context, key string, id []byte)
	Recall   func(ctx context.Context, key string) (id []byte, known bool)

	PollTimeout time.Duration // how long a poll may wait for news; 0: 30 s
	CallTimeout time.Duration // of a call; 0: 15 s
	FileTimeout time.Duration // of a call with a file; 0: 60 s
	Transport   http.RoundTripper
	Now         func() time.Time
	Logger      *slog.Logger
}

// Channel is one Telegram bot.
type Channel struct {
	Options
	api    tgbotapi.BotAPI // copied for each call, with a client of its own
	http   *http.Client
	files  string // where files are fetched, a format of a token and a path
	id     int64  // the bot's user id
	self   atomic.Pointer[Self]
	tapped bot.Recent // taps that were answered

	gate   bot.Gate       // of the webhook
	inside sync.WaitGroup // taps that are being answered
}

// Self is the bot as Telegram knows it.
type Self struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	// Reads is whether it sees all that is written in groups.
	Reads bool `json:"can_read_all_group_messages"`
}

// New makes a channel. It does not use the network.
func New(o Options) (*Channel, error) {
	number, secret, _ := strings.Cut(o.Token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || secret == "" {
		return nil, errors.New("telegram: a token is a number, a colon and a secret")
	}
	if o.API == "" {
		o.API = "https://api.telegram.org"
	}
	base, err := url.Parse(o.API)
	if err != nil || base.Host == "" || strings.Contains(o.API, "%") {
		return nil, fmt.Errorf("telegram: %q is no address", o.API)
	}
	if o.Name == "" {
		o.Name = number
	}
	withDefaults(&o)
	c := &Channel{Options: o, id: id}
	root := strings.TrimSuffix(o.API, "/")
	c.api = tgbotapi.BotAPI{Token: o.Token}
	c.api.SetAPIEndpoint(root + "/bot%s/%s")
	c.files = root + "/file/bot%s/%s"
	c.http = bot.Caller(o.Transport)
	if o.Username != "" {
		c.self.Store(&Self{ID: id, Username: strings.TrimPrefix(o.Username, "@")})
	}
	return c, nil
}

func withDefaults(o *Options) {
	for _, d := range []struct {
		of   *time.Duration
		time time.Duration
	}{{&o.PollTimeout, 30 * time.Second}, {&o.CallTimeout, 15 * time.Second}, {&o.FileTimeout, time.Minute}} {
		if *d.of == 0 {
			*d.of = d.time
		}
	}
	if o.Transport == nil {
		o.Transport = bot.Transport(128)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// Name is "telegram" and the bot.
func (c *Channel) Name() (channel, name string) { return Platform, c.Options.Name }

// Abilities are Telegram's: texts to 4096 UTF-16 code units, captions to 1024.
func (c *Channel) Abilities() bot.Abilities {
	return bot.Abilities{Buttons: true, Pictures: true, Files: true, Limit: 4096, Caption: 1024, Units: bot.UTF16}
}

// Pace is Telegram's: in a private chat a message a second after three at
// once; in a group fewer than 20 a minute, whatever the topic; 30 notices a
// second for the bot.
func (c *Channel) Pace() bot.Pace {
	if c.Options.Pace != nil {
		return *c.Options.Pace
	}
	return bot.Pace{
		Chat: func(chat string) (string, bot.Rate) {
			chat, _, _ = strings.Cut(chat, ":")
			if strings.HasPrefix(chat, "-") {
				return chat, bot.Rate{N: 17, Per: time.Minute, Burst: 3}
			}
			return chat, bot.Rate{N: 1, Per: time.Second, Burst: 3}
		},
		Notices: bot.Rate{N: 30, Per: time.Second},
	}
}

// Run takes updates until ctx ends, and then finishes what it began.
func (c *Channel) Run(ctx context.Context, receive bot.Receive) error {
	defer c.http.CloseIdleConnections()
	defer c.inside.Wait()
	if c.self.Load() == nil {
		if err := c.introduce(ctx); err != nil {
			return nil //nolint:nilerr // told to stop
		}
	}
	if !c.Options.Webhook {
		c.poll(ctx, receive)
		return nil
	}
	c.gate.Open(ctx, receive)
	return nil
}

// introduce asks who we are until Telegram tells.
func (c *Channel) introduce(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		_, err := c.Me(ctx)
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		c.Logger.Error("telegram: who am I?", "error", err)
		if bot.Sleep(ctx, pause) != nil {
			return ctx.Err()
		}
	}
}

// Me asks Telegram who the bot is.
func (c *Channel) Me(ctx context.Context) (Self, error) {
	var self Self
	if err := c.call(ctx, "getMe", nil, &self); err != nil {
		return Self{}, err
	}
	c.self.Store(&self)
	return self, nil
}

// Link gives the address by which an invitation is taken up with one tap; ""
// while the bot's name is not known.
func (c *Channel) Link(code string) string {
	self := c.self.Load()
	if self == nil || self.Username == "" {
		return ""
	}
	return "https://t.me/" + self.Username + "?start=" + url.QueryEscape(code)
}

// own gives the address of a chat of ours.
func (c *Channel) own(chat string) bot.Address {
	return bot.Address{Channel: Platform, Bot: c.Options.Name, Chat: chat}
}
