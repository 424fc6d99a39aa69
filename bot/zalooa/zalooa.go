// Package zalooa is a Zalo Official Account: texts, pictures and documents,
// perhaps buttons. Zalo lets it write only to who wrote lately, and gives it a
// pair of tokens that has to be renewed by one holder.
package zalooa

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
	"golang.org/x/text/unicode/norm"

	"baophu/bot"
)

// Platform is the Channel of the addresses.
const Platform = "zalooa"

// Vault keeps encrypted tokens for all replicas. Who renews one marks it
// first, since the old token works once.
type Vault interface {
	// Sealed gives a token, its version and since when somebody renews it;
	// version 0: there is none.
	Sealed(ctx context.Context, name string) (secret string, version int64, renewing time.Time, err error)
	// Renewing marks a token of this version; false: somebody else did.
	Renewing(ctx context.Context, name string, version int64) (bool, error)
	// NotRenewed takes the mark back.
	NotRenewed(ctx context.Context, name string, version int64) error
	// Seal keeps a token in place of one of this version (0: of none) and
	// takes the mark away; false: it was another by now.
	Seal(ctx context.Context, name string, version int64, secret string) (bool, error)
}

// Options are what a channel is made of. All but the last group must be given.
type Options struct {
	OA        string // the account's id: the Bot of its addresses
	App       string // the app's id
	AppSecret string // by which tokens are renewed
	Secret    string // the OA Secret Key, by which webhooks are signed
	Refresh   string // the refresh token of an operator's consent; the newest is in the vault
	Key       []byte // 32 bytes, by which tokens are encrypted in the vault
	Vault     Vault
	// Spare takes a renewed pair while the Vault cannot; nil: none but this
	// process has it until then.
	Spare Spare

	API   string // "": https://openapi.zalo.me
	Login string // "": https://oauth.zaloapp.com
	// Media are the hosts that files people sent are fetched from; nil: Zalo's.
	Media []string
	// Buttons are undocumented for what we send; where Zalo refuses them the
	// choices are written as numbers.
	Buttons bool
	// Paid lets messages go out that Zalo charges for: later than 48 hours
	// after the person wrote.
	Paid bool
	// LastSeen gives when a chat was last written in; nil: it is not known.
	LastSeen func(ctx context.Context, chat bot.Address) (time.Time, error)
	// Known tells whether a message was handled, and Handled notes it: what is
	// delivered again, or read again when missed ones are looked for.
	Known   func(ctx context.Context, key string) bool
	Handled func(ctx context.Context, key string)
	// Turns keeps the order of a chat, which Zalo does not: what it brings again
	// comes behind what was sent later. nil: within this process.
	Turns *bot.Behind
	// RefersBack tells whether a text may hang on what was sent before it, as an
	// undoing does: such a one waits until Zalo's record holds no earlier
	// message of the chat that nobody brought. nil: none does.
	RefersBack func(text string) bool
	// Lead tells whether this process is the one to look for missed messages.
	Lead func(ctx context.Context) bool
	// Mark keeps up to when nothing was missed, and Marked gives it: where a
	// restart looks from. nil: from its own begin.
	Mark   func(ctx context.Context, at time.Time) error
	Marked func(ctx context.Context) (time.Time, error)
	// Withheld hears that a reply is not sent, and why in a word.
	Withheld func(reason string)
	// DeadLetter keeps an event that cannot be read, so that it can be
	// acknowledged; nil: it is only logged, without its content.
	DeadLetter func(ctx context.Context, event []byte, cause error) error
	// Ends hears when the access token ends that this process goes by; a token
	// that is not renewed in time is an operator's matter.
	Ends func(at time.Time)
	// Unstored hears that a renewed pair cannot be stored, and that it is: until
	// then nothing is sent, and its process should not end.
	Unstored func(is bool)

	// Calls is how often the account may be called by its package, whatever for;
	// the zero value: it is not known. Allow counts them over all replicas (see
	// bot.SenderOptions.Share); nil: they are not counted.
	Calls bot.Rate
	Allow func(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration)

	CatchUp     time.Duration // between looks for missed messages; 0: 5 min
	CallTimeout time.Duration // 0: 15 s
	FileTimeout time.Duration // of a file that is fetched; 0: 20 s, shorter than handling may take
	RateWait    time.Duration // after a look for missed messages is refused for pace; 0: 1 min
	Transport   http.RoundTripper
	Now         func() time.Time
	Logger      *slog.Logger
}

// Channel is one account.
type Channel struct {
	Options
	http  *http.Client
	purse purse
	gate  bot.Gate
	held  bot.Recent         // answers that were counted as withheld
	hands singleflight.Group // by message: those that are being handled
	// record is what was read of what was sent before messages.
	record record
	// refused hears that a delivery was not taken: it is to be looked for soon.
	refused chan struct{}
}

