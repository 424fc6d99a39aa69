package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

const (
	mostUpdate  = 1 << 20 // bytes of a webhook's body
	retryAfter  = "2"     // seconds that Telegram is to wait when we cannot take an update
	secretField = "X-Telegram-Bot-Api-Secret-Token"
)

// Webhook takes updates that Telegram delivers with a secret (see SetWebhook),
// while Run runs. It answers 200 only once an update is handled, and 503
// otherwise, so that Telegram delivers it again. An empty secret lets nobody in.
func (c *Channel) Webhook(secret string) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get(secretField)))
		same := subtle.ConstantTimeCompare(got[:], want[:]) == 1
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case !same || secret == "":
			refuse(w, http.StatusUnauthorized)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			refuse(w, http.StatusMethodNotAllowed)
		case kind != "application/json":
			refuse(w, http.StatusUnsupportedMediaType)
		case r.ContentLength > mostUpdate:
			refuse(w, http.StatusRequestEntityTooLarge)
		default:
			c.delivered(w, r)
		}
	})
}

func refuse(w http.ResponseWriter, status int) { http.Error(w, http.StatusText(status), status) }

// delivered handles one update that Telegram sent.
func (c *Channel) delivered(w http.ResponseWriter, r *http.Request) {
	receive := c.enter()
	if receive == nil { // not yet begun, or stopping
		w.Header().Set("Retry-After", retryAfter)
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	defer c.inside.Done()
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostUpdate))
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		refuse(w, http.StatusBadRequest)
		return
	}
	if err := c.takeOne(r.Context(), receive, raw); err != nil {
		w.Header().Set("Retry-After", retryAfter)
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (c *Channel) takeOne(ctx context.Context, receive bot.Receive, raw []byte) error {
	if _, err := updateID(raw); err != nil {
		return c.unread(ctx, raw, err)
	}
	m, ours, err := c.decode(raw)
	switch {
	case err != nil:
		return c.unread(ctx, raw, err)
	case !ours:
		return nil
	}
	return c.hand(ctx, receive, m)
}

// enter gives what Run was given, while it runs. Then c.inside holds one more.
func (c *Channel) enter() bot.Receive {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.receive != nil {
		c.inside.Add(1)
	}
	return c.receive
}

// Connections is how many updates Telegram may deliver at once.
const Connections = 64

// SetWebhook has Telegram deliver updates to an address, with a secret of 1 to
// 256 letters, digits, _ and -. What waits stays. One replica is enough.
func (c *Channel) SetWebhook(ctx context.Context, url, secret string) error {
	return c.call(ctx, "setWebhook", tgbotapi.Params{
		"url": url, "secret_token": secret, "allowed_updates": wanted,
		"max_connections": strconv.Itoa(Connections),
	}, nil)
}

// DeleteWebhook has Telegram keep updates for polling. What waits stays.
func (c *Channel) DeleteWebhook(ctx context.Context) error {
	return c.call(ctx, "deleteWebhook", nil, nil)
}

// Delivery is how Telegram delivers updates now.
type Delivery struct {
	URL       string `json:"url"` // "": they are kept for polling
	Pending   int    `json:"pending_update_count"`
	ErrorDate int64  `json:"last_error_date"` // seconds since 1970, 0: none
	Error     string `json:"last_error_message"`
}

// Delivery asks Telegram how it delivers updates.
func (c *Channel) Delivery(ctx context.Context) (d Delivery, err error) {
	err = c.call(ctx, "getWebhookInfo", nil, &d)
	return d, err
}
