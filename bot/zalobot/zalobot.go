// Package zalobot is a bot of the Zalo Bot Platform: texts and pictures, no
// buttons and no files. Polling there hands every update out once and keeps
// none, so that what was polled is kept in hand until it is committed.
package zalobot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/text/unicode/norm"

	"baophu/bot"
)

// Platform is the Channel of the addresses.
const Platform = "zalobot"

// Options are what a channel is made of. Token must be given.
type Options struct {
	Token string
	API   string // base address; "": https://bot-api.zaloplatforms.com
	Name  string // the Bot of its addresses; "": what the token begins with
	// Webhook: updates come through the handler of Webhook, nothing is polled.
	Webhook bool
	// Lead tells whether this process is the one to poll: two would share the
	// messages at random. It is asked before each poll; nil: it is.
	Lead func(ctx context.Context) bool
	// Host keeps a picture where Zalo fetches it, and gives the address; nil:
	// pictures cannot be sent.
	Host func(ctx context.Context, f bot.File) (string, error)
	// Pace replaces the pace we keep by ourselves: Zalo tells none.
	Pace *bot.Pace
	// Monthly is how many messages the plan has in a month; 0: no limit.
	Monthly int64
	// Turns keeps the order of a chat over all replicas; nil: within this process.
	Turns *bot.Behind
	// Spend adds to the month's count, over all replicas, and gives it; nil:
	// it is counted from the start of the process.
	Spend func(ctx context.Context, month string, n int64) (int64, error)
	// Used hears of the month's count.
	Used func(used, monthly int64)
	// Withheld hears that a reply is not sent, and why in a word.
	Withheld func(reason string)
	// DeadLetter keeps an update that cannot be read; nil: it is only logged,
	// without its content.
	DeadLetter func(ctx context.Context, update []byte, cause error) error

	// Hold is how many messages are held at once while the store is away; then
	// no more are polled, for what a poll hands out is gone at Zalo. 0: 5,000.
	Hold        int
	PollTimeout time.Duration // how long a poll may wait for news; 0: 5 s, so that an end can store what it brings
	AnswerTime  time.Duration // after which a delivery is answered whatever became of it; 0: 10 s
	CallTimeout time.Duration // of a call; 0: 30 s
	FileTimeout time.Duration // of a picture, which Zalo fetches meanwhile; 0: 150 s
	Transport   http.RoundTripper
	Now         func() time.Time
	Logger      *slog.Logger
}

// Channel is one bot.
type Channel struct {
	Options
	http  *http.Client
	root  string // of all methods: the token is in it
	self  atomic.Pointer[Self]
	gate  bot.Gate
	in    atomic.Pointer[intake] // of who is inside the gate
	quota quota
}

// New makes a channel. It does not use the network.
func New(o Options) (*Channel, error) {
	id, secret, _ := strings.Cut(o.Token, ":")
	if id == "" || secret == "" {
		return nil, errors.New("zalobot: a token is a number, a colon and a secret")
	}
	if o.API == "" {
		o.API = "https://bot-api.zaloplatforms.com"
	}
	if base, err := url.Parse(o.API); err != nil || base.Host == "" {
		return nil, fmt.Errorf("zalobot: %q is no address", o.API)
	}
	if o.Name == "" {
		o.Name = id
	}
	withDefaults(&o)
	return &Channel{
		Options: o,
		root:    strings.TrimSuffix(o.API, "/") + "/bot" + url.PathEscape(o.Token) + "/",
		http:    bot.Caller(o.Transport),
	}, nil
}

func withDefaults(o *Options) {
	for _, d := range []struct {
		of   *time.Duration
		time time.Duration
	}{{&o.PollTimeout, 5 * time.Second}, {&o.AnswerTime, 10 * time.Second}, {&o.CallTimeout, 30 * time.Second}, {&o.FileTimeout, 150 * time.Second}} {
		if *d.of == 0 {
			*d.of = d.time
		}
	}
	if o.Hold == 0 {
		o.Hold = 5_000
	}
	if o.Transport == nil {
		o.Transport = bot.Transport(32)
	}
	if o.Turns == nil {
		o.Turns = &bot.Behind{Now: o.Now, Patience: Patience}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// Name is "zalobot" and the bot.
func (c *Channel) Name() (channel, name string) { return Platform, c.Options.Name }

// mostText is what a text or caption may have, in UTF-16 code units. Zalo
// does not say which unit it counts; this is the strictest likely one.
const mostText = 2000

// Abilities are Zalo Bot's: texts and captions to 2,000 units, pictures where
// they can be fetched.
func (c *Channel) Abilities() bot.Abilities {
	return bot.Abilities{Pictures: c.Host != nil, Limit: mostText, Units: units}
}

// units counts a text as it is sent, in NFC.
func units(text string) int { return bot.UTF16(norm.NFC.String(text)) }

// Pace is ours: Zalo tells no limit, and refuses without saying for how long.
func (c *Channel) Pace() bot.Pace {
	if c.Options.Pace != nil {
		return *c.Options.Pace
	}
	return bot.Pace{
		Chat:    func(chat string) (string, bot.Rate) { return chat, bot.Rate{N: 1, Per: time.Second, Burst: 5} },
		Notices: bot.Rate{N: 10, Per: time.Second},
	}
}

// Run takes updates until ctx ends, and then finishes what it began.
func (c *Channel) Run(ctx context.Context, receive bot.Receive) error {
	defer c.http.CloseIdleConnections()
	met := make(chan struct{})
	go func() { defer close(met); c.introduce(ctx) }()
	defer func() { <-met }()
	c.spend(ctx, 0)
	if c.Options.Webhook {
		in := newIntake(c, receive)
		c.in.Store(in)
		defer context.AfterFunc(ctx, in.end)()
		c.gate.Open(ctx, in.deliver)
		in.finish()
	} else {
		c.poll(ctx, receive)
	}
	return nil
}

// introduce asks who we are until Zalo tells: what calls us in groups.
func (c *Channel) introduce(ctx context.Context) {
	for pause := time.Second; c.self.Load() == nil && ctx.Err() == nil; pause = min(2*pause, time.Minute) {
		if _, err := c.Me(ctx); err == nil || ctx.Err() != nil {
			return
		} else { //nolint:revive // err is of this branch
			c.Logger.Error("zalobot: who am I?", "error", err)
		}
		_ = bot.Sleep(ctx, pause)
	}
}

// Self is the bot as Zalo knows it.
type Self struct {
	ID   id     `json:"id"`
	Name string `json:"account_name"`
	Show string `json:"display_name"`
}

// Me asks Zalo who the bot is.
func (c *Channel) Me(ctx context.Context) (Self, error) {
	var self Self
	if err := c.call(ctx, c.CallTimeout, "getMe", struct{}{}, &self); err != nil {
		return Self{}, err
	}
	c.self.Store(&self)
	return self, nil
}