// New makes a channel. It does not use the network.
func New(o Options) (*Channel, error) {
	for name, v := range map[string]string{"OA": o.OA, "App": o.App, "AppSecret": o.AppSecret, "Secret": o.Secret, "Refresh": o.Refresh} {
		if v == "" {
			return nil, fmt.Errorf("zalooa: no %s", name)
		}
	}
	if len(o.Key) != 32 || o.Vault == nil {
		return nil, errors.New("zalooa: the key of the vault has 32 bytes")
	}
	withDefaults(&o)
	for _, address := range []string{o.API, o.Login} {
		if u, err := url.Parse(address); err != nil || u.Host == "" {
			return nil, fmt.Errorf("zalooa: %q is no address", address)
		}
	}
	o.API, o.Login = strings.TrimSuffix(o.API, "/"), strings.TrimSuffix(o.Login, "/")
	c := &Channel{Options: o, refused: make(chan struct{}, 1), http: bot.Caller(o.Transport)}
	c.purse.channel, c.purse.turn, c.purse.due = c, make(chan struct{}, 1), make(chan struct{}, 1)
	return c, nil
}

func withDefaults(o *Options) {
	for _, d := range []struct {
		of   *string
		text string
	}{{&o.API, "https://openapi.zalo.me"}, {&o.Login, "https://oauth.zaloapp.com"}} {
		if *d.of == "" {
			*d.of = d.text
		}
	}
	if o.CatchUp == 0 {
		o.CatchUp = 5 * time.Minute
	}
	if o.CallTimeout == 0 {
		o.CallTimeout = 15 * time.Second
	}
	if o.RateWait == 0 {
		o.RateWait = time.Minute
	}
	if o.FileTimeout == 0 {
		o.FileTimeout = 20 * time.Second
	}
	if len(o.Media) == 0 {
		o.Media = mediaHosts
	}
	if o.Transport == nil {
		o.Transport = bot.Transport(64)
	}
	if o.Known == nil || o.Handled == nil {
		var recent bot.Recent
		o.Known = func(_ context.Context, key string) bool { return recent.Has(key) }
		o.Handled = func(_ context.Context, key string) { recent.Add(key) }
	}
	if o.Turns == nil {
		o.Turns = &bot.Behind{Now: o.Now}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// Name is "zalooa" and the account.
func (c *Channel) Name() (channel, name string) { return Platform, c.OA }

const (
	mostText    = 2000    // UTF-16 code units: the strictest likely reading of "characters"
	mostPicture = 1 << 20 // bytes
	mostFile    = 5 << 20
)

// fileTypes are those that Zalo takes.
var fileTypes = []string{".pdf", ".doc", ".docx"}

// Abilities are an account's: texts to 2,000 units, pictures to 1 MB, PDF and
// Word files to 5 MB; text goes apart from them.
func (c *Channel) Abilities() bot.Abilities {
	return bot.Abilities{Buttons: c.Buttons, Pictures: true, Files: true, Carries: carries, Limit: mostText, Caption: -1, Units: units}
}

func carries(f bot.File) bool {
	if strings.HasPrefix(f.Type, "image/") {
		return (f.Type == "image/png" || f.Type == "image/jpeg") && len(f.Bytes) <= mostPicture
	}
	name := strings.ToLower(f.Name)
	return len(f.Bytes) <= mostFile && slices.ContainsFunc(fileTypes, func(end string) bool { return strings.HasSuffix(name, end) })
}

// units counts a text as it is sent, in NFC.
func units(text string) int { return bot.UTF16(norm.NFC.String(text)) }

// Pace is ours: each reply takes a call at least, and notices are not to take
// all that the package has.
func (c *Channel) Pace() bot.Pace {
	notices := bot.Rate{N: 80, Per: time.Minute}
	if c.Calls.N > 0 {
		notices.N, _ = c.even(noticing)
		notices.Per = c.Calls.Per
	}
	return bot.Pace{
		Chat:    func(chat string) (string, bot.Rate) { return chat, bot.Rate{N: 1, Per: time.Second, Burst: 5} },
		Notices: notices,
	}
}

// Run lets the webhook in and looks for missed messages until ctx ends.
func (c *Channel) Run(ctx context.Context, receive bot.Receive) error {
	defer c.http.CloseIdleConnections()
	var working sync.WaitGroup
	working.Go(func() { c.catchUp(ctx, receive) })
	working.Go(func() { c.purse.keep(ctx) })
	defer context.AfterFunc(ctx, c.Turns.End)()
	c.gate.Open(ctx, receive)
	working.Wait()
	return nil
}

// secrets are what no error or log may hold.
func (c *Channel) secrets() []string {
	return append(c.purse.secrets(), c.AppSecret, c.Secret, c.Refresh)
}
