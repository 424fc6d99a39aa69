// Package webchat is the bot on a page in the browser: several phones side by
// side, each with a person who writes to the bot, as on Telegram (buttons) or
// as on Zalo (none). It is for trying the bot without an account anywhere;
// it knows people by the phone they hold and asks for no password, so it is
// never to be mounted where strangers reach it.
package webchat

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"baophu/bot"
)

//go:embed page
var page embed.FS

// Channel is the Channel of all addresses here.
const Channel = "web"

// The looks: the Bot of an address.
const (
	Telegram = "telegram" // buttons; texts of 4,096 UTF-16 units
	Zalo     = "zalo"     // no buttons; texts of 2,000 characters
)

// Persona is somebody who can be played on the page. In each look they have
// one chat, whose id is Key, and they are one account in both: web/Key.
type Persona struct {
	Key         string   `json:"key"`  // letters, digits, - and _; 32 at most
	Name        string   `json:"name"` // as the bot sees it
	Role        string   `json:"role"` // in words: "nhân viên thu"
	Place       string   `json:"place,omitempty"`
	Suggestions []string `json:"suggestions,omitempty"` // things to try
	Language    string   `json:"-"`                     // two letters; "" is vi
	Open        bool     `json:"open"`                  // a phone is open at first, in the Telegram look
}

// Account is the bot.Message.Account of the persona with that key.
func Account(key string) string { return Channel + "/" + key }

// Options of a Hub.
type Options struct {
	Personas []Persona
	Banner   string // a line on top of the page: that the figures are made up
	// Hosts are the names the page may be called by, besides IP addresses,
	// localhost and names without a dot. Others are refused, so that no
	// foreign site can point its own name at us.
	Hosts     []string
	Now       func() time.Time // nil: time.Now
	Random    io.Reader        // for ids; nil: crypto/rand
	Logger    *slog.Logger     // nil: slog.Default
	Heartbeat time.Duration    // of an idle stream of events; 0: 20 s
}

// Hub holds the phones and their conversations, in memory and bounded.
type Hub struct {
	options  Options
	personas map[string]Persona
	looks    []*look
	epoch    string // of this run: makes our message ids and event ids its own
	pace     *rate.Limiter
	uploads  chan struct{} // a place for each file being read

	mu       sync.Mutex
	rev      int64 // counts every change
	made     int64 // counts items
	phones   map[bot.Address]*phone
	order    []*phone // as personas are listed
	kept     int      // bytes of all files
	watchers map[chan struct{}]bool
	running  int
	stopped  chan struct{} // closed when the last Run ends
}

var keyShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// New makes the phones of the personas. One whose key is unfit or taken is
// logged and left out.
func New(o Options) *Hub {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Heartbeat <= 0 {
		o.Heartbeat = 20 * time.Second
	}
	h := &Hub{
		options:  o,
		personas: map[string]Persona{},
		phones:   map[bot.Address]*phone{},
		watchers: map[chan struct{}]bool{},
		pace:     rate.NewLimiter(50, 200),
		uploads:  make(chan struct{}, maxUploads),
	}
	h.epoch = h.token(8)
	h.looks = []*look{
		{hub: h, name: Telegram, abilities: bot.Abilities{
			Buttons: true, Pictures: true, Files: true, Limit: 4096, Units: bot.UTF16}},
		{hub: h, name: Zalo, abilities: bot.Abilities{
			Pictures: true, Files: true, Limit: 2000, Units: utf8.RuneCountInString}},
	}
	h.options.Personas, h.options.Hosts = nil, nil
	for _, host := range o.Hosts {
		h.options.Hosts = append(h.options.Hosts, strings.ToLower(host))
	}
	for _, p := range o.Personas {
		h.admit(p)
	}
	return h
}

// admit gives a persona a phone in each look.
func (h *Hub) admit(p Persona) {
	if _, taken := h.personas[p.Key]; taken || !keyShape.MatchString(p.Key) {
		h.options.Logger.Error("webchat: a persona was left out", "key", p.Key, "taken", taken)
		return
	}
	if p.Language == "" {
		p.Language = "vi"
	}
	h.personas[p.Key] = p
	h.options.Personas = append(h.options.Personas, p)
	for _, l := range h.looks {
		phone := &phone{address: bot.Address{Channel: Channel, Bot: l.name, Chat: p.Key}, persona: p, look: l}
		h.phones[phone.address] = phone
		h.order = append(h.order, phone)
	}
}

// Channels are the two looks, to be run by the bot.
func (h *Hub) Channels() []bot.Channel {
	channels := make([]bot.Channel, len(h.looks))
	for i, l := range h.looks {
		channels[i] = l
	}
	return channels
}

// token gives n random bytes in hexadecimal.
func (h *Hub) token(n int) string {
	b := make([]byte, n)
	if _, err := io.ReadFull(h.options.Random, b); err != nil {
		h.options.Logger.Error("webchat: no randomness", "error", err)
	}
	return hex.EncodeToString(b)
}

// look is one of the two apps: a bot.Channel.
type look struct {
	hub       *Hub
	name      string
	abilities bot.Abilities

	mu      sync.Mutex
	receive bot.Receive // nil: not running
	busy    sync.WaitGroup
}

// Name is "web" and the look.
func (l *look) Name() (channel, name string) { return Channel, l.name }

// Abilities are those of the app it looks like.
func (l *look) Abilities() bot.Abilities { return l.abilities }

var errRunning = errors.New("webchat: this look runs already")

// parting is how long Run waits at its end for messages under way.
const parting = 8 * time.Second

// Run hands on what people write until ctx ends, and then waits for what is
// under way, though not for ever: the bot itself finishes the rest or drops
// it unacknowledged.
func (l *look) Run(ctx context.Context, receive bot.Receive) error {
	l.mu.Lock()
	if l.receive != nil {
		l.mu.Unlock()
		return errRunning
	}
	l.receive = receive
	l.mu.Unlock()
	l.hub.started()
	<-ctx.Done()
	l.mu.Lock()
	l.receive = nil
	l.mu.Unlock()
	quiet := make(chan struct{})
	go func() {
		l.busy.Wait()
		close(quiet)
	}()
	select {
	case <-quiet:
	case <-time.After(parting):
	}
	l.hub.ended()
	return nil
}

var errNotRunning = errors.New("webchat: the bot is not running")

// deliver hands one message to the bot; nil: it is stored or answered.
func (l *look) deliver(ctx context.Context, m bot.Message) error {
	l.mu.Lock()
	receive := l.receive
	if receive == nil {
		l.mu.Unlock()
		return errNotRunning
	}
	l.busy.Add(1)
	l.mu.Unlock()
	defer l.busy.Done()
	return receive(ctx, m)
}

// started and ended tell streams of events whether to stay: they end with
// the last Run, so that the server they hang on can stop.
func (h *Hub) started() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.running == 0 {
		h.stopped = make(chan struct{})
	}
	h.running++
}

func (h *Hub) ended() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running--
	if h.running == 0 {
		close(h.stopped)
	}
}
