package telegram

import (
	"context"
	"net/http"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

const (
	mostUpdate  = 1 << 20 // bytes of a webhook's body
	secretField = "X-Telegram-Bot-Api-Secret-Token"
)

// Webhook takes updates that Telegram delivers with a secret (see SetWebhook),
// while Run runs. It answers 200 only once an update is handled, and 503
// otherwise, so that Telegram delivers it again. An empty secret lets nobody in.
func (c *Channel) Webhook(secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !bot.SameSecret(secret, r.Header.Get(secretField)):
			bot.Refuse(w, http.StatusUnauthorized)
		case bot.Admissible(w, r, mostUpdate):
			c.delivered(w, r)
		}
	})
}

// delivered handles one update that Telegram sent.
func (c *Channel) delivered(w http.ResponseWriter, r *http.Request) {
	receive, leave := c.gate.Enter(r.Context())
	if receive == nil { // not begun in time, or stopping
		bot.NotNow(w)
		return
	}
	defer leave()
	raw, ok := bot.Delivered(w, r, mostUpdate)
	if !ok {
		return
	}
	if err := c.takeOne(r.Context(), receive, raw); err != nil {
		bot.NotNow(w)
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
	// SyncDate is when Telegram last failed to bring updates from its own depths
	// to where they are delivered from, in seconds since 1970; 0: never.
	SyncDate int64 `json:"last_synchronization_error_date"`
}

// Delivery asks Telegram how it delivers updates.
func (c *Channel) Delivery(ctx context.Context) (d Delivery, err error) {
	err = c.call(ctx, "getWebhookInfo", nil, &d)
	return d, err
}
